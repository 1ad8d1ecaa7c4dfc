"""Malmquist indexes of total factor productivity from one year to the next.

Färe, Grosskopf, Norris and Zhang 1994: the geometric mean of the indexes against the frontiers of both years, by
constant returns, which makes it the same by inputs and by outputs: MI = efficiency change × technical change. It can be
split further in two ways (`Split`). Pastor and Lovell 2005 (`global_malmquist`): against one frontier of all years.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nscl.economics.frontiers.envelopment import efficiency, efficiency_against
from nscl.economics.frontiers.pairs import LeftOut, Pair, pairs_of
from nscl.economics.frontiers.scores import Scores
from nscl.economics.frontiers.units import Flags, Floats, Orientation, Returns, Units, units_of
from nscl.economics.problems import DataProblem

_OUT_OF_REACH = "không tổ hợp nào của năm kia đạt tới (có đầu vào bằng 0)"
_OUT_OF_REACH_VRS = "không tổ hợp nào của năm kia đạt tới quy mô này (hiệu suất thay đổi theo quy mô)"


class Split(StrEnum):
    """How the index is split beyond efficiency × technology."""

    NONE = "none"
    # efficiency = pure (variable returns) × scale; technology by constant returns (Färe and others 1994)
    FGNZ = "fgnz"
    # malmquist = pure × technology × scale, technology by variable returns (Ray and Desli 1997)
    RAY_DESLI = "rd"


@dataclass(frozen=True)
class Change:
    """A unit from one year to the next, as ratios: above 1 is better.

    malmquist = efficiency × technology; split by FGNZ efficiency = pure × scale; split by Ray and Desli malmquist =
    pure × technology × scale. pure, scale: None where no split was asked for. Against a global frontier, technology is
    the change of the gap between the year's frontier and it.
    """

    name: str
    first: int
    last: int
    malmquist: float
    efficiency: float
    technology: float
    pure: float | None = None
    scale: float | None = None


@dataclass(frozen=True)
class Malmquist:
    """The changes, by year and in the order of units, and what was left out."""

    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]

    def mean(self, last: int) -> tuple[float, float, float]:
        """Geometric means over units of (malmquist, efficiency, technology) in the change that ends in that year.

        Raises DataProblem where no unit has one.
        """
        chosen = [one for one in self.changes if one.last == last]
        if not chosen:
            raise DataProblem(f"Chỉ số Malmquist năm {last}", "không có đơn vị nào.", "Hãy chọn năm khác.")
        columns = zip(*((one.malmquist, one.efficiency, one.technology) for one in chosen), strict=True)
        malmquist, efficient, technology = (
            math.exp(math.fsum(math.log(value) for value in column) / len(chosen)) for column in columns
        )
        return malmquist, efficient, technology


def malmquist(years: Mapping[int, Units], *, split: Split = Split.NONE) -> Malmquist:
    """The index of every unit that is in two years running; the frontier of a year is of all its units.

    Ray and Desli's split needs each unit within reach of the other year's frontier by variable returns; those that are
    not are left out, with the reason. Raises DataProblem where there are fewer than two years, where a year between is
    missing, or where the years have not the same columns.
    """
    pairs, left_out = pairs_of(years)
    constant = {year: _efficiency(units, Returns.CONSTANT) for year, units in years.items()}
    variable = {} if split is Split.NONE else {y: _efficiency(units, Returns.VARIABLE) for y, units in years.items()}
    changes: list[Change] = []
    for pair in pairs:
        by_constant = _Moves.of(pair, constant, Returns.CONSTANT)
        parts = {"malmquist": by_constant.efficiency * by_constant.technology, "efficiency": by_constant.efficiency}
        parts["technology"], reached, why = by_constant.technology, by_constant.reached, _OUT_OF_REACH
        if split is Split.FGNZ:
            parts["pure"] = _own_change(pair, variable)
            parts["scale"] = parts["efficiency"] / parts["pure"]
        elif split is Split.RAY_DESLI:
            by_variable = _Moves.of(pair, variable, Returns.VARIABLE)
            parts["pure"], parts["technology"] = by_variable.efficiency, by_variable.technology
            parts["scale"] = parts["malmquist"] / (by_variable.efficiency * by_variable.technology)
            reached, why = reached & by_variable.reached, _OUT_OF_REACH_VRS
        changes += _told(pair, parts, reached)
        left_out += pair.without(~reached, why)
    return Malmquist(tuple(changes), tuple(sorted(left_out, key=lambda one: (one.first, one.name))))


def global_malmquist(years: Mapping[int, Units]) -> Malmquist:
    """The index against one frontier of all units of all years: it chains over years, and every unit has one.

    Adding a year changes the figures of those before. Raises DataProblem as `malmquist` does.
    """
    pairs, left_out = pairs_of(years)
    own = {year: _efficiency(units, Returns.CONSTANT) for year, units in years.items()}
    every = units_of(
        [f"{name}, {year}" for year, units in years.items() for name in units.names],
        np.concatenate([units.inputs for units in years.values()]),
        np.concatenate([units.outputs for units in years.values()]),
    )
    overall = np.split(_efficiency(every, Returns.CONSTANT).technical, np.cumsum([len(one) for one in years.values()]))
    of_year = dict(zip(years, overall, strict=False))
    changes: list[Change] = []
    for pair in pairs:
        index = of_year[pair.last][pair.now] / of_year[pair.first][pair.old]
        catching_up = _own_change(pair, own)
        parts = {"malmquist": index, "efficiency": catching_up, "technology": index / catching_up}
        changes += _told(pair, parts, np.ones(len(pair.old), dtype=bool))
    return Malmquist(tuple(changes), tuple(left_out))


def _efficiency(units: Units, returns: Returns) -> Scores:
    return efficiency(units, returns, Orientation.OUTPUT)


def _own_change(pair: Pair, own: Mapping[int, Scores]) -> Floats:
    """How much nearer each unit came to the frontier of its year."""
    return np.asarray(own[pair.last].technical[pair.now] / own[pair.first].technical[pair.old])


@dataclass(frozen=True)
class _Moves:
    """Of the units of a pair of years: catching up with the frontier, its move, and whether both could be told."""

    efficiency: Floats
    technology: Floats
    reached: Flags

    @classmethod
    def of(cls, pair: Pair, own: Mapping[int, Scores], returns: Returns) -> _Moves:
        """From the distances to both years' frontiers."""
        catching_up = _own_change(pair, own)
        new_by_old = _across(pair.after.chosen(pair.now), pair.before, own[pair.first], returns)
        old_by_new = _across(pair.before.chosen(pair.old), pair.after, own[pair.last], returns)
        reached = (new_by_old > 0) & (old_by_new > 0)
        safe = np.where(reached, new_by_old, 1.0) / np.where(reached, old_by_new, 1.0)
        return cls(catching_up, np.sqrt(safe / catching_up), reached)


def _across(units: Units, reference: Units, own: Scores, returns: Returns) -> Floats:
    """Output distances 1/φ of units to the frontier of another year; 0 where it does not reach them."""
    return efficiency_against(units, reference, returns, Orientation.OUTPUT, frontier=own.frontier).technical


def _told(pair: Pair, parts: Mapping[str, Floats], reached: Flags) -> list[Change]:
    kept = np.flatnonzero(reached)
    columns = {name: values[kept].tolist() for name, values in parts.items()}
    names = (pair.before.names[place] for place in pair.old[kept])
    return [
        Change(name, pair.first, pair.last, **{part: values[row] for part, values in columns.items()})
        for row, name in enumerate(names)
    ]
