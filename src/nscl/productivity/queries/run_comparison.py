"""Two runs side by side: which choice or which vintage differs, and what it moved."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nscl.accounts.rules import Viewer
from nscl.productivity.enums import ResultTable
from nscl.productivity.queries.papers.cells import Cells, Row, cells_of
from nscl.productivity.queries.run_access import visible_run
from nscl.productivity.queries.run_inputs import InputRow, inputs_of
from nscl.productivity.queries.run_values import values_of
from nscl.productivity.queries.runs import RunRow, run_rows
from nscl.productivity.rules.result_words import MEASURE_NAMES
from nscl.productivity.rules.results import Key
from nscl.productivity.rules.run_words import ChangedChoice, changed_choices

# Closer than this two figures are one: the last digits of doubles.
_SAME = 1e-12
_MAIN = (Key.OUTPUT, Key.FROM_CAPITAL, Key.FROM_LABOUR, Key.FROM_INTERMEDIATES, Key.TFP, Key.TFP_SHARE)


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """A series of which the runs took different vintages (their ordinals; None: it went into one of them only)."""

    series: int
    name: str
    province: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that was computed with and differs; None: the other run had none."""

    key: str
    name: str
    unit: str
    year: int
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class ComparedResult:
    """A figure of the main method over each run's years; None where it was refused."""

    measure: str
    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class RunComparison:
    """What moved from one run to the other. A run that was not computed has no figures and results."""

    first: RunRow
    second: RunRow
    choices: tuple[ChangedChoice, ...]
    inputs: tuple[ChangedInput, ...]
    figures: tuple[ChangedFigure, ...]
    results: tuple[ComparedResult, ...]


def compare_runs(viewer: Viewer | None, first: int, second: int) -> RunComparison:
    """Two runs that the viewer sees. Raises RunMissing. Eleven queries."""
    one, other = visible_run(viewer, first), visible_run(viewer, second)
    rows = run_rows([one, other])
    cells = [cells_of(run.pk, values_of(run)) if run.computed_at is not None else None for run in (one, other)]
    return RunComparison(
        rows[0],
        rows[1],
        tuple(changed_choices(values_of(one), values_of(other))),
        tuple(_inputs(inputs_of(one.pk), inputs_of(other.pk))),
        tuple(_figures(*({} if each is None else each.series for each in cells))),
        tuple(_results(*(None if each is None else _main(each) for each in cells))),
    )


def _inputs(before: tuple[InputRow, ...], after: tuple[InputRow, ...]) -> Iterator[ChangedInput]:
    """Several vintages of a series may have gone in; the newest of them tells."""
    old = {one.series: one for one in sorted(before, key=lambda one: one.ordinal)}
    new = {one.series: one for one in sorted(after, key=lambda one: one.ordinal)}
    for series in dict.fromkeys((*old, *new)):
        ordinals = [each[series].ordinal if series in each else None for each in (old, new)]
        if ordinals[0] != ordinals[1]:
            named = new.get(series) or old[series]
            yield ChangedInput(series, named.name, named.province, ordinals[0], ordinals[1])


_Series = Mapping[str, tuple[str, str, Mapping[int, float]]]


def _figures(before: _Series, after: _Series) -> Iterator[ChangedFigure]:
    for key in dict.fromkeys((*before, *after)):
        name, unit, _values = after.get(key) or before[key]
        old, new = (each[key][2] if key in each else {} for each in (before, after))
        for year in sorted({*old, *new}):
            pair = old.get(year), new.get(year)
            if not _same(*pair):
                yield ChangedFigure(key, name, unit, year, *pair)


def _same(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return math.isclose(before, after, rel_tol=_SAME, abs_tol=0.0)


def _main(cells: Cells) -> Row | None:
    return cells.whole(ResultTable.PERIOD, cells.values.method, cells.values.average)


def _results(before: Row | None, after: Row | None) -> Iterator[ComparedResult]:
    for measure in _MAIN:
        pair = [None if row is None else row.figures.get(measure) for row in (before, after)]
        if pair != [None, None]:
            yield ComparedResult(measure, MEASURE_NAMES[measure], pair[0], pair[1])
