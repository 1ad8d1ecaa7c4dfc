"""What is to be done until when: cases that wait for somebody, and whom to remind of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewers_of
from nscl.accounts.rules import Viewer
from nscl.plans.rules import plan_label
from nscl.rulebook.errors import UnknownYear
from nscl.support.enums import CaseState, SupportKind
from nscl.support.models import SupportCase
from nscl.support.queries.access import case_label, visible_cases
from nscl.support.queries.rulebook import calendar, vocabulary
from nscl.support.rules.moves import WAITS_FOR
from nscl.work.enums import ReminderKind
from nscl.work.models import Reminder
from nscl.work.queries.reminders import PersonReminders, ReminderItem
from nscl.work.queries.reminders.people import Recipient
from nscl.work.rules.reminders import OVERDUE_FOR, ReminderSubject

REMIND_BEFORE: Final = 2  # working days
_ROLES: Final = (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.PROVINCE_FINANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A case with a deadline. waits_for: whoever may do what is waited for; None: the organisation itself."""

    number: int
    label: str
    organisation: str
    content: str
    state: CaseState
    unit_id: int
    waits_for: Permission | None
    due_on: date
    due_unverified: bool
    is_late: bool
    escalated_at: datetime | None
    is_sample: bool


def list_due(
    viewer: Viewer | None, on: date, *, until: date | None = None, unit_ids: Iterable[int] | None = None
) -> tuple[DueRow, ...]:
    """The cases with a deadline, the most urgent first; until: those due by then alone. One query. viewer None: all."""
    rows = SupportCase.objects.all() if viewer is None else visible_cases(viewer)
    rows = _waiting(rows)
    if until is not None:
        rows = rows.filter(due_on__lte=until)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return tuple(_due(row, on) for row in rows.select_related("organisation").order_by("due_on", "pk"))


def support_to_remind(*, on: date) -> tuple[PersonReminders, ...]:
    """Whom to write to on a day: who is waited for, two working days before; the leaders, once it is late. Each once.

    Late rather than never: what was not sent is made up for on the next days. Samples are left out. Five queries.
    """
    rows = _waiting(SupportCase.objects.filter(is_sample=False, due_on__gte=on - OVERDUE_FOR))
    rows = rows.select_related("organisation", "plan__unit").order_by("due_on", "pk")
    wanted = [(row, kind) for row in rows if (kind := _kind(row, on)) is not None]
    if not wanted:
        return ()
    people = _people()
    sent = _sent(on)
    items: dict[Recipient, list[ReminderItem]] = defaultdict(list)
    for row, kind in wanted:
        permission = Permission.DECIDE_SUPPORT if kind is ReminderKind.OVERDUE else WAITS_FOR.get(CaseState(row.state))
        if permission is None or row.due_on is None:
            continue
        for person, viewer in people:
            is_told = (person.number, row.pk, row.due_on, kind.value) in sent
            if not is_told and viewer.may(permission, row.unit_id):
                items[person].append(_item(row, row.due_on, kind))
    return tuple(PersonReminders(person, tuple(many)) for person, many in items.items())


def _waiting(rows: QuerySet[SupportCase]) -> QuerySet[SupportCase]:
    return rows.filter(due_on__isnull=False, state__in=[*WAITS_FOR, CaseState.SUPPLEMENT])


def _due(row: SupportCase, on: date) -> DueRow:
    due_on = row.due_on or date.max
    return DueRow(
        number=row.pk,
        label=case_label(row.year, row.number),
        organisation=row.organisation.name,
        content=vocabulary().contents.get(row.content, row.content),
        state=CaseState(row.state),
        unit_id=row.unit_id,
        waits_for=WAITS_FOR.get(CaseState(row.state)),
        due_on=due_on,
        due_unverified=row.due_unverified,
        is_late=due_on < on,
        escalated_at=row.escalated_at,
        is_sample=row.is_sample,
    )


def _kind(row: SupportCase, on: date) -> ReminderKind | None:
    """Which reminder a case calls for on a day. A deadline of the organisation's own is told on its page."""
    if row.due_on is None or row.state == CaseState.SUPPLEMENT:
        return None
    if row.due_on < on:
        return ReminderKind.OVERDUE
    try:
        left = calendar().working_days_between(on, row.due_on)
    except UnknownYear:
        left = (row.due_on - on).days
    return ReminderKind.TWO_DAYS_BEFORE if left <= REMIND_BEFORE else None


def _people() -> list[tuple[Recipient, Viewer]]:
    """Those of the province who can be written to."""
    rows = User.objects.filter(
        grants__role__in=_ROLES, grants__revoked_at__isnull=True, is_active=True, is_sample=False
    )
    users = list(rows.exclude(email="").distinct().order_by("full_name", "pk"))
    viewers = viewers_of(users)
    return [(Recipient(one.full_name, one.pk, one.email, one.language), viewers[one.pk]) for one in users]


def _sent(on: date) -> set[tuple[int, int, date, str]]:
    rows = Reminder.objects.filter(
        subject_kind=ReminderSubject.SUPPORT_CASE, due_on__gte=on - OVERDUE_FOR, sent_at__isnull=False
    )
    return set(rows.order_by("pk").values_list("recipient_id", "subject_id", "due_on", "kind"))


def _item(row: SupportCase, due_on: date, kind: ReminderKind) -> ReminderItem:
    plan = row.plan
    return ReminderItem(
        subject=ReminderSubject.SUPPORT_CASE,
        number=row.pk,
        page=(SupportKind.CASE.value, row.pk),
        title=f"{case_label(row.year, row.number)}, {row.organisation.name}",
        plan=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        whose=vocabulary().contents.get(row.content, row.content),
        due_on=due_on,
        kind=kind,
    )
