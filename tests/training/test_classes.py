"""Courses and classes: opened, changed, closed, opened again; what the activity says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.training.enums import ClassMode, CourseLevel, CourseTopic, Registration
from nscl.training.models import Course, TrainingClass
from nscl.training.operations.classes import (
    Opening,
    add_session,
    add_staff,
    cancel_session,
    close_class,
    edit_class,
    edit_session,
    open_class,
    remove_staff,
    reopen_class,
    set_registration,
    set_trainers,
)
from nscl.training.operations.courses import add_course, edit_course, restore_course, retire_course
from nscl.training.operations.errors import Conflict, CourseExists, Refused, StateRefused, Unmarked
from nscl.training.queries.access import ClassMissing, find_class, find_public_class
from nscl.training.queries.courses import find_course, list_courses
from nscl.training.queries.sessions import list_sessions
from nscl.training.rules.values import ClassValues, CourseValues, TrainerValues
from nscl.work.enums import ActivityKind, ActivityStatus, ParticipantKind
from nscl.work.models import Activity
from nscl.work.operations.activities import cancel_activity
from nscl.work.rules.problems import Reason
from tests.factories.people import AT
from tests.factories.training import (
    DAYS,
    World,
    a_class,
    a_course,
    enrol_people,
    finish,
    mark_present,
    moment,
    morning,
    organisation,
    sessions_of,
)
from tests.factories.training import a_person as person
from tests.factories.work import a_plan, add, approve
from tests.work.conftest import Site

COURSE = CourseValues(
    title="Đo lường năng suất", topic=CourseTopic.PRODUCTIVITY, level=CourseLevel.BASIC, hours=Decimal("7.5")
)


def activity_of(world: World) -> Activity:
    return Activity.objects.get(pk=world.activity)


def tally(activity: int) -> tuple[list[int], dict[str, tuple[int, int | None, int]]]:
    """The activity's attendances, and people, women and organisations by kind."""
    row = Activity.objects.get(pk=activity)
    outputs = [int(quantity) for quantity in row.outputs.order_by("pk").values_list("quantity", flat=True)]
    people = row.participations.order_by("kind").values_list("kind", "people", "women", "organisations")
    return outputs, {kind: (count, women, firms) for kind, count, women, firms in people}


def test_a_course_is_kept_once_a_province_and_told_when_another_changed_it(world: World, officer: Viewer) -> None:
    unit = world.unit_id
    saved = add_course(unit_id=unit, values=COURSE, viewer=officer, by=SYSTEM, at=AT)
    with pytest.raises(CourseExists):
        add_course(unit_id=unit, values=replace(COURSE, title="ĐO  LƯỜNG năng suất"), viewer=None, by=SYSTEM, at=AT)
    changed = replace(COURSE, min_attendance_percent=75, hours=Decimal(8))
    edit_course(number=saved.number, version=1, values=changed, viewer=officer, by=SYSTEM, at=AT)
    with pytest.raises(Conflict) as late:
        edit_course(number=saved.number, version=1, values=COURSE, viewer=officer, by=SYSTEM, at=AT)
    assert {one.field for one in late.value.fields} == {"hours", "min_attendance_percent"}
    retire_course(number=saved.number, viewer=None, by=SYSTEM, at=AT)
    assert {row.number: row.retired_at for row in list_courses(officer)} == {world.course: None, saved.number: AT}
    with pytest.raises(Refused, match="không còn dùng"):
        a_class(activity_of(world).annual_plan_id, activity_of(world).task_id, saved.number, title="Lớp khác")
    restore_course(number=saved.number, viewer=None, by=SYSTEM, at=AT)
    assert find_course(officer, saved.number).values == changed


def test_a_course_says_what_is_wrong_with_it(world: World) -> None:
    wrong = replace(COURSE, title=" ", hours=Decimal(0), min_attendance_percent=120, validity_months=0)
    with pytest.raises(Refused) as refused:
        add_course(unit_id=world.unit_id, values=wrong, viewer=None, by=SYSTEM, at=AT)
    fields = {one.field for one in refused.value.problems}
    assert fields == {"title", "hours", "min_attendance_percent", "validity_months"}


