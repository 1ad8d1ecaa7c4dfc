"""TFP growth as a fan: what the figures say when what nobody knows is drawn at random, many times.

Drawn: the labour share, depreciation and the first stock of capital, each uniform over its range and one value for all
years of a draw (they are not known, not noisy); and a measurement error of each year's output, labour and investment
(they are noisy). Needs numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.capital import CapitalBasis, CapitalOptions, left_of_investment
from nscl.economics.growth.accounting import CONVENTION_LABOUR_SHARE, GrowthAccount, Method, common_years
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.regression import LEAST_YEARS
from nscl.economics.growth.stocks import invested, measured_share
from nscl.economics.growth.study import Options, labour_of, study
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import (
    RANGES,
    Assumption,
    capital_under,
    central,
    first_output,
    opening_year,
)
from nscl.economics.series import Series, plain

Floats = NDArray[np.float64]
DEFAULT_DRAWS: Final = 10_000
QUANTILES: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
_LEAST_SHARE: Final = 0.01  # a measured share that is shifted stays one


@dataclass(frozen=True)
class Uncertainty:
    """What is drawn. ranges: of what is not known; the errors are standard deviations of logarithms, year by year.

    The errors' defaults are our own judgement, not a source's: half a per cent of GRDP (its later revisions are of that
    size), one per cent of workers (a sample survey) and of intermediates, three of investment.
    """

    ranges: Mapping[Assumption, tuple[float, float]] = field(default_factory=lambda: dict(RANGES))
    output_error: float = 0.005
    labour_error: float = 0.01
    investment_error: float = 0.03
    intermediate_error: float = 0.01


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

    def at(self, quantile: float) -> dict[int, float]:
        """One of the quantiles by year. Raises ValueError for one that was not taken."""
        place = self.quantiles.index(quantile)
        return {year: values[place] for year, values in self.by_year.items()}


@dataclass(frozen=True)
class Drawn:
    """The random numbers of one set of figures: assumptions (draws,), errors (years, draws); as standard draws.

    investment has the years before the others too, where the stock of capital begins earlier.
    """

    labour_share: Floats
    depreciation: Floats
    capital_output: Floats
    output: Floats
    labour: Floats
    intermediates: Floats
    investment: Floats


def draw(generator: np.random.Generator, years: int, draws: int, invested_years: int | None = None) -> Drawn:
    """Random numbers for so many years and draws: uniform on 0…1, and standard normal. Nothing else is random."""
    unknown = [generator.random(draws) for _ in Assumption]
    noise = [generator.standard_normal((years, draws)) for _ in range(3)]
    put_in = generator.standard_normal((years if invested_years is None else invested_years, draws))
    return Drawn(unknown[0], unknown[1], unknown[2], noise[0], noise[1], noise[2], put_in)


def simulate(
    figures: Figures,
    methods: Sequence[Method],
    options: Options | None = None,
    *,
    uncertainty: Uncertainty | None = None,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    quantiles: tuple[float, ...] = QUANTILES,
    first: int | None = None,
    last: int | None = None,
) -> dict[Method, Fan]:
    """Fans of TFP growth by method, from the same draws, in logs throughout (so that years add up).

    Methods whose share is measured (vnpi, tornqvist, klems) have it shifted in all years alike by what the drawn share
    differs from the middle of its range. Accounts in logs (tornqvist with quality, klems) are moved by what capital,
    labour, output and intermediates as drawn differ from what was measured. Equal seeds give equal fans. first, last:
    the years of growth that the fans tell of (None: all that there are). Raises DataProblem for missing years, figures
    not above nought, ranges upside down, a method that lacks what it needs.
    """
    chosen, unsure = options or Options(), uncertainty or Uncertainty()
    rates = _rates(figures, chosen, unsure, np.random.default_rng(seed), draws)
    return {
        method: _fan(method, *_told(*_tfp(rates, method, figures, chosen), first, last), quantiles)
        for method in methods
    }


@dataclass(frozen=True)
class _Rates:
    """Log growth of output, capital, labour and intermediates' error (years − 1, draws) and of what was measured.

    share: as drawn (draws,), middle: of its range; deepening, productivity: ln K/L and ln Y/L (years, draws);
    plain_output, plain_capital, plain_labour: log growth of the figures as they are (years − 1, 1).
    """

    years: range
    output: Floats
    capital: Floats
    labour: Floats
    intermediates: Floats
    share: Floats
    middle: float
    deepening: Floats
    productivity: Floats
    plain_output: Floats
    plain_capital: Floats
    plain_labour: Floats


def _rates(
    figures: Figures, options: Options, unsure: Uncertainty, generator: np.random.Generator, draws: int
) -> _Rates:
    """The figures as drawn."""
    people = labour_of(figures, options.labour)
    measured = capital_under(figures, options.capital, central(figures, options))
    years = common_years(figures.output, people, measured)
    put_in = invested(figures)
    span = years if put_in is None else range(opening_year(figures, options.capital) + 1, years[-1] + 1)
    drawn = draw(generator, len(years), draws, len(span))
    output = _noisy(figures.output, years, unsure.output_error, drawn.output)
    labour = _noisy(people, years, unsure.labour_error, drawn.labour)
    if put_in is None:
        capital = np.broadcast_to(_logs(measured, years), (len(years), draws))
    else:
        investment = np.exp(_noisy(put_in, span, unsure.investment_error, drawn.investment))
        related = first_output(figures, span[0] - 1)
        level = np.exp(output[years.index(related)]) if related in years else figures.output[related]
        first = level * _within(unsure, Assumption.CAPITAL_OUTPUT, drawn.capital_output)
        worn = _within(unsure, Assumption.DEPRECIATION, drawn.depreciation)
        capital = np.log(_stocks(investment, first, worn, options.capital)[len(span) - len(years) :])
    return _Rates(
        years,
        np.diff(output, axis=0),
        np.diff(capital, axis=0),
        np.diff(labour, axis=0),
        np.diff(drawn.intermediates, axis=0) * unsure.intermediate_error,
        _within(unsure, Assumption.LABOUR_SHARE, drawn.labour_share),
        sum(_range(unsure, Assumption.LABOUR_SHARE)) / 2,
        capital - labour,
        output - labour,
        *(np.diff(_logs(one, years), axis=0) for one in (figures.output, measured, people)),
    )


def _tfp(rates: _Rates, method: Method, figures: Figures, options: Options) -> tuple[Floats, range]:
    """Log growth of TFP (years − 1, draws) by a method, and the years of its levels."""
    if method in {Method.TORNQVIST, Method.KLEMS}:
        return _moved(rates, study(figures, replace(options, methods=(method,))).account(method))
    share, years = rates.share, rates.years
    if method is Method.CONVENTION:
        share = np.full(rates.share.shape, CONVENTION_LABOUR_SHARE)
    elif method is Method.REGRESSION:
        share = 1 - _slopes(rates.deepening, rates.productivity)
    elif method is Method.VNPI:
        measured = Series("Tỷ trọng lao động", "", measured_share(figures))
        years = common_years(measured, Series("GRDP, vốn, lao động", "", dict.fromkeys(rates.years, 1.0)))
        share = _shifted(rates, np.array([measured[year] for year in years[1:]]))
    here = _rows(rates, years)
    # ΔY − ΔK − share·(ΔL − ΔK), in place: the arrays have millions of figures.
    made = rates.labour[here] - rates.capital[here]
    made *= -share
    made += rates.output[here]
    made -= rates.capital[here]
    return made, years


def _moved(rates: _Rates, account: GrowthAccount) -> tuple[Floats, range]:
    """An account in logs with what was drawn in place of what was measured; value added's part of cost stays."""
    kept = [year for year in account.years if year.year in rates.years[1:]]
    if not kept:
        raise DataProblem(
            f"Mô phỏng {account.method.value}", "không có năm nào chung với GRDP, vốn, lao động.", "Hãy bổ sung."
        )
    years = range(kept[0].year - 1, kept[-1].year + 1)
    here = _rows(rates, years)

    def column(values: Iterable[float]) -> Floats:
        return np.array(list(values))[:, None]

    value_added = column(year.capital_share + year.labour_share for year in kept)
    share = value_added * _shifted(rates, column(year.labour_share for year in kept)[:, 0] / value_added[:, 0])
    capital = rates.capital[here] + (column(year.capital for year in kept) - rates.plain_capital[here])
    # ΔY − v·ΔK − share·(ΔL − ΔK) − intermediates
    made = rates.labour[here] + (column(year.labour for year in kept) - rates.plain_labour[here])
    made -= capital
    made *= -share
    made += rates.output[here]
    capital *= value_added
    made -= capital
    made += column(year.output - year.from_intermediates for year in kept) - rates.plain_output[here]
    if account.method is Method.KLEMS:
        made -= (1 - value_added) * rates.intermediates[here]
    return made, years


