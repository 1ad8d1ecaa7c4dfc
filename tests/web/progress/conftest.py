"""The country of the progress tests, looked at through the site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from tests.progress.conftest import Country, Recorder, _country, country, recorder

__all__ = ["_country", "country", "recorder"]  # fixtures

BAC_NINH = "bac-ninh-2026-2030"
BAC_GIANG = "bac-giang-2021-2025"
HUNG_YEN = "hung-yen-2021-2030"


def client_of(country: Country, role: Role) -> Client:
    client = Client()
    client.force_login(country.people[role])
    return client


@pytest.fixture
def officer(country: Country) -> Client:
    return client_of(country, Role.PROVINCE_OFFICER)


@pytest.fixture
def leader(country: Country) -> Client:
    return client_of(country, Role.PROVINCE_LEADER)


@pytest.fixture
def nation(country: Country) -> Client:
    return client_of(country, Role.NATIONAL_VIEWER)


@pytest.fixture
def bac_ninh(country: Country, recorder: Callable[[str], Recorder]) -> Recorder:  # noqa: ARG001
    return recorder(BAC_NINH)
