"""What a sheet of an Excel file is: a titled table with typed columns, checked before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | float | date | None

# Excel's own limits ("Excel specifications and limits", Microsoft Support).
MAX_NAME_LENGTH = 31
MAX_TEXT_LENGTH = 32_767
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
# Excel keeps 15 digits of a number; a longer sum of money would be changed silently.
MAX_WHOLE_NUMBER = 10**15
# Excel's first day is 1 January 1900 and it takes 1900 for a leap year: before March 1900 its days are off by one.
FIRST_DAY = date(1900, 3, 1)

_FORBIDDEN_IN_NAME = frozenset("[]:*?/\\")
_RESERVED_NAMES = frozenset({"history"})


class ColumnKind(StrEnum):
    """What a column holds, and so how it is shown."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    VND = "vnd"
    DATE = "date"
    PERCENT = "percent"


_DEFAULT_WIDTHS = {
    ColumnKind.TEXT: 32.0,
    ColumnKind.INTEGER: 10.0,
    ColumnKind.NUMBER: 14.0,
    ColumnKind.VND: 18.0,
    ColumnKind.DATE: 12.0,
    ColumnKind.PERCENT: 10.0,
}


class SheetError(ValueError):
    """A sheet that Excel could not hold as it is; the message says which sheet, where and why."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and its width in characters (None: what suits the kind)."""

    heading: str
    kind: ColumnKind
    width: float | None = None

    @property
    def shown_width(self) -> float:
        """The width in characters."""
        return _DEFAULT_WIDTHS[self.kind] if self.width is None else self.width


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own.

    ``rows`` and ``totals`` have one cell a column: None leaves it blank, a text may stand in any column ("–", "Cộng"),
    anything else must be of the column's kind. PERCENT takes the figure as written (55 for 55%). Raises SheetError
    for what Excel cannot hold.
    """

    name: str
    title: str
    subtitle: str | None
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] | None = None

    def __post_init__(self) -> None:
        self._check_name()
        if not self.columns or len(self.columns) > MAX_COLUMNS:
            raise self._error(f"phải có từ 1 đến {MAX_COLUMNS} cột")
        # Title, subtitle, blank, heading and totals come on top of the rows.
        if len(self.rows) > MAX_ROWS - 5:
            raise self._error(f"{len(self.rows)} dòng, quá số dòng của một trang Excel; hãy lọc bớt")
        for number, row in enumerate(self.rows, start=1):
            self._check_row(row, f"dòng {number}")
        if self.totals is not None:
            self._check_row(self.totals, "dòng tổng cộng")

    def _check_name(self) -> None:
        if not self.name.strip() or len(self.name) > MAX_NAME_LENGTH:
            raise self._error(f"tên trang phải có từ 1 đến {MAX_NAME_LENGTH} ký tự")
        if _FORBIDDEN_IN_NAME & set(self.name) or self.name[0] == "'" or self.name[-1] == "'":
            raise self._error("tên trang không được có [ ] : * ? / \\ và dấu nháy đơn ở đầu, cuối")
        if self.name.lower() in _RESERVED_NAMES:
            raise self._error("tên trang này Excel dành riêng")

    def _check_row(self, row: Sequence[Cell], place: str) -> None:
        if len(row) != len(self.columns):
            raise self._error(f"{place} có {len(row)} ô, bảng có {len(self.columns)} cột")
        for column, cell in zip(self.columns, row, strict=True):
            reason = _why_refused(cell, column.kind)
            if reason is not None:
                raise self._error(f"{place}, cột “{column.heading}”: {reason}")

    def _error(self, reason: str) -> SheetError:
        return SheetError(f"Trang “{self.name}”: {reason}.")


def _why_refused(cell: Cell, kind: ColumnKind) -> str | None:
    """Why a column of this kind cannot hold the cell, or None where it can."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return f"chữ dài quá {MAX_TEXT_LENGTH} ký tự" if len(cell) > MAX_TEXT_LENGTH else None
    if isinstance(cell, date) or kind is ColumnKind.DATE:
        return _why_no_date(cell, kind)
    return _why_no_number(cell, kind)


def _why_no_number(cell: int | Decimal | float, kind: ColumnKind) -> str | None:
    if isinstance(cell, bool) or kind is ColumnKind.TEXT:
        return f"cột {kind} không nhận {type(cell).__name__}"
    if not isfinite(cell):
        return f"không ghi được giá trị {cell}"
    if kind in (ColumnKind.INTEGER, ColumnKind.VND) and cell != int(cell):
        return f"cột số nguyên không nhận {cell}"
    if -MAX_WHOLE_NUMBER < cell < MAX_WHOLE_NUMBER:
        return None
    return f"số {cell} dài quá 15 chữ số, Excel không giữ đúng"


def _why_no_date(cell: int | Decimal | float | date, kind: ColumnKind) -> str | None:
    if kind is not ColumnKind.DATE or not isinstance(cell, date) or isinstance(cell, datetime):
        return f"cột {kind} không nhận {type(cell).__name__}"
    return f"Excel không ghi đúng ngày trước {FIRST_DAY:%d/%m/%Y}" if cell < FIRST_DAY else None
