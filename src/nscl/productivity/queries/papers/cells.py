"""The stored rows of a run by where they stand, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nscl.productivity.enums import ResultTable
from nscl.productivity.models import RunFigure, RunResult
from nscl.productivity.rules.results import Key, Result
from nscl.productivity.rules.runs import RunValues


class RunNotComputed(LookupError):
    """The run has no results yet."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one place: figures and words by measure."""

    method: str
    part: str
    part_name: str
    first: int
    last: int
    figures: Mapping[str, float]
    words: Mapping[str, str]

    def has(self, *measures: str) -> bool:
        """Whether all these figures are there."""
        return all(measure in self.figures for measure in measures)

    @property
    def refused(self) -> str:
        """Why nothing stands here; "" where something does."""
        return self.words.get(Key.REFUSED, "")


_Place: TypeAlias = tuple[str, str, int, int]  # method, part, first, last


@dataclass(frozen=True)
class Cells:
    """A run's results by table, in their order, with its series by key (name, unit, figures) and its choices."""

    values: RunValues
    tables: Mapping[ResultTable, Mapping[_Place, Row]]
    series: Mapping[str, tuple[str, str, Mapping[int, float]]]
    results: Sequence[Result]

    def rows(self, table: ResultTable, method: str | None = None, part: str | None = None) -> Iterator[Row]:
        """The places of a table, of one method and part where they are named."""
        for row in self.tables.get(table, {}).values():
            if (method is None or row.method == method) and (part is None or row.part == part):
                yield row

    def whole(self, table: ResultTable, method: str = "", part: str = "") -> Row | None:
        """What stands for the run's years together."""
        return self.tables.get(table, {}).get((method, part, self.values.first_year, self.values.last_year))

    def years(self, table: ResultTable, method: str = "", part: str = "") -> Iterator[Row]:
        """What stands for single years, in order."""
        rows = [row for row in self.rows(table, method, part) if row.first == row.last]
        return iter(sorted(rows, key=lambda row: row.first))

    def methods(self, table: ResultTable) -> tuple[str, ...]:
        """The methods of a table, in their order."""
        return tuple(dict.fromkeys(row.method for row in self.rows(table)))


def cells_of(run: int, values: RunValues) -> Cells:
    """Read those of a run with these choices. Two queries."""
    stored = RunResult.objects.filter(run=run).order_by("position")
    columns = ("table", "first_year", "last_year", "measure", "method", "part", "part_name", "value", "words")
    results = [
        Result(
            table=ResultTable(table),
            first=first,
            last=last,
            measure=measure,
            method=method,
            part=part,
            part_name=part_name,
            value=value,
            words=words,
        )
        for table, first, last, measure, method, part, part_name, value, words in stored.values_list(*columns)
    ]
    return Cells(values, _tables(results), _series(run), results)


def _tables(results: Sequence[Result]) -> dict[ResultTable, dict[_Place, Row]]:
    figures: dict[tuple[ResultTable, _Place], dict[str, float]] = {}
    words: dict[tuple[ResultTable, _Place], dict[str, str]] = {}
    names: dict[tuple[ResultTable, _Place], str] = {}
    for one in results:
        place = (one.table, (one.method, one.part, one.first, one.last))
        names[place] = one.part_name
        if one.value is not None:
            figures.setdefault(place, {})[one.measure] = one.value
        if one.words:
            words.setdefault(place, {})[one.measure] = one.words
    tables: dict[ResultTable, dict[_Place, Row]] = {}
    for (table, where), name in names.items():
        key = (table, where)
        method, part, first, last = where
        row = Row(method, part, name, first, last, figures.get(key, {}), words.get(key, {}))
        tables.setdefault(table, {})[where] = row
    return tables


def _series(run: int) -> dict[str, tuple[str, str, dict[int, float]]]:
    found: dict[str, tuple[str, str, dict[int, float]]] = {}
    rows = RunFigure.objects.filter(run=run).order_by("pk").values_list("key", "name", "measured_in", "year", "value")
    for key, name, unit, year, value in rows:
        found.setdefault(key, (name, unit, {}))[2][year] = value
    return found
