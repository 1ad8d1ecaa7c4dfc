"""The scalar values of a plan pack and how each is made from what the YAML says.

Numbers reach these types already parsed from the scalar's own text (`nodes.py`), as `int` or `Decimal`, never as
`float`. Each refusal is a `PydanticCustomError` whose context carries a ``remedy`` for the person who writes packs.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from nscl.text.dates import PartialDate

# The Vietnamese two-level budget and planning cycle with which this format deals; a year outside is a slip of the pen.
FIRST_YEAR = 1945
LAST_YEAR = 2100

# Reserved name of the unsplit amount, beside the keys of `budget.sources`.
ALL_SOURCES = "all"

_MONTH_DAY = re.compile(r"--(\d\d)-(\d\d)")
# Any leap year: 29 February may be a due day.
_LEAP_YEAR = 2024


class Span(NamedTuple):
    """Lines ``first`` to ``last`` of the plan's `source.txt`, 1-based, both included."""

    first: int
    last: int


class MonthDay(NamedTuple):
    """A day of every year, written ``--MM-DD`` (XML Schema gMonthDay)."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> "MonthDay":
        """Read ``--11-20``. Raises ValueError where there is no such day."""
        match = _MONTH_DAY.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” không phải ngày hằng năm dạng --MM-DD")
        month, day = int(match[1]), int(match[2])
        try:
            date(_LEAP_YEAR, month, day)
        except ValueError:
            raise ValueError(f"không có ngày {day:02d}/{month:02d}") from None
        return cls(month, day)

    def __str__(self) -> str:
        return f"--{self.month:02d}-{self.day:02d}"

    def on(self, year: int) -> date:
        """The day in that year; 29 February falls on 28 February in a common year."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 2, 28)


def refusal(message: str, remedy: str) -> PydanticCustomError:
    """An error in the pack's own words: what is wrong and what to do about it."""
    # The template is formatted with str.format by pydantic: the text goes in as a value, never as a template.
    return PydanticCustomError("pack", "{message}", {"message": message, "remedy": remedy})


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("pack_number", "phải là một số", {})


def _amount(value: object) -> Decimal:
    number = _number(value)
    if number < 0:
        raise refusal(f"số âm ({number})", "ghi số tiền hoặc số lượng không âm như văn bản in")
    return number


def _span(value: object) -> Span:
    match value:
        case (int(first), int(last)) if not isinstance(first, bool) and not isinstance(last, bool):
            pass
        case _:
            raise refusal("phải là hai số dòng", "ghi [dòng đầu, dòng cuối], ví dụ at: [60, 64]")
    if first < 1:
        raise refusal(f"số dòng {first} không có", "dòng đầu tiên của source.txt là dòng 1")
    if last < first:
        raise refusal(f"đoạn dòng ngược: từ {first} đến {last}", f"ghi [{last}, {first}] hoặc sửa số dòng sai")
    return Span(first, last)


def _partial_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    remedy = 'ghi trong ngoặc kép: "2025-08-28", "2021-08" hoặc "2022"'
    if not isinstance(value, str):
        raise refusal("ngày phải là chuỗi", remedy)
    try:
        return PartialDate.from_iso(value)
    except ValueError as error:
        raise refusal(str(error).rstrip("."), remedy) from None


def _month_day(value: object) -> MonthDay:
    if isinstance(value, MonthDay):
        return value
    remedy = 'ghi tháng và ngày trong ngoặc kép: "--11-20"'
    if not isinstance(value, str):
        raise refusal("ngày hằng năm phải là chuỗi", remedy)
    try:
        return MonthDay.parse(value)
    except ValueError as error:
        raise refusal(str(error), remedy) from None


Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
IndicatorCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
ProvinceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Vnd = Annotated[int, Field(ge=0)]
Number = Annotated[Decimal, PlainValidator(_number)]
Amount = Annotated[Decimal, PlainValidator(_amount)]
Lines = Annotated[Span, PlainValidator(_span)]
Day = Annotated[PartialDate, PlainValidator(_partial_date)]
YearlyDay = Annotated[MonthDay, PlainValidator(_month_day)]

# Source key (or "all") → amount in the table's unit; a blank cell has no entry, a printed zero has one.
Amounts = Mapping[str, Amount]
AmountsByYear = Mapping[Year, Amounts]
