"""Sealed figures as they were stored: read back as the same tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nscl.documents.report_papers.tables import (
    Mark,
    ReportCell,
    ReportColumn,
    ReportFigures,
    ReportRow,
    ReportTable,
    RowRecord,
    TableCode,
    ValueKind,
)
from nscl.plans.rules import plain_number
from nscl.reporting.models import FigureCell, FigureColumn, FigureRecord, FigureRow, FigureSet, FigureTable


class SetNotFound(LookupError):
    """No such sealed set."""


@dataclass(frozen=True, slots=True)
class SetHead:
    """A sealed set: of its submission or edition the ordinal-th, with figures as of a day. software: what made it.

    is_sample: it is of a sample report, or made-up records are in its figures.
    """

    number: int
    ordinal: int
    as_of: date
    taken_at: datetime
    software: str
    is_sample: bool


def sets_of(*, submission_id: int | None = None, edition_id: int | None = None) -> tuple[SetHead, ...]:
    """The sealed sets of a submission or of an edition, oldest first. One query. Neither or both: ValueError."""
    if (submission_id is None) == (edition_id is None):
        raise ValueError("Số liệu thuộc một báo cáo nộp hoặc một bản báo cáo của tỉnh.")
    rows = FigureSet.objects.filter(sealed_at__isnull=False, submission=submission_id, edition=edition_id)
    columns = ("pk", "ordinal", "as_of", "taken_at", "software", "is_sample", "holds_samples")
    return tuple(
        SetHead(number, ordinal, as_of, taken_at, software, is_sample or holds_samples)
        for number, ordinal, as_of, taken_at, software, is_sample, holds_samples in rows.order_by(
            "ordinal"
        ).values_list(*columns)
    )


def newest_set(*, submission_id: int | None = None, edition_id: int | None = None) -> SetHead | None:
    """The last of `sets_of`; None where nothing was sealed. One query."""
    found = sets_of(submission_id=submission_id, edition_id=edition_id)
    return found[-1] if found else None


def stored_figures(
    set_id: int, codes: Collection[TableCode] | None = None, *, with_records: bool = False
) -> ReportFigures:
    """The tables of a sealed set (those of `codes` alone), just as they were sealed. Five queries, six with records.

    Raises SetNotFound.
    """
    heads = FigureSet.objects.filter(pk=set_id, sealed_at__isnull=False).order_by("pk")
    found = heads.values("as_of", "is_sample", "holds_samples").first()
    if found is None:
        raise SetNotFound(f"Figure set {set_id}")
    tables = FigureTable.objects.filter(set=set_id).order_by("position")
    if codes is not None:
        tables = tables.filter(code__in=[code.value for code in codes])
    titled = list(tables.values_list("pk", "code", "title", "note"))
    parts = _Parts(set_id, [row[0] for row in titled], with_records=with_records)
    return ReportFigures(
        as_of=found["as_of"],
        tables=tuple(
            ReportTable(TableCode(code), title, tuple(parts.columns[number].values()), parts.rows(number), note)
            for number, code, title, note in titled
        ),
        is_sample=found["is_sample"] or found["holds_samples"],
        is_frozen=True,
    )


def behind_row(set_id: int, code: TableCode, key: str) -> tuple[RowRecord, ...]:
    """The records that stood behind the rows of a key in a sealed table, by day. One query."""
    rows = FigureRecord.objects.filter(set=set_id, row__table__code=code.value, row__key=key)
    return tuple(_record(row) for row in rows.order_by("on", "pk").values(*_RECORD))


_RECORD = ("row_id", "kind", "number", "title", "on", "amount", "whose")


def _record(row: dict[str, Any]) -> RowRecord:
    amount = None if row["amount"] is None else plain_number(row["amount"])
    return RowRecord(row["kind"], row["number"], row["title"], row["on"], amount, row["whose"])


class _Parts:
    """Columns, rows, cells and records of some tables of a set. Three queries, four with records."""

    def __init__(self, set_id: int, tables: Collection[int], *, with_records: bool) -> None:
        self.columns: dict[int, dict[int, ReportColumn]] = defaultdict(dict)
        columns = FigureColumn.objects.filter(set=set_id, table__in=tables).order_by("table", "position")
        for table, number, key, heading, kind, adds, width in columns.values_list(
            "table_id", "pk", "key", "heading", "kind", "adds", "width"
        ):
            self.columns[table][number] = ReportColumn(key, heading, ValueKind(kind), adds=adds, width=width)
        self._kinds = {number: one.kind for many in self.columns.values() for number, one in many.items()}
        self._rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        rows = FigureRow.objects.filter(set=set_id, table__in=tables).order_by("table", "position")
        for table, *head in rows.values_list("table_id", "pk", "key", "depth", "is_heading"):
            self._rows[table].append(tuple(head))
        self._cells: dict[int, dict[int, ReportCell]] = defaultdict(dict)
        cells = FigureCell.objects.filter(set=set_id, row__table__in=tables).order_by("pk")
        for row, column, value, text, mark in cells.values_list("row_id", "column_id", "value", "text", "mark"):
            self._cells[row][column] = _cell(self._kinds[column], value, text, mark)
        self._records: dict[int, list[RowRecord]] = defaultdict(list)
        if with_records:
            records = FigureRecord.objects.filter(set=set_id, row__table__in=tables)
            for record in records.order_by("pk").values(*_RECORD):
                self._records[record["row_id"]].append(_record(record))

    def rows(self, table: int) -> tuple[ReportRow, ...]:
        """The rows of a table; a cell that said nothing was not stored."""
        return tuple(
            ReportRow(
                key,
                tuple(self._cells[number].get(column, ReportCell()) for column in self.columns[table]),
                depth,
                is_heading,
                tuple(self._records[number]),
            )
            for number, key, depth, is_heading in self._rows[table]
        )


def _cell(kind: ValueKind, value: Decimal | None, text: str, mark: str) -> ReportCell:
    if kind is ValueKind.DATE and text:
        return ReportCell(on=date.fromisoformat(text), mark=Mark(mark))
    return ReportCell(value=None if value is None else plain_number(value), text=text, mark=Mark(mark))
