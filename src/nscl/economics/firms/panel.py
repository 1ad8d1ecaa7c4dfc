"""Firms by year, sorted, each row knowing the row of the same firm a year before: a lag is t − 1, not the row above.

Estimators see rows only as sums over blocks of whole firms, which add up; so it is all one to them whether the rows lie
in memory, in a file (`spool`) or in the partitions of a Spark cluster (`spark`).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from nscl.economics.problems import DataProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
# Arrays that add up over blocks.
Sums = tuple[Floats, ...]
# Rows worked on at once: with some thirty columns of moments a block is 8 MB, which the last cache holds.
BLOCK: Final = 32_768


class FirmYears(Protocol):
    """Rows of firms by year, wherever they lie. Firms have numbers from 0, in the order of their names."""

    @property
    def firm_count(self) -> int:
        """How many firms there are."""
        ...

    @property
    def calendar(self) -> tuple[int, ...]:
        """The years in which there are rows, in order."""
        ...

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns that there are."""
        ...

    def summed(self, of_block: Callable[[Panel], Sums], rows: int | None = None) -> Sums:
        """What a function of blocks of whole firms, about so many rows each, gives for all of them together.

        The function must be of the block alone: it may run in another thread, or on another machine.
        """
        ...

    def of_group(self, place: int) -> FirmYears:
        """The rows of one group (by the column "group"), their firms numbered anew."""
        ...

    def gathered(self) -> Panel:
        """All rows here, to be listed firm by firm."""
        ...


