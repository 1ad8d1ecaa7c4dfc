"""Word documents: with Word's own headings and automatic numbers, or with every number typed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tests.documents.reading.documents.parts import (
    Closing,
    Grid,
    Head,
    Heading,
    Item,
    NewPage,
    Paragraph,
    Part,
    Title,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_NUMBERING = 77
_ITEM_LEVEL = 3
_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
# "Phần thứ nhất" has no format of Word's own: such documents are numbered "Phần I".
_ROMAN_AFTER = ("Phần", "Chương")
_BARE = {"-": ("bullet", "-"), "a)": ("lowerLetter", "{})")}


def write(parts: tuple[Part, ...], *, automatic: bool) -> bytes:
    """The document as .docx; ``automatic``: heading styles and Word's numbering instead of typed labels."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    if automatic:
        _define_numbering(document, parts)
    for part in parts:
        _add(document, part, automatic=automatic)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Document, part: Part, *, automatic: bool) -> None:
    match part:
        case Head():
            _head(document, part)
        case Heading() | Item():
            _numbered(document, part, automatic=automatic)
        case Title(first, below):
            for line in (first, *below):
                _centred(document, line)
        case Paragraph(text, italic):
            document.add_paragraph().add_run(text).italic = italic
        case Grid():
            _table(document, part)
        case Closing():
            _closing(document, part)
        case NewPage(landscape):
            _section(document, landscape=landscape)


def _numbered(document: Document, part: Heading | Item, *, automatic: bool) -> None:
    heading = isinstance(part, Heading)
    if not automatic:
        document.add_paragraph().add_run(f"{part.label} {part.text}").bold = heading
    elif isinstance(part, Heading):
        _number(document.add_heading(part.text, level=part.depth), part.depth - 1)
    else:
        _number(document.add_paragraph(part.text), _ITEM_LEVEL)


def _closing(document: Document, part: Closing) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "\n".join(("Nơi nhận:", *(f"- {one}" for one in part.recipients)))
    table.cell(0, 1).text = "\n".join(part.signature)


def _section(document: Document, *, landscape: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if landscape and section.orientation is not WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width


def _head(document: Document, head: Head) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).text = head.committee
    table.cell(0, 1).text = f"{_COUNTRY}\n{_MOTTO}"
    table.cell(1, 0).text = head.number
    table.cell(1, 1).text = head.place_and_date


def _centred(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def _table(document: Document, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), grid.columns, style="Table Grid")
    # Asked for once: python-docx walks the whole table for every single cell.
    cells = [row.cells for row in table.rows]
    for number, row in enumerate(grid.places()):
        for column, box in row:
            cell = cells[number][column]
            if box.columns > 1 or box.rows > 1:
                cell = cell.merge(cells[number + box.rows - 1][column + box.columns - 1])
            cell.text = box.text
            cell.width = Cm(grid.widths[column])
    for row_number in range(grid.heads):
        properties = table.rows[row_number]._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _define_numbering(document: Document, parts: tuple[Part, ...]) -> None:
    """One multilevel list whose levels write the labels that the document's headings and items carry."""
    first = {part.depth: part.label for part in reversed(parts) if isinstance(part, Heading)}
    item = next((part.label for part in parts if isinstance(part, Item)), "-")
    levels = [_level(depth - 1, first.get(depth, "1."), depth) for depth in (1, 2, 3)]
    levels.append(_level(_ITEM_LEVEL, item, _ITEM_LEVEL + 1))
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )
    root.insert(0, abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>')
    )


def _level(place: int, label: str, depth: int) -> str:
    kind, text = _format(label, depth)
    # Articles run on through the chapters; everything else begins again under a new heading.
    restart = '<w:lvlRestart w:val="0"/>' if label.startswith("Điều") else ""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{restart}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _format(label: str, depth: int) -> tuple[str, str]:
    """Word's number format and the text around the number, for labels that look like this one."""
    here = f"%{depth}"
    word = label.split(maxsplit=1)[0]
    if word in _ROMAN_AFTER:
        return "upperRoman", f"{word} {here}."
    if word in ("Điều", "Mục"):
        return "decimal", f"{word} {here}."
    if label[0].isdigit():
        levels = label.count(".")
        return "decimal", f"{'.'.join(f'%{level}' for level in range(1, levels + 1))}." if levels > 1 else f"{here}."
    kind, around = _BARE.get(label, ("upperRoman", "{}."))
    return kind, around.format(here)


def _number(paragraph: WordParagraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    assert properties.tag == qn("w:pPr")
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING}"/></w:numPr>')
    )
