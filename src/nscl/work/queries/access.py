"""Which of the year's work someone may see, once for every read: that of the provinces where they may view work."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.work.models import Activity, AnnualPlan


class AnnualPlanNotFound(LookupError):
    """No such annual plan, or none that the viewer may see: the two are not told apart."""


class ActivityNotFound(LookupError):
    """No such activity, or none that the viewer may see."""


def visible_annual_plans(viewer: Viewer) -> QuerySet[AnnualPlan]:
    """The annual plans that the viewer may see, unordered."""
    return AnnualPlan.objects.filter(_within(viewer, "plan__unit"))


def visible_activities(viewer: Viewer) -> QuerySet[Activity]:
    """The activities that the viewer may see, unordered: by the province of the plan, whoever holds its land now."""
    return Activity.objects.filter(_within(viewer, "plan__unit"))


def _within(viewer: Viewer, field: str) -> Q:
    units = viewer.units_with(Permission.VIEW_WORK)
    return Q() if units is None else Q(**{f"{field}__in": units})
