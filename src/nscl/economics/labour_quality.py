"""Inputs weighed by what they earn: labour by kinds of workers, capital services by kinds of assets.

An hour of an engineer and one of a trainee, a building and a computer do not do the same work; each kind's growth is
weighed by its share of income (Törnqvist: the mean of this year's share and the last's). OECD Measuring Productivity
2001, chapters 4 and 5; Jorgenson, Gollop and Fraumeni 1987.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent, plain


@dataclass(frozen=True)
class Services:
    """An input in constant quality, the first year being 1, and what quality added by year in log points.

    index: goes into `account` as labour or capital, with the method Törnqvist; quality: growth of the index less that
    of the plain sum of the kinds.
    """

    index: Series
    quality: Mapping[int, float]


@dataclass(frozen=True)
class Asset:
    """A kind of capital: its stock that works in each year at constant prices, its price index, its depreciation."""

    stock: Series
    price: Series
    depreciation: float


def labour_services(quantity: Mapping[str, Series], income: Mapping[str, Mapping[int, float]]) -> Services:
    """Hours (or workers) by kind weighed by the kinds' shares of labour income.

    income: by kind and year, at current prices, wages × quantity; only its shares matter. Raises DataProblem for no
    kinds, a kind without income figures, missing years, and figures that are not above nought.
    """
    if not quantity:
        raise DataProblem("Lao động theo loại", "không có loại nào.", "Hãy bổ sung số liệu theo trình độ, giới, tuổi.")
    absent = next((name for name in quantity if name not in income), None)
    if absent is not None:
        raise DataProblem(f"Thu nhập của {absent}", "không có.", "Mỗi loại lao động cần thu nhập hoặc tiền lương.")
    return _services("Lao động theo chất lượng", quantity, income)


def capital_services(assets: Mapping[str, Asset], rate: Mapping[int, float]) -> Services:
    """Stocks by asset weighed by their user cost u(k) = q(k, t−1)·r + δ(k)·q(k) − Δq(k).

    rate: the nominal rate of return by year (`rate_of_return` finds the one that uses up capital income). The first
    year has no user cost, for it needs last year's price; its weights are those of the second. Raises DataProblem
    naming the asset and year where the user cost is not above nought.
    """
    if not assets:
        raise DataProblem("Vốn theo loại tài sản", "không có loại nào.", "Hãy bổ sung vốn theo loại tài sản.")
    costs: dict[str, dict[int, float]] = {}
    for name, asset in assets.items():
        years = asset.stock.years
        of_asset = {}
        for year in years[1:]:
            cost = _user_cost(asset, year, _rate(rate, year))
            if cost <= 0:
                raise DataProblem(
                    f"Chi phí sử dụng {name} năm {year}",
                    f"là {plain(cost)}: giá tài sản tăng nhanh hơn lãi suất {percent(rate[year])} cộng khấu hao.",
                    "Hãy kiểm tra chỉ số giá, hoặc dùng mức tăng giá bình quân nhiều năm.",
                )
            of_asset[year] = cost * asset.stock[year]
        if len(years) > 1:
            of_asset[years[0]] = of_asset[years[1]] / asset.stock[years[1]] * asset.stock[years[0]]
        costs[name] = of_asset
    return _services("Dịch vụ vốn", {name: asset.stock for name, asset in assets.items()}, costs)


def rate_of_return(assets: Mapping[str, Asset], capital_income: Series, year: int) -> float:
    """The nominal rate at which the user costs of all assets add up to the income of capital in a year.

    capital_income: at current prices, in the unit of stock × price. Raises DataProblem for missing years.
    """
    earned = capital_income[year]
    wear = math.fsum(
        asset.stock[year] * (asset.depreciation * asset.price[year] - (asset.price[year] - asset.price[year - 1]))
        for asset in assets.values()
    )
    held = math.fsum(asset.stock[year] * asset.price[year - 1] for asset in assets.values())
    return (earned - wear) / held


def _user_cost(asset: Asset, year: int, rate: float) -> float:
    now, before = asset.price[year], asset.price[year - 1]
    return before * rate + asset.depreciation * now - (now - before)


def _rate(rate: Mapping[int, float], year: int) -> float:
    if year not in rate:
        raise DataProblem(f"Lãi suất năm {year}", "không có.", "Hãy bổ sung, hoặc tính từ thu nhập của vốn.")
    return rate[year]


def _services(name: str, quantity: Mapping[str, Series], income: Mapping[str, Mapping[int, float]]) -> Services:
    years = next(iter(quantity.values())).years
    whole = range(years[0], years[-1] + 1) if years else range(0)
    kinds = {kind: series.checked(whole) for kind, series in quantity.items()}
    shares = {year: _shares(income, kinds, year) for year in whole}
    level, index, quality = 1.0, {whole[0]: 1.0} if years else {}, {}
    for year in whole[1:]:
        growth = math.fsum(
            (shares[year][kind] + shares[year - 1][kind]) / 2 * math.log(series[year] / series[year - 1])
            for kind, series in kinds.items()
        )
        plain_sum = math.log(
            math.fsum(series[year] for series in kinds.values())
            / math.fsum(series[year - 1] for series in kinds.values())
        )
        level *= math.exp(growth)
        index[year], quality[year] = level, growth - plain_sum
    return Services(Series(name, f"{whole[0]} = 1" if years else "", index), quality)


def _shares(income: Mapping[str, Mapping[int, float]], kinds: Mapping[str, Series], year: int) -> dict[str, float]:
    earned = {}
    for kind in kinds:
        value = income[kind].get(year)
        if value is None or not math.isfinite(value) or value <= 0:
            raise DataProblem(f"Thu nhập của {kind} năm {year}", "thiếu hoặc không lớn hơn 0.", "Hãy bổ sung số này.")
        earned[kind] = value
    total = math.fsum(earned.values())
    return {kind: value / total for kind, value in earned.items()}
