"""Large files of activities, worked on by a process of its own (`records.operations.file_runs`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.accounts.queries import active_viewer
from nscl.records.enums import FileTask
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor, file_runs
from nscl.records.operations.file_runs import FileJob, RunGone
from nscl.work.models import ImportPreview, ImportRun
from nscl.work.operations.import_previews import previews
from nscl.work.operations.imports import Rehearsal, import_activities, rehearse_import
from nscl.work.rules.checks import TITLE_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportJob(FileJob):
    """What a process has to do, for which annual plan."""

    annual_plan: int


@transaction.atomic
def queue_run(*, annual_plan: int, token: str, file_name: str, task: FileTask, owner: int, at: datetime) -> int | None:
    """Have a process work on an uploaded file; returns the number of the run to start one for (`file_runs.queue`)."""
    of = {"annual_plan_id": annual_plan, "file_name": file_name}
    return file_runs.queue(ImportRun, ImportPreview, token=token, task=task, owner=owner, at=at, of=of)


@transaction.atomic
def start_run(*, number: int, at: datetime) -> ImportJob:
    """Take a run that waits. Raises RunGone where there is none, or somebody else has taken it."""
    run = file_runs.start(ImportRun, number, at)
    return ImportJob(**file_runs.job_of(run), task=FileTask(run.task), annual_plan=run.annual_plan_id)


def give_sign(*, job: ImportJob, done: int, total: int, at: datetime) -> bool:
    """The process lives, and has read `done` rows of `total`. False where it is not wanted any more."""
    return file_runs.sign(ImportRun, job, done=done, total=total, at=at)


def do_run(*, job: ImportJob, file_name: str, data: bytes, note: Callable[[int, int], None], at: datetime) -> Rehearsal:
    """What was asked for, as the person who asked. note: told the rows read and their number.

    Raises ImportFileRefused, WorkError, NotAllowed, RunGone where the person is gone.
    """
    viewer = active_viewer(job.owner)
    if viewer is None:
        raise RunGone(str(job.number))
    if job.task is FileTask.REHEARSE:
        return rehearse_import(annual_plan=job.annual_plan, data=data, viewer=viewer, at=at, progress=note)
    return import_activities(
        annual_plan=job.annual_plan,
        file_name=file_name,
        data=data,
        viewer=viewer,
        by=Actor(viewer.number, viewer.name),
        at=at,
        progress=note,
    )


@transaction.atomic
def finish_run(*, job: ImportJob, done: Rehearsal, at: datetime) -> None:
    """Keep what a rehearsal found, row by row, or how much was taken in. Raises RunGone."""
    figures = {
        "new": len(done.new),
        "known": len(done.known),
        "wrong": done.wrong_rows,
        "problems": len(done.problems),
        "planned_vnd": done.planned_vnd,
        "actual_vnd": done.actual_vnd,
        "people": done.people,
        "hidden": done.hidden,
        "unknown": "\n".join(done.unknown),
    }
    run = file_runs.finish(ImportRun, job, rows=done.rows, figures=figures, at=at)
    if job.task is FileTask.REHEARSE:
        insert_rows(list(_rows(run.pk, done)))


@transaction.atomic
def fail_run(*, job: ImportJob, problem: str, at: datetime) -> None:
    """Keep why it came to nothing. Raises RunGone."""
    file_runs.fail(ImportRun, job, problem=problem, at=at)


@transaction.atomic
def drop_runs(*, token: str, at: datetime) -> None:
    """Forget what was worked out of an upload; a process that is still at it writes nothing more."""
    file_runs.drop(ImportRun, token=token, at=at)


def _rows(run: int, done: Rehearsal) -> Iterator[ImportPreview]:
    for position, one in enumerate(previews(done)):
        yield ImportPreview(
            run_id=run,
            outcome=one.outcome.value,
            position=position,
            row=one.row,
            cell=one.cell,
            heading=one.heading,
            message=one.message,
            remedy=one.remedy,
            activity=one.activity,
            title=one.title[:TITLE_LENGTH],
            kind=one.kind.value if one.kind is not None else "",
            starts_on=one.starts_on,
            status=one.status.value if one.status is not None else "",
            vnd=one.vnd,
        )
