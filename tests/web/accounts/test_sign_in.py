"""Signing in and out: who comes in, who is locked out, and what a stranger is told."""

from __future__ import annotations

from http import HTTPStatus

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.sample import SAMPLE_ACCOUNTS, SAMPLE_PASSWORD
from tests.factories.people import AT, PASSWORD, make_person

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"


def try_to_enter(client: Client, name: str, password: str, follow_to: str = "") -> int:
    address = f"{SIGN_IN}?next={follow_to}" if follow_to else SIGN_IN
    return client.post(address, {"login": name, "password": password}).status_code


def is_in(client: Client) -> bool:
    return client.get("/").status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", ["can-bo", "CAN-BO", "can-bo@thu.example"])
def test_a_name_or_an_address_opens_the_account(name: str) -> None:
    user = make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    assert try_to_enter(client, name, PASSWORD) == HTTPStatus.FOUND
    assert is_in(client)
    user.refresh_from_db()
    assert user.last_login is not None


def test_a_stranger_is_sent_to_sign_in_and_then_to_the_page_that_was_asked_for() -> None:
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    away = client.get("/don-vi/?q=lang%20son")
    assert away.headers["Location"] == f"{SIGN_IN}?next=/don-vi/%3Fq%3Dlang%2520son"
    page = client.get(away.headers["Location"])
    assert 'name="next"' in page.content.decode()
    answer = client.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD, "next": "/don-vi/?q=lang%20son"})
    assert answer.headers["Location"] == "/don-vi/?q=lang%20son"


def test_nobody_is_sent_to_another_site() -> None:
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    answer = Client().post(SIGN_IN, {"login": "can-bo", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike() -> None:
    make_person(username="can-bo")
    pages = [
        Client().post(SIGN_IN, {"login": name, "password": "sai-mat-khau"}).content.decode()
        for name in ("can-bo", "khong-co")
    ]
    for page in pages:
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    assert len({page.count("chưa đúng") for page in pages}) == 1


def test_too_many_wrong_passwords_lock_the_name_for_a_quarter_of_an_hour() -> None:
    """axes counts in the database, for all workers: the try that reaches the limit is answered 429, and from then on
    the right password is refused too; after the time it opens again."""
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    limit = settings.AXES_FAILURE_LIMIT
    names = ("can-bo", "CAN-BO", " Can-Bo ")  # one account, however it is written
    answers = [try_to_enter(client, names[n % len(names)], "sai-mat-khau") for n in range(limit)]
    assert answers == [HTTPStatus.OK] * (limit - 1) + [HTTPStatus.TOO_MANY_REQUESTS]
    locked = client.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    assert locked.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "15 phút" in locked.content.decode()
    assert not is_in(client)
    assert try_to_enter(client, "nguoi-khac", "sai-mat-khau") == HTTPStatus.OK  # only that name is locked


def test_the_lock_ends() -> None:
    make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        try_to_enter(client, "can-bo", "sai-mat-khau")
    with time_machine.travel("2026-11-21T08:46:00+07:00", tick=False):
        assert try_to_enter(client, "can-bo", PASSWORD) == HTTPStatus.FOUND


def test_a_locked_account_is_told_so_and_stays_out() -> None:
    user = make_person(Role.NATIONAL_VIEWER, username="can-bo")
    client = Client()
    client.force_login(user)
    assert is_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_in(client)
    answer = client.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD}, follow=True)
    assert "Tài khoản đang bị khóa" in answer.content.decode()
    assert not is_in(client)


def test_signing_out_is_a_post_that_works_after_the_session_ended_too() -> None:
    user = make_person(Role.NATIONAL_VIEWER)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("account_logout")).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert is_in(client)
    assert client.post(reverse("account_logout")).headers["Location"] == SIGN_IN
    assert not is_in(client)
    assert client.post(reverse("account_logout")).status_code == HTTPStatus.FOUND


def test_sample_accounts_are_shown_on_a_sample_site_only(settings: Settings) -> None:
    page = Client().get(SIGN_IN).content.decode()
    assert SAMPLE_PASSWORD in page
    assert all(f"?mau={account.username}" in page for account in SAMPLE_ACCOUNTS)
    assert 'value="canbo"' in Client().get(f"{SIGN_IN}?mau=canbo").content.decode()
    settings.SAMPLE = False
    page = Client().get(f"{SIGN_IN}?mau=canbo").content.decode()
    assert SAMPLE_PASSWORD not in page
    assert "?mau=daumoi" not in page
    assert 'value="canbo"' not in page


def test_nobody_signs_up() -> None:
    client = Client()
    client.force_login(make_person(Role.ADMINISTRATOR))
    for path in ("/tai-khoan/dang-ky/", "/tai-khoan/signup/", "/accounts/signup/"):
        assert client.get(path).status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_changing_the_password_ends_the_other_sessions() -> None:
    user = make_person(Role.NATIONAL_VIEWER, username="can-bo")
    here, elsewhere = Client(), Client()
    here.force_login(user)
    elsewhere.force_login(user)
    address = reverse("account_change_password")
    wrong = here.post(address, {"oldpassword": "sai", "password1": "mat-khau-moi-2027", "password2": "khac"})
    assert "Mật khẩu đang dùng chưa đúng" in wrong.content.decode()
    assert "chưa giống nhau" in wrong.content.decode()
    done = here.post(
        address,
        {"oldpassword": PASSWORD, "password1": "mat-khau-moi-2027", "password2": "mat-khau-moi-2027"},
        follow=True,
    )
    assert "Đã đổi mật khẩu." in done.content.decode()
    assert is_in(here)
    assert not is_in(elsewhere)


def test_the_language_is_chosen_by_the_person_and_kept() -> None:
    client = Client()
    assert "Đăng nhập" in client.get(SIGN_IN, headers={"accept-language": "en"}).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": SIGN_IN})
    page = client.get(SIGN_IN).content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page


def test_an_account_without_a_role_sees_that_it_has_none() -> None:
    client = Client()
    client.force_login(make_person(at=AT))
    page = client.get("/")
    assert page.status_code == HTTPStatus.OK
    assert "chưa có vai trò nào" in page.content.decode()
    assert client.get("/don-vi/").status_code == HTTPStatus.NOT_FOUND
