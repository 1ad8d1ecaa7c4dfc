"""`nscl remind` before a session: participants with an address and who runs the class, each once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from nscl.accounts.enums import Role
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.training.models import ClassReminder
from nscl.training.operations.classes import add_staff, cancel_session
from nscl.training.operations.enrolments import withdraw
from nscl.training.operations.reminding import remind_participant
from nscl.training.queries.reminders import participants_to_remind
from nscl.work.operations.reminders import CLAIM_FOR
from tests.cli.test_remind import SITE, remind, turned_on
from tests.factories.people import AT, make_person
from tests.factories.training import DAYS, World, a_class, a_person, enrol_people, morning
from tests.training.conftest import built, site, world
from tests.work.conftest import Site

__all__ = ["built", "site", "turned_on", "world"]
pytestmark = pytest.mark.django_db
THE_DAY_BEFORE = DAYS[0] - timedelta(days=1)


def with_addresses(world: World) -> int:
    """Two people with an address on the list of the class; one who withdrew."""
    names = ("Đào Thị Thư", "Hà Văn Thư", "Lý Văn Rút")
    people = enrol_people(world.number, [a_person(name, email=f"thu{n}@thu.example") for n, name in enumerate(names)])
    withdraw(enrolment=people[2].number, viewer=None, by=SYSTEM, at=AT)
    return len(people) - 1


def letters(on: date) -> list[Any]:
    mail.outbox.clear()
    assert remind(on=on).exit_code == 0
    return [one for one in mail.outbox if "học" in one.subject]


def test_participants_are_told_the_day_before_once_with_their_own_page(world: World) -> None:
    count = with_addresses(world)
    assert not letters(THE_DAY_BEFORE - timedelta(days=1))
    sent = letters(THE_DAY_BEFORE)
    assert [one.to for one in sent] == [["thu0@thu.example"], ["thu1@thu.example"]]
    assert sent[0].subject == "Ngày mai học: Lớp 5S khóa 1"
    assert "08:00–11:30" in sent[0].body
    assert f"{SITE}/hoc-vien/" in sent[0].body
    assert not letters(THE_DAY_BEFORE)
    # The second day is another letter; those who heard of the first hear of it too.
    assert len(letters(DAYS[0])) == count
    assert AuditEvent.objects.filter(action="participant.reminded").count() == 2 * count


def test_a_cancelled_session_and_a_sample_class_remind_nobody(world: World, site: Site) -> None:
    with_addresses(world)
    cancel_session(session=world.sessions[0], reason="Mưa bão", viewer=None, by=SYSTEM, at=AT)
    assert not letters(THE_DAY_BEFORE)
    a_class(site.annual, site.second, world.course, title="Lớp khác", sessions=[morning(DAYS[0])])
    assert not letters(THE_DAY_BEFORE)


def test_who_runs_the_class_finds_it_in_their_letter(world: World) -> None:
    person = make_person(Role.AGENCY_FOCAL_POINT, full_name="Lê Văn Phụ Trách")
    add_staff(training_class=world.number, user=person.pk, viewer=None, by=SYSTEM, at=AT)
    mail.outbox.clear()
    remind(on=THE_DAY_BEFORE)
    (letter,) = [one for one in mail.outbox if one.to == [person.email]]
    assert "Buổi học của lớp: Lớp 5S khóa 1" in letter.body
    assert "Ngày mai, 14/05/2024" in letter.body
    assert f"{SITE}/dao-tao/lop/{world.number}/" in letter.body
    mail.outbox.clear()
    remind(on=THE_DAY_BEFORE)
    assert not [one for one in mail.outbox if one.to == [person.email]]


def test_two_runs_at_once_send_once_and_a_run_that_died_is_made_up_for(world: World) -> None:
    with_addresses(world)
    first, _second = participants_to_remind(on=THE_DAY_BEFORE)
    sent: list[str] = []

    def dies(_reminder: object) -> None:
        # Another run comes in the middle of this one.
        assert not remind_participant(reminder=first, post=lambda one: sent.append(one.name), at=AT)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        remind_participant(reminder=first, post=dies, at=AT)
    assert not sent
    ClassReminder.objects.create(enrolment_id=first.enrolment, on=first.on, claimed_at=AT)
    assert not remind_participant(reminder=first, post=lambda one: sent.append(one.name), at=AT + CLAIM_FOR)
    late = AT + CLAIM_FOR + timedelta(seconds=1)
    assert remind_participant(reminder=first, post=lambda one: sent.append(one.name), at=late)
    assert sent == [first.name]


def test_the_database_keeps_reminders_once_and_in_order(world: World) -> None:
    row = {"enrolment_id": world.people[0].number, "on": DAYS[0], "claimed_at": AT}
    ClassReminder.objects.create(**row)
    with pytest.raises(IntegrityError, match=r"training_reminder_once|training_classreminder\."), transaction.atomic():
        ClassReminder.objects.create(**row)
    with pytest.raises(IntegrityError, match="training_reminder_claimed_first"), transaction.atomic():
        ClassReminder.objects.create(**{**row, "on": DAYS[1]}, sent_at=AT - timedelta(seconds=1))


def test_a_dry_run_says_how_many_and_sends_none(world: World) -> None:
    with_addresses(world)
    mail.outbox.clear()
    said = remind("--dry-run", on=THE_DAY_BEFORE)
    assert "2 thư cho học viên có buổi học" in said.output
    assert not mail.outbox
    assert not ClassReminder.objects.exists()
