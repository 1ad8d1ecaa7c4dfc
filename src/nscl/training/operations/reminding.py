"""Participants are reminded of a day of their class: each letter claimed, sent and remembered by itself.

As `nscl.work.operations.reminders` does it, and for the same reasons: two runs at once send a letter once; no
transaction is open while the mail server is spoken to; what a run that died left claimed is sent by a later one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from nscl.records.operations import SYSTEM, Reference, record_event
from nscl.training.enums import TrainingKind
from nscl.training.models import ClassReminder
from nscl.training.queries.reminders import ParticipantReminder
from nscl.work.operations.reminders import CLAIM_FOR


def remind_participant(
    *, reminder: ParticipantReminder, post: Callable[[ParticipantReminder], None], at: datetime
) -> bool:
    """Send one participant their letter; False where another run sent it or is sending it. One event.

    A letter that is refused leaves no claim, and the next run tries again. Raises what `post` raises.
    """
    if not _claim(reminder=reminder, at=at):
        return False
    try:
        post(reminder)
    except BaseException:
        _release(reminder=reminder, at=at)
        raise
    _remember(reminder=reminder, at=at)
    return True


@transaction.atomic
def _claim(*, reminder: ParticipantReminder, at: datetime) -> bool:
    """Take the letter upon this run. Of two runs at once one makes the row, or takes over one that was left behind."""
    row, is_new = ClassReminder.objects.get_or_create(
        enrolment_id=reminder.enrolment, on=reminder.on, defaults={"claimed_at": at}
    )
    if is_new:
        return True
    left_behind = ClassReminder.objects.filter(pk=row.pk, sent_at__isnull=True, claimed_at__lt=at - CLAIM_FOR)
    return left_behind.update(claimed_at=at) == 1


@transaction.atomic
def _release(*, reminder: ParticipantReminder, at: datetime) -> None:
    ClassReminder.objects.filter(
        enrolment=reminder.enrolment, on=reminder.on, claimed_at=at, sent_at__isnull=True
    ).delete()


@transaction.atomic
def _remember(*, reminder: ParticipantReminder, at: datetime) -> None:
    """The letter is out."""
    ClassReminder.objects.filter(enrolment=reminder.enrolment, on=reminder.on, claimed_at=at).update(sent_at=at)
    subject = Reference(TrainingKind.ENROLMENT, reminder.enrolment, reminder.name)
    record_event(action="participant.reminded", by=SYSTEM, at=at, subject=subject, comment=f"{reminder.on:%d/%m/%Y}")
