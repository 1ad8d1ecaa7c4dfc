"""A small site with an issued plan of Bắc Ninh, and a person of each role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.plans.models import Plan
from tests.factories.plan_estimates import drafted, plan_of
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def plan(world: World, db: None) -> Plan:  # noqa: ARG001
    return plan_of(world.slug)


@pytest.fixture
def number(plan: Plan) -> int:
    """An estimate that is being built, with the plan's ten printed lines."""
    return drafted(plan)


def client_of(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.fixture
def officer(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_OFFICER)


@pytest.fixture
def finance(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_FINANCE)


@pytest.fixture
def auditor(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.AUDITOR)
