"""Stochastic frontiers: production or cost functions whose errors are noise and inefficiency."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from scipy.optimize import minimize

from nscl.economics.analytics import one_core
from nscl.economics.firms.moments import solved
from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.frontiers.inefficiency import Exponential, Normal, Sample
from nscl.economics.problems import DataProblem

CONSTANT: Final = "hằng số"
# γ tried at the start, with the intercept and σ² that moments give it; then the likelihood decides.
FIRST_GAMMAS: Final = (0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
# Beyond these γ is at its bound: no inefficiency, or no noise, can be told from the other.
BOUNDS_OF_GAMMA: Final = (1e-4, 1 - 1e-6)
FEWEST_ROWS_PER_PARAMETER: Final = 5
_STEPS: Final = 500
_CONVERGED: Final = 1e-5
# A mean slope this small is what is left of rounding.
_STILL: Final = 1e-6


class Law(StrEnum):
    """How inefficiency is distributed."""

    HALF_NORMAL = "half-normal"
    TRUNCATED = "truncated"
    EXPONENTIAL = "exponential"
    DECAYING = "bc92"  # Battese and Coelli 1992: a firm's own, which fades (or grows) with time
    EXPLAINED = "bc95"  # Battese and Coelli 1995: by row, its mean explained by other columns


@dataclass(frozen=True)
class Frontier:
    """An estimated frontier.

    coefficients: by name, the constant first; sigma2 = σ_u² + σ_v²; gamma = σ_u²/σ²; mu: the mean of the normal that is
    cut off; eta: the pace at which inefficiency fades; explained: δ by column; errors: standard errors by the same
    names and "sigma2", "gamma", "mu", "eta"; efficiencies: of each row, 0…1; likelihood_of_ols: of the same function
    without inefficiency.
    """

    law: Law
    coefficients: Mapping[str, float]
    sigma2: float
    gamma: float
    mu: float | None
    eta: float | None
    explained: Mapping[str, float]
    errors: Mapping[str, float]
    log_likelihood: float
    likelihood_of_ols: float
    efficiencies: Floats
    rows: int
    firms: int

    @property
    def mean_efficiency(self) -> float:
        """The mean over rows."""
        return float(self.efficiencies.mean())


def stochastic_frontier(
    panel: Panel,
    output: str,
    inputs: Sequence[str],
    law: Law = Law.HALF_NORMAL,
    *,
    explained_by: Sequence[str] = (),
    mean_constant: bool = False,
    cost: bool = False,
) -> Frontier:
    """The frontier of the logarithm of output (of cost, where `cost`) on those of inputs, by maximum likelihood.

    explained_by: for bc95, columns of the mean of inefficiency, with a constant where `mean_constant` (bc92: with a μ).
    Raises DataProblem for too few rows, columns that are combinations of each other, residuals skewed the wrong way
    (γ at its bound), and where the search does not converge.
    """
    sample = _sample(panel, output, inputs, law, explained_by, mean_constant, cost)
    count = sample.design.shape[1]
    model = Exponential(sample) if law is Law.EXPONENTIAL else Normal(sample)
    if len(panel) < FEWEST_ROWS_PER_PARAMETER * model.names:
        raise DataProblem(
            "Hàm biên ngẫu nhiên", f"có {len(panel)} dòng cho {model.names} tham số.", "Hãy bổ sung doanh nghiệp."
        )
    gram = sample.design.T @ sample.design
    ols = solved(gram, sample.design.T @ sample.outcome, "Các đầu vào của hàm biên")
    left = sample.outcome - sample.design @ ols
    spread = float(left @ left / len(left))
    turn = np.linalg.inv(np.linalg.cholesky(gram / len(left))).T
    with one_core():
        theta = _climb(model, _start(model, ols, sample, spread), turn)
    _, variance, gamma, delta, eta = model.split(theta)
    if not BOUNDS_OF_GAMMA[0] < gamma < BOUNDS_OF_GAMMA[1]:
        raise DataProblem(
            "Hàm biên ngẫu nhiên",
            "không tách được phi hiệu quả khỏi nhiễu (phần dư lệch sai chiều, γ chạm biên).",
            "Hãy thêm doanh nghiệp, kiểm tra dạng hàm, hoặc dùng DEA.",
        )
    errors = _standard_errors(model, theta)
    names = [CONSTANT, *inputs]
    of_mean = [*(["mu"] if _has_mu(law, mean_constant) else []), *explained_by]
    labels = [*names, "sigma2", "gamma", *of_mean, *(["eta"] if sample.decays else [])]
    by_mean = dict(zip(of_mean, map(float, delta), strict=True))
    mu = by_mean.pop("mu", None)
    likelihood, _ = model.value(theta)
    return Frontier(
        law,
        dict(zip(names, map(float, theta[:count]), strict=True)),
        variance,
        gamma,
        mu,
        eta if sample.decays else None,
        by_mean,
        dict(zip(labels, map(float, errors), strict=True)),
        likelihood,
        -len(left) / 2 * (math.log(2 * math.pi * spread) + 1),
        model.efficiencies(theta),
        len(panel),
        panel.firm_count,
    )


def _has_mu(law: Law, mean_constant: bool) -> bool:  # noqa: FBT001
    return law is Law.TRUNCATED or (law in {Law.DECAYING, Law.EXPLAINED} and mean_constant)


def _sample(  # noqa: PLR0917  (what the public function was given)
    panel: Panel,
    output: str,
    inputs: Sequence[str],
    law: Law,
    explained_by: Sequence[str],
    mean_constant: bool,  # noqa: FBT001
    cost: bool,  # noqa: FBT001
) -> Sample:
    if bool(explained_by) is not (law is Law.EXPLAINED):
        raise DataProblem(
            "Cột giải thích phi hiệu quả",
            "chỉ dùng với bc95, và bc95 cần ít nhất một cột.",
            "Hãy chọn luật bc95 hoặc bỏ các cột này.",
        )
    rows = np.arange(len(panel), dtype=np.int64)
    groups = panel.firms if law is Law.DECAYING else rows
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]).astype(np.int64)
    columns = [np.ones(len(starts))] if _has_mu(law, mean_constant) else []
    columns += [panel.column(name)[starts] for name in explained_by]
    return Sample(
        panel.column(output),
        np.column_stack([np.ones(len(panel)), *(panel.column(name) for name in inputs)]),
        -1.0 if cost else 1.0,
        np.cumsum(np.isin(rows, starts)).astype(np.int64) - 1,
        starts,
        (panel.years - panel.years.max()).astype(np.float64),
        np.column_stack(columns) if columns else np.empty((len(starts), 0)),
        law is Law.DECAYING,
    )


def _start(model: Normal | Exponential, ols: Floats, sample: Sample, spread: float) -> Floats:
    """The best of a grid over γ, the intercept and σ² put right as a half-normal u would have them."""
    best, level = None, -math.inf
    for gamma in FIRST_GAMMAS:
        variance = spread / (1 - 2 * gamma / math.pi)
        theta = np.zeros(model.names)
        theta[: len(ols)] = ols
        theta[0] += sample.sign * math.sqrt(2 * gamma * variance / math.pi)
        theta[len(ols)], theta[len(ols) + 1] = math.log(variance), math.log(gamma / (1 - gamma))
        value, _ = model.value(theta)
        if value > level:
            best, level = theta, value
    assert best is not None  # noqa: S101  (a likelihood is finite at γ = ½)
    return best


def _climb(model: Normal | Exponential, start: Floats, turn: Floats) -> Floats:
    """Maximum likelihood by BFGS, β turned so that its columns are of one size and unrelated."""
    count = len(turn)
    rows = len(model.sample.outcome)
    other = np.ones(model.names - count)
    means = model.sample.explained.shape[1]
    if means:
        other[2 : 2 + means] = 1 / np.maximum(np.sqrt((model.sample.explained**2).mean(axis=0)), 1e-12)
    back = np.linalg.inv(turn)

    def objective(at: Floats) -> tuple[float, Floats]:
        theta = np.concatenate([turn @ at[:count], at[count:] * other])
        value, slope = model.value(theta)
        if not math.isfinite(value):
            return 1e10, np.zeros_like(at)
        return -value / rows, -np.concatenate([turn.T @ slope[:count], slope[count:] * other]) / rows

    point = np.concatenate([back @ start[:count], start[count:] / other])
    for _ in range(5):
        found = minimize(objective, point, jac=True, method="BFGS", options={"gtol": 1e-8, "maxiter": _STEPS})
        moved = float(np.abs(found.x - point).max())
        point = np.asarray(found.x, dtype=np.float64)
        if found.success or moved < 1e-6 or np.abs(found.jac).max() < _STILL:  # noqa: PLR2004  (it stands still)
            break
    if np.abs(objective(point)[1]).max() > _CONVERGED:
        raise DataProblem("Hàm biên ngẫu nhiên", "không hội tụ.", "Hãy thử luật half-normal, hoặc bớt biến giải thích.")
    return np.concatenate([turn @ point[:count], point[count:] * other])


def _standard_errors(model: Normal | Exponential, theta: Floats) -> Floats:
    """From the curvature at the maximum, by central differences of the gradient, in β, σ², γ, δ, η."""
    count = model.sample.design.shape[1]
    _, variance, gamma, _, _ = model.split(theta)
    natural = np.ones(len(theta))
    natural[count], natural[count + 1] = variance, gamma * (1 - gamma)
    curvature = np.empty((len(theta), len(theta)))
    for place in range(len(theta)):
        step = np.zeros(len(theta))
        step[place] = 1e-5 * max(1.0, abs(float(theta[place])))
        above, below = model.value(theta + step)[1], model.value(theta - step)[1]
        curvature[place] = -(above - below) / (2 * step[place])
    covariance = np.linalg.pinv((curvature + curvature.T) / 2, hermitian=True)
    return np.asarray(np.sqrt(np.maximum(np.diag(covariance), 0.0)) * natural)
