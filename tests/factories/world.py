"""A small whole site: the reference data and one person of each role. Built once a module, then rolled back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.institutions.operations import load_reference
from nscl.institutions.queries import UnitRow, unit_by_code
from nscl.institutions.reference import read_reference
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, BAC_NINH, make_people

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class World:
    """What the site holds: `people`, one a role, all of `province` (today's Bắc Ninh)."""

    people: Mapping[Role, User]
    province: UnitRow


@contextmanager
def built_world() -> Iterator[World]:
    """Build the world inside a transaction, and take it all back afterwards."""
    with transaction.atomic():
        load_reference(reference=read_reference(DATA / "reference"), by=SYSTEM, at=AT)
        yield World(people=make_people(), province=unit_by_code(BAC_NINH, on=AT.date()))
        transaction.set_rollback(True)
