"""A small site with a desk of support: cases in every state, a council with a meeting to come, a ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from tests.factories.support_desk import Desk, a_desk
from tests.factories.world import World, built_world


@dataclass(frozen=True)
class Site:
    """The world with the desk in it."""

    world: World
    desk: Desk

    def client(self, role: Role) -> Client:
        client = Client()
        client.force_login(self.world.people[role])
        return client


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as world:
        yield Site(world, a_desk(world))


@pytest.fixture
def desk(site: Site, db: None) -> Desk:  # noqa: ARG001
    return site.desk


@pytest.fixture
def officer(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.PROVINCE_OFFICER)


@pytest.fixture
def leader(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.PROVINCE_LEADER)


@pytest.fixture
def finance(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.PROVINCE_FINANCE)


@pytest.fixture
def focal(site: Site, db: None) -> Client:  # noqa: ARG001
    return site.client(Role.AGENCY_FOCAL_POINT)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def whole(number: int) -> dict[str, str]:
    """What a form sends of the version that it was shown with."""
    return {"phien-ban": str(number)}
