"""The vintages that went into runs, as their sources gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, OuterRef, Subquery

from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable
from nscl.productivity.models import RunInput, SeriesVintage
from nscl.productivity.rules.series_words import series_name


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """A vintage of a run. ordinal: within its series; newest: the ordinal that counts now, None: all are withdrawn.

    first_year, last_year: of its figures.
    """

    vintage: int
    series: int
    unit_id: int
    province: str
    name: str
    variable: Variable
    breakdown: Breakdown
    part: str
    price_basis: PriceBasis
    base_year: int
    measured_in: MeasureUnit
    source: str
    released_on: date | None
    ordinal: int
    newest: int | None
    first_year: int
    last_year: int
    withdrawn_at: datetime | None
    is_sample: bool

    @property
    def is_newest(self) -> bool:
        """Whether it is still the vintage that counts."""
        return self.ordinal == self.newest


def inputs_of(run: int) -> tuple[InputRow, ...]:
    """The vintages of a run, by province and what they measure. One query."""
    live = SeriesVintage.objects.filter(series=OuterRef("vintage__series"), withdrawn_at__isnull=True)
    newest = live.order_by("-number").values("number")[:1]
    rows = (
        RunInput.objects.filter(run=run)
        .select_related("vintage__series__unit")
        .annotate(
            newest=Subquery(newest),
            first=Min("vintage__observations__year"),
            last=Max("vintage__observations__year"),
        )
        .order_by("vintage__series__unit__valid_from", "vintage__series__unit__code", "vintage__series", "vintage")
    )
    return tuple(_row(row) for row in rows)


def _row(row: RunInput) -> InputRow:
    vintage, series = row.vintage, row.vintage.series
    computed = vars(row)
    variable, basis = Variable(series.variable), PriceBasis(series.price_basis)
    return InputRow(
        vintage=vintage.pk,
        series=series.pk,
        unit_id=series.unit_id,
        province=series.unit.name,
        name=series_name(variable, series.part_name, basis, series.base_year),
        variable=variable,
        breakdown=Breakdown(series.breakdown),
        part=series.part,
        price_basis=basis,
        base_year=series.base_year,
        measured_in=MeasureUnit(vintage.measured_in),
        source=vintage.source,
        released_on=vintage.released_on,
        ordinal=vintage.number,
        newest=computed["newest"],
        first_year=computed["first"] or 0,
        last_year=computed["last"] or 0,
        withdrawn_at=vintage.withdrawn_at,
        is_sample=vintage.is_sample,
    )
