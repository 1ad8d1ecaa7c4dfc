"""The capital stock by perpetual inventory: K(t) = (1 − δ)·K(t−1) + I(t), with what must be chosen named.

The statistics office publishes no capital stock of provinces, so a stock is always computed, and the choice of the
first stock matters for years: after t years an error in it still counts (1 − δ)^t.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import geometric_mean
from typing import Final

from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent, plain

# Penn World Table 10.01, asset-weighted rate of Viet Nam: 6.13 % (2012) falling to 5.44 % (2019).
DEFAULT_DEPRECIATION: Final = 0.055
# Years of investment over which the steady state's growth and level are averaged.
STEADY_STATE_YEARS: Final = 5


class InvestmentTiming(StrEnum):
    """When in the year investment begins to wear: at its start, in the middle (I·(1 − δ/2)), or at its end."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class CapitalBasis(StrEnum):
    """Which stock stands for the input of a year: the mean of opening and closing stock, or the opening stock."""

    AVERAGE = "average"
    OPENING = "opening"


class Initial(StrEnum):
    """Where the first stock comes from, in the order of preference (productivity.md, section 1)."""

    SURVEYED = "surveyed"  # fixed assets as surveyed in a base year
    STEADY_STATE = "steady-state"  # the stock that an economy on a steady path would have
    RATIO = "ratio"  # a stated ratio to output


@dataclass(frozen=True)
class CapitalOptions:
    """What must be chosen to compute a stock.

    surveyed: with SURVEYED the closing stock of `surveyed_year` (None: of the year before the first investment); ratio:
    with RATIO the first stock over the output of the first year of investment; steady_years: the years over which the
    steady state averages.
    """

    depreciation: float = DEFAULT_DEPRECIATION
    initial: Initial = Initial.STEADY_STATE
    surveyed: float | None = None
    surveyed_year: int | None = None
    ratio: float | None = None
    steady_years: int = STEADY_STATE_YEARS
    timing: InvestmentTiming = InvestmentTiming.END
    basis: CapitalBasis = CapitalBasis.AVERAGE


@dataclass(frozen=True)
class InitialStock:
    """The first stock and how it was found (shown beside every result).

    year: at whose end it stood; None: the year before the first investment.
    """

    value: float
    how: str
    year: int | None = None


def left_of_investment(depreciation: float, timing: InvestmentTiming) -> float:
    """The part of a year's investment that is left at its end."""
    return {
        InvestmentTiming.START: 1 - depreciation,
        InvestmentTiming.MIDDLE: 1 - depreciation / 2,
        InvestmentTiming.END: 1.0,
    }[timing]


def steady_state(
    investment: Series,
    depreciation: float,
    *,
    years: int = STEADY_STATE_YEARS,
    timing: InvestmentTiming = InvestmentTiming.END,
) -> InitialStock:
    """The stock before the first year that an economy on a steady path would have: I(1) ÷ (g + δ).

    On such a path K(1) = (1 + g)·K(0) = (1 − δ)·K(0) + I(1), of I what is left at the year's end. Both g and the level
    of I are geometric means over the first years, so that one odd year does not decide, and an exact path gives its
    exact stock.

    Raises DataProblem where there are fewer than two years, or where g + δ is not above nought.
    """
    chosen = investment.years[:years]
    if len(chosen) < 2:  # noqa: PLR2004  (growth needs two years)
        raise DataProblem(investment.name, "có ít hơn hai năm.", "Hãy bổ sung các năm đầu hoặc nêu vốn ban đầu.")
    first, last = chosen[0], chosen[-1]
    start = investment.checked(range(first, last + 1))
    pace = (start[last] / start[first]) ** (1 / (last - first)) - 1
    if pace + depreciation <= 0:
        raise DataProblem(
            investment.name,
            f"giảm bình quân {percent(-pace)} mỗi năm, nhanh hơn khấu hao {percent(depreciation)}.",
            "Trạng thái dừng không xác định được; hãy nêu vốn ban đầu.",
        )
    # The geometric mean lies in the middle of the years; from there back to the first one.
    level = geometric_mean(start.values.values()) / (1 + pace) ** ((last - first) / 2)
    return InitialStock(
        left_of_investment(depreciation, timing) * level / (pace + depreciation),
        f"trạng thái dừng: I {first}–{last} ÷ (tăng {percent(pace)} + khấu hao {percent(depreciation)})",
    )


