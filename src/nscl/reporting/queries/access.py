"""Which rounds and submissions someone may see, once for every read.

VIEW_REPORTS: all of the province. WRITE_REPORTS: the rounds of the province, and of submissions those that report for
the person's agency.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Grant, Viewer
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission


class RoundNotFound(LookupError):
    """No such round, or none that the viewer may see: the two are not told apart."""


class SubmissionNotFound(LookupError):
    """No such submission, or none that the viewer may see."""


def visible_rounds(viewer: Viewer) -> QuerySet[ReportingRound]:
    """The rounds that the viewer may see, unordered."""
    units = units_seen(viewer)
    return ReportingRound.objects.all() if units is None else ReportingRound.objects.filter(unit__in=sorted(units))


def visible_submissions(viewer: Viewer) -> QuerySet[Submission]:
    """The submissions that the viewer may see, unordered."""
    units = viewer.units_with(Permission.VIEW_REPORTS)
    if units is None:
        return Submission.objects.all()
    return Submission.objects.filter(Q(round__unit__in=sorted(units)) | own_submissions(viewer))


def units_seen(viewer: Viewer) -> frozenset[int] | None:
    """The provinces whose rounds the person sees; None: all."""
    read, written = viewer.units_with(Permission.VIEW_REPORTS), viewer.units_with(_WRITE)
    return None if read is None or written is None else read | written


def own_submissions(viewer: Viewer) -> Q:
    """Those that report for an agency of the viewer; an agency that handed its report over sees its own words still."""
    found: Q = Q(pk__in=())
    for grant in _writing(viewer):
        if grant.agency_id is None:
            continue
        agencies = sorted(grant.agency_ids | {grant.agency_id})
        covered = Exists(CoveredAgency.objects.filter(submission=OuterRef("pk"), agency__in=agencies))
        found |= _reach(grant) & (Q(agency__in=agencies) | Q(covered))
    return found


def writes_for(viewer: Viewer, unit_id: int, agency_ids: Collection[int]) -> bool:
    """Whether the person writes reports in the province for one of these bodies."""
    return any(viewer.may(_WRITE, unit_id, agency_id) for agency_id in agency_ids)


_WRITE = Permission.WRITE_REPORTS


def _writing(viewer: Viewer) -> list[Grant]:
    return [grant for grant in viewer.grants if _WRITE in grant.permissions]


def _reach(grant: Grant) -> Q:
    """Of which provinces; a condition that holds always where the grant reaches all (an empty one would be dropped)."""
    return ~Q(pk__in=()) if grant.unit_ids is None else Q(round__unit__in=sorted(grant.unit_ids))
