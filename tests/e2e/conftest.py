"""A real site for a real browser: `nscl up` prepared once, served by gunicorn, opened in headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from nscl.accounts.sample import SAMPLE_PASSWORD
from tests.factories.sites import NSCL, environment_of

# Debian's name first; the flags keep it from looking up hosts that this machine does not reach.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_S = 180


@dataclass(frozen=True)
class Site:
    """A running site: its address and its folder."""

    address: str
    var: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped with status {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  (our own site)
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def on_postgresql() -> bool:
    """Whether the tests run on PostgreSQL."""
    return os.environ.get("NSCL_DATABASE_URL", "").startswith("postgres")


def _new_database() -> str:
    """A new database of the PostgreSQL server under test, for the site alone."""
    under_test = os.environ["NSCL_DATABASE_URL"]
    name = f"nscl_site_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # each worker has a site of its own
    with psycopg.connect(under_test, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{under_test.rsplit('/', 1)[0]}/{name}"


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample site on a database of its own; the documents' texts are stored where ../shared has them."""
    var = tmp_path_factory.mktemp("site")
    port = _free_port()
    environment = environment_of(var)
    if on_postgresql():
        environment["NSCL_DATABASE_URL"] = _new_database()
    else:
        request.getfixturevalue("prepared_site").copy_to(var)
    with subprocess.Popen([str(NSCL), "up", "--port", str(port)], env=environment, cwd=var) as server:
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait_for(address, server)
            yield Site(address, var)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Missing, it skips the browser tests; in CI that is a failure."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: CI must run the browser tests (apt-get install chromium)")
        pytest.skip("Chromium is not installed on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A person at the site: a page, and everything the browser complained of or asked other hosts for."""

    page: Page
    address: str
    complaints: list[str]

    def open(self, path: str) -> Page:
        """Go to a path of the site and wait until it stands still."""
        self.page.goto(self.address.rstrip("/") + path, wait_until="networkidle")
        return self.page


def visit(context: BrowserContext, address: str) -> Visit:
    """A new page that notes console errors (Content-Security-Policy violations too) and requests to other hosts."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else complaints.append(f"request: {r.url}"),
    )
    return Visit(page, address, complaints)


def sign_in(someone: Visit, username: str) -> None:
    """Sign in with a sample account through the real form."""
    page = someone.open("/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", SAMPLE_PASSWORD)
    page.click("form button[type=submit]:visible >> nth=-1")
    page.wait_for_url(someone.address)
