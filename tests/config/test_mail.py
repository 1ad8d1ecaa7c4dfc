"""Half a mail configuration keeps a server from starting; a whole one, or none, does not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from nscl.config import environment
from nscl.config.mail import refuse_half_set_mail

HOSTS = ["nscl.tinh.example"]
SERVER = {"NSCL_EMAIL_HOST": "thu.tinh.example", "NSCL_EMAIL_FROM": "NSCL <nscl@tinh.example>"}
MAILBOX = {"NSCL_EMAIL_USER": "nscl", "NSCL_EMAIL_PASSWORD": "mat-khau"}
REMINDERS = {"NSCL_EMAIL_REMINDERS": "1", "NSCL_SITE_URL": "https://nscl.tinh.example"}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*SERVER, *MAILBOX, *REMINDERS, "NSCL_EMAIL_PORT", "NSCL_EMAIL_SECURITY", "NSCL_EMAIL_BACKEND"):
        monkeypatch.delenv(name, raising=False)


def set_all(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        SERVER,
        SERVER | MAILBOX,
        SERVER | MAILBOX | REMINDERS,
        {"NSCL_EMAIL_BACKEND": "example.Backend", **REMINDERS},
        SERVER | {"NSCL_EMAIL_SECURITY": "none"},
    ],
)
def test_what_is_whole_starts(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    set_all(monkeypatch, variables)
    refuse_half_set_mail(HOSTS)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        (MAILBOX, "NSCL_EMAIL_HOST: chưa đặt mà đã đặt NSCL_EMAIL_USER"),
        (REMINDERS, "NSCL_EMAIL_HOST: chưa đặt mà đã bật NSCL_EMAIL_REMINDERS"),
        (SERVER | {"NSCL_EMAIL_USER": "nscl"}, "NSCL_EMAIL_PASSWORD: chưa đặt"),
        (SERVER | {"NSCL_EMAIL_PASSWORD": "x"}, "NSCL_EMAIL_USER: chưa đặt"),
        (SERVER | MAILBOX | {"NSCL_EMAIL_SECURITY": "none"}, "NSCL_EMAIL_SECURITY: none thì mật khẩu"),
        (SERVER | {"NSCL_EMAIL_FROM": ""}, "NSCL_EMAIL_FROM: chưa đặt"),
        (SERVER | {"NSCL_EMAIL_FROM": "nscl"}, "NSCL_EMAIL_FROM: “nscl” không phải địa chỉ thư"),
        (SERVER | REMINDERS | {"NSCL_SITE_URL": ""}, "NSCL_SITE_URL: chưa đặt"),
        (SERVER | REMINDERS | {"NSCL_SITE_URL": "http://nscl.tinh.example"}, "NSCL_SITE_URL: “http://"),
    ],
)
def test_what_is_half_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    set_all(monkeypatch, variables)
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_half_set_mail(HOSTS)
    words = str(refused.value)
    assert words.startswith(said)
    assert "Cách sửa" in words
    assert "\n" not in words


def test_a_choice_is_one_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_EMAIL_SECURITY", "TLS")
    assert environment.choice("NSCL_EMAIL_SECURITY", "starttls", among=("starttls", "tls")) == "tls"
    monkeypatch.setenv("NSCL_EMAIL_SECURITY", "ssl")
    with pytest.raises(ImproperlyConfigured, match="ghi một trong: starttls, tls"):
        environment.choice("NSCL_EMAIL_SECURITY", "starttls", among=("starttls", "tls"))


def test_the_address_of_the_site_has_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_SITE_URL", "https://nscl.tinh.example/")
    assert environment.web_address("NSCL_SITE_URL", "") == "https://nscl.tinh.example"
    monkeypatch.setenv("NSCL_SITE_URL", "nscl.tinh.example")
    with pytest.raises(ImproperlyConfigured, match="không phải địa chỉ web"):
        environment.web_address("NSCL_SITE_URL", "")
