"""Wooldridge 2009 (Economics Letters 104): both equations of the control function at once, by GMM, errors by firm.

First:  y = free·β + c(state, proxy)·δ + e₁,                          instruments (1, free, c)
Second: y = free·β + state·β + g(c₋₁·δ − state₋₁·β) + e₂,             instruments (1, state, free₋₁, c₋₁)

with c a polynomial and g one of degree three. Programs that put a free polynomial of (state₋₁, proxy₋₁) for g, or take
g for the identity, give other figures: the first leaves capital to what investment does by chance, once last year's
capital and proxy are known, and the second is wrong unless productivity is a random walk. See docs/methods.

ω₋₁ = c₋₁·δ − state₋₁·β is a polynomial of last year's (state, proxy), so its powers are too: the moments and their
slopes at any parameters are algebra on sums taken in one pass; the firms' scores take another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import root

from nscl.economics.firms.control_function import levinsohn_petrin
from nscl.economics.firms.first_stage import DEGREE
from nscl.economics.firms.moments import Spread, monomials, solved, spread_of
from nscl.economics.firms.panel import FirmYears, Floats, Ints, Panel, Sums
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.firms.resampling import Layout, lag_terms, times
from nscl.economics.problems import DataProblem

MARKOV_DEGREE: Final = 3
_STEPS: Final = 200
_CONVERGED: Final = 1e-9
_SETTLED: Final = 1e-13
_NEAR: Final = 1e-3
# Of a step of Gauss and Newton: the whole one goes to and fro where the moments are far from nought.
_PARTS: Final = (1.0, 0.5)
_ROUNDS_OF_WEIGHTS: Final = 2
_NO_STEP: Final = 1e12


@dataclass(frozen=True)
class _Design:
    """Columns of a row: free inputs, monomials of the year, output, state, free inputs and monomials of last year.

    spread: of the variables of the monomials; others: mean and spread of output, free and state inputs. All columns are
    standardised: the constants of c and g take up the means, so that ω₋₁ lies about nought and its powers keep apart.
    """

    production: Production
    layout: Layout
    spread: Spread
    others: Mapping[str, tuple[float, float]]

    @property
    def sizes(self) -> tuple[int, int, int, int]:
        """How many there are of: free inputs, state inputs, terms of c, monomials of last year."""
        free, state = len(self.production.free), len(self.production.state)
        return free, state, self.layout.now, len(self.layout.lag)

    @property
    def places(self) -> tuple[slice, slice, int, slice, slice, slice]:
        """Where they lie: free, terms, output, state, free₋₁, monomials₋₁ (which begin with c₋₁)."""
        free, state, terms, lag = self.sizes
        ends = np.cumsum([free, terms, 1, state, free, lag])
        begins = ends - [free, terms, 1, state, free, lag]
        of = [slice(int(a), int(b)) for a, b in zip(begins, ends, strict=True)]
        return of[0], of[1], of[2].start, of[3], of[4], of[5]

    @property
    def instruments(self) -> tuple[list[int], list[int]]:
        """The columns that are instruments of either equation."""
        free, terms, _, state, before, lag = self.places
        every = np.arange(lag.stop)
        first = [*every[free], *every[terms]]
        second = [*every[state], *every[before], *every[lag][: self.sizes[2]]]
        return [int(one) for one in first], [int(one) for one in second]

    def split(self, theta: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """(free, state, δ, g) of the stacked parameters."""
        free, state, terms, _ = self.sizes
        parts = np.split(theta, [free, free + state, free + state + terms])
        return parts[0], parts[1], parts[2], parts[3]

    def omega(self, state: Floats, delta: Floats) -> Floats:
        """ω₋₁ and its powers from nought to three, as polynomials of last year's variables: powers × monomials."""
        polynomial = delta.copy()
        for value, name in zip(state, self.production.state, strict=True):
            place = self.layout.inside.index(name)
            polynomial[1 + place] -= value * self.spread.scale[place]
        return lag_terms(self.layout, polynomial, ())

    def errors(self, theta: Floats) -> tuple[Floats, Floats]:
        """e₁ and e₂ as forms of the columns."""
        free, state, delta, step = self.split(theta)
        at_free, at_terms, output, at_state, _, at_lag = self.places
        first, second = np.zeros(at_lag.stop), np.zeros(at_lag.stop)
        first[output] = second[output] = 1.0
        first[at_free] = second[at_free] = -free
        first[at_terms], second[at_state] = -delta, -state
        second[at_lag] = -step @ self.omega(state, delta)
        return self.standard(first), self.standard(second)

    def standard(self, form: Floats) -> Floats:
        """A form of columns in their units, as one of the standardised columns."""
        at_free, _, output, at_state, _, _ = self.places
        made = form.copy()
        places = [*range(at_free.start, at_free.stop), output, *range(at_state.start, at_state.stop)]
        for place, name in zip(
            places, (*self.production.free, self.production.output, *self.production.state), strict=True
        ):
            made[..., place] *= self.others[name][1]
        return made

    def derivatives(self, theta: Floats) -> tuple[Floats, Floats]:
        """Derivatives of e₁ and e₂ by the parameters, as forms of the columns: parameters × columns."""
        _, state, delta, step = self.split(theta)
        free, states, terms, _ = self.sizes
        at_free, at_terms, _, at_state, _, at_lag = self.places
        first, second = np.zeros((len(theta), at_lag.stop)), np.zeros((len(theta), at_lag.stop))
        first[np.arange(free), at_free] = second[np.arange(free), at_free] = -np.eye(free)
        first[free + states : free + states + terms, at_terms] = -np.eye(terms)
        powers = self.omega(state, delta)
        slope = (step[1:] * np.arange(1, len(step))) @ powers[:-1]  # g′ at ω₋₁
        by_term = np.array([times(self.layout, slope, place) for place in range(terms)])
        second[free + states : free + states + terms, at_lag] = -by_term
        for place, name in enumerate(self.production.state):
            inside = self.layout.inside.index(name)
            second[free + place, at_state.start + place] = -1.0
            second[free + place, at_lag] = self.spread.scale[inside] * by_term[1 + inside]
        second[free + states + terms :, at_lag] = -powers
        return self.standard(first), self.standard(second)

    def columns(self, block: Panel) -> tuple[Floats, Ints]:
        """The columns of a block's rows that have a row the year before, and their firms."""
        here = np.flatnonzero(block.previous >= 0)
        free, terms, output, state, before, lag = self.places
        made = np.empty((lag.stop, len(here)))
        inside = self.spread.of([block.column(name) for name in self.layout.inside])
        made[free] = [self._of(block, name)[here] for name in self.production.free]
        monomials([column[here] for column in inside], self.layout.degree, made[terms])
        made[output] = self._of(block, self.production.output)[here]
        made[state] = [self._of(block, name)[here] for name in self.production.state]
        made[before] = [self._of(block, name)[here - 1] for name in self.production.free]
        monomials([column[here - 1] for column in inside], self.layout.degree * MARKOV_DEGREE, made[lag])
        return made, block.firms[here]

    def _of(self, block: Panel, name: str) -> Floats:
        mean, scale = self.others[name]
        return np.asarray((block.column(name) - mean) / scale)


