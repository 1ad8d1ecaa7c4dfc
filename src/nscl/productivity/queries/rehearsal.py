"""What taking in a file would do, series by series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from nscl.productivity.enums import FileForm, MeasureUnit
from nscl.productivity.rules.series_values import StatedSeries
from nscl.records.spreadsheets.problems import ImportProblem

SeriesState: TypeAlias = Literal["new", "revised", "same"]


@dataclass(frozen=True, slots=True)
class RehearsedSeries:
    """A series of a file. vintage: the number that it will have in its series, or has there already.

    added: figures of years that were not there; changed: (year, before, after), both in the file's unit; kept: how
    many stay. says: what else differs from what is there; asks: what a person will have to say of it (in a rehearsal).
    """

    row: int
    unit: str
    name: str
    stated: StatedSeries
    state: SeriesState
    series: int | None
    vintage: int
    added: tuple[tuple[int, float], ...]
    changed: tuple[tuple[int, float, float], ...]
    kept: int
    says: tuple[str, ...]
    asks: tuple[str, ...]

    @property
    def measured_in(self) -> MeasureUnit:
        """The unit of the file."""
        return self.stated.measured_in

    @property
    def source(self) -> str:
        """The source as the file names it."""
        return self.stated.source


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A whole file. doubts: what deserves a look and hinders nothing; hidden, unknown: rows and columns as read."""

    form: FileForm
    sha256: str
    rows: int
    series: tuple[RehearsedSeries, ...]
    problems: tuple[ImportProblem, ...]
    doubts: tuple[str, ...]
    hidden: int
    unknown: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the file can be taken in."""
        return not self.problems

    @property
    def new(self) -> tuple[RehearsedSeries, ...]:
        """Series that nobody has figures of."""
        return tuple(one for one in self.series if one.state == "new")

    @property
    def revised(self) -> tuple[RehearsedSeries, ...]:
        """Series of which the file is a new vintage."""
        return tuple(one for one in self.series if one.state == "revised")

    @property
    def same(self) -> tuple[RehearsedSeries, ...]:
        """Series that are there as the file has them."""
        return tuple(one for one in self.series if one.state == "same")

    @property
    def made(self) -> tuple[RehearsedSeries, ...]:
        """What would be written."""
        return tuple(one for one in self.series if one.state != "same")

    @property
    def figures(self) -> int:
        """How many figures would be written."""
        return sum(len(one.stated.figures) for one in self.made)
