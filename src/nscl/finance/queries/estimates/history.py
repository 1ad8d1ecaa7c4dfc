"""What was done to an estimate and to its lines."""

from __future__ import annotations

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneyKind
from nscl.finance.queries.estimates.access import visible_estimates
from nscl.records import queries as records
from nscl.records.queries import MOST_EVENTS, EventRow


def estimate_history(viewer: Viewer, number: int, limit: int = MOST_EVENTS) -> tuple[EventRow, ...]:
    """The acts on an estimate and on its lines, newest first; none for who may not see them. Three queries."""
    found = visible_estimates(viewer).filter(pk=number).order_by("pk").values_list("plan__unit_id", flat=True).first()
    if found is None or not viewer.may(Permission.VIEW_HISTORY, found):
        return ()
    return records.history(context=(MoneyKind.ESTIMATE, number), limit=limit)
