"""One table of a report as a sheet: figures typed once, sums and headings as live formulas with their values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

from nscl.documents.excel.formulas import sum_of_rows
from nscl.documents.excel.frame import set_up_page
from nscl.documents.excel.sheets import FIRST_DAY, MAX_TEXT_LENGTH, MAX_WHOLE_NUMBER
from nscl.documents.report_papers.cells import shown, total_row
from nscl.documents.report_papers.composition import NO_ROWS, ShownTable, line_of
from nscl.documents.report_papers.tables import ReportCell, ReportColumn, ReportTable, ValueKind
from nscl.documents.report_papers.workbook.styles import DAY, CellLook, ReportStyles, number_format

HEAD_ROW: Final = 3
"""Above the head: title, what it is of, a blank row."""
FIRST_ROW: Final = HEAD_ROW + 1
_PERCENT: Final = 100
# A character of Excel's width in millimetres of paper, with room for the larger letters of a sheet.
_MM_A_CHARACTER: Final = 1.6
# Excel's own limits of a function's arguments and of a formula ("Excel specifications and limits").
_MOST_ARGUMENTS, _LONGEST_FORMULA = 255, 8192


class TableSheet:
    """Writes a table."""

    def __init__(self, sheet: Any, table: ReportTable, look: ShownTable, styles: ReportStyles) -> None:
        self._sheet, self._table, self._look, self._styles = sheet, table, look, styles

    def write(self, subtitle: str) -> None:
        """Title, head, rows, sums, notes."""
        sheet, table = self._sheet, self._table
        sheet.write_string(0, 0, line_of(table.title), self._styles.title)
        sheet.write_string(1, 0, "; ".join(part for part in (subtitle, self._look.unit) if part), self._styles.said)
        for place, (head, width) in enumerate(zip(self._look.heads, self._look.layout.widths, strict=True)):
            sheet.set_column(place, place, width / _MM_A_CHARACTER)
            sheet.write_string(HEAD_ROW, place, head, self._styles.heading)
        for place, row in enumerate(table.rows):
            leaves = self._leaves_below(place) if row.is_heading else []
            self._row(FIRST_ROW + place, row.cells, leaves, bold=row.is_heading, depth=row.depth)
        below = FIRST_ROW + len(table.rows)
        totals = total_row(table)
        if totals is not None:
            leaves = [place for place, row in enumerate(table.rows) if not row.is_heading]
            self._row(below, totals, leaves, bold=True)
            below += 1
        for note in self._look.notes if table.rows else (NO_ROWS,):
            sheet.write_string(below, 0, note, self._styles.said)
            below += 1
        sheet.freeze_panes(FIRST_ROW, 1)
        set_up_page(sheet, HEAD_ROW)

    def _row(self, row: int, cells: Sequence[ReportCell], leaves: Sequence[int], *, bold: bool, depth: int = 0) -> None:
        """A row; leaves: the rows of the table that its figures may be the sums of."""
        for place, (cell, column) in enumerate(zip(cells, self._table.columns, strict=True)):
            if not is_number(cell, column):
                self._words(row, place, cell, column, CellLook(bold=bold, depth=depth * (place == self._look.first)))
                continue
            value = _value(cell)
            style = self._styles.cell(CellLook(number_format(value, column.kind, cell.mark), bold))
            number = _stored(value, column)
            formula = self._sum(place, value, leaves) if column.adds else ""
            if formula:
                self._sheet.write_formula(row, place, f"={formula}", style, number)
            else:
                self._sheet.write_number(row, place, number, style)

    def _words(self, row: int, place: int, cell: ReportCell, column: ReportColumn, look: CellLook) -> None:
        if cell.is_empty:
            self._sheet.write_blank(row, place, None, self._styles.cell(look))
        elif cell.on is not None and not cell.text and cell.value is None and cell.on >= FIRST_DAY:
            style = self._styles.cell(CellLook(DAY, look.bold))
            self._sheet.write_datetime(row, place, datetime.combine(cell.on, time()), style)
        else:
            said = line_of(shown(cell, column))
            text = said if len(said) <= MAX_TEXT_LENGTH else f"{said[: MAX_TEXT_LENGTH - 1]}…"
            self._sheet.write_string(row, place, text, self._styles.cell(look))

    def _sum(self, place: int, value: Decimal, leaves: Sequence[int]) -> str:
        """The formula that gives the value; "" where those rows do not add up to it, or cannot in Excel."""
        column = self._table.columns[place]
        held = [self._table.rows[leaf].cells[place] for leaf in leaves]
        figures = [_value(cell) for cell in held if cell.value is not None]
        if not figures or sum(figures) != value or not all(is_number(one, column) or one.is_empty for one in held):
            return ""
        formula = sum_of_rows([FIRST_ROW + leaf for leaf in leaves], place)
        fits = formula.count(",") < _MOST_ARGUMENTS and len(formula) < _LONGEST_FORMULA
        return formula if fits else ""

    def _leaves_below(self, place: int) -> list[int]:
        """The rows with figures under a heading: those that are deeper, or in a flat table all down to the next one."""
        rows, depth = self._table.rows, self._table.rows[place].depth
        following = rows[place + 1 : place + 2]
        is_flat = bool(following) and following[0].depth <= depth
        found = []
        for below in range(place + 1, len(rows)):
            ends = rows[below].depth <= depth and (rows[below].is_heading or not is_flat)
            if ends:
                break
            if not rows[below].is_heading:
                found.append(below)
        return found


def is_number(cell: ReportCell, column: ReportColumn) -> bool:
    """Whether a cell is written as a number: it is nothing else, and Excel keeps all its digits."""
    if cell.value is None or cell.text or cell.on is not None or column.kind in (ValueKind.TEXT, ValueKind.DATE):
        return False
    return abs(cell.value) < MAX_WHOLE_NUMBER


def _value(cell: ReportCell) -> Decimal:
    return Decimal(0) if cell.value is None else cell.value


def _stored(value: Decimal, column: ReportColumn) -> int | float:
    """The number that Excel holds: a hundredth of a per cent's figure."""
    if column.kind is ValueKind.PERCENT:
        return float(value / _PERCENT)
    return int(value) if value == value.to_integral_value() else float(value)
