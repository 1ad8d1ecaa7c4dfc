"""How a worker tells that it lives and how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from django.db import DatabaseError, connections


class NotWanted(Exception):
    """The work was discarded or begun anew while this worker was at it."""


class Signs:
    """Signs of life of a worker, given from a thread of their own: a single page may take a reader a minute.

    give: tells the database how much is done of how much; False where nobody waits for it any more. every: seconds
    between two signs; 0: none besides those of `note`.
    """

    def __init__(self, give: Callable[[int, int], bool], every: float) -> None:
        self._give_one = give
        self._every = every
        self._done = self._total = 0
        self._ended = threading.Event()
        self._unwanted = threading.Event()
        self._thread = threading.Thread(target=self._give, name="signs", daemon=True)

    def __enter__(self) -> Signs:
        if self._every:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._every:
            self._thread.join()

    def note(self, done: int, total: int) -> None:
        """How far the work is. Raises NotWanted where it was discarded or begun anew."""
        self._done, self._total = done, total
        if not self._every:
            self._sign()
        if self._unwanted.is_set():
            raise NotWanted

    def _give(self) -> None:
        while not self._ended.wait(self._every):
            # A busy database: the next sign is a second away.
            with suppress(DatabaseError):
                self._sign()
        connections.close_all()

    def _sign(self) -> None:
        if not self._give_one(self._done, self._total):
            self._unwanted.set()
