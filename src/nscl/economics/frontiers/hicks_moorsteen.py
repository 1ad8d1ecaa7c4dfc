"""The Hicks–Moorsteen index: an index of outputs over an index of inputs (Bjurek 1996).

Unlike Malmquist's it is a ratio of quantities whatever the returns to scale, and every unit has one: a mix of one
year's inputs with the other year's outputs is always within reach of a frontier when it may be scaled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nscl.economics.frontiers.envelopment import efficiency, efficiency_against
from nscl.economics.frontiers.pairs import LeftOut, pairs_of
from nscl.economics.frontiers.units import Floats, Ints, Orientation, Returns, Units


@dataclass(frozen=True)
class Quantities:
    """A unit from one year to the next, as ratios: index = outputs ÷ inputs."""

    name: str
    first: int
    last: int
    index: float
    outputs: float
    inputs: float


@dataclass(frozen=True)
class HicksMoorsteen:
    """The changes, by year and in the order of units, and what was left out."""

    changes: tuple[Quantities, ...]
    left_out: tuple[LeftOut, ...]


def hicks_moorsteen(years: Mapping[int, Units], returns: Returns = Returns.VARIABLE) -> HicksMoorsteen:
    """The index of every unit that is in two years running, the geometric mean of those by both years' frontiers.

    Raises DataProblem where there are fewer than two years, where a year between is missing, or where the years have
    not the same columns.
    """
    pairs, left_out = pairs_of(years)
    frontiers = {year: efficiency(units, returns, Orientation.OUTPUT).frontier for year, units in years.items()}
    changes: list[Quantities] = []
    for pair in pairs:
        old, new = pair.before.chosen(pair.old), pair.after.chosen(pair.now)
        grown, used = np.ones(len(old)), np.ones(len(old))
        for own, reference, year in ((old, pair.before, pair.first), (new, pair.after, pair.last)):
            frontier = _Frontier(reference, frontiers[year], returns)
            grown *= frontier.growth_of_outputs(own, old, new)
            used *= frontier.growth_of_inputs(own, old, new)
        reached = (grown > 0) & (used > 0)
        left_out += pair.without(~reached, "không tổ hợp nào của một trong hai năm đạt tới (có đầu vào bằng 0)")
        for row in np.flatnonzero(reached):
            outputs, inputs = float(np.sqrt(grown[row])), float(np.sqrt(used[row]))
            changes.append(Quantities(old.names[row], pair.first, pair.last, outputs / inputs, outputs, inputs))
    return HicksMoorsteen(tuple(changes), tuple(sorted(left_out, key=lambda one: (one.first, one.name))))


@dataclass(frozen=True)
class _Frontier:
    """A year's frontier: its units, and the places of those that it needs."""

    reference: Units
    places: Ints
    returns: Returns

    def growth_of_outputs(self, own: Units, old: Units, new: Units) -> Floats:
        """New outputs over old ones, both made from the year's own inputs; 0 where out of reach."""
        before, after = (Units(own.names, own.inputs, one.outputs) for one in (old, new))
        return _ratio(self._distance(after, Orientation.OUTPUT), self._distance(before, Orientation.OUTPUT))

    def growth_of_inputs(self, own: Units, old: Units, new: Units) -> Floats:
        """New inputs over old ones, both making the year's own outputs; 0 where out of reach."""
        before, after = (Units(own.names, one.inputs, own.outputs) for one in (old, new))
        return _ratio(self._distance(before, Orientation.INPUT), self._distance(after, Orientation.INPUT))

    def _distance(self, units: Units, orientation: Orientation) -> Floats:
        return efficiency_against(units, self.reference, self.returns, orientation, frontier=self.places).technical


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros_like(over), where=under > 0)
