"""Growth to the end of a plan: a mean carried forward, with its interval and how it would have done before.

Yearly TFP growth of one province is short and noisy: a model with more to fit says less of the years to come. So the
forecast is the mean of past rates (all of them, or the latest), which is a random walk with drift of the level, and the
honest part is the interval and the back-test beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev
from typing import Final

from nscl.economics.problems import DataProblem
from nscl.economics.series import percent, plain

# Of fewer rates the interval is wider than any plan's target.
LEAST_YEARS: Final = 5
DEFAULT_CONFIDENCE: Final = 0.8  # what "likely" reads as; 0.95 is wider than most officials would act on


@dataclass(frozen=True)
class Interval:
    """A figure and the ends between which it is expected to lie with the forecast's confidence; fractions."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """Growth of each year to come, and a year over all of them together.

    window: the years whose rates were taken; spread: their standard deviation.
    """

    window: tuple[int, int]
    confidence: float
    spread: float
    by_year: Mapping[int, Interval]
    together: Interval


@dataclass(frozen=True)
class Miss:
    """A forecast made at the end of a year for the years after it, and what came."""

    made_after: int
    years: int
    expected: Interval
    actual: float

    @property
    def error(self) -> float:
        """What came less what was expected."""
        return self.actual - self.expected.mean

    @property
    def held(self) -> bool:
        """Whether what came lay within the interval."""
        return self.expected.low <= self.actual <= self.expected.high


@dataclass(frozen=True)
class BackTest:
    """The same forecast made at every year that had enough before it, for as many years as are to come.

    mean_error: its bias; mean_size: the mean size of its errors; same_as_last: that of saying "as last year".
    """

    misses: tuple[Miss, ...]
    mean_error: float
    mean_size: float
    same_as_last: float

    @property
    def held(self) -> int:
        """How many of the intervals held."""
        return sum(miss.held for miss in self.misses)


def forecast(
    growth: Mapping[int, float], until: int, *, latest: int | None = None, confidence: float = DEFAULT_CONFIDENCE
) -> Forecast:
    """Growth from the year after the last one to `until`, each figure a year.

    growth: rates by year, fractions, without holes; latest: take that many of the latest years only. The interval of
    one year is mean ± t·s·√(1 + 1/n), of m years together mean ± t·s·√(1/m + 1/n), t of Student's distribution with
    n − 1 degrees of freedom (Hyndman and Athanasopoulos, Forecasting, 5.5, drift method). Raises DataProblem for holes,
    too few years, an end that is past, a confidence that is none.
    """
    years = _whole(growth)
    if until <= years[-1]:
        raise DataProblem(f"Dự báo đến {until}", f"số liệu đã có đến {years[-1]}.", "Hãy chọn năm sau đó.")
    if not 0 < confidence < 1:
        raise DataProblem("Độ tin cậy", f"là {plain(confidence)}.", "Phải lớn hơn 0 và nhỏ hơn 1.")
    taken = years if latest is None else years[-latest:]
    if len(taken) < LEAST_YEARS or (latest is not None and len(taken) < latest):
        raise DataProblem(
            "Dự báo", f"chỉ có {len(taken)} năm tốc độ tăng.", f"Cần ít nhất {max(LEAST_YEARS, latest or 0)} năm."
        )
    rates = [growth[year] for year in taken]
    mean, spread, count = fmean(rates), stdev(rates), len(rates)
    reach = student_quantile((1 + confidence) / 2, count - 1) * spread
    ahead = range(years[-1] + 1, until + 1)
    one = reach * math.sqrt(1 + 1 / count)
    many = reach * math.sqrt(1 / len(ahead) + 1 / count)
    return Forecast(
        (taken[0], taken[-1]),
        confidence,
        spread,
        {year: Interval(mean, mean - one, mean + one) for year in ahead},
        Interval(mean, mean - many, mean + many),
    )


def back_test(
    growth: Mapping[int, float], years_ahead: int, *, latest: int | None = None, confidence: float = DEFAULT_CONFIDENCE
) -> BackTest:
    """How the forecast would have done: made after every year that had enough before it, for `years_ahead` years.

    Raises DataProblem where no year had enough years before and after it.
    """
    years = _whole(growth)
    least = max(LEAST_YEARS, latest or 0)
    misses, last_errors = [], []
    for place in range(least, len(years) - years_ahead + 1):
        known = {year: growth[year] for year in years[:place]}
        actual = fmean(growth[year] for year in years[place : place + years_ahead])
        made = forecast(known, years[place - 1] + years_ahead, latest=latest, confidence=confidence)
        misses.append(Miss(years[place - 1], years_ahead, made.together, actual))
        last_errors.append(abs(actual - known[years[place - 1]]))
    if not misses:
        raise DataProblem(
            "Kiểm nghiệm dự báo",
            f"có {len(years)} năm, cần ít nhất {least + years_ahead}.",
            "Hãy bổ sung những năm trước, hoặc dự báo ngắn hơn.",
        )
    errors = [miss.error for miss in misses]
    return BackTest(tuple(misses), fmean(errors), fmean(abs(error) for error in errors), fmean(last_errors))


def student_quantile(probability: float, degrees: int) -> float:
    """The quantile of Student's t by the expansion of Abramowitz and Stegun 26.7.5.

    Within 0.005 of the exact one for probabilities from 0.025 to 0.975 and four degrees of freedom on, which is what
    forecasts here have.
    """
    z = NormalDist().inv_cdf(probability)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / degrees**power for power, term in enumerate(terms, start=1))


def say(made: Forecast) -> str:
    """The forecast in a sentence, for whoever reads it."""
    ahead = sorted(made.by_year)
    one = made.together
    return (
        f"Giai đoạn {ahead[0]}–{ahead[-1]}: {percent(one.mean)} một năm, khoảng {percent(one.low)} đến "
        f"{percent(one.high)} (tin cậy {plain(made.confidence * 100)} %, theo {made.window[0]}–{made.window[1]})."
    )


def _whole(growth: Mapping[int, float]) -> Sequence[int]:
    years = sorted(growth)
    if not years:
        raise DataProblem("Tốc độ tăng", "không có năm nào.", "Hãy bổ sung số liệu.")
    hole = next((year for year in range(years[0], years[-1]) if year not in growth), None)
    if hole is not None:
        raise DataProblem(f"Tốc độ tăng năm {hole}", "không có.", "Hãy bổ sung số của năm này.")
    return years
