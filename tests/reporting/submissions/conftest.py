from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories.reporting_desk import Desk, a_desk


@pytest.fixture(scope="module")
def built_desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:  # noqa: ARG001
    """The desk, built once a module and taken back after it."""
    with django_db_blocker.unblock(), a_desk() as desk:
        yield desk


@pytest.fixture
def desk(built_desk: Desk, db: None) -> Desk:  # noqa: ARG001  (what a test writes is taken back; the desk stays)
    """The desk, for one test."""
    return built_desk
