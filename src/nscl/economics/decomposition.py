"""Labour productivity taken apart by sector: what grew within sectors, and what came from people moving between them.

P = Y/L, p(i) = Y(i)/L(i), θ(i) = L(i)/L. Each method is an identity: its parts sum to the growth of P to the last
digit, and what it gives to each sector sums to its parts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.economics.growth.accounting import GrowthAccount
from nscl.economics.problems import DataProblem
from nscl.economics.series import plain

# The total of a table and the sum of its sectors may differ by rounding: one part in ten thousand.
ROUNDING_OF_TOTAL: Final = 1e-4


class Decomposition(StrEnum):
    """Ways of taking the growth of labour productivity apart."""

    FABRICANT = "fabricant"  # within, static shift, dynamic shift (VNPI; Viện Khoa học Thống kê 3/2023)
    MCMILLAN_RODRIK = "mcmillan-rodrik"  # within at first weights, shift at last productivity
    CSLS = "csls"  # shifts against the average (Sharpe): a shrinking sector of low productivity counts as a gain
    GEAD = "gead"  # Tang and Wang 2004: exact with chained volumes and relative prices
    DIEWERT = "diewert"  # Diewert 2015: productivity, relative price, labour share, and their interactions
    LMDI = "lmdi"  # log-mean Divisia: exact in logarithms, no interaction


DECOMPOSITION_NAMES: Final[Mapping[Decomposition, str]] = {
    Decomposition.FABRICANT: "Fabricant (Viện Năng suất, Viện Khoa học Thống kê): ba thành phần",
    Decomposition.MCMILLAN_RODRIK: "McMillan–Rodrik: hai thành phần, dịch chuyển theo năng suất năm sau",
    Decomposition.CSLS: "CSLS (Sharpe): dịch chuyển so với năng suất bình quân",
    Decomposition.GEAD: "GEAD (Tang–Wang): có giá tương đối, đúng cả với số đo liên hoàn",
    Decomposition.DIEWERT: "Diewert 2015: năng suất ngành, giá tương đối, tỷ trọng lao động, tương tác",
    Decomposition.LMDI: "LMDI (Divisia lô-ga-rít): không có phần tương tác",
}
# What each method's parts are called, in their order.
PART_NAMES: Final[Mapping[Decomposition, tuple[str, ...]]] = {
    Decomposition.FABRICANT: ("nội ngành", "dịch chuyển tĩnh", "dịch chuyển động"),
    Decomposition.MCMILLAN_RODRIK: ("nội ngành", "dịch chuyển cơ cấu"),
    Decomposition.CSLS: ("nội ngành", "tái phân bổ theo mức", "tái phân bổ theo tốc độ"),
    Decomposition.GEAD: ("năng suất thuần", "hiệu ứng Denison", "hiệu ứng Baumol"),
    Decomposition.DIEWERT: ("năng suất ngành", "giá tương đối", "tỷ trọng lao động", "tương tác"),
    Decomposition.LMDI: ("nội ngành", "dịch chuyển cơ cấu"),
}


@dataclass(frozen=True)
class SectorYear:
    """A sector in a year: output at constant prices, people in work, and output at current prices where known."""

    output: float
    labour: float
    current: float | None = None


@dataclass(frozen=True)
class Parts:
    """Growth of labour productivity from one year to another as a fraction (LMDI: log points), by part and sector.

    by_sector: sector → its share of each part, in the order of `PART_NAMES`.
    """

    method: Decomposition
    first: int
    last: int
    growth: float
    by_sector: Mapping[str, tuple[float, ...]]

    @property
    def totals(self) -> tuple[float, ...]:
        """Each part over all sectors; they sum to `growth`."""
        return tuple(math.fsum(column) for column in zip(*self.by_sector.values(), strict=True))

    @property
    def shares(self) -> tuple[float, ...]:
        """Each part as a fraction of growth. Raises DataProblem where productivity did not change."""
        if not self.growth:
            raise DataProblem(f"Năng suất lao động {self.first}–{self.last}", "không đổi.", "Chỉ nêu điểm %.")
        return tuple(part / self.growth for part in self.totals)


Table = Mapping[str, Mapping[int, SectorYear]]


def decompose(table: Table, first: int, last: int, method: Decomposition = Decomposition.FABRICANT) -> Parts:
    """The growth of labour productivity from one year to the other, end points only, taken apart.

    table: sector → year → figures. Raises DataProblem for a sector that lacks a year or has no people or output in it,
    and where a method needs current prices that are not there.
    """
    before = {name: _sector(table, name, first, method) for name in table}
    after = {name: _sector(table, name, last, method) for name in table}
    if not before:
        raise DataProblem("Bảng ngành", "không có ngành nào.", "Hãy bổ sung số liệu theo ngành.")
    pair = _Pair(before, after)
    growth = math.log(pair.ratio) if method is Decomposition.LMDI else pair.ratio - 1
    return Parts(method, first, last, growth, {name: _METHODS[method](pair, name) for name in table})


def chained(table: Table, first: int, last: int, method: Decomposition = Decomposition.FABRICANT) -> Parts:
    """The same year by year and added up: the default, because the dynamic shift of a long span is an artefact.

    The growth is the sum of the annual growths, so that the parts still sum to it. Raises DataProblem as `decompose`.
    """
    if last <= first:
        raise DataProblem(f"Giai đoạn {first}–{last}", "không có năm nào.", "Năm cuối phải sau năm đầu.")
    years = [decompose(table, year - 1, year, method) for year in range(first + 1, last + 1)]
    by_sector = {
        name: tuple(math.fsum(parts) for parts in zip(*(year.by_sector[name] for year in years), strict=True))
        for name in table
    }
    return Parts(method, first, last, math.fsum(year.growth for year in years), by_sector)


@dataclass(frozen=True)
class Deepening:
    """Growth of labour productivity in a year: capital per worker, the quality of labour, TFP; they sum to it.

    Log points where the account is in logarithms; else the rate of output less that of labour, in points.
    """

    year: int
    productivity: float
    from_capital: float
    from_quality: float
    tfp: float


def capital_deepening(account: GrowthAccount) -> tuple[Deepening, ...]:
    """Δln P = s_K·Δln(K/L) + s_L·Δln q + Δln TFP by year, of an account of value added (OECD Measuring Productivity).

    L are people (hours), q what their mix added. Raises DataProblem for an account of gross output, whose intermediates
    a worker uses too.
    """
    if any(year.intermediates for year in account.years):
        raise DataProblem(
            f"Phương pháp {account.method.value}",
            "tính trên giá trị sản xuất, không tách được vốn trên lao động.",
            "Hãy chọn một phương pháp tính trên giá trị tăng thêm.",
        )
    made = []
    for year in account.years:
        quality = account.labour_quality.get(year.year, 0.0)
        people = year.labour - quality
        made.append(
            Deepening(
                year.year,
                year.output - people,
                year.capital_share * (year.capital - people),
                year.labour_share * quality,
                year.tfp,
            )
        )
    return tuple(made)


def check_total(table: Table, totals: Mapping[int, SectorYear]) -> None:
    """Raise DataProblem where the sectors of a year do not add up to the printed total of output or people."""
    for year, total in sorted(totals.items()):
        for what, printed, parts in (
            ("Sản lượng", total.output, [rows[year].output for rows in table.values() if year in rows]),
            ("Lao động", total.labour, [rows[year].labour for rows in table.values() if year in rows]),
        ):
            summed = math.fsum(parts)
            if abs(summed - printed) > ROUNDING_OF_TOTAL * abs(printed):
                raise DataProblem(
                    f"{what} năm {year}",
                    f"các ngành cộng lại là {plain(summed)}, dòng tổng ghi {plain(printed)}.",
                    "Hãy kiểm tra ngành bị thiếu, bị tính hai lần hoặc sai đơn vị.",
                )


class _Pair:
    """Two years of all sectors with what the identities need: productivity, weights, relative prices."""

    def __init__(self, before: Mapping[str, SectorYear], after: Mapping[str, SectorYear]) -> None:
        self.before, self.after = before, after
        self.labour0 = math.fsum(sector.labour for sector in before.values())
        self.labour1 = math.fsum(sector.labour for sector in after.values())
        self.whole0 = math.fsum(sector.output for sector in before.values()) / self.labour0
        self.whole1 = math.fsum(sector.output for sector in after.values()) / self.labour1

    @property
    def ratio(self) -> float:
        """Productivity of the last year ÷ that of the first, as the sum of sectors at constant prices gives it."""
        return self.whole1 / self.whole0

    def sector(self, name: str) -> tuple[float, float, float, float]:
        """(p0, p1, θ0, θ1) of a sector."""
        first, last = self.before[name], self.after[name]
        return (
            first.output / first.labour,
            last.output / last.labour,
            first.labour / self.labour0,
            last.labour / self.labour1,
        )

    def relative_prices(self, name: str) -> tuple[float, float]:
        """The sector's price over the whole's, in both years (implicit deflators: current ÷ constant)."""
        return _price(self.before, name), _price(self.after, name)


def _price(year: Mapping[str, SectorYear], name: str) -> float:
    current = math.fsum(sector.current or 0.0 for sector in year.values())
    constant = math.fsum(sector.output for sector in year.values())
    sector = year[name]
    return ((sector.current or 0.0) / sector.output) / (current / constant)


def _fabricant(pair: _Pair, name: str) -> tuple[float, ...]:
    p0, p1, w0, w1 = pair.sector(name)
    whole = pair.whole0
    return w0 * (p1 - p0) / whole, (w1 - w0) * p0 / whole, (w1 - w0) * (p1 - p0) / whole


def _mcmillan_rodrik(pair: _Pair, name: str) -> tuple[float, ...]:
    p0, p1, w0, w1 = pair.sector(name)
    return w0 * (p1 - p0) / pair.whole0, p1 * (w1 - w0) / pair.whole0


def _csls(pair: _Pair, name: str) -> tuple[float, ...]:
    p0, p1, w0, w1 = pair.sector(name)
    whole0, change = pair.whole0, pair.whole1 - pair.whole0
    moved = w1 - w0
    return (
        w0 * (p1 - p0) / whole0,
        moved * (p0 - whole0) / whole0,
        moved * ((p1 - p0) - change) / whole0,
    )


def _gead(pair: _Pair, name: str) -> tuple[float, ...]:
    """Weights by value: s = relative price × labour share; what prices and people do stands in Δs."""
    p0, p1, w0, w1 = pair.sector(name)
    price0, price1 = pair.relative_prices(name)
    size0, size1 = price0 * w0, price1 * w1
    relative, grown = p0 / pair.whole0, p1 / p0 - 1
    return size0 * relative * grown, relative * (size1 - size0), relative * (size1 - size0) * grown


def _diewert(pair: _Pair, name: str) -> tuple[float, ...]:
    """P1/P0 = Σ w·γ·ρ·σ: own productivity γ, relative price ρ, labour share σ, w the sector's part of value."""
    p0, p1, w0, w1 = pair.sector(name)
    price0, price1 = pair.relative_prices(name)
    weight = price0 * w0 * p0 / pair.whole0
    own, price, labour = p1 / p0, price1 / price0, w1 / w0
    parts = (weight * (own - 1), weight * (price - 1), weight * (labour - 1))
    return *parts, weight * (own * price * labour - 1) - math.fsum(parts)