@dataclass(frozen=True)
class _Moments:
    """The sums of one pass, from which the moments and their slopes follow."""

    design: _Design
    gram: Floats
    weight: float

    def values(self, theta: Floats) -> Floats:
        """Mean of instrument × error, both equations stacked."""
        (one, two), (first, second) = self.design.errors(theta), self.design.instruments
        return np.concatenate([self.gram[first] @ one, self.gram[second] @ two]) / self.weight

    def slopes(self, theta: Floats) -> Floats:
        """Derivatives of the moments by the parameters."""
        (one, two), (first, second) = self.design.derivatives(theta), self.design.instruments
        return np.vstack([self.gram[first] @ one.T, self.gram[second] @ two.T]) / self.weight

    def of_instruments(self) -> Floats:
        """The first round's weights are of instruments alone: both equations on their own, as in 2SLS."""
        first, second = self.design.instruments
        made = np.zeros((len(first) + len(second),) * 2)
        made[: len(first), : len(first)] = self.gram[np.ix_(first, first)]
        made[len(first) :, len(first) :] = self.gram[np.ix_(second, second)]
        return made / self.weight

    def beginning(self, inputs: Floats) -> Floats:
        """The parameters that Levinsohn–Petrin's coefficients imply."""
        at_free, at_terms, output, at_state, _, at_lag = self.design.places
        free, state = np.split(inputs, [self.design.sizes[0]])
        form = np.zeros(at_lag.stop)
        form[output], form[at_free] = 1.0, -free
        left = self.gram @ self.design.standard(form)
        delta = solved(self.gram[at_terms, at_terms], left[at_terms], "Đa thức của biến đại diện")
        powers = self.design.omega(state, delta)
        form[at_state] = -state
        inner = powers @ self.gram[at_lag, at_lag] @ powers.T
        left = self.gram @ self.design.standard(form)
        step = np.linalg.lstsq(inner, powers @ left[at_lag], rcond=1e-14)[0]
        return np.concatenate([free, state, delta, step])


