"""The small world of support, built once a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.operations import RoleScope, create_account, grant_role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.records.operations import SYSTEM, Actor
from tests.factories.people import AT, PASSWORD, make_people
from tests.factories.support import World, make_world
from tests.factories.support_rules import write_rules


@dataclass(frozen=True)
class Desk:
    """The small world, one person of each role, and somebody who acts for the firm."""

    world: World
    people: Mapping[Role, User]
    owner: User

    @property
    def firm(self) -> int:
        """The firm of the world."""
        return self.world.firm

    def viewer(self, role: Role) -> Viewer:
        """Somebody with a role, as operations take them."""
        return viewer_of(self.people[role])

    def actor(self, role: Role) -> Actor:
        """The same person, as the audit trail takes them."""
        return Actor(self.people[role].pk, self.people[role].full_name)

    @property
    def applicant(self) -> Viewer:
        """Whoever acts for the firm."""
        return viewer_of(self.owner)


@pytest.fixture(scope="module")
def built_desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:  # noqa: ARG001
    """Built once a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield Desk(world, make_people(), _owner(world.firm))
        transaction.set_rollback(True)


def _owner(firm: int) -> User:
    number = create_account(
        username="chu-hang", full_name="Chủ Hãng", email="chu@thu.example", password=PASSWORD, by=SYSTEM, at=AT
    )
    grant_role(account=number, role=Role.BENEFICIARY, scope=RoleScope(organisation_id=firm), by=SYSTEM, at=AT)
    return User.objects.get(pk=number)


@pytest.fixture
def desk(db: None, built_desk: Desk) -> Desk:  # noqa: ARG001
    """The small world, for one test."""
    return built_desk


@pytest.fixture
def own_rules(settings: Any, tmp_path: Path) -> None:
    """The rules of `tests.factories.support_rules` besides the shipped ones."""
    settings.DATA_DIR = write_rules(tmp_path)
