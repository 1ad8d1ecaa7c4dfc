"""Large files: asked for by a person, worked on by a process of its own (docs/adr/0008).

The rows of a run are workspace, not record: taking in a file writes the record, with its audit event. They go with the
uploaded file, after a day. Every function works on the runs of one package (a subclass of `WorkerRun`), inside the
transaction of that package's operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from nscl.records.enums import FileRunState, FileTask
from nscl.records.models.file_run import FileRun, WorkerRun
from nscl.records.rules import KEPT_FOR, is_alive

R = TypeVar("R", bound=FileRun)
W = TypeVar("W", bound=WorkerRun)


class RunGone(LookupError):
    """There is no such run (any more), or another process has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a process has to do: with which upload, for whom, in whose language, and which attempt it is."""

    number: int
    attempt: int
    token: str
    owner: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileJob(Job):
    """The same for a large file that is rehearsed or taken in."""

    task: FileTask


def queue(
    runs: type[R],
    previews: type[models.Model],
    *,
    token: str,
    task: FileTask,
    owner: int,
    at: datetime,
    of: Mapping[str, Any],
) -> int | None:
    """Have a process rehearse an uploaded file, or take it in; returns the number of the run to start one for.

    previews: the package's rows of what a rehearsal says, of a `run`. of: what else a run is of, by field. None where
    there is nothing to start: one is at it and gives signs of life, or the file was taken in. One that failed or went
    silent is begun anew. Runs of yesterday go. Whether the person may is asked when the file is opened.
    """
    every = runs._default_manager
    every.filter(asked_at__lt=at - KEPT_FOR).delete()
    known = {**of, "asked_by_id": owner, "asked_at": at, "heartbeat_at": at}
    run, is_new = every.select_for_update().get_or_create(token=token, task=task, defaults=known)
    if not is_new:
        state = FileRunState(run.state)
        if is_alive(state, run.heartbeat_at, at) or (state, run.task) == (FileRunState.DONE, FileTask.TAKE_IN):
            return None
        run.state, run.attempt, run.problem, run.finished_at = FileRunState.QUEUED, run.attempt + 1, "", None
        run.heartbeat_at, run.rows_done, run.rows_all = at, 0, 0
        for field, value in of.items():
            setattr(run, field, value)
        run.save()
        previews._default_manager.filter(run=run).delete()
    return int(run.pk)


def start(runs: type[W], number: int, at: datetime) -> W:
    """Take a run that waits. Raises RunGone where there is none, or somebody else has taken it."""
    waiting = runs._default_manager.select_for_update(of=("self",)).select_related("asked_by")
    run = waiting.filter(pk=number, state=FileRunState.QUEUED).first()
    if run is None:
        raise RunGone(str(number))
    run.state, run.heartbeat_at = FileRunState.RUNNING, at
    run.save(update_fields=["state", "heartbeat_at"])
    return run


def job_of(run: WorkerRun) -> dict[str, Any]:
    """What every job is told of its run: the arguments of a `Job`."""
    return {
        "number": run.pk,
        "attempt": run.attempt,
        "token": run.token,
        "owner": run.asked_by_id,
        "language": run.asked_by.language,
    }


def sign(runs: type[W], job: Job, *, done: int, total: int, at: datetime) -> bool:
    """The process lives, and has read `done` rows of `total`. False where it is not wanted any more."""
    rows = runs._default_manager.filter(pk=job.number, attempt=job.attempt, state=FileRunState.RUNNING)
    return rows.update(heartbeat_at=at, rows_done=done, rows_all=total) == 1


def finish(runs: type[W], job: Job, *, rows: int, figures: Mapping[str, Any], at: datetime) -> W:
    """Keep what came of it. figures: of what came of it, by field. Raises RunGone."""
    run = _own(runs, job)
    run.state, run.finished_at = FileRunState.DONE, at
    run.rows_done = run.rows_all = rows
    for field, value in figures.items():
        setattr(run, field, value)
    run.save()
    return run


def fail(runs: type[W], job: Job, *, problem: str, at: datetime) -> None:
    """Keep why it came to nothing. Raises RunGone."""
    run = _own(runs, job)
    run.state, run.finished_at, run.problem = FileRunState.FAILED, at, problem
    run.save(update_fields=["state", "finished_at", "problem"])


def drop(runs: type[R], *, token: str, at: datetime) -> None:
    """Forget what was worked out of an upload; a process that is still at it writes nothing more."""
    runs._default_manager.filter(token=token, asked_at__lte=at).delete()


def _own(runs: type[W], job: Job) -> W:
    """The run of a job, locked, if this attempt is still the one that is wanted."""
    run = runs._default_manager.select_for_update().filter(pk=job.number, attempt=job.attempt).first()
    if run is None or run.state != FileRunState.RUNNING:
        raise RunGone(str(job.number))
    return run
