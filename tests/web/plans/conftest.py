from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def world(_world: World, db: None) -> World:  # noqa: ARG001  (what a test writes is taken back; the world stays)
    return _world


def signed_in(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world, Role.PROVINCE_OFFICER)


@pytest.fixture
def leader(world: World) -> Client:
    return signed_in(world, Role.PROVINCE_LEADER)


@pytest.fixture
def reader(world: World) -> Client:
    """Sees issued plans everywhere and no draft."""
    return signed_in(world, Role.NATIONAL_VIEWER)


@pytest.fixture
def draft(world: World) -> str:
    """The address of the small draft."""
    return f"/ke-hoach/{world.draft_slug}/ban-{world.draft_ordinal}/"


@pytest.fixture
def issued(world: World) -> str:
    """The address of the published plan."""
    return f"/ke-hoach/{world.slug}/ban-{world.ordinal}/"
