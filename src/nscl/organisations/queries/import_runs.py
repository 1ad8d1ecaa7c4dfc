"""How far the process is that works on a person's large file of organisations, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from nscl.organisations.enums import ImportOutcome, ImportState, ImportTask
from nscl.organisations.imports.results import PreviewRow
from nscl.organisations.models import OrganisationImportPreview, OrganisationImportRun
from nscl.organisations.rules.import_runs import is_alive


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationImportRunRow:
    """A run. rows_all 0: not known yet; problem: why it failed; what follows: the figures once it is done."""

    number: int
    unit_id: int
    file_name: str
    task: ImportTask
    state: ImportState
    heartbeat_at: datetime
    rows_done: int
    rows_all: int
    problem: str
    added: int
    changed: int
    same: int
    doubtful: int
    wrong: int
    hidden: int
    unknown: tuple[str, ...]

    @property
    def is_under_way(self) -> bool:
        """Whether its process is at it, or is to come."""
        return self.state in {ImportState.QUEUED, ImportState.RUNNING}

    def is_alive(self, at: datetime) -> bool:
        """Whether its process is at it, or is to come, and has given a sign of life not long ago."""
        return is_alive(self.state, self.heartbeat_at, at)


def runs_of(token: str, *, owner: int) -> dict[ImportTask, OrganisationImportRunRow]:
    """What a person asked for with an uploaded file. One query."""
    rows = OrganisationImportRun.objects.filter(token=token, asked_by=owner).order_by("pk")
    return {ImportTask(row.task): _row(row) for row in rows}


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
        number=row.pk,
        unit_id=row.unit_id,
        file_name=row.file_name,
        task=ImportTask(row.task),
        state=ImportState(row.state),
        heartbeat_at=row.heartbeat_at,
        rows_done=row.rows_done,
        rows_all=row.rows_all,
        problem=row.problem,
        added=row.added,
        changed=row.changed,
        same=row.same,
        doubtful=row.doubtful,
        wrong=row.wrong,
        hidden=row.hidden,
        unknown=tuple(row.unknown.splitlines()),
    )
