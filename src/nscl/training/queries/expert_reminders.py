"""Which experts' certificates end soon, for the officers of the province: 90 and 30 days before.

Late rather than never: a day on which nothing was sent is made up for on the next ones. Samples are left out.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from nscl.training.enums import TrainingKind
from nscl.training.models import ExpertCertificate
from nscl.training.rules.experts import ENDING_WITHIN
from nscl.work.enums import ReminderKind
from nscl.work.models import Reminder
from nscl.work.queries.reminders import PersonReminders, ReminderItem
from nscl.work.queries.reminders.people import Recipient, Staff
from nscl.work.rules.reminders import ReminderSubject

LAST_MONTH: Final = timedelta(days=30)


def officers_to_remind(*, on: date) -> tuple[PersonReminders, ...]:
    """The officers with an address, with the certificates that end soon, the soonest first. Seven queries at most.

    Of several certificates of one kind only the one that holds longest is told of: the others were renewed by it.
    """
    rows = _ending(on)
    if not rows:
        return ()
    sent = _sent(on)
    staff = Staff([])
    items: dict[Recipient, list[ReminderItem]] = defaultdict(list)
    for row in rows:
        unit = row.expert.unit_id
        for number in staff.officers(unit):
            item = _item(row, on)
            told = sent[number, row.pk, item.due_on]
            # The month's stands for the quarter's.
            if staff.why_not(number, unit) is None and not told & {item.kind, ReminderKind.MONTH_BEFORE}:
                items[staff.recipient(number)].append(item)
    return tuple(PersonReminders(person, tuple(many)) for person, many in items.items())


def _ending(on: date) -> list[ExpertCertificate]:
    rows = ExpertCertificate.objects.filter(
        revoked_on__isnull=True, expert__retired_at__isnull=True, expert__is_sample=False
    ).exclude(valid_to__lt=on)
    last: dict[tuple[int, str], ExpertCertificate] = {}
    for row in rows.select_related("expert__person").order_by("pk"):
        held = last.get((row.expert_id, row.kind))
        if held is None or _end(row) > _end(held):
            last[row.expert_id, row.kind] = row
    soon = [row for row in last.values() if _end(row) <= on + ENDING_WITHIN]
    return sorted(soon, key=lambda row: (_end(row), row.pk))


def _end(row: ExpertCertificate) -> date:
    return row.valid_to or date.max


def _item(row: ExpertCertificate, on: date) -> ReminderItem:
    kind = ReminderKind.MONTH_BEFORE if _end(row) <= on + LAST_MONTH else ReminderKind.QUARTER_BEFORE
    return ReminderItem(
        subject=ReminderSubject.EXPERT_CERTIFICATE,
        number=row.pk,
        page=(TrainingKind.EXPERT.value, row.expert_id),
        title=f"{row.expert.person.name}, {row.standard}",
        plan=row.number,
        whose=row.body,
        due_on=_end(row),
        kind=kind,
    )


def _sent(on: date) -> dict[tuple[int, int, date], set[ReminderKind]]:
    rows = Reminder.objects.filter(
        subject_kind=ReminderSubject.EXPERT_CERTIFICATE, due_on__gte=on, sent_at__isnull=False
    ).order_by("pk")
    found: dict[tuple[int, int, date], set[ReminderKind]] = defaultdict(set)
    for person, number, due_on, kind in rows.values_list("recipient_id", "subject_id", "due_on", "kind"):
        found[person, number, due_on].add(ReminderKind(kind))
    return found
