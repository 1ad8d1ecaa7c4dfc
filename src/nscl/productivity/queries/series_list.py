"""Series as rows of a list: as many queries for ten series as for ten thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db.models import Count, QuerySet

from nscl.accounts.rules import Viewer
from nscl.productivity.enums import Answer, MeasureUnit
from nscl.productivity.models import Observation, SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.queries.series_access import visible_series
from nscl.productivity.queries.series_figures import KEY_COLUMNS, key_of, name_of
from nscl.productivity.queries.series_rows import SeriesRow
from nscl.productivity.queries.territory import Territory, territories_of

HEAD_COLUMNS: Final = ("pk", "part_name", *KEY_COLUMNS)
VINTAGE_COLUMNS: Final = (
    *("series_id", "pk", "number", "measured_in", "source", "released_on", "entered_at", "is_sample"),
    "withdrawn_at",
)


def list_series(viewer: Viewer | None, unit_ids: Collection[int] | None = None) -> tuple[SeriesRow, ...]:
    """The series that a person sees, by province, quantity, part and base. Six queries for any number."""
    return series_rows(visible_series(viewer, unit_ids), territories_of(unit_ids))


def series_rows(rows: QuerySet[StatisticalSeries], territory: Territory) -> tuple[SeriesRow, ...]:
    """Series as rows of a list. Four queries."""
    heads = list(rows.order_by("pk").values_list(*HEAD_COLUMNS))
    numbers = rows.order_by().values("pk")
    vintages: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    told = SeriesVintage.objects.filter(series__in=numbers).order_by("series_id", "number")
    for row in told.values_list(*VINTAGE_COLUMNS):
        vintages[row[0]].append(row)
    years = _years(numbers)
    asked = _open_of_vintages(numbers)
    made = [series_row(head, vintages[head[0]], years, asked, territory) for head in heads]
    return tuple(sorted(made, key=lambda row: _order(row, territory)))


def _order(row: SeriesRow, territory: Territory) -> tuple[object, ...]:
    place = territory.place(row.unit_id)
    variables = list(type(row.variable))
    return (
        place.ends is not None,
        place.unit.code,
        variables.index(row.variable),
        list(type(row.breakdown)).index(row.breakdown),
        row.part,
        row.price_basis,
        row.base_year,
    )


def _years(numbers: Any) -> dict[int, list[int]]:
    """Years by vintage."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Observation.objects.filter(vintage__series__in=numbers, vintage__withdrawn_at__isnull=True).order_by()
    for vintage, year in rows.values_list("vintage_id", "year"):
        found[vintage].append(year)
    return found


def _open_of_vintages(numbers: Any) -> dict[int, int]:
    rows = SeriesQuestion.objects.filter(vintage__series__in=numbers, answer=Answer.OPEN).order_by()
    return dict(rows.values("vintage").annotate(n=Count("pk")).values_list("vintage", "n"))


def series_row(
    head: tuple[Any, ...],
    vintages: Sequence[tuple[Any, ...]],
    years: Mapping[int, Collection[int]],
    asked: Mapping[int, int],
    territory: Territory,
) -> SeriesRow:
    """A row of what the database has: head of `HEAD_COLUMNS`, vintages of `VINTAGE_COLUMNS`, oldest first.

    years, asked: the years and the number of open questions of each vintage.
    """
    number, part_name, *columns = head
    key = key_of(columns)
    live = [row for row in vintages if row[-1] is None]
    counted = [row for row in live if not row[7]] or live
    newest = counted[-1] if counted else None
    covered = sorted({year for row in counted for year in years[row[1]]})
    missing = sorted(set(range(covered[0], covered[-1])) - set(covered)) if covered else []
    return SeriesRow(
        number=number,
        unit_id=key.unit_id,
        unit=territory.place(key.unit_id).words,
        variable=key.variable,
        breakdown=key.breakdown,
        part=key.part,
        part_name=part_name,
        price_basis=key.price_basis,
        base_year=key.base_year,
        name=name_of(key, part_name),
        measured_in=MeasureUnit(newest[3]) if newest else None,
        first_year=covered[0] if covered else None,
        last_year=covered[-1] if covered else None,
        missing_years=tuple(missing),
        vintage=newest[2] if newest else None,
        vintages=len(vintages),
        source=newest[4] if newest else "",
        released_on=newest[5] if newest else None,
        entered_at=newest[6] if newest else None,
        open_questions=asked.get(newest[1], 0) if newest else 0,
        is_sample=bool(newest and newest[7]),
    )