def _lmdi(pair: _Pair, name: str) -> tuple[float, ...]:
    """Weights are log means of the sector's part of output, scaled so that the parts sum to the log growth exactly."""
    p0, p1, w0, w1 = pair.sector(name)
    value0, value1 = p0 * w0, p1 * w1
    weight = _log_mean(value1, value0) / _log_mean(pair.whole1, pair.whole0)
    return weight * math.log(p1 / p0), weight * math.log(w1 / w0)


def _log_mean(high: float, low: float) -> float:
    return high if math.isclose(high, low, rel_tol=1e-12) else (high - low) / math.log(high / low)


_METHODS: Final[Mapping[Decomposition, Callable[[_Pair, str], tuple[float, ...]]]] = {
    Decomposition.FABRICANT: _fabricant,
    Decomposition.MCMILLAN_RODRIK: _mcmillan_rodrik,
    Decomposition.CSLS: _csls,
    Decomposition.GEAD: _gead,
    Decomposition.DIEWERT: _diewert,
    Decomposition.LMDI: _lmdi,
}
_AT_CURRENT_PRICES: Final = frozenset({Decomposition.GEAD, Decomposition.DIEWERT})


def _sector(table: Table, name: str, year: int, method: Decomposition) -> SectorYear:
    row = table[name].get(year)
    if row is None:
        raise DataProblem(f"Ngành {name} năm {year}", "không có số liệu.", "Hãy bổ sung, hoặc gộp với ngành khác.")
    figures: Sequence[tuple[str, float | None]] = [("sản lượng", row.output), ("lao động", row.labour)]
    if method in _AT_CURRENT_PRICES:
        figures = [*figures, ("giá trị theo giá hiện hành", row.current)]
    for what, value in figures:
        if value is None or not math.isfinite(value) or value <= 0:
            raise DataProblem(
                f"Ngành {name} năm {year}",
                f"{what} {'thiếu' if value is None else f'là {plain(value)}'}, trong khi phải lớn hơn 0.",
                "Hãy kiểm tra lại, hoặc gộp với ngành khác.",
            )
    return row
