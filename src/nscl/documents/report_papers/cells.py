"""The one way a cell of a report is written for people: on the screen, in Word, in PDF, as text in Excel."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from nscl.documents.report_papers.tables import Mark, ReportCell, ReportColumn, ReportTable, ValueKind
from nscl.text.dates import format_date
from nscl.text.decimals import format_number

TOTAL_LABEL: Final = "Tổng cộng"
MOST_PERCENT_PLACES: Final = 2
# Marks that are said; a figure that was counted or computed from records needs no word.
_WORDS: Final = {Mark.ESTIMATE: "ước", Mark.STATED: "nêu"}
_WHOLE: Final = (ValueKind.COUNT, ValueKind.VND)


def mark_word(mark: Mark) -> str:
    """What is said beside a figure: "ước" of an estimate, "nêu" of one that somebody stated; else ""."""
    return _WORDS.get(mark, "")


def is_figure(column: ReportColumn) -> bool:
    """Whether the column's cells stand at the right, as figures do."""
    return column.kind not in (ValueKind.TEXT, ValueKind.DATE)


def rounded(value: Decimal, kind: ValueKind) -> Decimal:
    """The value as it is shown: whole counts and đồng, per cents with two decimals at most, no trailing noughts."""
    if kind in _WHOLE:
        return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if kind is ValueKind.PERCENT:
        value = value.quantize(Decimal(1).scaleb(-MOST_PERCENT_PLACES), rounding=ROUND_HALF_UP)
    plain = value.normalize()
    return plain if plain.as_tuple().exponent in range(-60, 1) else plain.quantize(Decimal(1))


def figure(cell: ReportCell, column: ReportColumn) -> str:
    """The cell without the word of its mark: "1.234.567,8", "55%", "30/11/2026", words; "" where it says nothing."""
    parts = []
    if cell.value is not None:
        sign = "%" if column.kind is ValueKind.PERCENT else ""
        parts.append(f"{format_number(rounded(cell.value, column.kind))}{sign}")
    if cell.on is not None:
        parts.append(format_date(cell.on))
    if cell.text:
        parts.append(cell.text)
    return " ".join(parts)


def shown(cell: ReportCell, column: ReportColumn) -> str:
    """The cell as people read it: the figure, and "(ước)" or "(nêu)" after it where its mark asks for it."""
    said, word = figure(cell, column), mark_word(cell.mark)
    return f"{said} ({word})" if said and word else said


def total_row(table: ReportTable) -> tuple[ReportCell, ...] | None:
    """The bottom row of a table: its label, and the sums of the columns that add up; None where nothing adds up.

    A sum with an estimate in it is an estimate.
    """
    totals = table.totals
    if not totals:
        return None
    cells = [ReportCell() for _ in table.columns]
    for place, column in enumerate(table.columns):
        if column.key in totals:
            marks = {row.cells[place].mark for row in table.leaves}
            mark = Mark.ESTIMATE if Mark.ESTIMATE in marks else Mark.NONE
            cells[place] = ReportCell(value=totals[column.key], mark=mark)
    label = _label_place(table, cells)
    cells[label] = replace(cells[label], text=TOTAL_LABEL)
    return tuple(cells)


def _label_place(table: ReportTable, cells: list[ReportCell]) -> int:
    """Where the label stands: the widest column of words before the first sum; the first free one else."""
    first_sum = next(place for place, cell in enumerate(cells) if cell.value is not None)
    before = [place for place in range(first_sum) if table.columns[place].kind is ValueKind.TEXT]
    if before:
        return max(before, key=lambda place: (table.columns[place].width, -place))
    return next((place for place, cell in enumerate(cells) if cell.is_empty), 0)
