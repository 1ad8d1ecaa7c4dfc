"""The harness, stricter than Django: nothing leaves the machine, the clock stands, unordered rows come shuffled."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from pytest_socket import socket_allow_hosts

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# A day after the five plans, before the yearly reports are due.
NOW = "2026-11-21T08:30:00+07:00"


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


@pytest.fixture
def shared() -> Path:
    """The folder of the published plans' texts; the test is skipped where it is absent."""
    if not (SHARED / "plans").is_dir():
        pytest.skip("../shared is absent: the published documents are not part of the repository")
    return SHARED
