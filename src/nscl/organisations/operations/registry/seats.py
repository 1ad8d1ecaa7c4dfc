"""In which commune of which province an organisation may be said to be on a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import successor_of, territories, unit_by_id
from nscl.institutions.rules import InstitutionsError


class SeatError(Exception):
    """A place where an organisation cannot be; `str()` says why, and what to choose instead."""


def province_on(unit_id: int, on: date) -> int:
    """The province that is meant by a unit on a day: what it has become by then. Raises SeatError.

    A day before the province began is taken as it stands: who notes a move of 2019 in 2026 names today's province.
    """
    try:
        unit = unit_by_id(unit_id)
        if unit.level != UnitLevel.PROVINCE:
            raise SeatError(_("%(unit)s không phải tỉnh, thành phố. Hãy chọn tỉnh.") % {"unit": unit.label})
        return unit.id if on < unit.valid_from else successor_of(unit_id, on).id
    except InstitutionsError as error:
        raise SeatError(str(error)) from error


def commune_in(commune_id: int | None, unit_id: int, *, on: date, noted: date) -> int | None:
    """The commune to be stored for a seat in a province on a day: the one chosen, or what it had become by then.

    One that began only later is taken where it is there on the day of noting: an earlier seat is told by today's name.
    Raises SeatError: not a commune, divided since (its parts are named), not in that province.
    """
    if commune_id is None:
        return None
    try:
        chosen = unit_by_id(commune_id)
        if chosen.level == UnitLevel.PROVINCE:
            raise SeatError(_("%(unit)s không phải xã, phường, đặc khu. Hãy chọn xã.") % {"unit": chosen.label})
        day = on if chosen.valid_from <= on else noted
        commune = successor_of(commune_id, day)
    except InstitutionsError as error:
        raise SeatError(str(error)) from error
    if commune.parent_id is None or not _lies_in(commune.parent_id, unit_id):
        words = {"commune": commune.label, "province": unit_by_id(unit_id).label}
        raise SeatError(_("%(commune)s không thuộc %(province)s. Hãy chọn xã của tỉnh đó, hoặc đổi tỉnh.") % words)
    return commune.id


def _lies_in(province: int, unit_id: int) -> bool:
    """Whether one province is the other, absorbed it, or went into it: a commune's own may be called either."""
    reach = territories([province, unit_id])
    return province in reach[unit_id] or unit_id in reach[province]
