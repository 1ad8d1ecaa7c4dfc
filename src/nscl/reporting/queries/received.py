"""The packages that stand: the newest one of each province, plan and year, all of it taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from django.db.models import QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.progress.queries.places import provinces_by_unit
from nscl.reporting.models import ReceivedPackage

# A row of a province, of whatever time → the province of the day.
Holders: TypeAlias = Mapping[int, int]


def standing_packages(viewer: Viewer, year: int | None = None) -> QuerySet[ReceivedPackage]:
    """Those of the provinces whose reports the viewer may see, without their files; unordered."""
    rows = ReceivedPackage.objects.filter(superseded_at__isnull=True, sealed_at__isnull=False).defer("content")
    reach = viewer.units_with(Permission.VIEW_REPORTS)
    if reach is not None:
        rows = rows.filter(unit__in=list(reach))
    return rows if year is None else rows.filter(year=year)


def holders(provinces: Sequence[int], units: Sequence[int]) -> Holders:
    """To which province of the day units belong. One query, none where all are provinces of the day themselves."""
    own = {number: number for number in provinces}
    return own if own.keys() >= set(units) else provinces_by_unit(provinces)
