"""Thousands of small programmes at once: a revised simplex whose every step is done for all units together.

The programme of a unit has as many rows as inputs and outputs (and one for returns to scale), so its basis is a matrix
of a few rows; pricing all units against all columns is one matrix product. With columns (y; −x; 1) for the reference,
rows are: Σλy − s = y₀ (or ρ·y₀), −Σλx − t = −x₀ (or −ρ·x₀), Σλ ± q = 1. Every unit starts from itself (λ = 1, ρ = 1);
a unit that is no member of the reference first drives that weight of its own to nought (phase 1).

Degenerate vertices are left by a perturbation of the right-hand side, taken back at the end: the optimal basis does not
change by it, and the figures are computed from the true right-hand side.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.analytics import one_core
from nscl.economics.frontiers.units import Floats, Ints, Orientation, Returns

# Basis members that are no column of the reference.
SELF: Final = -1
RADIAL: Final = -2
FIRST_SLACK: Final = -3  # slack of row i is FIRST_SLACK − i
# A column is worth entering above this gain, and may be left out of a ratio test below this pivot.
GAIN: Final = 1e-11
PIVOT: Final = 1e-9
# A weight of its own that phase 1 leaves above this: no combination of the reference reaches the unit.
REACHED: Final = 1e-7
PERTURBATION: Final = 1e-10
MOST_STEPS: Final = 400
SEED: Final = 20261121
# Prices computed at once: 3 MB of them stay within the second cache.
CACHE: Final = 500_000


class Aim(Enum):
    """What a run of the simplex brings to its best."""

    RADIAL = "radial"
    SLACKS = "slacks"  # the sum of slacks, among the optima of the radial aim


class Fate(Enum):
    """How a unit's programme ended."""

    SOLVED = 0
    UNREACHABLE = 1
    GAVE_UP = 2


@dataclass
class Bases:
    """The state of all programmes, n units of k rows; a basis survives a change of the reference's columns.

    members: n × k names of basis variables; inverse: n × k × k; level: n × k; own: place of SELF in the basis or −1;
    radial: place of RADIAL or −1; fate: n; right, scaled: n × k columns of the programme;
    made: the number of outputs, whose rows come first.
    """

    returns: Returns
    orientation: Orientation
    right: Floats
    scaled: Floats
    unit: Floats
    members: Ints
    inverse: Floats
    level: Floats
    own: Ints
    radial: Ints
    fate: Ints
    made: int
    outsiders: bool

    @property
    def rows(self) -> int:
        """Rows of a programme."""
        return int(self.right.shape[1])

    @property
    def scores(self) -> Floats:
        """The level of ρ in each programme as it stands."""
        every = np.arange(len(self.right))
        return np.where(self.radial >= 0, self.level[every, np.maximum(self.radial, 0)], 0.0)

    @property
    def slack_signs(self) -> Floats:
        """The coefficient of each row's slack; 0 where the row has none."""
        signs = -np.ones(self.rows)
        if self.returns is not Returns.CONSTANT:
            signs[-1] = {Returns.VARIABLE: 0.0, Returns.NON_INCREASING: 1.0, Returns.NON_DECREASING: -1.0}[self.returns]
        return signs


def columns_of(inputs: Floats, outputs: Floats, returns: Returns) -> Floats:
    """The columns (y; −x; 1) of units, k × n."""
    parts = [outputs.T, -inputs.T]
    if returns is not Returns.CONSTANT:
        parts.append(np.ones((1, len(inputs))))
    return np.ascontiguousarray(np.vstack(parts))


def start(inputs: Floats, outputs: Floats, returns: Returns, orientation: Orientation, *, outsiders: bool) -> Bases:
    """Bases in which every unit is compared with itself alone. outsiders: the units are no members of the reference."""
    unit = columns_of(inputs, outputs, returns).T.copy()
    count, rows = unit.shape
    made = outputs.shape[1]
    scaled = np.zeros_like(unit)
    right = unit.copy()
    if orientation is Orientation.INPUT:
        scaled[:, made : made + inputs.shape[1]] = inputs
        right[:, made : made + inputs.shape[1]] = 0.0
    else:
        scaled[:, :made] = -outputs
        right[:, :made] = 0.0
    # Rows without a slack in the basis: the one that ρ holds, and the one that the unit's own weight holds.
    most_made, most_used = outputs.argmax(axis=1), made + inputs.argmax(axis=1)
    last = np.full(count, rows - 1)
    holds_radial = most_used if orientation is Orientation.INPUT else most_made
    other = most_made if orientation is Orientation.INPUT else most_used
    holds_own = other if returns is Returns.CONSTANT else last
    members = np.tile(FIRST_SLACK - np.arange(rows), (count, 1))
    every = np.arange(count)
    members[every, holds_own] = SELF
    members[every, holds_radial] = RADIAL
    bases = Bases(
        returns, orientation, right, scaled, unit, members, np.empty((count, rows, rows)), np.empty((count, rows)),
        holds_own.copy(), holds_radial.copy(), np.zeros(count, dtype=np.intp), made, outsiders,
    )  # fmt: skip
    bases.inverse = np.asarray(np.linalg.inv(_basis_matrices(bases, every, np.empty((rows, 0)))), dtype=np.float64)
    noise = 1.0 + np.random.default_rng(SEED).random((count, rows))
    size = np.maximum(np.abs(unit), np.abs(unit).mean(axis=1, keepdims=True))
    bases.level = np.asarray(PERTURBATION * noise * size, dtype=np.float64)
    bases.level[every, holds_own] = bases.level[every, holds_radial] = 1.0
    return bases


