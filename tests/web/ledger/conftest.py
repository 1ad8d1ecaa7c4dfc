"""The plan of the ledger's tests (Bắc Giang 2021–2025, an approved estimate), looked at through the site."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from tests.finance.conftest import Site, built_site, site
from tests.finance.ledger.conftest import built_plan, plan

__all__ = ["built_plan", "built_site", "plan", "site"]  # fixtures


def client_of(site: Site, role: Role) -> Client:
    client = Client()
    client.force_login(site.people[role])
    return client


@pytest.fixture
def officer(site: Site) -> Client:
    return client_of(site, Role.PROVINCE_OFFICER)


@pytest.fixture
def finance(site: Site) -> Client:
    return client_of(site, Role.PROVINCE_FINANCE)


@pytest.fixture
def focal(site: Site) -> Client:
    return client_of(site, Role.AGENCY_FOCAL_POINT)
