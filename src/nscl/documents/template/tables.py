"""The two tables to fill in: tasks with who, when and what, and the estimate by year and source."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.shared import Pt

from nscl.documents.template.cells import Cells, cell_style, finish_table, new_table, write_cell
from nscl.documents.template.content import BLANK
from nscl.documents.template.page import LEFT, PAGE_HEIGHT, RIGHT

_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
_TASK_SIZE = Pt(11)
# By the number of years, up to ten: "NSNN" must stand on one line in its column.
_ESTIMATE_SIZES = ((5, Pt(10)), (7, Pt(8)), (10, Pt(6.5)))
# Relative widths: number, task, lead, coordinating, time, product; in the estimate the last column is the lead.
_TASK_WIDTHS = (1.0, 7.0, 4.0, 4.5, 3.0, 4.0)
_ESTIMATE_NUMBER, _ESTIMATE_TITLE, _ESTIMATE_AMOUNT, _ESTIMATE_LEAD = 0.9, 4.6, 1.2, 2.2

_SOURCES = ("state", "enterprise")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def add_task_table(document: Document, heads: Sequence[str], groups: Sequence[dict[str, Any]]) -> None:
    """A row a task, under a row a group; everything but number and name is to be filled in."""
    rows = sum(1 + len(group["tasks"]) for group in groups) + 1
    cells = new_table(document, rows, _TASK_WIDTHS, whole=_WIDTH)
    style = cell_style(document, _TASK_SIZE)
    for column, head in enumerate(heads):
        write_cell(cells[0][column], head, bold=True, centred=True)
    row = 1
    for number, group in zip(_ROMAN, groups, strict=False):
        write_cell(cells[row][0], number, bold=True, centred=True)
        title = cells[row][1].merge(cells[row][len(heads) - 1])
        write_cell(title, group["title"], bold=True)
        for place, task in enumerate(group["tasks"], start=1):
            row += 1
            write_cell(cells[row][0], str(place), centred=True)
            write_cell(cells[row][1], task)
            for column in range(2, len(heads)):
                write_cell(cells[row][column], BLANK, centred=True)
        row += 1
    finish_table(document, style, heads=1)


def add_estimate_table(
    document: Document, heads: dict[str, str], groups: Sequence[dict[str, Any]], years: Sequence[int]
) -> None:
    """Totals and, for every year, state budget and enterprises' funds, under a head of two rows; cells left blank."""
    amounts = 3 + len(_SOURCES) * len(years)
    widths = (_ESTIMATE_NUMBER, _ESTIMATE_TITLE, *(_ESTIMATE_AMOUNT for _ in range(amounts)), _ESTIMATE_LEAD)
    cells = new_table(document, 3 + sum(1 + len(group["tasks"]) for group in groups), widths, whole=_WIDTH)
    style = cell_style(document, next(size for most, size in _ESTIMATE_SIZES if len(years) <= most))
    _estimate_heads(cells, heads, years)
    row = 2
    for number, group in zip(_ROMAN, groups, strict=False):
        write_cell(cells[row][0], number, bold=True, centred=True)
        write_cell(cells[row][1], group["title"], bold=True)
        for place, task in enumerate(group["tasks"], start=1):
            row += 1
            write_cell(cells[row][0], str(place), centred=True)
            write_cell(cells[row][1], task)
        row += 1
    write_cell(cells[row][1], heads["total"], bold=True)
    for blank in (cell for below in cells[2:] for cell in below[2:]):
        write_cell(blank, "", centred=True)
    finish_table(document, style, heads=2)


def _estimate_heads(cells: Cells, heads: dict[str, str], years: Sequence[int]) -> None:
    def over(first: int, last: int, text: str, *, rows: int = 1) -> None:
        cell = cells[0][first].merge(cells[rows - 1][last])
        write_cell(cell, text, bold=True, centred=True)

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
        write_cell(cells[1][place], text, bold=True, centred=True)
