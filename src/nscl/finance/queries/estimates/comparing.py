"""An adjusting estimate beside the approved one that it adjusts, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nscl.accounts.rules import Viewer
from nscl.finance.models import EstimateLine
from nscl.finance.queries.estimates.access import EstimateNotFound, visible_estimates
from nscl.finance.queries.estimates.facts import read_cells
from nscl.finance.rules.estimate_sums import LineSums, SumCell, TableSums, sum_estimate


class Fate(StrEnum):
    """What became of a line: kept as it was, given other money, new, or left out."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of either estimate, by its number there. before: None for a new line; now: None for a dropped one."""

    number: int
    key: str
    title: str
    depth: int
    is_heading: bool
    before: LineSums | None
    now: LineSums | None

    @property
    def before_vnd(self) -> int | None:
        """What was approved of it before."""
        return None if self.before is None else self.before.appraised_total

    @property
    def now_vnd(self) -> int | None:
        """What is proposed, or appraised where all of it is."""
        return None if self.now is None else _now(self.now)

    @property
    def difference_vnd(self) -> int:
        """Now less before."""
        return (self.now_vnd or 0) - (self.before_vnd or 0)

    @property
    def fate(self) -> Fate:
        """What became of the line; SAME only where every year and source is the same."""
        if self.before is None:
            return Fate.NEW
        if self.now is None:
            return Fate.DROPPED
        after = self.now.planned if self.now.open_cells else self.now.appraised
        same = _figures(self.before.appraised) == _figures(after)
        return Fate.SAME if same else Fate.CHANGED


@dataclass(frozen=True, slots=True)
class Comparison:
    """The lines in the order of the adjusting estimate, dropped ones last; the totals of both."""

    previous_number: int
    lines: tuple[ComparedLine, ...]
    before_vnd: int
    now_vnd: int


def compare_with_previous(viewer: Viewer, number: int) -> Comparison | None:
    """An estimate beside the one that it adjusts; None where it adjusts none. Raises EstimateNotFound. Five queries."""
    found = visible_estimates(viewer).filter(pk=number).order_by("pk").first()
    if found is None:
        raise EstimateNotFound(number)
    previous = found.adjusts_id
    if previous is None:
        return None
    before_rows, before = _table(previous)
    now_rows, now = _table(number)
    lines = tuple(_lines(before_rows, before, now_rows, now))
    return Comparison(previous, lines, before.whole.appraised_total, _now(now.whole))


def _table(number: int) -> tuple[Mapping[int, EstimateLine], TableSums]:
    rows = {row.pk: row for row in EstimateLine.objects.filter(estimate=number).order_by("position", "pk")}
    return rows, sum_estimate([(row.pk, row.parent_id) for row in rows.values()], read_cells(number))


def _lines(
    before_rows: Mapping[int, EstimateLine],
    before: TableSums,
    now_rows: Mapping[int, EstimateLine],
    now: TableSums,
) -> Iterator[ComparedLine]:
    continued = set()
    headings = {row.parent_id for row in now_rows.values()}
    for line, depth in now.order:
        row = now_rows[line]
        old = before.lines.get(row.continues_id) if row.continues_id is not None else None
        if old is not None:
            continued.add(row.continues_id)
        yield ComparedLine(line, row.key, row.title, depth, line in headings, old, now.lines[line])
    old_headings = {row.parent_id for row in before_rows.values()}
    for line, depth in before.order:
        if line not in continued:
            row = before_rows[line]
            yield ComparedLine(line, row.key, row.title, depth, line in old_headings, before.lines[line], None)


def _now(sums: LineSums) -> int:
    return sums.total if sums.open_cells else sums.appraised_total


def _figures(sums: Mapping[SumCell, int]) -> dict[SumCell, int]:
    """The sums without noughts: a nought that is written and a blank are the same money."""
    return {cell: vnd for cell, vnd in sums.items() if vnd}
