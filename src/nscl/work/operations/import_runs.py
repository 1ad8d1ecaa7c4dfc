"""Large files of activities: asked for by a person, worked on by a process of its own (docs/adr/0008).

The rows of a run are workspace, not record: taking in a file writes the record, with its audit event. They go with the
uploaded file, after a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.plans.rules import SIGN_OF_LIFE_WITHIN
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor
from nscl.work.enums import ImportState, ImportTask
from nscl.work.models import ImportPreview, ImportRun
from nscl.work.operations.import_previews import previews
from nscl.work.operations.imports import Rehearsal, import_activities, rehearse_import
from nscl.work.rules.checks import TITLE_LENGTH

KEPT_FOR: Final = timedelta(days=1)


class RunGone(LookupError):
    """There is no such run (any more), or another process has taken it."""


@dataclass(frozen=True, slots=True)
class ImportJob:
    """What a process has to do: with which upload, for whom, in whose language, and which attempt it is."""

    number: int
    attempt: int
    annual_plan: int
    token: str
    task: ImportTask
    owner: int
    language: str


@transaction.atomic
def queue_run(
    *, annual_plan: int, token: str, file_name: str, task: ImportTask, owner: int, at: datetime
) -> int | None:
    """Have a process rehearse an uploaded file, or take it in; returns the number of the run to start one for.

    None where there is nothing to start: one is at it and gives signs of life, or the file was taken in. One that
    failed or went silent is begun anew. Runs of yesterday go. Whether the person may is asked when the file is opened.
    """
    ImportRun.objects.filter(asked_at__lt=at - KEPT_FOR).delete()
    run, is_new = ImportRun.objects.select_for_update().get_or_create(
        token=token,
        task=task,
        defaults={
            "annual_plan_id": annual_plan,
            "file_name": file_name,
            "asked_by_id": owner,
            "asked_at": at,
            "heartbeat_at": at,
        },
    )
    if not is_new:
        is_alive = run.finished_at is None and at - run.heartbeat_at <= SIGN_OF_LIFE_WITHIN
        if is_alive or (run.state, run.task) == (ImportState.DONE, ImportTask.TAKE_IN):
            return None
        run.state, run.attempt, run.problem, run.finished_at = ImportState.QUEUED, run.attempt + 1, "", None
        run.heartbeat_at = at
        run.rows_done = run.rows_all = 0
        run.save()
        ImportPreview.objects.filter(run=run).delete()
    return run.pk


@transaction.atomic
def start_run(*, number: int, at: datetime) -> ImportJob:
    """Take a run that waits. Raises RunGone where there is none, or somebody else has taken it."""
    waiting = ImportRun.objects.select_for_update(of=("self",)).select_related("asked_by")
    run = waiting.filter(pk=number, state=ImportState.QUEUED).first()
    if run is None:
        raise RunGone(str(number))
    run.state, run.heartbeat_at = ImportState.RUNNING, at
    run.save(update_fields=["state", "heartbeat_at"])
    return ImportJob(
        number=run.pk,
        attempt=run.attempt,
        annual_plan=run.annual_plan_id,
        token=run.token,
        task=ImportTask(run.task),
        owner=run.asked_by_id,
        language=run.asked_by.language,
    )


def give_sign(*, job: ImportJob, done: int, total: int, at: datetime) -> bool:
    """The process lives, and has read `done` rows of `total`. False where it is not wanted any more."""
    rows = ImportRun.objects.filter(pk=job.number, attempt=job.attempt, state=ImportState.RUNNING)
    return rows.update(heartbeat_at=at, rows_done=done, rows_all=total) == 1


def do_run(*, job: ImportJob, file_name: str, data: bytes, note: Callable[[int, int], None], at: datetime) -> Rehearsal:
    """What was asked for, as the person who asked. note: told the rows read and their number.

    Raises ImportFileRefused, WorkError, NotAllowed, RunGone where the person is gone.
    """
    person = User.objects.filter(pk=job.owner, is_active=True).first()
    if person is None:
        raise RunGone(str(job.number))
    viewer = viewer_of(person)
    if job.task is ImportTask.REHEARSE:
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
    run = _own(job)
    run.state, run.finished_at = ImportState.DONE, at
    run.rows_done = run.rows_all = done.rows
    run.new, run.known, run.wrong, run.problems = len(done.new), len(done.known), done.wrong_rows, len(done.problems)
    run.planned_vnd, run.actual_vnd, run.people = done.planned_vnd, done.actual_vnd, done.people
    run.hidden, run.unknown = done.hidden, "\n".join(done.unknown)
    run.save()
    if job.task is ImportTask.REHEARSE:
        insert_rows(list(_rows(run.pk, done)))


@transaction.atomic
def fail_run(*, job: ImportJob, problem: str, at: datetime) -> None:
    """Keep why it came to nothing. Raises RunGone."""
    run = _own(job)
    run.state, run.finished_at, run.problem = ImportState.FAILED, at, problem
    run.save(update_fields=["state", "finished_at", "problem"])


@transaction.atomic
def drop_runs(*, token: str, at: datetime) -> None:
    """Forget what was worked out of an upload; a process that is still at it writes nothing more."""
    ImportRun.objects.filter(token=token, asked_at__lte=at).delete()


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


def _own(job: ImportJob) -> ImportRun:
    """The run of a job, locked, if this attempt is still the one that is wanted."""
    run = ImportRun.objects.select_for_update().filter(pk=job.number, attempt=job.attempt).first()
    if run is None or run.state != ImportState.RUNNING:
        raise RunGone(str(job.number))
    return run
