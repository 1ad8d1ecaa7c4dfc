"""Data envelopment: each unit against the best combinations of units seen, exact, with its peers and slacks.

Only units on the frontier matter as a reference: a unit that some combination beats can be left out of every other
unit's programme without changing it. So all units are first held against a few extreme ones; those not beaten by them
are held against each other; what is left is the frontier, and all units are brought to their optimum against it alone.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from nscl.economics.frontiers.free_disposal import free_disposal_scores
from nscl.economics.frontiers.highs import most_slack, solve_one
from nscl.economics.frontiers.scores import Scores
from nscl.economics.frontiers.simplex import (
    CACHE,
    FIRST_SLACK,
    PERTURBATION,
    SELF,
    Aim,
    Bases,
    Fate,
    Offer,
    columns_of,
    improve,
    settle,
    start,
)
from nscl.economics.frontiers.units import Flags, Floats, Ints, Orientation, Returns, Units, units_of
from nscl.economics.problems import DataProblem

# A score this near to 1 may still be on the frontier; beyond it a unit is beaten for certain.
NEARLY_ONE: Final = 1e-7
# Units among which a choice of extreme ones beforehand does not pay.
FEW: Final = 500
DIRECTIONS: Final = 200
SEED: Final = 20261121


def efficiency(
    units: Units,
    returns: Returns = Returns.CONSTANT,
    orientation: Orientation = Orientation.INPUT,
    *,
    slacks: bool = False,
) -> Scores:
    """Every unit against all of them.

    slacks: also the greatest sum of slacks at the scaled point, each column counted in units of its own mean, so that
    the answer does not depend on units of measurement (a unit is on the frontier and without slack: Pareto–Koopmans).
    Raises DataProblem where slacks are asked for without combinations (FDH).
    """
    if returns is Returns.FREE_DISPOSAL:
        if slacks:
            raise DataProblem("Phần dư", "không có với fdh.", "Hãy chọn crs, vrs, nirs hoặc ndrs.")
        return _by_free_disposal(units, units, orientation)
    scale = _Scale(units, returns)
    x, y = scale.of(units)
    bases = start(x, y, returns, orientation, outsiders=False)
    columns = columns_of(x, y, returns)
    frontier = _solve_against_all(bases, columns)
    if slacks:
        settle(bases, columns)
        bases.level += PERTURBATION
        improve(bases, Offer.of(columns, frontier), aim=Aim.SLACKS, weights=_worth_of_slacks(bases))
    return _scores(bases, units, units, scale, frontier, slacks=slacks)


def efficiency_against(
    units: Units,
    reference: Units,
    returns: Returns = Returns.CONSTANT,
    orientation: Orientation = Orientation.INPUT,
    *,
    frontier: Ints | None = None,
) -> Scores:
    """Units against a reference that they need not belong to: another period's, another branch's.

    frontier: the places in the reference that its frontier needs, where they are known (`Scores.frontier`).
    """
    if units.inputs.shape[1] != reference.inputs.shape[1] or units.outputs.shape[1] != reference.outputs.shape[1]:
        raise DataProblem("Hai bảng", "không có cùng các cột đầu vào, đầu ra.", "Hãy chọn cùng các cột.")
    if returns is Returns.FREE_DISPOSAL:
        return _by_free_disposal(units, reference, orientation)
    scale = _Scale(reference, returns, units)
    x, y = scale.of(units)
    bases = start(x, y, returns, orientation, outsiders=True)
    needed = np.arange(len(reference)) if frontier is None else frontier
    improve(bases, Offer.of(columns_of(*scale.of(reference), returns), needed))
    return _scores(bases, units, reference, scale, needed, slacks=False)


def super_efficiency(
    units: Units, returns: Returns = Returns.CONSTANT, orientation: Orientation = Orientation.INPUT
) -> Scores:
    """Every unit against all the others (Andersen and Petersen 1993): efficient units are ranked beyond 1.

    Under variable returns a unit may be out of reach of all others: `reached` is False for it.
    """
    plain = efficiency(units, returns, orientation)
    values, reached = plain.values.copy(), plain.reached.copy()
    places, weights = plain.peer_places.copy(), plain.peer_weights.copy()
    for unit in plain.efficient:
        others = np.delete(np.arange(len(units)), unit)
        if not others.size:
            reached[unit], values[unit] = False, 0.0
            continue
        one = efficiency_against(units.chosen(np.array([unit])), units.chosen(others), returns, orientation)
        values[unit], reached[unit] = one.values[0], one.reached[0]
        row = one.peer_places[0]
        places[unit], weights[unit] = np.where(row >= 0, others[row], -1), one.peer_weights[0]
    return Scores(units.names, orientation, returns, values, reached, places, weights, units.names, plain.frontier)


def cost_efficiency(units: Units, prices: Floats, returns: Returns = Returns.CONSTANT) -> Scores:
    """The least cost that makes a unit's outputs ÷ its own cost, all units paying the same prices of inputs.

    At common prices that is the programme of one input, the cost; allocative efficiency is this score ÷ the technical
    one. Raises DataProblem where a price is not above nought or one is missing.
    """
    paid = np.asarray(prices, dtype=np.float64)
    if paid.shape != (units.inputs.shape[1],) or not (paid > 0).all():
        raise DataProblem("Giá đầu vào", "thiếu hoặc không lớn hơn 0.", "Mỗi đầu vào cần một giá lớn hơn 0.")
    return efficiency(units_of(units.names, units.inputs @ paid, units.outputs), returns)


class _Scale:
    """Columns in units of the reference's means; under constant returns each unit also in units of its own size."""

    def __init__(self, reference: Units, returns: Returns, units: Units | None = None) -> None:
        """units: whose means stand in for a column that the reference has only noughts in."""
        self.inputs, self.outputs = reference.inputs.mean(axis=0), reference.outputs.mean(axis=0)
        if units is not None:
            self.inputs = np.where(self.inputs > 0, self.inputs, np.maximum(units.inputs.mean(axis=0), 1e-300))
            self.outputs = np.where(self.outputs > 0, self.outputs, np.maximum(units.outputs.mean(axis=0), 1e-300))
        self.own_size = returns is Returns.CONSTANT

    def sizes(self, units: Units) -> Floats:
        """What each unit is divided by; ones where returns vary, for a weight then is no matter of size."""
        if not self.own_size:
            return np.ones(len(units))
        return np.asarray((units.inputs / self.inputs).sum(axis=1))

    def of(self, units: Units) -> tuple[Floats, Floats]:
        """Inputs and outputs, scaled."""
        sizes = self.sizes(units)[:, None]
        return units.inputs / self.inputs / sizes, units.outputs / self.outputs / sizes


