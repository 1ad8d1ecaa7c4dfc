"""A class made by the real operations: a course, two sessions, people on its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.operations import PersonEntry, register_organisation
from nscl.records.operations import SYSTEM
from nscl.training.enums import AttendanceState, CourseLevel, CourseTopic, EnrolmentSource
from nscl.training.models import Session
from nscl.training.operations.attendance import mark
from nscl.training.operations.classes import Opening, close_class, open_class
from nscl.training.operations.courses import add_course
from nscl.training.operations.enrolments import Applicant, Enrolled, enrol_many
from nscl.training.rules.values import ClassValues, CourseValues, SessionValues
from nscl.work.enums import ActivityKind
from nscl.work.models import Activity, AnnualPlan
from tests.factories.people import AT
from tests.factories.work import a_plan

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# Two mornings, while the small plan's province is still Bắc Giang.
DAYS = (date(2024, 5, 14), date(2024, 5, 15))
NAMES = ("Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Chi", "Phạm Văn Dũng", "Hoàng Thị Én", "Vũ Văn Giang")
_numbers = count(1)


@dataclass(frozen=True)
class World:
    """A class with two sessions of 2024 and four people: two of an enterprise, one of a school, one of nobody.

    sessions: their numbers; people: as enrolled, in the order of `NAMES`. Nobody is marked yet, it is not closed.
    """

    course: int
    number: int
    activity: int
    unit_id: int
    enterprise: int
    school: int
    sessions: tuple[int, ...]
    people: tuple[Enrolled, ...]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


def morning(day: date, **changes: Any) -> SessionValues:
    """A session from 8 to half past 11."""
    return replace(SessionValues(starts_at=moment(day, 8), ends_at=moment(day, 11, 30)), **changes)


def a_course(unit_id: int, **changes: Any) -> int:
    """A course of a province: 80% attendance, no test; returns its number."""
    base = CourseValues(
        title="Công cụ 5S và Kaizen cho doanh nghiệp",
        topic=CourseTopic.IMPROVEMENT_TOOLS,
        level=CourseLevel.BASIC,
        hours=Decimal("7.0"),
    )
    return add_course(unit_id=unit_id, values=replace(base, **changes), viewer=None, by=SYSTEM, at=AT).number


def a_person(name: str = "", **changes: Any) -> PersonEntry:
    """Somebody with a phone number of their own."""
    number = next(_numbers)
    base = PersonEntry(
        name=name or NAMES[number % len(NAMES)],
        sex=Sex.FEMALE if " Thị " in name else Sex.MALE,
        phone=f"+8491{number:07d}",
        birth_year=1990,
    )
    return replace(base, **changes)


def organisation(unit_id: int, name: str = "Công ty Cơ khí Thử", kind: str = "enterprise") -> int:
    """An organisation of a province."""
    return register_organisation(
        name=name, kind=OrganisationKind(kind), tax_code=None, unit_id=unit_id, by=SYSTEM, at=AT
    )


def a_class(
    annual_plan: int,
    task: int,
    course: int,
    *,
    title: str = "Lớp 5S khóa 1",
    sessions: Sequence[SessionValues] | None = None,
    at: datetime = AT,
    **values: Any,
) -> int:
    """A class of an annual plan; returns its number."""
    plan = a_plan(task, kind=ActivityKind.TRAINING, title=title, starts_on=DAYS[0], expected_output="", costs=())
    return open_class(
        opening=Opening(annual_plan=annual_plan, plan=plan),
        values=ClassValues(course_id=course, **values),
        sessions=[morning(day) for day in DAYS] if sessions is None else sessions,
        viewer=None,
        by=SYSTEM,
        at=at,
    ).number


def enrol_people(
    number: int, entries: Sequence[PersonEntry], at: datetime = AT, source: EnrolmentSource = EnrolmentSource.STAFF
) -> tuple[Enrolled, ...]:
    """People put on the list of a class."""
    return enrol_many(
        training_class=number, people=[Applicant(one) for one in entries], source=source, viewer=None, by=SYSTEM, at=at
    )


def make_world(annual_plan: int, task: int, **values: Any) -> World:
    """The small world, in an annual plan of 2024 of the small plan. Give it `site.annual`, `site.task`."""
    unit_id = AnnualPlan.objects.select_related("plan").get(pk=annual_plan).plan.unit_id
    course = a_course(unit_id)
    number = a_class(annual_plan, task, course, **values)
    enterprise, school = organisation(unit_id), organisation(unit_id, "Trường Cao đẳng Thử", "school")
    places: list[int | None] = [enterprise, enterprise, school, None]
    entries = [a_person(name, organisation_id=place) for name, place in zip(NAMES, places, strict=False)]
    return World(
        course=course,
        number=number,
        activity=Activity.objects.get(training_class=number).pk,
        unit_id=unit_id,
        enterprise=enterprise,
        school=school,
        sessions=tuple(
            Session.objects.filter(training_class=number).order_by("starts_at").values_list("pk", flat=True)
        ),
        people=enrol_people(number, entries),
    )


def sessions_of(number: int) -> tuple[int, ...]:
    """The sessions of a class, in their order."""
    return tuple(Session.objects.filter(training_class=number).order_by("starts_at").values_list("pk", flat=True))


def mark_present(session: int, enrolments: Sequence[int], state: str = "present", at: datetime = AT) -> None:
    """The same mark for several people."""
    marks = dict.fromkeys(enrolments, AttendanceState(state))
    mark(session=session, marks=marks, viewer=None, by=SYSTEM, at=at)


def finish(world: World, at: datetime = AT) -> None:
    """The first three of the world were at both sessions, the others at none; the class is done."""
    for session in world.sessions:
        mark_present(session, [one.number for one in world.people[:3]], at=at)
    close_class(number=world.number, mark_rest_absent=True, viewer=None, by=SYSTEM, at=at + timedelta(minutes=1))
