"""What the records of a province give, indicator by indicator, whatever its plans ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import UnitRow, successor_of, unit_by_id
from nscl.institutions.queries.units import predecessors_of
from nscl.progress.catalogue import Indicator, Scope, Tally, catalogue
from nscl.progress.queries.counts import NOTHING, Cell, CellKey, cells_of, output_of
from nscl.progress.queries.places import territory_as_of
from nscl.progress.queries.registers import PROVINCE, RegisterCounts
from nscl.progress.rules.registers import Asked
from nscl.work.models import AnnualPlan


@dataclass(frozen=True, kw_only=True)
class IndicatorValue:
    """A counted indicator of a province: by year and as a whole; value None where no record gives it any.

    is_level: the years do not add up to it: it is what stands on the day, or a ratio.
    """

    code: str
    name: str
    unit: str
    counts: str
    by_year: Mapping[int, Decimal]
    value: Decimal | None
    is_level: bool = False


@dataclass(frozen=True, kw_only=True)
class ProvinceValues:
    """What the records of a province give from a day to another, in the order of the catalogue.

    made_of: the provinces whose records are in it, besides its own, oldest first. is_sample: sample records may be
    among what is counted.
    """

    unit: UnitRow
    first: date
    on: date
    made_of: tuple[UnitRow, ...]
    rows: tuple[IndicatorValue, ...]
    is_sample: bool


def province_values(viewer: Viewer, unit_id: int, *, first: date, on: date) -> ProvinceValues:
    """What the records of a province give for every counted indicator from `first` to `on`, whatever the plan.

    Of a province that had ended by then: of the one that holds its land. Today's Bắc Ninh takes in what Bắc Giang
    recorded, each record once; as of a day before 1 July 2025 it does not (`territory_as_of`).

    Raises NotAllowed, UnknownUnit, OutsideKnownDates, NoSingleSuccessor. At most eleven queries.
    """
    asked = unit_by_id(unit_id)
    unit = asked if asked.valid_to is None or on <= asked.valid_to else successor_of(unit_id, on)
    viewer.require(Permission.VIEW_WORK, unit.id)
    territory = territory_as_of(unit.id, on)
    scope = Scope(first=first, last=on, unit_ids=territory)
    counted = [one for one in catalogue().values() if one.count is not None]
    tallies = [(one, one.count(scope).tally) for one in counted if one.count is not None]
    cells = cells_of(scope, [tally for _one, tally in tallies])
    entered = _entered(scope, on)
    samples = AnnualPlan.objects.filter(plan__unit__in=territory, year__gte=first.year, year__lte=on.year)
    return ProvinceValues(
        unit=unit,
        first=first,
        on=on,
        made_of=tuple(one for one in predecessors_of(unit.id) if one.id in territory and one.name != unit.name),
        rows=(*(_value(one, tally, cells) for one, tally in tallies), *(row for row, _sample in entered)),
        is_sample=any(sample for _row, sample in entered) or samples.filter(is_sample=True).exists(),
    )


def _entered(scope: Scope, on: date) -> list[tuple[IndicatorValue, bool]]:
    """What the registers give, and whether something of it is made up: things of several plans are there once."""
    registers = [(one, one.register) for one in catalogue().values() if one.register is not None]
    counts = RegisterCounts.of([register for _one, register in registers], scope, on)
    asked = Asked(scope.first.year, scope.last.year, yearly=False)
    found = []
    for one, register in registers:
        observed = counts.observed(register, PROVINCE, asked)
        value = observed.level if observed.level is not None else sum(observed.by_year.values(), NOTHING)
        row = _row(one, observed.by_year, value if observed.by_year else None, is_level=register.is_level)
        found.append((row, counts.has_samples(register, PROVINCE, asked)))
    return found


def _value(one: Indicator, tally: Tally, cells: Mapping[CellKey, Cell]) -> IndicatorValue:
    by_year: dict[int, Decimal] = {}
    for (_plan, kind, output, year), cell in sorted(cells.items(), key=lambda item: item[0]):
        amount = cell.amount(tally) if kind in tally.kinds and output == output_of(tally) else None
        if amount is not None:
            by_year[year] = by_year.get(year, NOTHING) + amount
    return _row(one, by_year, sum(by_year.values(), NOTHING) if by_year else None)


def _row(
    one: Indicator, by_year: Mapping[int, Decimal], value: Decimal | None, *, is_level: bool = False
) -> IndicatorValue:
    return IndicatorValue(
        code=one.code,
        name=one.label,
        unit=str(one.unit),
        counts=str(one.counts),
        by_year=by_year,
        value=value,
        is_level=is_level,
    )
