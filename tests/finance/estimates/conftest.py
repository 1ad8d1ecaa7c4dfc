from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.plans.models import Plan
from nscl.records.operations import Actor
from tests.factories.estimates import started
from tests.factories.work import issue_small_plan
from tests.finance.conftest import Site


@pytest.fixture(scope="module")
def built_plan(built_site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:  # noqa: ARG001
    """The small plan (Bắc Giang 2021–2025) in force; built once a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield issue_small_plan()
        transaction.set_rollback(True)


@pytest.fixture
def plan(built_plan: Plan, site: Site) -> int:  # noqa: ARG001  (what a test writes is taken back; the plan stays)
    """The plan's number."""
    return built_plan.pk


@pytest.fixture
def finance(site: Site) -> Viewer:
    """The finance officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return viewer_of(site.people[Role.PROVINCE_FINANCE])


@pytest.fixture
def appraiser(finance: Viewer) -> Actor:
    return Actor(finance.number, finance.name)


@pytest.fixture
def estimate(plan: int) -> int:
    """An empty estimate of 2021–2023."""
    return started(plan)
