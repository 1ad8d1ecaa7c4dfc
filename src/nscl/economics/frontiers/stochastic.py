"""Stochastic frontiers: production or cost functions whose errors are noise and inefficiency."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from nscl.economics.analytics import one_core
from nscl.economics.firms.moments import solved
from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.frontiers.ascent import climb
from nscl.economics.frontiers.exponential import Exponential
from nscl.economics.frontiers.inefficiency import Normal
from nscl.economics.frontiers.likelihood import Likelihood, Spreads
from nscl.economics.frontiers.refusals import WHAT, refuse_no_frontier, refuse_rows, standard_errors
from nscl.economics.frontiers.sample import Sample, Spells
from nscl.economics.problems import DataProblem

CONSTANT: Final = "hằng số"
# γ tried at the start, with the intercept and σ² that moments give it; then the likelihood decides.
FIRST_GAMMAS: Final = (0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
# Rows that choose among them.
ROWS_TO_START: Final = 16_384


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
    Raises DataProblem for too few rows, for a column (named) that is a combination of others, where γ ends at 0
    (residuals skewed the wrong way, Waldman 1982) or at 1, and where the search does not converge.
    """
    sample = _sample(panel, output, inputs, law, explained_by, mean_constant, cost)
    names = [CONSTANT, *inputs]
    of_mean = [*(["mu"] if _has_mu(law, mean_constant) else []), *explained_by]
    refuse_rows(sample, names, of_mean)
    likelihood: Callable[[Sample], Likelihood] = Exponential if law is Law.EXPONENTIAL else Normal
    model = likelihood(sample)
    labels = [*names, "sigma2", "gamma", *of_mean, *(["eta"] if sample.spells else [])]
    with one_core():
        ols = solved(sample.gram, sample.design.T @ sample.outcome, WHAT)
        left = sample.outcome - sample.design @ ols
        top = climb(model, _start(sample, ols, left, likelihood), _turn(sample))
        of_ols = refuse_no_frontier(sample, top, left)
        errors = standard_errors(top, len(names), labels)
        efficiencies = model.efficiencies(top.theta)
    spreads = Spreads.of(top.theta, len(names))
    found = dict(zip(labels, map(float, top.theta), strict=True))
    return Frontier(
        law, {name: found[name] for name in names}, spreads.variance, spreads.gamma, found.get("mu"), found.get("eta"),
        {name: found[name] for name in explained_by}, errors, top.told.value, of_ols, efficiencies, len(panel),
        panel.firm_count,
    )  # fmt: skip


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
    spells = None
    if law is Law.DECAYING:
        starts = np.flatnonzero(np.r_[True, panel.firms[1:] != panel.firms[:-1]]).astype(np.int64)
        spells = Spells(starts, (panel.years - panel.years.max()).astype(np.float64))
    kept = slice(None) if spells is None else spells.starts
    count = len(panel) if spells is None else len(spells.starts)
    columns = [np.ones(count)] if _has_mu(law, mean_constant) else []
    columns += [panel.column(name)[kept] for name in explained_by]
    sign = -1.0 if cost else 1.0
    design = np.empty((len(panel), 1 + len(inputs)))
    design[:, 0] = sign
    for place, name in enumerate(inputs, start=1):
        np.multiply(panel.column(name), sign, out=design[:, place])
    outcome = panel.column(output) if sign > 0 else -panel.column(output)
    return Sample(outcome, design, np.column_stack(columns) if columns else np.empty((count, 0)), spells)


def _start(sample: Sample, ols: Floats, left: Floats, model: Callable[[Sample], Likelihood]) -> Floats:
    """The best of a few γ, the intercept and σ² put right as a half-normal u would have them.

    γ of the residuals' third moment is among them, which is right for a half-normal; the likelihood of a sample of the
    rows decides.
    """
    few = model(sample.thinned(ROWS_TO_START))
    spread = float(left @ left / len(left))
    best, level = np.empty(0), -math.inf
    for gamma in (*FIRST_GAMMAS, _gamma_of_moments(left, spread)):
        variance = spread / (1 - 2 * gamma / math.pi)
        theta = np.zeros(sample.parameters)
        theta[: len(ols)] = ols
        theta[0] += sample.design[0, 0] * math.sqrt(2 * gamma * variance / math.pi)
        theta[len(ols)], theta[len(ols) + 1] = math.log(variance), math.log(gamma / (1 - gamma))
        value = few.told(theta).value
        if value > level:
            best, level = theta, value
    return best


def _gamma_of_moments(left: Floats, spread: float) -> float:
    """γ at which a half-normal u has the third moment of the residuals: −√(2/π)·(4/π − 1)·σ_u³."""
    third = max(0.0, -float((left * left) @ left) / len(left)) / (math.sqrt(2 / math.pi) * (4 / math.pi - 1))
    short = third ** (2 / 3)
    noise = max(spread - (1 - 2 / math.pi) * short, 0.0)
    return float(min(max(short / (short + noise), FIRST_GAMMAS[0]), FIRST_GAMMAS[-1]))


def _turn(sample: Sample) -> Floats:
    """Parameters = turn · (what is searched): columns of β unrelated and of one size, those of δ of one size."""
    count, means = sample.design.shape[1], sample.explained.shape[1]
    turn = np.eye(sample.parameters)
    turn[:count, :count] = np.linalg.inv(np.linalg.cholesky(sample.gram / len(sample.outcome))).T
    if means:
        here = np.arange(count + 2, count + 2 + means)
        turn[here, here] = 1 / np.sqrt((sample.explained**2).mean(axis=0))
    return turn
