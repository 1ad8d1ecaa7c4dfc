"""Olley–Pakes, Levinsohn–Petrin, Ackerberg–Caves–Frazer: productivity that the firm knows is read off a proxy.

Olley and Pakes 1996 (Econometrica 64), Levinsohn and Petrin 2003 (REStud 70), Ackerberg, Caves and Frazer 2015
(Econometrica 83). The second stage sees the data only through `moments`: one pass, then algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize, minimize_scalar, root

from nscl.economics.analytics import one_core
from nscl.economics.firms.exit import survival_chances
from nscl.economics.firms.first_stage import DEGREE, first_stage
from nscl.economics.firms.moments import Spread, exponents, monomials, powers, spread_of
from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.firms.regressions import regression
from nscl.economics.problems import DataProblem

# Degree of the Markov step: productivity of a year on that of the year before.
MARKOV_DEGREE: Final = 3
# Rows with a row the year before, for each coefficient to be found, below which nothing is computed.
FEWEST_ROWS_PER_COEFFICIENT: Final = 20
# Roots this far apart are two; a moment this small, in standard deviations, is nought.
SAME_ROOT: Final = 1e-4
ZERO_MOMENT: Final = 1e-9
# Coefficients beyond this are no production function.
WIDEST_COEFFICIENT: Final = 5.0
WIDEST_PLAUSIBLE: Final = 1.5


@dataclass(frozen=True)
class _Second:
    """Moments of the second stage, of standardised columns: monomials of the lag, current values, instruments."""

    gram: Floats
    terms: int
    lag: Spread
    current: Spread
    extra: int
    rows: float

    def markov(self, coefficients: Floats) -> tuple[Floats, Floats, Floats]:
        """(weights of the current columns that make ω, the map to powers of ω₋₁, the Markov step's coefficients)."""
        now = np.zeros(len(self.current.scale))
        count = 1 + len(coefficients)
        now[:count] = np.concatenate([[self.current.scale[0]], -coefficients * self.current.scale[1:count]])
        lag_scale = self.lag.scale[:count]
        before = np.concatenate([[lag_scale[0]], -coefficients * lag_scale[1:]]) / lag_scale[0]
        to_powers = powers(before, self.extra, MARKOV_DEGREE)
        inner = to_powers @ self.gram[: self.terms, : self.terms] @ to_powers.T
        step = np.linalg.lstsq(inner, to_powers @ (self._lag_by_current @ now), rcond=1e-14)[0]
        return now, to_powers, np.asarray(step)

    @property
    def _lag_by_current(self) -> Floats:
        return self.gram[: self.terms, self.terms : self.terms + len(self.current.scale)]

    def sum_of_squares(self, coefficients: Floats) -> float:
        """Mean squared surprise in output (the criterion of OP and LP).

        The Markov step is fitted to ω = φ̂ − β·x, which is free of noise, and the surprise is that of output less the
        free inputs: so do prodest and the vignette whose figures are reproduced.
        """
        now, to_powers, step = self.markov(coefficients)
        surprise = now.copy()
        surprise[0], surprise[-1] = 0.0, now[0]
        here = slice(self.terms, self.terms + len(now))
        cross = to_powers @ (self._lag_by_current @ surprise)
        fitted = step @ (to_powers @ self.gram[: self.terms, : self.terms] @ to_powers.T) @ step
        return float((surprise @ self.gram[here, here] @ surprise - 2 * cross @ step + fitted) / self.rows)

    def moments(self, coefficients: Floats) -> Floats:
        """Mean of surprise × instrument, for each instrument (ACF: nought at the truth)."""
        now, to_powers, step = self.markov(coefficients)
        rows = slice(self.terms + len(now), None)
        with_current = self.gram[rows, self.terms : self.terms + len(now)] @ now
        with_lag = self.gram[rows, : self.terms] @ (to_powers.T @ step)
        return np.asarray((with_current - with_lag) / self.rows)


def olley_pakes(
    panel: Panel,
    production: Production,
    *,
    exits: bool = False,
    degree: int = DEGREE,
    weights: Floats | None = None,
    start: Sequence[float] = (),
) -> Estimate:
    """Olley–Pakes: the proxy is log investment. exits: the chance of staying, by probit, enters the Markov step.

    weights: one a firm. start: state coefficients to begin from. Raises DataProblem for a panel without consecutive
    years, a singular polynomial, or a minimum that lies out of bounds.
    """
    return _two_steps(panel, production, Estimator.OLLEY_PAKES, exits, degree, weights, start)


def levinsohn_petrin(
    panel: Panel,
    production: Production,
    *,
    degree: int = DEGREE,
    weights: Floats | None = None,
    start: Sequence[float] = (),
) -> Estimate:
    """Levinsohn–Petrin for value added: the same with log materials as the proxy. Raises as `olley_pakes`."""
    return _two_steps(panel, production, Estimator.LEVINSOHN_PETRIN, False, degree, weights, start)


def ackerberg_caves_frazer(
    panel: Panel,
    production: Production,
    *,
    degree: int = DEGREE,
    weights: Floats | None = None,
    start: Sequence[float] = (),
) -> Estimate:
    """Ackerberg–Caves–Frazer for value added: all coefficients from E[ξ·(state, free of the year before)] = 0.

    There may be several roots. At the spurious one the wage, not productivity, is what goes on from year to year, and
    capital explains nothing (Kim, Luo and Su 2019, Journal of Applied Econometrics 34): so of the roots that could be
    a production function the one with most capital is taken; the others are in `other_roots`. start: look only there
    (a bootstrap sample follows the root of the whole). Raises DataProblem where no root is reached.
    """
    first = first_stage(panel, production, linear=(), degree=degree, weights=weights)
    inputs = [panel.column(name) for name in production.inputs]
    free = len(production.free)
    second = _second(panel, first.expected, inputs, weights, (free, len(production.state)), None)
    with one_core():
        roots = _roots(second, [np.asarray(start, dtype=np.float64)]) if len(start) else []
        if not roots:
            ols = regression(panel, production, Estimator.OLS, weights).coefficients
            around = _around(np.array([ols[name] for name in production.inputs]))
            roots = sorted(_roots(second, around), key=lambda found: _standing(found, free))
    if not roots:
        raise DataProblem(
            "Ước lượng ACF", "không hội tụ từ điểm xuất phát nào.", "Hãy thử lp, hoặc gộp ngành để có thêm dòng."
        )
    chosen = [dict(zip(production.inputs, map(float, found), strict=True)) for found in roots]
    value = second.moments(roots[0])
    return Estimate(
        Estimator.ACKERBERG_CAVES_FRAZER,
        production,
        chosen[0],
        int(second.rows),
        panel.firm_count,
        criterion=float(value @ value),
        other_roots=tuple(chosen[1:]),
    )


def _two_steps(  # noqa: PLR0917  (what the two public functions pass on)
    panel: Panel,
    production: Production,
    estimator: Estimator,
    exits: bool,  # noqa: FBT001
    degree: int,
    weights: Floats | None,
    start: Sequence[float],
) -> Estimate:
    first = first_stage(panel, production, linear=production.free, degree=degree, weights=weights)
    left = panel.column(production.output).copy()
    for name, coefficient in zip(production.free, first.free, strict=True):
        left -= coefficient * panel.column(name)
    state = [panel.column(name) for name in production.state]
    chances = survival_chances(panel, production, degree=degree, weights=weights) if exits else None
    second = _second(panel, first.expected, state, weights, None, chances, target=left)
    begin = np.asarray(start, dtype=np.float64) if len(start) else np.full(len(state), 0.3)
    with one_core():
        found = _least(second, begin, (0.0,) if len(start) else (0.0, -0.2, 0.3))
    coefficients = dict(zip(production.inputs, (*first.free, *map(float, found)), strict=True))
    return Estimate(
        estimator,
        production,
        coefficients,
        int(second.rows),
        panel.firm_count,
        criterion=second.sum_of_squares(found),
    )


def _second(  # noqa: PLR0917  (the columns of one pass)
    panel: Panel,
    expected: Floats,
    inputs: Sequence[Floats],
    weights: Floats | None,
    instruments: tuple[int, int] | None,
    chances: Floats | None,
    *,
    target: Floats | None = None,
) -> _Second:
    """One pass over rows that have a row the year before.

    instruments: (free inputs, state inputs) for moments E[ξ·(state, free₋₁)]; None where squares are made least.
    """
    lagged = [expected, *inputs, *([] if chances is None else [chances])]
    now = [expected, *inputs, *([] if target is None else [target])]
    names = ("φ̂", *(f"đầu vào thứ {place + 1}" for place in range(len(inputs))), "cuối")
    lag_spread, now_spread = spread_of(lagged, names), spread_of(now, names)
    if target is not None:  # the same yardstick as φ̂: a step fitted to the one is taken from the other
        now_spread.mean[-1], now_spread.scale[-1] = now_spread.mean[0], now_spread.scale[0]
    terms = len(exponents(len(lagged), MARKOV_DEGREE))
    free, state = instruments or (0, 0)
    gram, rows = np.zeros((terms + len(now) + free + state,) * 2), 0.0
    for block in panel.blocks():
        here = np.flatnonzero(panel.previous[block] >= 0) + block.start
        if weights is not None:
            here = here[weights[panel.firms[here]] > 0]
        old, new = lag_spread.of(lagged, here - 1), now_spread.of(now, here)
        columns = np.empty((len(gram), len(here)))
        monomials(old, MARKOV_DEGREE, columns[:terms])
        known = [*new[1 + free : 1 + free + state], *old[1 : 1 + free]]
        for row, column in enumerate((*new, *known), start=terms):
            columns[row] = column
        if weights is None:
            rows += len(here)
        else:
            of_row = weights[panel.firms[here]]
            columns *= np.sqrt(of_row)
            rows += float(of_row.sum())
        gram += columns @ columns.T
    if rows < FEWEST_ROWS_PER_COEFFICIENT * len(inputs):
        raise DataProblem(
            "Bảng doanh nghiệp",
            f"chỉ có {rows:g} dòng có số liệu năm liền trước.",
            "Cần doanh nghiệp được quan sát ít nhất hai năm liền nhau; hãy gộp ngành hoặc thêm năm.",
        )
    return _Second(gram, terms, lag_spread, now_spread, 0 if chances is None else 1, rows)


def _least(second: _Second, begin: Floats, shifts: tuple[float, ...]) -> Floats:
    """State coefficients of least squares: from several beginnings, the lowest. Raises DataProblem out of bounds."""
    scale = second.sum_of_squares(begin)
    best: Floats | None = None
    value = np.inf
    for shift in shifts:
        point = _descend(lambda at: second.sum_of_squares(at) / scale, begin + shift)
        level = second.sum_of_squares(point) / scale
        if level < value - 1e-12:
            best, value = point, level
    if best is None or np.abs(best).max() > WIDEST_COEFFICIENT:
        raise DataProblem(
            "Bước hai", "cực tiểu nằm ngoài miền có nghĩa.", "Hãy thử acf, hoặc gộp ngành để có thêm dòng."
        )
    return best


def _descend(criterion: Callable[[Floats], float], begin: Floats) -> Floats:
    """The nearest minimum: by Brent's method for one coefficient, by Nelder and Mead's for more."""
    if len(begin) == 1:
        first = float(begin[0])
        line = minimize_scalar(lambda x: criterion(np.array([x])), bracket=(first, first + 0.05), tol=1e-10)
        return np.array([float(line.x)])
    found = minimize(
        lambda x: criterion(np.asarray(x)),
        begin,
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-15, "maxiter": 2000 * len(begin)},
    )
    return np.asarray(found.x, dtype=np.float64)


def _around(ols: Floats) -> list[Floats]:
    """Beginnings of the search: OLS, which holds too much labour, around it, and the middle."""
    return [ols, ols * 0.8, np.full(len(ols), 0.5), ols * 0.5, ols * 1.2]


def _standing(found: Floats, free: int) -> tuple[bool, float]:
    """Sorts roots: what could be a production function first, and of these the one with most capital."""
    return bool((found < 0).any() or (found > WIDEST_PLAUSIBLE).any()), -float(found[free:].sum())


def _roots(second: _Second, starts: list[Floats]) -> list[Floats]:
    """Where all moments vanish, as the beginnings reach them; none twice."""
    found: list[Floats] = []
    for one in starts:
        answer = root(second.moments, one, method="hybr", options={"xtol": 1e-12})
        point = np.asarray(answer.x, dtype=np.float64)
        if np.abs(second.moments(point)).max() > ZERO_MOMENT * second.current.scale[0]:
            continue
        if np.abs(point).max() > WIDEST_COEFFICIENT or any(np.abs(point - old).max() < SAME_ROOT for old in found):
            continue
        found.append(point)
    return found
