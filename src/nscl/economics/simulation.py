"""TFP growth as a fan: what the figures say when what nobody knows is drawn at random, many times.

Drawn: the labour share, depreciation and the first stock of capital, each uniform over its range and one value for all
years of a draw (they are not known, not noisy); and a measurement error of each year's output, labour and investment
(they are noisy). Needs the extra `analytics` (numpy).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.capital import CapitalBasis, InvestmentTiming
from nscl.economics.growth.accounting import CONVENTION_LABOUR_SHARE, Method
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import RANGES, Assumption, Figures
from nscl.economics.series import plain

Floats = NDArray[np.float64]
DEFAULT_DRAWS: Final = 10_000
QUANTILES: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
_LEAST_SHARE: Final = 0.01  # a measured share that is shifted stays one
_LEAST_FOR_FIT: Final = 8  # as `growth.regression.LEAST_YEARS`


@dataclass(frozen=True)
class Uncertainty:
    """What is drawn. ranges: of what is not known; the errors are standard deviations of logarithms, year by year.

    The errors' defaults are our own judgement, not a source's: half a per cent of GRDP (its later revisions are of that
    size), one per cent of workers (a sample survey), three of investment.
    """

    ranges: Mapping[Assumption, tuple[float, float]] = field(default_factory=lambda: dict(RANGES))
    output_error: float = 0.005
    labour_error: float = 0.01
    investment_error: float = 0.03


@dataclass(frozen=True)
class Fan:
    """Growth of TFP by year and over all years (a year, ratio of sums): quantiles as fractions, least first.

    by_year: year → one figure for each of `quantiles`; together: the same for the mean of the years' log growth.
    """

    method: Method
    quantiles: tuple[float, ...]
    by_year: Mapping[int, tuple[float, ...]]
    together: tuple[float, ...]
    draws: int


@dataclass(frozen=True)
class Drawn:
    """The random numbers of one set of figures: assumptions (draws,), errors (years, draws); as standard draws."""

    labour_share: Floats
    depreciation: Floats
    capital_output: Floats
    output: Floats
    labour: Floats
    investment: Floats


def draw(generator: np.random.Generator, years: int, draws: int) -> Drawn:
    """Random numbers for so many years and draws: uniform on 0…1, and standard normal. Nothing else is random."""
    return Drawn(
        *(generator.random(draws) for _ in range(3)), *(generator.standard_normal((years, draws)) for _ in range(3))
    )


def simulate(
    figures: Figures,
    methods: Sequence[Method],
    *,
    labour_share: Mapping[int, float] | None = None,
    uncertainty: Uncertainty | None = None,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    quantiles: tuple[float, ...] = QUANTILES,
) -> dict[Method, Fan]:
    """Fans of TFP growth by method, from the same draws, in logs throughout (so that years add up).

    labour_share: by year, for the methods whose share is measured (vnpi, tornqvist); its uncertainty shifts all years
    alike by what the drawn share differs from the middle of its range. Equal seeds give equal fans. Raises DataProblem
    for missing years, figures not above nought, ranges upside down, a method that lacks what it needs.
    """
    unsure = uncertainty or Uncertainty()
    years = _years(figures)
    drawn = draw(np.random.default_rng(seed), len(years), draws)
    rates = _Rates.of(figures, years, unsure, drawn)
    return {
        method: _fan(method, rates.tfp(method, _measured(method, years, labour_share)), years, quantiles)
        for method in methods
    }


@dataclass(frozen=True)
class _Rates:
    """Log growth of output, capital, labour (years − 1, draws); the drawn share; ln K/L and ln Y/L (years, draws)."""

    output: Floats
    capital: Floats
    labour: Floats
    share: Floats
    middle: float
    deepening: Floats
    productivity: Floats

    @classmethod
    def of(cls, figures: Figures, years: range, unsure: Uncertainty, drawn: Drawn) -> _Rates:
        low_high = {which: _range(unsure, which) for which in Assumption}

        def within(which: Assumption, uniform: Floats) -> Floats:
            low, high = low_high[which]
            return low + (high - low) * uniform

        output = _noisy(figures.output.checked(years).values, years, unsure.output_error, drawn.output)
        labour = _noisy(figures.labour.checked(years).values, years, unsure.labour_error, drawn.labour)
        investment = _noisy(figures.investment.checked(years).values, years, unsure.investment_error, drawn.investment)
        capital = _capital(
            np.exp(investment),
            np.exp(output[0]) * within(Assumption.CAPITAL_OUTPUT, drawn.capital_output),
            within(Assumption.DEPRECIATION, drawn.depreciation),
            figures,
        )
        logs = np.log(capital)
        low, high = low_high[Assumption.LABOUR_SHARE]
        return cls(
            np.diff(output, axis=0),
            np.diff(logs, axis=0),
            np.diff(labour, axis=0),
            within(Assumption.LABOUR_SHARE, drawn.labour_share),
            (low + high) / 2,
            logs - labour,
            output - labour,
        )

    def tfp(self, method: Method, measured: Floats | None) -> Floats:
        """Log growth of TFP (years − 1, draws): output less what labour and capital explain."""
        share: Floats
        if measured is not None:
            shift = self.share - self.middle
            pair = (measured[1:] + measured[:-1]) / 2 if method is Method.TORNQVIST else measured[1:]
            share = np.clip(pair[:, None] + shift, _LEAST_SHARE, 1 - _LEAST_SHARE)
        elif method is Method.CONVENTION:
            share = np.full(self.share.shape, CONVENTION_LABOUR_SHARE)
        elif method is Method.REGRESSION:
            share = 1 - _slopes(self.deepening, self.productivity)
        else:
            share = self.share
        # ΔY − ΔK − share·(ΔL − ΔK), in place: the arrays have millions of figures.
        made = self.labour - self.capital
        made *= -share
        made += self.output
        made -= self.capital
        return made


def _capital(investment: Floats, first: Floats, depreciation: Floats, figures: Figures) -> Floats:
    """The stock that works in each year by perpetual inventory, as `capital` has it; first: before the first year."""
    worn = 1 - depreciation
    added = investment
    if figures.timing is InvestmentTiming.MIDDLE:
        added = investment * (1 - depreciation / 2)
    elif figures.timing is InvestmentTiming.START:
        added = investment * worn
    closing = np.empty((len(added) + 1, added.shape[1]))
    closing[0] = first
    for year in range(len(added)):
        np.multiply(closing[year], worn, out=closing[year + 1])
        closing[year + 1] += added[year]
    if figures.basis is CapitalBasis.OPENING:
        return closing[:-1]
    return (closing[:-1] + closing[1:]) / 2


def _slopes(deepening: Floats, productivity: Floats) -> Floats:
    """The capital share of each draw by least squares, kept within 0…1 as an economy's is."""
    if len(deepening) < _LEAST_FOR_FIT:
        raise DataProblem("Hồi quy", f"chỉ có {len(deepening)} năm.", f"Cần ít nhất {_LEAST_FOR_FIT} năm.")
    x = deepening - deepening.mean(axis=0)
    y = productivity - productivity.mean(axis=0)
    slope: Floats = np.einsum("td,td->d", x, y) / np.einsum("td,td->d", x, x)
    return np.clip(slope, 0.0, 1.0)


