from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from tests.factories.plans import load_small_plan
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    """The reference data and one person a role, built once a module."""
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def site(world: World, db: None) -> World:  # noqa: ARG001  (what a test writes is taken back; the world stays)
    """The world, for one test."""
    return world


@pytest.fixture
def officer(site: World) -> Viewer:
    """The programme officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return viewer_of(site.people[Role.PROVINCE_OFFICER])


@pytest.fixture
def leader(site: World) -> Viewer:
    return viewer_of(site.people[Role.PROVINCE_LEADER])


@pytest.fixture
def reader(site: World) -> Viewer:
    """Reads issued plans everywhere, writes nothing."""
    return viewer_of(site.people[Role.NATIONAL_VIEWER])


@pytest.fixture
def actor(officer: Viewer) -> Actor:
    return Actor(officer.number, officer.name)


@pytest.fixture
def draft(site: World) -> int:  # noqa: ARG001
    """The small plan as a draft."""
    return load_small_plan()
