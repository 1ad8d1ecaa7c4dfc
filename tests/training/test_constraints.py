"""Every named constraint of courses, classes and attendance refuses what it is there to refuse, in the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from nscl.training.models import (
    Attendance,
    AttendanceStep,
    ClassStaff,
    ClassTrainer,
    Course,
    Enrolment,
    Session,
    TrainingClass,
)
from nscl.work.models import Activity
from tests.factories.people import AT
from tests.factories.training import World, a_class, mark_present, sessions_of
from tests.factories.work import a_plan, add
from tests.work.conftest import Site

# Constraint → the model and a change of one of its rows that it must refuse.
CHECKS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "training_course_titled": (Course, {"title": ""}),
    "training_course_topic": (Course, {"topic": "nấu ăn"}),
    "training_course_level": (Course, {"level": "thần"}),
    "training_course_hours": (Course, {"hours": 0}),
    "training_course_percents": (Course, {"min_test_percent": 101}),
    "training_class_mode": (TrainingClass, {"mode": "mơ"}),
    "training_class_registration": (TrainingClass, {"registration": "mơ"}),
    "training_class_online_link": (TrainingClass, {"mode": "online", "link": ""}),
    "training_class_capacity": (TrainingClass, {"capacity": 0}),
    "training_class_percents": (TrainingClass, {"min_attendance_percent": 101}),
    "training_trainer_named": (ClassTrainer, {"name": ""}),
    "training_session_forward": (Session, {"ends_at": AT - timedelta(days=9000)}),
    "training_session_cancelled_why": (Session, {"cancelled_at": AT}),
    "training_enrolment_kind": (Enrolment, {"kind": "cats"}),
    "training_enrolment_state": (Enrolment, {"state": "mơ"}),
    "training_enrolment_source": (Enrolment, {"source": "mơ"}),
    "training_enrolment_waiting": (Enrolment, {"state": "waiting"}),
    "training_enrolment_withdrawn": (Enrolment, {"state": "withdrawn"}),
    "training_attendance_state": (Attendance, {"state": "mơ"}),
    "training_attendance_source": (Attendance, {"source": "mơ"}),
    "training_attendance_step_moves": (AttendanceStep, {"to_state": "present"}),
}
# Constraint → the model of which a second row like the first must be refused, and what may differ.
TWINS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "training_course_once": (Course, {"title": "Tên khác, cùng chữ khi bỏ dấu"}),
    "training_staff_once": (ClassStaff, {"added_at": AT + timedelta(days=1)}),
    "training_trainer_place": (ClassTrainer, {"name": "Người khác"}),
    "training_session_once": (Session, {"topic": "Khác"}),
    "training_enrolment_once": (Enrolment, {"token": "khac", "code": "000000"}),
    "training_attendance_once": (Attendance, {"state": "absent", "device": ""}),
}
# Those whose twin differs in what the other constraint of the same table would refuse first.
ELSEWHERE = {"training_enrolment_code", "training_attendance_one_phone"}
MODELS = {model for model, _change in (*CHECKS.values(), *TWINS.values())}


@pytest.fixture
def rows(site: Site, world: World) -> None:
    """A row of every table; a sample, for the steps of others are frozen."""
    TrainingClass.objects.update(is_sample=True)
    mark_present(world.sessions[0], [world.people[0].number])
    mark_present(world.sessions[0], [world.people[0].number], "absent")
    AttendanceStep.objects.update(from_state="present", to_state="absent")
    ClassTrainer.objects.create(training_class_id=world.number, position=1, name="Giảng viên")
    ClassStaff.objects.create(training_class_id=world.number, user=site.own, added_at=AT)


def first_row(model: type[Model]) -> Any:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    return row


def names(kind: type[CheckConstraint] | type[UniqueConstraint]) -> set[str]:
    return {one.name for model in MODELS for one in model._meta.constraints if isinstance(one, kind)}


def test_every_constraint_is_tried() -> None:
    assert names(CheckConstraint) == set(CHECKS)
    assert names(UniqueConstraint) == set(TWINS) | ELSEWHERE


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_nonsense_is_refused(name: str) -> None:
    model, change = CHECKS[name]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=first_row(model).pk).update(**change)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_second_row_of_the_same_is_refused(name: str) -> None:
    model, differing = TWINS[name]
    twin = first_row(model)
    twin.pk = None
    for column, value in differing.items():
        setattr(twin, column, value)
    constraint = next(one for one in model._meta.constraints if one.name == name)
    assert isinstance(constraint, UniqueConstraint)
    refused = "|".join([name, *(f"{model._meta.db_table}.{field}" for field in constraint.fields)])
    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        twin.save(force_insert=True)


def test_two_people_of_a_class_have_two_codes(world: World) -> None:
    first, second = (one.number for one in world.people[:2])
    code = Enrolment.objects.get(pk=first).code
    with pytest.raises(IntegrityError, match=r"training_enrolment_code|training_enrolment\.code"), transaction.atomic():
        Enrolment.objects.filter(pk=second).update(code=code)


def test_one_phone_checks_in_one_person(world: World) -> None:
    mark_present(world.sessions[0], [one.number for one in world.people[:2]])
    refused = r"training_attendance_one_phone|training_attendance\.device"
    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        Attendance.objects.update(device="0" * 32)


def test_an_activity_has_one_class(world: World) -> None:
    twin = TrainingClass.objects.get(pk=world.number)
    twin.pk, twin.public_id = None, "khac"
    with pytest.raises(IntegrityError, match="activity"), transaction.atomic():
        twin.save(force_insert=True)


def test_a_mark_is_of_one_class_with_its_session_and_its_person(site: Site, world: World) -> None:
    other = a_class(site.annual, site.task, world.course, title="Lớp khác")
    session = sessions_of(other)[0]
    person = world.people[0].number
    mark = {"enrolment_id": person, "state": "present", "source": "sheet", "marked_at": AT}
    with pytest.raises(IntegrityError, match="training_class_id"), transaction.atomic():
        Attendance.objects.create(session_id=session, training_class_id=world.number, **mark)
    with pytest.raises(IntegrityError, match="training_class_id_enrolled"), transaction.atomic():
        Attendance.objects.create(session_id=session, training_class_id=other, **mark)


def test_a_correction_stays_as_it_was_written(world: World) -> None:
    number = world.people[0].number
    mark_present(world.sessions[0], [number])
    mark_present(world.sessions[0], [number], "absent")
    step = AttendanceStep.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceStep.objects.filter(pk=step.pk).update(reason="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        step.delete()


def test_whether_an_activity_has_a_record_is_said(site: Site, world: World) -> None:
    planned = add(site.annual, a_plan(site.task)).number
    assert dict(Activity.objects.order_by("pk").values_list("pk", "has_own_record")) == {
        world.activity: True,
        planned: False,
    }