@dataclass(frozen=True)
class Offer:
    """The columns of a reference (k × all), and the places of those that may enter a basis now."""

    columns: Floats
    places: Ints
    entering: Floats

    @classmethod
    def of(cls, columns: Floats, places: Ints | None = None) -> Offer:
        """The columns at these places, all of them where none are named."""
        if places is None:
            return cls(columns, np.arange(columns.shape[1]), columns)
        return cls(columns, places, np.ascontiguousarray(columns[:, places]))


def improve(
    bases: Bases, offer: Offer, *, only: Ints | None = None, aim: Aim = Aim.RADIAL, weights: Floats | None = None
) -> None:
    """Bring units (all, or `only` these) that are not settled to the optimum against what is offered, in place.

    weights: for Aim.SLACKS, the worth of a unit of each row's slack. Chunks keep the prices within the cache.
    """
    every = np.arange(len(bases.right)) if only is None else only
    per_chunk = max(64, CACHE // max(1, len(offer.places)))
    with one_core():
        for first in range(0, len(every), per_chunk):
            places = every[first : first + per_chunk]
            _improve_chunk(bases, places[bases.fate[places] == Fate.SOLVED.value], offer, aim, weights)


def _improve_chunk(bases: Bases, active: Ints, offer: Offer, aim: Aim, weights: Floats | None) -> None:
    held = _radial_prices(bases, active) if aim is Aim.SLACKS else None
    for _ in range(MOST_STEPS):
        if not active.size:
            return
        prices = _prices(bases, active, aim, weights)
        gain, entering = _best(bases, active, offer, prices, held, weights)
        going = gain > GAIN
        bases.fate[active[~going & (bases.own[active] >= 0)]] += _left_over(bases, active[~going])
        active = active[going]
        if held is not None:
            held = held[going]
        moved = _pivot(bases, active, entering[going], offer.columns)
        bases.fate[active[~moved]] = Fate.GAVE_UP.value
        active = active[moved]
        if held is not None:
            held = held[moved]
    bases.fate[active] = Fate.GAVE_UP.value


def _left_over(bases: Bases, settled: Ints) -> Ints:
    """For settled outsiders that still lean on themselves: unreachable, or too close to call."""
    held = settled[bases.own[settled] >= 0]
    if not bases.outsiders:
        return np.zeros(len(held), dtype=np.intp)
    left = bases.level[held, bases.own[held]]
    return np.where(left > REACHED, Fate.UNREACHABLE.value, Fate.GAVE_UP.value).astype(np.intp)


def _radial_prices(bases: Bases, active: Ints) -> Floats:
    sign = 1.0 if bases.orientation is Orientation.INPUT else -1.0
    place = bases.radial[active]
    prices: Floats = sign * bases.inverse[active, np.maximum(place, 0)]
    prices[place < 0] = 0.0
    return prices


def _prices(bases: Bases, active: Ints, aim: Aim, weights: Floats | None) -> Floats:
    """Dual prices of the rows, n × k, of what each unit minimises now."""
    if aim is Aim.SLACKS and weights is not None:
        members = bases.members[active]
        slack = FIRST_SLACK - members
        cost = np.where(slack >= 0, -weights[np.maximum(slack, 0)], 0.0)
        answer: Floats = np.einsum("ni,nij->nj", cost, bases.inverse[active])
        return answer
    prices = _radial_prices(bases, active)
    if bases.outsiders:
        phase_one = bases.own[active] >= 0
        prices[phase_one] = bases.inverse[active[phase_one], bases.own[active[phase_one]]]
    return prices


def _best(  # noqa: PLR0917  (the state of one step)
    bases: Bases, active: Ints, offer: Offer, prices: Floats, held: Floats | None, weights: Floats | None
) -> tuple[Floats, Ints]:
    """The variable of the greatest gain for each unit, and that gain."""
    gains = prices @ offer.entering
    slack_gains = prices * bases.slack_signs
    if weights is not None:
        slack_gains = slack_gains + weights
    slack_gains[:, bases.slack_signs == 0.0] = -np.inf
    if held is not None:  # only what leaves the radial optimum as it is
        gains[np.abs(held @ offer.entering) > GAIN * 10] = -np.inf
        slack_gains[np.abs(held * bases.slack_signs) > GAIN * 10] = -np.inf
    every = np.arange(len(active))
    entering = gains.argmax(axis=1)
    best = gains[every, entering]
    entering = offer.places[entering]
    slack = slack_gains.argmax(axis=1)
    by_slack = slack_gains[every, slack] > best
    entering = np.where(by_slack, FIRST_SLACK - slack, entering)
    best = np.where(by_slack, slack_gains[every, slack], best)
    if held is None:
        sign = 1.0 if bases.orientation is Orientation.INPUT else -1.0
        cost = np.where(bases.outsiders & (bases.own[active] >= 0), 0.0, sign)
        radial = np.einsum("nk,nk->n", prices, bases.scaled[active]) - cost
        by_radial = (bases.radial[active] < 0) & (radial > best)
        entering = np.where(by_radial, RADIAL, entering)
        best = np.where(by_radial, radial, best)
    return best, entering


def _pivot(bases: Bases, active: Ints, entering: Ints, columns: Floats) -> NDArray[np.bool_]:
    """Let the entering variables into the bases; False where nothing stops one (the unit is left as it was)."""
    if not active.size:
        return np.zeros(0, dtype=bool)
    column = _columns(bases, active, entering, columns)
    change = np.einsum("nij,nj->ni", bases.inverse[active], column)
    level = bases.level[active]
    steps = np.full_like(level, np.inf)
    np.divide(level, change, out=steps, where=change > PIVOT)
    leaving = steps.argmin(axis=1)
    every = np.arange(len(active))
    step = steps[every, leaving]
    moved: NDArray[np.bool_] = np.isfinite(step)
    active, entering, leaving = active[moved], entering[moved], leaving[moved]
    change, level, step = change[moved], level[moved], step[moved]
    every = np.arange(len(active))
    level -= step[:, None] * change
    np.maximum(level, 0.0, out=level)
    level[every, leaving] = step
    inverse = bases.inverse[active]
    row = inverse[every, leaving] / change[every, leaving][:, None]
    change[every, leaving] = 0.0
    inverse -= change[:, :, None] * row[:, None, :]
    inverse[every, leaving] = row
    bases.inverse[active], bases.level[active] = inverse, level
    bases.own[active[bases.own[active] == leaving]] = -1
    bases.radial[active[bases.radial[active] == leaving]] = -1
    bases.members[active, leaving] = entering
    entered = entering == RADIAL
    bases.radial[active[entered]] = leaving[entered]
    return moved


def _columns(bases: Bases, active: Ints, names: Ints, columns: Floats) -> Floats:
    """The columns of variables, one a unit, n × k."""
    out = np.zeros((len(active), bases.rows))
    peer, radial, own, slack = names >= 0, names == RADIAL, names == SELF, names <= FIRST_SLACK
    out[peer] = columns[:, names[peer]].T
    out[radial] = bases.scaled[active[radial]]
    out[own] = bases.unit[active[own]]
    which = FIRST_SLACK - names[slack]
    out[np.flatnonzero(slack), which] = bases.slack_signs[which]
    return out


def _basis_matrices(bases: Bases, active: Ints, columns: Floats) -> Floats:
    matrices = np.empty((len(active), bases.rows, bases.rows))
    for place in range(bases.rows):
        matrices[:, :, place] = _columns(bases, active, bases.members[active, place], columns)
    return matrices


def settle(bases: Bases, columns: Floats) -> None:
    """Compute the levels anew from the bases and the true right-hand side; what does not hold then gave up."""
    active = np.flatnonzero(bases.fate == Fate.SOLVED.value)
    if not active.size:
        return
    matrices = _basis_matrices(bases, active, columns)
    level = np.linalg.solve(matrices, bases.right[active][:, :, None])[:, :, 0]
    size = np.maximum(1.0, np.abs(level).max(axis=1))
    lost = (level.min(axis=1) < -REACHED * size) | ~np.isfinite(level).all(axis=1)
    bases.level[active] = np.maximum(level, 0.0)
    bases.fate[active[lost]] = Fate.GAVE_UP.value
