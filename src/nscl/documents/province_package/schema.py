"""Tables of a package: their columns as Table Schema says them, and rows that can be a stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias

Cell: TypeAlias = str | int | Decimal | bool | date | None

# The names by which the reader knows the tables that every package has; more may follow.
MEASURES: Final = "chi-tieu"
SUPPORTS: Final = "ho-tro"
TIMELINESS: Final = "dung-han"
RECORDS: Final = "ho-so"


class FieldType(StrEnum):
    """Types of Table Schema (datapackage.org/standard/table-schema) that a package uses."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


# A number has at most 18 digits before and 6 after the point: so many are kept.
_INTEGER_TEXT: Final = re.compile(r"-?[0-9]{1,18}")
_NUMBER_TEXT: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?")
_BOOLEANS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Field:
    """A column. name: for programs; title: for people; required: whether every cell has a value."""

    name: str
    title: str
    type: FieldType = FieldType.STRING
    required: bool = False

    def descriptor(self) -> dict[str, Any]:
        """As Table Schema writes it."""
        said: dict[str, Any] = {"name": self.name, "type": self.type.value, "title": self.title}
        return {**said, "constraints": {"required": True}} if self.required else said

    def read(self, text: str) -> Cell:
        """The value that a text in a CSV file stands for; "" is none. Raises ValueError for one that is not of it."""
        if not text:
            if self.required:
                raise ValueError(self.name)
            return None
        return _READ[self.type](text)


def _integer(text: str) -> int:
    if not _INTEGER_TEXT.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not _NUMBER_TEXT.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise ValueError(text)
    return _BOOLEANS[text]


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


_READ: Final[Mapping[FieldType, Callable[[str], Cell]]] = {
    FieldType.STRING: str,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _decimal,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _day,
}


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a table is. name: of its file and resource; key: the columns that tell rows apart, () where none do."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it lies in the archive."""
        return f"tables/{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written; rows are read once, in order, and need not be in memory."""

    head: TableHead
    rows: Iterable[Sequence[Cell]]


_STRING, _NUMBER, _INTEGER = FieldType.STRING, FieldType.NUMBER, FieldType.INTEGER

MEASURES_HEAD: Final = TableHead(
    MEASURES,
    "Chỉ tiêu",
    (
        Field("indicator", "Mã chỉ tiêu", required=True),
        Field("label", "Tên chỉ tiêu trong kế hoạch", required=True),
        Field("op", "So sánh", required=True),
        Field("target", "Mức giao", _NUMBER, required=True),
        Field("target_to", "Đến mức", _NUMBER),
        Field("unit", "Đơn vị tính", required=True),
        Field("when", "Cách tính thời gian", required=True),
        Field("of", "Tính trên"),
        Field("phase_start", "Từ năm", _INTEGER, required=True),
        Field("phase_end", "Đến năm", _INTEGER, required=True),
        Field("value", "Lũy kế", _NUMBER),
        Field("value_year", "Trong năm", _NUMBER),
        Field("status", "Trạng thái", required=True),
        Field("source", "Nguồn số", required=True),
    ),
)
SUPPORTS_HEAD: Final = TableHead(
    SUPPORTS,
    "Tổ chức được hỗ trợ",
    (
        Field("tax_code", "Mã số thuế", required=True),
        Field("name", "Tổ chức", required=True),
        Field("content", "Nội dung hỗ trợ", required=True),
        Field("content_code", "Mã nội dung"),
        Field("vnd", "Số tiền (đồng)", _INTEGER, required=True),
        Field("year", "Năm", _INTEGER, required=True),
    ),
)
TIMELINESS_HEAD: Final = TableHead(
    TIMELINESS,
    "Báo cáo đúng hạn",
    (
        Field("year", "Năm", _INTEGER, required=True),
        Field("asked", "Phải báo cáo", _INTEGER, required=True),
        Field("submitted", "Đã nộp", _INTEGER, required=True),
        Field("on_time", "Đúng hạn", _INTEGER, required=True),
    ),
    key=("year",),
)
RECORDS_HEAD: Final = TableHead(
    RECORDS,
    "Hồ sơ làm căn cứ",
    (
        Field("table", "Bảng", required=True),
        Field("row", "Dòng của bảng"),
        Field("kind", "Loại hồ sơ", required=True),
        Field("number", "Số hồ sơ", _INTEGER, required=True),
        Field("title", "Tên hồ sơ"),
        Field("on", "Ngày", FieldType.DATE),
        Field("amount", "Số lượng", _NUMBER),
        Field("whose", "Cơ quan"),
    ),
)
# A package has these three at least, as they stand here: they are what the other side reads into its own tables.
EXCHANGED: Final = (MEASURES_HEAD, SUPPORTS_HEAD, TIMELINESS_HEAD)
