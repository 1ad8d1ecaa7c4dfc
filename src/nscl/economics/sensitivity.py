"""How far TFP moves when what nobody measures is put otherwise: labour share, depreciation, first stock of capital.

No page may show TFP as one number only: Viet Nam's share of TFP in growth 2010–2018 is 17 % with a labour share of 0.4
and 48 % with 0.7, from the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Final

from nscl.economics.capital import (
    DEFAULT_DEPRECIATION,
    CapitalBasis,
    InvestmentTiming,
    capital_input,
    output_ratio,
    perpetual_inventory,
)
from nscl.economics.growth.accounting import Method, account, fixed_share
from nscl.economics.growth.periods import Average, PeriodOfGrowth, period
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

    labour_share: float = 0.55
    depreciation: float = DEFAULT_DEPRECIATION
    capital_output: float = 2.0

    def with_(self, which: Assumption, value: float) -> Assumptions:
        """The same with one of them put otherwise."""
        changes = {which.value: value}
        return replace(self, **changes)


@dataclass(frozen=True)
class Figures:
    """What is measured: output and investment at constant prices, labour."""

    output: Series
    investment: Series
    labour: Series
    timing: InvestmentTiming = InvestmentTiming.END
    basis: CapitalBasis = CapitalBasis.AVERAGE


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


def growth_of_period(figures: Figures, assumptions: Assumptions, first: int, last: int) -> PeriodOfGrowth:
    """Growth from first to last (both rates of years within the figures) under one way of putting the assumptions.

    Raises DataProblem as capital stock and growth accounting do.
    """
    opening = figures.investment.years[0]
    stocks = perpetual_inventory(
        figures.investment,
        output_ratio(figures.output, opening, assumptions.capital_output),
        depreciation=assumptions.depreciation,
        timing=figures.timing,
    )
    capital = capital_input(stocks, figures.basis)
    years = range(figures.output.years[0], figures.output.years[-1] + 1)
    shares = fixed_share(assumptions.labour_share, years)
    made = account(figures.output, capital, figures.labour, shares, Method.GSO)
    return period(made, first, last, Average.CUMULATED)


def tornado(
    figures: Figures,
    first: int,
    last: int,
    *,
    base: Assumptions | None = None,
    ranges: Mapping[Assumption, tuple[float, float]] = RANGES,
) -> tuple[Bar, ...]:
    """Each assumption moved over its range alone, the one that moves TFP most first.

    Raises DataProblem for a range that is upside down.
    """
    central = base or Assumptions()
    bars = []
    for which, (low, high) in ranges.items():
        _check(which, low, high)
        ends = [growth_of_period(figures, central.with_(which, value), first, last).tfp for value in (low, high)]
        bars.append(Bar(which, low, high, *ends))
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def band(
    figures: Figures,
    first: int,
    last: int,
    *,
    base: Assumptions | None = None,
    ranges: Mapping[Assumption, tuple[float, float]] = RANGES,
) -> Band:
    """The least and greatest growth of TFP over every combination of the ranges' ends and the central values.

    Raises DataProblem for a range that is upside down.
    """
    central = base or Assumptions()
    for which, (low, high) in ranges.items():
        _check(which, low, high)
    corners = [(central, growth_of_period(figures, central, first, last).tfp)]
    for values in product(*((low, getattr(central, which), high) for which, (low, high) in ranges.items())):
        one = central
        for which, value in zip(ranges, values, strict=True):
            one = one.with_(which, value)
        corners.append((one, growth_of_period(figures, one, first, last).tfp))
    least, most = min(corners, key=lambda pair: pair[1]), max(corners, key=lambda pair: pair[1])
    return Band(corners[0][1], least[1], most[1], least[0], most[0])


def _check(which: Assumption, low: float, high: float) -> None:
    if low >= high:
        raise DataProblem(
            f"Khoảng của {ASSUMPTION_NAMES[which]}",
            f"từ {plain(low)} đến {plain(high)}.",
            "Hãy nêu số nhỏ trước, số lớn sau.",
        )
