"""The residual by named methods. Two ways of measuring growth are kept apart: discrete rates and logarithms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    KLEMS = "klems"  # gross output, with energy, materials and services as inputs (`growth.klems`)


METHOD_NAMES: Final[Mapping[Method, str]] = {
    Method.GSO: "Cục Thống kê (hệ số cố định giữa hai bảng cân đối liên ngành)",
    Method.VNPI: "Viện Năng suất (thu nhập đầy đủ của người lao động trên GRDP)",
    Method.REGRESSION: "hồi quy (ước lượng từ chính các chuỗi, lợi suất không đổi theo quy mô)",
    Method.CONVENTION: "quy ước 0,7 lao động và 0,3 vốn",
    Method.TORNQVIST: "Törnqvist (tỷ trọng bình quân hai năm, lô-ga-rít)",
    Method.KLEMS: "KLEMS (giá trị sản xuất; năng lượng, nguyên liệu, dịch vụ là đầu vào; lô-ga-rít)",
}


@dataclass(frozen=True)
class YearOfGrowth:
    """One year. Rates and contributions are fractions (log points for Törnqvist and KLEMS).

    The shares sum to 1 where there are no intermediates. output: growth of GRDP, with KLEMS of gross output;
    intermediates: what each of them contributed.
    """

    year: int
    output: float
    capital: float
    labour: float
    capital_share: float
    labour_share: float
    intermediates: Mapping[str, float] = field(default_factory=dict)

    @property
    def from_capital(self) -> float:
        """What capital contributed to growth."""
        return self.capital_share * self.capital

    @property
    def from_labour(self) -> float:
        """What labour contributed to growth."""
        return self.labour_share * self.labour

    @property
    def from_intermediates(self) -> float:
        """What all intermediates together contributed to growth."""
        return math.fsum(self.intermediates.values())

    @property
    def tfp(self) -> float:
        """What no input explains: I_Y − capital_share·I_K − labour_share·I_L (− intermediates)."""
        return self.output - self.from_capital - self.from_labour - self.from_intermediates

    @property
    def tfp_of_value_added(self) -> float:
        """TFP in terms of value added: that of gross output ÷ the part of value added in it (Domar 1961)."""
        return self.tfp / (self.capital_share + self.labour_share)


@dataclass(frozen=True)
class GrowthAccount:
    """The years of an account, in order, and the method they were made by.

    labour_quality, capital_quality: log points by year that the mix of workers and of assets added to these inputs;
    empty where the inputs are plain sums.
    """

    method: Method
    years: tuple[YearOfGrowth, ...]
    labour_quality: Mapping[int, float] = field(default_factory=dict)
    capital_quality: Mapping[int, float] = field(default_factory=dict)

    @property
    def in_logs(self) -> bool:
        """Whether its rates are differences of logarithms."""
        return self.method in {Method.TORNQVIST, Method.KLEMS}

    @property
    def tfp_by_year(self) -> dict[int, float]:
        """TFP growth by year."""
        return {year.year: year.tfp for year in self.years}

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
    """Growth of output over the years that the three series and the shares have in common, and where it came from.

    output: at constant prices; capital: the stock that works in each year; labour: people in work, or hours;
    labour_share: by year, a fraction. With discrete rates the share of the year itself weighs; Törnqvist takes the
    mean of it and the year before. Raises DataProblem for a year that is missing, a figure that is not above nought, a
    share outside 0…1.
    """
    span = common_years(output, capital, labour, Series("Tỷ trọng lao động", "", labour_share))
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
    """One share for all years."""
    return dict.fromkeys(years, labour_share)


def share_of_tables(tables: Mapping[int, float], years: range) -> dict[int, float]:
    """The labour share of each year as the latest input-output table before it gives it, held until the next one.

    tables: year of the table → labour share. Years before the first table take the first. Raises DataProblem for no
    tables.
    """
    if not tables:
        raise DataProblem(
            "Tỷ trọng lao động",
            "chưa có số của bảng cân đối liên ngành.",
            "Hãy nêu tỷ trọng lao động của bảng gần nhất, hoặc chọn phương pháp khác.",
        )
    first = min(tables)
    return {year: tables[max((table for table in tables if table <= year), default=first)] for year in years}


def share_of_income(labour_income: Series, output_current: Series) -> dict[int, float]:
    """Full labour income ÷ output, both at current prices, by year.

    Full income counts wages, social contributions and what own-account and family workers earn by their work; without
    the last the share is far too small. Raises DataProblem for figures not above nought and for a share outside 0…1,
    mostly a slip of the unit.
    """
    shares = {}
    for year in labour_income.years:
        share = labour_income.checked((year,))[year] / output_current.checked((year,))[year]
        if not 0 < share < 1:
            raise DataProblem(
                f"{labour_income.name} năm {year}",
                f"bằng {plain(share)} lần {output_current.name}, trong khi phải giữa 0 và 1.",
                "Hãy kiểm tra đơn vị tính của hai chuỗi.",
            )
        shares[year] = share
    return shares


def common_years(*series: Series) -> range:
    """The years from the first to the last that all series have. Raises DataProblem for fewer than two."""
    empty = next((one for one in series if not one.values), None)
    if empty is not None:
        raise DataProblem(empty.name, "không có số liệu.", "Hãy bổ sung, hoặc chọn phương pháp khác.")
    first, last = max(one.years[0] for one in series), min(one.years[-1] for one in series)
    if last <= first:
        names = ", ".join(f"{one.name} ({one.years[0]}–{one.years[-1]})" for one in series)
        raise DataProblem(names, "không có hai năm liền nhau nào chung.", "Cần ít nhất hai năm có đủ các chuỗi.")
    return range(first, last + 1)


def _share(shares: Mapping[int, float], year: int) -> float:
    share = shares.get(year)
    if share is None:
        raise DataProblem(f"Tỷ trọng lao động năm {year}", "không có.", "Hãy bổ sung, hoặc chọn phương pháp khác.")
    if not 0 < share < 1:
        raise DataProblem(f"Tỷ trọng lao động năm {year}", f"là {plain(share)}.", "Phải lớn hơn 0 và nhỏ hơn 1.")
    return share
