"""Reminders: when, to whom, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant, User
from nscl.plans.models import ReportingDuty
from nscl.records.models import AuditEvent
from nscl.work.enums import ActivityStatus, ReminderKind
from nscl.work.models import Activity, Reminder
from nscl.work.operations.reminders import CLAIM_FOR, LetterRefused, send_reminders
from nscl.work.queries.reminders import PersonReminders, WhyNot, reminders_due
from nscl.work.rules.reminders import OVERDUE_FOR, ReminderSubject, days_around, reminder_due
from tests.factories.difficulties import DUE, assigned, today_agency
from tests.factories.people import AT, make_person
from tests.factories.work import a_plan, add, amend_plan
from tests.work.conftest import Site

WEEK, DAY, LATE = ReminderKind.WEEK_BEFORE, ReminderKind.DAY_BEFORE, ReminderKind.OVERDUE
DUE_ON = date(2024, 5, 20)


# --- when


@pytest.mark.parametrize(
    ("left", "sent", "due"),
    [
        (8, [], None),
        (7, [], WEEK),
        (6, [], WEEK),  # the job did not run on the seventh day
        (6, [WEEK], None),
        (2, [], WEEK),
        (1, [], DAY),  # not the week's as well
        (1, [WEEK], DAY),
        (0, [WEEK], DAY),
        (0, [WEEK, DAY], None),
        (-1, [WEEK, DAY], LATE),
        (-30, [], LATE),
        (-30, [LATE], None),
        (-60, [], LATE),
        (-61, [], None),
        (3, [DAY], None),  # the clock of the machine went back
    ],
)
def test_when_somebody_is_reminded(left: int, sent: list[ReminderKind], due: ReminderKind | None) -> None:
    assert reminder_due(DUE_ON, DUE_ON - timedelta(days=left), sent) is due


def test_whatever_days_the_job_runs_nobody_is_reminded_twice_of_a_kind() -> None:
    for days in ([7, 1, -1], [8, 6, 5, 0, -3, -4], [2, 1, 0, -1], [-5], [7, 7, 1, 1]):
        sent: list[ReminderKind] = []
        for left in days:
            kind = reminder_due(DUE_ON, DUE_ON - timedelta(days=left), sent)
            sent += [kind] if kind is not None else []
        assert len(sent) == len(set(sent))
        assert sent == sorted(sent, key=list(ReminderKind).index)


@pytest.mark.parametrize(
    ("month", "day", "on", "around"),
    [
        (11, 20, date(2026, 11, 20), (date(2025, 11, 20), date(2026, 11, 20))),
        (11, 20, date(2026, 11, 21), (date(2026, 11, 20), date(2027, 11, 20))),
        (2, 29, date(2027, 1, 1), (date(2026, 2, 28), date(2027, 2, 28))),
        (12, 31, date(2027, 1, 1), (date(2026, 12, 31), date(2027, 12, 31))),
        (11, 31, date(2026, 11, 1), (date(2025, 11, 30), date(2026, 11, 30))),
    ],
)
def test_the_days_of_the_year_around(month: int, day: int, on: date, around: tuple[date, date]) -> None:
    assert days_around(month, day, on) == around


# --- to whom

pytestmark = pytest.mark.django_db


def an_activity(site: Site, **changes: Any) -> int:
    return add(site.annual, a_plan(site.task, starts_on=DUE_ON, **changes)).number


def told(on: date) -> dict[str, list[tuple[str, ReminderKind]]]:
    """Names → what they are reminded of on a day."""
    return {one.recipient.name: [(item.title, item.kind) for item in one.items] for one in reminders_due(on=on).people}


def of(person: User, on: date) -> PersonReminders:
    return next(one for one in reminders_due(on=on).people if one.recipient.number == person.pk)


def test_the_responsible_person_hears_and_else_the_agencys_focal_points(site: Site) -> None:
    officer = site.people[Role.PROVINCE_OFFICER]
    an_activity(site, title="Việc có người", responsible_id=officer.pk)
    an_activity(site, title="Việc chung")
    assert told(DUE_ON - timedelta(days=7)) == {
        officer.full_name: [("Việc có người", WEEK)],
        site.own.full_name: [("Việc chung", WEEK)],
    }
    User.objects.filter(pk=officer.pk).update(is_active=False)
    due = reminders_due(on=DUE_ON)
    assert [(one.name, one.why) for one in due.unreachable] == [(officer.full_name, WhyNot.LOCKED)]
    assert told(DUE_ON) == {site.own.full_name: [("Việc chung", DAY), ("Việc có người", DAY)]}


@pytest.mark.parametrize(
    ("change", "why"),
    [({"is_active": False}, WhyNot.LOCKED), ({"is_sample": True}, WhyNot.SAMPLE), ({"email": ""}, WhyNot.NO_ADDRESS)],
)
def test_who_cannot_be_reached_is_listed(site: Site, change: dict[str, Any], why: WhyNot) -> None:
    an_activity(site)
    User.objects.filter(pk=site.own.pk).update(**change)
    due = reminders_due(on=DUE_ON)
    assert due.people == ()
    assert [(one.number, one.why) for one in due.unreachable] == [(site.own.pk, why)]
    assert [one.dates for one in due.unheard] == [1]


def test_who_may_not_see_the_work_any_more_gets_no_letter_about_it(site: Site) -> None:
    person = make_person(Role.AGENCY_FOCAL_POINT, full_name="Người đã chuyển")
    an_activity(site, responsible_id=person.pk)
    RoleGrant.objects.filter(user=person).update(revoked_at=AT)
    due = reminders_due(on=DUE_ON)
    assert [(one.number, one.why) for one in due.unreachable] == [(person.pk, WhyNot.NO_ACCESS)]
    assert [one.recipient.number for one in due.people] == [site.own.pk]


@pytest.mark.parametrize(
    "change",
    [
        {"status": ActivityStatus.CANCELLED, "cancel_reason": "x"},
        {"status": ActivityStatus.DONE, "done_on": DUE_ON},
        {"is_sample": True},
        {"starts_on": DUE_ON - timedelta(days=90), "ends_on": DUE_ON - OVERDUE_FOR - timedelta(days=1)},
    ],
    ids=["cancelled", "done", "sample", "long ago"],
)
def test_what_nobody_is_to_be_reminded_of(site: Site, change: dict[str, Any]) -> None:
    Activity.objects.filter(pk=an_activity(site)).update(**change)
    assert told(DUE_ON) == {}


def test_a_report_of_all_bodies_is_the_matter_of_every_focal_point_but_the_recipients(site: Site) -> None:
    outsider, officer = site.people[Role.AGENCY_FOCAL_POINT], site.people[Role.PROVINCE_OFFICER]
    on = date(2024, 11, 13)  # a week before the report of the small plan to Sở KH&CN, by "các sở, ngành", Sở Y tế
    due = reminders_due(on=on)
    found = {one.recipient.number: [(item.subject, item.whose) for item in one.items] for one in due.people}
    assert found == {
        outsider.pk: [(ReminderSubject.REPORTING, "Các sở, ngành")],
        officer.pk: [(ReminderSubject.REPORTING, "Sở Y tế")],  # which has no focal point
    }


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("on", [date(2026, 11, 13), date(2020, 11, 13), date(2024, 12, 20)])
def test_no_report_is_owed_outside_the_plan_or_asked_for_long_after(on: date) -> None:
    assert told(on) == {}


def test_an_amendment_is_no_reason_to_remind_of_a_report_again(site: Site) -> None:
    outsider = site.people[Role.AGENCY_FOCAL_POINT]
    on = date(2024, 11, 13)
    send_reminders(reminders=of(outsider, on), post=lambda _letter: None, at=AT)
    amend_plan(site.plan)
    assert ReportingDuty.objects.filter(edition__state="issued", continues__isnull=False).exists()
    assert outsider.full_name not in told(on)


def test_who_shall_answer_a_difficulty_is_reminded(site: Site) -> None:
    assigned(site.plan, to=today_agency())
    due = reminders_due(on=DUE - timedelta(days=1))
    found = [item for one in due.people for item in one.items if item.subject is ReminderSubject.DIFFICULTY]
    assert [(item.due_on, item.kind) for item in found] == [(DUE, DAY)]


def test_the_queries_do_not_grow_with_what_is_due(site: Site) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reminders_due(on=DUE_ON).people
        return len(captured)

    an_activity(site, title="Một")
    few = queries()
    for number in range(20):
        an_activity(site, title=f"Việc {number}", responsible_id=make_person(Role.PROVINCE_OFFICER).pk)
    assert queries() == few <= 11


# --- once


def test_a_letter_goes_once_and_is_remembered(site: Site) -> None:
    an_activity(site, title="Một")
    an_activity(site, title="Hai")
    letters: list[PersonReminders] = []
    before = AuditEvent.objects.count()
    waiting = of(site.own, DUE_ON)
    done = send_reminders(reminders=waiting, post=letters.append, at=AT)
    assert done == waiting
    assert letters == [waiting]
    assert [(row.kind, row.sent_at) for row in Reminder.objects.order_by("pk")] == [(DAY, AT), (DAY, AT)]
    assert AuditEvent.objects.count() == before + 1
    assert told(DUE_ON) == {}
    # A run that had looked before the first had sent: nothing is left for it.
    assert send_reminders(reminders=waiting, post=letters.append, at=AT + timedelta(hours=1)).items == ()
    assert len(letters) == 1


def test_a_date_that_moves_is_reminded_of_anew(site: Site) -> None:
    number = an_activity(site)
    send_reminders(reminders=of(site.own, DUE_ON), post=lambda _letter: None, at=AT)
    Activity.objects.filter(pk=number).update(ends_on=DUE_ON + timedelta(days=7))
    assert [kind for _title, kind in told(DUE_ON)[site.own.full_name]] == [WEEK]


def refusing(_letter: PersonReminders) -> None:
    raise LetterRefused("550 no such mailbox")


def test_what_is_refused_is_tried_again(site: Site) -> None:
    an_activity(site)
    events = AuditEvent.objects.count()
    with pytest.raises(LetterRefused):
        send_reminders(reminders=of(site.own, DUE_ON), post=refusing, at=AT)
    assert (Reminder.objects.count(), AuditEvent.objects.count()) == (0, events)
    assert site.own.full_name in told(DUE_ON)


@pytest.mark.parametrize(("later", "goes"), [(CLAIM_FOR - timedelta(minutes=1), 0), (CLAIM_FOR * 2, 1)])
def test_a_claim_of_a_run_that_died_runs_out(site: Site, later: timedelta, goes: int) -> None:
    an_activity(site)
    waiting = of(site.own, DUE_ON)
    (item,) = waiting.items
    Reminder.objects.create(
        recipient=site.own,
        subject_kind=item.subject,
        subject_id=item.number,
        due_on=item.due_on,
        kind=item.kind,
        claimed_at=AT,
    )
    letters: list[PersonReminders] = []
    send_reminders(reminders=of(site.own, DUE_ON), post=letters.append, at=AT + later)
    assert len(letters) == goes
    assert Reminder.objects.filter(sent_at__isnull=False).count() == goes
