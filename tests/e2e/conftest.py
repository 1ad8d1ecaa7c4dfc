"""A real site for a real browser: `nscl up` prepared once, served by gunicorn, opened in headless Chromium."""

from __future__ import annotations

import fcntl
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
from tests.factories.sites import NSCL, environment_of, prepare_once

# Debian's names first, and of these the build without a window system: the same engine, half of the processor time
# outside the page. The flags keep it from looking up hosts that this machine does not reach.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
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
# The database that `nscl up` fills once a run on PostgreSQL; each worker's is a copy of it.
PREPARED = "nscl_site"


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


def _database(name: str) -> str:
    """The address of a database of the PostgreSQL server under test."""
    return f"{os.environ['NSCL_DATABASE_URL'].rsplit('/', 1)[0]}/{name}"


def _create_database(name: str, template: str = "template0") -> None:
    with psycopg.connect(os.environ["NSCL_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


def _copy_on_postgresql(tmp_path_factory: pytest.TempPathFactory, var: Path) -> str:
    """A copy of the site that this run prepared on PostgreSQL, for one worker; returns its database's address."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    # One at a time: the first prepares, and a database is copied only while nobody is at it.
    with (common / "site-databases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (common / "prepared-site.txt").exists():
            _create_database(PREPARED)
        prepare_once(tmp_path_factory, {"NSCL_DATABASE_URL": _database(PREPARED)}).copy_to(var)
        name = f"{PREPARED}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        _create_database(name, template=PREPARED)
    return _database(name)


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample site on a database of its own; the documents' texts are stored where ../shared has them."""
    var = tmp_path_factory.mktemp("site")
    port = _free_port()
    environment = environment_of(var)
    if on_postgresql():
        environment["NSCL_DATABASE_URL"] = _copy_on_postgresql(tmp_path_factory, var)
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
            pytest.fail("Chromium is missing: CI must run the browser tests (apt-get install chromium-headless-shell)")
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
