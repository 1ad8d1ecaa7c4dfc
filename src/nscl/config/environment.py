"""Settings read from the environment; a bad value is refused with its name, what it was and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

# Characters of a Django secret key that `get_random_secret_key` makes; anything shorter was typed by hand.
MINIMUM_SECRET_LENGTH = 50

_env = environ.Env()


def _refuse(name: str, problem: str, remedy: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: {problem}. Cách sửa: {remedy}.")


def text(name: str, default: str) -> str:
    """The variable as text, or `default`."""
    return str(_env.str(name, default=default)).strip()


def flag(name: str, *, default: bool) -> bool:
    """The variable as yes or no (1/0, true/false, on/off, yes/no).

    Raises ImproperlyConfigured for anything else, where a silent "no" would hide a typing error.
    """
    value = text(name, "")
    if not value:
        return default
    if value.lower() in {"1", "true", "on", "yes"}:
        return True
    if value.lower() in {"0", "false", "off", "no"}:
        return False
    raise _refuse(name, f"“{value}” không phải có hay không", "ghi 1 hoặc 0")


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """The variable as a whole number within [least, most]. Raises ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    if not value.isdigit() or not least <= int(value) <= most:
        raise _refuse(name, f"“{value}” không phải số nguyên từ {least} đến {most}", f"ví dụ {name}={default}")
    return int(value)


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """The variable as one of some words. Raises ImproperlyConfigured for any other."""
    value = text(name, default).lower()
    if value not in among:
        raise _refuse(name, f"“{value}” không phải lựa chọn dùng được", f"ghi một trong: {', '.join(among)}")
    return value


def folder(name: str, default: Path) -> Path:
    """The variable as an absolute folder path."""
    return Path(text(name, str(default))).expanduser().resolve()


def words(name: str, default: list[str]) -> list[str]:
    """The variable as a list of comma-separated words."""
    value = text(name, ",".join(default))
    return [word.strip() for word in value.split(",") if word.strip()]


def database(name: str, default: str) -> dict[str, Any]:
    """The variable as Django's settings of one database, from an address `sqlite:///…` or `postgres://…`.

    SQLite gets WAL and IMMEDIATE transactions: with the default (DEFERRED) half of simultaneous writers fail with
    "database is locked" (design, stack.md §4). PostgreSQL does without JIT compilation: our pages ask short questions
    with many joins, and compiling one took up to 30 s where the planner had no statistics yet. Options that the address
    gives itself come after ours. Raises ImproperlyConfigured for any other address.
    """
    address = text(name, default)
    scheme = urlsplit(address).scheme
    if scheme in {"postgres", "postgresql"}:
        settings: dict[str, Any] = dict(_env.db_url_config(address))
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
        given = settings.setdefault("OPTIONS", {})
        given["options"] = f"-c jit=off {given.get('options', '')}".strip()
        return settings
    if scheme != "sqlite":
        raise _refuse(
            name,
            f"“{address}” không phải địa chỉ cơ sở dữ liệu dùng được",
            "ghi sqlite:////duong/dan/nscl.sqlite3 hoặc postgres://nguoi-dung:mat-khau@may-chu:5432/nscl",
        )
    settings = dict(_env.db_url_config(address))
    settings["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;",
    }
    return settings


def origin(name: str) -> list[str]:
    """The origin (scheme, host, port) of the variable's web address, for a Content-Security-Policy; none where unset.

    Raises ImproperlyConfigured for anything but an http or https address.
    """
    return [_origin(name, address, "https://dinhdanh.tinh.gov.vn")] if (address := text(name, "")) else []


def web_address(name: str, default: str) -> str:
    """The variable as the origin of a web site, without a slash at its end. Raises ImproperlyConfigured otherwise."""
    return _origin(name, text(name, default), "https://nscl.tinh.gov.vn")


def _origin(name: str, address: str, example: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _refuse(name, f"“{address}” không phải địa chỉ web", f"ví dụ {name}={example}")
    return f"{parts.scheme}://{parts.netloc}"


def secret(name: str, *, forbidden: str) -> str:
    """The site's secret key. Raises ImproperlyConfigured where it is missing, short, or the published sample key."""
    value = text(name, "")
    remedy = (
        f"đặt {name} bằng kết quả của lệnh: "
        "python -c 'from django.core.management.utils import get_random_secret_key as k; print(k())'"
    )
    if not value:
        raise _refuse(name, "chưa đặt", remedy)
    if value == forbidden:
        raise _refuse(name, "đang là khóa mẫu, ai cũng biết", remedy)
    if len(value) < MINIMUM_SECRET_LENGTH:
        raise _refuse(name, f"ngắn hơn {MINIMUM_SECRET_LENGTH} ký tự", remedy)
    return value
