"""The reminders of a day, person by person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from nscl.work.enums import ReminderKind
from nscl.work.models import Reminder
from nscl.work.queries.reminders.deadlines import Deadline, RoundDates, deadlines_around
from nscl.work.queries.reminders.people import Recipient, Staff, Unreachable
from nscl.work.rules.reminders import OVERDUE_FOR, ReminderSubject, reminder_due

# By what it is known whether somebody was reminded: person, subject, its number, the date.
_Key = tuple[int, str, int, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderItem:
    """One thing to remind somebody of. page: kind and number of what to open; whose: the body that owes it.

    title: of the activity or the difficulty; of a report: to whom it goes.
    """

    subject: ReminderSubject
    number: int
    page: tuple[str, int]
    title: str
    plan: str
    whose: str
    due_on: date
    kind: ReminderKind


@dataclass(frozen=True, slots=True)
class PersonReminders:
    """Everything to tell one person, the most urgent first."""

    recipient: Recipient
    items: tuple[ReminderItem, ...]


@dataclass(frozen=True, slots=True)
class Unheard:
    """Dates of a body of which nobody can be reminded."""

    agency: str
    dates: int


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """The reminders of a day: by person, those who cannot be reached, dates of which nobody hears."""

    people: tuple[PersonReminders, ...]
    unreachable: tuple[Unreachable, ...]
    unheard: tuple[Unheard, ...]


def reminders_due(*, on: date, rounds: RoundDates | None = None) -> RemindersDue:
    """Who is to be reminded of what on a day, as far as it was not done yet. Eleven queries at most.

    An activity is its responsible person's; without one who can be reached, its agency's focal points'. Reports and
    answers to difficulties are the focal points'; where the agency has none, the officers' of the province. rounds: of
    reports (`nscl.reporting.queries.reminders`).
    """
    deadlines = deadlines_around(on, rounds or RoundDates())
    if not deadlines:
        return RemindersDue((), (), ())
    staff = Staff({one.responsible for one in deadlines if one.responsible is not None})
    sent = _sent(on)
    items: dict[int, list[ReminderItem]] = defaultdict(list)
    lost: set[Unreachable] = set()
    unheard: Counter[str] = Counter()
    told: set[_Key] = set()
    for deadline in deadlines:
        if reminder_due(deadline.due_on, on, (), overdue_for=deadline.overdue_for) is None:
            continue
        reached, missed = _addressees(deadline, staff)
        lost |= missed
        if not reached:
            unheard[deadline.whose] += 1
        for person in reached:
            key = _key(person, deadline)
            item = None if key in told else _item(deadline, on, sent.get(key, ()))
            if item is not None:
                told.add(key)  # who answers for two of the bodies that owe one report hears of it once
                items[person].append(item)
    people = [PersonReminders(staff.recipient(person), _ordered(many)) for person, many in items.items()]
    return RemindersDue(
        tuple(sorted(people, key=lambda one: one.recipient)),
        tuple(sorted(lost)),
        tuple(Unheard(agency, count) for agency, count in sorted(unheard.items())),
    )


def _addressees(deadline: Deadline, staff: Staff) -> tuple[list[int], set[Unreachable]]:
    """Who hears of a date, and who should and cannot."""
    missed: set[Unreachable] = set()
    candidates: list[Iterable[int]] = []
    if deadline.responsible is not None:
        candidates.append((deadline.responsible,))
    if deadline.of_all:
        candidates.append(staff.all_focal_points(deadline.unit_id, apart_from=deadline.apart_from))
    elif deadline.agency_id is not None:
        candidates.append(staff.focal_points(deadline.agency_id, deadline.unit_id))
    if deadline.officers:
        candidates.append(staff.officers(deadline.unit_id))
    for people in candidates:
        reached = []
        for person in people:
            why = staff.why_not(person, deadline.unit_id)
            if why is None:
                reached.append(person)
            else:
                missed.add(staff.unreachable(person, why))
        if reached:
            return reached, missed
    return [], missed


def _sent(on: date) -> dict[_Key, set[ReminderKind]]:
    """What went out about the dates that count now, by person, subject and date."""
    sent: dict[_Key, set[ReminderKind]] = defaultdict(set)
    rows = Reminder.objects.filter(due_on__gte=on - OVERDUE_FOR, sent_at__isnull=False).order_by("pk")
    for person, subject, number, due_on, kind in rows.values_list(
        "recipient_id", "subject_kind", "subject_id", "due_on", "kind"
    ):
        sent[person, subject, number, due_on].add(ReminderKind(kind))
    return sent


def _key(person: int, deadline: Deadline) -> _Key:
    return person, deadline.subject.value, deadline.number, deadline.due_on


def _item(deadline: Deadline, on: date, sent: Collection[ReminderKind]) -> ReminderItem | None:
    kind = reminder_due(deadline.due_on, on, sent, overdue_for=deadline.overdue_for)
    if kind is None:
        return None
    return ReminderItem(
        subject=deadline.subject,
        number=deadline.number,
        page=deadline.page,
        title=deadline.title,
        plan=deadline.plan,
        whose=deadline.whose,
        due_on=deadline.due_on,
        kind=kind,
    )


def _ordered(items: Iterable[ReminderItem]) -> tuple[ReminderItem, ...]:
    return tuple(sorted(items, key=lambda one: (one.due_on, one.subject, one.title, one.number)))
