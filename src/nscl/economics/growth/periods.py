"""Figures of a period, of which there are three that differ; the one that was taken is always named."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Final

from nscl.economics.growth.accounting import GrowthAccount, YearOfGrowth
from nscl.economics.series import percent

# Below one per cent of growth a share says nothing: the same residual reads as 30 % or 300 %.
LEAST_GROWTH: Final = 0.01


class Average(StrEnum):
    """How years become a period.

    ARITHMETIC: the mean of annual rates (Thái Nguyên 2011–18). GEOMETRIC: the geometric mean of each of output,
    capital and labour, then one residual (the statistics office's "bình quân năm"). CUMULATED: contributions added up
    over the years, a year being the mean of that sum: the only one consistent over sub-periods, and the default.
    """

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    CUMULATED = "cumulated"


AVERAGE_NAMES: Final[Mapping[Average, str]] = {
    Average.ARITHMETIC: "bình quân cộng các tốc độ hằng năm",
    Average.GEOMETRIC: "bình quân nhân của từng chuỗi, rồi lấy phần còn lại",
    Average.CUMULATED: "cộng dồn đóng góp hằng năm (tỷ số của hai tổng)",
}


@dataclass(frozen=True)
class PeriodOfGrowth:
    """Growth a year over a period and what each source gave of it; contributions and TFP sum to output.

    falls: the years in which output fell while it grew in others; empty where all went one way.
    """

    first: int
    last: int
    average: Average
    output: float
    from_capital: float
    from_labour: float
    from_intermediates: float = 0.0
    falls: tuple[int, ...] = ()

    @property
    def tfp(self) -> float:
        """What no input explains."""
        return self.output - self.from_capital - self.from_labour - self.from_intermediates


@dataclass(frozen=True)
class Shares:
    """Parts of growth as fractions that sum to 1."""

    capital: float
    labour: float
    tfp: float
    intermediates: float = 0.0


@dataclass(frozen=True)
class Refused:
    """Why no share is given; the points of growth are."""

    why: str


def period(account: GrowthAccount, first: int, last: int, average: Average = Average.CUMULATED) -> PeriodOfGrowth:
    """The years from first to last as one period, each figure a year.

    An account in logarithms adds up over years as it is: its three averages are one. Raises DataProblem where a year is
    not in the account.
    """
    years = account.between(first, last)
    fell = tuple(year.year for year in years if year.output < 0)
    falls = fell if len(fell) < len(years) else ()
    if average is Average.GEOMETRIC and not account.in_logs:
        share = fmean(year.labour_share for year in years)
        return PeriodOfGrowth(
            first,
            last,
            average,
            _geometric([year.output for year in years]),
            (1 - share) * _geometric([year.capital for year in years]),
            share * _geometric([year.labour for year in years]),
            falls=falls,
        )
    if average is Average.CUMULATED and not account.in_logs:
        return _cumulated(years, falls)
    return PeriodOfGrowth(
        first,
        last,
        average,
        fmean(year.output for year in years),
        fmean(year.from_capital for year in years),
        fmean(year.from_labour for year in years),
        fmean(year.from_intermediates for year in years),
        falls,
    )


def shares_of_growth(one: PeriodOfGrowth | YearOfGrowth, *, least: float = LEAST_GROWTH) -> Shares | Refused:
    """What part of growth came from where: a ratio of sums, never a mean of yearly ratios.

    Refused where growth is below `least` in size, is not growth at all, or turned its sign within the period: the ratio
    then has no meaning a reader could use (a part of the whole may be a hundred times the whole).
    """
    if one.output <= 0 and abs(one.output) >= least:
        return Refused(f"Sản lượng giảm {percent(-one.output)}: tỷ trọng không có ý nghĩa, chỉ nêu điểm %.")
    if abs(one.output) < least:
        return Refused(
            f"Sản lượng chỉ thay đổi {percent(one.output)}, chưa tới {percent(least)}: tỷ trọng phóng đại, chỉ nêu "
            "điểm %."
        )
    if isinstance(one, PeriodOfGrowth) and one.falls:
        years = ", ".join(str(year) for year in one.falls)
        return Refused(f"Sản lượng giảm năm {years}, các năm khác tăng: chỉ nêu điểm %, hoặc tách giai đoạn.")
    return Shares(
        one.from_capital / one.output,
        one.from_labour / one.output,
        one.tfp / one.output,
        one.from_intermediates / one.output,
    )


def _geometric(rates: Sequence[float]) -> float:
    return math.prod(1 + rate for rate in rates) ** (1 / len(rates)) - 1


def _cumulated(years: Sequence[YearOfGrowth], falls: tuple[int, ...]) -> PeriodOfGrowth:
    """Contributions in points of the first year's level: each year's counts times what output had grown to by then."""
    level, output, capital, labour = 1.0, 0.0, 0.0, 0.0
    for year in years:
        output += level * year.output
        capital += level * year.from_capital
        labour += level * year.from_labour
        level *= 1 + year.output
    # The same yearly pace as output had, shared out as the sums are.
    pace = level ** (1 / len(years)) - 1
    scale = pace / output if output else 1 / len(years)
    first, last = years[0].year, years[-1].year
    return PeriodOfGrowth(first, last, Average.CUMULATED, pace, capital * scale, labour * scale, falls=falls)
