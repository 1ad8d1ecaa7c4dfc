from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.plans.models import Plan
from tests.factories.ledger import approved_estimate
from tests.factories.work import agency_number, issue_small_plan, task_number
from tests.finance.conftest import Site


@pytest.fixture(scope="module")
def built_plan(built_site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:  # noqa: ARG001
    """The small plan (Bắc Giang 2021–2025) in force with an approved estimate; built once a module.

    Line 2 belongs to a task and an agency.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        plan = issue_small_plan()
        approved_estimate(plan, line_2={"task_id": task_number(plan), "agency_id": agency_number()})
        yield plan
        transaction.set_rollback(True)


@pytest.fixture
def plan(built_plan: Plan, site: Site) -> Plan:  # noqa: ARG001  (what a test writes is taken back; the plan stays)
    """The plan with its empty ledger, for one test."""
    return built_plan


@pytest.fixture
def finance(site: Site) -> Viewer:
    """The finance officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return viewer_of(site.people[Role.PROVINCE_FINANCE])


@pytest.fixture
def focal_point(site: Site) -> Viewer:
    """Sees the money, records none."""
    return viewer_of(site.people[Role.AGENCY_FOCAL_POINT])
