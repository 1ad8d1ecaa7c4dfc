"""A site without a plan: the reference data, one person of each role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from tests.factories.people import make_people


@pytest.fixture(scope="module")
def built_people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Mapping[Role, User]]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_people()
        transaction.set_rollback(True)


@pytest.fixture
def people(built_people: Mapping[Role, User], db: None) -> Mapping[Role, User]:  # noqa: ARG001
    return built_people


@pytest.fixture
def officer(people: Mapping[Role, User]) -> User:
    """The programme officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return people[Role.PROVINCE_OFFICER]
