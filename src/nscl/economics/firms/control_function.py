"""Olley–Pakes, Levinsohn–Petrin, Ackerberg–Caves–Frazer: productivity that the firm knows is read off a proxy.

Olley and Pakes 1996 (Econometrica 64), Levinsohn and Petrin 2003 (REStud 70), Ackerberg, Caves and Frazer 2015
(Econometrica 83). The second stage sees the data only through `moments`: one pass, then algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize, minimize_scalar, root

from nscl.economics.firms.exit import survival
from nscl.economics.firms.first_stage import DEGREE, first_stage
from nscl.economics.firms.panel import FirmYears, Floats
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.firms.resampling import Draws, SampleSums, layout_of, sample_sums
from nscl.economics.firms.second_stage import MARKOV_DEGREE, SecondStage, Target, second_stage, second_stage_of
from nscl.economics.problems import DataProblem

# Roots this far apart are two; a moment this small, in standard deviations, is nought.
SAME_ROOT: Final = 1e-4
ZERO_MOMENT: Final = 1e-9
# Coefficients beyond this are no production function.
WIDEST_COEFFICIENT: Final = 5.0
WIDEST_PLAUSIBLE: Final = 1.5


def olley_pakes(
    rows: FirmYears,
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
    return _two_steps(rows, production, Estimator.OLLEY_PAKES, exits, degree, weights, start)


def levinsohn_petrin(
    rows: FirmYears,
    production: Production,
    *,
    degree: int = DEGREE,
    weights: Floats | None = None,
    start: Sequence[float] = (),
) -> Estimate:
    """Levinsohn–Petrin for value added: the same with log materials as the proxy. Raises as `olley_pakes`."""
    return _two_steps(rows, production, Estimator.LEVINSOHN_PETRIN, False, degree, weights, start)


def ackerberg_caves_frazer(
    rows: FirmYears,
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
    first = first_stage(rows, production, linear=(), degree=degree, weights=weights)
    free = len(production.free)
    second = second_stage(rows, first, production.inputs, weights=weights, instruments=(free, len(production.state)))
    roots = _best_roots(second, start, free, lambda: first.least_squares(production.inputs))
    chosen = [dict(zip(production.inputs, map(float, found), strict=True)) for found in roots]
    value = second.moments(roots[0])
    return Estimate(
        Estimator.ACKERBERG_CAVES_FRAZER,
        production,
        chosen[0],
        int(second.rows),
        rows.firm_count,
        criterion=float(value @ value),
        other_roots=tuple(chosen[1:]),
    )


def sampled(
    rows: FirmYears, production: Production, estimator: Estimator, draws: Draws, *, degree: int, start: Sequence[float]
) -> Iterator[Floats | DataProblem] | None:
    """The coefficients of each bootstrap sample (in the order of `Production.inputs`), or why there are none.

    start: where to look first, the estimate on all rows. None where one pass over the rows would need too many sums: go
    over the rows for each sample then.
    """
    linear = () if estimator is Estimator.ACKERBERG_CAVES_FRAZER else production.free
    layout = layout_of(production, linear, degree, MARKOV_DEGREE)
    if layout is None:
        return None
    return (_of_sample(one, production, estimator, start) for one in sample_sums(rows, layout, draws))


def _of_sample(
    sums: SampleSums, production: Production, estimator: Estimator, start: Sequence[float]
) -> Floats | DataProblem:
    try:
        first = sums.first_stage()
        if estimator is Estimator.ACKERBERG_CAVES_FRAZER:
            free = len(production.free)
            second = second_stage_of(sums, first, production.inputs, (free, len(production.state)))
            return _best_roots(second, start, free, lambda: first.least_squares(production.inputs))[0]
        second = second_stage_of(sums, first, production.state, None)
        return np.concatenate([first.free, _least(second, np.asarray(start, dtype=np.float64), (0.0,))])
    except DataProblem as problem:
        return problem


def _best_roots(
    second: SecondStage, start: Sequence[float], free: int, least_squares: Callable[[], Floats]
) -> list[Floats]:
    """All roots reached, the one to take first. Raises DataProblem where there is none."""
    roots = _roots(second, [np.asarray(start, dtype=np.float64)]) if len(start) else []
    if not roots:
        roots = sorted(_roots(second, _around(least_squares())), key=lambda found: _standing(found, free))
    if not roots:
        raise DataProblem(
            "Ước lượng ACF", "không hội tụ từ điểm xuất phát nào.", "Hãy thử lp, hoặc gộp ngành để có thêm dòng."
        )
    return roots


def _two_steps(  # noqa: PLR0917  (what the two public functions pass on)
    rows: FirmYears,
    production: Production,
    estimator: Estimator,
    exits: bool,  # noqa: FBT001
    degree: int,
    weights: Floats | None,
    start: Sequence[float],
) -> Estimate:
    first = first_stage(rows, production, linear=production.free, degree=degree, weights=weights)
    second = second_stage(
        rows,
        first,
        production.state,
        weights=weights,
        instruments=None,
        target=Target(production.output, dict(zip(production.free, first.free, strict=True))),
        survival=survival(rows, production, degree=degree, weights=weights) if exits else None,
    )
    begin = np.asarray(start, dtype=np.float64) if len(start) else np.full(len(production.state), 0.3)
    found = _least(second, begin, (0.0,) if len(start) else (0.0, -0.2, 0.3))
    coefficients = dict(zip(production.inputs, (*first.free, *map(float, found)), strict=True))
    return Estimate(
        estimator,
        production,
        coefficients,
        int(second.rows),
        rows.firm_count,
        criterion=second.sum_of_squares(found),
    )


def _least(second: SecondStage, begin: Floats, shifts: tuple[float, ...]) -> Floats:
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
    return _settled(second, best)


def _settled(second: SecondStage, least: Floats) -> Floats:
    """The minimum to all its digits: where the slope is nought, which the value alone does not show."""
    scale = second.sum_of_squares(least)
    point = np.asarray(root(lambda at: second.slope(at) / scale, least, tol=1e-13).x, dtype=np.float64)
    nearer = np.abs(point - least).max() < SAME_ROOT and second.sum_of_squares(point) <= scale * (1 + 1e-9)
    return point if nearer else least


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
        options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 2000 * len(begin)},
    )
    return np.asarray(found.x, dtype=np.float64)


def _around(ols: Floats) -> list[Floats]:
    """Beginnings of the search: OLS, which holds too much labour, around it, and the middle."""
    return [ols, ols * 0.8, np.full(len(ols), 0.5), ols * 0.5, ols * 1.2]


def _standing(found: Floats, free: int) -> tuple[bool, float]:
    """Sorts roots: what could be a production function first, and of these the one with most capital."""
    return bool((found < 0).any() or (found > WIDEST_PLAUSIBLE).any()), -float(found[free:].sum())


def _roots(second: SecondStage, starts: list[Floats]) -> list[Floats]:
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
