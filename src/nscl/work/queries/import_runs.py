"""How far the process is that works on a person's large file, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nscl.plans.rules import SIGN_OF_LIFE_WITHIN
from nscl.work.enums import ActivityKind, ActivityStatus, ImportState, ImportTask, PreviewOutcome
from nscl.work.imports.preview import PreviewRow
from nscl.work.models import ImportPreview, ImportRun

_UNDER_WAY = (ImportState.QUEUED, ImportState.RUNNING)


@dataclass(frozen=True, slots=True)
class ImportRunRow:
    """A run. rows_all 0: not known yet; problem: why it failed; what follows: the figures once it is done."""

    number: int
    file_name: str
    task: ImportTask
    state: ImportState
    heartbeat_at: datetime
    rows_done: int
    rows_all: int
    problem: str
    new: int
    known: int
    wrong: int
    problems: int
    planned_vnd: int
    actual_vnd: int
    people: int
    hidden: int
    unknown: tuple[str, ...]

    @property
    def is_under_way(self) -> bool:
        """Whether its process is at it, or is to come."""
        return self.state in _UNDER_WAY

    def is_alive(self, at: datetime) -> bool:
        """Whether its process is at it, or is to come, and has given a sign of life not long ago."""
        return self.is_under_way and at - self.heartbeat_at <= SIGN_OF_LIFE_WITHIN

    def rows_of(self, outcome: PreviewOutcome) -> int:
        """How many lines a rehearsal's list of that outcome has."""
        return {
            PreviewOutcome.NEW: self.new,
            PreviewOutcome.KNOWN: self.known,
            PreviewOutcome.WRONG: self.problems,
        }[outcome]


def runs_of(token: str, *, owner: int) -> dict[ImportTask, ImportRunRow]:
    """What a person asked for with an uploaded file. One query."""
    rows = ImportRun.objects.filter(token=token, asked_by=owner).order_by("pk")
    return {ImportTask(row.task): _row(row) for row in rows}


def previews_of(run: int, outcome: PreviewOutcome, *, first: int, most: int) -> tuple[PreviewRow, ...]:
    """A page of what a rehearsal found, in the order of the file; `first` from 0. One query."""
    rows = ImportPreview.objects.filter(run=run, outcome=outcome).order_by("position")
    return tuple(_preview(row) for row in rows[first : first + most])


def _row(row: ImportRun) -> ImportRunRow:
    return ImportRunRow(
        number=row.pk,
        file_name=row.file_name,
        task=ImportTask(row.task),
        state=ImportState(row.state),
        heartbeat_at=row.heartbeat_at,
        rows_done=row.rows_done,
        rows_all=row.rows_all,
        problem=row.problem,
        new=row.new,
        known=row.known,
        wrong=row.wrong,
        problems=row.problems,
        planned_vnd=row.planned_vnd,
        actual_vnd=row.actual_vnd,
        people=row.people,
        hidden=row.hidden,
        unknown=tuple(row.unknown.splitlines()),
    )


def _preview(row: ImportPreview) -> PreviewRow:
    return PreviewRow(
        outcome=PreviewOutcome(row.outcome),
        row=row.row,
        cell=row.cell,
        heading=row.heading,
        message=row.message,
        remedy=row.remedy,
        activity=row.activity,
        title=row.title,
        kind=ActivityKind(row.kind) if row.kind else None,
        starts_on=row.starts_on,
        status=ActivityStatus(row.status) if row.status else None,
        vnd=row.vnd,
    )
