"""The two tables to fill in: tasks with who, when and what, and the estimate by year and source."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell

from nscl.documents.template.content import BLANK
from nscl.documents.template.page import LEFT, PAGE_HEIGHT, RIGHT

_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
_TASK_SIZE = Pt(11)
# By the number of years, up to ten: "NSNN" must stand on one line in its column.
_ESTIMATE_SIZES = ((5, Pt(10)), (7, Pt(8)), (10, Pt(6.5)))
# Space between a cell's rule and its text at either side, in twentieths of a point; above and below, in points.
_CELL_SIDE = 40
_CELL_ABOVE_BELOW = Pt(1)
# Relative widths: number, task, lead, coordinating, time, product; in the estimate the last column is the lead.
_TASK_WIDTHS = (1.0, 7.0, 4.0, 4.5, 3.0, 4.0)
_ESTIMATE_NUMBER, _ESTIMATE_TITLE, _ESTIMATE_AMOUNT, _ESTIMATE_LEAD = 0.9, 4.6, 1.2, 2.2
Cells = Sequence[Sequence[_Cell]]

_SOURCES = ("state", "enterprise")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def add_task_table(document: Document, heads: Sequence[str], groups: Sequence[dict[str, Any]]) -> None:
    """A row a task, under a row a group; everything but number and name is to be filled in."""
    rows = sum(1 + len(group["tasks"]) for group in groups) + 1
    cells = _table(document, rows, _TASK_WIDTHS)
    style = _cell_style(document, _TASK_SIZE)
    for column, head in enumerate(heads):
        _write(cells[0][column], head, bold=True, centred=True)
    row = 1
    for number, group in zip(_ROMAN, groups, strict=False):
        _write(cells[row][0], number, bold=True, centred=True)
        title = cells[row][1].merge(cells[row][len(heads) - 1])
        _write(title, group["title"], bold=True)
        for place, task in enumerate(group["tasks"], start=1):
            row += 1
            _write(cells[row][0], str(place), centred=True)
            _write(cells[row][1], task)
            for column in range(2, len(heads)):
                _write(cells[row][column], BLANK, centred=True)
        row += 1
    _finish(document, style, heads=1)


def add_estimate_table(
    document: Document, heads: dict[str, str], groups: Sequence[dict[str, Any]], years: Sequence[int]
) -> None:
    """Totals and, for every year, state budget and enterprises' funds, under a head of two rows; cells left blank."""
    amounts = 3 + len(_SOURCES) * len(years)
    widths = (_ESTIMATE_NUMBER, _ESTIMATE_TITLE, *(_ESTIMATE_AMOUNT for _ in range(amounts)), _ESTIMATE_LEAD)
    cells = _table(document, 3 + sum(1 + len(group["tasks"]) for group in groups), widths)
    style = _cell_style(document, next(size for most, size in _ESTIMATE_SIZES if len(years) <= most))
    _estimate_heads(cells, heads, years)
    row = 2
    for number, group in zip(_ROMAN, groups, strict=False):
        _write(cells[row][0], number, bold=True, centred=True)
        _write(cells[row][1], group["title"], bold=True)
        for place, task in enumerate(group["tasks"], start=1):
            row += 1
            _write(cells[row][0], str(place), centred=True)
            _write(cells[row][1], task)
        row += 1
    _write(cells[row][1], heads["total"], bold=True)
    for blank in (cell for below in cells[2:] for cell in below[2:]):
        _write(blank, "", centred=True)
    _finish(document, style, heads=2)


def _estimate_heads(cells: Cells, heads: dict[str, str], years: Sequence[int]) -> None:
    def over(first: int, last: int, text: str, *, rows: int = 1) -> None:
        cell = cells[0][first].merge(cells[rows - 1][last])
        _write(cell, text, bold=True, centred=True)

    over(0, 0, heads["number"], rows=2)
    over(1, 1, heads["content"], rows=2)
    over(2, 4, heads["money"])
    below = [heads["all"], *(heads[source] for source in _SOURCES)]
    column = 5
    for year in years:
        over(column, column + len(_SOURCES) - 1, heads["year"].format(year=year))
        below += [heads[source] for source in _SOURCES]
        column += len(_SOURCES)
    over(column, column, heads["lead"], rows=2)
    for place, text in enumerate(below, start=2):
        _write(cells[1][place], text, bold=True, centred=True)


def _table(document: Document, rows: int, widths: Sequence[float]) -> Cells:
    """A new table's cells by row and column. Asked for once: python-docx walks the table anew for every question."""
    table: Table = document.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    unit = _WIDTH / sum(widths)
    lengths = [Length(int(share * unit)) for share in widths]
    cells = [row.cells for row in table.rows]
    # LibreOffice goes by the column's width, Word by the cells'.
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = length
    for row in cells:
        for cell, length in zip(row, lengths, strict=True):
            cell.width = length
    return cells


def _cell_style(document: Document, size: Length) -> str:
    """The id of a style for text in cells; a style, so that empty cells too have the height of this size."""
    name = f"Ô bảng {size.pt:g}"
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} không phải kiểu đoạn văn")
    style.base_style = document.styles["Normal"]
    style.font.size = size
    style.paragraph_format.space_before = style.paragraph_format.space_after = _CELL_ABOVE_BELOW
    return style.style_id


def _write(cell: _Cell, text: str, *, bold: bool = False, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    # A group's heading is not left behind at the foot of a page.
    paragraph.paragraph_format.keep_with_next = bold
    if text:
        paragraph.add_run(text).bold = bold


def _finish(document: Document, style: str, *, heads: int) -> None:
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
