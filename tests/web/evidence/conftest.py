"""The world, with an activity of its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from tests.factories.evidence import activity_of
from tests.factories.world import World, built_world

SignedIn = Callable[[Role], Client]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        activity_of(built)
        yield built


@pytest.fixture
def activity(world: World, db: None) -> int:  # noqa: ARG001
    return activity_of(world)


@pytest.fixture
def signed_in(world: World, db: None) -> SignedIn:  # noqa: ARG001
    def client(role: Role) -> Client:
        opened = Client()
        opened.force_login(world.people[role])
        return opened

    return client