@dataclass(frozen=True)
class Panel:
    """Rows sorted by firm and year, no firm twice in a year. firms: a number a row; names: the firm of each number.

    follows: rows of which the row above is the same firm a year before, where whoever sorted them has told; a panel may
    be a block of another one, its firms numbered as there.
    """

    firms: Ints
    years: Ints
    columns: Mapping[str, Floats]
    names: Sequence[str]
    follows: Flags | None = None

    def __len__(self) -> int:
        return len(self.firms)

    def column(self, name: str) -> Floats:
        """A column. Raises DataProblem where there is none."""
        if name not in self.columns:
            have = ", ".join(sorted(self.columns))
            raise DataProblem("Bảng doanh nghiệp", f"không có cột {name} (có: {have}).", "Hãy chọn tên cột khác.")
        return self.columns[name]

    @cached_property
    def previous(self) -> Ints:
        """For each row, the row of the same firm in the year before; −1 where there is none."""
        follows = self.follows
        if follows is None:
            same = (self.firms[1:] == self.firms[:-1]) & (self.years[1:] == self.years[:-1] + 1)
            follows = np.append(np.zeros(min(1, len(self)), dtype=bool), same)
        return np.where(follows, np.arange(-1, len(self) - 1, dtype=np.int64), -1)

    @property
    def firm_count(self) -> int:
        """How many firms there are."""
        return len(self.names)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns that there are."""
        return tuple(sorted(self.columns))

    @cached_property
    def calendar(self) -> tuple[int, ...]:
        """The years in which there are rows, in order."""
        if not len(self):
            return ()
        first = int(self.years.min())
        seen = sum(np.bincount(self.years[block] - first, minlength=int(self.years.max()) - first + 1)
                   for block in self.blocks())  # fmt: skip
        return tuple(int(year) + first for year in np.flatnonzero(seen))

    def where(self, kept: Flags) -> Panel:
        """The rows so marked, their firms numbered anew: a branch is estimated and resampled by its own firms."""
        if kept.all():
            return self
        of_old = self.firms[kept]
        begins = np.append(np.ones(min(1, len(of_old)), dtype=bool), of_old[1:] != of_old[:-1])
        columns = {name: column[kept] for name, column in self.columns.items()}
        follows = (self.previous >= 0) & np.append(False, kept[:-1])
        names = [self.names[old] for old in of_old[begins]]
        return Panel(np.cumsum(begins) - 1, self.years[kept], columns, names, follows[kept])

    def of_group(self, place: int) -> Panel:
        """The rows of one group, by the column "group"."""
        return self.where(self.column("group") == place)

    def gathered(self) -> Panel:
        """The rows are here already."""
        return self

    def blocks(self, rows: int = BLOCK) -> Iterator[slice]:
        """Slices of whole firms, about so many rows each: what is summed over them is the same as over all."""
        first = 0
        while first < len(self):
            last = min(first + rows, len(self))
            if last < len(self):
                last = int(np.searchsorted(self.firms, self.firms[last], side="left"))
                if last <= first:
                    last = int(np.searchsorted(self.firms, self.firms[first], side="right"))
            yield slice(first, last)
            first = last

    def parts(self, rows: int | None = None) -> Iterator[Panel]:
        """The blocks, each as a panel of its own that keeps the numbers of the firms."""
        for block in self.blocks() if rows is None else self.blocks(rows):
            columns = {name: column[block] for name, column in self.columns.items()}
            follows = None if self.follows is None else self.follows[block]
            yield Panel(self.firms[block], self.years[block], columns, self.names, follows)

    def summed(self, of_block: Callable[[Panel], Sums], rows: int | None = None) -> Sums:
        """The sums over all blocks, on all cores, added in the order of the rows: the same figures each time."""
        if len(self) <= (rows or BLOCK):
            return total_of(of_block(part) for part in self.parts(rows))
        return total_of(_in_order(of_block, self.parts(rows)))


def _in_order(of_block: Callable[[Panel], Sums], parts: Iterator[Panel]) -> Iterator[Sums]:
    cores = os.cpu_count() or 1
    waiting: deque[Future[Sums]] = deque()
    with ThreadPoolExecutor(cores) as workers:
        for part in parts:
            waiting.append(workers.submit(of_block, part))
            if len(waiting) > 2 * cores:  # what is done and not yet added lies in memory
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def total_of(every: Iterable[Sums]) -> Sums:
    """Sums added up; none where there are none."""
    total: Sums = ()
    for sums in every:
        if total:
            for into, more in zip(total, sums, strict=True):
                np.add(into, more, out=into)
        else:
            total = sums
    return total


def panel_of(firms: Sequence[object] | NDArray[np.generic], years: object, columns: Mapping[str, object]) -> Panel:
    """A panel from columns in any order of rows.

    Raises DataProblem naming the firm and year that stand twice, and the firm, year and column of a number that is
    missing: what may be left out is left out, and counted, when a file is read.
    """
    names, numbers = np.unique(np.asarray(firms), return_inverse=True)
    of_year = np.asarray(years, dtype=np.int64)
    order = np.lexsort((of_year, numbers))
    numbers, of_year = numbers[order].astype(np.int64), of_year[order]
    if not len(numbers):
        raise DataProblem("Bảng doanh nghiệp", "không có dòng nào.", "Hãy chọn tệp có số liệu.")
    labels = [str(name) for name in names]
    twice = np.flatnonzero((numbers[1:] == numbers[:-1]) & (of_year[1:] == of_year[:-1]))
    if twice.size:
        row = int(twice[0])
        raise DataProblem(
            f"Doanh nghiệp {labels[numbers[row]]} năm {of_year[row]}", "đứng ở hai dòng.", "Hãy bỏ bớt một dòng."
        )
    sorted_columns = {}
    for name, values in columns.items():
        column = np.asarray(values, dtype=np.float64)[order]
        bad = np.flatnonzero(~np.isfinite(column))
        if bad.size:
            row = int(bad[0])
            raise DataProblem(
                f"Doanh nghiệp {labels[numbers[row]]} năm {of_year[row]}, cột {name}",
                "không có số.",
                "Hãy bổ sung, hoặc bỏ dòng này.",
            )
        sorted_columns[name] = column
    return Panel(numbers, of_year, sorted_columns, labels)
