"""A study is asked for; a process takes it, tells that it lives, and writes what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl import __version__
from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.productivity.enums import ProductivityKind
from nscl.productivity.models import FirmStudy, StudyCoefficient, StudyDropped, StudyNote, StudyYear
from nscl.productivity.operations.run_errors import InvalidRun, RunRefused
from nscl.productivity.operations.studies.opening import open_study
from nscl.productivity.queries.studies import values_of
from nscl.productivity.rules.studies import NAMES_LENGTH, StudyFound, StudyValues, check_study
from nscl.records.enums import FileRunState
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor, Reference, file_runs, record_event
from nscl.records.operations.file_runs import Job
from nscl.records.rules import is_alive


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyJob(Job):
    """What a process has to do: with which file, by which choices."""

    file_name: str
    values: StudyValues


@transaction.atomic
def start_study(
    *,
    unit_id: int,
    token: str,
    file_name: str,
    columns: Sequence[str],
    values: StudyValues,
    viewer: Viewer,
    by: Actor,
    at: datetime,
) -> int:
    """Ask for a study of an uploaded file, whose columns are given; returns its number.

    Raises NotAllowed, InvalidRun with every problem.
    """
    if not viewer.may(Permission.KEEP_PRODUCTIVITY, unit_id):
        raise NotAllowed(Permission.KEEP_PRODUCTIVITY)
    problems = check_study(values, columns)
    if problems:
        raise InvalidRun(problems)
    row = FirmStudy.objects.create(
        unit_id=unit_id,
        token=token,
        file_name=file_name,
        asked_by_id=viewer.number,
        asked_at=at,
        heartbeat_at=at,
        title=" ".join(values.title.split()),
        firm_column=values.firm,
        year_column=values.year,
        output_column=values.output,
        labour_columns=",".join(values.labour),
        capital_columns=",".join(values.capital),
        proxy_column=values.proxy,
        group_column=values.group,
        decimal_mark=values.decimal,
        estimators=",".join(values.estimators),
        draws=values.draws,
        seed=values.seed,
    )
    record_event(
        action="productivity_study.started",
        by=by,
        at=at,
        subject=Reference(ProductivityKind.STUDY, row.pk, row.title),
    )
    return row.pk


@transaction.atomic
def restart_study(*, number: int, viewer: Viewer, by: Actor, at: datetime) -> int | None:
    """Begin a study anew that failed or whose process died; None where one is at it. Its file must wait still.

    Raises RunGone, NotAllowed, RunRefused where it came to an end.
    """
    row = open_study(number, viewer, Permission.KEEP_PRODUCTIVITY)
    state = FileRunState(row.state)
    if state is FileRunState.DONE:
        raise RunRefused([_("Nghiên cứu này đã xong.")])
    if is_alive(state, row.heartbeat_at, at):
        return None
    row.state, row.attempt, row.problem, row.finished_at = FileRunState.QUEUED, row.attempt + 1, "", None
    row.heartbeat_at, row.rows_done, row.rows_all = at, 0, 0
    row.save()
    record_event(
        action="productivity_study.restarted",
        by=by,
        at=at,
        subject=Reference(ProductivityKind.STUDY, row.pk, row.title),
    )
    return row.pk


@transaction.atomic
def take_study(*, number: int, at: datetime) -> StudyJob:
    """Take a study that waits. Raises `file_runs.RunGone` where there is none, or somebody else has taken it."""
    row = file_runs.start(FirmStudy, number, at)
    return StudyJob(**file_runs.job_of(row), file_name=row.file_name, values=values_of(row))


def give_sign(*, job: StudyJob, done: int, total: int, at: datetime) -> bool:
    """The process lives, and has taken `done` steps of `total`. False where it is not wanted any more."""
    return file_runs.sign(FirmStudy, job, done=done, total=total, at=at)


@transaction.atomic
def finish_study(*, job: StudyJob, done: StudyFound, at: datetime) -> None:
    """Keep what came of it. Raises `file_runs.RunGone`."""
    figures = {
        "rows_used": done.rows_used,
        "firms": done.firms,
        "moved": done.moved,
        "software": f"nscl {__version__}",
    }
    row = file_runs.finish(FirmStudy, job, rows=done.rows_read, figures=figures, at=at)
    insert_rows(list(_coefficients(row, done)))
    insert_rows(list(_years(row, done)))
    insert_rows(
        [
            StudyDropped(study=row, position=place, why=one.why[:NAMES_LENGTH], rows=one.rows, line=one.line)
            for place, one in enumerate(done.dropped)
        ]
    )
    insert_rows([StudyNote(study=row, position=place, words=words) for place, words in enumerate(done.notes)])


@transaction.atomic
def fail_study(*, job: StudyJob, problem: str, at: datetime) -> None:
    """Keep why it came to nothing. Raises `file_runs.RunGone`."""
    file_runs.fail(FirmStudy, job, problem=problem, at=at)


def _coefficients(row: FirmStudy, done: StudyFound) -> Iterator[StudyCoefficient]:
    for position, one in enumerate(done.coefficients):
        yield StudyCoefficient(
            study=row,
            position=position,
            method=one.method,
            group=one.group,
            input=one.input,
            value=one.value,
            error=one.error,
            rows=one.rows,
            firms=one.firms,
        )


def _years(row: FirmStudy, done: StudyFound) -> Iterator[StudyYear]:
    for one in done.years:
        within, between, entry, leaving = one.parts or (None, None, None, None)
        yield StudyYear(
            study=row,
            method=one.method,
            year=one.year,
            firms=one.firms,
            log_tfp=one.log_tfp,
            mean=one.mean,
            covariance=one.covariance,
            within=within,
            between=between,
            entry=entry,
            leaving=leaving,
        )
