"""A small site with a round whose report is written, and one with two issued editions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from nscl.plans.models import Plan
from tests.factories.report_editions import Editions, make_editions
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture(scope="module")
def made(world: World, django_db_blocker: DjangoDbBlocker) -> Editions:
    with django_db_blocker.unblock():
        return make_editions(Plan.objects.get(slug=world.slug), is_sample=True)
