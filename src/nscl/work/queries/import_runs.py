"""How far the process is that works on a person's large file, and what it found."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.records.enums import FileTask
from nscl.records.queries.file_runs import FileRunRow, row_of
from nscl.work.enums import ActivityKind, ActivityStatus, PreviewOutcome
from nscl.work.imports.preview import PreviewRow
from nscl.work.models import ImportPreview, ImportRun


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRunRow(FileRunRow):
    """A run with the figures of its rehearsal, once it is done."""

    new: int
    known: int
    wrong: int
    problems: int
    planned_vnd: int
    actual_vnd: int
    people: int

    def rows_of(self, outcome: PreviewOutcome) -> int:
        """How many lines a rehearsal's list of that outcome has."""
        return {
            PreviewOutcome.NEW: self.new,
            PreviewOutcome.KNOWN: self.known,
            PreviewOutcome.WRONG: self.problems,
        }[outcome]


def runs_of(token: str, *, owner: int) -> dict[FileTask, ImportRunRow]:
    """What a person asked for with an uploaded file. One query."""
    rows = ImportRun.objects.filter(token=token, asked_by=owner).order_by("pk")
    return {FileTask(row.task): _row(row) for row in rows}


def previews_of(run: int, outcome: PreviewOutcome, *, first: int, most: int) -> tuple[PreviewRow, ...]:
    """A page of what a rehearsal found, in the order of the file; `first` from 0. One query."""
    rows = ImportPreview.objects.filter(run=run, outcome=outcome).order_by("position")
    return tuple(_preview(row) for row in rows[first : first + most])


def _row(row: ImportRun) -> ImportRunRow:
    return ImportRunRow(
        **row_of(row),
        new=row.new,
        known=row.known,
        wrong=row.wrong,
        problems=row.problems,
        planned_vnd=row.planned_vnd,
        actual_vnd=row.actual_vnd,
        people=row.people,
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
