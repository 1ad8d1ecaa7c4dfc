"""Several people at once, against a database that takes real transactions from several connections.

The test database of SQLite lies in memory, where a second connection is refused at once instead of waiting. Its
content is copied into a file, as a site has it, and everything of the test runs in threads that open that file. On
PostgreSQL the test database itself is used; the test is marked `django_db(transaction=True)`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections


@contextmanager
def real_database(folder: Path) -> Iterator[None]:
    """Have the threads of this test use a real database."""
    if connection.vendor != "sqlite":
        yield
        return
    path = folder / "that.sqlite3"
    connection.ensure_connection()
    target = sqlite3.connect(path)
    connection.connection.backup(target)
    target.close()
    settings = connections.databases["default"]
    in_memory = settings["NAME"]
    settings["NAME"] = str(path)
    try:
        yield
    finally:
        settings["NAME"] = in_memory


def in_threads(acts: Sequence[Callable[[], object]]) -> list[BaseException]:
    """Do all acts at once, each in a thread with a connection of its own; what they raised, in no order."""
    start = threading.Barrier(len(acts))
    raised: list[BaseException] = []

    def one(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except BaseException as error:  # noqa: BLE001  # told to the test, an AssertionError too
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def in_a_thread(test: Callable[[], None]) -> None:
    """Run what arranges and checks where `real_database` holds; raises what it raised."""
    for error in in_threads([test]):
        raise error
