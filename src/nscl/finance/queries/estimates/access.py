"""Which estimates someone may see: those of the plans of the provinces where they may see money."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.models import Estimate
from nscl.plans.models import Plan


class EstimateNotFound(LookupError):
    """No such estimate, or none that the viewer may see: the two are not told apart."""


def visible_estimates(viewer: Viewer) -> QuerySet[Estimate]:
    """The estimates that the viewer may see, unordered."""
    return Estimate.objects.filter(_within(viewer, "plan__unit"))


def plans_with_visible_money(viewer: Viewer) -> QuerySet[Plan]:
    """The plans whose money the viewer may see, unordered: by the province of their day, whoever holds its land now."""
    return Plan.objects.filter(_within(viewer, "unit"))


def _within(viewer: Viewer, field: str) -> Q:
    units = viewer.units_with(Permission.VIEW_MONEY)
    return Q() if units is None else Q(**{f"{field}__in": units})
