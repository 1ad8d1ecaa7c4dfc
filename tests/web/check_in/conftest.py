"""A site with a class that meets now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from tests.factories.open_class import OpenClass, make_open_class
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, OpenClass]]:  # noqa: ARG001
    """The site and the class, built once a module and taken back after it."""
    with django_db_blocker.unblock(), built_world() as world:
        yield world, make_open_class(world.slug, capacity=3)


@pytest.fixture
def world(built: tuple[World, OpenClass], db: None) -> World:  # noqa: ARG001
    return built[0]


@pytest.fixture
def lesson(built: tuple[World, OpenClass], db: None) -> OpenClass:  # noqa: ARG001
    return built[1]


@pytest.fixture
def focal(world: World) -> Client:
    """The focal point of the agency whose class it is."""
    return signed_in(world, Role.AGENCY_FOCAL_POINT)


def signed_in(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.fixture(autouse=True)
def _nothing_tried_yet() -> None:
    """What was tried is counted in the cache, which outlives a test."""
    cache.clear()
