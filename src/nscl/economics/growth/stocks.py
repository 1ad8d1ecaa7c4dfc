"""The capital that works in each year, from whatever the figures bring: a stock, investment, or investment by asset."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from nscl.economics.capital import (
    CapitalOptions,
    Initial,
    InitialStock,
    capital_input,
    initial_stock,
    perpetual_inventory,
    steady_state,
)
from nscl.economics.growth.accounting import share_of_income
from nscl.economics.growth.figures import AssetFigures, Figures
from nscl.economics.labour_quality import Asset, Services, capital_services, rate_of_return
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent, plain

# Investment beyond these times output of its year is the same figures in another unit (triệu and tỷ are 1,000 apart);
# provinces have had 0.15 to 1.5.
_INVESTMENT_TO_OUTPUT: Final = (0.005, 20.0)
# Capital that earns more than its whole worth in a year is income and stock in two units.
_HIGHEST_RATE: Final = 1.0


@dataclass(frozen=True)
class CapitalMade:
    """Capital as it was found.

    input: what worked in each year; how: a sentence for whoever reads the result; stocks: at the years' ends; initial,
    depreciation: the first one and what wears off (of all assets together at the last year's end): None where the stock
    was brought; assets: by kind.
    """

    input: Series
    how: str
    stocks: Series | None = None
    initial: InitialStock | None = None
    depreciation: float | None = None
    assets: Mapping[str, Asset] = field(default_factory=dict)


def capital_of(figures: Figures, options: CapitalOptions) -> CapitalMade:
    """The stock that was brought, else that of all assets, else that of investment.

    Raises DataProblem where none of them was brought, where investment and output are in two units, and as perpetual
    inventory does.
    """
    _check_unit(figures)
    if figures.assets:
        return _of_assets(figures, options)
    if figures.capital is not None:
        return CapitalMade(figures.capital, "Vốn: lấy theo số liệu nêu sẵn.")
    if figures.investment is None:
        raise DataProblem("Vốn", "không có số vốn, cũng không có vốn đầu tư.", "Hãy bổ sung một trong hai chuỗi.")
    first = initial_stock(figures.investment, figures.output, options)
    stocks = perpetual_inventory(figures.investment, first, depreciation=options.depreciation, timing=options.timing)
    how = f"Vốn ban đầu: {first.how}; khấu hao {percent(options.depreciation)}."
    return CapitalMade(capital_input(stocks, options.basis), how, stocks, first, options.depreciation)


def services_of(figures: Figures, capital: CapitalMade, rate: float | None) -> Services:
    """Capital services of the assets, by the stated rate of return or the one that uses up the income of capital.

    Covers the years whose rate is known. Raises DataProblem without income figures, for a rate that tells of two units,
    and for a user cost that is not above nought.
    """
    years = next(iter(capital.assets.values())).stock.years
    if rate is not None:
        return capital_services(capital.assets, dict.fromkeys(years, rate))
    income = _capital_income(figures)
    rates = {year: rate_of_return(capital.assets, income, year) for year in years[1:] if year in income.values}
    if not rates:
        raise DataProblem("Thu nhập của vốn", "không có năm nào chung với vốn theo tài sản.", "Hãy nêu lãi suất.")
    for year, found in rates.items():
        if found > _HIGHEST_RATE:
            raise DataProblem(
                f"Lãi suất của vốn năm {year}",
                f"tính ra {percent(found)} một năm.",
                "Có lẽ GRDP giá hiện hành và vốn ghi bằng hai đơn vị; hãy kiểm tra, hoặc nêu lãi suất.",
            )
    kept = range(min(rates) - 1, max(rates) + 1)
    assets = {name: _within(asset, kept) for name, asset in capital.assets.items()}
    return capital_services(assets, rates)


def measured_share(figures: Figures) -> dict[int, float]:
    """The labour share by year as it was brought, or full labour income ÷ GRDP. Raises DataProblem without either."""
    if figures.labour_share is not None:
        return dict(figures.labour_share.values)
    if figures.labour_income is None or figures.output_current is None:
        raise DataProblem(
            "Tỷ trọng lao động từng năm",
            "không có.",
            "Hãy bổ sung thu nhập của người lao động và GRDP giá hiện hành, hoặc tỷ trọng lao động.",
        )
    return share_of_income(figures.labour_income, figures.output_current)


def invested(figures: Figures) -> Series | None:
    """Investment that the stock is made of, of all assets together; None where the stock itself was brought."""
    if not figures.assets:
        return figures.investment if figures.capital is None else None
    every = [asset.investment for asset in figures.assets.values()]
    years = set.intersection(*(set(one.years) for one in every))
    return Series("Vốn đầu tư", every[0].unit, {year: math.fsum(one[year] for one in every) for year in years})


def _check_unit(figures: Figures) -> None:
    put_in = invested(figures)
    low, high = _INVESTMENT_TO_OUTPUT
    for year in sorted(set(put_in.years if put_in else ()) & set(figures.output.years)):
        investment, output = (one.checked((year,))[year] for one in (put_in, figures.output) if one is not None)
        if not low < investment / output < high:
            raise DataProblem(
                f"Vốn đầu tư năm {year}",
                f"là {plain(investment)}, bằng {plain(investment / output)} lần {figures.output.name}.",
                "Có lẽ hai chuỗi khác đơn vị (triệu, tỷ); hãy đưa về một đơn vị.",
            )


def _of_assets(figures: Figures, options: CapitalOptions) -> CapitalMade:
    """A stock of each asset with its own depreciation, and their sum over the years that all of them have."""
    closing = {name: _stocks(name, one, options) for name, one in figures.assets.items()}
    years = sorted(set.intersection(*(set(one.years) for one in closing.values())))
    if len(years) < 2:  # noqa: PLR2004  (an opening and a closing stock)
        raise DataProblem("Vốn theo loại tài sản", "các loại không có hai năm nào chung.", "Hãy bổ sung số liệu.")
    total = Series("Vốn", closing[min(closing)].unit, {y: math.fsum(one[y] for one in closing.values()) for y in years})
    brought = all(one.initial is not None for one in figures.assets.values())
    first = InitialStock(total[years[0]], "nêu sẵn" if brought else "trạng thái dừng", years[0])
    last = years[-1]
    worn = math.fsum(figures.assets[name].depreciation * one[last] for name, one in closing.items()) / total[last]
    rates = ", ".join(f"{name} {percent(one.depreciation)}" for name, one in figures.assets.items())
    assets = {}
    for name, one in figures.assets.items():
        used = capital_input(closing[name], options.basis)
        assets[name] = Asset(Series(name, used.unit, used.values), one.price, one.depreciation)
    how = f"Vốn theo loại tài sản, khấu hao: {rates}; vốn ban đầu: {first.how}."
    return CapitalMade(capital_input(total, options.basis), how, total, first, worn, assets)


def _stocks(name: str, one: AssetFigures, options: CapitalOptions) -> Series:
    """Closing stocks of one asset."""
    if options.initial is not Initial.STEADY_STATE and one.initial is None:
        raise DataProblem(f"Vốn ban đầu của {name}", "không có.", "Hãy nêu cho từng loại, hoặc dùng trạng thái dừng.")
    first = (
        InitialStock(one.initial, "nêu")
        if one.initial is not None
        else steady_state(one.investment, one.depreciation, years=options.steady_years, timing=options.timing)
    )
    return perpetual_inventory(one.investment, first, depreciation=one.depreciation, timing=options.timing)


def _capital_income(figures: Figures) -> Series:
    """What output leaves to capital, at current prices."""
    if figures.output_current is None:
        raise DataProblem(
            "Dịch vụ vốn",
            "cần thu nhập của vốn để tính chi phí sử dụng.",
            "Hãy bổ sung GRDP giá hiện hành và thu nhập của người lao động, hoặc nêu lãi suất.",
        )
    shares = measured_share(figures)
    current = figures.output_current
    left = {year: (1 - share) * current[year] for year, share in shares.items() if year in current.values}
    return Series("Thu nhập của vốn", current.unit, left)


def _within(asset: Asset, years: range) -> Asset:
    kept = {year: value for year, value in asset.stock.values.items() if year in years}
    return Asset(Series(asset.stock.name, asset.stock.unit, kept), asset.price, asset.depreciation)
