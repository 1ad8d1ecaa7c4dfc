"""Tables of a paper: widths that Word and LibreOffice both keep, text in cells, heads repeated on every page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell

Cells = Sequence[Sequence[_Cell]]

# Space between a cell's rule and its text at either side, in twentieths of a point; above and below, in points.
_CELL_SIDE = 40
_CELL_ABOVE_BELOW = Pt(1)


def new_table(document: Document, rows: int, widths: Sequence[float], *, whole: int) -> Cells:
    """A new table's cells by row and column, `whole` (EMU) wide, its columns in proportion to `widths`.

    To be asked for once: python-docx walks the table anew for every question.
    """
    table: Table = document.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    unit = whole / sum(widths)
    lengths = [Length(int(share * unit)) for share in widths]
    cells = [row.cells for row in table.rows]
    # LibreOffice goes by the column's width, Word by the cells'.
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = length
    for row in cells:
        for cell, length in zip(row, lengths, strict=True):
            cell.width = length
    return cells


def cell_style(document: Document, size: Length) -> str:
    """The id of a style for text in cells; a style, so that empty cells too have the height of this size."""
    name = f"Ô bảng {size.pt:g}"
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} không phải kiểu đoạn văn")
    style.base_style = document.styles["Normal"]
    style.font.size = size
    style.paragraph_format.space_before = style.paragraph_format.space_after = _CELL_ABOVE_BELOW
    return style.style_id


def write_cell(
    cell: _Cell, text: str, *, bold: bool = False, centred: bool = False, figure: bool = False, italic: bool = False
) -> None:
    """Text in a cell; a figure stands at the right."""
    paragraph = cell.paragraphs[0]
    side = WD_ALIGN_PARAGRAPH.RIGHT if figure else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else side
    # A group's heading is not left behind at the foot of a page.
    paragraph.paragraph_format.keep_with_next = bold
    if text:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic or None


def finish_table(document: Document, style: str, *, heads: int) -> None:
    """Repeat the head rows on every page, break no row over two, narrow the cells' sides, give the text its style."""
    table = document.element.body.findall(qn("w:tbl"))[-1]
    side = f'w:w="{_CELL_SIDE}" w:type="dxa"'
    margins = f"<w:tblCellMar {nsdecls('w')}><w:left {side}/><w:right {side}/></w:tblCellMar>"
    table.tblPr.find(qn("w:tblLook")).addprevious(parse_xml(margins))
    for paragraph in table.iter(qn("w:p")):
        paragraph.get_or_add_pPr().style = style
    for place, row in enumerate(table.findall(qn("w:tr"))):
        properties = row.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if place < heads:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
