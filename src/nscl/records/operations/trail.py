"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.records.models import AuditChange, AuditEvent

LABEL_LENGTH = 300


@dataclass(frozen=True)
class Actor:
    """Who acts: a person by account number and name, or the system (`number` None)."""

    number: int | None
    name: str


SYSTEM = Actor(number=None, name="Hệ thống")


@dataclass(frozen=True)
class Reference:
    """A thing that an event or an index entry is about: its kind ("plans.target"), its number, what people call it."""

    kind: str
    number: int | None
    label: str = ""


@dataclass(frozen=True)
class Change:
    """A field from one value to another, in the words of the screen."""

    field: str
    before: str
    after: str


@transaction.atomic
def record_event(
    *,
    action: str,
    by: Actor,
    at: datetime,
    subject: Reference,
    context: Reference | None = None,
    changes: Sequence[Change] = (),
    comment: str = "",
) -> AuditEvent:
    """Write one audit event and the fields it changed. Every operation of every package writes exactly one.

    action: `<noun>.<past participle>`, for instance `edition.issued`; context: what the subject belongs to, so that the
    history of a plan can be read in one place.
    """
    event = AuditEvent.objects.create(
        action=action,
        at=at,
        actor_id=by.number,
        actor_name=by.name,
        subject_kind=subject.kind,
        subject_id=subject.number,
        subject_label=subject.label[:LABEL_LENGTH],
        context_kind=context.kind if context else "",
        context_id=context.number if context else None,
        comment=comment,
    )
    AuditChange.objects.bulk_create(
        [AuditChange(event=event, field=c.field, before=c.before, after=c.after) for c in changes]
    )
    return event
