"""A small site with an issued plan and a draft; no worker is started: tests do its work where they want it done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from tests.factories.readings import drafted
from tests.factories.world import World, built_world

SLUG = "doc-thu-2021-2025"
REVIEW = f"/ke-hoach/{SLUG}/ban-1/ra-soat/"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def person(world: World, db: None) -> User:  # noqa: ARG001
    return world.people[Role.PROVINCE_OFFICER]


@pytest.fixture
def officer(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def viewer(person: User) -> Viewer:
    return viewer_of(person)


@pytest.fixture
def leader(world: World, db: None) -> Client:  # noqa: ARG001
    client = Client()
    client.force_login(world.people[Role.PROVINCE_LEADER])
    return client


@pytest.fixture
def edition(person: User) -> int:
    """A draft that was read from a document, at `REVIEW`."""
    return drafted(person, slug=SLUG)


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The readings for which a worker would have been started."""
    numbers: list[int] = []
    monkeypatch.setattr("nscl.web.plan_reading.views.uploading.launch", numbers.append)
    return numbers
