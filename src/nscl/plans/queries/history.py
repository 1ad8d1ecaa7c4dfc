"""What was done to a plan, by whom and when."""

from __future__ import annotations

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import ItemKind
from nscl.plans.queries.access import visible_editions
from nscl.records import queries as records
from nscl.records.queries import MOST_EVENTS, EventRow


def history(viewer: Viewer, edition_id: int, limit: int = MOST_EVENTS) -> tuple[EventRow, ...]:
    """The acts on an edition and on its items, newest first; none for who may not see them. Three queries."""
    if not _may_see(viewer, edition_id):
        return ()
    of_edition = (ItemKind.HEADER.value, edition_id)
    return records.history(subject=of_edition, context=of_edition, limit=limit)


def item_history(
    viewer: Viewer, edition_id: int, kind: ItemKind, number: int, limit: int = MOST_EVENTS
) -> tuple[EventRow, ...]:
    """The acts on one item of an edition, newest first; none for who may not see them. Three queries."""
    if not _may_see(viewer, edition_id):
        return ()
    events = records.history(subject=(kind.value, number), limit=limit)
    return tuple(event for event in events if event.context_number == edition_id)


def _may_see(viewer: Viewer, edition_id: int) -> bool:
    unit = visible_editions(viewer).filter(pk=edition_id).order_by("pk").values_list("plan__unit_id", flat=True).first()
    return unit is not None and viewer.may(Permission.VIEW_HISTORY, unit)
