"""Whose series someone may see and keep. None as the viewer is the system."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.models import StatisticalSeries


class SeriesMissing(LookupError):
    """No such series, or none that the person may see: the two are not told apart."""


class VintageMissing(LookupError):
    """No such vintage of a series that the person may see."""


class QuestionMissing(LookupError):
    """No such question about a series that the person may see."""


class LinkMissing(LookupError):
    """No such link between series that the person may see."""


class TakingMissing(LookupError):
    """No such file taken in for a province that the person may see."""


def reach(viewer: Viewer | None, permission: Permission, unit_ids: Collection[int] | None = None) -> list[int] | None:
    """The provinces among `unit_ids` (None: all) where the person has the permission; None: all of them."""
    units = None if viewer is None else viewer.units_with(permission)
    if units is None:
        return None if unit_ids is None else sorted(unit_ids)
    return sorted(units if unit_ids is None else units & frozenset(unit_ids))


def visible_series(viewer: Viewer | None, unit_ids: Collection[int] | None = None) -> QuerySet[StatisticalSeries]:
    """The series that the person sees, unordered."""
    units = reach(viewer, Permission.VIEW_PRODUCTIVITY, unit_ids)
    rows = StatisticalSeries.objects.all()
    return rows if units is None else rows.filter(unit__in=units)


def may_keep(viewer: Viewer | None, unit_id: int) -> bool:
    """True where the person may bring figures of the province."""
    return viewer is None or viewer.may(Permission.KEEP_PRODUCTIVITY, unit_id)


def require_keep(viewer: Viewer | None, unit_id: int) -> None:
    """Raise NotAllowed unless the person may bring figures of the province."""
    if viewer is not None:
        viewer.require(Permission.KEEP_PRODUCTIVITY, unit_id)
