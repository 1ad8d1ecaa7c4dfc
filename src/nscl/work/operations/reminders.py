"""Sending reminders: each letter claimed, sent and remembered by itself.

Which of the two evils: a letter is sent *at least once*. A reminder that is lost costs a deadline, one that comes twice
costs a glance. What is ruled out by the claims is the common case of two, not the rare one: two runs at once send each
reminder once, because a row is there (and committed) before the letter goes, and the unique constraint
`work_reminder_once` lets only one of them make it. Twice comes only what a run sent in the very moment in which the
machine died, or what a mail server took and then did not acknowledge: its claim runs out and the next run sends it
again. No transaction is open while the mail server is spoken to: on SQLite it would hold up everybody who writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from django.db import transaction

from nscl.accounts.models import User
from nscl.records.operations import SYSTEM, Reference, record_event
from nscl.work.models import Reminder
from nscl.work.queries.reminders import PersonReminders, ReminderItem

# A claim that has not become a letter by now was left behind by a run that died; longer than any mail server may take.
CLAIM_FOR: Final = timedelta(minutes=15)
# Puts a letter into the hands of the mail server. Raises LetterRefused where it does not take it.
Post: TypeAlias = Callable[[PersonReminders], None]


class LetterRefused(Exception):
    """The mail server did not take a letter; `str()` says why."""


def send_reminders(*, reminders: PersonReminders, post: Post, at: datetime) -> PersonReminders:
    """Send one person their letter with what nobody else is sending them; returns what was sent (no items: nothing).

    A letter that is refused leaves no claim: the next run tries again. Raises LetterRefused, and what `post` raises.
    """
    person = reminders.recipient
    items = _claim(reminders=reminders, at=at)
    mine = PersonReminders(person, items)
    if not items:
        return mine
    try:
        post(mine)
    except BaseException:
        _release(reminders=mine, at=at)
        raise
    _remember(reminders=mine, at=at)
    return mine


@transaction.atomic
def _claim(*, reminders: PersonReminders, at: datetime) -> tuple[ReminderItem, ...]:
    """Take upon this run what no other has sent or is sending."""
    person = reminders.recipient.number
    # Two runs meet here, person by person; on SQLite a transaction that will write is alone anyway.
    list(User.objects.select_for_update(no_key=True).filter(pk=person).order_by("pk").values_list("pk"))
    days = {one.due_on for one in reminders.items}
    rows = Reminder.objects.filter(recipient=person, due_on__in=days).order_by("pk")
    there = {(row.subject_kind, row.subject_id, row.due_on, row.kind): row for row in rows}
    claimed, new = [], []
    for item in reminders.items:
        row = there.get((item.subject.value, item.number, item.due_on, item.kind.value))
        if row is None:
            new.append(_row(person, item, at))
        elif row.sent_at is None and at - row.claimed_at > CLAIM_FOR:
            row.claimed_at = at
            row.save(update_fields=["claimed_at"])
        else:
            continue
        claimed.append(item)
    Reminder.objects.bulk_create(new)
    return tuple(claimed)


def _row(person: int, item: ReminderItem, at: datetime) -> Reminder:
    return Reminder(
        recipient_id=person,
        subject_kind=item.subject.value,
        subject_id=item.number,
        due_on=item.due_on,
        kind=item.kind,
        claimed_at=at,
    )


@transaction.atomic
def _release(*, reminders: PersonReminders, at: datetime) -> None:
    for row in _claims(reminders, at):
        row.delete()


@transaction.atomic
def _remember(*, reminders: PersonReminders, at: datetime) -> None:
    """The letter is out: said in every row, and once in the person's history."""
    for row in _claims(reminders, at):
        row.sent_at = at
        row.save(update_fields=["sent_at"])
    kinds = Counter(item.kind for item in reminders.items)
    person = reminders.recipient
    record_event(
        action="reminder.sent",
        by=SYSTEM,
        at=at,
        subject=Reference("accounts.user", person.number, person.name),
        comment=", ".join(f"{count} {kind.label}" for kind, count in sorted(kinds.items())),
    )


def _claims(reminders: PersonReminders, at: datetime) -> Sequence[Reminder]:
    """The claims that this run made at that moment for a letter: those that another took over since are not its own."""
    wanted = {(one.subject.value, one.number, one.due_on, one.kind.value) for one in reminders.items}
    found = Reminder.objects.filter(recipient=reminders.recipient.number, claimed_at=at, sent_at__isnull=True)
    return [row for row in found.order_by("pk") if (row.subject_kind, row.subject_id, row.due_on, row.kind) in wanted]
