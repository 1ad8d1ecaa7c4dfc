"""The production settings refuse to start where they must, each time in one line that says what to set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.sites import NSCL, PreparedSite

LONG_SECRET = "b7" * 30
GOOD = {"NSCL_SECRET_KEY": LONG_SECRET, "NSCL_PERSON_KEY": LONG_SECRET, "NSCL_ALLOWED_HOSTS": "nscl.example.gov.vn"}


def nscl(var: Path, settings: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NSCL_")}
    environment = {
        **kept,
        "NSCL_VAR_DIR": str(var),
        "NSCL_DATABASE_URL": f"sqlite:///{var / 'nscl.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": f"nscl.config.settings.{settings}",
        **variables,
    }
    return subprocess.run(
        [str(NSCL), *arguments], env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"NSCL_SECRET_KEY": ""}, "NSCL_SECRET_KEY: chưa đặt"),
        (
            {"NSCL_SECRET_KEY": "sample-key-of-the-public-repository-never-use-it-in-production"},
            "NSCL_SECRET_KEY: đang là khóa mẫu",
        ),
        ({"NSCL_PERSON_KEY": ""}, "NSCL_PERSON_KEY: chưa đặt"),
        ({"NSCL_SECRET_KEY": "ngan"}, "NSCL_SECRET_KEY: ngắn hơn"),
        ({"NSCL_DEBUG": "1"}, "NSCL_DEBUG: không được bật gỡ lỗi"),
        ({"NSCL_ALLOWED_HOSTS": ""}, "NSCL_ALLOWED_HOSTS: chưa nêu"),
        ({"NSCL_ALLOWED_HOSTS": "*"}, "NSCL_ALLOWED_HOSTS: chưa nêu"),
        ({"NSCL_OIDC_SERVER_URL": "http://id.example.vn"}, "NSCL_OIDC_SERVER_URL: không phải https"),
        ({"NSCL_OIDC_SERVER_URL": "https://id.example.vn"}, "NSCL_OIDC_CLIENT_ID: chưa đặt"),
        ({"NSCL_EMAIL_HOST": "thu.example.vn"}, "NSCL_EMAIL_FROM: chưa đặt"),
        ({"NSCL_DATABASE_URL": "mysql://x"}, "NSCL_DATABASE_URL: “mysql://x”"),
    ],
)
def test_a_bad_setting_is_one_line_with_its_remedy(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    result = nscl(tmp_path, "production", "serve", **{**GOOD, **changed})
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert said in result.stderr
    assert "Cách sửa" in result.stderr


def test_a_database_that_was_not_made_is_said_to_be_so(tmp_path: Path) -> None:
    result = nscl(tmp_path, "production", "serve", **GOOD)
    assert result.returncode == 1
    assert "nscl migrate" in result.stderr


@pytest.mark.e2e
def test_sample_accounts_keep_a_production_site_from_starting(prepared_site: PreparedSite, tmp_path: Path) -> None:
    prepared_site.copy_to(tmp_path)
    refused = nscl(tmp_path, "production", "serve", **GOOD)
    assert refused.returncode == 1
    assert "9 tài khoản mẫu còn hoạt động" in refused.stderr
    assert "nscl lock-sample-accounts" in refused.stderr
    import_site = [sys.executable, "-c", "import nscl.config.wsgi"]
    environment = {**os.environ, **GOOD, "DJANGO_SETTINGS_MODULE": "nscl.config.settings.production"}
    environment |= {"NSCL_VAR_DIR": str(tmp_path), "NSCL_DATABASE_URL": f"sqlite:///{tmp_path / 'nscl.sqlite3'}"}
    wsgi = subprocess.run(import_site, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert wsgi.returncode != 0
    assert "tài khoản mẫu" in wsgi.stderr, "another application server is refused as well"
    locked = nscl(tmp_path, "production", "lock-sample-accounts", **GOOD)
    assert "Đã khóa 9 tài khoản mẫu" in locked.stdout
    wsgi = subprocess.run(import_site, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert wsgi.returncode == 0, wsgi.stderr
