"""Files that were taken in, and when anything of a province's figures last changed."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.productivity.enums import FileForm
from nscl.productivity.models import StatisticsImport
from nscl.productivity.queries.series_access import may_keep, reach
from nscl.productivity.queries.series_rows import TakingRow
from nscl.productivity.queries.territory import territories_of


def list_takings(viewer: Viewer | None, unit_ids: Collection[int] | None = None) -> tuple[TakingRow, ...]:
    """The files taken in for the provinces that a person sees, the latest first. Three queries."""
    units = reach(viewer, Permission.VIEW_PRODUCTIVITY, unit_ids)
    rows = StatisticsImport.objects.select_related("imported_by")
    if units is not None:
        rows = rows.filter(unit__in=units)
    counted = rows.annotate(gone=Count("vintages", filter=Q(vintages__withdrawn_at__isnull=False)))
    places = territories_of(None)
    return tuple(
        TakingRow(
            number=row.pk,
            file_name=row.file_name,
            form=FileForm(row.form),
            unit_id=row.unit_id,
            unit=places.place(row.unit_id).words,
            vintages_made=row.vintages_made,
            figures=row.figures,
            withdrawn=computed(row, "gone"),
            imported_at=row.imported_at,
            imported_by=row.imported_by.get_full_name() if row.imported_by is not None else "",
            may_withdraw=may_keep(viewer, row.unit_id) and computed(row, "gone") < row.vintages_made,
        )
        for row in counted.order_by("-imported_at", "-pk")
    )
