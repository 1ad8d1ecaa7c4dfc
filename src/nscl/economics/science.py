"""What science, technology and innovation gave to growth: five named methods, never one number without its name.

No official formula was found (productivity.md, section 4). Each method answers another question: read side by side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from nscl.economics.capital import InitialStock, first_year, perpetual_inventory, steady_state
from nscl.economics.decomposition import Decomposition, Table, decompose
from nscl.economics.growth.accounting import GrowthAccount, YearOfGrowth
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
# What each method computes, in words; the first column of the method sheet.
METHOD_FORMULAS: Final[Mapping[ScienceMethod, str]] = {
    ScienceMethod.PROXY: "toàn bộ tốc độ tăng TFP; gồm cả tái cơ cấu, mức dùng công suất và sai số, nên cao hơn thực",
    ScienceMethod.COMPONENTS: (
        "tiến bộ kỹ thuật + tỷ trọng lao động × tăng chất lượng lao động + tỷ trọng vốn × tăng chất lượng vốn; "
        "tiến bộ kỹ thuật là phần TFP còn lại sau bốn thành phần kia (công thức do NSCL dẫn ra, không phải công thức "
        "chính thức)"
    ),
    ScienceMethod.FRONTIER: "ln của thay đổi công nghệ trong chỉ số Malmquist (đường biên dịch chuyển); SFA: ∂f/∂t",
    ScienceMethod.RESEARCH: "độ co giãn × tốc độ tăng vốn nghiên cứu, hoặc suất sinh lợi × chi nghiên cứu ÷ GRDP",
    ScienceMethod.INTANGIBLES: "Σ tỷ trọng chi phí × tốc độ tăng từng loại tài sản vô hình",
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
class FrontierSplit:
    """TFP of one year against a frontier, log points: the frontier's move, what was caught up, what size gave.

    scale: None where it was not told apart.
    """

    year: int
    technical: float
    efficiency: float
    scale: float | None = None

    @property
    def tfp(self) -> float:
        """The parts together."""
        return self.technical + self.efficiency + (self.scale or 0.0)


@dataclass(frozen=True)
class Told:
    """What one method says of one year, in log points of output growth."""

    method: ScienceMethod
    year: int
    points: float


@dataclass(frozen=True)
class Given:
    """What the methods may be made of; each needs its own, and one that lacks it is refused by name.

    account: of value added in logarithms. labour_quality, capital_quality: by year, log points (None: those of the
    account); restructuring: by year (`restructuring_of`); capacity: its use, a fraction. technology, efficiency, scale:
    ratios of a Malmquist index by the year a change ends in. research: spending at constant prices, with elasticity; or
    spending_share of output, with rate. intangibles: stocks at constant prices, with cost_share.
    """

    account: GrowthAccount
    labour_quality: Mapping[int, float] | None = None
    capital_quality: Mapping[int, float] | None = None
    restructuring: Mapping[int, float] = field(default_factory=dict)
    capacity: Series | None = None
    technology: Mapping[int, float] = field(default_factory=dict)
    efficiency: Mapping[int, float] = field(default_factory=dict)
    scale: Mapping[int, float] = field(default_factory=dict)
    research: Series | None = None
    elasticity: float | None = None
    spending_share: Mapping[int, float] = field(default_factory=dict)
    rate: float | None = None
    intangibles: Mapping[str, Series] = field(default_factory=dict)
    cost_share: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class SideBySide:
    """What each method says, in the order of `ScienceMethod`; refused: why one says nothing.

    components, frontier: the parts that two of the methods are told from; empty where they say nothing.
    """

    told: Mapping[ScienceMethod, tuple[Told, ...]]
    refused: Mapping[ScienceMethod, DataProblem]
    components: tuple[Components, ...]
    frontier: tuple[FrontierSplit, ...]


def side_by_side(given: Given) -> SideBySide:
    """All five methods, each under its own name; no DataProblem leaves, it is told where it belongs."""
    told: dict[ScienceMethod, tuple[Told, ...]] = {}
    refused: dict[ScienceMethod, DataProblem] = {}
    for method in ScienceMethod:
        try:
            told[method] = _TELLING[method](given)
        except DataProblem as problem:
            refused[method] = problem
    components = _components(given) if ScienceMethod.COMPONENTS in told else ()
    frontier = _frontier(given) if ScienceMethod.FRONTIER in told else ()
    return SideBySide(told, refused, components, frontier)


def on_plain_inputs(account: GrowthAccount) -> tuple[YearOfGrowth, ...]:
    """The years with labour and capital as plain sums: what their mix added goes back to TFP."""
    return tuple(
        replace(
            one,
            labour=one.labour - account.labour_quality.get(one.year, 0.0),
            capital=one.capital - account.capital_quality.get(one.year, 0.0),
        )
        for one in account.years
    )


def restructuring_of(table: Table, first: int, last: int) -> dict[int, float]:
    """What people moving between sectors gave to labour productivity by year, first < year ≤ last, in log points.

    The between-sector term of the log-mean Divisia split, which is exact in logarithms. Raises DataProblem as
    `decomposition.decompose`.
    """
    return {year: decompose(table, year - 1, year, Decomposition.LMDI).totals[1] for year in range(first + 1, last + 1)}


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


def frontier_split(
    technology: Mapping[int, float], efficiency: Mapping[int, float], scale: Mapping[int, float] | None = None
) -> tuple[FrontierSplit, ...]:
    """A Malmquist index (`frontiers.malmquist`, ratios by the year a change ends in) in logs: MI = EC × TC (× scale).

    Färe, Grosskopf, Norris and Zhang 1994. Raises DataProblem for no years, a year that one of them lacks, and ratios
    that are not above nought.
    """
    if not technology:
        raise DataProblem(
            "Đường biên", "chưa có thay đổi công nghệ.", "Hãy tính chỉ số Malmquist của các tỉnh hoặc doanh nghiệp."
        )
    return tuple(
        FrontierSplit(
            year,
            _log_ratio(technology, year, "Thay đổi công nghệ"),
            _log_ratio(efficiency, year, "Thay đổi hiệu quả"),
            _log_ratio(scale, year, "Thay đổi quy mô") if scale else None,
        )
        for year in sorted(technology)
    )


def scale_effect(elasticities: Mapping[str, float], input_growth: Mapping[str, float]) -> float:
    """(e − 1)·Σ (e_j ÷ e)·ẋ_j, e = Σ e_j: what size gave along a stochastic frontier (Kumbhakar and Lovell 2000).

    elasticities: of output to each input; input_growth: log growth of each. Raises DataProblem for an input without
    growth and for elasticities that do not sum to more than nought.
    """
    total = math.fsum(elasticities.values())
    if not total > 0:
        raise DataProblem("Tổng các độ co giãn", f"là {plain(total)}.", "Phải lớn hơn 0; hãy ước lượng lại.")
    absent = next((name for name in elasticities if name not in input_growth), None)
    if absent is not None:
        raise DataProblem(f"Tốc độ tăng của {absent}", "không có.", "Hãy bổ sung.")
    return (total - 1) * math.fsum(e / total * input_growth[name] for name, e in elasticities.items())


def by_frontier(split: Iterable[FrontierSplit]) -> tuple[Told, ...]:
    """The frontier's own move: what was caught up is told beside it, it is not counted to science."""
    return tuple(Told(ScienceMethod.FRONTIER, one.year, one.technical) for one in split)


