"""The sheet: when it opens, whom it marks, what a correction leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.operations import SYSTEM
from nscl.training.enums import AttendanceSource, AttendanceState
from nscl.training.models import Attendance, AttendanceStep, Session
from nscl.training.operations.attendance import mark
from nscl.training.operations.classes import add_staff, edit_class
from nscl.training.operations.errors import EnrolmentGone, Refused, StateRefused
from nscl.training.rules.attendance import SessionFacts, days_of, held, may_mark
from nscl.training.rules.values import ClassValues
from nscl.work.models import Activity
from tests.factories.people import AT
from tests.factories.training import DAYS, World, a_person, enrol_people, finish, mark_present, moment

PRESENT, ABSENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED


def test_a_session_is_marked_from_an_hour_before_it_begins() -> None:
    session = SessionFacts(1, moment(DAYS[0], 8), moment(DAYS[0], 11))
    assert not may_mark(session, moment(DAYS[0], 6, 59))
    assert may_mark(session, moment(DAYS[0], 7))
    assert may_mark(session, AT)
    cancelled = SessionFacts(2, moment(DAYS[1], 8), moment(DAYS[1], 11), is_cancelled=True)
    assert not may_mark(cancelled, AT)
    assert held([session, cancelled], AT) == (session,)
    assert held([session], moment(DAYS[0], 10)) == ()
    assert days_of([session, cancelled]) == (DAYS[0], DAYS[0])
    assert days_of([cancelled]) is None


def test_the_sheet_is_refused_too_early_and_for_a_cancelled_session(world: World) -> None:
    one = world.people[0].number
    with pytest.raises(StateRefused, match="từ 07:00 ngày 14/05/2024"):
        mark_present(world.sessions[0], [one], at=moment(DAYS[0], 6))
    Session.objects.filter(pk=world.sessions[0]).update(cancelled_at=AT, cancel_reason="Mưa")
    with pytest.raises(StateRefused, match="đã hủy"):
        mark_present(world.sessions[0], [one])


def test_a_correction_leaves_who_when_and_why(world: World) -> None:
    session, one = world.sessions[0], world.people[0].number
    mark_present(session, [one], at=moment(DAYS[0], 8))
    done = mark(
        session=session, marks={one: EXCUSED}, reason="Có đơn xin phép", viewer=None, by=SYSTEM, at=moment(DAYS[0], 9)
    )
    assert (done.new, done.corrected, done.same) == (0, 1, 0)
    step = AttendanceStep.objects.get()
    assert (step.from_state, step.to_state, step.at, step.reason) == (
        PRESENT,
        EXCUSED,
        moment(DAYS[0], 9),
        "Có đơn xin phép",
    )
    assert mark(session=session, marks={one: EXCUSED}, viewer=None, by=SYSTEM, at=AT).same == 1
    assert AttendanceStep.objects.count() == 1


def test_a_sheet_opened_before_a_check_in_does_not_undo_it(world: World) -> None:
    session = world.sessions[0]
    first, second = (one.number for one in world.people[:2])
    # At the door, after the sheet was opened with nobody marked.
    mark(session=session, marks={first: PRESENT}, source=AttendanceSource.CHECK_IN, viewer=None, by=SYSTEM, at=AT)
    sheet = {first: ABSENT, second: ABSENT}
    done = mark(session=session, marks=sheet, seen={first: None, second: None}, viewer=None, by=SYSTEM, at=AT)
    assert (done.new, done.left) == (1, (first,))
    assert Attendance.objects.get(enrolment=first).state == PRESENT
    done = mark(session=session, marks=sheet, seen={first: PRESENT, second: ABSENT}, viewer=None, by=SYSTEM, at=AT)
    assert (done.corrected, done.same, done.left) == (1, 1, ())


def test_only_people_with_a_place_are_marked(world: World) -> None:
    values = ClassValues(course_id=world.course, capacity=4)
    edit_class(number=world.number, version=None, values=values, viewer=None, by=SYSTEM, at=AT)
    (late,) = enrol_people(world.number, [a_person("Phùng Thị Chờ")])
    with pytest.raises(StateRefused, match=r"Phùng Thị Chờ đang chờ chỗ.*cho vào danh sách"):
        mark_present(world.sessions[0], [late.number])
    with pytest.raises(EnrolmentGone):
        mark_present(world.sessions[0], [10**6])


def test_staff_of_the_class_mark_it_and_others_do_not(world: World, outsider: Viewer, focal: Viewer) -> None:
    act: dict[str, Any] = {
        "session": world.sessions[0],
        "marks": {world.people[0].number: PRESENT},
        "by": SYSTEM,
        "at": AT,
    }
    with pytest.raises(NotAllowed):
        mark(viewer=outsider, **act)
    add_staff(training_class=world.number, user=outsider.number, viewer=focal, by=SYSTEM, at=AT)
    assert mark(viewer=outsider, **act).new == 1
    assert mark(viewer=focal, **act).same == 1


def test_attendance_of_a_done_class_is_corrected_with_a_reason_and_the_tally_follows(world: World) -> None:
    finish(world)
    before = Activity.objects.get(pk=world.activity)
    last = world.people[3].number
    with pytest.raises(Refused, match="phải ghi lý do"):
        mark_present(world.sessions[0], [last])
    mark(
        session=world.sessions[0],
        marks={last: PRESENT},
        reason="Sót tên trên giấy",
        viewer=None,
        by=SYSTEM,
        at=AT + timedelta(days=1),
    )
    row = Activity.objects.get(pk=world.activity)
    assert [int(output.quantity) for output in row.outputs.order_by("pk")] == [4]
    assert dict(row.participations.order_by("pk").values_list("kind", "people"))["other"] == 1
    # Nobody who has the activity's form open is stopped by it.
    assert row.version == before.version
