"""The harness, stricter than Django: nothing leaves the machine, the clock stands, unordered rows come shuffled."""

from __future__ import annotations

import gc
import random
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from pytest_socket import socket_allow_hosts

from tests.factories.reference import load_places
from tests.factories.sites import PreparedSite, prepare_once

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# A day after the five plans, before the yearly reports are due.
NOW = "2026-11-21T08:30:00+07:00"


# How many objects are made before Python looks for cycles among them; its own 700 cost a sixth of the time of all
# tests, because what they load, half a million objects, is looked through again and again.
OBJECTS_BEFORE_COLLECTING = 100_000


def pytest_configure() -> None:
    """Look for cycles seldom, and not among what is loaded by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001
    """The test database holds the reference data, as every site does: loaded once, not once a module."""
    with django_db_blocker.unblock():
        load_places()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """A test with real transactions leaves the database empty: the reference data is put back for the next one."""
    yield
    if nextitem is None:  # the last one: by now the database itself is gone
        return
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction")
    if marked or "transactional_db" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            load_places()


@pytest.fixture(autouse=True)
def _no_sockets() -> None:
    """Refuse every connection that leaves loopback."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _frozen_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock stands at `NOW`, except for browser tests, whose cookies and server live in real time."""
    if request.node.get_closest_marker("e2e"):
        yield
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _unordered_rows_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without an order gives its rows in any order: here it really does."""
    original = QuerySet._fetch_all

    def fetch_all(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        original(self)
        if fresh and self._result_cache and not self.ordered and issubclass(self._iterable_class, ModelIterable):
            random.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_all)


@pytest.fixture(autouse=True)
def _own_var_folder(settings: Any, tmp_path: Path) -> None:
    """What a test writes (uploads) goes into a folder of its own."""
    settings.VAR_DIR = tmp_path
    settings.CERTIFICATE_KEY_FILE = tmp_path / "keys" / "certificates.pem"
    settings.PACKAGE_KEY_FILE = tmp_path / "keys" / "packages.pem"


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> PreparedSite:
    """A site as `nscl up` makes it, made once a run."""
    return prepare_once(tmp_path_factory)


@pytest.fixture
def shared() -> Path:
    """The folder of the published plans' texts; the test is skipped where it is absent."""
    if not (SHARED / "plans").is_dir():
        pytest.skip("../shared is absent: the published documents are not part of the repository")
    return SHARED
