"""A small site with a class of an agency: two sessions of last spring, four people, nobody marked yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.plans.models import Plan, Task
from nscl.training.models import Enrolment, TrainingClass
from tests.factories import training
from tests.factories.work import open_year
from tests.factories.world import World, built_world

YEAR = 2026
# The agency of the focal point among the people of the world.
AGENCY = "so-gddt"
DAYS = (date(YEAR, 5, 14), date(YEAR, 5, 15))


@dataclass(frozen=True)
class School:
    """A course, a class of it and its parts by number, in the agency's annual plan."""

    annual: int
    task: int
    unit_id: int
    course: int
    number: int
    activity: int
    sessions: tuple[int, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class Site:
    """The world with the class in it."""

    world: World
    school: School

    def client(self, role: Role) -> Client:
        client = Client()
        client.force_login(self.world.people[role])
        return client


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as world:
        yield Site(world, build_school(world))


def build_school(world: World) -> School:
    plan = Plan.objects.get(slug=world.slug)
    task = Task.objects.filter(edition=world.edition_id).order_by("position").values_list("pk", flat=True)[0]
    annual = open_year(plan, agency=AGENCY, year=YEAR)
    course = training.a_course(plan.unit_id)
    sessions = [training.morning(day) for day in DAYS]
    number = training.a_class(annual, task, course, sessions=sessions, capacity=5)
    enterprise = training.organisation(plan.unit_id)
    entries = [training.a_person(name, organisation_id=enterprise) for name in training.NAMES[:4]]
    people = training.enrol_people(number, entries)
    activity = TrainingClass.objects.get(pk=number).activity_id
    return School(
        annual,
        task,
        plan.unit_id,
        course,
        number,
        activity,
        training.sessions_of(number),
        tuple(p.number for p in people),
    )


@pytest.fixture
def school(site: Site, db: None) -> School:  # noqa: ARG001
    return site.school


@pytest.fixture
def focal(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.AGENCY_FOCAL_POINT)


@pytest.fixture
def officer(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.PROVINCE_OFFICER)


@pytest.fixture
def auditor(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.AUDITOR)


def href(name: str, school: School, **kwargs: int) -> str:
    return reverse(name, kwargs={"number": school.number, **kwargs})


def enrolled(number: int) -> int:
    return Enrolment.objects.filter(training_class=number, state="enrolled").count()