def test_a_class_takes_its_rules_from_the_course_and_its_days_from_the_sessions(site: Site, world: World) -> None:
    course = a_course(world.unit_id, title="Khóa khác", min_test_percent=60, validity_months=24)
    number = a_class(site.annual, site.task, course, title="Lớp 2", sessions=[morning(date(2024, 9, 3))])
    row = TrainingClass.objects.select_related("activity").get(pk=number)
    assert (row.min_attendance_percent, row.min_test_percent, row.validity_months) == (80, 60, 24)
    assert (row.activity.starts_on, row.activity.ends_on) == (date(2024, 9, 3), date(2024, 9, 3))
    assert (row.activity.kind, row.activity.status) == (ActivityKind.TRAINING, ActivityStatus.RUNNING)
    added = add_session(training_class=number, values=morning(date(2024, 9, 5)), viewer=None, by=SYSTEM, at=AT).number
    row.activity.refresh_from_db()
    assert (row.activity.ends_on, row.activity.version) == (date(2024, 9, 5), 2)
    cancel_session(session=added, reason="Mưa bão", viewer=None, by=SYSTEM, at=AT)
    row.activity.refresh_from_db()
    assert row.activity.ends_on == date(2024, 9, 3)


def test_a_class_is_opened_for_an_activity_that_was_planned(site: Site, world: World, focal: Viewer) -> None:
    planned = add(site.annual, a_plan(site.task, kind=ActivityKind.TRAINING, title="Lớp đã dự kiến"))
    values = ClassValues(course_id=world.course, mode=ClassMode.ONLINE, link="https://hop.example/phong")
    by = Actor(focal.number, focal.name)
    number = open_class(opening=Opening(activity=planned.number), values=values, viewer=focal, by=by, at=AT).number
    header = find_class(focal, number)
    assert (header.title, header.link, header.status) == ("Lớp đã dự kiến", values.link, ActivityStatus.PLANNED)
    assert TrainingClass.objects.get(activity=planned.number).pk == number
    with pytest.raises(StateRefused, match="đã có lớp"):
        open_class(opening=Opening(activity=planned.number), values=values, viewer=focal, by=by, at=AT)
    conference = add(site.annual, a_plan(site.task))
    with pytest.raises(Refused, match="không mở lớp được"):
        open_class(opening=Opening(activity=conference.number), values=values, viewer=None, by=SYSTEM, at=AT)


def test_only_those_of_the_agency_run_a_class_and_its_staff_mark_it(
    world: World, focal: Viewer, outsider: Viewer, reader: Viewer
) -> None:
    assert find_class(focal, world.number).may_run
    for viewer in (outsider, reader):
        header = find_class(viewer, world.number)
        assert (header.may_run, header.takes_attendance, header.sees_contacts) == (False, False, False)
        with pytest.raises(NotAllowed):
            close_class(number=world.number, viewer=viewer, by=SYSTEM, at=AT)
    add_staff(training_class=world.number, user=outsider.number, viewer=focal, by=SYSTEM, at=AT)
    header = find_class(outsider, world.number)
    assert (header.may_run, header.takes_attendance, header.sees_contacts) == (False, True, True)
    remove_staff(training_class=world.number, user=outsider.number, viewer=focal, by=SYSTEM, at=AT)
    assert not find_class(outsider, world.number).takes_attendance
    with pytest.raises(ClassMissing):
        find_class(replace(reader, grants=()), world.number)


def test_values_that_cannot_be_are_refused_with_the_remedy(world: World) -> None:
    values = ClassValues(course_id=world.course, mode=ClassMode.ONLINE, capacity=2)
    with pytest.raises(Refused) as refused:
        edit_class(number=world.number, version=1, values=values, viewer=None, by=SYSTEM, at=AT)
    assert {one.field for one in refused.value.problems} == {"link", "capacity"}
    broken = replace(values, link="phòng họp 1", capacity=10)
    with pytest.raises(Refused, match="địa chỉ trang web"):
        edit_class(number=world.number, version=1, values=broken, viewer=None, by=SYSTEM, at=AT)


