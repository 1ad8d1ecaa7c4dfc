"""Tables of a report: the one form that the screen, the database, Word, Excel and PDF show, so that none can differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class ValueKind(StrEnum):
    """What the cells of a column hold, and so how they are shown."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    VND = "vnd"
    PERCENT = "percent"
    DATE = "date"


class Mark(StrEnum):
    """How a number was come by; shown beside it, an estimate always."""

    NONE = ""
    COUNTED = "counted"
    COMPUTED = "computed"
    STATED = "stated"
    ESTIMATE = "estimate"
    FROZEN = "frozen"


class TableCode(StrEnum):
    """The tables of a report, in its order. Annexes come last, each on pages of its own."""

    MEASURES = "measures"
    TASKS = "tasks"
    MONEY = "money"
    SETTLED = "settled"
    PRODUCTIVITY = "productivity"
    PILOTS = "pilots"
    TRAINING = "training"
    DIFFICULTIES = "difficulties"
    NEXT_YEAR = "next_year"
    AGENCIES = "agencies"
    ACTIVITIES = "activities"
    ORGANISATIONS = "organisations"


ANNEXES: Final = (TableCode.AGENCIES, TableCode.ACTIVITIES, TableCode.ORGANISATIONS)


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column. adds: its figures are summed in the bottom row; width: relative to the other columns."""

    key: str
    heading: str
    kind: ValueKind
    adds: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class ReportCell:
    """A cell: a number (per cent as written, 55 for 55%), a day, or words; all empty: no data, which is not zero."""

    value: Decimal | None = None
    text: str = ""
    on: date | None = None
    mark: Mark = Mark.NONE

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self.value is None and not self.text and self.on is None


@dataclass(frozen=True, slots=True)
class RowRecord:
    """A record behind a row, as it is or was. kind, number: as the audit trail names it ("work.activity", 17)."""

    kind: str
    number: int
    title: str
    on: date | None = None
    amount: Decimal | None = None
    whose: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row. key: what it is of, the way to its page ("measure:12"); "" where it has none. depth: below headings."""

    key: str
    cells: tuple[ReportCell, ...]
    depth: int = 0
    is_heading: bool = False
    records: tuple[RowRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A titled table; note: what has to be said below it. Raises ValueError where a row has not a cell a column."""

    code: TableCode
    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Check the rows."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{self.code}: {row.key or 'dòng đầu'} có {len(row.cells)} ô")

    @property
    def is_annex(self) -> bool:
        """Whether it stands on pages of its own after the body."""
        return self.code in ANNEXES

    @property
    def leaves(self) -> tuple[ReportRow, ...]:
        """The rows that carry figures of their own."""
        return tuple(row for row in self.rows if not row.is_heading)

    @property
    def totals(self) -> Mapping[str, Decimal]:
        """The sums of the columns that add up, over the rows that are no headings; none where no row has a figure."""
        found: dict[str, Decimal] = {}
        for place, column in enumerate(self.columns):
            held = [value for row in self.leaves if (value := row.cells[place].value) is not None]
            if column.adds and held:
                found[column.key] = sum(held, Decimal(0))
        return found

    def cell(self, row: ReportRow, key: str) -> ReportCell:
        """The cell of a row in the column of that key. Raises KeyError."""
        for column, cell in zip(self.columns, row.cells, strict=True):
            if column.key == key:
                return cell
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """All tables of a report as of a day. is_sample: made-up records may be in them. frozen: as they were stored."""

    as_of: date
    tables: tuple[ReportTable, ...]
    is_sample: bool = False
    is_frozen: bool = False

    def table(self, code: TableCode) -> ReportTable | None:
        """The table of that code; None where the report has none."""
        return next((one for one in self.tables if one.code is code), None)

    def of(self, codes: Sequence[TableCode]) -> tuple[ReportTable, ...]:
        """Those of these tables that there are, in the order asked for."""
        return tuple(found for code in codes if (found := self.table(code)) is not None)
