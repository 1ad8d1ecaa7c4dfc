"""Large files of organisations, worked on by a process of its own (`records.operations.file_runs`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.db import transaction

from nscl.organisations.imports.results import OrganisationRehearsal, previews
from nscl.organisations.models import OrganisationImportPreview, OrganisationImportRun
from nscl.records.enums import FileTask
from nscl.records.inserting import insert_values
from nscl.records.operations import file_runs
from nscl.records.operations.file_runs import FileJob

# How many lines of one outcome are kept to be looked through; the figures count all.
MOST_PREVIEWS: Final = 5000
_PREVIEW: Final = (
    *("run_id", "outcome", "position", "row", "name", "tax_code", "cell", "heading", "message", "remedy", "other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationImportJob(FileJob):
    """What a process has to do, for which province; sound_only: leave out what is wrong or doubtful."""

    unit_id: int
    sound_only: bool


@transaction.atomic
def queue_run(
    *, unit_id: int, token: str, file_name: str, task: FileTask, sound_only: bool, owner: int, at: datetime
) -> int | None:
    """Have a process work on an uploaded file; returns the number of the run to start one for (`file_runs.queue`)."""
    return file_runs.queue(
        OrganisationImportRun,
        OrganisationImportPreview,
        token=token,
        task=task,
        owner=owner,
        at=at,
        of={"unit_id": unit_id, "file_name": file_name, "sound_only": sound_only},
    )


@transaction.atomic
def start_run(*, number: int, at: datetime) -> OrganisationImportJob:
    """Take a run that waits. Raises RunGone where there is none, or somebody else has taken it."""
    run = file_runs.start(OrganisationImportRun, number, at)
    return OrganisationImportJob(
        **file_runs.job_of(run), task=FileTask(run.task), unit_id=run.unit_id, sound_only=run.sound_only
    )


def give_sign(*, job: OrganisationImportJob, done: int, total: int, at: datetime) -> bool:
    """The process lives, and has read `done` rows of `total`. False where it is not wanted any more."""
    return file_runs.sign(OrganisationImportRun, job, done=done, total=total, at=at)


@transaction.atomic
def finish_run(*, job: OrganisationImportJob, done: OrganisationRehearsal, at: datetime) -> None:
    """Keep what a rehearsal found, row by row, or how much was taken in. Raises RunGone."""
    figures = {
        "added": len(done.new),
        "changed": len(done.changed),
        "same": len(done.same),
        "doubtful": len(done.doubtful),
        "wrong": done.wrong_rows,
        "hidden": done.hidden,
        "unknown": "\n".join(done.unknown),
    }
    run = file_runs.finish(OrganisationImportRun, job, rows=done.rows, figures=figures, at=at)
    if job.task is FileTask.REHEARSE:
        insert_values(OrganisationImportPreview, _PREVIEW, list(_rows(run.pk, done)))


@transaction.atomic
def fail_run(*, job: OrganisationImportJob, problem: str, at: datetime) -> None:
    """Keep why it came to nothing. Raises RunGone."""
    file_runs.fail(OrganisationImportRun, job, problem=problem, at=at)


@transaction.atomic
def drop_runs(*, token: str, at: datetime) -> None:
    """Forget what was worked out of an upload; a process that is still at it writes nothing more."""
    file_runs.drop(OrganisationImportRun, token=token, at=at)


def _rows(run: int, done: OrganisationRehearsal) -> Iterator[tuple[object, ...]]:
    for outcome, lines in groupby(previews(done), key=lambda line: line.outcome):
        for position, line in zip(range(MOST_PREVIEWS), lines, strict=False):
            where = (line.row, line.name, line.tax_code, line.cell, line.heading)
            yield (run, outcome.value, position, *where, line.message, line.remedy, line.other)
