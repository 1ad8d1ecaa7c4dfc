"""Sealing figures: all tables of a report, with the records behind each row, written once and then closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from nscl.documents.report_papers.tables import ReportCell, ReportFigures, ReportRow, ReportTable
from nscl.reporting.models import (
    FigureCell,
    FigureColumn,
    FigureRecord,
    FigureRow,
    FigureSet,
    FigureTable,
    ReportEdition,
    Submission,
)
from nscl.reporting.models.figures import KEY_LENGTH

_BATCH: Final = 2000
_TITLE_LENGTH: Final = 300
_WHOSE_LENGTH: Final = 250


@transaction.atomic
def seal_figures(
    *,
    figures: ReportFigures,
    submission_id: int | None = None,
    edition_id: int | None = None,
    at: datetime,
    software: str,
) -> int:
    """Store the tables of a submission or of an edition as its next set, and seal it. Returns the set's number.

    No audit event of its own: to submit and to issue are events. Raises ValueError where not just one of the two is
    given; IntegrityError where two seal at once.
    """
    if (submission_id is None) == (edition_id is None):
        raise ValueError("Số liệu thuộc một báo cáo nộp hoặc một bản báo cáo của tỉnh.")
    made = FigureSet.objects.create(
        submission_id=submission_id,
        edition_id=edition_id,
        ordinal=FigureSet.objects.filter(submission=submission_id, edition=edition_id).count() + 1,
        as_of=figures.as_of,
        taken_at=at,
        software=software,
        is_sample=_is_sample(submission_id, edition_id),
        holds_samples=figures.is_sample,
    )
    for position, table in enumerate(figures.tables):
        _store(made, position, table)
    made.sealed_at = at
    made.save(update_fields=["sealed_at"])
    return made.pk


def _is_sample(submission_id: int | None, edition_id: int | None) -> bool:
    """What belongs to a sample report is taken away with it."""
    if submission_id is not None:
        return Submission.objects.filter(pk=submission_id, is_sample=True).exists()
    return edition_id is not None and ReportEdition.objects.filter(pk=edition_id, is_sample=True).exists()


def _store(made: FigureSet, position: int, table: ReportTable) -> None:
    stored = FigureTable.objects.create(
        set=made, code=table.code.value, title=table.title, note=table.note, position=position
    )
    columns = FigureColumn.objects.bulk_create(
        FigureColumn(
            set=made,
            table=stored,
            key=column.key,
            heading=column.heading,
            kind=column.kind.value,
            adds=column.adds,
            width=column.width,
            position=place,
        )
        for place, column in enumerate(table.columns)
    )
    rows = FigureRow.objects.bulk_create(
        (
            FigureRow(
                set=made,
                table=stored,
                key=row.key[:KEY_LENGTH],
                depth=row.depth,
                is_heading=row.is_heading,
                position=place,
            )
            for place, row in enumerate(table.rows)
        ),
        batch_size=_BATCH,
    )
    pairs = list(zip(rows, table.rows, strict=True))
    FigureCell.objects.bulk_create(_cells(made, columns, pairs), batch_size=_BATCH)
    FigureRecord.objects.bulk_create(_records(made, pairs), batch_size=_BATCH)


def _cells(
    made: FigureSet, columns: list[FigureColumn], pairs: Iterable[tuple[FigureRow, ReportRow]]
) -> Iterator[FigureCell]:
    """The cells that say something."""
    for stored, row in pairs:
        for column, cell in zip(columns, row.cells, strict=True):
            if not cell.is_empty or cell.mark:
                yield FigureCell(
                    set=made, row=stored, column=column, value=cell.value, text=_text(cell), mark=cell.mark.value
                )


def _text(cell: ReportCell) -> str:
    return cell.text if cell.on is None else cell.on.isoformat()


def _records(made: FigureSet, pairs: Iterable[tuple[FigureRow, ReportRow]]) -> Iterator[FigureRecord]:
    for stored, row in pairs:
        for record in row.records:
            yield FigureRecord(
                set=made,
                row=stored,
                kind=record.kind,
                number=record.number,
                title=record.title[:_TITLE_LENGTH],
                on=record.on,
                amount=record.amount,
                whose=record.whose[:_WHOSE_LENGTH],
            )
