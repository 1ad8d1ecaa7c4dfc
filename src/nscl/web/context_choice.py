"""For which province and which year a person works now: the two switches of the top bar, kept in the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import UnitRow, territory_ids, units_on
from nscl.web.access import viewer

# Decision 1322/QĐ-TTg of 31 August 2020: the programme runs over the years 2021–2030.
PROGRAMME_YEARS: Final = (2021, 2030)
# What the switch posts, and the session keeps, in place of a province's number.
NATION: Final = "ca-nuoc"
PROVINCE_FIELD: Final = "tinh"
YEAR_FIELD: Final = "nam"
_SESSION_KEY: Final = "boi-canh"
_CACHE: Final = "nscl_context_choice"


@dataclass(frozen=True)
class ContextChoice:
    """The province and the year in force on this page, with what else may be chosen.

    `unit` None: the whole country. `provinces`: the provinces of today that the person may choose; `nation`: whether
    they may choose the whole country.
    """

    unit: UnitRow | None
    year: int
    provinces: tuple[UnitRow, ...]
    years: tuple[int, ...]
    nation: bool


def current(request: HttpRequest) -> ContextChoice:
    """The choice that holds for this request: one query, made once.

    By default the person's own province (the one that it has become) and the running year; who sees every province
    starts with the whole country. A remembered choice that is no longer theirs is passed over.
    """
    known: ContextChoice | None = getattr(request, _CACHE, None)
    if known is None:
        known = _choice(request)
        setattr(request, _CACHE, known)
    return known


def _choice(request: HttpRequest) -> ContextChoice:
    today = timezone.localdate()
    reach = viewer(request).units_with(Permission.VIEW_PLANS)
    provinces = tuple(row for row in units_on(today, UnitLevel.PROVINCE) if reach is None or row.id in reach)
    kept = request.session.get(_SESSION_KEY, {})
    own = _own_province(request, provinces)
    wanted = kept.get(PROVINCE_FIELD)
    chosen = next((row for row in provinces if str(row.id) == wanted), None)
    unit = None if wanted == NATION and reach is None else chosen or own
    years = tuple(range(min(PROGRAMME_YEARS[0], today.year), max(PROGRAMME_YEARS[1], today.year) + 1))
    year = kept.get(YEAR_FIELD)
    return ContextChoice(unit, year if year in years else today.year, provinces, years, nation=reach is None)


def _own_province(request: HttpRequest, provinces: tuple[UnitRow, ...]) -> UnitRow | None:
    """The first of today's provinces that a role of the person names; None where no role names one."""
    for grant in viewer(request).grants:
        for row in provinces:
            if grant.unit_ids is not None and row.id in grant.unit_ids:
                return row
    return None


def territory(request: HttpRequest) -> frozenset[int] | None:
    """Numbers of the chosen province and of all that it absorbed, to filter by; None: the whole country.

    A plan of Bắc Giang so stands under today's Bắc Ninh. No query where a role names the province, else one. A person
    whose roles reach no province gets the empty set.
    """
    choice = current(request)
    if choice.unit is None:
        return None if choice.nation else frozenset()
    for grant in viewer(request).grants:
        if grant.unit_ids is not None and choice.unit.id in grant.unit_ids:
            return grant.unit_ids
    return territory_ids(choice.unit.id)


def choose(request: HttpRequest, *, province: str | None, year: str | None) -> bool:
    """Remember a choice in the session; False, and nothing remembered, where it is not among those offered."""
    offered = current(request)
    kept = dict(request.session.get(_SESSION_KEY, {}))
    if province is not None:
        if not (province == NATION and offered.nation) and province not in {str(row.id) for row in offered.provinces}:
            return False
        kept[PROVINCE_FIELD] = province
    if year is not None:
        if year not in {str(number) for number in offered.years}:
            return False
        kept[YEAR_FIELD] = int(year)
    request.session[_SESSION_KEY] = kept
    return True
