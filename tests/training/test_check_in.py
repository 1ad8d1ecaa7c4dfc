"""Self check-in: who is marked, who is told what, and that the database alone decides of two at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.organisations.models import Person
from nscl.records.operations import SYSTEM
from nscl.training.enums import AttendanceSource, AttendanceState
from nscl.training.models import Attendance, AttendanceStep, Enrolment, TrainingClass
from nscl.training.operations.check_in import Answer, CheckedIn, check_in
from nscl.training.operations.classes import cancel_session
from nscl.training.operations.enrolments import withdraw
from nscl.training.rules.check_in import Who
from tests.factories.training import DAYS, NAMES, World, a_person, enrol_people, mark_present, moment

HERE = moment(DAYS[0], 8, 5)
PHONE, SECOND_PHONE = "0" * 32, "1" * 32
pytestmark = pytest.mark.django_db


def of(world: World, place: int) -> Who:
    """The telephone number of one of the world's people."""
    return Who(phone=Person.objects.get(pk=world.people[place].person).phone)


def come(world: World, who: Who, phone: str = PHONE, session: int = 0, minutes: int = 0) -> CheckedIn:
    at = HERE + timedelta(days=session, minutes=minutes)
    return check_in(session=world.sessions[session], who=who, device=phone, at=at)


def test_by_phone_or_by_code_each_is_marked_once(world: World) -> None:
    assert come(world, of(world, 0)) == CheckedIn(Answer.DONE, NAMES[0])
    assert come(world, Who(code=world.people[1].code), SECOND_PHONE) == CheckedIn(Answer.DONE, NAMES[1])
    rows = Attendance.objects.order_by("pk")
    assert [(row.state, row.source, row.marked_at, row.marked_by) for row in rows] == [
        (AttendanceState.PRESENT, AttendanceSource.CHECK_IN, HERE, None)
    ] * 2
    assert Enrolment.objects.get(pk=world.people[0].number).attended == 1
    # The same phone at the next session is as good as any.
    assert come(world, of(world, 0), session=1).answer is Answer.DONE
    assert Enrolment.objects.get(pk=world.people[0].number).attended == 2


def test_the_second_time_is_told_apart(world: World) -> None:
    come(world, of(world, 0))
    assert come(world, of(world, 0)) == CheckedIn(Answer.AGAIN, NAMES[0])
    assert come(world, of(world, 0), SECOND_PHONE) == CheckedIn(Answer.ALREADY)
    assert come(world, of(world, 1)) == CheckedIn(Answer.PHONE_USED)
    assert Attendance.objects.count() == 1


def test_who_is_not_on_the_list_waits_or_withdrew(world: World) -> None:
    assert come(world, Who(phone="+84999999999")) == CheckedIn(Answer.NOT_LISTED)
    assert come(world, Who(code="abcdef")) == CheckedIn(Answer.NOT_LISTED)
    TrainingClass.objects.filter(pk=world.number).update(capacity=4)
    (late,) = enrol_people(world.number, [a_person("Ngô Văn Muộn")])
    assert come(world, Who(code=late.code)) == CheckedIn(Answer.WAITING)
    withdraw(enrolment=world.people[3].number, viewer=None, by=SYSTEM, at=HERE)
    assert come(world, of(world, 3)) == CheckedIn(Answer.NOT_LISTED)
    assert come(world, Who(code=late.code)).answer is Answer.DONE, "the place that became free is theirs"


def test_a_number_that_two_share_needs_the_code(world: World) -> None:
    shared = of(world, 0).phone
    (other,) = enrol_people(world.number, [a_person("Trịnh Văn Chung", phone=shared)])
    assert come(world, Who(phone=shared)) == CheckedIn(Answer.SHARED_PHONE)
    assert come(world, Who(code=other.code)) == CheckedIn(Answer.DONE, "Trịnh Văn Chung")


@pytest.mark.parametrize(("minutes", "answer"), [(-21, Answer.NOT_YET), (-20, Answer.DONE), (206, Answer.OVER)])
def test_only_while_the_session_is_open(world: World, minutes: int, answer: Answer) -> None:
    assert come(world, of(world, 0), minutes=minutes).answer is answer


def test_a_cancelled_session_and_one_that_is_not_there_take_nobody(world: World) -> None:
    cancel_session(session=world.sessions[0], reason="Mưa bão", viewer=None, by=SYSTEM, at=HERE)
    assert come(world, of(world, 0)).answer is Answer.CLOSED
    assert check_in(session=0, who=of(world, 0), device=PHONE, at=HERE).answer is Answer.CLOSED
    assert not Attendance.objects.exists()


def test_who_was_written_down_as_absent_and_comes_late_is_there_with_a_step(world: World) -> None:
    late = world.people[0].number
    mark_present(world.sessions[0], [late], state="absent", at=HERE)
    assert come(world, of(world, 0)) == CheckedIn(Answer.DONE, NAMES[0])
    step = AttendanceStep.objects.get()
    assert (step.from_state, step.to_state, step.source) == ("absent", "present", AttendanceSource.CHECK_IN)
    assert Enrolment.objects.get(pk=late).attended == 1


def test_what_the_staff_corrected_after_a_check_in_stays(world: World) -> None:
    come(world, of(world, 0))
    mark_present(world.sessions[0], [world.people[0].number], state="absent", at=HERE + timedelta(hours=1))
    assert come(world, of(world, 0), minutes=70) == CheckedIn(Answer.CORRECTED)
    assert Attendance.objects.get().state == AttendanceState.ABSENT


def test_who_was_absent_cannot_come_with_a_phone_that_is_used(world: World) -> None:
    come(world, of(world, 0))
    mark_present(world.sessions[0], [world.people[1].number], state="absent", at=HERE)
    assert come(world, of(world, 1)).answer is Answer.PHONE_USED
    assert Attendance.objects.get(enrolment=world.people[1].number).state == AttendanceState.ABSENT


def test_a_check_in_asks_the_database_little(world: World) -> None:
    who = of(world, 0)
    with CaptureQueriesContext(connection) as queries:
        come(world, who)
    # Session, enrolment, a savepoint begun and released, class (PostgreSQL), state, the row.
    assert len(queries) <= 7, [one["sql"] for one in queries]
