"""A country in training: 30,000 classes done, a million enrolments, three million attendances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from benchmarks.work_data import AT, Country, Province
from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation, Person
from nscl.records.inserting import insert_rows
from nscl.training.enums import (
    AttendanceSource,
    AttendanceState,
    ClassMode,
    CourseLevel,
    CourseTopic,
    EnrolmentSource,
    EnrolmentState,
)
from nscl.training.models import Attendance, Course, Enrolment, Session, TrainingClass
from nscl.work.enums import ActivityKind, ActivityStatus, ParticipantKind
from nscl.work.models import Activity

FIRST_YEAR, LAST_YEAR = 2021, 2030
YEARS = LAST_YEAR - FIRST_YEAR + 1
SESSIONS = 3
# Of a class; a hundred in three classes, so that 30,000 classes have a million.
ENROLLED = (33, 33, 34)
PERSONS_A_CLASS = 13  # 400,000 people for 30,000 classes
ORGANISATIONS_A_CLASS = 2
BATCH = 20_000
_KINDS = (ParticipantKind.ENTERPRISE, ParticipantKind.ENTERPRISE, ParticipantKind.SCHOOL, ParticipantKind.PUBLIC)
_ORGANISATION_KINDS = (
    *(OrganisationKind.ENTERPRISE, OrganisationKind.ENTERPRISE),
    *(OrganisationKind.SCHOOL, OrganisationKind.PUBLIC),
)


def fill_training(country: Country, classes: int) -> str:
    """Write it, each province its share; says how much was written."""
    per_province = classes // len(country.provinces)
    enrolments = attendances = 0
    for place, province in enumerate(country.provinces):
        enrolled = _fill(province, place, per_province)
        enrolments += enrolled
        attendances += enrolled * SESSIONS
    return f"{per_province * len(country.provinces):,} classes, {enrolments:,} enrolments, {attendances:,} attendances"


def _fill(province: Province, place: int, classes: int) -> int:
    organisations = _organisations(province, classes * ORGANISATIONS_A_CLASS)
    persons = _persons(province, organisations, classes * PERSONS_A_CLASS)
    communes = list(
        AdministrativeUnit.objects.filter(parent=province.unit).order_by("pk").values_list("pk", flat=True)[:50]
    ) or [province.unit]
    held = _classes(province, place, classes)
    enrolments = list(_enrolments(held, place, organisations, persons, communes))
    _insert(enrolments)
    _insert(_attendances(held, enrolments))
    return len(enrolments)


def _organisations(province: Province, number: int) -> list[int]:
    rows = [
        Organisation(
            name=f"Đơn vị {province.unit} {each}",
            folded=f"don vi {province.unit} {each}",
            kind=_ORGANISATION_KINDS[each % len(_ORGANISATION_KINDS)],
            unit_id=province.unit,
        )
        for each in range(number)
    ]
    _insert(rows)
    return [row.pk for row in rows]


def _persons(province: Province, organisations: list[int], number: int) -> list[int]:
    rows = [
        Person(
            unit_id=province.unit,
            name=f"Người {each}",
            folded=f"nguoi {each}",
            sex=("female", "male", "")[each % 3],
            organisation_id=organisations[each % len(organisations)],
            created_at=AT,
        )
        for each in range(number)
    ]
    _insert(rows)
    return [row.pk for row in rows]


def _classes(province: Province, place: int, number: int) -> list[tuple[TrainingClass, list[Session]]]:
    courses = [
        Course(
            unit_id=province.unit,
            title=f"Khóa học {topic.label}",
            folded=f"khoa hoc {topic.value}",
            topic=topic,
            level=CourseLevel.BASIC,
            hours=Decimal(16),
            gives_certificate=False,
            min_attendance_percent=80,
            created_at=AT,
        )
        for topic in CourseTopic
    ]
    _insert(courses)
    activities = [_activity(province, each) for each in range(number)]
    _insert(activities)
    rows = [
        TrainingClass(
            activity_id=activity.pk,
            course_id=courses[each % len(courses)].pk,
            public_id=f"{place:02}{each:08}",
            mode=ClassMode.ON_SITE,
            gives_certificate=False,
            min_attendance_percent=80,
            created_at=AT,
        )
        for each, activity in enumerate(activities)
    ]
    _insert(rows)
    sessions = [
        _session(row, activity, each)
        for row, activity in zip(rows, activities, strict=True)
        for each in range(SESSIONS)
    ]
    _insert(sessions)
    return [(row, sessions[each * SESSIONS : (each + 1) * SESSIONS]) for each, row in enumerate(rows)]


def _activity(province: Province, number: int) -> Activity:
    day = date(FIRST_YEAR + number % YEARS, 1, 1) + timedelta(days=number // YEARS % 360)
    return Activity(
        annual_plan_id=province.annual[day.year],
        plan_id=province.plan,
        unit_id=province.unit,
        agency_id=province.agency,
        year=day.year,
        task_id=province.tasks[number % len(province.tasks)],
        kind=ActivityKind.TRAINING,
        title=f"Lớp đào tạo số {number}",
        folded=f"lop dao tao so {number}",
        starts_on=day,
        ends_on=day,
        status=ActivityStatus.DONE,
        done_on=day,
        created_at=AT,
    )


def _session(row: TrainingClass, activity: Activity, number: int) -> Session:
    starts = datetime.combine(activity.starts_on, time(1), tzinfo=UTC) + timedelta(hours=4 * number)
    return Session(
        training_class_id=row.pk, starts_at=starts, ends_at=starts + timedelta(hours=3), check_in_key="0" * 64
    )


def _enrolments(
    held: list[tuple[TrainingClass, list[Session]]],
    place: int,
    organisations: list[int],
    persons: list[int],
    communes: list[int],
) -> Iterator[Enrolment]:
    """People come again and again: each class takes the next ones of the list, so that nobody is there twice."""
    taken = 0
    for number, (row, _sessions) in enumerate(held):
        for each in range(ENROLLED[number % len(ENROLLED)]):
            # A step that shares no factor with the list spreads who comes together.
            person = taken * 7 % len(persons)
            yield Enrolment(
                training_class_id=row.pk,
                person_id=persons[person],
                organisation_id=organisations[person % len(organisations)],
                kind=_KINDS[person % len(organisations) % len(_KINDS)],
                commune_id=communes[person % len(communes)],
                state=EnrolmentState.ENROLLED,
                source=EnrolmentSource.STAFF,
                token=f"{place:02}{number:07}{each:03}",
                code=f"{each:06}",
                registered_at=AT,
            )
            taken += 1


def _attendances(
    held: list[tuple[TrainingClass, list[Session]]], enrolments: Iterable[Enrolment]
) -> Iterator[Attendance]:
    sessions = {row.pk: found for row, found in held}
    for enrolment in enrolments:
        for session in sessions[enrolment.training_class_id]:
            yield Attendance(
                session_id=session.pk,
                enrolment_id=enrolment.pk,
                training_class_id=enrolment.training_class_id,
                state=AttendanceState.PRESENT,
                source=AttendanceSource.SHEET,
                marked_at=AT,
            )


def _insert(rows: Iterable[Any]) -> None:
    several = iter(rows)
    while batch := list(islice(several, BATCH)):
        insert_rows(batch)