def test_two_who_change_a_class_the_second_is_told(world: World) -> None:
    values = ClassValues(course_id=world.course, capacity=30)
    edit_class(number=world.number, version=1, values=values, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(Conflict) as late:
        edit_class(number=world.number, version=1, values=replace(values, capacity=40), viewer=None, by=SYSTEM, at=AT)
    assert [(one.field, one.mine, one.theirs) for one in late.value.fields] == [("capacity", "40", "30")]
    with pytest.raises(Refused, match="hạn ghi danh đã qua"):
        set_registration(number=world.number, registration=Registration.OPEN, until=AT, viewer=None, by=SYSTEM, at=AT)


def test_sessions_neither_overlap_nor_run_backward(world: World) -> None:
    day = DAYS[0]
    wrong = (
        (morning(day, starts_at=moment(day, 11), ends_at=moment(day, 12)), Reason.TWICE),
        (morning(day, ends_at=moment(day, 7)), Reason.BACKWARD),
        (morning(day, ends_at=moment(day + timedelta(days=3), 7)), Reason.TOO_LARGE),
    )
    for values, reason in wrong:
        with pytest.raises(Refused) as refused:
            add_session(training_class=world.number, values=values, viewer=None, by=SYSTEM, at=AT)
        assert reason in {one.reason for one in refused.value.problems}
    with pytest.raises(Refused, match="không thuộc năm 2024"):
        add_session(training_class=world.number, values=morning(date(2023, 5, 1)), viewer=None, by=SYSTEM, at=AT)


def test_a_session_that_was_marked_is_neither_cancelled_nor_put_off(world: World) -> None:
    mark_present(world.sessions[0], [world.people[0].number])
    with pytest.raises(StateRefused, match="sửa điểm danh trước"):
        cancel_session(session=world.sessions[0], reason="Nhầm", viewer=None, by=SYSTEM, at=AT)
    later = morning(AT.date() + timedelta(days=9))
    with pytest.raises(Refused, match="không dời về sau"):
        edit_session(session=world.sessions[0], values=later, viewer=None, by=SYSTEM, at=AT)
    afternoon = morning(DAYS[0], starts_at=moment(DAYS[0], 13), ends_at=moment(DAYS[0], 17), topic="Buổi chiều")
    edit_session(session=world.sessions[0], values=afternoon, viewer=None, by=SYSTEM, at=AT)
    mark_present(world.sessions[0], [world.people[0].number], "absent")
    cancel_session(session=world.sessions[0], reason="Nhầm", viewer=None, by=SYSTEM, at=AT)
    assert activity_of(world).starts_on == DAYS[1]


def test_a_class_is_closed_with_everybody_marked_and_counts_then(world: World, focal: Viewer) -> None:
    mark_present(world.sessions[0], [one.number for one in world.people[:3]])
    with pytest.raises(Unmarked) as missing:
        close_class(number=world.number, viewer=focal, by=SYSTEM, at=AT)
    assert [count for _session, _at, count in missing.value.sessions] == [1, 4]
    assert tally(world.activity) == ([], {})
    close_class(number=world.number, mark_rest_absent=True, viewer=focal, by=SYSTEM, at=AT)
    row = activity_of(world)
    assert (row.status, row.done_on) == (ActivityStatus.DONE, DAYS[1])
    assert tally(world.activity) == (
        [3],
        {ParticipantKind.ENTERPRISE: (2, 1, 1), ParticipantKind.SCHOOL: (1, 1, 1)},
    )
    assert [(one.present, one.absent, one.unmarked) for one in list_sessions(find_class(focal, world.number))] == [
        (3, 1, 0),
        (0, 4, 0),
    ]


def test_what_keeps_a_class_open(site: Site, world: World) -> None:
    empty = a_class(site.annual, site.task, world.course, title="Lớp trống", sessions=[])
    with pytest.raises(StateRefused, match="chưa có buổi nào"):
        close_class(number=empty, viewer=None, by=SYSTEM, at=AT)
    add_session(training_class=empty, values=morning(date(2024, 3, 5)), viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(StateRefused, match="chưa có học viên"):
        close_class(number=empty, viewer=None, by=SYSTEM, at=AT)
    early = moment(DAYS[1], 9)
    with pytest.raises(StateRefused, match="1 buổi chưa học xong"):
        close_class(number=world.number, mark_rest_absent=True, viewer=None, by=SYSTEM, at=early)


def test_a_done_class_is_opened_again_with_a_reason_and_counts_no_more(world: World) -> None:
    finish(world)
    with pytest.raises(StateRefused, match="mở lại lớp trước"):
        add_session(training_class=world.number, values=morning(date(2024, 6, 1)), viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="phải ghi lý do"):
        reopen_class(number=world.number, reason=" ", viewer=None, by=SYSTEM, at=AT)
    reopen_class(number=world.number, reason="Thiếu một buổi", viewer=None, by=SYSTEM, at=AT)
    assert activity_of(world).status == ActivityStatus.RUNNING
    assert tally(world.activity) == ([], {})
    finish(world)
    assert tally(world.activity)[0] == [3]


def test_a_cancelled_class_takes_nobody_and_no_marks(world: World) -> None:
    version = activity_of(world).version
    cancel_activity(number=world.activity, version=version, reason="Ít người", viewer=None, by=SYSTEM, at=AT)
    for act in (
        lambda: close_class(number=world.number, viewer=None, by=SYSTEM, at=AT),
        lambda: mark_present(world.sessions[0], [world.people[0].number]),
        lambda: enrol_people(world.number, [person()]),
    ):
        with pytest.raises(StateRefused, match="đã hủy"):
            act()


def test_who_teaches_is_kept_in_order(world: World) -> None:
    trainers = [TrainerValues("TS. Phạm Văn A", "Viện Thử"), TrainerValues("Bà Lê Thị B")]
    set_trainers(training_class=world.number, trainers=trainers, viewer=None, by=SYSTEM, at=AT)
    rows = TrainingClass.objects.get(pk=world.number).trainers.order_by("position")
    assert list(rows.values_list("name", flat=True)) == ["TS. Phạm Văn A", "Bà Lê Thị B"]
    with pytest.raises(Refused, match="chưa có tên giảng viên"):
        set_trainers(training_class=world.number, trainers=[TrainerValues(" ")], viewer=None, by=SYSTEM, at=AT)


def test_each_act_leaves_one_event_of_the_class(world: World) -> None:
    before = AuditEvent.objects.count()
    set_registration(number=world.number, registration=Registration.OPEN, viewer=None, by=SYSTEM, at=AT)
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.action, event.subject_id) == ("class.registration_set", world.number)
    set_registration(number=world.number, registration=Registration.OPEN, viewer=None, by=SYSTEM, at=AT)
    assert AuditEvent.objects.count() == before + 1
    finish(world)
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)[before + 1 :])
    assert actions == ["class.marked", "class.marked", "activity.tallied", "class.closed"]


