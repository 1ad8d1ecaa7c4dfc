"""Maximum likelihood by Newton's steps in a trusted region: near the top each step doubles the digits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from nscl.economics.firms.panel import Floats
from nscl.economics.frontiers.likelihood import Likelihood, Told

_STEPS: Final = 300
# The mean slope that stops the search (below, the value's own rounding decides), and the greatest step taken then.
_STILL: Final = 1e-6
_LAST_STEP: Final = 1e-2
# Curvature below this share of the greatest is none: there the last step goes nowhere.
_FLAT: Final = 1e-12
_NOWHERE: Final = 1e10
# In columns of one size, and logarithms: a step beyond this is no step but a jump.
_FIRST_RADIUS, _WIDEST_RADIUS = 1.0, 4.0


class _Slope:
    """Minus the mean log-likelihood in columns turned to be unrelated and of one size; computed once a point."""

    def __init__(self, model: Likelihood, turn: Floats) -> None:
        self.model, self.turn = model, turn
        self.rows = len(model.sample.outcome)
        self._at: Floats | None = None
        self._told = Told(-math.inf, np.zeros(len(turn)), np.zeros_like(turn))

    def told(self, at: Floats) -> Told:
        """What the likelihood says at a point."""
        if self._at is None or not np.array_equal(at, self._at):
            self._at, self._told = at.copy(), self.model.told(self.turn @ at)
        return self._told

    def value(self, at: Floats) -> float:
        """Minus the mean log-likelihood; far away where it is no number."""
        told = self.told(at)
        return -told.value / self.rows if math.isfinite(told.value) else _NOWHERE

    def slope(self, at: Floats) -> Floats:
        """Its slope."""
        return np.asarray(self.turn.T @ self.told(at).slope / -self.rows)

    def curvature(self, at: Floats) -> Floats:
        """Its curvature."""
        return np.asarray(self.turn.T @ self.told(at).curvature @ self.turn / -self.rows)


@dataclass(frozen=True)
class Top:
    """Where a search ended: the parameters, what the likelihood says there, and whether it came to rest."""

    theta: Floats
    told: Told
    at_rest: bool
    steps: int


def climb(model: Likelihood, start: Floats, turn: Floats) -> Top:
    """Search for the greatest likelihood; turn: parameters = turn · (what is searched)."""
    hill = _Slope(model, turn)
    options = {"initial_trust_radius": _FIRST_RADIUS, "max_trust_radius": _WIDEST_RADIUS, "gtol": _STILL}
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        found = minimize(
            hill.value, np.linalg.solve(turn, start), jac=hill.slope, hess=hill.curvature, method="trust-exact",
            options={**options, "maxiter": _STEPS},
        )  # fmt: skip
    point = np.asarray(found.x, dtype=np.float64)
    told = hill.told(point)
    at_rest = bool(np.linalg.norm(hill.slope(point)) <= _STILL)
    if at_rest:
        step = np.linalg.lstsq(hill.curvature(point), hill.slope(point), rcond=_FLAT)[0]
        if np.abs(step).max() <= _LAST_STEP:  # squares what error is left, without another pass over the rows
            point -= step
    return Top(turn @ point, told, at_rest, int(found.nit))
