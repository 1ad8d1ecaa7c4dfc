"""A small site with a plan in force, and the year's work of one of its agencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.plans.models import Plan, Task
from tests.factories.work import a_plan, a_record, add, open_year
from tests.factories.world import World, built_world

YEAR = 2026
AGENCY = "so-gddt"
DAY = date(YEAR, 5, 10)


@dataclass(frozen=True)
class Work:
    """The published plan, an annual plan of the focal point's agency, one planned and one done activity of it."""

    plan: Plan
    task: int
    annual: int
    planned: int
    done: int


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def work(world: World, db: None) -> Work:  # noqa: ARG001
    plan = Plan.objects.get(slug=world.slug)
    task = Task.objects.filter(edition=world.edition_id).order_by("position").values_list("pk", flat=True)[0]
    annual = open_year(plan, agency=AGENCY, year=YEAR)
    planned = add(annual, a_plan(task, title="Tập huấn 5S", starts_on=DAY, ends_on=date(YEAR, 6, 1))).number
    done = add(annual, a_plan(task, title="Hội nghị đầu năm", starts_on=DAY), a_record(done_on=DAY)).number
    return Work(plan, task, annual, planned, done)


def client_of(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.fixture
def focal(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.AGENCY_FOCAL_POINT)


@pytest.fixture
def officer(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_OFFICER)
