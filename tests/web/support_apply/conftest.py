"""A site with a firm that has an account, another firm that has one too, and a rule in force that both may use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant, User
from nscl.accounts.operations import RoleScope, grant_role
from nscl.organisations.models import Organisation
from nscl.records.operations import SYSTEM
from nscl.support.models import SupportCase
from nscl.support.operations.links import IssuedLink, send_link
from nscl.support.rules.values import CaseValues
from nscl.web.support_apply.letters import SENDER
from tests.factories.people import AT, make_person
from tests.factories.support import a_consulting, a_cost, a_draft, a_firm, state_figures
from tests.factories.world import World, built_world

TAX_CODE = "0100109106"
EMAIL = "congty@thu.example"


@dataclass(frozen=True)
class Site:
    """The world; `firm`: of its beneficiary; `other`: a firm whose account is `stranger`."""

    world: World
    firm: int
    other: int
    owner: User
    stranger: User


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: ARG001
    """Built once a module and taken back after it."""
    with django_db_blocker.unblock(), built_world() as world:
        owner = world.people[Role.BENEFICIARY]
        firm = RoleGrant.objects.get(user=owner).organisation_id
        assert firm is not None
        Organisation.objects.filter(pk=firm).update(
            tax_code=TAX_CODE, email=EMAIL, industry="25920", industry_edition="2018"
        )
        state_figures(firm, 2025)
        other = a_firm(world.province.id, "Công ty Khác", year=2025)
        stranger = make_person(username="nguoi-la")
        grant_role(account=stranger.pk, role=Role.BENEFICIARY, scope=RoleScope(organisation_id=other), by=SYSTEM, at=AT)
        yield Site(world, firm, other, owner, User.objects.get(pk=stranger.pk))


@pytest.fixture
def site(built: Site, db: None) -> Site:  # noqa: ARG001
    return built


@pytest.fixture
def owner(site: Site) -> Client:
    """Whoever applies for the firm."""
    return signed_in(site.owner)


@pytest.fixture(autouse=True)
def _nothing_tried_yet() -> Iterator[None]:
    """What was tried is counted in the cache, which outlives a test; no letter is on its way when the next begins."""
    cache.clear()
    yield
    wait_for_letters()


def wait_for_letters() -> None:
    """Until the letters that go out beside the answer have gone."""
    for thread in threading.enumerate():
        if thread.name == SENDER:
            thread.join(timeout=5)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def consulting(**changes: object) -> CaseValues:
    """A whole application for digital consulting under Decree 80/2021: 40 of 80 million."""
    cost = a_cost(80, "contract", on=date(2026, 10, 1), invoice_number="", invoice_symbol="", seller_tax_code="")
    return a_consulting(costs=(cost,), **changes)


def draft(organisation: int, **changes: object) -> SupportCase:
    """A draft with everything that its rule asks."""
    return SupportCase.objects.get(pk=a_draft(organisation, consulting(**changes), at=AT))


def address(case: SupportCase, page: str = "", way: str = "own-case", **kwargs: object) -> str:
    """A page of a case."""
    return reverse(f"{way}-{page}" if page else way, kwargs={"public_id": case.public_id, **kwargs})


def link_of(case: SupportCase, email: str = EMAIL) -> IssuedLink:
    """A link of a case, as its letter carries it."""
    return send_link(case=case.pk, email=email, viewer=None, by=SYSTEM, at=AT)


def opened(case: SupportCase) -> Client:
    """A browser that opened a link of the case."""
    client = Client()
    client.post(reverse("case-link", kwargs={"token": link_of(case).token}))
    return client