def _solve_against_all(bases: Bases, columns: Floats) -> Ints:
    """Bring every unit to its optimum against all columns, which are its own and the others'; gives the frontier."""
    every = np.arange(columns.shape[1])
    if len(every) <= FEW:
        improve(bases, Offer.of(columns))
        return every[_unbeaten(bases)]
    improve(bases, Offer.of(columns, _extreme(bases, columns)))
    hopeful = every[_unbeaten(bases)]
    improve(bases, Offer.of(columns, hopeful), only=hopeful)
    frontier = hopeful[_unbeaten(bases)[hopeful]]
    improve(bases, Offer.of(columns, frontier))
    return frontier


def _unbeaten(bases: Bases) -> Flags:
    """Which units no combination beats so far; what gave up is among them, to be on the safe side."""
    score = bases.scores
    beaten = score < 1 - NEARLY_ONE if bases.orientation is Orientation.INPUT else score > 1 + NEARLY_ONE
    return np.asarray(~(beaten & (bases.fate == Fate.SOLVED.value)))


def _extreme(bases: Bases, columns: Floats) -> Ints:
    """Units that are the best by some of many random ratios and, where size matters, differences."""
    chance = np.random.default_rng(SEED)
    rows = columns.shape[0] - (0 if bases.returns is Returns.CONSTANT else 1)
    worth = np.exp(chance.normal(0.0, 2.0, (DIRECTIONS, rows)))
    found = []
    at_once = max(1, CACHE // columns.shape[1])
    for first in range(0, DIRECTIONS, at_once):
        some = worth[first : first + at_once]
        gain = some[:, : bases.made] @ columns[: bases.made]
        cost = some[:, bases.made :] @ -columns[bases.made : rows]
        found.append((gain / cost).argmax(axis=1))
        if bases.returns is not Returns.CONSTANT:
            found.append((gain - cost).argmax(axis=1))
    return np.unique(np.concatenate(found))


def _scores(bases: Bases, units: Units, reference: Units, scale: _Scale, frontier: Ints, *, slacks: bool) -> Scores:
    """The result in the units' own measures; programmes that gave up are solved one by one."""
    every = np.arange(len(units))
    settle(bases, columns_of(*scale.of(reference), bases.returns))
    values, reached = bases.scores, bases.fate != Fate.UNREACHABLE.value
    values[~reached] = 0.0
    names = np.where(bases.members == SELF, every[:, None], bases.members)
    places, weights = np.where(names >= 0, names, -1), np.where(names >= 0, bases.level, 0.0)
    spare = _slacks(bases)
    for unit in (int(place) for place in np.flatnonzero(bases.fate == Fate.GAVE_UP.value)):
        x, y = scale.of(units.chosen(np.array([unit])))
        one = solve_one(scale.of(reference), (x[0], y[0]), bases.returns, bases.orientation)
        reached[unit], values[unit] = one.score is not None, one.score or 0.0
        heaviest = np.argsort(-one.weights)[: places.shape[1]]
        places[unit], weights[unit] = -1, 0.0
        places[unit, : len(heaviest)], weights[unit, : len(heaviest)] = heaviest, one.weights[heaviest]
        if slacks and one.score is not None:
            spare[unit] = most_slack(scale.of(reference), (x[0], y[0]), bases.returns, bases.orientation, one.score)
    places[~reached], weights[~reached] = -1, 0.0
    sizes, of_reference = scale.sizes(units)[:, None], scale.sizes(reference)
    weights = weights * sizes / of_reference[np.maximum(places, 0)]
    made = units.outputs.shape[1]
    return Scores(
        units.names, bases.orientation, bases.returns, values, reached, places, weights, reference.names, frontier,
        spare[:, made : made + units.inputs.shape[1]] * sizes * scale.inputs if slacks else None,
        spare[:, :made] * sizes * scale.outputs if slacks else None,
    )  # fmt: skip


def _worth_of_slacks(bases: Bases) -> Floats:
    """All slacks count alike, for columns are in units of their means already; that of the row of weights does not."""
    worth = np.ones(bases.rows)
    if bases.returns is not Returns.CONSTANT:
        worth[-1] = 0.0
    return worth


def _slacks(bases: Bases) -> Floats:
    """The slack of each row of each programme, n × k."""
    spare = np.zeros((len(bases.right), bases.rows))
    unit, place = np.nonzero(bases.members <= FIRST_SLACK)
    spare[unit, FIRST_SLACK - bases.members[unit, place]] = bases.level[unit, place]
    return spare


def _by_free_disposal(units: Units, reference: Units, orientation: Orientation) -> Scores:
    """The scores without combinations: the one unit that dominates by the most."""
    values, peers = free_disposal_scores(units, reference, orientation)
    reached = peers >= 0
    weights = np.where(reached, 1.0, 0.0)[:, None]
    return Scores(
        units.names, orientation, Returns.FREE_DISPOSAL, values, reached, peers[:, None], weights, reference.names,
        np.arange(len(reference)),
    )  # fmt: skip
