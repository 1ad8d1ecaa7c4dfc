"""Dates as Vietnamese papers write them (day first), and dates of which only the year or month is known."""

import calendar
import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl.text.errors import TextError

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?:ngày )?(?P<day>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d+)", re.ASCII
)
_IN_WORDS = re.compile(r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}),? năm (?P<year>\d+)", re.ASCII)
_MONTH_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII),
    re.compile(r"(?:tháng )?(?P<month>\d{1,2}) ?[/-] ?(?P<year>\d{4})", re.ASCII),
    re.compile(r"tháng (?P<month>\d{1,2}),? năm (?P<year>\d{4})", re.ASCII),
)
_YEAR_FORM = re.compile(r"(?:năm )?(?P<year>\d{4})", re.ASCII)
_YEAR_DIGITS = 4
_MONTHS = 12
_LONGEST_MONTH = 31
_MONTHS_WITH_ZERO = 2  # Decree 30/2020/NĐ-CP, annex I (vietnam.md C9): 01 and 02, then 3 … 12


class DateFormatError(TextError):
    """A text that is not a date."""

    template = "Không đọc được ngày “{text}”: {reason}"


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, to the month, or to the year ("ngày … tháng 8 năm 2021" leaves the day blank).

    Ordered by its earliest day; of two with the same earliest day the less precise comes first. Raises
    DateFormatError for a day without a month, and for a month or day that the calendar does not have.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        shown = "-".join(str(part) for part in (self.year, self.month, self.day) if part is not None)
        if self.day is not None and self.month is None:
            raise DateFormatError(shown, "có ngày mà không có tháng; hãy ghi cả tháng hoặc để trống ngày.")
        _check(shown, self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    @classmethod
    def of(cls, on: date) -> Self:
        """The partial date of a full one."""
        return cls(on.year, on.month, on.day)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """Read "2025-08-28", "2025-08" or "2025", exactly so. Raises DateFormatError."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
            raise DateFormatError(text, "phải có dạng năm-tháng-ngày, năm-tháng hoặc năm: 2025-08-28, 2025-08, 2025.")
        return cls(*(int(part) for part in text.split("-")))

    @property
    def iso(self) -> str:
        """ISO 8601 text, as long as what is known: "2025-08-28", "2025-08", "2025"."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        return f"{text}-{self.day:02d}" if self.day else text

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can be."""
        month = self.month or _MONTHS
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def add_months(on: date, months: int) -> date:
    """The same day so many months later (below nought: earlier), or the last of its month where that one is shorter.

    As the Civil Code 2015 counts limits in months (articles 147 and 148).
    """
    year, month = divmod(on.year * _MONTHS + on.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def format_date(on: date) -> str:
    """Write a date for the screen and for tables: "20/11/2026", two digits for day and month."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}"


def long_date(on: date) -> str:
    """Write a date as administrative papers do: "ngày 05 tháng 02 năm 2026".

    Days under 10 and months 1 and 2 take a leading zero (Decree 30/2020/NĐ-CP, annex I; vietnam.md C9).
    """
    return f"ngày {on.day:02d} tháng {_month(on.month)} năm {on.year}"


def format_partial(value: PartialDate) -> str:
    """Write a partial date: "28/08/2025", "8/2021" (months 1 and 2 as "01/2021", like `long_date`), "2022"."""
    if value.is_full:
        return format_date(value.earliest)
    return f"{_month(value.month)}/{value.year}" if value.month else str(value.year)


def parse_date(text: str) -> date:
    """Read a full date: "20/11/2026", "20-11-2026", "20.11.2026", "ngày 20 tháng 11 năm 2026", "2026-11-20".

    The day stands first in all but ISO. Raises DateFormatError saying what is wrong: month 13 (the American order),
    a day the month does not have, a year of two digits, any other text.
    """
    body = _tidy(text)
    match = _ISO.fullmatch(body) or _DAY_FIRST.fullmatch(body) or _IN_WORDS.fullmatch(body)
    if match is None:
        raise DateFormatError(text, "hãy viết ngày/tháng/năm, ví dụ 20/11/2026 hoặc ngày 20 tháng 11 năm 2026.")
    if len(match["year"]) != _YEAR_DIGITS:
        raise DateFormatError(text, "năm phải đủ bốn chữ số, ví dụ 20/11/2026.")
    return _check(text, int(match["year"]), int(match["month"]), int(match["day"]))


def parse_partial(text: str) -> PartialDate:
    """Read a full date, a month ("8/2021", "tháng 8 năm 2021", "2021-08") or a year ("2022", "năm 2022").

    Raises DateFormatError.
    """
    body = _tidy(text)
    if year := _YEAR_FORM.fullmatch(body):
        _check(text, int(year["year"]), 1, 1)
        return PartialDate(int(year["year"]))
    for form in _MONTH_FORMS:
        if match := form.fullmatch(body):
            _check(text, int(match["year"]), int(match["month"]), 1)
            return PartialDate(int(match["year"]), int(match["month"]))
    return PartialDate.of(parse_date(text))


def _month(month: int) -> str:
    return f"{month:02d}" if month <= _MONTHS_WITH_ZERO else str(month)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split()).rstrip(".")


def _check(text: str, year: int, month: int, day: int) -> date:
    """The date, or the reason why the calendar has no such day."""
    if not date.min.year <= year <= date.max.year:
        raise DateFormatError(text, "năm phải từ 0001 đến 9999.")
    if not 1 <= month <= _MONTHS:
        reason = f"không có tháng {month}; "
        swapped = _MONTHS < month <= _LONGEST_MONTH and 1 <= day <= _MONTHS
        remedy = f"ngày đứng trước tháng, hãy viết {month:02d}/{day:02d}/{year:04d}" if swapped else "tháng từ 1 đến 12"
        raise DateFormatError(text, f"{reason}{remedy}.")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateFormatError(text, f"không có ngày {day}; tháng {month} năm {year} có {days} ngày.")
    return date(year, month, day)
