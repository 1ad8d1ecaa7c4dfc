"""An officer of today's Bắc Ninh, and series of the two provinces that merged into it. Built once for the module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.productivity.queries.territory import territories_of
from tests.factories.people import make_person
from tests.factories.productivity import load_statistics

ROLES = (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.NATIONAL_VIEWER)


@dataclass(frozen=True)
class Desk:
    """province: the number of today's; people: of it; stranger: who keeps the figures of another."""

    province: int
    people: Mapping[Role, User]
    stranger: User


@pytest.fixture(scope="module")
def _desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        people = {role: make_person(role) for role in ROLES}
        stranger = make_person(Role.PROVINCE_OFFICER, province="33")
        province = load_statistics()[0]
        yield Desk(territories_of([province]).place(province).unit_id, people, stranger)
        transaction.set_rollback(True)


@pytest.fixture
def desk(_desk: Desk, db: None) -> Desk:  # noqa: ARG001
    return _desk


@pytest.fixture
def client_of(desk: Desk) -> Callable[[Role], Client]:
    def make(role: Role) -> Client:
        client = Client()
        client.force_login(desk.people[role])
        return client

    return make


@pytest.fixture
def officer(client_of: Callable[[Role], Client]) -> Client:
    return client_of(Role.PROVINCE_OFFICER)
