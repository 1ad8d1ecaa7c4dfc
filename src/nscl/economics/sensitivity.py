"""How far TFP moves when what nobody measures is put otherwise: labour share, depreciation, first stock of capital.

No page may show TFP as one number only: Viet Nam's share of TFP in growth 2010–2018 is 17 % with a labour share of 0.4
and 48 % with 0.7, from the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from statistics import fmean
from typing import Final

from nscl.economics.capital import (
    DEFAULT_DEPRECIATION,
    CapitalOptions,
    Initial,
    InitialStock,
    capital_input,
    first_year,
    perpetual_inventory,
)
from nscl.economics.growth.accounting import Method, account, fixed_share, share_of_tables
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.periods import Average, PeriodOfGrowth, period
from nscl.economics.growth.stocks import capital_of, invested, measured_share
from nscl.economics.growth.study import Options, labour_of
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, plain


class Assumption(StrEnum):
    """What is put otherwise, one at a time or all together."""

    LABOUR_SHARE = "labour_share"
    DEPRECIATION = "depreciation"
    CAPITAL_OUTPUT = "capital_output"


ASSUMPTION_NAMES: Final[Mapping[Assumption, str]] = {
    Assumption.LABOUR_SHARE: "tỷ trọng lao động",
    Assumption.DEPRECIATION: "khấu hao",
    Assumption.CAPITAL_OUTPUT: "vốn ban đầu trên sản lượng",
}
# Labour shares that studies of Viet Nam use; depreciation around Penn World Table's 5.4 to 6.1 %; capital-output ratios
# that a country at this stage has had.
RANGES: Final[Mapping[Assumption, tuple[float, float]]] = {
    Assumption.LABOUR_SHARE: (0.4, 0.7),
    Assumption.DEPRECIATION: (0.04, 0.08),
    Assumption.CAPITAL_OUTPUT: (1.5, 3.0),
}


@dataclass(frozen=True)
class Assumptions:
    """One way of putting them."""

    labour_share: float = 0.55  # the middle of its range, where no share is measured
    depreciation: float = DEFAULT_DEPRECIATION
    capital_output: float = 2.0

    def with_(self, which: Assumption, value: float) -> Assumptions:
        """The same with one of them put otherwise."""
        changes = {which.value: value}
        return replace(self, **changes)


@dataclass(frozen=True)
class Bar:
    """One assumption at both ends of its range, the others as they are: growth of TFP a year, fractions."""

    assumption: Assumption
    low: float
    high: float
    tfp_at_low: float
    tfp_at_high: float

    @property
    def width(self) -> float:
        """How far TFP moves over the range."""
        return abs(self.tfp_at_high - self.tfp_at_low)


@dataclass(frozen=True)
class Band:
    """Growth of TFP a year with the assumptions as they are, and its least and greatest over all their combinations."""

    central: float
    low: float
    high: float
    at_low: Assumptions
    at_high: Assumptions


def central(figures: Figures, options: Options) -> Assumptions:
    """The assumptions as the options and the figures have them.

    labour_share: the mean of the measured shares, else of the input-output tables', else the middle of its range;
    capital_output: the first stock over the output of the first year after it that has one. Raises DataProblem as the
    capital stock does.
    """
    years = range(first_year(figures.output), figures.output.years[-1] + 1)
    if figures.labour_share is not None or figures.labour_income is not None:
        shares = measured_share(figures)
    else:
        shares = share_of_tables(options.table_shares, years) if options.table_shares else {}
    share = fmean(shares.values()) if shares else Assumptions.labour_share
    made = capital_of(figures, options.capital)
    if made.initial is None or made.depreciation is None:
        return Assumptions(share, options.capital.depreciation)
    ratio = made.initial.value / figures.output[first_output(figures, opening_year(figures, options.capital))]
    return Assumptions(share, made.depreciation, ratio)


def opening_year(figures: Figures, options: CapitalOptions) -> int:
    """The year at whose end the first stock stands. Raises DataProblem without investment."""
    if options.initial is Initial.SURVEYED and options.surveyed_year is not None and not figures.assets:
        return options.surveyed_year
    investment = invested(figures)
    if investment is None:
        raise DataProblem("Vốn đầu tư", "không có.", "Hãy bổ sung để thử các cách tính vốn khác.")
    return first_year(investment) - 1


def first_output(figures: Figures, opening: int) -> int:
    """The first year after the opening that has output, to which the first stock is related."""
    found = next((year for year in figures.output.years if year > opening), None)
    if found is None:
        raise DataProblem(figures.output.name, f"không có sau năm {opening}.", "Hãy bổ sung số liệu.")
    return found


def ranges_of(
    figures: Figures, ranges: Mapping[Assumption, tuple[float, float]]
) -> Mapping[Assumption, tuple[float, float]]:
    """The ranges that these figures leave open: of a stock that was brought neither depreciation nor the first one.

    Raises DataProblem for a range that is upside down.
    """
    for which, (low, high) in ranges.items():
        _check(which, low, high)
    if invested(figures) is not None:
        return ranges
    return {which: ends for which, ends in ranges.items() if which is Assumption.LABOUR_SHARE}


def growth_of_period(
    figures: Figures, options: Options, assumptions: Assumptions, first: int, last: int
) -> PeriodOfGrowth:
    """Growth from first to last (both rates of years within the figures) under one way of putting the assumptions.

    Raises DataProblem as capital stock and growth accounting do.
    """
    capital = capital_under(figures, options.capital, assumptions)
    labour = labour_of(figures, options.labour)
    years = range(first_year(figures.output), figures.output.years[-1] + 1)
    made = account(figures.output, capital, labour, fixed_share(assumptions.labour_share, years), Method.GSO)
    return period(made, first, last, Average.CUMULATED)


def tornado(
    figures: Figures,
    options: Options,
    first: int,
    last: int,
    *,
    base: Assumptions | None = None,
    ranges: Mapping[Assumption, tuple[float, float]] = RANGES,
) -> tuple[Bar, ...]:
    """Each assumption moved over its range alone, the one that moves TFP most first.

    base: the others (None: `central`). Raises DataProblem for a range that is upside down.
    """
    start = base or central(figures, options)
    bars = []
    for which, (low, high) in ranges_of(figures, ranges).items():
        ends = [growth_of_period(figures, options, start.with_(which, value), first, last).tfp for value in (low, high)]
        bars.append(Bar(which, low, high, *ends))
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def band(
    figures: Figures,
    options: Options,
    first: int,
    last: int,
    *,
    base: Assumptions | None = None,
    ranges: Mapping[Assumption, tuple[float, float]] = RANGES,
) -> Band:
    """The least and greatest growth of TFP over every combination of the ranges' ends and the central values.

    Raises DataProblem for a range that is upside down.
    """
    start = base or central(figures, options)
    open_ranges = ranges_of(figures, ranges)
    corners = [(start, growth_of_period(figures, options, start, first, last).tfp)]
    for values in product(*((low, getattr(start, which), high) for which, (low, high) in open_ranges.items())):
        one = start
        for which, value in zip(open_ranges, values, strict=True):
            one = one.with_(which, value)
        corners.append((one, growth_of_period(figures, options, one, first, last).tfp))
    least, most = min(corners, key=lambda pair: pair[1]), max(corners, key=lambda pair: pair[1])
    return Band(corners[0][1], least[1], most[1], least[0], most[0])


def capital_under(figures: Figures, options: CapitalOptions, assumptions: Assumptions) -> Series:
    """The capital that works in each year, by investment in all; a stock that was brought as it is."""
    investment = invested(figures)
    if investment is None:
        return capital_of(figures, options).input
    opening = opening_year(figures, options)
    value = assumptions.capital_output * figures.output[first_output(figures, opening)]
    stocks = perpetual_inventory(
        investment,
        InitialStock(value, ASSUMPTION_NAMES[Assumption.CAPITAL_OUTPUT], opening),
        depreciation=assumptions.depreciation,
        timing=options.timing,
    )
    return capital_input(stocks, options.basis)


def _check(which: Assumption, low: float, high: float) -> None:
    if low >= high:
        raise DataProblem(
            f"Khoảng của {ASSUMPTION_NAMES[which]}",
            f"từ {plain(low)} đến {plain(high)}.",
            "Hãy nêu số nhỏ trước, số lớn sau.",
        )
