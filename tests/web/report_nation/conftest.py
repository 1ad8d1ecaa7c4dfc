"""A small site with Bắc Ninh's plan in force, and another deployment that sends Hà Nội."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories.sent_packages import Sender, a_sender
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def sender() -> Sender:
    return a_sender()
