"""The switches of the top bar: province and year."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.institutions.queries import unit_by_code
from tests.factories.people import AT, make_person

pytestmark = pytest.mark.usefixtures("loaded")
SWITCH = "/boi-canh/"


def enter(role: Role) -> Client:
    client = Client()
    client.force_login(make_person(role))
    return client


@pytest.mark.parametrize(
    "fields", [{"tinh": "ca-nuoc"}, {"tinh": "20"}, {"tinh": "x"}, {"nam": "1999"}, {"nam": "hai nghìn"}]
)
def test_what_is_not_offered_is_not_remembered(fields: dict[str, str]) -> None:
    client = enter(Role.PROVINCE_OFFICER)
    assert client.post(SWITCH, fields).status_code == HTTPStatus.BAD_REQUEST
    assert "boi-canh" not in client.session
    assert "Năm 2026, Bắc Ninh" in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_switch_never_leaves_the_site(back: str) -> None:
    client = enter(Role.PROVINCE_OFFICER)
    assert client.post(SWITCH, {"nam": "2025", "next": back}).headers["Location"] == "/"


def test_a_remembered_province_that_is_no_longer_theirs_is_passed_over() -> None:
    client = enter(Role.NATIONAL_VIEWER)
    lang_son = unit_by_code("20", on=AT.date())
    client.post(SWITCH, {"tinh": str(lang_son.id)})
    kept = client.session["boi-canh"]
    other = enter(Role.PROVINCE_OFFICER)
    session = other.session
    session["boi-canh"] = kept
    session.save()
    assert "Năm 2026, Bắc Ninh" in other.get("/").content.decode()
