"""Firms by year, sorted, each row knowing the row of the same firm a year before: a lag is t − 1, not the row above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.problems import DataProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
# Rows worked on at once: with some thirty columns of moments a block is 8 MB, which the last cache holds.
BLOCK: Final = 32_768


@dataclass(frozen=True)
class Panel:
    """Rows sorted by firm and year, no firm twice in a year. firms: a number a row; names: the firm of each number."""

    firms: Ints
    years: Ints
    columns: Mapping[str, Floats]
    names: Sequence[str]

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
        places = np.arange(len(self), dtype=np.int64) - 1
        if len(self):
            places[0] = -1
            follows = (self.firms[1:] == self.firms[:-1]) & (self.years[1:] == self.years[:-1] + 1)
            places[1:][~follows] = -1
        return places

    @property
    def firm_count(self) -> int:
        """How many firms there are."""
        return len(self.names)

    def where(self, kept: Flags) -> Panel:
        """The rows so marked, their firms numbered anew: a branch is estimated and resampled by its own firms."""
        of_old, firms = np.unique(self.firms[kept], return_inverse=True)
        columns = {name: column[kept] for name, column in self.columns.items()}
        names = [self.names[old] for old in of_old]
        return Panel(firms.astype(np.int64), self.years[kept], columns, names)

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
