"""Wooldridge 2009 (Economics Letters 104): both equations of the control function at once, by GMM, errors by firm.

First:  y = free·β + c(state, proxy)·δ + e₁,                          instruments (1, free, c)
Second: y = free·β + state·β + g(c₋₁·δ − state₋₁·β) + e₂,             instruments (1, state, free₋₁, c₋₁)

with c a polynomial and g one of degree three. Programs that put a free polynomial of (state₋₁, proxy₋₁) for g, or take
g for the identity, give other figures: the first leaves capital to what investment does by chance, once last year's
capital and proxy are known, and the second is wrong unless productivity is a random walk. See docs/methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from nscl.economics.firms.control_function import levinsohn_petrin
from nscl.economics.firms.first_stage import DEGREE
from nscl.economics.firms.moments import monomials, solved, spread_of
from nscl.economics.firms.panel import Floats, Ints, Panel
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.problems import DataProblem

MARKOV_DEGREE: Final = 3
_STEPS: Final = 200
_CONVERGED: Final = 1e-9
_ROUNDS_OF_WEIGHTS: Final = 2


@dataclass(frozen=True)
class _Rows:
    """Rows that have a row the year before: columns of both equations."""

    outcome: Floats
    free: Floats
    state: Floats
    state_before: Floats
    terms: Floats
    terms_before: Floats
    first: Floats
    second: Floats
    firms: Ints
    weights: Floats

    def split(self, theta: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """(free, state, δ, g) of the stacked parameters."""
        free, state, terms = self.free.shape[1], self.state.shape[1], self.terms.shape[1]
        ends = np.cumsum([free, state, terms])
        parts = np.split(theta, [int(end) for end in ends])
        return parts[0], parts[1], parts[2], parts[3]

    def errors(self, theta: Floats) -> tuple[Floats, Floats, Floats]:
        """(e₁, e₂, ω₋₁)."""
        free, state, delta, step = self.split(theta)
        explained = self.free @ free
        before = self.terms_before @ delta - self.state_before @ state
        first = self.outcome - explained - self.terms @ delta
        second = self.outcome - explained - self.state @ state - np.polynomial.polynomial.polyval(before, step)
        return first, second, before

    def moments(self, theta: Floats) -> Floats:
        """Mean of instrument × error, both equations stacked."""
        first, second, _ = self.errors(theta)
        total = self.weights.sum()
        return np.concatenate(
            [self.first.T @ (self.weights * first) / total, self.second.T @ (self.weights * second) / total]
        )

    def slopes(self, theta: Floats) -> Floats:
        """Derivatives of the moments by the parameters."""
        _, _, _, step = self.split(theta)
        _, _, before = self.errors(theta)
        slope = np.polynomial.polynomial.polyval(before, np.polynomial.polynomial.polyder(step))[:, None]
        rows = len(self.outcome)
        of_first = np.hstack(
            [-self.free, np.zeros_like(self.state), -self.terms, np.zeros((rows, len(step)))],
        )
        of_second = np.hstack(
            [
                -self.free,
                -self.state + slope * self.state_before,
                -slope * self.terms_before,
                -np.vander(before, len(step), increasing=True),
            ]
        )
        total, weight = self.weights.sum(), self.weights[:, None]
        both = np.vstack([self.first.T @ (weight * of_first), self.second.T @ (weight * of_second)])
        return np.asarray(both / total)

    def spread(self, theta: Floats) -> Floats:
        """Covariance of the moments, firms independent of each other."""
        first, second, _ = self.errors(theta)
        each = np.hstack([self.first * first[:, None], self.second * second[:, None]]) * self.weights[:, None]
        count = int(self.firms.max()) + 1
        members = csr_array((np.ones(len(each)), (self.firms, np.arange(len(each)))), shape=(count, len(each)))
        of_firm = np.asarray(members @ each)
        return np.asarray(of_firm.T @ of_firm / self.weights.sum() ** 2)


def wooldridge(
    panel: Panel, production: Production, *, degree: int = DEGREE, weights: Floats | None = None
) -> Estimate:
    """Both equations at once, two rounds of weights, standard errors clustered by firm.

    Raises DataProblem where the search does not converge, and as `levinsohn_petrin`, from which it begins.
    """
    begin = levinsohn_petrin(panel, production, degree=degree, weights=weights)
    rows = _rows(panel, production, degree, weights)
    theta = _beginning(rows, np.array([begin.coefficients[name] for name in production.inputs]))
    count = len(np.unique(rows.firms[rows.weights > 0]))
    if count <= rows.first.shape[1] + rows.second.shape[1]:
        raise DataProblem(
            "Ước lượng Wooldridge", f"chỉ có {count} doanh nghiệp.", "Hãy dùng acf hoặc lp, hoặc gộp ngành."
        )
    weigh: Floats = np.asarray(np.linalg.pinv(_block(rows.first, rows.second, rows.weights), hermitian=True))
    for _ in range(_ROUNDS_OF_WEIGHTS):
        theta = _least(rows, theta, weigh)
        weigh = np.asarray(np.linalg.pinv(rows.spread(theta), hermitian=True))
    slopes = rows.slopes(theta)
    scale = np.maximum(np.abs(slopes).max(axis=0), 1e-12)
    inner = (slopes / scale).T @ weigh @ (slopes / scale)
    errors = np.sqrt(np.maximum(np.diag(np.linalg.pinv(inner, hermitian=True)), 0.0)) / scale
    value = rows.moments(theta)
    return Estimate(
        Estimator.WOOLDRIDGE,
        production,
        dict(zip(production.inputs, map(float, theta), strict=False)),
        len(rows.outcome),
        count,
        dict(zip(production.inputs, map(float, errors), strict=False)),
        criterion=float(value @ weigh @ value),
    )


def _rows(panel: Panel, production: Production, degree: int, weights: Floats | None) -> _Rows:
    names = (*production.state, *([production.proxy] if production.proxy else []))
    inside = [panel.column(name) for name in names]
    terms = monomials(spread_of(inside, names).of(inside, slice(None)), degree).T
    free = np.column_stack([panel.column(name) for name in production.free])
    state = np.column_stack([panel.column(name) for name in production.state])
    here = np.flatnonzero(panel.previous >= 0)
    then = panel.previous[here]
    return _Rows(
        outcome=panel.column(production.output)[here],
        free=free[here],
        state=state[here],
        state_before=state[then],
        terms=terms[here],
        terms_before=terms[then],
        first=np.hstack([free[here], terms[here]]),
        second=np.hstack([state[here], free[then], terms[then]]),
        firms=panel.firms[here],
        weights=np.ones(len(here)) if weights is None else weights[panel.firms[here]],
    )


def _beginning(rows: _Rows, inputs: Floats) -> Floats:
    """The parameters that Levinsohn–Petrin's coefficients imply."""
    free, state = np.split(inputs, [rows.free.shape[1]])
    left = rows.outcome - rows.free @ free
    weight = rows.weights[:, None]
    delta = solved((rows.terms * weight).T @ rows.terms, (rows.terms * weight).T @ left, "Đa thức của biến đại diện")
    powers = np.vander(rows.terms_before @ delta - rows.state_before @ state, MARKOV_DEGREE + 1, increasing=True)
    step = np.linalg.lstsq(powers * weight, (left - rows.state @ state) * rows.weights, rcond=None)[0]
    return np.concatenate([free, state, delta, step])


