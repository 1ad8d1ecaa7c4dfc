"""In which figures an edition of the province's report differs from the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.cells import shown
from nscl.documents.report_papers.tables import ReportColumn, ReportFigures, ReportRow, ReportTable, ValueKind
from nscl.reporting.queries.editions import EditionMissing, visible_editions
from nscl.reporting.queries.figures import newest_set, stored_figures


class Difference(StrEnum):
    """What became of a cell or of a whole row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that reads otherwise, or a row that one of the two alone has: then column is "" and its figures stand
    together. table, row, column: as people read them.
    """

    kind: Difference
    table: str
    row: str
    column: str
    before: str
    after: str


def compare_editions(viewer: Viewer | None, number: int) -> tuple[ChangedCell, ...]:
    """The sealed figures of an issued edition against those of the one before; () where nothing differs. 13 queries.

    Raises EditionMissing, also where there is none before or one of the two has no sealed figures.
    """
    rows = visible_editions(viewer).filter(round__editions=number).order_by("ordinal").values_list("pk", flat=True)
    known = list(rows)
    if number not in known[1:]:
        raise EditionMissing(str(number))
    return compare_figures(_sealed(known[known.index(number) - 1]), _sealed(number))


def compare_figures(before: ReportFigures, after: ReportFigures) -> tuple[ChangedCell, ...]:
    """Table by table, row by row (known by its key), column by column; in the order of the later one."""
    old = {table.code: table for table in before.tables}
    return tuple(
        cell for table in after.tables if (former := old.get(table.code)) is not None for cell in _table(former, table)
    )


def _sealed(edition: int) -> ReportFigures:
    head = newest_set(edition_id=edition)
    if head is None:
        raise EditionMissing(f"{edition}: chưa chốt số liệu")
    return stored_figures(head.number)


def _table(before: ReportTable, after: ReportTable) -> Iterator[ChangedCell]:
    old, new = _rows(before), _rows(after)
    for key, row in new.items():
        former = old.get(key)
        if former is None:
            yield ChangedCell(Difference.ADDED, after.title, row_name(row, after), "", "", _together(row, after))
        else:
            yield from _cells(former, row, before, after)
    for key, row in old.items():
        if key not in new:
            yield ChangedCell(Difference.REMOVED, after.title, row_name(row, before), "", _together(row, before), "")


def _cells(former: ReportRow, row: ReportRow, before: ReportTable, after: ReportTable) -> Iterator[ChangedCell]:
    was = {column.key: shown(cell, column) for column, cell in zip(before.columns, former.cells, strict=True)}
    for column, cell in zip(after.columns, row.cells, strict=True):
        said = shown(cell, column)
        if column.key in was and was[column.key] != said:
            name = row_name(row, after)
            yield ChangedCell(Difference.CHANGED, after.title, name, column.heading, was[column.key], said)


def _rows(table: ReportTable) -> Mapping[tuple[str, int], ReportRow]:
    """The rows that carry figures, by key; rows without one by their name; the second of the same apart."""
    seen: Counter[str] = Counter()
    found = {}
    for row in table.leaves:
        key = row.key or row_name(row, table)
        found[key, seen[key]] = row
        seen[key] += 1
    return found


def row_name(row: ReportRow, table: ReportTable) -> str:
    """What a row is of: its first words."""
    columns = [place for place, column in enumerate(table.columns) if column.kind is ValueKind.TEXT]
    texts = [shown(row.cells[place], table.columns[place]) for place in columns]
    return next((text for text in texts if text), row.key)


def _together(row: ReportRow, table: ReportTable) -> str:
    """The figures of a row with their headings, without its name."""
    name = row_name(row, table)
    return "; ".join(f"{column.heading}: {said}" for column, said in _said(row, table) if said and said != name)


def _said(row: ReportRow, table: ReportTable) -> Iterator[tuple[ReportColumn, str]]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        yield column, shown(cell, column)
