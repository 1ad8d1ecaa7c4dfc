from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.plans.models import Plan
from nscl.records.operations import Actor
from tests.factories.people import make_people, make_person
from tests.factories.work import issue_small_plan, open_year, task_number


@dataclass(frozen=True)
class Site:
    """The reference data, one person of each role (of today's Bắc Ninh), the small plan of Bắc Giang in force.

    own: the focal point of Sở KH&CN. annual: an annual plan of Sở KH&CN Bắc Giang for 2024, open and empty. task,
    second: two tasks in force.
    """

    people: Mapping[Role, User]
    own: User
    plan: Plan
    annual: int
    task: int
    second: int


@pytest.fixture(scope="module")
def built_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: ARG001
    """The site, built once a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = issue_small_plan()
        yield Site(
            people=make_people(),
            own=make_person(Role.AGENCY_FOCAL_POINT, agency="so-khcn", full_name="Lê Thị Đầu Mối"),
            plan=plan,
            annual=open_year(plan),
            task=task_number(plan),
            second=task_number(plan, "2.1"),
        )
        transaction.set_rollback(True)


@pytest.fixture
def site(built_site: Site, db: None) -> Site:  # noqa: ARG001  (what a test writes is taken back; the site stays)
    """The site, for one test."""
    return built_site


@pytest.fixture
def officer(site: Site) -> Viewer:
    """The programme officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return viewer_of(site.people[Role.PROVINCE_OFFICER])


@pytest.fixture
def focal(site: Site) -> Viewer:
    """The focal point of today's Sở KH&CN Bắc Ninh, which took over that of Bắc Giang."""
    return viewer_of(site.own)


@pytest.fixture
def outsider(site: Site) -> Viewer:
    """The focal point of another agency of the same province."""
    return viewer_of(site.people[Role.AGENCY_FOCAL_POINT])


@pytest.fixture
def reader(site: Site) -> Viewer:
    """Sees the work of every province, writes nothing."""
    return viewer_of(site.people[Role.NATIONAL_VIEWER])


@pytest.fixture
def actor(officer: Viewer) -> Actor:
    return Actor(officer.number, officer.name)
