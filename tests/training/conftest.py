"""A site with a small plan, and a small class in it, each built once a module and taken back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from tests.factories.people import make_people, make_person
from tests.factories.training import World, make_world
from tests.factories.work import issue_small_plan, open_year, task_number
from tests.work.conftest import Site, actor, focal, officer, outsider, reader

__all__ = ["actor", "focal", "officer", "outsider", "reader"]  # who asks: as in the tests of work


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