def wooldridge(
    rows: FirmYears, production: Production, *, degree: int = DEGREE, weights: Floats | None = None
) -> Estimate:
    """Both equations at once, two rounds of weights, standard errors clustered by firm.

    Raises DataProblem where the search does not converge, and as `levinsohn_petrin`, from which it begins.
    """
    begin = levinsohn_petrin(rows, production, degree=degree, weights=weights)
    names = (*production.state, *([production.proxy] if production.proxy else []))
    every = tuple(dict.fromkeys((*names, *production.free, production.output)))
    found = spread_of(rows, every)
    others = {
        name: (float(mean), float(scale)) for name, mean, scale in zip(every, found.mean, found.scale, strict=True)
    }
    spread = Spread(found.mean[: len(names)], found.scale[: len(names)])
    design = _Design(production, Layout(names, (), degree, MARKOV_DEGREE), spread, others)
    gram, counts = rows.summed(lambda block: _pass(design, block, weights))
    count, moments = int(counts[1]), _Moments(design, gram, float(counts[2]))
    if count <= sum(len(one) for one in design.instruments):
        raise DataProblem(
            "Ước lượng Wooldridge", f"chỉ có {count} doanh nghiệp.", "Hãy dùng acf hoặc lp, hoặc gộp ngành."
        )
    theta = moments.beginning(np.array([begin.coefficients[name] for name in production.inputs]))
    weigh: Floats = np.asarray(np.linalg.pinv(moments.of_instruments(), hermitian=True))
    for _ in range(_ROUNDS_OF_WEIGHTS):
        theta = _least(moments, theta, weigh)
        (scores,) = rows.summed(lambda block, at=theta: _scores(design, block, weights, at))  # type: ignore[misc]
        weigh = np.asarray(np.linalg.pinv(scores / moments.weight**2, hermitian=True))
    slopes = moments.slopes(theta)
    scale = np.maximum(np.abs(slopes).max(axis=0), 1e-12)
    inner = (slopes / scale).T @ weigh @ (slopes / scale)
    errors = np.sqrt(np.maximum(np.diag(np.linalg.pinv(inner, hermitian=True)), 0.0)) / scale
    value = moments.values(theta)
    return Estimate(
        Estimator.WOOLDRIDGE,
        production,
        dict(zip(production.inputs, map(float, theta), strict=False)),
        int(counts[0]),
        count,
        dict(zip(production.inputs, map(float, errors), strict=False)),
        criterion=float(value @ weigh @ value),
    )


def _pass(design: _Design, block: Panel, weights: Floats | None) -> Sums:
    """Products of the columns by pairs; rows, firms that are drawn, weights."""
    columns, firms = design.columns(block)
    if weights is None:
        counts = np.array([len(firms), len(np.unique(firms)), len(firms)], dtype=np.float64)
        return columns @ columns.T, counts
    of_row = weights[firms]
    counts = np.array([len(firms), len(np.unique(firms[of_row > 0])), of_row.sum()])
    return (columns * of_row) @ columns.T, counts


def _scores(design: _Design, block: Panel, weights: Floats | None, theta: Floats) -> Sums:
    """Products of the firms' sums of instrument × error."""
    columns, firms = design.columns(block)
    (one, two), (first, second) = design.errors(theta), design.instruments
    each = np.vstack([columns[first] * (one @ columns), columns[second] * (two @ columns)])
    if weights is not None:
        each *= weights[firms]
    if not len(firms):
        return (np.zeros((len(each), len(each))),)
    of_firm = np.add.reduceat(each, np.flatnonzero(np.append(True, firms[1:] != firms[:-1])), axis=1)
    return (of_firm @ of_firm.T,)


def _least(moments: _Moments, theta: Floats, weigh: Floats) -> Floats:
    """Gauss–Newton to near the least, damped until the criterion falls; then to where its slope is nought.

    Raises DataProblem where it does not converge.
    """

    def criterion(at: Floats) -> float:
        value = moments.values(at)
        return float(value @ weigh @ value)

    level, damping = criterion(theta), 1e-6
    for _ in range(_STEPS):
        slopes = moments.slopes(theta)
        inner = slopes.T @ weigh @ slopes
        downhill = slopes.T @ (weigh @ moments.values(theta))
        step = np.linalg.solve(inner + damping * np.diag(np.diag(inner) + 1e-300), -downhill)
        tried, part = min((criterion(theta + part * step), part) for part in _PARTS)
        if tried <= level * (1 + 1e-12):
            theta, damping = theta + part * step, max(damping / 10, 1e-12)
            if np.abs(step).max() < _CONVERGED * np.abs(theta).max() or level - tried < _SETTLED * level:
                return _flat(moments, theta, weigh)
            level = tried
        else:
            damping *= 10
            if damping > _NO_STEP:  # no step downhill is left: this is the least
                return _flat(moments, theta, weigh)
    raise DataProblem("Ước lượng Wooldridge", "không hội tụ.", "Hãy dùng acf hoặc lp.")


def _flat(moments: _Moments, near: Floats, weigh: Floats) -> Floats:
    """Where the criterion's slope is nought, near its least: to all digits, which its value does not show."""
    slopes = moments.slopes(near)
    size = np.sqrt(np.maximum(np.diag(slopes.T @ weigh @ slopes), 1e-300))
    found = root(
        lambda at: moments.slopes(at / size).T @ (weigh @ moments.values(at / size)) / size,
        near * size,
        method="hybr",
        options={"xtol": 1e-14},
    )
    point = np.asarray(found.x / size, dtype=np.float64)
    return point if np.abs(point - near).max() <= _NEAR * np.abs(near).max() else near
