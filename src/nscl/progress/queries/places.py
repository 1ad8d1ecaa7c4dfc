"""Whose records make up a province's value on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nscl.institutions.queries import UnitRow, predecessors_of, unit_by_id
from nscl.institutions.queries.units import territories
from nscl.institutions.rules import OutsideKnownDates


def territory_as_of(unit_id: int, on: date) -> frozenset[int]:
    """The rows of a province whose records make up its value as of a day.

    From its first day on: itself and all that it absorbed, so that the value of today's Bắc Ninh takes in what Bắc
    Giang recorded. Of an earlier day: the province that bore its name then, with what that one had absorbed: before
    1 July 2025, Bắc Ninh without Bắc Giang. Raises UnknownUnit, and OutsideKnownDates where none bore its name.
    """
    unit = unit_by_id(unit_id)
    bearer = unit if unit.valid_from <= on else _namesake(unit, on)
    return territories([bearer.id])[bearer.id]


def _namesake(unit: UnitRow, on: date) -> UnitRow:
    before = predecessors_of(unit.id)
    for one in before:
        if one.name == unit.name and one.valid(on):
            return one
    raise OutsideKnownDates(unit.label, on, [(one.valid_from, one.valid_to) for one in before])


def provinces_by_unit(units: Collection[int]) -> dict[int, int]:
    """Every row of a province and of what it absorbed → the province, for some provinces of one day. One query."""
    return {number: unit for unit, numbers in territories(units).items() for number in numbers}
