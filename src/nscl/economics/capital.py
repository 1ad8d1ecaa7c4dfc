"""The capital stock by perpetual inventory: K(t) = (1 − δ)·K(t−1) + I(t), with what must be chosen named.

The statistics office publishes no capital stock of provinces, so a stock is always computed, and the choice of the
first stock matters for years: after t years an error in it still counts (1 − δ)^t.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class InitialStock:
    """The stock before the first year of investment, and how it was found (shown beside every result)."""

    value: float
    how: str


def steady_state(investment: Series, depreciation: float, *, years: int = STEADY_STATE_YEARS) -> InitialStock:
    """The stock before the first year that an economy on a steady path would have: I(1) ÷ (g + δ).

    On such a path K(1) = (1 + g)·K(0) = (1 − δ)·K(0) + I(1). Both g and the level of I are geometric means over the
    first years, so that one odd year does not decide, and an exact path gives its exact stock.

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
        level / (pace + depreciation),
        f"trạng thái dừng: I {first}–{last} ÷ (tăng {percent(pace)} + khấu hao {percent(depreciation)})",
    )


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
    """Closing stocks, from the year before the first investment (the initial stock) on, in the unit of investment.

    investment: at constant prices. Raises DataProblem for a depreciation outside 0…1, for missing years and for
    figures that are not above nought.
    """
    if not 0 < depreciation < 1:
        raise DataProblem("Tỷ lệ khấu hao", f"là {plain(depreciation)}.", "Hãy nêu một số giữa 0 và 1, ví dụ 0,055.")
    if initial.value <= 0:
        raise DataProblem("Vốn ban đầu", f"là {plain(initial.value)}.", "Hãy nêu một số lớn hơn 0.")
    years = investment.years
    put_in = investment.checked(range(years[0], years[-1] + 1))
    worn = {
        InvestmentTiming.START: 1 - depreciation,
        InvestmentTiming.MIDDLE: 1 - depreciation / 2,
        InvestmentTiming.END: 1.0,
    }[timing]
    stocks = {years[0] - 1: initial.value}
    for year in put_in.years:
        stocks[year] = (1 - depreciation) * stocks[year - 1] + worn * put_in[year]
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


def summed(parts: Sequence[Series], name: str) -> Series:
    """The sum of series at constant prices over provinces that merged, before any rate is taken of it.

    Raises DataProblem where their units or years differ: a sum over some of them only would show as growth.
    """
    units = {part.unit for part in parts}
    if len(units) != 1:
        raise DataProblem(name, f"có {len(units)} đơn vị tính khác nhau.", "Hãy đưa về một đơn vị rồi cộng.")
    years = {part.years for part in parts}
    if len(years) != 1:
        every = sorted({year for part in parts for year in part.years})
        missing = next((part, year) for part in parts for year in every if year not in part.values)
        raise DataProblem(
            f"{missing[0].name} năm {missing[1]}", "không có số liệu.", "Mọi tỉnh phải có đủ các năm như nhau."
        )
    totals: Mapping[int, float] = {year: sum(part[year] for part in parts) for year in parts[0].years}
    return Series(name, parts[0].unit, totals)
