"""Reading many rows without the interpreter looking again and again for circles among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold Python's collector of circular garbage off: for seconds in which only plain values are made and kept.

    With a hundred thousand rows alive it walks through all of them at every few thousand new ones, a third of the time
    of taking in a file (benchmarks/bench_ledger_import.py). What is not in a circle is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