def _shifted(rates: _Rates, measured: Floats) -> Floats:
    """Measured shares (years,) moved by what the drawn share differs from the middle: (years, draws)."""
    return np.clip(measured[:, None] + (rates.share - rates.middle), _LEAST_SHARE, 1 - _LEAST_SHARE)


def _rows(rates: _Rates, years: range) -> slice:
    return slice(years[0] - rates.years[0], years[-1] - rates.years[0])


def _stocks(investment: Floats, first: Floats, depreciation: Floats, options: CapitalOptions) -> Floats:
    """The stock that works in each year by perpetual inventory, as `capital` has it; first: before the first year."""
    kept = 1 - depreciation
    left = np.array([left_of_investment(float(one), options.timing) for one in (0.0, 1.0)])
    # What is left of investment is linear in depreciation.
    investment *= left[0] + (left[1] - left[0]) * depreciation
    closing = np.empty((len(investment) + 1, investment.shape[1]))
    closing[0] = first
    for year in range(len(investment)):
        np.multiply(closing[year], kept, out=closing[year + 1])
        closing[year + 1] += investment[year]
    if options.basis is CapitalBasis.OPENING:
        return closing[:-1]
    return (closing[:-1] + closing[1:]) / 2


def _slopes(deepening: Floats, productivity: Floats) -> Floats:
    """The capital share of each draw by least squares, kept within 0…1 as an economy's is."""
    if len(deepening) < LEAST_YEARS:
        raise DataProblem("Hồi quy", f"chỉ có {len(deepening)} năm.", f"Cần ít nhất {LEAST_YEARS} năm.")
    x = deepening - deepening.mean(axis=0)
    y = productivity - productivity.mean(axis=0)
    slope: Floats = np.einsum("td,td->d", x, y) / np.einsum("td,td->d", x, x)
    return np.clip(slope, 0.0, 1.0)


