"""A small site with an issued plan of Bắc Ninh, and a person of each role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.plans.models import Plan
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def plan(world: World, db: None) -> Plan:  # noqa: ARG001
    return Plan.objects.get(slug=world.slug)


def client_of(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.fixture
def officer(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_OFFICER)


@pytest.fixture
def focal(world: World, db: None) -> Client:  # noqa: ARG001
    """The focal point of Sở GD&ĐT."""
    return client_of(world, Role.AGENCY_FOCAL_POINT)


@pytest.fixture
def auditor(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.AUDITOR)
