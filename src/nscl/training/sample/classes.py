"""Courses of a sample, and what happens in its classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Final

from django.utils.timezone import make_aware

from nscl.training.enums import AttendanceState, ClassMode, CourseLevel, CourseTopic
from nscl.training.rules.values import CourseValues, SessionValues, TrainerValues

_MORNING: Final = (time(8, 0), time(11, 30))
_AFTERNOON: Final = (time(13, 30), time(17, 0))
_TOPICS: Final = (
    "Giới thiệu, khảo sát nhu cầu (mẫu)",
    "Nội dung cơ bản (mẫu)",
    "Thực hành nhóm (mẫu)",
    "Báo cáo kết quả, trao đổi (mẫu)",
)
_TRAINERS: Final = (
    TrainerValues("ThS. Phan Minh Quân (mẫu)", "Trung tâm đào tạo năng suất (mẫu)"),
    TrainerValues("TS. Lương Thu Trang (mẫu)", "Trường đại học (mẫu)"),
    TrainerValues("KS. Đinh Công Tráng (mẫu)", "Tổ chức tư vấn (mẫu)"),
)
# Of a hundred: was there, was away with leave; the others were away.
_PRESENT, _EXCUSED = 88, 6
_SESSIONS: Final = (2, 4)
# Of a class that goes on today: yesterday, today and tomorrow.
_RUNNING_SESSIONS: Final = 6
_PEOPLE: Final = (14, 26)
# The course that is open to names now: so many places, and more who would like one.
OPEN_CAPACITY: Final = 20
OPEN_PEOPLE: Final = 23

COURSES: Final = (
    CourseValues(
        title="Công cụ 5S, Kaizen trong doanh nghiệp (mẫu)",
        topic=CourseTopic.IMPROVEMENT_TOOLS,
        level=CourseLevel.BASIC,
        hours=Decimal(14),
        audience="Tổ trưởng, quản đốc, cán bộ kỹ thuật",
        validity_months=36,
    ),
    CourseValues(
        title="Hệ thống quản lý chất lượng ISO 9001 (mẫu)",
        topic=CourseTopic.MANAGEMENT_SYSTEMS,
        level=CourseLevel.BASIC,
        hours=Decimal(14),
        audience="Cán bộ phụ trách chất lượng",
        min_test_percent=50,
        validity_months=36,
    ),
    CourseValues(
        title="Đo lường năng suất tại doanh nghiệp (mẫu)",
        topic=CourseTopic.PRODUCTIVITY,
        level=CourseLevel.ADVANCED,
        hours=Decimal(21),
        audience="Kế toán, cán bộ kế hoạch",
        validity_months=36,
    ),
    CourseValues(
        title="Mã số, mã vạch và truy xuất nguồn gốc (mẫu)",
        topic=CourseTopic.TRACEABILITY,
        level=CourseLevel.AWARENESS,
        hours=Decimal(7),
        audience="Hợp tác xã, hộ kinh doanh",
        gives_certificate=False,
        min_attendance_percent=0,
    ),
)
# Words of a class's title by which it is of one course rather than another, in the order of `COURSES`.
_ABOUT: Final = (("5s", "cai tien", "lean"), ("iso", "quan ly"), ("nang suat", "do luong"), ("ma so", "truy xuat"))


class Way(Enum):
    """How far a class of the sample is."""

    DONE = "done"
    RUNNING = "running"
    OPEN = "open"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class DrawnClass:
    """What a class is: its course (a place in `COURSES`), its sessions, who teaches, who comes (places of people).

    marks: by session and person, in their order; None where nobody marked anything yet.
    """

    course: int
    mode: ClassMode
    capacity: int | None
    sessions: tuple[SessionValues, ...]
    trainers: tuple[TrainerValues, ...]
    people: tuple[int, ...]
    marks: tuple[tuple[AttendanceState, ...] | None, ...]


def way_of(starts_on: date, last: date, on: date) -> Way:
    """How far a class from one day to another is today."""
    if last < on:
        return Way.DONE
    return Way.RUNNING if starts_on <= on else Way.PLANNED


def draw_class(random: Random, title: str, starts_on: date, way: Way, *, pool: int, at: datetime) -> DrawnClass:
    """A class that begins on a day. pool: how many people there are to come. at: now, by which marks are there."""
    sessions = _sessions(starts_on, _RUNNING_SESSIONS if way is Way.RUNNING else random.randint(*_SESSIONS))
    people = min(OPEN_PEOPLE if way is Way.OPEN else random.randint(*_PEOPLE), pool)
    return DrawnClass(
        course=_course(random, title),
        mode=ClassMode.ON_SITE,
        capacity=OPEN_CAPACITY if way is Way.OPEN else random.choice((None, 30, 40)),
        sessions=sessions,
        trainers=tuple(random.sample(_TRAINERS, random.randint(1, 2))),
        people=() if way is Way.PLANNED else tuple(random.sample(range(pool), people)),
        marks=tuple(_marks(random, people) if _is_marked(one, way, at) else None for one in sessions),
    )


def _course(random: Random, folded: str) -> int:
    fits = [place for place, words in enumerate(_ABOUT) if any(f" {word}" in f" {folded}" for word in words)]
    return random.choice(fits or range(len(COURSES)))


def _sessions(starts_on: date, count: int) -> tuple[SessionValues, ...]:
    """Mornings and afternoons in turn, from the first day on."""
    found = []
    for place in range(count):
        day = starts_on + timedelta(days=place // 2)
        start, end = (_MORNING, _AFTERNOON)[place % 2]
        found.append(
            SessionValues(
                starts_at=make_aware(datetime.combine(day, start)),
                ends_at=make_aware(datetime.combine(day, end)),
                topic=_TOPICS[place % len(_TOPICS)],
            )
        )
    return tuple(found)


def _is_marked(session: SessionValues, way: Way, at: datetime) -> bool:
    return way in {Way.DONE, Way.RUNNING} and session.ends_at <= at


def _marks(random: Random, people: int) -> tuple[AttendanceState, ...]:
    drawn: Sequence[int] = [random.randrange(100) for _person in range(people)]
    return tuple(_state(one) for one in drawn)


def _state(drawn: int) -> AttendanceState:
    if drawn < _PRESENT:
        return AttendanceState.PRESENT
    return AttendanceState.EXCUSED if drawn < _PRESENT + _EXCUSED else AttendanceState.ABSENT