def test_the_public_sees_a_class_once_it_takes_names(world: World, officer: Viewer) -> None:
    public_id = find_class(officer, world.number).public_id
    with pytest.raises(ClassMissing):
        find_public_class(public_id)
    edit_class(
        number=world.number,
        version=1,
        values=ClassValues(course_id=world.course, capacity=6),
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    set_registration(number=world.number, registration=Registration.OPEN, viewer=None, by=SYSTEM, at=AT)
    seen = find_public_class(public_id)
    assert (seen.free_places, len(seen.sessions), seen.takes_names(moment(DAYS[0], 7))) == (2, 2, True)
    assert not seen.takes_names(AT)  # the class was in 2024


def test_a_class_may_be_opened_while_its_annual_plan_waits_or_is_approved(site: Site, world: World) -> None:
    approve(site.annual)
    number = a_class(site.annual, site.task, world.course, title="Lớp bổ sung")
    assert Activity.objects.get(training_class=number).status == ActivityStatus.RUNNING


def test_reading_a_class_costs_the_same_however_many_people(
    world: World, focal: Viewer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    enrol_people(world.number, [person(f"Nguyễn Văn Thêm {letter}") for letter in "ABCDE"])
    with django_assert_num_queries(1):
        header = find_class(focal, world.number)
    with django_assert_num_queries(2):
        list_sessions(header)
    assert Course.objects.count() == 1
    assert organisation(world.unit_id) == world.enterprise
    assert len(sessions_of(world.number)) == 2
