"""The chance that a firm stays, given its inputs and investment: a probit, for Olley–Pakes with exit."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import log_ndtr, ndtr

from nscl.economics.firms.moments import monomials, solved, spread_of
from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.firms.production import Production
from nscl.economics.problems import DataProblem

_STEPS: Final = 50
_CONVERGED: Final = 1e-10
_LOG_ROOT_2PI: Final = 0.9189385332046727


def survival_chances(panel: Panel, production: Production, *, degree: int, weights: Floats | None) -> Floats:
    """P̂ of each row: that the firm is seen again in a later year, by a polynomial of state inputs and the proxy.

    A firm that skips a year and comes back has not left. Rows of the panel's last year cannot tell and take no part in
    the probit. Raises DataProblem where no firm leaves, or all do.
    """
    last_row = np.flatnonzero(np.r_[panel.firms[1:] != panel.firms[:-1], True])
    stays = np.ones(len(panel))
    stays[last_row] = 0.0
    known = panel.years < panel.years.max()
    names = (*production.state, *([production.proxy] if production.proxy else []))
    columns = [panel.column(name) for name in names]
    design = monomials(spread_of(columns, names).of(columns, slice(None)), degree).T
    if stays[known].min(initial=1.0) == stays[known].max(initial=0.0) or not known.any():
        raise DataProblem(
            "Xác suất rút khỏi thị trường", "không có doanh nghiệp nào rút lui.", "Hãy ước lượng không có exit."
        )
    of_row = np.ones(len(panel)) if weights is None else weights[panel.firms]
    found = _probit(design[known], stays[known], of_row[known])
    return np.asarray(ndtr(design @ found), dtype=np.float64)


def _probit(design: Floats, outcome: Floats, weights: Floats) -> Floats:
    """Newton's method on the likelihood, which is concave; the step is halved where it would go down."""
    sign = 2 * outcome - 1
    found = np.zeros(design.shape[1])

    def likelihood(at: Floats) -> float:
        return float(weights @ log_ndtr(sign * (design @ at)))

    level = likelihood(found)
    for _ in range(_STEPS):
        index = sign * (design @ found)
        mills = np.exp(-0.5 * index**2 - _LOG_ROOT_2PI - log_ndtr(index))
        gradient = design.T @ (weights * sign * mills)
        curvature = (design * (weights * mills * (mills + index))[:, None]).T @ design
        step = solved(curvature, gradient, "Mô hình probit của việc rút lui")
        while likelihood(found + step) < level - 1e-9 * abs(level):
            step = step / 2
            if np.abs(step).max() < _CONVERGED:
                break
        found = found + step
        level = likelihood(found)
        if np.abs(step).max() < _CONVERGED * max(1.0, float(np.abs(found).max())):
            return found
    raise DataProblem("Mô hình probit của việc rút lui", "không hội tụ.", "Hãy ước lượng không có exit.")