def research_stock(
    spending: Series, *, depreciation: float = RESEARCH_DEPRECIATION, growth: float | None = None
) -> Series:
    """Knowledge as a stock by perpetual inventory: R(t) = (1 − δ)·R(t−1) + RD(t), closing stocks.

    spending: on research and development at constant prices; growth: how fast it grew before the series begins, a
    fraction (None: as over its first years). Raises DataProblem as `capital.perpetual_inventory`, and for rates that
    give no first stock.
    """
    if growth is None:
        first = steady_state(spending, depreciation)
    elif growth + depreciation <= 0:
        raise DataProblem(
            "Vốn nghiên cứu",
            f"khấu hao {percent(depreciation)}, tốc độ tăng {percent(growth)} không cho ra vốn ban đầu.",
            "Khấu hao cộng với tốc độ tăng phải lớn hơn 0.",
        )
    else:
        first = InitialStock(spending[first_year(spending)] / (growth + depreciation), percent(growth))
    made = perpetual_inventory(spending, first, depreciation=depreciation)
    return Series("Vốn nghiên cứu và phát triển", spending.unit, made.values)


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


def _components(given: Given) -> tuple[Components, ...]:
    account = given.account
    if not account.in_logs or any(year.intermediates for year in account.years):
        raise DataProblem(
            "Năm thành phần", f"cần TFP theo Törnqvist, không phải {account.method.value}.", "Hãy tính Törnqvist."
        )
    return five_components(
        on_plain_inputs(account),
        labour_quality=account.labour_quality if given.labour_quality is None else given.labour_quality,
        capital_quality=account.capital_quality if given.capital_quality is None else given.capital_quality,
        restructuring=given.restructuring,
        capacity=given.capacity,
    )


def _frontier(given: Given) -> tuple[FrontierSplit, ...]:
    return frontier_split(given.technology, given.efficiency, given.scale)


def _research(given: Given) -> tuple[Told, ...]:
    if given.research is not None and given.elasticity is not None:
        return by_research(research_stock(given.research), given.elasticity)
    if given.spending_share and given.rate is not None:
        return by_return(given.spending_share, given.rate)
    raise DataProblem(
        "Vốn nghiên cứu và phát triển",
        "thiếu chi nghiên cứu, hoặc thiếu độ co giãn, suất sinh lợi.",
        "Hãy bổ sung chi nghiên cứu và nêu một trong hai hệ số.",
    )


# One way of telling for each method.
_TELLING: Final[Mapping[ScienceMethod, Callable[[Given], tuple[Told, ...]]]] = {
    ScienceMethod.PROXY: lambda given: by_proxy(on_plain_inputs(given.account)),
    ScienceMethod.COMPONENTS: lambda given: by_components(_components(given)),
    ScienceMethod.FRONTIER: lambda given: by_frontier(_frontier(given)),
    ScienceMethod.RESEARCH: _research,
    ScienceMethod.INTANGIBLES: lambda given: by_intangibles(given.intangibles, given.cost_share),
}


def _log_ratio(ratios: Mapping[int, float], year: int, name: str) -> float:
    ratio = _of(ratios, year, name)
    if ratio <= 0:
        raise DataProblem(f"{name} năm {year}", f"là {plain(ratio)}.", "Hãy tính lại chỉ số Malmquist.")
    return math.log(ratio)


def _of(values: Mapping[int, float], year: int, name: str) -> float:
    value = values.get(year)
    if value is None or not math.isfinite(value):
        raise DataProblem(f"{name} năm {year}", "không có.", "Hãy bổ sung, hoặc chọn phương pháp khác.")
    return value
