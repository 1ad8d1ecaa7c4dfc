"""The chance that a firm stays, given its inputs and investment: a probit, for Olley–Pakes with exit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import log_ndtr, ndtr

from nscl.economics.firms.moments import Spread, exponents, monomials, solved, spread_of
from nscl.economics.firms.panel import FirmYears, Floats, Panel, Sums
from nscl.economics.firms.production import Production
from nscl.economics.problems import DataProblem

_STEPS: Final = 50
_CONVERGED: Final = 1e-10
_LOG_ROOT_2PI: Final = 0.9189385332046727


@dataclass(frozen=True)
class Survival:
    """P̂: that a firm is seen again in a later year, by a polynomial of state inputs and the proxy.

    last: the panel's last year, of which nothing can be told; mean, scale: of P̂ over the rows that told.
    """

    names: tuple[str, ...]
    degree: int
    spread: Spread
    last: int
    coefficients: Floats
    mean: float = 0.0
    scale: float = 1.0

    def design(self, block: Panel) -> Floats:
        """The monomials of the rows: terms × rows."""
        return monomials(self.spread.of([block.column(name) for name in self.names]), self.degree)

    def chances(self, block: Panel) -> Floats:
        """P̂ of each row."""
        return np.asarray(ndtr(self.coefficients @ self.design(block)), dtype=np.float64)

    def sums(self, block: Panel, weights: Floats | None) -> Sums:
        """Of rows that tell: log likelihood, gradient, curvature; rows, those that stay, and P̂ with its square."""
        known = block.years < self.last
        stays = np.append(block.firms[1:] == block.firms[:-1], np.zeros(min(1, len(block)), dtype=bool))[known]
        design = self.design(block)[:, known]
        of_row = np.ones(design.shape[1]) if weights is None else weights[block.firms[known]]
        fitted, sign = self.coefficients @ design, np.where(stays, 1.0, -1.0)
        index, chance = sign * fitted, ndtr(fitted)
        level = log_ndtr(index)
        mills = np.exp(-0.5 * index**2 - _LOG_ROOT_2PI - level)
        counts = np.array([of_row @ level, len(stays), stays.sum(), chance.sum(), chance @ chance])
        return counts, design @ (of_row * sign * mills), (design * (of_row * mills * (mills + index))) @ design.T


def survival(rows: FirmYears, production: Production, *, degree: int, weights: Floats | None) -> Survival:
    """The probit of staying, by Newton's method on its likelihood, which is concave: a pass over the rows a step.

    A firm that skips a year and comes back has not left. Rows of the panel's last year cannot tell and take no part.
    Raises DataProblem where no firm leaves, or all do, and where the search does not converge.
    """
    names = (*production.state, *([production.proxy] if production.proxy else []))
    count = len(exponents(len(names), degree))
    made = Survival(names, degree, spread_of(rows, names), rows.calendar[-1], np.zeros(count))
    counts, gradient, curvature = rows.summed(lambda block: made.sums(block, weights))
    if counts[2] in {0, counts[1]}:
        raise DataProblem(
            "Xác suất rút khỏi thị trường", "không có doanh nghiệp nào rút lui.", "Hãy ước lượng không có exit."
        )
    for _ in range(_STEPS):
        step = solved(curvature, gradient, "Mô hình probit của việc rút lui")
        while True:
            tried = _moved(made, made.coefficients + step)
            found = rows.summed(lambda block, tried=tried: tried.sums(block, weights))  # type: ignore[misc]
            if found[0][0] >= counts[0] - 1e-9 * abs(counts[0]) or np.abs(step).max() < _CONVERGED:
                break
            step = step / 2
        made, (counts, gradient, curvature) = tried, found
        if np.abs(step).max() < _CONVERGED * max(1.0, float(np.abs(made.coefficients).max())):
            mean = float(counts[3] / counts[1])
            spread = float(np.sqrt(max(counts[4] / counts[1] - mean**2, 0.0))) or 1.0
            return _moved(made, made.coefficients, mean, spread)
    raise DataProblem("Mô hình probit của việc rút lui", "không hội tụ.", "Hãy ước lượng không có exit.")


def _moved(made: Survival, coefficients: Floats, mean: float = 0.0, scale: float = 1.0) -> Survival:
    return Survival(made.names, made.degree, made.spread, made.last, coefficients, mean, scale)
