"""A small site with statistics of today's Bắc Ninh and its predecessors, a computed draft and a published run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories.productivity import ProductivityWorld, a_productivity_world
from tests.factories.world import World, built_world
from tests.web.difficulties.conftest import client_of

__all__ = ["client_of"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture(scope="module")
def runs(world: World, django_db_blocker: DjangoDbBlocker) -> ProductivityWorld:  # noqa: ARG001
    with django_db_blocker.unblock():
        return a_productivity_world(is_sample=True)
