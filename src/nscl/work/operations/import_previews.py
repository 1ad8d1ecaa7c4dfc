"""A rehearsal as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.records.spreadsheets.problems import ImportProblem
from nscl.work.enums import ActivityStatus, PreviewOutcome
from nscl.work.imports.preview import PreviewRow
from nscl.work.operations.activities import NewActivity
from nscl.work.operations.imports import KnownRow, Rehearsal


def previews(rehearsal: Rehearsal) -> Iterator[PreviewRow]:
    """Row by row: what is wrong, what is there already, what is new; each in the order of the file."""
    yield from map(_wrong, rehearsal.problems)
    yield from map(_known, rehearsal.known)
    yield from (_new(one.row, one.activity) for one in rehearsal.new)


def _new(row: int, new: NewActivity) -> PreviewRow:
    record = new.record
    costs = new.plan.costs if record is None or not record.costs else record.costs
    return PreviewRow(
        outcome=PreviewOutcome.NEW,
        row=row,
        title=new.plan.title,
        kind=new.plan.kind,
        starts_on=new.plan.starts_on,
        status=ActivityStatus.PLANNED if record is None else record.status,
        vnd=sum(cost.vnd for cost in costs) if costs else None,
    )


def _wrong(problem: ImportProblem) -> PreviewRow:
    return PreviewRow(
        outcome=PreviewOutcome.WRONG,
        row=problem.row,
        cell=problem.cell,
        heading=problem.heading,
        message=problem.message,
        remedy=problem.remedy,
    )


def _known(known: KnownRow) -> PreviewRow:
    return PreviewRow(outcome=PreviewOutcome.KNOWN, row=known.row, message=known.message, activity=known.activity)
