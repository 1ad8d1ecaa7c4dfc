"""Where rows carry no stochastic frontier: what is wrong, told with the column or figure, instead of an estimate."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from nscl.economics.firms.moments import WORST_CONDITION
from nscl.economics.firms.panel import Floats
from nscl.economics.frontiers.ascent import Top
from nscl.economics.frontiers.likelihood import Spreads
from nscl.economics.frontiers.sample import Sample
from nscl.economics.problems import DataProblem
from nscl.economics.series import plain

WHAT: Final = "Hàm biên ngẫu nhiên"
FEWEST_ROWS_PER_PARAMETER: Final = 5
# Beyond these γ is at its bound: no inefficiency, or no noise, is left.
BOUNDS_OF_GAMMA: Final = (1e-4, 1 - 1e-6)
# A likelihood that is no better than this over that of least squares finds no inefficiency.
LEAST_GAIN: Final = 1e-6
# So many of its own spreads below nought, the normal's cut-off tail is an exponential: μ and σ_u run away together.
FARTHEST_MEAN: Final = -12.0
# A search that has not come to rest with γ beyond this was on its way to 1.
NEARLY_ONE: Final = 0.999


def refuse_rows(sample: Sample, inputs: Sequence[str], of_mean: Sequence[str]) -> None:
    """Raise DataProblem for too few rows, and for a column (named) that is a combination of those before it."""
    if len(sample.outcome) < FEWEST_ROWS_PER_PARAMETER * sample.parameters:
        raise DataProblem(
            WHAT,
            f"có {len(sample.outcome)} dòng cho {sample.parameters} tham số.",
            "Hãy bổ sung doanh nghiệp, hoặc bớt cột.",
        )
    refuse_combinations(sample.gram, inputs)
    refuse_combinations(sample.explained.T @ sample.explained, of_mean)


def refuse_combinations(gram: Floats, names: Sequence[str]) -> None:
    """Raise DataProblem naming the first column that is a combination of those before it."""
    size = np.sqrt(np.maximum(np.diag(gram), 1e-300))
    scaled = gram / np.outer(size, size)
    for count, name in enumerate(names, start=1):
        values = np.linalg.eigvalsh(scaled[:count, :count])
        if values[0] <= values[-1] / WORST_CONDITION:
            before = ", ".join(names[: count - 1]) or "số 0"
            raise DataProblem(f"Cột {name}", f"là tổ hợp của {before}.", "Hãy bỏ cột này, hoặc bỏ một cột kia.")


def refuse_no_frontier(sample: Sample, top: Top, left: Floats) -> float:
    """The log-likelihood of least squares; left: its residuals.

    Raises DataProblem where the frontier is no better than it (Waldman 1982: residuals skewed the wrong way), where γ
    ends at a bound, where μ runs away, and where the search did not come to rest.
    """
    spread = float(left @ left / len(left))
    of_ols = -len(left) / 2 * (math.log(2 * math.pi * spread) + 1)
    if top.told.value <= of_ols + LEAST_GAIN:
        skew = float((left * left) @ left) / len(left) / spread**1.5
        raise DataProblem(
            WHAT,
            f"không tìm thấy phi hiệu quả (γ về 0). Độ lệch của phần dư là {plain(round(skew, 4))}; phi hiệu quả làm "
            "phần dư lệch âm, lệch sai chiều thì bình phương nhỏ nhất là tốt nhất (Waldman 1982).",
            "Hãy thêm doanh nghiệp, kiểm tra dạng hàm, bỏ dòng bất thường, hoặc dùng DEA.",
        )
    regressors, means = sample.design.shape[1], sample.explained.shape[1]
    spreads = Spreads.of(top.theta, regressors)
    if means:
        mean = float((sample.explained @ top.theta[regressors + 2 : regressors + 2 + means]).mean())
        if mean < FARTHEST_MEAN * math.sqrt(spreads.short):
            raise DataProblem(
                WHAT,
                "trung bình của chuẩn cụt chạy về âm vô cùng cùng với σ_u: phi hiệu quả giống phân phối mũ.",
                "Hãy dùng luật exponential hoặc half-normal, hoặc bớt cột giải thích.",
            )
    _refuse_bounds(top, spreads.gamma)
    return of_ols


def _refuse_bounds(top: Top, gamma: float) -> None:
    if gamma < BOUNDS_OF_GAMMA[0]:
        raise DataProblem(
            WHAT,
            "phi hiệu quả không còn phần ngẫu nhiên (γ về 0).",
            "Hãy đưa các cột giải thích vào hàm biên, hoặc chọn luật khác.",
        )
    if gamma > BOUNDS_OF_GAMMA[1] or (not top.at_rest and gamma > NEARLY_ONE):
        raise DataProblem(
            WHAT,
            "không tách được nhiễu khỏi phi hiệu quả (γ về 1): biên đi qua các dòng tốt nhất.",
            "Hãy thêm doanh nghiệp, kiểm tra các dòng có sản lượng cao bất thường, hoặc dùng DEA.",
        )
    if not top.at_rest:
        raise DataProblem(
            WHAT,
            f"không hội tụ sau {top.steps} bước (γ đang là {plain(round(gamma, 4))}).",
            "Hãy thử luật half-normal, bớt cột giải thích, hoặc kiểm tra các dòng bất thường.",
        )


def standard_errors(top: Top, regressors: int, labels: Sequence[str]) -> Mapping[str, float]:
    """From the curvature at the maximum, in β, σ², γ, δ, η.

    Raises DataProblem naming a parameter that the rows do not tell: the likelihood is flat along it.
    """
    information = -top.told.curvature
    size = np.sqrt(np.maximum(np.abs(np.diag(information)), 1e-300))
    values, vectors = np.linalg.eigh(information / np.outer(size, size))
    if values[0] <= values[-1] / WORST_CONDITION:
        name = labels[int(np.abs(vectors[:, 0]).argmax())]
        raise DataProblem(
            WHAT, f"số liệu không xác định được tham số {name}.", "Hãy bớt cột, chọn luật khác, hoặc thêm doanh nghiệp."
        )
    variances = (vectors**2 / values).sum(axis=1) / size**2
    spreads = Spreads.of(top.theta, regressors)
    natural = np.ones(len(labels))
    natural[regressors], natural[regressors + 1] = spreads.variance, spreads.gamma * spreads.rest
    return dict(zip(labels, map(float, np.sqrt(variances) * natural), strict=True))
