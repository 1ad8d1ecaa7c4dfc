"""Bodies of a place on a day, and their lineage."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nscl.institutions.models import Agency, AgencySuccession
from nscl.institutions.queries.rows import AgencyLineage, AgencyRow, agency_row
from nscl.institutions.queries.units import successor_of, territory_ids
from nscl.institutions.rules import InstitutionsError, reachable


class UnknownAgency(InstitutionsError):  # named as the domain names it
    """There is no body of that number."""

    def __init__(self, agency_id: int) -> None:
        super().__init__(
            _("Không có cơ quan số %(number)d. Hãy chọn lại trong danh mục cơ quan.") % {"number": agency_id}
        )


def agencies_of(unit_id: int, on: date) -> tuple[AgencyRow, ...]:
    """Bodies of a province on a day, in the order of the register.

    For a day before the province began: those of the provinces that it absorbed; for a day after it ended: those of
    the province that holds its land.
    """
    territory = territory_ids(unit_id)
    found = _rows(Agency.objects.filter(unit__in=territory), on)
    if found:
        return found
    return _rows(Agency.objects.filter(unit=successor_of(unit_id, on).id), on)


def agency_by_key(key: str, unit_id: int, on: date) -> AgencyRow | None:
    """The body with a key (as in plan packs) in a province on a day, else the national one; None where there is none.

    After the province ended, the body of the province that holds its land. Raises what `successor_of` raises.
    """
    return agencies_by_key(unit_id, on).get(key)


def agencies_by_key(unit_id: int, on: date) -> dict[str, AgencyRow]:
    """`agency_by_key` for all keys at once: whoever reads in a plan asks once."""
    place = successor_of(unit_id, on)
    rows = _rows(Agency.objects.filter(Q(unit=place.id) | Q(unit__isnull=True)), on)
    return {row.key: row for row in sorted(rows, key=lambda row: row.unit_id is not None)}


def agency_by_id(agency_id: int) -> AgencyRow:
    """The body with that number. Raises UnknownAgency."""
    agency = Agency.objects.select_related("unit").filter(pk=agency_id).first()
    if agency is None:
        raise UnknownAgency(agency_id)
    return agency_row(agency)


def agency_lineage(agency_id: int) -> AgencyLineage:
    """A body with all that went into it and all that it went into. Raises UnknownAgency."""
    edges = _edges()
    before = reachable(agency_id, [(successor, predecessor) for predecessor, successor in edges]) - {agency_id}
    after = reachable(agency_id, edges) - {agency_id}
    related = Agency.objects.select_related("unit").filter(pk__in=before | after).order_by("valid_from", "pk")
    rows = [agency_row(agency) for agency in related]
    return AgencyLineage(
        agency_by_id(agency_id),
        tuple(row for row in rows if row.id in before),
        tuple(row for row in rows if row.id in after),
    )


def answered_for_ids(agency_id: int) -> frozenset[int]:
    """Numbers of the body and of all that went into it: their duties, reports and accounts are its own. One query."""
    return reachable(agency_id, [(successor, predecessor) for predecessor, successor in _edges()])


def answered_for_today(agency_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each body, the numbers of all whose work it answers for by now: its accounts follow its successor.

    A body that went whole into one other answers with that one for everything that this one took over. A body whose
    work was divided stays for itself and its predecessors: who goes on with which part must be given out anew. One
    query for any number of bodies, none for no body.
    """
    if not agency_ids:
        return {}
    forward = _edges()
    backward = [(successor, predecessor) for predecessor, successor in forward]
    ended = {predecessor for predecessor, _ in forward}
    found = {}
    for agency_id in agency_ids:
        heirs = reachable(agency_id, forward) - ended
        found[agency_id] = reachable(next(iter(heirs)) if len(heirs) == 1 else agency_id, backward)
    return found


def holders_of(agency_id: int, on: date) -> tuple[AgencyRow, ...]:
    """Who answers on a day for what a body was given: itself while it is there, else its successors by then.

    Several where its work was divided; none where it ended without a successor (the committees of districts on
    1 July 2025), so that its duties must be given out anew. Raises UnknownAgency.
    """
    agency = agency_by_id(agency_id)
    if agency.valid(on):
        return (agency,)
    return _rows(Agency.objects.filter(pk__in=reachable(agency_id, _edges())), on)


def _edges() -> list[tuple[int, int]]:
    return list(AgencySuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id"))


def _rows(agencies: QuerySet[Agency], on: date) -> tuple[AgencyRow, ...]:
    valid = agencies.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return rows_of(valid.select_related("unit").order_by("pk"))


def rows_of(agencies: Iterable[Agency]) -> tuple[AgencyRow, ...]:
    """Typed rows of stored bodies loaded with their units."""
    return tuple(agency_row(agency) for agency in agencies)
