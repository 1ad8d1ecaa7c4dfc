"""Page, fonts and paragraphs of an administrative paper (Decree 30/2020/NĐ-CP, annex I, part I)."""

import io
import zipfile

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

# Annex I, I.1–I.5: A4, top and bottom 20–25 mm, left 30–35, right 15–20; Times New Roman in black, 13–14 pt; page
# number centred at the top, from the second page on; first line 1–1.27 cm, at least 6 pt between paragraphs.
FONT = "Times New Roman"
BODY_SIZE = Pt(14)
NUMBER_SIZE = Pt(13)
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
FIRST_LINE = Mm(10)
SPACE_AFTER = Pt(6)

RULE = "Vạch ngang"
"""Style of an empty paragraph that draws a rule as wide as its indents leave."""

_HEADINGS = ("Heading 1", "Heading 2")
# Latin, other Latin, complex and East Asian scripts: Vietnamese letters fall under several of them.
_SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")
# Zip archives cannot say "no date"; this is the earliest that they know. The same arguments give the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
# The themed fonts of python-docx's own template would win over the named one.
_THEMED = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")


def set_up(document: Document) -> None:
    """Page, styles and page numbers of the document."""
    normal = _font(document, "Normal")
    normal.paragraph_format.space_after = SPACE_AFTER
    normal.paragraph_format.line_spacing = 1.0
    for name in _HEADINGS:
        style = _font(document, name)
        style.font.bold = True
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = SPACE_AFTER
        style.paragraph_format.first_line_indent = FIRST_LINE
    _rule_style(document)
    section = document.sections[0]
    _measure(section, PAGE_WIDTH, PAGE_HEIGHT)
    section.different_first_page_header_footer = True
    _number_pages(section)


def add_landscape(document: Document) -> Section:
    """A new section on A4 lying on its side, for a wide table; all its pages are numbered."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    _measure(section, PAGE_HEIGHT, PAGE_WIDTH)
    section.different_first_page_header_footer = False
    return section


def centre(paragraph: Paragraph, *, after: Length = SPACE_AFTER) -> Paragraph:
    """The paragraph centred, without a first-line indent."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.space_after = after
    return paragraph


def draw_rule(paragraph: Paragraph, *, share: float, width: int) -> None:
    """Make an empty paragraph of style `RULE` a centred rule over a share (0–1) of the width (EMU) it stands in."""
    indent = Length(int(width * (1 - share) / 2))
    paragraph.paragraph_format.left_indent = indent
    paragraph.paragraph_format.right_indent = indent


def indented(document: Document) -> Paragraph:
    """A new paragraph of the body: justified, its first line indented."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = FIRST_LINE
    return paragraph


def saved(document: Document) -> bytes:
    """The file's bytes, without the time at which it was made."""
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(zipfile.ZipInfo(member.filename, _NO_DATE), source.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _font(document: Document, name: str) -> ParagraphStyle:
    """A style in the font and colour of administrative papers, for all scripts."""
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} không phải kiểu đoạn văn")
    return set_font(style)


def set_font(style: ParagraphStyle) -> ParagraphStyle:
    """The style in the font, size and colour of administrative papers, for all scripts."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, BODY_SIZE, RGBColor(0, 0, 0)
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), FONT)
    for themed in _THEMED:
        fonts.attrib.pop(qn(f"w:{themed}"), None)
    return style


def _rule_style(document: Document) -> None:
    style = document.styles.add_style(RULE, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{RULE} không phải kiểu đoạn văn")
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(2)
    style.paragraph_format.space_after = SPACE_AFTER
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    )
    style.element.get_or_add_pPr().insert(0, borders)


def _measure(section: Section, width: Length, height: Length) -> None:
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = Mm(10)


def _number_pages(section: Section) -> None:
    """The page number at the top centre; the first page has a header of its own, which stays empty."""
    paragraph = centre(section.header.paragraphs[0])
    paragraph.style = "Normal"
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr>'
        f'<w:sz w:val="{int(NUMBER_SIZE.pt * 2)}"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple>'
    )
    section.header.part.element.find(qn("w:p")).append(field)
