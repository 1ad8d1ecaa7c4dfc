"""A small site with a round of the running year: reports in each state, and a closed round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from nscl.plans.models import Plan
from tests.factories.report_rounds import Reports, make_reports
from tests.factories.world import World, built_world
from tests.web.difficulties.conftest import client_of

__all__ = ["client_of"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture(scope="module")
def made(world: World, django_db_blocker: DjangoDbBlocker) -> Reports:
    with django_db_blocker.unblock():
        return make_reports(Plan.objects.get(slug=world.slug), is_sample=True, year=2026)
