"""Firms from CSV or Parquet files, read and cleaned by an engine, larger than memory; what is left out is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from nscl.economics.firms.cleaning import (
    REASONS,
    Asked,
    Table,
    by_reason,
    decimal_marks,
    judged,
    kept,
    mark_counts,
    numbered_firms,
    repeats,
    without_repeats,
)
from nscl.economics.firms.engines import Engine, Files, Store, Used, files_of, store_of
from nscl.economics.firms.panel import FirmYears, Panel
from nscl.economics.problems import DataProblem
from nscl.economics.tables import DecimalMark


@dataclass(frozen=True)
class Dropped:
    """Rows left out for one reason, and the first of them as a reader finds it: firm, year, line of the file."""

    why: str
    rows: int
    firm: str
    year: str
    line: int


@dataclass(frozen=True)
class Cleaned:
    """The rows that are used, with what was read and left out. moved: firms seen in more than one group.

    groups: their names; the column "group" of the rows holds places among them.
    """

    rows: FirmYears
    rows_read: int
    rows_used: int
    dropped: tuple[Dropped, ...]
    groups: tuple[str, ...]
    moved: int

    @cached_property
    def panel(self) -> Panel:
        """The rows here, to be listed firm by firm."""
        return self.rows.gathered()


def read_firms(
    path: Path,
    *,
    firm: str,
    year: str | None,
    numbers: Sequence[str],
    levels: Sequence[str] = (),
    group: str | None = None,
    decimal: DecimalMark | None = None,
    engine: Engine = Engine.DUCKDB,
) -> Cleaned:
    """The rows of a file as a panel of the columns named: `numbers` in logarithms, `levels` as they are.

    path: a file of .csv or .parquet, or a folder of .parquet files. year: None where the file is of one year only; all
    rows are then of the year 1900. group: a column of branches or provinces; a firm that moves counts in each year
    where it is. Raises DataProblem for a file that cannot be read, a column that is not in it, a mark of thousands that
    could be a decimal one, and where no row is left; MissingExtra where the engine is not installed.
    """
    files = files_of(path)
    asked = Asked(firm, year, group, (*numbers, *levels), len(numbers))
    store = store_of(engine)
    try:
        source = store.opened(files)
        absent = next((name for name in asked.wanted if name not in source.columns), None)
        if absent is not None:
            have = ", ".join(source.columns[:-1])
            raise DataProblem(str(path), f"không có cột {absent} (có: {have}).", "Hãy nêu tên cột khác.")
        told, reasons = _judged(store, source, asked, decimal, files)
        return _collected(store, source, told, reasons, asked, files)
    finally:
        store.close()


def _judged(
    store: Store, source: Table, asked: Asked, decimal: DecimalMark | None, files: Files
) -> tuple[Table, list[dict[str, Any]]]:
    """All rows with the reason for leaving them out, and the counts by reason.

    The engine reads the files here to their end: what is wrong in them shows.
    """
    counts = mark_counts(source, asked) if decimal is None else None
    try:
        found = store.fetched(counts).to_pylist()[0] if counts is not None else {}
        told = store.at_hand("judged", judged(source, asked, decimal_marks(source, asked, decimal, found)))
        again = store.stored("repeated", repeats(told, asked))
        reasons = store.fetched(by_reason(without_repeats(told, again))).to_pylist()
    except store.errors as error:  # a file that breaks off, or has ragged lines
        raise files.unreadable(error) from None
    return without_repeats(told, again), reasons


def _collected(  # noqa: PLR0917  (what `read_firms` has found)
    store: Store, source: Table, told: Table, reasons: list[dict[str, Any]], asked: Asked, files: Files
) -> Cleaned:
    used = sum(row["rows"] for row in reasons if row["reason"] is None)
    dropped = _dropped(store, source, [row for row in reasons if row["reason"] is not None], asked)
    if not used:
        why = "; ".join(f"{one.why}: {one.rows}" for one in dropped) or "tệp không có dòng nào"
        raise DataProblem(str(files.told), f"không còn dòng nào dùng được ({why}).", "Hãy kiểm tra tên cột và số liệu.")
    table = store.stored("firms", numbered_firms(told))
    firms = store.fetched(table.order_by("number", "grp"))
    numbers, groups = firms["number"].to_numpy(), firms["grp"].dictionary_encode().combine_chunks()
    order = np.argsort(np.array(groups.dictionary.to_pylist(), dtype=object))
    first = np.append(True, numbers[1:] != numbers[:-1])
    stay = Used(
        used,
        tuple(firms["firm"].filter(first).to_pylist()),
        tuple(groups.dictionary.to_pylist()[place] for place in order),
        tuple(int(size) for size in np.bincount(groups.indices.to_numpy())[order]),
    )
    moved = len(np.unique(numbers[~first]))
    return Cleaned(
        store.rows(kept(told, table, asked), asked, stay),
        sum(row["rows"] for row in reasons),
        used,
        dropped,
        stay.groups,
        moved,
    )


def _dropped(store: Store, source: Table, reasons: Sequence[Mapping[str, Any]], asked: Asked) -> tuple[Dropped, ...]:
    lines = store.line_numbers(source, [row["line"] for row in reasons]) if reasons else []
    order = list(REASONS)
    made = []
    for row, line in zip(reasons, lines, strict=True):
        kind, _, place = str(row["reason"]).partition(":")
        why = REASONS[kind].format(column=asked.numbers[int(place)] if place else "")
        in_file = line + 2  # lines count from 0, and the heads are line 1
        made.append((order.index(kind), place, Dropped(why, int(row["rows"]), row["firm"], row["year"], in_file)))
    return tuple(one for _, _, one in sorted(made, key=lambda item: item[:2]))
