"""Rows of the pages on provinces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from nscl.institutions.enums import Confidence, UnitLevel
from nscl.institutions.models import AdministrativeUnit, Agency, AgencySuccession, UnitSuccession
from nscl.institutions.queries.agencies import rows_of
from nscl.institutions.queries.rows import (
    AgencyEntry,
    AgencyRow,
    ProvinceDetail,
    ProvinceRow,
    SuccessionRow,
    UnitRow,
    unit_row,
)
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import OutsideKnownDates, UnknownUnit, reachable
from nscl.text.folding import fold


class _Provinces:
    """All provinces of all times and their successions: two queries for any number of questions."""

    def __init__(self) -> None:
        units = AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE).order_by("code", "valid_from")
        self.rows: Mapping[int, UnitRow] = {unit.pk: unit_row(unit) for unit in units}
        self._onward = [edge for edge in succession_edges() if edge[0] in self.rows]
        self._backward = [(successor, predecessor) for predecessor, successor in self._onward]

    def on(self, on: date) -> list[UnitRow]:
        """Provinces of a day, by code. Raises OutsideKnownDates."""
        found = [row for row in self.rows.values() if row.valid(on)]
        if self.rows and not found:
            first = min(row.valid_from for row in self.rows.values())
            raise OutsideKnownDates(_("Danh mục tỉnh"), on, [(first, None)])
        return found

    def territory(self, unit_id: int) -> frozenset[int]:
        """Numbers of the unit and of all that it absorbed."""
        return reachable(unit_id, self._backward)

    def made_of(self, unit: UnitRow) -> tuple[UnitRow, ...]:
        """The oldest known units that went into it, by code; none where it is one of them."""
        absorbing = {successor for successor, _ in self._backward}
        roots = self.territory(unit.id) - absorbing - {unit.id}
        return tuple(row for row in self.rows.values() if row.id in roots)

    def became(self, unit: UnitRow) -> UnitRow | None:
        """The unit at the end of its successions; None while it is still there."""
        ends = [self.rows[number] for number in reachable(unit.id, self._onward) - {unit.id}]
        return max(ends, key=lambda row: row.valid_from, default=None)


def list_provinces(on: date, search: str = "") -> tuple[ProvinceRow, ...]:
    """Provinces of a day by code: 34 since 1 July 2025, 63 before; with what they were, are now, and their communes.

    search: folded; finds a province by its name, its code or the name of one that went into it ("bac giang" finds
    Bắc Ninh). Raises OutsideKnownDates for a day before the data begins.
    """
    provinces = _Provinces()
    counts = _commune_counts(on)
    rows = []
    for unit in provinces.on(on):
        communes = sum(counts.get(number, 0) for number in provinces.territory(unit.id))
        row = ProvinceRow(unit, provinces.made_of(unit), provinces.became(unit), communes or None)
        if _matches(row, fold(search)):
            rows.append(row)
    return tuple(rows)


def _matches(row: ProvinceRow, wanted: str) -> bool:
    if not wanted or row.unit.code == wanted:
        return True
    return any(wanted in fold(unit.label) for unit in (row.unit, *row.made_of))


def _commune_counts(on: date) -> dict[int, int]:
    """How many communes of the day each province's row is the parent of."""
    communes = AdministrativeUnit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), level=UnitLevel.COMMUNE, valid_from__lte=on
    )
    counted = communes.order_by("parent_id").values_list("parent_id").annotate(number=Count("pk"))
    return {parent: number for parent, number in counted if parent is not None}


def province_detail(unit_id: int, on: date) -> ProvinceDetail:
    """A province as of a day, or as of its last day where it had ended by then.

    Of a day before it began, the communes and bodies are those of the provinces that it absorbed. Raises UnknownUnit.
    """
    provinces = _Provinces()
    unit = provinces.rows.get(unit_id)
    if unit is None:
        raise UnknownUnit(f"số {unit_id}")
    as_of = min(on, unit.valid_to) if unit.valid_to else on
    territory = provinces.territory(unit_id)
    communes = AdministrativeUnit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=as_of),
        level=UnitLevel.COMMUNE,
        parent__in=territory,
        valid_from__lte=as_of,
    ).order_by("code")
    return ProvinceDetail(
        unit=unit,
        as_of=as_of,
        made_of=provinces.made_of(unit),
        became=provinces.became(unit),
        communes=tuple(unit_row(commune) for commune in communes),
        agencies=_agency_entries(territory, as_of),
    )


def _agency_entries(territory: Iterable[int], as_of: date) -> tuple[AgencyEntry, ...]:
    """Bodies of the day in these provinces, each with all that it took over (two queries)."""
    ids = list(territory)
    everyone = {
        row.id: row for row in rows_of(Agency.objects.filter(unit__in=ids).select_related("unit").order_by("pk"))
    }
    backward = list(
        AgencySuccession.objects.filter(successor__unit__in=ids)
        .order_by("pk")
        .values_list("successor_id", "predecessor_id")
    )
    return tuple(
        AgencyEntry(row, _oldest_first(everyone, reachable(row.id, backward) - {row.id}))
        for row in everyone.values()
        if row.valid(as_of)
    )


def _oldest_first(everyone: Mapping[int, AgencyRow], numbers: Iterable[int]) -> tuple[AgencyRow, ...]:
    found = (everyone[number] for number in numbers if number in everyone)
    return tuple(sorted(found, key=lambda row: (row.valid_from, row.id)))


def list_successions(level: UnitLevel = UnitLevel.PROVINCE) -> tuple[SuccessionRow, ...]:
    """The table of successions of a level: by day, then successor's and predecessor's code."""
    facts = UnitSuccession.objects.filter(successor__level=level).select_related("predecessor", "successor")
    return tuple(
        SuccessionRow(
            predecessor=unit_row(fact.predecessor),
            successor=unit_row(fact.successor),
            on=fact.on,
            basis=fact.basis,
            confidence=Confidence(fact.confidence),
        )
        for fact in facts.order_by("on", "successor__code", "predecessor__code")
    )
