"""The one door to a run: drafts for who keeps or publishes in the province, what was published for who sees it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.enums import RunState
from nscl.productivity.models import ProductivityRun

# Who works on drafts, and who decides on them.
OF_DRAFTS = (Permission.KEEP_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)


class RunMissing(LookupError):
    """No such run, or none that the person may see: the two are not told apart."""


def visible_runs(viewer: Viewer | None) -> QuerySet[ProductivityRun]:
    """The runs that the viewer sees, unordered; None: the system, which sees all."""
    rows = ProductivityRun.objects.all()
    if viewer is None:
        return rows
    drafts = [viewer.units_with(permission) for permission in OF_DRAFTS]
    published = viewer.units_with(Permission.VIEW_PRODUCTIVITY)
    found = _within(published) & ~Q(state=RunState.DRAFT)
    for units in drafts:
        found |= _within(units) & Q(state=RunState.DRAFT)
    return rows.filter(found)


def visible_run(viewer: Viewer | None, number: int) -> ProductivityRun:
    """A run that the viewer sees, with its province and people. One query. Raises RunMissing."""
    related = ("unit", "created_by", "published_by", "withdrawn_by")
    row = visible_runs(viewer).select_related(*related).filter(pk=number).first()
    if row is None:
        raise RunMissing(str(number))
    return row


def _within(units: frozenset[int] | None) -> Q:
    return Q() if units is None else Q(unit__in=list(units))
