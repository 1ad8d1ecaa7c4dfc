"""How far the process is that works on a person's large file of organisations, and what it found."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from nscl.organisations.enums import ImportOutcome
from nscl.organisations.imports.results import PreviewRow
from nscl.organisations.models import OrganisationImportPreview, OrganisationImportRun
from nscl.records.enums import FileTask
from nscl.records.queries.file_runs import FileRunRow, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationImportRunRow(FileRunRow):
    """A run with the figures of its rehearsal, once it is done."""

    unit_id: int
    added: int
    changed: int
    same: int
    doubtful: int
    wrong: int


def runs_of(token: str, *, owner: int) -> dict[FileTask, OrganisationImportRunRow]:
    """What a person asked for with an uploaded file. One query."""
    rows = OrganisationImportRun.objects.filter(token=token, asked_by=owner).order_by("pk")
    return {FileTask(row.task): _row(row) for row in rows}


def preview_counts(run: int) -> dict[ImportOutcome, int]:
    """How many lines of each outcome are kept. One query."""
    rows = OrganisationImportPreview.objects.filter(run=run).order_by().values_list("outcome")
    return {ImportOutcome(outcome): lines for outcome, lines in rows.annotate(lines=Count("pk"))}


def previews_of(run: int, outcome: ImportOutcome, *, first: int, most: int) -> tuple[PreviewRow, ...]:
    """A page of what a rehearsal found, in the order of the file; `first` from 0. One query."""
    rows = OrganisationImportPreview.objects.filter(run=run, outcome=outcome).order_by("position")
    return tuple(
        PreviewRow(
            outcome=ImportOutcome(row.outcome),
            row=row.row,
            name=row.name,
            tax_code=row.tax_code,
            cell=row.cell,
            heading=row.heading,
            message=row.message,
            remedy=row.remedy,
            other=row.other,
        )
        for row in rows[first : first + most]
    )


def _row(row: OrganisationImportRun) -> OrganisationImportRunRow:
    return OrganisationImportRunRow(
        **row_of(row),
        unit_id=row.unit_id,
        added=row.added,
        changed=row.changed,
        same=row.same,
        doubtful=row.doubtful,
        wrong=row.wrong,
    )
