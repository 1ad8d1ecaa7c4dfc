"""The weight of capital by regression: ln(Y/L) on ln(K/L), constant returns imposed.

Provincial papers do this (Kiên Giang 2001–15, CTU 50D:1–8). With a dozen yearly figures that grow together the estimate
is fragile, so its standard error, the fit and the trace of left-over correlation are told beside it, and a weight that
cannot be one is refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, plain

LEAST_YEARS: Final = 8  # a constant, a slope and a trend from fewer leave next to nothing to judge them by


@dataclass(frozen=True)
class FittedShare:
    """The capital share as fitted. trend: growth a year that neither explains (None where no trend was fitted).

    r_squared: of ln(Y/L); durbin_watson: near 2 where what is left over has no memory, near 0 where the years lean on
    each other and the standard error is too small.
    """

    capital_share: float
    standard_error: float
    trend: float | None
    r_squared: float
    durbin_watson: float
    years: tuple[int, int]

    @property
    def labour_share(self) -> float:
        """What is left to labour under constant returns."""
        return 1 - self.capital_share


def fitted_share(output: Series, capital: Series, labour: Series, *, trend: bool = False) -> FittedShare:
    """Least squares of ln(Y/L) on a constant, ln(K/L) and, where asked, the year.

    Raises DataProblem for too few common years, a capital–labour ratio that does not move apart from the trend, and for
    a fitted share outside 0…1, which no economy has.
    """
    first = max(series.years[0] for series in (output, capital, labour))
    last = min(series.years[-1] for series in (output, capital, labour))
    years = range(first, last + 1)
    if len(years) < LEAST_YEARS:
        raise DataProblem("Hồi quy", f"chỉ có {len(years)} năm chung.", f"Cần ít nhất {LEAST_YEARS} năm.")
    y, k, n = (series.checked(years) for series in (output, capital, labour))
    response = [math.log(y[year] / n[year]) for year in years]
    deepening = [math.log(k[year] / n[year]) for year in years]
    made = _fit(response, deepening, [float(year) for year in years] if trend else None)
    if made is None:
        raise DataProblem(
            "Hồi quy",
            "vốn trên lao động gần như không đổi, hoặc tăng đều đúng như xu thế thời gian.",
            "Hãy bỏ xu thế thời gian, hoặc dùng phương pháp khác.",
        )
    slope, error, drift, residuals = made
    if not 0 < slope < 1:
        raise DataProblem(
            "Tỷ trọng vốn theo hồi quy",
            f"là {plain(slope)} (sai số chuẩn {plain(error)}), trong khi phải giữa 0 và 1.",
            "Số liệu không đủ để ước lượng; hãy dùng phương pháp khác.",
        )
    centre = math.fsum(response) / len(response)
    total = math.fsum((one - centre) ** 2 for one in response)
    left = math.fsum(one**2 for one in residuals)
    steps = math.fsum((b - a) ** 2 for a, b in pairwise(residuals))
    return FittedShare(
        slope,
        error,
        drift,
        1 - left / total if total else 1.0,
        steps / left if left else 2.0,
        (years[0], years[-1]),
    )


def _fit(
    response: Sequence[float], slope_of: Sequence[float], trend: Sequence[float] | None
) -> tuple[float, float, float | None, list[float]] | None:
    """Slope, its standard error, the trend, the residuals; None where the two regressors cannot be told apart.

    By Frisch–Waugh–Lovell: constant and trend are taken out of both sides first.
    """
    y, x = _without_mean(response), _without_mean(slope_of)
    drift_part: list[float] | None = None
    spread = math.fsum(one**2 for one in x)
    if trend is not None:
        drift_part = _without_mean(trend)
        y, x = _without(y, drift_part), _without(x, drift_part)
    own = math.fsum(one**2 for one in x)
    if own <= 1e-9 * max(spread, 1e-12) or own < 1e-12:  # noqa: PLR2004  (nothing of its own left but rounding)
        return None
    slope = math.fsum(a * b for a, b in zip(x, y, strict=True)) / own
    residuals = [b - slope * a for a, b in zip(x, y, strict=True)]
    degrees = len(y) - (2 if trend is None else 3)
    error = math.sqrt(math.fsum(one**2 for one in residuals) / degrees / own)
    drift = None
    if drift_part is not None:
        net = [b - slope * a for a, b in zip(_without_mean(slope_of), _without_mean(response), strict=True)]
        drift = _slope(net, drift_part)
    return slope, error, drift, residuals


def _without_mean(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def _slope(values: Sequence[float], on: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(values, on, strict=True)) / math.fsum(b**2 for b in on)


def _without(values: Sequence[float], on: Sequence[float]) -> list[float]:
    slope = _slope(values, on)
    return [value - slope * other for value, other in zip(values, on, strict=True)]


def shares_by_year(fitted: FittedShare) -> Mapping[int, float]:
    """The labour share for every year that was fitted, as `accounting.account` takes it."""
    return dict.fromkeys(range(fitted.years[0], fitted.years[1] + 1), fitted.labour_share)
