"""What published runs of productivity give for measures: the same few queries for a plan and for a country."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from nscl.documents.pack.enums import MeasureWhen
from nscl.productivity.queries.published import PublishedRun, published_runs
from nscl.progress.catalogue import PublishedFigure
from nscl.progress.enums import ValueSource
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.rules import Observed

_WHOLE = frozenset({MeasureWhen.TOTAL, MeasureWhen.BY_END})
_PLACES = Decimal("0.0001")
_NOTHING = Observed(source=ValueSource.COMPUTED)


def figure_of(measure: AskedMeasure) -> PublishedFigure | None:
    """Which figure of a published run gives a measure; None where none does."""
    known = measure.known_indicator
    return PublishedFigure(known.figure) if known is not None and known.figure else None


@dataclass(frozen=True, slots=True)
class PublishedFound:
    """What a measure gets: observed, and the run that gives its newest figure (None: nothing is published of it)."""

    observed: Observed
    run: int | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class PublishedFigures:
    """The published runs of the provinces of some plans, by plan, the newest first. Answers without a further query."""

    on: date
    runs: Mapping[int, tuple[PublishedRun, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, measures: Collection[AskedMeasure], on: date) -> PublishedFigures:
        """What was published by the end of a day for some measures. One query, none where none of them asks
        for it or nothing is published."""
        units = {one.plan_id: one.unit_id for one in measures if one.is_published and figure_of(one) is not None}
        if not units:
            return cls(on)
        found = published_runs(set(units.values()))
        return cls(
            on,
            {
                plan: tuple(run for run in found.get(unit, ()) if localdate(run.published_at) <= on)
                for plan, unit in units.items()
            },
        )

    def find(self, measure: AskedMeasure, figure: PublishedFigure) -> PublishedFound:
        """What a measure gets of the years of its phase that are published."""
        runs = self.runs.get(measure.plan_id, ())
        last = min(measure.phase_end, self.on.year)
        if figure is PublishedFigure.TFP_SHARE and measure.when in _WHOLE:
            return _share_of_phase(runs, measure.phase_start, last)
        found: dict[int, tuple[float, PublishedRun]] = {}
        for run in reversed(runs):  # the newest has the last word on a year
            for year in range(measure.phase_start, last + 1):
                value = _of_year(run, figure, year)
                if value is not None:
                    found[year] = (value, run)
        if not found:
            return PublishedFound(_NOTHING)
        by_year = {year: _percent(value) for year, (value, _run) in sorted(found.items())}
        newest = found[max(found)][1]
        return PublishedFound(
            Observed(source=ValueSource.COMPUTED, by_year=by_year),
            newest.number,
            any(run.is_sample for _value, run in found.values()),
        )


def _of_year(run: PublishedRun, figure: PublishedFigure, year: int) -> float | None:
    return run.tfp_share(year, year) if figure is PublishedFigure.TFP_SHARE else run.productivity.get(year)


def _share_of_phase(runs: Collection[PublishedRun], first: int, last: int) -> PublishedFound:
    """TFP's part of the growth since the phase began: a single year's would leap, and be refused in a weak one."""
    for run in runs:
        until = min(last, max((year.year for year in run.account.years), default=first - 1))
        shares = {year: run.tfp_share(first, year) for year in range(first, until + 1)}
        by_year = {year: _percent(share) for year, share in shares.items() if share is not None}
        if by_year:
            observed = Observed(source=ValueSource.COMPUTED, by_year=by_year, level=by_year[max(by_year)])
            return PublishedFound(observed, run.number, run.is_sample)
    return PublishedFound(_NOTHING)


def _percent(fraction: float) -> Decimal:
    return (Decimal(repr(fraction)) * 100).quantize(_PLACES)
