"""A bad setting is refused with its name and how to mend it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from nscl.config import environment


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("on", True), ("no", False), ("0", False), ("", True)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    monkeypatch.setenv("NSCL_X", written)
    assert environment.flag("NSCL_X", default=True) is meant


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_X", "ja")
    with pytest.raises(ImproperlyConfigured, match=r"NSCL_X: “ja”.*Cách sửa: ghi 1 hoặc 0"):
        environment.flag("NSCL_X", default=True)


@pytest.mark.parametrize("written", ["2", "21", "ba", "3.5", "-4"])
def test_a_number_outside_its_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("NSCL_X", written)
    with pytest.raises(ImproperlyConfigured, match="từ 3 đến 20"):
        environment.whole_number("NSCL_X", 5, least=3, most=20)


@pytest.mark.parametrize("written", ["mysql://x/y", "nscl.sqlite3", "http://localhost"])
def test_a_database_that_we_do_not_keep_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("NSCL_X", written)
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        environment.database("NSCL_X", "sqlite:///x")


def test_sqlite_waits_and_takes_its_lock_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NSCL_X", raising=False)
    options = environment.database("NSCL_X", "sqlite:////tmp/nscl.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.parametrize(("written", "said"), [("", "chưa đặt"), ("sample", "khóa mẫu"), ("short", "ngắn hơn")])
def test_a_secret_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, written: str, said: str) -> None:
    monkeypatch.setenv("NSCL_X", written)
    with pytest.raises(ImproperlyConfigured, match=said):
        environment.secret("NSCL_X", forbidden="sample")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", []),
        ("https://dinhdanh.example/realms/tinh", ["https://dinhdanh.example"]),
        ("http://localhost:8081/.well-known/openid-configuration", ["http://localhost:8081"]),
    ],
)
def test_the_origin_of_an_address(monkeypatch: pytest.MonkeyPatch, written: str, meant: list[str]) -> None:
    monkeypatch.setenv("NSCL_X", written)
    assert environment.origin("NSCL_X") == meant


@pytest.mark.parametrize("written", ["dinhdanh.example", "https://", "ldap://dinhdanh.example"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("NSCL_X", written)
    with pytest.raises(ImproperlyConfigured, match="không phải địa chỉ web"):
        environment.origin("NSCL_X")


def test_postgresql_does_without_jit_and_keeps_what_the_address_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_X", "postgres://nscl@db:5432/nscl")
    assert environment.database("NSCL_X", "")["OPTIONS"] == {"options": "-c jit=off"}
    monkeypatch.setenv("NSCL_X", "postgres://nscl@db:5432/nscl?sslmode=require&options=-c%20work_mem%3D64MB")
    asked = environment.database("NSCL_X", "")["OPTIONS"]
    assert asked == {"sslmode": "require", "options": "-c jit=off -c work_mem=64MB"}
