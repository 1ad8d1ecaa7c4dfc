"""Communes and provinces of organisations as of a day, for many organisations in two queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries import UnitRow
from nscl.institutions.queries.rows import unit_row
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable


class Places:
    """What some units are called, and what they are, or were, on a day."""

    def __init__(self, unit_ids: Collection[int | None], on: date) -> None:
        onward = succession_edges()
        backward = [(successor, predecessor) for predecessor, successor in onward]
        wanted = {number for number in unit_ids if number is not None}
        self._reach = {number: reachable(number, onward) | reachable(number, backward) for number in wanted}
        every = wanted.union(*self._reach.values()) if wanted else wanted
        rows = AdministrativeUnit.objects.filter(pk__in=every).order_by("valid_from", "pk")
        self._rows = {row.pk: unit_row(row) for row in rows}
        self._on = on

    def then(self, unit_id: int | None) -> UnitRow | None:
        """The unit itself."""
        return None if unit_id is None else self._rows.get(unit_id)

    def now(self, unit_id: int | None) -> UnitRow | None:
        """What holds, or held, the unit's land on the day; the unit itself where that is not one unit, or not known."""
        unit = self.then(unit_id)
        if unit is None or unit.valid(self._on):
            return unit
        there = [row for number in self._reach[unit.id] if (row := self._rows.get(number)) and row.valid(self._on)]
        return there[0] if len(there) == 1 else unit


def words_of(unit: UnitRow | None) -> str:
    """A unit with its kind ("phường Kép"); "" for none."""
    return "" if unit is None else unit.label