def _block(first: Floats, second: Floats, weights: Floats) -> Floats:
    """The first round's weights are of instruments alone: both equations on their own, as in 2SLS."""
    total = weights.sum()
    sizes = first.shape[1], second.shape[1]
    made = np.zeros((sum(sizes), sum(sizes)))
    made[: sizes[0], : sizes[0]] = (first * weights[:, None]).T @ first / total
    made[sizes[0] :, sizes[0] :] = (second * weights[:, None]).T @ second / total
    return made


def _least(rows: _Rows, theta: Floats, weigh: Floats) -> Floats:
    """Gauss–Newton with the step damped until the criterion falls. Raises DataProblem where it does not converge."""

    def criterion(at: Floats) -> float:
        value = rows.moments(at)
        return float(value @ weigh @ value)

    level, damping = criterion(theta), 1e-6
    for _ in range(_STEPS):
        slopes = rows.slopes(theta)
        scale = np.maximum(np.abs(slopes).max(axis=0), 1e-12)
        slopes = slopes / scale
        inner = slopes.T @ weigh @ slopes
        downhill = slopes.T @ (weigh @ rows.moments(theta))
        step = np.linalg.solve(inner + damping * np.diag(np.diag(inner) + 1e-300), -downhill) / scale
        tried = criterion(theta + step)
        if tried <= level * (1 + 1e-12):
            theta, damping = theta + step, max(damping / 10, 1e-12)
            if np.abs(step).max() < _CONVERGED * np.abs(theta).max() or level - tried < 1e-14 * level:
                return theta
            level = tried
        else:
            damping *= 10
            if damping > 1e12:  # noqa: PLR2004  (no step downhill is left: this is the least)
                return theta
    raise DataProblem("Ước lượng Wooldridge", "không hội tụ.", "Hãy dùng acf hoặc lp.")
