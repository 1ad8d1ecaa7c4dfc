"""Working days of public agencies: Monday to Friday, without the holidays and with the Saturdays worked in exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from nscl.rulebook.errors import FileProblem, RulebookFileError, UnknownYear
from nscl.rulebook.files import Strict, Text, YamlFile, read_model
from nscl.rulebook.rulebook import Confidence

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its day of the week says: off (a holiday), or a Saturday worked in exchange."""

    day: date
    name: str
    is_off: bool
    confidence: Confidence


@dataclass(frozen=True)
class Deadline:
    """The last day of a time limit in working days, and the holidays that were left out on the way.

    is_unverified: one of the special days between was not read in the instrument itself.
    """

    due: date
    skipped: tuple[SpecialDay, ...]
    is_unverified: bool


class WorkCalendar:
    """The working days of the years whose holidays are known; a question about another year is refused."""

    def __init__(self, years: Iterable[int], special: Iterable[SpecialDay]) -> None:
        self.years: tuple[int, ...] = tuple(sorted(years))
        self._special = {one.day: one for one in special}

    def special_days(self, year: int) -> tuple[SpecialDay, ...]:
        """The holidays and exchanged days of a year, in order. Raises UnknownYear."""
        self._need(year)
        return tuple(self._special[day] for day in sorted(self._special) if day.year == year)

    def is_working_day(self, on: date) -> bool:
        """Whether agencies work on the day. Raises UnknownYear."""
        self._need(on.year)
        special = self._special.get(on)
        return not special.is_off if special else on.weekday() < _SATURDAY

    def add_working_days(self, on: date, days: int) -> date:
        """The last day of a limit that begins the day after `on` (Civil Code 2015, article 147.2): `on` itself for 0.

        Raises UnknownYear where the holidays on the way are not known, ValueError for days below nought.
        """
        return self.deadline(on, days).due

    def deadline(self, on: date, days: int) -> Deadline:
        """As `add_working_days`, with the holidays left out. Raises UnknownYear, ValueError."""
        if days < 0:
            raise ValueError(f"Thời hạn không thể là {days} ngày làm việc.")
        day, left = on, days
        met: list[SpecialDay] = []
        while left:
            day += _DAY
            left -= self.is_working_day(day)
            special = self._special.get(day)
            if special:
                met.append(special)
        unverified = any(one.confidence is not Confidence.HIGH for one in met)
        return Deadline(day, tuple(one for one in met if one.is_off), unverified)

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after the first day up to and with the last; 0 where the last is not later."""
        days = (first + _DAY * step for step in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def _need(self, year: int) -> None:
        if year not in self.years:
            raise UnknownYear(year, self.years)


class _Days(Strict):
    first: Annotated[date, Field(alias="from")]
    last: Annotated[date | None, Field(alias="to")] = None
    name: Text
    confidence: Annotated[Confidence, Field(strict=False)]


class _Year(Strict):
    year: Annotated[int, Field(ge=1995, le=2100)]
    source: Text
    note: str = ""
    days_off: Annotated[list[_Days], Field(min_length=1)]
    days_worked: list[_Days]


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    years: Annotated[list[_Year], Field(min_length=1)]


def read_calendar(path: Path) -> WorkCalendar:
    """The calendar of a file. Raises RulebookFileError with every problem (file, line, remedy), OSError."""
    file = YamlFile(path)
    read = read_model(file, _File)
    problems = list(_problems(file, read.years))
    if problems:
        raise RulebookFileError.of(problems)
    special = [
        SpecialDay(day, one.name, is_off, one.confidence)
        for year in read.years
        for days, is_off in ((year.days_off, True), (year.days_worked, False))
        for one in days
        for day in _each(one)
    ]
    return WorkCalendar((one.year for one in read.years), special)


def _each(days: _Days) -> Iterator[date]:
    day = days.first
    while day <= (days.last or days.first):
        yield day
        day += _DAY


def _problems(file: YamlFile, years: Sequence[_Year]) -> Iterator[FileProblem]:
    seen: set[date] = set()
    for at, year in enumerate(years):
        if any(year.year == other.year for other in years[:at]):
            yield file.problem(("years", at, "year"), f"năm {year.year} đã có ở trên", "gộp vào một mục")
        for part, listed in (("days_off", year.days_off), ("days_worked", year.days_worked)):
            for index, one in enumerate(listed):
                place = ("years", at, part, index)
                days = set(_each(one))
                if not days:
                    yield file.problem(place, "ngày cuối trước ngày đầu", "xem lại from và to")
                if any(day.year != year.year for day in days):
                    yield file.problem(place, f"có ngày ngoài năm {year.year}", "ghi ngày ấy ở năm của nó")
                if seen & days:
                    yield file.problem(place, "ngày này đã ghi ở trên", "mỗi ngày chỉ ghi một lần")
                if part == "days_worked" and any(day.weekday() < _SATURDAY for day in days):
                    yield file.problem(place, "ngày làm bù phải là thứ Bảy, Chủ nhật", "xem lại ngày")
                seen |= days
