"""Visits as pages show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from nscl.accounts.rules import Viewer
from nscl.organisations.models import Organisation
from nscl.support.enums import RefusalReason, VisitOutcome
from nscl.support.models import Visit
from nscl.support.queries.outreach.reach import may_visit, units_seen, visits_seen

_WITH = ("organisation__commune", "agency", "unit", "by")


class VisitMissing(LookupError):
    """No such visit, or none that the viewer may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A visit. agency "": the programme's own office; lineage: whose history of support the organisation shares."""

    number: int
    unit_id: int
    plan_id: int
    organisation_id: int
    organisation: str
    lineage: int
    commune: str
    agency_id: int | None
    agency: str
    on: date
    visitor: str
    outcome: VisitOutcome
    refusal: RefusalReason | None
    note: str
    at: datetime
    by: str
    version: int
    is_sample: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class VisitedOrganisation:
    """The organisation of a form: who it is."""

    number: int
    name: str
    commune: str
    unit_id: int


def list_visits(
    viewer: Viewer, *, unit_ids: Collection[int] | None, organisation: int | None = None
) -> tuple[VisitRow, ...]:
    """The visits that the viewer may see, newest first. One query."""
    rows = Visit.objects.filter(visits_seen(viewer))
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return tuple(_row(viewer, row) for row in _loaded(rows))


def find_visit(viewer: Viewer, number: int) -> VisitRow:
    """One visit. One query. Raises VisitMissing."""
    for row in _loaded(Visit.objects.filter(visits_seen(viewer), pk=number)):
        return _row(viewer, row)
    raise VisitMissing(str(number))


def visited_organisation(viewer: Viewer, number: int) -> VisitedOrganisation | None:
    """An organisation to visit, of a province in which the viewer sees outreach; None for any other. One query."""
    rows = Organisation.objects.select_related("commune").filter(pk=number, merged_into__isnull=True)
    units = units_seen(viewer)
    row = (rows if units is None else rows.filter(unit__in=list(units))).first()
    if row is None:
        return None
    return VisitedOrganisation(row.pk, row.name, row.commune.name if row.commune else "", row.unit_id)


def _loaded(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    return rows.select_related(*_WITH).order_by("-on", "-pk")


def _row(viewer: Viewer, row: Visit) -> VisitRow:
    organisation = row.organisation
    return VisitRow(
        number=row.pk,
        unit_id=row.unit_id,
        plan_id=row.plan_id,
        organisation_id=organisation.pk,
        organisation=organisation.name,
        lineage=organisation.lineage_head,
        commune=organisation.commune.name if organisation.commune else "",
        agency_id=row.agency_id,
        agency=row.agency.name if row.agency else "",
        on=row.on,
        visitor=row.visitor,
        outcome=VisitOutcome(row.outcome),
        refusal=RefusalReason(row.refusal) if row.refusal else None,
        note=row.note,
        at=row.at,
        by=row.by.full_name if row.by else "",
        version=row.version,
        is_sample=row.is_sample,
        may_write=may_visit(viewer, row.unit_id, row.agency_id),
    )
