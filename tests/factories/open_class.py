"""A class that takes names and meets at this moment, in a plan in force; with two people on its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl.plans.models import Plan, Task
from nscl.records.operations import SYSTEM
from nscl.training.enums import EnrolmentState, Registration
from nscl.training.models import Course, Enrolment, Session, TrainingClass
from nscl.training.operations.classes import set_registration, set_trainers
from nscl.training.operations.enrolments import Enrolled
from nscl.training.rules.check_in import session_address
from nscl.training.rules.values import TrainerValues
from nscl.work.models import AnnualPlan
from tests.factories.people import AT
from tests.factories.training import a_class, a_course, a_person, enrol_people, morning, sessions_of
from tests.factories.work import open_year

# The morning of the tests' clock, and the next.
TODAY = date(2026, 11, 21)
DAYS = (TODAY, date(2026, 11, 22))
TITLE = "Lớp 5S cho doanh nghiệp nhỏ"
OWNER = "so-gddt"  # the agency of the focal point among the people of `tests.factories.world`


@dataclass(frozen=True)
class OpenClass:
    """sessions: today's and tomorrow's; address: of today's session; people: on the list, each with a phone number."""

    number: int
    public_id: str
    sessions: tuple[int, ...]
    address: str
    key: str
    people: tuple[Enrolled, ...]


def make_open_class(slug: str, *, title: str = TITLE, **values: Any) -> OpenClass:
    """The class, of the agency of the focal point, in the plan's year 2026."""
    plan = Plan.objects.get(slug=slug)
    task = Task.objects.filter(edition__plan=plan, edition__state="issued").order_by("position")[0].pk
    there = AnnualPlan.objects.filter(plan=plan, year=TODAY.year).first()
    annual = there.pk if there else open_year(plan, agency=OWNER, year=TODAY.year)
    known = Course.objects.filter(unit=plan.unit_id).order_by("pk").first()
    course = known.pk if known else a_course(plan.unit_id, audience="Doanh nghiệp nhỏ và vừa")
    sessions = [morning(day) for day in DAYS]
    number = a_class(annual, task, course, title=title, sessions=sessions, **values)
    trainers = [TrainerValues("Lê Thị Giảng", "Viện Năng suất")]
    set_trainers(training_class=number, trainers=trainers, viewer=None, by=SYSTEM, at=AT)
    set_registration(number=number, registration=Registration.OPEN, viewer=None, by=SYSTEM, at=AT)
    enrol_people(number, [a_person("Nguyễn Thị An"), a_person("Trần Văn Bình")])
    return _as_stored(TrainingClass.objects.get(pk=number))


def open_class_of(slug: str) -> OpenClass:
    """The class of the plan; made where there is none."""
    there = TrainingClass.objects.filter(activity__plan__slug=slug, activity__title=TITLE).first()
    return _as_stored(there) if there else make_open_class(slug)


def _as_stored(row: TrainingClass) -> OpenClass:
    first = Session.objects.filter(training_class=row.pk).order_by("starts_at")[0]
    rows = Enrolment.objects.filter(training_class=row.pk).order_by("pk")
    people = tuple(Enrolled(one.pk, one.person_id, EnrolmentState(one.state), one.token, one.code) for one in rows)
    address = session_address(row.public_id, first.check_in_key)
    return OpenClass(row.pk, row.public_id, sessions_of(row.pk), address, first.check_in_key, people)
