"""Large files of organisations: asked for by a person, worked on by a process of its own (docs/adr/0008).

The rows of a run are workspace, not record: taking in a file writes the record, with its audit event. They go with the
uploaded file, after a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.db import transaction

from nscl.organisations.enums import ImportState, ImportTask
from nscl.organisations.imports.results import OrganisationRehearsal, previews
from nscl.organisations.models import OrganisationImportPreview, OrganisationImportRun
from nscl.organisations.rules.import_runs import KEPT_FOR, is_alive
from nscl.records.inserting import insert_values

# How many lines of one outcome are kept to be looked through; the figures count all.
MOST_PREVIEWS: Final = 5000
_PREVIEW: Final = (
    *("run_id", "outcome", "position", "row", "name", "tax_code", "cell", "heading", "message", "remedy", "other"),
)


class ImportRunGone(LookupError):
    """There is no such run (any more), or another process has taken it."""


@dataclass(frozen=True, slots=True)
class OrganisationImportJob:
    """What a process has to do: with which upload, for which province and whom, in whose language, which attempt."""

    number: int
    attempt: int
    unit_id: int
    token: str
    task: ImportTask
    sound_only: bool
    owner: int
    language: str


@transaction.atomic
def queue_run(
    *, unit_id: int, token: str, file_name: str, task: ImportTask, sound_only: bool, owner: int, at: datetime
) -> int | None:
    """Have a process rehearse an uploaded file, or take it in; returns the number of the run to start one for.

    None where there is nothing to start: one is at it and gives signs of life, or the file was taken in. One that
    failed or went silent is begun anew. Runs of yesterday go. Whether the person may is asked when the file is opened.
    """
    OrganisationImportRun.objects.filter(asked_at__lt=at - KEPT_FOR).delete()
    run, is_new = OrganisationImportRun.objects.select_for_update().get_or_create(
        token=token,
        task=task,
        defaults={
            "unit_id": unit_id,
            "file_name": file_name,
            "sound_only": sound_only,
            "asked_by_id": owner,
            "asked_at": at,
            "heartbeat_at": at,
        },
    )
    if not is_new:
        state = ImportState(run.state)
        if is_alive(state, run.heartbeat_at, at) or (state, run.task) == (ImportState.DONE, ImportTask.TAKE_IN):
            return None
        run.state, run.attempt, run.problem, run.finished_at = ImportState.QUEUED, run.attempt + 1, "", None
        run.heartbeat_at, run.sound_only = at, sound_only
        run.rows_done = run.rows_all = 0
        run.save()
        OrganisationImportPreview.objects.filter(run=run).delete()
    return int(run.pk)


@transaction.atomic
def start_run(*, number: int, at: datetime) -> OrganisationImportJob:
    """Take a run that waits. Raises ImportRunGone where there is none, or somebody else has taken it."""
    waiting = OrganisationImportRun.objects.select_for_update(of=("self",)).select_related("asked_by")
    run = waiting.filter(pk=number, state=ImportState.QUEUED).first()
    if run is None:
        raise ImportRunGone(str(number))
    run.state, run.heartbeat_at = ImportState.RUNNING, at
    run.save(update_fields=["state", "heartbeat_at"])
    return OrganisationImportJob(
        number=run.pk,
        attempt=run.attempt,
        unit_id=run.unit_id,
        token=run.token,
        task=ImportTask(run.task),
        sound_only=run.sound_only,
        owner=run.asked_by_id,
        language=run.asked_by.language,
    )


def give_sign(*, job: OrganisationImportJob, done: int, total: int, at: datetime) -> bool:
    """The process lives, and has read `done` rows of `total`. False where it is not wanted any more."""
    rows = OrganisationImportRun.objects.filter(pk=job.number, attempt=job.attempt, state=ImportState.RUNNING)
    return rows.update(heartbeat_at=at, rows_done=done, rows_all=total) == 1


@transaction.atomic
def finish_run(*, job: OrganisationImportJob, done: OrganisationRehearsal, at: datetime) -> None:
    """Keep what a rehearsal found, row by row, or how much was taken in. Raises ImportRunGone."""
    run = _own(job)
    run.state, run.finished_at = ImportState.DONE, at
    run.rows_done = run.rows_all = done.rows
    run.added, run.changed, run.same = len(done.new), len(done.changed), len(done.same)
    run.doubtful, run.wrong = len(done.doubtful), done.wrong_rows
    run.hidden, run.unknown = done.hidden, "\n".join(done.unknown)
    run.save()
    if job.task is ImportTask.REHEARSE:
        rows = []
        for outcome, lines in groupby(previews(done), key=lambda line: line.outcome):
            for position, line in zip(range(MOST_PREVIEWS), lines, strict=False):
                where = (line.row, line.name, line.tax_code, line.cell, line.heading)
                rows.append((run.pk, outcome.value, position, *where, line.message, line.remedy, line.other))
        insert_values(OrganisationImportPreview, _PREVIEW, rows)


@transaction.atomic
def fail_run(*, job: OrganisationImportJob, problem: str, at: datetime) -> None:
    """Keep why it came to nothing. Raises ImportRunGone."""
    run = _own(job)
    run.state, run.finished_at, run.problem = ImportState.FAILED, at, problem
    run.save(update_fields=["state", "finished_at", "problem"])


@transaction.atomic
def drop_runs(*, token: str, at: datetime) -> None:
    """Forget what was worked out of an upload; a process that is still at it writes nothing more."""
    OrganisationImportRun.objects.filter(token=token, asked_at__lte=at).delete()


def _own(job: OrganisationImportJob) -> OrganisationImportRun:
    """The run of a job, locked, if this attempt is still the one that is wanted."""
    run = OrganisationImportRun.objects.select_for_update().filter(pk=job.number, attempt=job.attempt).first()
    if run is None or run.state != ImportState.RUNNING:
        raise ImportRunGone(str(job.number))
    return run
