"""Growth accounts on paper: every year and period by one method, and the stock of capital behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class ShareKind(StrEnum):
    """Where the labour share of an account came from, so that the workbook computes it again.

    FIXED: given (input-output table, convention); INCOME: series "labour_income" ÷ "output_current"; SERIES: the series
    "labour_share"; FITTED: least squares of ln(Y/L) on ln(K/L), one number for all years; COSTS: of all nominal cost.
    """

    FIXED = "fixed"
    INCOME = "income"
    SERIES = "series"
    FITTED = "fitted"
    COSTS = "costs"


class AverageKind(StrEnum):
    """How years become a period (values of `economics.growth.periods.Average`)."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    CUMULATED = "cumulated"


class FactorGroup(StrEnum):
    """What a factor of a gross-output account is (values of `economics.growth.accounting.FactorKind`)."""

    CAPITAL = "capital"
    LABOUR = "labour"
    INTERMEDIATE = "intermediate"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsOfGrowth:
    """Parts of growth as fractions that sum to 1."""

    capital: float
    labour: float
    tfp: float
    intermediates: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPaper:
    """A year: growth, coefficients, contributions (log points where the account is in logs).

    from_intermediates: of all of them together (KLEMS). parts: None where refused; refused then says why.
    """

    year: int
    output: float
    capital: float
    labour: float
    capital_share: float
    labour_share: float
    from_capital: float
    from_labour: float
    tfp: float
    from_intermediates: float = 0.0
    parts: PartsOfGrowth | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPaper:
    """Growth a year over first … last (years of change) by one average; from_intermediates: of all together."""

    first: int
    last: int
    average: AverageKind
    average_name: str
    output: float
    from_capital: float
    from_labour: float
    tfp: float
    from_intermediates: float = 0.0
    parts: PartsOfGrowth | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorPaper:
    """A factor of a gross-output account: the keys of its quantity and its nominal cost among the paper's series.

    less: the key of a series that is taken from the cost (capital earns GRDP less labour income), "" where none is.
    """

    name: str
    group: FactorGroup
    quantity: str
    cost: str
    less: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPaper:
    """One method. output, capital, labour: keys of the series whose growth it took.

    capital "capital" is the stock that works in each year; where the paper has a `CapitalPaper`, the workbook makes it
    by perpetual inventory. services of workers or assets come as series of their own ("labour_services"). fit: how well
    a fitted share fits, in words. periods: the run's average first.
    """

    method: str
    name: str
    in_logs: bool
    share: ShareKind
    years: Sequence[YearPaper]
    periods: Sequence[PeriodPaper]
    output: str = "output"
    capital: str = "capital"
    labour: str = "labour"
    factors: Sequence[FactorPaper] = ()
    fit: str = ""


class StartKind(StrEnum):
    """How the stock began (`economics.capital.Initial`)."""

    SURVEYED = "surveyed"
    STEADY = "steady"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPaper:
    """A stock by perpetual inventory. investment: the key of its series ("investment", or "investment:machines").

    start_year: at whose end the first stock stood; start_value: it (needed with SURVEYED); steady_years: averaged over
    with STEADY; ratio: of the first stock to output of the first year of investment, with RATIO. how: in words.
    """

    name: str
    investment: str
    depreciation: float
    start: StartKind
    start_year: int
    how: str
    start_value: float | None = None
    steady_years: int = 5
    ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalPaper:
    """Capital that was computed: one stock, or one a kind of assets, which add up.

    worn_at_once: the part of a year's depreciation that new investment bears in its own year (1 where it comes at the
    start of the year, 0.5 in the middle, 0 at its end); closing_weight: of the closing stock in what works in a year
    (0.5 average, 0 opening); timing, basis: both in words. closing, working: of all together by year, as computed.
    """

    timing: str
    basis: str
    worn_at_once: float
    closing_weight: float
    stocks: Sequence[StockPaper]
    closing: Mapping[int, float]
    working: Mapping[int, float]
