"""The styles of what a report puts into a template; an office may change them in its Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle

from nscl.documents.template.page import BODY_SIZE, FIRST_LINE, SPACE_AFTER, set_font
from nscl.text.folding import fold

_NONE: Final = Pt(0)


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """A style of paragraphs. level: of a heading in Word's outline, from 1; 0: no heading."""

    name: str
    side: WD_ALIGN_PARAGRAPH
    size: Length = BODY_SIZE
    bold: bool = False
    italic: bool = False
    first_line: Length = _NONE
    before: Length = _NONE
    after: Length = SPACE_AFTER
    keeps_next: bool = False
    level: int = 0


TEXT: Final = PaperStyle("BC Đoạn", WD_ALIGN_PARAGRAPH.JUSTIFY, first_line=FIRST_LINE)
HEADING_1: Final = PaperStyle(
    "BC Mục I", WD_ALIGN_PARAGRAPH.LEFT, bold=True, first_line=FIRST_LINE, before=Pt(6), keeps_next=True, level=1
)
HEADING_2: Final = PaperStyle(
    "BC Mục 1", WD_ALIGN_PARAGRAPH.LEFT, bold=True, first_line=FIRST_LINE, before=Pt(3), keeps_next=True, level=2
)
CAPTION: Final = PaperStyle(
    "BC Tên bảng", WD_ALIGN_PARAGRAPH.CENTER, Pt(13), bold=True, before=Pt(6), after=Pt(3), keeps_next=True
)
UNIT: Final = PaperStyle("BC Đơn vị tính", WD_ALIGN_PARAGRAPH.RIGHT, Pt(12), italic=True, after=Pt(3), keeps_next=True)
NOTE: Final = PaperStyle("BC Ghi chú bảng", WD_ALIGN_PARAGRAPH.JUSTIFY, Pt(12), italic=True, before=Pt(3))
CELL: Final = PaperStyle("BC Ô bảng", WD_ALIGN_PARAGRAPH.LEFT, Pt(11), before=Pt(1), after=Pt(1))
ANNEX_NAME: Final = PaperStyle(
    "BC Phụ lục", WD_ALIGN_PARAGRAPH.CENTER, bold=True, after=Pt(0), keeps_next=True, level=1
)
ANNEX_TITLE: Final = PaperStyle("BC Tên phụ lục", WD_ALIGN_PARAGRAPH.CENTER, bold=True, after=Pt(0), keeps_next=True)
ANNEX_ABOUT: Final = PaperStyle("BC Kèm theo", WD_ALIGN_PARAGRAPH.CENTER, Pt(13), italic=True, keeps_next=True)

STYLES: Final = (TEXT, HEADING_1, HEADING_2, CAPTION, UNIT, NOTE, CELL, ANNEX_NAME, ANNEX_TITLE, ANNEX_ABOUT)


def ensure_styles(document: Document) -> None:
    """Give the document the styles that it lacks. Raises TypeError where one of these names is not of paragraphs."""
    held = {style.name: style for style in document.styles}
    for one in STYLES:
        if one.name not in held:
            _add(document, one)
        elif not isinstance(held[one.name], ParagraphStyle):
            raise TypeError(f"{one.name} không phải kiểu đoạn văn")


def _add(document: Document, one: PaperStyle) -> None:
    style = document.styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{one.name} không phải kiểu đoạn văn")
    style.element.styleId = "".join(letter for letter in fold(one.name) if letter.isalnum())
    set_font(style)
    style.font.size, style.font.bold, style.font.italic = one.size, one.bold, one.italic
    form = style.paragraph_format
    form.alignment, form.first_line_indent, form.line_spacing = one.side, one.first_line, 1.0
    form.space_before, form.space_after = one.before, one.after
    form.keep_with_next, form.widow_control = one.keeps_next, True
    style.quick_style = True
    if one.level:
        outline = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{one.level - 1}"/>')
        style.element.get_or_add_pPr().append(outline)
