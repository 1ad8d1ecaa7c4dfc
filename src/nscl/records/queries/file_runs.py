"""How far the process is that works on a person's large file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nscl.records.enums import FileRunState, FileTask
from nscl.records.models.file_run import FileRun
from nscl.records.rules import UNDER_WAY, is_alive


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRunRow:
    """A run. rows_all 0: not known yet; problem: why it failed. A package adds the figures of its rehearsal."""

    number: int
    file_name: str
    task: FileTask
    state: FileRunState
    heartbeat_at: datetime
    rows_done: int
    rows_all: int
    problem: str
    hidden: int
    unknown: tuple[str, ...]

    @property
    def is_under_way(self) -> bool:
        """Whether its process is at it, or is to come."""
        return self.state in UNDER_WAY

    def is_alive(self, at: datetime) -> bool:
        """Whether its process is at it, or is to come, and has given a sign of life not long ago."""
        return is_alive(self.state, self.heartbeat_at, at)


def row_of(run: FileRun) -> dict[str, Any]:
    """What every row is told of its run: the arguments of a `FileRunRow`."""
    return {
        "number": run.pk,
        "file_name": run.file_name,
        "task": FileTask(run.task),
        "state": FileRunState(run.state),
        "heartbeat_at": run.heartbeat_at,
        "rows_done": run.rows_done,
        "rows_all": run.rows_all,
        "problem": run.problem,
        "hidden": run.hidden,
        "unknown": tuple(run.unknown.splitlines()),
    }
