"""Who is to be reminded of a day of their class: participants with an address, and the accounts that run the class.

The day before; on the day itself where nobody was reminded the day before. Samples are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.timezone import localdate, make_aware

from nscl.accounts.models import User
from nscl.plans.rules import plan_label
from nscl.training.enums import EnrolmentState, TrainingKind
from nscl.training.models import ClassReminder, ClassStaff, Enrolment, Session
from nscl.work.enums import ReminderKind
from nscl.work.models import Reminder
from nscl.work.queries.reminders import PersonReminders, ReminderItem
from nscl.work.queries.reminders.people import Recipient
from nscl.work.rules.moves import OPEN_STATUSES
from nscl.work.rules.reminders import ReminderSubject

AHEAD: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session of the day: when, about what, where."""

    starts_at: datetime
    ends_at: datetime
    topic: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantReminder:
    """What a participant is reminded of: the sessions of a day of their class. link: where it meets online."""

    enrolment: int
    on: date
    name: str
    email: str
    title: str
    agency: str
    link: str
    code: str
    token: str
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    """The sessions of one class on one day, the first to last."""

    on: date
    sessions: tuple[Session, ...]

    @property
    def first(self) -> Session:
        return self.sessions[0]


def participants_to_remind(*, on: date) -> tuple[ParticipantReminder, ...]:
    """The participants to write to on a day, by day of the class and name. Three queries at most."""
    days = _days(on)
    if not days:
        return ()
    by_class: dict[int, list[_Day]] = defaultdict(list)
    for day in days:
        by_class[day.first.training_class_id].append(day)
    sent = set(
        ClassReminder.objects.filter(on__gte=on, sent_at__isnull=False).order_by("pk").values_list("enrolment", "on")
    )
    rows = Enrolment.objects.filter(training_class__in=by_class, state=EnrolmentState.ENROLLED)
    rows = rows.exclude(person__email="").select_related("person").order_by("person__folded", "pk")
    found = [
        _participant(row, day)
        for row in rows
        for day in by_class[row.training_class_id]
        if (row.pk, day.on) not in sent
    ]
    return tuple(sorted(found, key=lambda one: one.on))


def staff_to_remind(*, on: date) -> tuple[PersonReminders, ...]:
    """The accounts that run a class, with the days to come, as letters address them. Three queries at most."""
    days = _days(on)
    by_class: dict[int, list[_Day]] = defaultdict(list)
    for day in days:
        by_class[day.first.training_class_id].append(day)
    rows = ClassStaff.objects.filter(training_class__in=by_class, user__is_active=True, user__is_sample=False)
    rows = rows.exclude(user__email="").select_related("user").order_by("user__full_name", "user", "pk")
    sent = _sent_to_staff(on)
    items: dict[User, list[ReminderItem]] = defaultdict(list)
    for row in rows:
        for day in by_class[row.training_class_id]:
            if (row.user_id, row.training_class_id, day.on) not in sent:
                items[row.user].append(_item(day))
    return tuple(
        PersonReminders(Recipient(user.full_name, user.pk, user.email, user.language), tuple(many))
        for user, many in items.items()
    )


def with_classes(
    people: Sequence[PersonReminders], of_classes: Sequence[PersonReminders]
) -> tuple[PersonReminders, ...]:
    """One letter a person: what is due to them with the classes that they run and what else training has for them."""
    items: dict[Recipient, list[ReminderItem]] = {one.recipient: list(one.items) for one in people}
    for one in of_classes:
        items.setdefault(one.recipient, []).extend(one.items)
    return tuple(
        PersonReminders(person, tuple(sorted(many, key=lambda item: (item.due_on, item.subject, item.title))))
        for person, many in sorted(items.items())
    )


def _days(on: date) -> list[_Day]:
    begins = make_aware(datetime.combine(on, time.min))
    rows = Session.objects.filter(
        starts_at__gte=begins,
        starts_at__lt=begins + AHEAD + timedelta(days=1),
        cancelled_at__isnull=True,
        training_class__is_sample=False,
        training_class__activity__status__in=OPEN_STATUSES,
    )
    rows = rows.select_related("training_class__activity__agency", "training_class__activity__plan__unit")
    grouped: dict[tuple[int, date], list[Session]] = defaultdict(list)
    for row in rows.order_by("starts_at", "pk"):
        grouped[row.training_class_id, localdate(row.starts_at)].append(row)
    return [_Day(day, tuple(sessions)) for (_class, day), sessions in grouped.items()]


def _participant(row: Enrolment, day: _Day) -> ParticipantReminder:
    activity = day.first.training_class.activity
    return ParticipantReminder(
        enrolment=row.pk,
        on=day.on,
        name=row.person.name,
        email=row.person.email,
        title=activity.title,
        agency=activity.agency.name,
        link=day.first.training_class.link,
        code=row.code,
        token=row.token,
        sittings=tuple(_sittings(day.sessions, activity.place)),
    )


def _sittings(sessions: Iterable[Session], place: str) -> Iterable[Sitting]:
    for one in sessions:
        yield Sitting(one.starts_at, one.ends_at, one.topic, one.place or place)


def _item(day: _Day) -> ReminderItem:
    number, activity = day.first.training_class_id, day.first.training_class.activity
    plan = activity.plan
    return ReminderItem(
        subject=ReminderSubject.TRAINING_CLASS,
        number=number,
        page=(TrainingKind.TRAINING_CLASS.value, number),
        title=activity.title,
        plan=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        whose=activity.agency.name,
        due_on=day.on,
        kind=ReminderKind.DAY_BEFORE,
    )


def _sent_to_staff(on: date) -> set[tuple[int, int, date]]:
    rows = Reminder.objects.filter(
        subject_kind=ReminderSubject.TRAINING_CLASS, due_on__gte=on, sent_at__isnull=False
    ).order_by("pk")
    return set(rows.values_list("recipient_id", "subject_id", "due_on"))