def _fan(method: Method, tfp: Floats, years: range, quantiles: tuple[float, ...]) -> Fan:
    by_year = np.quantile(tfp, quantiles, axis=1)
    together = np.quantile(tfp.mean(axis=0), quantiles)
    return Fan(
        method,
        quantiles,
        {year: tuple(float(value) for value in by_year[:, place]) for place, year in enumerate(years[1:])},
        tuple(float(value) for value in together),
        tfp.shape[1],
    )


def _noisy(values: Mapping[int, float], years: range, error: float, normal: Floats) -> Floats:
    logs = np.log([values[year] for year in years])
    noisy: Floats = normal * error
    noisy += logs[:, None]
    return noisy


def _measured(method: Method, years: range, labour_share: Mapping[int, float] | None) -> Floats | None:
    if method not in {Method.VNPI, Method.TORNQVIST}:
        return None
    absent = next((year for year in years if labour_share is None or year not in labour_share), None)
    if absent is not None:
        raise DataProblem(f"Tỷ trọng lao động năm {absent}", "không có.", "Hãy bổ sung, hoặc chọn phương pháp khác.")
    return np.array([(labour_share or {})[year] for year in years])


def _years(figures: Figures) -> range:
    series = (figures.output, figures.investment, figures.labour)
    first, last = max(one.years[0] for one in series), min(one.years[-1] for one in series)
    if last <= first:
        raise DataProblem("Mô phỏng", "cần ít nhất hai năm chung của GRDP, vốn đầu tư và lao động.", "Hãy bổ sung.")
    return range(first, last + 1)


def _range(unsure: Uncertainty, which: Assumption) -> tuple[float, float]:
    low, high = unsure.ranges.get(which, RANGES[which])
    if not 0 < low <= high:
        raise DataProblem(f"Khoảng của {which.value}", f"từ {plain(low)} đến {plain(high)}.", "Hãy nêu số nhỏ trước.")
    return low, high