def _told(tfp: Floats, years: range, first: int | None, last: int | None) -> tuple[Floats, range]:
    """The years of growth that are asked about, with the level before them. Raises DataProblem beyond what there is."""
    begin, end = years[1] if first is None else first, years[-1] if last is None else last
    if not years[0] < begin <= end <= years[-1]:
        raise DataProblem(
            f"Mô phỏng {begin}–{end}", f"vượt ra ngoài các năm đã tính ({years[1]}–{years[-1]}).", "Chọn lại năm."
        )
    return tfp[begin - years[0] - 1 : end - years[0]], range(begin - 1, end + 1)


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


def _logs(series: Series, years: range) -> Floats:
    """ln of a series, a column: (years, 1)."""
    known = series.checked(years)
    logs: Floats = np.log([known[year] for year in years])
    return logs[:, None]


def _noisy(series: Series, years: range, error: float, normal: Floats) -> Floats:
    noisy: Floats = normal * error
    noisy += _logs(series, years)
    return noisy


def _within(unsure: Uncertainty, which: Assumption, uniform: Floats) -> Floats:
    low, high = _range(unsure, which)
    return low + (high - low) * uniform


def _range(unsure: Uncertainty, which: Assumption) -> tuple[float, float]:
    low, high = unsure.ranges.get(which, RANGES[which])
    if not 0 < low <= high:
        raise DataProblem(f"Khoảng của {which.value}", f"từ {plain(low)} đến {plain(high)}.", "Hãy nêu số nhỏ trước.")
    return low, high
