"""Units of several years, paired with themselves a year later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nscl.economics.frontiers.units import Flags, Ints, Units
from nscl.economics.problems import DataProblem


@dataclass(frozen=True)
class LeftOut:
    """A unit that has no index from one year to the next, and why."""

    name: str
    first: int
    last: int
    why: str


@dataclass(frozen=True)
class Pair:
    """Two years running; old, now: the places in them of the units that are in both."""

    first: int
    last: int
    before: Units
    after: Units
    old: Ints
    now: Ints

    def without(self, these: Flags, why: str) -> list[LeftOut]:
        """These of the units in both years as left out."""
        return [LeftOut(self.before.names[place], self.first, self.last, why) for place in self.old[these]]


def pairs_of(years: Mapping[int, Units]) -> tuple[list[Pair], list[LeftOut]]:
    """The pairs in the order of years, and the units that are in one of the two years only.

    Raises DataProblem where there are fewer than two years, or where a year between is missing.
    """
    span = sorted(years)
    if len(span) < 2:  # noqa: PLR2004  (a change needs two years)
        raise DataProblem("Chỉ số Malmquist", "cần ít nhất hai năm.", "Hãy bổ sung số liệu.")
    missing = sorted(set(range(span[0], span[-1] + 1)) - set(span))
    if missing:
        raise DataProblem(
            f"Năm {missing[0]}", "không có số liệu.", "Hãy bổ sung năm này, hoặc chỉ tính các năm liền nhau."
        )
    found: list[Pair] = []
    left_out: list[LeftOut] = []
    for first, last in pairwise(span):
        before, after = years[first], years[last]
        place = {name: index for index, name in enumerate(before.names)}
        both = [(place[name], index) for index, name in enumerate(after.names) if name in place]
        gone, new = set(before.names) - set(after.names), set(after.names) - set(before.names)
        left_out += [LeftOut(name, first, last, f"năm {last} không có số liệu") for name in sorted(gone)]
        left_out += [LeftOut(name, first, last, f"năm {first} không có số liệu") for name in sorted(new)]
        if both:
            old, now = np.array(both, dtype=np.intp).T
            found.append(Pair(first, last, before, after, old, now))
    return found, left_out
