"""Reading the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from nscl.records.models import AuditChange, AuditEvent

MOST_EVENTS = 200


@dataclass(frozen=True)
class ChangeRow:
    """A field that an act changed, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """One act of the audit trail. actor_number None: the system."""

    number: int
    at: datetime
    action: str
    actor_number: int | None
    actor_name: str
    subject_kind: str
    subject_number: int | None
    subject_label: str
    context_kind: str
    context_number: int | None
    comment: str
    changes: tuple[ChangeRow, ...]


def history(
    *, subject: tuple[str, int] | None = None, context: tuple[str, int] | None = None, limit: int = MOST_EVENTS
) -> tuple[EventRow, ...]:
    """The acts on one thing (`subject`) or on all that belongs to one (`context`), as (kind, number); newest first.

    Both given: acts that are either. Neither: acts on anything at all. Two queries.
    """
    wanted = Q()
    if subject is not None:
        wanted |= Q(subject_kind=subject[0], subject_id=subject[1])
    if context is not None:
        wanted |= Q(context_kind=context[0], context_id=context[1])
    changes = Prefetch("changes", AuditChange.objects.order_by("pk"))
    events = AuditEvent.objects.filter(wanted).prefetch_related(changes).order_by("-at", "-pk")[:limit]
    return tuple(_event(event) for event in events)


def _event(event: AuditEvent) -> EventRow:
    return EventRow(
        number=event.pk,
        at=event.at,
        action=event.action,
        actor_number=event.actor_id,
        actor_name=event.actor_name,
        subject_kind=event.subject_kind,
        subject_number=event.subject_id,
        subject_label=event.subject_label,
        context_kind=event.context_kind,
        context_number=event.context_id,
        comment=event.comment,
        changes=tuple(ChangeRow(change.field, change.before, change.after) for change in event.changes.all()),
    )