def initial_stock(investment: Series, output: Series, options: CapitalOptions) -> InitialStock:
    """The first stock as the options want it. Raises DataProblem where they lack what they need."""
    match options.initial:
        case Initial.SURVEYED:
            if options.surveyed is None:
                raise DataProblem("Vốn ban đầu", "chưa nêu giá trị điều tra.", "Hãy nêu vốn cố định của năm gốc.")
            when = f" cuối năm {options.surveyed_year}" if options.surveyed_year is not None else ""
            return InitialStock(options.surveyed, f"{plain(options.surveyed)}{when} (nêu)", options.surveyed_year)
        case Initial.RATIO:
            if options.ratio is None:
                raise DataProblem("Vốn ban đầu", "chưa nêu hệ số vốn trên sản lượng.", "Hãy nêu hệ số, ví dụ 2.")
            return output_ratio(output, first_year(investment), options.ratio)
        case Initial.STEADY_STATE:
            return steady_state(investment, options.depreciation, years=options.steady_years, timing=options.timing)


def first_year(series: Series) -> int:
    """The first year of a series. Raises DataProblem where it has none."""
    if not series.values:
        raise DataProblem(series.name, "không có năm nào.", "Hãy bổ sung số liệu.")
    return series.years[0]


def output_ratio(output: Series, year: int, ratio: float) -> InitialStock:
    """K(0) = ratio × Y of a year. Raises DataProblem where the ratio is not above nought or the year is missing."""
    if ratio <= 0:
        raise DataProblem("Hệ số vốn trên sản lượng", f"là {plain(ratio)}.", "Hãy nêu một số lớn hơn 0.")
    return InitialStock(ratio * output[year], f"{plain(ratio)} × {output.name} năm {year}")


def perpetual_inventory(
    investment: Series,
    initial: InitialStock,
    *,
    depreciation: float = DEFAULT_DEPRECIATION,
    timing: InvestmentTiming = InvestmentTiming.END,
) -> Series:
    """Closing stocks, from the year of the initial stock on, in the unit of investment.

    investment: at constant prices; what was invested until the year of a surveyed stock is in it already. Raises
    DataProblem for a depreciation outside 0…1, for missing years and for figures that are not above nought.
    """
    if not 0 < depreciation < 1:
        raise DataProblem("Tỷ lệ khấu hao", f"là {plain(depreciation)}.", "Hãy nêu một số giữa 0 và 1, ví dụ 0,055.")
    if initial.value <= 0:
        raise DataProblem("Vốn ban đầu", f"là {plain(initial.value)}.", "Hãy nêu một số lớn hơn 0.")
    first, last = first_year(investment), investment.years[-1]
    opening = first - 1 if initial.year is None else initial.year
    if opening >= last:
        raise DataProblem(
            f"Vốn ban đầu cuối năm {opening}",
            f"{investment.name} chỉ có đến {last}.",
            "Hãy bổ sung vốn đầu tư các năm sau, hoặc chọn năm gốc sớm hơn.",
        )
    put_in = investment.checked(range(opening + 1, last + 1))
    left = left_of_investment(depreciation, timing)
    stocks = {opening: initial.value}
    for year in put_in.years:
        stocks[year] = (1 - depreciation) * stocks[year - 1] + left * put_in[year]
    return Series("Vốn", investment.unit, stocks)


def capital_input(stocks: Series, basis: CapitalBasis) -> Series:
    """The stock that works in each year, from closing stocks: from the second year of the stocks on."""
    years = stocks.years[1:]
    if basis is CapitalBasis.OPENING:
        values = {year: stocks[year - 1] for year in years}
    else:
        values = {year: (stocks[year - 1] + stocks[year]) / 2 for year in years}
    return Series(stocks.name, stocks.unit, values)


def weight_of_initial_stock(depreciation: float, years: int) -> float:
    """The part of an error in the initial stock that is left after so many years: (1 − δ)^t."""
    return float((1 - depreciation) ** years)
