"""The residual by named methods. Two ways of measuring growth are kept apart: discrete rates and logarithms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, growth, log_growth, plain

# The popular convention of seven tenths labour, three tenths capital (nscl.eprodata.vn); a convention, not a measure.
CONVENTION_LABOUR_SHARE: Final = 0.7


class Method(StrEnum):
    """How the weights of labour and capital are found."""

    GSO = "gso"  # from the input-output table, held fixed until the next one (GSO metadata HTCTTKQG)
    VNPI = "vnpi"  # full labour income ÷ GRDP of each year (productivity institute)
    REGRESSION = "regression"  # fitted to the series themselves under constant returns (`growth.regression`)
    CONVENTION = "convention"
    TORNQVIST = "tornqvist"  # mean share of this year and the last, in logarithms (OECD, APO, PWT)


METHOD_NAMES: Final[Mapping[Method, str]] = {
    Method.GSO: "Cục Thống kê (hệ số cố định giữa hai bảng cân đối liên ngành)",
    Method.VNPI: "Viện Năng suất (thu nhập đầy đủ của người lao động trên GRDP)",
    Method.REGRESSION: "hồi quy (ước lượng từ chính các chuỗi, lợi suất không đổi theo quy mô)",
    Method.CONVENTION: "quy ước 0,7 lao động và 0,3 vốn",
    Method.TORNQVIST: "Törnqvist (tỷ trọng bình quân hai năm, lô-ga-rít)",
}


@dataclass(frozen=True)
class YearOfGrowth:
    """One year. Rates and contributions are fractions (log points for Törnqvist); the shares sum to 1."""

    year: int
    output: float
    capital: float
    labour: float
    capital_share: float
    labour_share: float

    @property
    def from_capital(self) -> float:
        """What capital contributed to growth."""
        return self.capital_share * self.capital

    @property
    def from_labour(self) -> float:
        """What labour contributed to growth."""
        return self.labour_share * self.labour

    @property
    def tfp(self) -> float:
        """What neither explains: I_Y − capital_share·I_K − labour_share·I_L."""
        return self.output - self.from_capital - self.from_labour


@dataclass(frozen=True)
class GrowthAccount:
    """The years of an account, in order, and the method they were made by."""

    method: Method
    years: tuple[YearOfGrowth, ...]

    @property
    def in_logs(self) -> bool:
        """Whether its rates are differences of logarithms."""
        return self.method is Method.TORNQVIST

    def between(self, first: int, last: int) -> tuple[YearOfGrowth, ...]:
        """The years from first to last, both included. Raises DataProblem where one of them is not in the account."""
        chosen = tuple(year for year in self.years if first <= year.year <= last)
        if [year.year for year in chosen] != list(range(first, last + 1)):
            have = f"{self.years[0].year}–{self.years[-1].year}" if self.years else "không năm nào"
            raise DataProblem(f"Giai đoạn {first}–{last}", f"vượt ra ngoài các năm đã tính ({have}).", "Chọn lại năm.")
        return chosen


def account(
    output: Series, capital: Series, labour: Series, labour_share: Mapping[int, float], method: Method
) -> GrowthAccount:
    """Growth of output over the years that all three inputs share, and where it came from.

    output: at constant prices; capital: the stock that works in each year; labour: people in work, or hours;
    labour_share: by year, a fraction. With discrete rates the share of the year itself weighs; Törnqvist takes the
    mean of it and the year before. Raises DataProblem for a year that is missing, a figure that is not above nought, a
    share outside 0…1.
    """
    years = _common_years(output, capital, labour)
    span = range(years[0], years[-1] + 1)
    shares = {year: _share(labour_share, year) for year in span}
    logs = method is Method.TORNQVIST
    rates = log_growth if logs else growth
    of_output, of_capital, of_labour = (rates(series.checked(span)) for series in (output, capital, labour))
    rows = []
    for year in span[1:]:
        weight = (shares[year] + shares[year - 1]) / 2 if logs else shares[year]
        rows.append(YearOfGrowth(year, of_output[year], of_capital[year], of_labour[year], 1 - weight, weight))
    return GrowthAccount(method, tuple(rows))


def fixed_share(labour_share: float, years: range) -> dict[int, float]:
    """One share for all years, as the input-output table gives it until the next one."""
    return dict.fromkeys(years, labour_share)


def share_of_income(labour_income: Series, output_current: Series) -> dict[int, float]:
    """Full labour income ÷ output, both at current prices, by year.

    Full income counts wages, social contributions and what own-account and family workers earn by their work; without
    the last the share is far too small. Raises DataProblem for a share outside 0…1, mostly a slip of the unit.
    """
    shares = {}
    for year in labour_income.years:
        share = labour_income[year] / output_current[year]
        if not 0 < share < 1:
            raise DataProblem(
                f"{labour_income.name} năm {year}",
                f"bằng {plain(share)} lần {output_current.name}, trong khi phải giữa 0 và 1.",
                "Hãy kiểm tra đơn vị tính của hai chuỗi.",
            )
        shares[year] = share
    return shares


@dataclass(frozen=True)
class Factor:
    """An input of production: its quantity index and its nominal cost, by year. A cost of nought means it is unused."""

    quantity: Series
    cost: Mapping[int, float]


def gross_output_tfp(output: Series, factors: Mapping[str, Factor]) -> dict[int, float]:
    """TFP growth by KLEMS: Δln GO − Σ ½(s(t)+s(t−1))·Δln X, s the factor's part of all nominal cost; in log points.

    A factor that costs nothing in both years takes no part, whatever its index says. Raises DataProblem for a missing
    year, and for a factor whose quantity is not above nought while it costs something.
    """
    years = output.years
    of_output = log_growth(output.checked(range(years[0], years[-1] + 1)))
    shares = {year: _cost_shares(factors, year) for year in years}
    result = {}
    for year in years[1:]:
        inputs = 0.0
        for name, factor in factors.items():
            weight = (shares[year][name] + shares[year - 1][name]) / 2
            if weight:
                pair = factor.quantity.checked((year - 1, year))
                inputs += weight * log_growth(pair)[year]
        result[year] = of_output[year] - inputs
    return result


def _cost_shares(factors: Mapping[str, Factor], year: int) -> dict[str, float]:
    costs = {name: factor.cost.get(year) for name, factor in factors.items()}
    for name, cost in costs.items():
        if cost is None or cost < 0:
            raise DataProblem(f"Chi phí {name} năm {year}", "thiếu hoặc âm.", "Hãy bổ sung số của năm này.")
    total = sum(cost for cost in costs.values() if cost)
    if total <= 0:
        raise DataProblem(f"Chi phí năm {year}", "bằng 0.", "Cần chi phí của ít nhất một yếu tố.")
    return {name: (cost or 0.0) / total for name, cost in costs.items()}


def _common_years(*series: Series) -> tuple[int, ...]:
    first = max(one.years[0] for one in series if one.years)
    last = min(one.years[-1] for one in series if one.years)
    if any(not one.years for one in series) or last <= first:
        names = ", ".join(one.name for one in series)
        raise DataProblem(names, "không có hai năm liền nhau nào chung.", "Cần ít nhất hai năm có đủ các chuỗi.")
    return tuple(range(first, last + 1))


def _share(shares: Mapping[int, float], year: int) -> float:
    share = shares.get(year)
    if share is None:
        raise DataProblem(f"Tỷ trọng lao động năm {year}", "không có.", "Hãy bổ sung, hoặc chọn phương pháp khác.")
    if not 0 < share < 1:
        raise DataProblem(f"Tỷ trọng lao động năm {year}", f"là {plain(share)}.", "Phải lớn hơn 0 và nhỏ hơn 1.")
    return share
