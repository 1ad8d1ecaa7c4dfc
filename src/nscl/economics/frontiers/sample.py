"""The rows that a stochastic frontier is estimated from, in blocks that the cache holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from nscl.economics.firms.panel import Floats, Ints

# Rows worked on at once: a dozen columns of them stay within the second cache.
BLOCK: Final = 16_384


@dataclass(frozen=True)
class Spells:
    """Which rows share an inefficiency: the row where each firm begins (the first is 0), and t − T of each row."""

    starts: Ints
    before_last: Floats


@dataclass(frozen=True)
class Sample:
    """Rows of a frontier: outcome (n), design (n × k, the constant first), in logarithms; of a cost frontier both × −1.

    explained: what the mean of u depends on, one row for each inefficiency (a
    firm's where there are spells, else a row's), without columns where that mean is nought; spells: None where each
    row has an inefficiency of its own.
    """

    outcome: Floats
    design: Floats
    explained: Floats
    spells: Spells | None = None

    @property
    def parameters(self) -> int:
        """How many parameters a frontier of these rows has: β, σ², γ, δ, and η where inefficiency is a firm's."""
        return int(self.design.shape[1]) + 2 + int(self.explained.shape[1]) + int(self.spells is not None)

    @cached_property
    def sizes(self) -> Floats:
        """Rows of each firm (of spells)."""
        starts = np.empty(0, dtype=np.int64) if self.spells is None else self.spells.starts
        return np.diff(np.append(starts, len(self.outcome))).astype(np.float64)

    @cached_property
    def gram(self) -> Floats:
        """design′·design."""
        return np.asarray(self.design.T @ self.design)

    @cached_property
    def blocks(self) -> tuple[Sample, ...]:
        """The sample in pieces of whole firms, whose likelihoods add up to its own."""
        count = len(self.outcome)
        firsts = np.arange(0, count, BLOCK)
        if self.spells is not None:
            firsts = np.unique(self.spells.starts[np.searchsorted(self.spells.starts, firsts, side="right") - 1])
        return tuple(self._cut(int(a), int(b)) for a, b in zip(firsts, np.append(firsts[1:], count), strict=True))

    def thinned(self, rows: int) -> Sample:
        """Every so-manieth row, about so many in all; of spells whole blocks, at least one."""
        step = max(1, len(self.outcome) // rows)
        if self.spells is None:
            kept = slice(None, None, step)
            return Sample(self.outcome[kept], self.design[kept], self.explained[kept])
        return self.blocks[0] if step > 1 else self

    def summed(self, values: Floats) -> Floats:
        """Sums over each firm's rows; the values as they are where each row stands alone."""
        return values if self.spells is None else np.asarray(np.add.reduceat(values, self.spells.starts, axis=0))

    def spread(self, values: Floats) -> Floats:
        """A value of each firm, by row."""
        return values if self.spells is None else np.repeat(values, self.sizes.astype(np.int64))

    def _cut(self, first: int, last: int) -> Sample:
        rows = slice(first, last)
        if self.spells is None:
            return Sample(self.outcome[rows], self.design[rows], self.explained[rows])
        low, high = (int(place) for place in np.searchsorted(self.spells.starts, [first, last]))
        spells = Spells(self.spells.starts[low:high] - first, self.spells.before_last[rows])
        return Sample(self.outcome[rows], self.design[rows], self.explained[low:high], spells)
