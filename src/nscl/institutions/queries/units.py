"""Places: by code and day, before and after mergers. Every function makes the same few queries for any data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Min, Q, QuerySet

from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit, UnitSuccession
from nscl.institutions.queries.rows import UnitRow, unit_row
from nscl.institutions.rules import Bearer, NoSingleSuccessor, OutsideKnownDates, UnknownUnit, bearer_of, reachable


def unit_by_code(code: str, on: date | None = None) -> UnitRow:
    """The province (two digits) or commune (five) that bears a code on a day; without a day, its only bearer ever.

    Raises UnknownUnit; AmbiguousCode where different units bore the code and no day is given (24 was Bắc Giang and is
    Bắc Ninh); OutsideKnownDates where nobody bore it on that day or the data does not reach so far back.
    """
    units = {unit.pk: unit_row(unit) for unit in AdministrativeUnit.objects.filter(code=code).order_by("valid_from")}
    return units[bearer_of(code, _bearers(units), on).number]


def _bearers(units: dict[int, UnitRow]) -> list[Bearer]:
    """Bearers of one code, each with the one that it merely continues."""
    edges = list(
        UnitSuccession.objects.filter(Q(successor__in=units) | Q(predecessor__in=units))
        .order_by("pk")
        .values_list("predecessor_id", "successor_id")
    )
    heirs = Counter(predecessor for predecessor, _ in edges)
    forerunners = Counter(successor for _, successor in edges)
    continued = {
        successor: predecessor
        for predecessor, successor in edges
        if predecessor in units and heirs[predecessor] == 1 and forerunners[successor] == 1
    }
    return [
        Bearer(unit.id, unit.code, unit.label, unit.valid_from, unit.valid_to, continued.get(unit.id))
        for unit in units.values()
    ]


def unit_by_id(unit_id: int) -> UnitRow:
    """The unit with that number. Raises UnknownUnit."""
    unit = AdministrativeUnit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnknownUnit(f"số {unit_id}")
    return unit_row(unit)


def units_on(on: date, level: UnitLevel) -> tuple[UnitRow, ...]:
    """All units of a level on a day, by code. Raises OutsideKnownDates for a day before the data begins."""
    units = tuple(unit_row(unit) for unit in _valid(on).filter(level=level).order_by("code"))
    if not units:
        first = AdministrativeUnit.objects.filter(level=level).aggregate(first=Min("valid_from"))["first"]
        if first is not None:
            raise OutsideKnownDates(str(UnitLevel(level).label), on, [(first, None)])
    return units


def communes_of(unit_id: int, on: date) -> tuple[UnitRow, ...]:
    """The communes of a province on a day, by name. One query."""
    rows = _valid(on).filter(parent=unit_id).exclude(level=UnitLevel.PROVINCE)
    return tuple(unit_row(unit) for unit in rows.order_by("folded", "pk"))


def _valid(on: date) -> QuerySet[AdministrativeUnit]:
    return AdministrativeUnit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def provinces_among(unit_ids: Collection[int] | None) -> tuple[UnitRow, ...]:
    """The provinces of all times among some units (None: of all), the youngest first, then by code. One query."""
    units = AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE)
    if unit_ids is not None:
        units = units.filter(pk__in=list(unit_ids))
    return tuple(unit_row(unit) for unit in units.order_by("-valid_from", "code", "pk"))


def successor_of(unit_id: int, on: date) -> UnitRow:
    """The unit that holds a unit's land on a day: itself, or the one at the end of its successions by then.

    Raises UnknownUnit; OutsideKnownDates for a day before the unit began; NoSingleSuccessor where it was divided.
    """
    unit = unit_by_id(unit_id)
    if on < unit.valid_from:
        raise OutsideKnownDates(unit.label, on, [(unit.valid_from, unit.valid_to)])
    if unit.valid(on):
        return unit
    found = [row for row in _rows(reachable(unit_id, succession_edges())) if row.valid(on)]
    if not found:
        raise OutsideKnownDates(unit.label, on, [(unit.valid_from, unit.valid_to)])
    if len(found) > 1:
        raise NoSingleSuccessor(unit.label, [row.label for row in found])
    return found[0]


def predecessors_of(unit_id: int) -> tuple[UnitRow, ...]:
    """The unit and all that it absorbed, directly and through others, oldest first, then by code."""
    return _rows(territory_ids(unit_id))


def territory_ids(unit_id: int) -> frozenset[int]:
    """Numbers of the unit and of all that it absorbed: filter by these wherever a total is asked for a province.

    A total for today's Bắc Ninh so includes what was recorded under Bắc Giang. One query.
    """
    return reachable(unit_id, [(successor, predecessor) for predecessor, successor in succession_edges()])


def territories(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """`territory_ids` of many units in one query."""
    edges = [(successor, predecessor) for predecessor, successor in succession_edges()]
    return {unit_id: reachable(unit_id, edges) for unit_id in unit_ids}


def territories_today(unit_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each unit, the territory of what it has become: who worked for Bắc Giang works for today's Bắc Ninh.

    One query for any number of units, none for no unit.
    """
    if not unit_ids:
        return {}
    forward = succession_edges()
    backward = [(successor, predecessor) for predecessor, successor in forward]
    ended = {predecessor for predecessor, _ in forward}
    return {
        unit_id: frozenset().union(
            *(reachable(heir, backward) for heir in reachable(unit_id, forward) if heir not in ended)
        )
        for unit_id in unit_ids
    }


def succession_edges() -> list[tuple[int, int]]:
    """(predecessor, successor) numbers of all successions of units."""
    return list(UnitSuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id"))


def _rows(unit_ids: Iterable[int]) -> tuple[UnitRow, ...]:
    units = AdministrativeUnit.objects.filter(pk__in=list(unit_ids)).order_by("valid_from", "code")
    return tuple(unit_row(unit) for unit in units)
