"""The second step: switched on with a code, asked for at sign-in, replaced by a recovery code, switched off."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from nscl.accounts.enums import Role
from tests.factories.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"


def code_now(secret: str) -> str:
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def switch_on(client: Client) -> str:
    """Sign in, begin, confirm with a code; returns the key."""
    client.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    again = client.post(reverse("mfa_begin_totp"))
    assert again.headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(again.headers["Location"], {"password": PASSWORD})
    client.post(reverse("mfa_begin_totp"))
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found is not None
    assert "data:image/svg+xml;base64," in page
    assert "style=" not in page
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(found[1])})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return found[1]


def test_the_whole_way() -> None:
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    owner = Client()
    secret = switch_on(owner)
    codes = re.findall(r"<li><code>(\w+)</code>", owner.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(codes) == 10
    downloaded = owner.get(reverse("mfa_download_recovery_codes"))
    assert all(code in downloaded.content.decode() for code in codes)

    newcomer = Client()
    step = newcomer.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    assert step.headers["Location"] == reverse("mfa_authenticate")
    assert newcomer.get("/").status_code == HTTPStatus.FOUND  # the password alone does not open the account
    wrong = newcomer.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    with time_machine.travel("2026-11-21T08:32:00+07:00", tick=False):
        newcomer.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        assert newcomer.get("/").status_code == HTTPStatus.OK

    without_phone = Client()
    without_phone.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    without_phone.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert without_phone.get("/").status_code == HTTPStatus.OK
    used_again = Client()
    used_again.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    used_again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert used_again.get("/").status_code == HTTPStatus.FOUND

    assert owner.post(reverse("mfa_deactivate_totp")).headers["Location"] == reverse("mfa_index")
    assert "Đang tắt" in owner.get(reverse("mfa_index")).content.decode()
    assert Client().post(SIGN_IN, {"login": "can-bo", "password": PASSWORD}).headers["Location"] == "/"


def test_the_key_is_made_by_a_post_and_stays_the_same_when_the_page_is_opened_again() -> None:
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    client.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).headers["Location"] == reverse("mfa_index")
    client.post(reverse("mfa_begin_totp"))
    first, second = (client.get(reverse("mfa_activate_totp")).content.decode() for _ in range(2))
    keys = [re.search(r'class="secret">([A-Z2-7]+)<', page) for page in (first, second)]
    assert keys[0] is not None
    assert keys[1] is not None
    assert keys[0][1] == keys[1][1]


def test_a_new_set_of_recovery_codes_replaces_the_old() -> None:
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    switch_on(client)
    old = re.findall(r"<li><code>(\w+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert "mã cũ mất hiệu lực" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    page = client.post(reverse("mfa_generate_recovery_codes"), follow=True).content.decode()
    new = re.findall(r"<li><code>(\w+)</code>", page)
    assert len(new) == 10
    assert not set(old) & set(new)
