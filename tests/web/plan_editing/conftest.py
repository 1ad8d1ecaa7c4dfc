"""A small site with an issued plan and a draft; uploads go to a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from nscl.accounts.enums import Role
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture(autouse=True)
def _own_uploads(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def client_of(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.fixture
def officer(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_OFFICER)


@pytest.fixture
def leader(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_LEADER)
