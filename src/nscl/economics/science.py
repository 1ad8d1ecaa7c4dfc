"""What science, technology and innovation gave to growth: five named methods, never one number without its name.

No official formula was found (productivity.md, section 4). Each method answers another question: read side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.economics.growth.accounting import YearOfGrowth
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, log_growth, percent, plain


class ScienceMethod(StrEnum):
    """How the part of science, technology and innovation is told."""

    PROXY = "proxy"
    COMPONENTS = "components"
    FRONTIER = "frontier"
    RESEARCH = "research"
    INTANGIBLES = "intangibles"


METHOD_NAMES: Final[Mapping[ScienceMethod, str]] = {
    ScienceMethod.PROXY: "lấy TFP làm thước đo (Nghị quyết 05-NQ/TW năm 2016); cao hơn thực",
    ScienceMethod.COMPONENTS: "năm thành phần của TFP (cách của Viện Năng suất, công thức do NSCL dẫn ra)",
    ScienceMethod.FRONTIER: "đường biên: tiến bộ kỹ thuật và hiệu quả (Malmquist)",
    ScienceMethod.RESEARCH: "vốn nghiên cứu và phát triển (Griliches)",
    ScienceMethod.INTANGIBLES: "tài sản vô hình (EU KLEMS)",
}
# Griliches: knowledge loses its worth faster than machines; the rate that studies take where none is measured.
RESEARCH_DEPRECIATION: Final = 0.15


@dataclass(frozen=True)
class Components:
    """TFP of one year in five, log points; they sum to it. The first three are counted to science and technology."""

    year: int
    technical_progress: float
    labour_quality: float
    capital_structure: float
    restructuring: float
    demand: float

    @property
    def tfp(self) -> float:
        """The five together."""
        return self.science + self.restructuring + self.demand

    @property
    def science(self) -> float:
        """Technical progress, the quality of labour, the structure of capital."""
        return self.technical_progress + self.labour_quality + self.capital_structure


@dataclass(frozen=True)
class Told:
    """What one method says of one year, in log points of output growth."""

    method: ScienceMethod
    year: int
    points: float


def by_proxy(years: Iterable[YearOfGrowth]) -> tuple[Told, ...]:
    """All of TFP taken for science and technology. Over-states: the residual holds demand, restructuring and errors."""
    return tuple(Told(ScienceMethod.PROXY, one.year, one.tfp) for one in years)


def five_components(
    years: Iterable[YearOfGrowth],
    *,
    labour_quality: Mapping[int, float],
    capital_quality: Mapping[int, float],
    restructuring: Mapping[int, float],
    capacity: Series | None = None,
) -> tuple[Components, ...]:
    """TFP measured on plain labour and capital, in its five components by year.

    labour_quality, capital_quality: growth of services less growth of the plain sum (`Services.quality`);
    restructuring: the Denison (between-sector) term of labour productivity; all in log points. capacity: its use by
    year, a fraction; None: demand is not told apart and stays in technical progress, and so it is said. Technical
    progress is the remainder. Raises DataProblem for a year without one of them.
    """
    use = log_growth(capacity) if capacity is not None else {}
    made = []
    for one in years:
        quality = one.labour_share * _of(labour_quality, one.year, "Chất lượng lao động")
        structure = one.capital_share * _of(capital_quality, one.year, "Cơ cấu vốn")
        moved = _of(restructuring, one.year, "Chuyển dịch cơ cấu ngành")
        demand = one.capital_share * _of(use, one.year, "Mức sử dụng công suất") if capacity is not None else 0.0
        rest = one.tfp - quality - structure - moved - demand
        made.append(Components(one.year, rest, quality, structure, moved, demand))
    return tuple(made)


def by_components(components: Iterable[Components]) -> tuple[Told, ...]:
    """The part of science and technology of the five components."""
    return tuple(Told(ScienceMethod.COMPONENTS, one.year, one.science) for one in components)


def by_frontier(technology: Mapping[int, float]) -> tuple[Told, ...]:
    """Technical change of a Malmquist index (`frontiers.malmquist`, ratios by the year a change ends in), in logs.

    Raises DataProblem for a ratio that is not above nought.
    """
    told = []
    for year in sorted(technology):
        ratio = technology[year]
        if not ratio > 0 or not math.isfinite(ratio):
            raise DataProblem(f"Tiến bộ kỹ thuật năm {year}", f"là {plain(ratio)}.", "Hãy tính lại chỉ số Malmquist.")
        told.append(Told(ScienceMethod.FRONTIER, year, math.log(ratio)))
    return tuple(told)


def research_stock(spending: Series, *, depreciation: float = RESEARCH_DEPRECIATION, growth: float) -> Series:
    """Knowledge as a stock: R(t) = (1 − δ)·R(t−1) + RD(t), from R(1) = RD(1)/(growth + δ) before the first year's end.

    spending: on research and development at constant prices; growth: how fast it grew before the series begins, a
    fraction. Raises DataProblem for a missing year, figures not above nought, rates that give no stock.
    """
    if not 0 < depreciation < 1 or growth + depreciation <= 0:
        raise DataProblem(
            "Vốn nghiên cứu",
            f"khấu hao {percent(depreciation)}, tốc độ tăng {percent(growth)} không cho ra vốn ban đầu.",
            "Khấu hao phải giữa 0 và 1, cộng với tốc độ tăng phải lớn hơn 0.",
        )
    years = spending.years
    known = spending.checked(range(years[0], years[-1] + 1))
    stock = {years[0]: known[years[0]] / (growth + depreciation)}
    for year in years[1:]:
        stock[year] = (1 - depreciation) * stock[year - 1] + known[year]
    return Series("Vốn nghiên cứu và phát triển", spending.unit, stock)


def by_research(stock: Series, elasticity: float) -> tuple[Told, ...]:
    """Elasticity of output to the stock × its growth. Raises DataProblem for an elasticity outside 0…1."""
    if not 0 <= elasticity <= 1:
        raise DataProblem(
            "Độ co giãn theo vốn nghiên cứu", f"là {plain(elasticity)}.", "Phải từ 0 đến 1 (thường 0,05 đến 0,2)."
        )
    rates = log_growth(stock.checked(range(stock.years[0], stock.years[-1] + 1)))
    return tuple(Told(ScienceMethod.RESEARCH, year, elasticity * rates[year]) for year in sorted(rates))


def by_return(spending_share: Mapping[int, float], rate: float) -> tuple[Told, ...]:
    """The rate-of-return form: ρ × R&D spending ÷ output of the year (Griliches 1979), where no stock can be built.

    Raises DataProblem for a share outside 0…1 or a rate below nought.
    """
    if rate < 0:
        raise DataProblem("Suất sinh lợi của nghiên cứu", f"là {percent(rate)}.", "Không thể âm.")
    bad = next((year for year, share in spending_share.items() if not 0 <= share < 1), None)
    if bad is not None:
        raise DataProblem(
            f"Chi nghiên cứu trên GRDP năm {bad}", f"là {plain(spending_share[bad])}.", "Hãy kiểm tra đơn vị tính."
        )
    return tuple(Told(ScienceMethod.RESEARCH, year, rate * spending_share[year]) for year in sorted(spending_share))


def by_intangibles(stocks: Mapping[str, Series], cost_share: Mapping[str, Mapping[int, float]]) -> tuple[Told, ...]:
    """Σ ½(s(t) + s(t−1))·Δln K over intangible assets (software, research, design, brand, organisation, training).

    stocks: at constant prices; cost_share: the user cost of each ÷ output that counts them as investment, fractions by
    year. Raises DataProblem for no assets, assets without shares, missing years, shares outside 0…1.
    """
    if not stocks:
        raise DataProblem("Tài sản vô hình", "không có loại nào.", "Hãy bổ sung ít nhất một loại.")
    points: dict[int, list[float]] = {}
    for name, stock in stocks.items():
        rates = log_growth(stock.checked(range(stock.years[0], stock.years[-1] + 1)))
        shares = cost_share.get(name, {})
        for year, rate in rates.items():
            pair = [_of(shares, one, f"Tỷ trọng chi phí của {name}") for one in (year - 1, year)]
            if not all(0 <= share < 1 for share in pair):
                raise DataProblem(f"Tỷ trọng chi phí của {name} năm {year}", "nằm ngoài 0…1.", "Hãy kiểm tra lại.")
            points.setdefault(year, []).append(sum(pair) / 2 * rate)
    whole = [year for year, values in points.items() if len(values) == len(stocks)]
    return tuple(Told(ScienceMethod.INTANGIBLES, year, math.fsum(points[year])) for year in sorted(whole))


def _of(values: Mapping[int, float], year: int, name: str) -> float:
    value = values.get(year)
    if value is None or not math.isfinite(value):
        raise DataProblem(f"{name} năm {year}", "không có.", "Hãy bổ sung, hoặc chọn phương pháp khác.")
    return value
