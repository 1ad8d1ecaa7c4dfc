"""What was read of a file: series with the place of each figure, and everything that is wrong with it, at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.translation import gettext as _

from nscl.productivity.enums import FileForm
from nscl.productivity.queries.territory import Place
from nscl.productivity.rules.series_checks import Fault, check_stated
from nscl.productivity.rules.series_values import StatedSeries
from nscl.productivity.rules.series_words import series_name
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet
from nscl.records.spreadsheets.rows import problem_at

# Where in the file a field of a series, or the figure of a year, stands: (row, key of the column).
Spot: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class ReadSeries:
    """A series of a file. row: where it begins; figures: where each year's stands; place: the province it is of.

    names_place: the file says so itself.
    """

    row: int
    stated: StatedSeries
    spots: Mapping[int, Spot]
    place: Place
    names_place: bool

    @property
    def name(self) -> str:
        """The series in words."""
        key = self.stated.key
        return series_name(key.variable, self.stated.part_name, key.price_basis, key.base_year)


@dataclass(slots=True)
class ReadFile:
    """A file as it was read."""

    form: FileForm
    sheet: ImportSheet
    series: list[ReadSeries] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)

    def check(self, one: ReadSeries, columns: Mapping[str, str]) -> None:
        """Keep a series, or note what is wrong with it. columns: the file's column of a field, where another."""
        faults = check_stated(one.stated)
        for fault in faults:
            self.note_fault(one, fault, columns)
        if not faults:
            self.series.append(one)

    def note_fault(self, one: ReadSeries, fault: Fault, columns: Mapping[str, str]) -> None:
        """Note what is wrong with a series at its cell."""
        if fault.year is not None:
            self.note_year(one, fault.year, fault.message, fault.remedy)
            return
        key = columns.get(fault.field, fault.field)
        self.problems.append(problem_at(self.sheet, one.row, key, f"{one.name}: {fault.message}", fault.remedy))

    def note_year(self, one: ReadSeries, year: int, message: str, remedy: str) -> None:
        """Note what is wrong with the figure of a year."""
        row, key = one.spots[year]
        said = _("%(name)s năm %(year)s: %(message)s") % {"name": one.name, "year": year, "message": message}
        self.problems.append(problem_at(self.sheet, row, key, said, remedy))
