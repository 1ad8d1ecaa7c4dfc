"""Cells and columns of a report's tables, made so that they come back from the database as they went in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from nscl.documents.report_papers.tables import Mark, ReportCell, ReportColumn, ReportTable, ValueKind
from nscl.plans.rules import plain_number
from nscl.progress.enums import ValueSource

# As many decimals as a stored figure keeps (`FigureRecord.amount`).
_KEPT: Final = Decimal("0.000001")
# As many as a report prints of a value (`progress.rules.words.number_in_words`).
_PRINTED: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)

EMPTY: Final = ReportCell()
MARK_OF_SOURCE: Final = {
    ValueSource.COUNTED: Mark.COUNTED,
    ValueSource.RATIO: Mark.COMPUTED,
    ValueSource.COMPUTED: Mark.COMPUTED,
    ValueSource.STATED: Mark.STATED,
}


@dataclass(frozen=True, slots=True)
class Made:
    """A table, and whether made-up records may be in it."""

    table: ReportTable
    is_sample: bool = False


def exact(value: Decimal | int) -> Decimal:
    """A figure with as many decimals as are kept of it."""
    return plain_number(Decimal(value).quantize(_KEPT, rounding=ROUND_HALF_UP))


def figure(value: Decimal | int | None, mark: Mark = Mark.NONE) -> ReportCell:
    """A number as it is printed; an empty cell where there is none, which is not zero."""
    if value is None:
        return EMPTY
    return ReportCell(value=plain_number(Decimal(value).quantize(_PRINTED, rounding=ROUND_HALF_UP)), mark=mark)


def words(text: str) -> ReportCell:
    """Words."""
    return ReportCell(text=text)


def day(on: date | None) -> ReportCell:
    """A day; an empty cell where there is none."""
    return ReportCell(on=on)


def per_cent(part: Decimal | int | None, whole: Decimal | int | None) -> ReportCell:
    """A share in per cent; empty where one of the two is not known or the whole is nothing."""
    return EMPTY if part is None or not whole else figure(Decimal(part) / Decimal(whole) * _HUNDRED, Mark.COMPUTED)


def text_column(key: str, heading: str, width: float = 1.0) -> ReportColumn:
    """A column of words."""
    return ReportColumn(key, heading, ValueKind.TEXT, width=width)


def count_column(key: str, heading: str) -> ReportColumn:
    """A column of whole numbers that add up."""
    return ReportColumn(key, heading, ValueKind.COUNT, adds=True)


def number_column(key: str, heading: str) -> ReportColumn:
    """A column of numbers that do not add up: each row has a unit of its own."""
    return ReportColumn(key, heading, ValueKind.NUMBER)


def money_column(key: str, heading: str) -> ReportColumn:
    """A column of VND that adds up."""
    return ReportColumn(key, heading, ValueKind.VND, adds=True, width=1.4)


def day_column(key: str, heading: str) -> ReportColumn:
    """A column of days."""
    return ReportColumn(key, heading, ValueKind.DATE)


def heading_row_cells(title: str, columns: int) -> tuple[ReportCell, ...]:
    """The cells of a heading: its words, then nothing."""
    return (words(title), *[EMPTY] * (columns - 1))
