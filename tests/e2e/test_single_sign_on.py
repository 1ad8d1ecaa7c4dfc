"""Signing in through a provider of OpenID Connect: two processes on loopback and a real browser, nothing replaced.

The provider is `localhost`, the site `127.0.0.1`: to the browser they are two sites, as they will be in a province.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.e2e.conftest import PATIENCE_S, _free_port, _wait_for
from tests.e2e.provider.people import CLIENT_ID, CLIENT_SECRET, IMPOSTOR, OWNER, PASSWORD, STRANGER, Identity
from tests.factories.sites import ROOT, PreparedSite

pytestmark = pytest.mark.e2e

NAME = "Định danh thử"
CONNECTIONS = "/tai-khoan/mot-lan/"
SIGN_IN = "/tai-khoan/dang-nhap/"
CALLBACK = "/tai-khoan/mot-lan/oidc/ve/"
# Made by the command line for the administrator: user name, full name, address, role.
OFFICIAL = ("lan", "Nguyễn Thị Lan", IMPOSTOR.email, "national_viewer")
COLLEAGUE = ("minh", "Trần Văn Minh", "minh@bacninh.example", "administrator")
SITE_PASSWORD = "mat-khau-cua-nscl-26"


@dataclass
class Site:
    """The running site, its database, and its provider, which a test may stop."""

    address: str
    provider_address: str
    database: Path
    provider: subprocess.Popen[bytes]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the site has stored."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def accounts(self) -> list[tuple[object, ...]]:
        """Every account."""
        return self.rows("SELECT username, email FROM accounts_user ORDER BY username")

    def connected(self) -> list[tuple[object, ...]]:
        """The accounts that an identity opens."""
        return self.rows(
            "SELECT username FROM socialaccount_socialaccount s JOIN accounts_user u ON u.id = s.user_id ORDER BY 1"
        )


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "NO_PROXY": "localhost,127.0.0.1", **more}


@contextmanager
def _running(command: list[str], address: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, env=environment, cwd=ROOT) as server:
        try:
            _wait_for(address, server)
            yield server
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


def _prepare(nscl: str, environment: dict[str, str]) -> None:
    for username, full_name, email, role in (OFFICIAL, COLLEAGUE):
        named = ["--username", username, "--full-name", full_name, "--email", email, "--password", SITE_PASSWORD]
        subprocess.run(
            [nscl, "create-account", *named, "--role", role], env=environment, check=True, capture_output=True
        )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, prepared_site: PreparedSite) -> Iterator[Site]:
    """The provider, and a site of its own that knows it; SQLite both, whatever database the suite runs on."""
    var = tmp_path_factory.mktemp("single-sign-on")
    prepared_site.copy_to(var)
    port, provider_port = _free_port(), _free_port()
    address, provider_address = f"http://127.0.0.1:{port}", f"http://localhost:{provider_port}"
    of_provider = _environment(
        OIDC_PROVIDER_DATABASE=str(var / "provider.sqlite3"), OIDC_PROVIDER_REDIRECT_URI=address + CALLBACK
    )
    of_site = _environment(
        DJANGO_SETTINGS_MODULE="nscl.config.settings.sample",
        NSCL_VAR_DIR=str(var),
        NSCL_DATABASE_URL=f"sqlite:///{var / 'nscl.sqlite3'}",
        NSCL_OIDC_SERVER_URL=provider_address,
        NSCL_OIDC_NAME=NAME,
        NSCL_OIDC_CLIENT_ID=CLIENT_ID,
        NSCL_OIDC_CLIENT_SECRET=CLIENT_SECRET,
    )
    nscl = str(Path(sys.executable).parent / "nscl")
    _prepare(nscl, of_site)
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{provider_port}", "--threads", "4"]
    provider_command = [*gunicorn, "--log-level", "warning", "tests.e2e.provider.server:application"]
    well_known = f"{provider_address}/.well-known/openid-configuration"
    with (
        _running(provider_command, well_known, of_provider) as provider,
        _running([nscl, "serve", "--port", str(port)], address + SIGN_IN, of_site),
    ):
        yield Site(address, provider_address, var / "nscl.sqlite3", provider)


@dataclass
class Person:
    """Somebody at a browser of their own, without any cookie yet."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.site.address + path)
        return self.page

    def sign_in(self, username: str) -> None:
        """Sign in at the site with the password."""
        page = self.open(SIGN_IN)
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", SITE_PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(self.site.address + "/")

    def press(self, name: str) -> None:
        """Press the site's button that leads to the provider, and arrive there."""
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_url(f"{self.site.provider_address}/**")

    def prove(self, identity: Identity, *, agree: bool = True) -> Page:
        """Sign in at the provider, agree that it tells the site (or do not), and come back."""
        self.page.fill("input[name=login]", identity.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("form", has=self.page.locator("input[name=password]")).locator("button").click()
        self.page.locator(f"button[value={'grant' if agree else 'cancel'}]").click()
        self.page.wait_for_url(f"{self.site.address}/**")
        return self.page

    def is_signed_in(self) -> bool:
        """Whether the site takes this browser for somebody."""
        self.open(CONNECTIONS)
        return urlsplit(self.page.url).path == CONNECTIONS

    def listen(self) -> None:
        """Note what the browser complains of on the site's pages, and what it asks the provider for."""
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and self.page.url.startswith(self.site.address):
            self.complaints.append(message.text)


@contextmanager
def somebody(site: Site, browser: Browser) -> Iterator[Person]:
    """A new person; at the end the site's pages must not have made the browser complain."""
    with closing(browser.new_context(locale="vi-VN")) as context:
        context.set_default_timeout(10_000)
        person = Person(context.new_page(), site)
        person.listen()
        yield person
        assert not person.complaints


@pytest.fixture
def connected(site: Site, browser: Browser) -> Site:
    """The site, where the official has connected her identity while signed in to her account."""
    if site.connected():
        return site
    with somebody(site, browser) as official:
        official.sign_in("lan")
        official.open(CONNECTIONS)
        official.press(f"Liên kết với {NAME}")
        page = official.prove(OWNER)
        assert urlsplit(page.url).path == CONNECTIONS
        expect(page.locator("body")).to_contain_text("Đã liên kết danh tính đăng nhập một lần.")
        expect(page.get_by_role("button", name="Hủy liên kết")).to_have_count(1)
    return site


def test_the_connected_identity_opens_the_account_and_the_page_that_was_asked_for(
    connected: Site, browser: Browser
) -> None:
    assert connected.connected() == [("lan",)]
    with somebody(connected, browser) as official:
        page = official.open(CONNECTIONS)
        assert urlsplit(page.url).path == SIGN_IN
        official.press(NAME)
        asked = next(url for url in official.asked if urlsplit(url).path == "/identity/o/authorize")
        assert parse_qs(urlsplit(asked).query)["code_challenge_method"] == ["S256"]
        page = official.prove(OWNER)
        assert urlsplit(page.url).path == CONNECTIONS
        expect(page.locator("body")).to_contain_text("Nguyễn Thị Lan")
    # Her address at the provider did not become one of her addresses here.
    assert ("lan", IMPOSTOR.email) in connected.accounts()
    assert OWNER.email not in str(connected.rows("SELECT email FROM account_emailaddress"))


@pytest.mark.parametrize(
    "identity",
    [
        pytest.param(STRANGER, id="unknown here"),
        pytest.param(IMPOSTOR, id="with the verified address and the name of an account"),
    ],
)
def test_an_identity_that_nobody_connected_opens_nothing_and_makes_nothing(
    connected: Site, browser: Browser, identity: Identity
) -> None:
    before = connected.accounts()
    with somebody(connected, browser) as stranger:
        stranger.open(SIGN_IN)
        stranger.press(NAME)
        page = stranger.prove(identity)
        expect(page.locator("h1")).to_have_text("Danh tính chưa liên kết với tài khoản nào")
        expect(page.locator("body")).to_contain_text("trùng thư điện tử chưa đủ để mở một tài khoản")
        assert not stranger.is_signed_in()
    assert connected.accounts() == before
    assert connected.connected() == [("lan",)]


def test_an_identity_opens_one_account_only(connected: Site, browser: Browser) -> None:
    with somebody(connected, browser) as colleague:
        colleague.sign_in("minh")
        colleague.open(CONNECTIONS)
        colleague.press(f"Liên kết với {NAME}")
        page = colleague.prove(OWNER)
        expect(page.locator("body")).to_contain_text("đã liên kết với một tài khoản khác")
        expect(page.locator("body")).to_contain_text("Trần Văn Minh")
    assert connected.connected() == [("lan",)]


def test_who_stops_at_the_provider_is_told_so(site: Site, browser: Browser) -> None:
    with somebody(site, browser) as person:
        person.open(SIGN_IN)
        person.press(NAME)
        page = person.prove(OWNER, agree=False)
        expect(page.locator("body")).to_contain_text("Bạn đã dừng ở hệ thống đăng nhập một lần.")
        assert not person.is_signed_in()


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(site: Site, browser: Browser) -> None:
    with somebody(site, browser) as victim:
        page = victim.open(f"{CALLBACK}?code=somebody-elses&state=invented")
        expect(page.locator("h1")).to_have_text("Đăng nhập một lần không thành")
        assert not victim.is_signed_in()
        victim.complaints = [one for one in victim.complaints if not re.search("status of 401", one)]


def test_a_silent_provider_is_told_so_and_the_password_still_works(site: Site, browser: Browser) -> None:
    """The last test here: it stops the provider."""
    site.provider.terminate()
    site.provider.wait(timeout=PATIENCE_S)
    with somebody(site, browser) as person:
        page = person.open(SIGN_IN)
        page.get_by_role("button", name=NAME).click()
        expect(page.locator("h1")).to_have_text("Đăng nhập một lần không thành")
        person.complaints = [one for one in person.complaints if not re.search("status of 401", one)]
        person.sign_in("lan")
