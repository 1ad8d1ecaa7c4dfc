from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from tests.factories.people import make_people
from tests.factories.plans import load_small_plan


@dataclass(frozen=True)
class Site:
    """A site without any plan: the reference data and one person of each role."""

    people: Mapping[Role, User]


@pytest.fixture(scope="module")
def built_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: ARG001
    """The site, built once a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Site(make_people())
        transaction.set_rollback(True)


@pytest.fixture
def site(built_site: Site, db: None) -> Site:  # noqa: ARG001  (what a test writes is taken back; the site stays)
    """The site, for one test."""
    return built_site


@pytest.fixture
def officer(site: Site) -> Viewer:
    """The programme officer of today's Bắc Ninh, which holds Bắc Giang's land."""
    return viewer_of(site.people[Role.PROVINCE_OFFICER])


@pytest.fixture
def leader(site: Site) -> Viewer:
    return viewer_of(site.people[Role.PROVINCE_LEADER])


@pytest.fixture
def reader(site: Site) -> Viewer:
    """Reads issued plans everywhere, writes nothing."""
    return viewer_of(site.people[Role.NATIONAL_VIEWER])


@pytest.fixture
def actor(officer: Viewer) -> Actor:
    return Actor(officer.number, officer.name)


@pytest.fixture
def draft(site: Site) -> int:  # noqa: ARG001
    """The small plan as a draft."""
    return load_small_plan()
