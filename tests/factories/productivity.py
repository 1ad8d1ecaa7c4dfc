"""Statistics and runs of today's Bắc Ninh with the two provinces that merged into it: accepted, computed, published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from nscl.institutions.queries import unit_by_code
from nscl.productivity.models import Observation, SeriesVintage, StatisticalSeries
from nscl.productivity.operations.runs import compute_run, publish_run, start_run
from nscl.productivity.rules.runs import RunValues
from nscl.productivity.rules.series_values import StatedSeries
from nscl.productivity.sample import FIRST_YEAR, draw_province, stated
from nscl.records.inserting import insert_rows
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, BAC_NINH

# Of the provinces that merged on 1 July 2025, and of the one that they made.
BAC_GIANG = "24"
OLD_BAC_NINH = "27"
BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)
LAST_YEAR = 2025
SOURCE = "Niên giám thống kê (thử)"
_SEED = 8


@dataclass(frozen=True)
class ProductivityWorld:
    """Numbers of everything. province: today's; parts: those that merged into it; draft, published: computed runs."""

    province: int
    parts: tuple[int, int]
    draft: int
    published: int


def a_productivity_world(*, at: datetime = AT, is_sample: bool = False) -> ProductivityWorld:
    """Series of 2010–2024 of both old provinces and of 2025 of the new one, a computed draft and a published run."""
    province, parts = load_statistics(at=at, is_sample=is_sample)
    draft = a_draft(province, at=at, is_sample=is_sample)
    published = a_published_run(province, at=at, is_sample=is_sample)
    return ProductivityWorld(province, parts, draft, published)


def load_statistics(*, at: datetime = AT, is_sample: bool = False) -> tuple[int, tuple[int, int]]:
    """The series alone; returns the numbers of the province of today and of the two that merged into it."""
    province = unit_by_code(BAC_NINH, on=SINCE).id
    parts = (unit_by_code(BAC_GIANG, on=BEFORE).id, unit_by_code(OLD_BAC_NINH, on=BEFORE).id)
    random = Random(_SEED)
    drawn = [draw_province(random, range(FIRST_YEAR, LAST_YEAR + 1)) for _ in parts]
    for unit_id, one in zip(parts, drawn, strict=True):
        state(stated(unit_id, one, range(FIRST_YEAR, LAST_YEAR)), at=at, is_sample=is_sample)
    whole = {key: {year: sum(one[key][year] for one in drawn) for year in drawn[0][key]} for key in drawn[0]}
    state(stated(province, whole, [LAST_YEAR]), at=at, is_sample=is_sample)
    return province, parts


def state(series: Iterable[StatedSeries], *, at: datetime = AT, is_sample: bool = False) -> tuple[SeriesVintage, ...]:
    """Write series straight into the tables, each as the next vintage, with nothing asked about them."""
    found = []
    for one in series:
        row, _made = StatisticalSeries.objects.get_or_create(
            unit_id=one.key.unit_id,
            variable=one.key.variable,
            breakdown=one.key.breakdown,
            part=one.key.part,
            price_basis=one.key.price_basis,
            base_year=one.key.base_year,
            defaults={"part_name": one.part_name, "created_at": at},
        )
        vintage = SeriesVintage.objects.create(
            series=row,
            number=row.vintages.count() + 1,
            measured_in=one.measured_in,
            source=SOURCE,
            entered_at=at,
            is_sample=is_sample,
        )
        insert_rows([Observation(vintage=vintage, year=year, value=value) for year, value in one.figures.items()])
        found.append(vintage)
    return tuple(found)


def run_values(**changes: object) -> RunValues:
    """Choices of a run of 2021–2025 with few draws: what a test does not look at shall be quick."""
    chosen: dict[str, object] = {
        "title": "TFP 2021–2025",
        "first_year": 2021,
        "last_year": LAST_YEAR,
        "draws": 200,
        "target_share": 0.55,
        "target_growth": 0.11,
        "forecast_to": 2030,
        **changes,
    }
    return RunValues(**chosen)  # type: ignore[arg-type]


def a_draft(
    unit_id: int, *, computed: bool = True, at: datetime = AT, is_sample: bool = False, **changes: object
) -> int:
    """A draft, computed unless told otherwise; returns its number."""
    values = run_values(**changes)
    saved = start_run(unit_id=unit_id, values=values, viewer=None, by=SYSTEM, at=at, is_sample=is_sample)
    if computed:
        compute_run(number=saved.number, version=None, viewer=None, by=SYSTEM, at=at)
    return saved.number


def a_published_run(unit_id: int, *, at: datetime = AT, is_sample: bool = False, **changes: object) -> int:
    """A run that is published; returns its number."""
    number = a_draft(unit_id, at=at, is_sample=is_sample, **changes)  # type: ignore[arg-type]
    publish_run(number=number, version=None, viewer=None, by=SYSTEM, at=at)
    return number
