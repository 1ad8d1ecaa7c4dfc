"""Bounds of a process that works on what somebody uploaded."""

from __future__ import annotations

import resource
import signal
from contextlib import suppress
from types import FrameType
from typing import Final

# The reader needs under 400 MB for 300 pages; libraries map about as much again.
MAX_MEMORY_BYTES: Final = 2 * 1024**3
# Reading takes seconds; only OCR of a long scan takes minutes of a core.
MAX_CPU_SECONDS: Final = 15 * 60
# After the soft bound the worker still has to say what happened.
GRACE_SECONDS: Final = 10
MAX_SECONDS: Final = 30 * 60


class TooLong(Exception):
    """The worker has used up its time."""


def limit_process(memory: int = MAX_MEMORY_BYTES) -> None:
    """Bound this process for good: memory in bytes, time of the processor, time on the clock, no memory dump."""
    for limit, values in (
        (resource.RLIMIT_AS, (memory, memory)),
        (resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS + GRACE_SECONDS)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        # A system may know no such bound, or have set a lower one.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, values)
    signal.signal(signal.SIGXCPU, _time_is_up)
    signal.signal(signal.SIGALRM, _time_is_up)
    signal.alarm(MAX_SECONDS)


def _time_is_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong
