"""A site with a small plan, and a small class in it, each built once a module and taken back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from tests.factories.people import make_people, make_person
from tests.factories.training import World, make_world
from tests.factories.work import issue_small_plan, open_year, task_number
from tests.work.conftest import Site


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Site, World]]:  # noqa: ARG001
    """The site and the class, built once a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = issue_small_plan()
        site = Site(
            people=make_people(),
            own=make_person(Role.AGENCY_FOCAL_POINT, agency="so-khcn", full_name="Lê Thị Đầu Mối"),
            plan=plan,
            annual=open_year(plan),
            task=task_number(plan),
            second=task_number(plan, "2.1"),
        )
        yield site, make_world(site.annual, site.task)
        transaction.set_rollback(True)


@pytest.fixture
def site(built: tuple[Site, World], db: None) -> Site:  # noqa: ARG001  (what a test writes is taken back)
    """The site, for one test."""
    return built[0]


@pytest.fixture
def world(built: tuple[Site, World], db: None) -> World:  # noqa: ARG001
    """The class, for one test."""
    return built[1]


@pytest.fixture
def officer(site: Site) -> Viewer:
    """The programme officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return viewer_of(site.people[Role.PROVINCE_OFFICER])


@pytest.fixture
def focal(site: Site) -> Viewer:
    """The focal point of today's Sở KH&CN Bắc Ninh, which took over that of Bắc Giang: runs the class."""
    return viewer_of(site.own)


@pytest.fixture
def outsider(site: Site) -> Viewer:
    """The focal point of another agency of the same province: sees the class, runs it not."""
    return viewer_of(site.people[Role.AGENCY_FOCAL_POINT])


@pytest.fixture
def reader(site: Site) -> Viewer:
    """Sees the training of every province, writes nothing."""
    return viewer_of(site.people[Role.NATIONAL_VIEWER])


@pytest.fixture
def actor(officer: Viewer) -> Actor:
    """The officer, as who acts."""
    return Actor(officer.number, officer.name)
