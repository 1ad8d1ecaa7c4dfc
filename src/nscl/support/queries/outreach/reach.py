"""Whose outreach a person sees and writes: staff all of their provinces, a focal point that of their own agency."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.queries import AgencyRow, agencies_of
from nscl.institutions.rules import InstitutionsError


def may_see_outreach(viewer: Viewer) -> bool:
    """Whether there is anything of outreach for the person to see."""
    return viewer.may(Permission.VIEW_SUPPORT) or viewer.may(Permission.VISIT_ORGANISATIONS)


def require_outreach(viewer: Viewer) -> None:
    """Raise NotAllowed unless `may_see_outreach`."""
    if not may_see_outreach(viewer):
        raise NotAllowed(Permission.VISIT_ORGANISATIONS)


def units_seen(viewer: Viewer) -> frozenset[int] | None:
    """The provinces of which the person sees some outreach; None: all."""
    found: set[int] = set()
    for permission in (Permission.VIEW_SUPPORT, Permission.VISIT_ORGANISATIONS):
        units = viewer.units_with(permission)
        if units is None:
            return None
        found |= units
    return frozenset(found)


def visits_seen(viewer: Viewer) -> Q:
    """Which visits the person sees: of the provinces whose support they see, and of their own agencies."""
    units = viewer.units_with(Permission.VIEW_SUPPORT)
    if units is None:
        return Q()
    return Q(unit__in=list(units)) | Q(agency__in=list(viewer.agencies))


def may_visit(viewer: Viewer, unit_id: int, agency_id: int | None) -> bool:
    """Whether the person may write visits down there: for an agency, or, None, for the programme's own office."""
    if agency_id is not None:
        return viewer.may(Permission.VISIT_ORGANISATIONS, unit_id, agency_id)
    own = (grant for grant in viewer.grants if grant.agency_id is None)
    return any(grant.allows(Permission.VISIT_ORGANISATIONS, unit_id, None) for grant in own)


def visiting_agencies(viewer: Viewer, unit_id: int, on: date) -> tuple[AgencyRow, ...]:
    """The bodies of a day for which the person may write visits down; none where none is known."""
    try:
        bodies = agencies_of(unit_id, on)
    except InstitutionsError:
        return ()
    return tuple(row for row in bodies if may_visit(viewer, unit_id, row.id))
