"""Filling a sample of productivity by the acts that people do: figures entered, runs computed, one published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from nscl.accounts.models import RoleGrant
from nscl.economics.growth.accounting import Method
from nscl.plans.models import Plan
from nscl.productivity.models import SeriesVintage
from nscl.productivity.operations.runs import compute_run, publish_run, start_run
from nscl.productivity.operations.series_entry import enter_vintages
from nscl.productivity.queries.run_proposals import propose_run
from nscl.productivity.queries.territory import Place, territories_of
from nscl.productivity.rules.runs import RunValues
from nscl.productivity.rules.series_values import StatedSeries
from nscl.productivity.sample import FIRST_YEAR, Drawn, added, draw_province, stated
from nscl.records.operations import Actor
from nscl.work.operations.provinces import province_on
from nscl.work.sample.values import chance

# A site is filled while somebody waits: fewer draws than a run of people has.
_DRAWS: Final = 2_000
_LABOUR_SHARE: Final = 0.56
_SHARE_SOURCE: Final = "Bảng cân đối liên ngành mẫu"
_ELASTICITY: Final = 0.08
_LONG: Final = 10  # years of the draft
_DAYS_BEFORE: Final = 3  # from the figures to the published run


@dataclass(frozen=True, slots=True)
class FilledProductivity:
    """How many series and runs were written."""

    series: int = 0
    runs: int = 0


@transaction.atomic
def fill_productivity(*, plan: int, seed: int, by: Actor, at: datetime) -> FilledProductivity:
    """Statistics of the province that a plan's land belongs to today, and of what merged into it; runs of them.

    Nothing where the land has figures already, of people or of a sample. The province of the sample accounts has a
    draft besides. Every act leaves its event, by `by`.
    """
    on = localdate(at)
    unit = province_on(Plan.objects.values_list("unit_id", flat=True).get(pk=plan), on)
    territory = territories_of([unit])
    places = territory.within(unit)
    if SeriesVintage.objects.filter(series__unit__in=list(territory.canonical)).exists():
        return FilledProductivity()
    entered = at - timedelta(days=_DAYS_BEFORE)
    drawn = _drawn(places, seed, on.year)
    made = sum(
        enter_vintages(unit_id=place.unit_id, stated=list(one), viewer=None, by=by, at=entered, is_sample=True)
        for place, one in _stated(places, drawn, on.year)
    )
    runs = [_published(unit, on, by, at)]
    if _has_sample_people(unit):
        runs.append(_draft(unit, on, by, at))
    return FilledProductivity(made, len(runs))


def _drawn(places: tuple[Place, ...], seed: int, year: int) -> dict[int, Drawn]:
    """By place: what was drawn for one that nothing merged into, and the sum of its parts for the others."""
    found: dict[int, Drawn] = {}
    for place in reversed(places):
        if not place.parts:
            random = chance(seed, place.unit.code, place.unit.name, "statistics")
            found[place.unit_id] = draw_province(random, range(FIRST_YEAR, year))
        else:
            parts = [found[number] for number in place.parts]
            found[place.unit_id] = {key: added(part[key] for part in parts) for key in parts[0]}
    return found


def _stated(
    places: tuple[Place, ...], drawn: dict[int, Drawn], year: int
) -> Iterator[tuple[Place, Iterator[StatedSeries]]]:
    """Each place's own years: until it merged away, from the merger that made it."""
    for place in places:
        first = FIRST_YEAR if place.begins is None else place.begins
        last = year if place.ends is None else place.ends
        if first < last:
            yield place, stated(place.unit_id, drawn[place.unit_id], range(first, last))


def _published(unit: int, on: date, by: Actor, at: datetime) -> int:
    values = _values(unit, on, Method.VNPI, on.year - 5, "TFP và năng suất lao động")
    number = _computed(unit, values, by, at)
    publish_run(number=number, version=None, viewer=None, by=by, at=at)
    return number


def _draft(unit: int, on: date, by: Actor, at: datetime) -> int:
    return _computed(unit, _values(unit, on, Method.TORNQVIST, on.year - _LONG, "TFP mười năm, Törnqvist"), by, at)


def _values(unit: int, on: date, method: Method, first: int, title: str) -> RunValues:
    usual = propose_run(unit, on=on).values
    last = on.year - 1
    return RunValues(
        title=f"{title} {first}–{last} (mẫu)",
        first_year=first,
        last_year=last,
        method=method,
        labour_share=_LABOUR_SHARE,
        labour_share_source=_SHARE_SOURCE,
        research_elasticity=_ELASTICITY,
        draws=_DRAWS,
        target_share=usual.target_share,
        forecast_to=usual.forecast_to,
    )


def _computed(unit: int, values: RunValues, by: Actor, at: datetime) -> int:
    saved = start_run(unit_id=unit, values=values, viewer=None, by=by, at=at, is_sample=True)
    compute_run(number=saved.number, version=None, viewer=None, by=by, at=at)
    return saved.number


def _has_sample_people(unit: int) -> bool:
    return RoleGrant.objects.filter(unit=unit, user__is_sample=True, revoked_at__isnull=True).exists()
