"""Sums of an estimate up its tree, of what is proposed and of what was appraised. All money in VND.

A cell is named by a year (None: all years) and a source (None: all sources together), as in `nscl.finance.rules.sums`;
here every amount has its year and source, so that every sum can be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nscl.finance.enums import MoneySource
from nscl.finance.rules.sums import in_tree_order

SumCell = tuple[int | None, MoneySource | None]
WHOLE: SumCell = (None, None)


class Money(NamedTuple):
    """What is proposed for a cell and what was appraised of it (None: not yet)."""

    planned_vnd: int
    appraised_vnd: int | None

    @property
    def cut_vnd(self) -> int:
        """How much the appraisal took away; 0 while it has not looked at it."""
        return 0 if self.appraised_vnd is None else self.planned_vnd - self.appraised_vnd


LineCells = Mapping[tuple[int, MoneySource], Money]


@dataclass(frozen=True, slots=True)
class LineSums:
    """The sums of a line or of the whole table. open_cells: how many cells nobody has appraised yet."""

    planned: Mapping[SumCell, int] = field(default_factory=dict)
    appraised: Mapping[SumCell, int] = field(default_factory=dict)
    open_cells: int = 0

    @property
    def total(self) -> int:
        """Proposed over all years and sources."""
        return self.planned.get(WHOLE, 0)

    @property
    def appraised_total(self) -> int:
        """Appraised over all years and sources, as far as it has been."""
        return self.appraised.get(WHOLE, 0)


@dataclass(frozen=True, slots=True)
class TableSums:
    """The sums of every line by number, of the whole table, and the order of the tree: (line, depth)."""

    lines: Mapping[int, LineSums]
    whole: LineSums
    order: Sequence[tuple[int, int]]


def sum_estimate(parents: Sequence[tuple[int, int | None]], cells: Mapping[int, LineCells]) -> TableSums:
    """Every sum of a table.

    parents: (line, its parent or None) in the order of the table; cells: line → its own cells.
    """
    order = in_tree_order(parents)
    above = dict(parents)
    planned: defaultdict[int | None, dict[SumCell, int]] = defaultdict(dict)
    appraised: defaultdict[int | None, dict[SumCell, int]] = defaultdict(dict)
    open_cells: defaultdict[int | None, int] = defaultdict(int)
    for line, _depth in reversed(order):  # every line after all that stands under it
        for (year, source), money in cells.get(line, {}).items():
            _count(planned[line], year, source, money.planned_vnd)
            if money.appraised_vnd is None:
                open_cells[line] += 1
            else:
                _count(appraised[line], year, source, money.appraised_vnd)
        parent = above[line]
        _add(planned[parent], planned[line])
        _add(appraised[parent], appraised[line])
        open_cells[parent] += open_cells[line]
    sums = {line: LineSums(planned[line], appraised[line], open_cells[line]) for line, _depth in order}
    return TableSums(sums, LineSums(planned[None], appraised[None], open_cells[None]), order)


def _count(sums: dict[SumCell, int], year: int, source: MoneySource, vnd: int) -> None:
    for cell in ((year, source), (year, None), (None, source), WHOLE):
        sums[cell] = sums.get(cell, 0) + vnd


def _add(sums: dict[SumCell, int], more: Mapping[SumCell, int]) -> None:
    for cell, vnd in more.items():
        sums[cell] = sums.get(cell, 0) + vnd
