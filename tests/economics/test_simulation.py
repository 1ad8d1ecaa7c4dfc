"""The fan of TFP growth: equal to growth accounting where nothing is drawn, wider where more is."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import fmean

import pytest

from nscl.economics.capital import (
    CapitalBasis,
    CapitalOptions,
    Initial,
    InvestmentTiming,
    capital_input,
    output_ratio,
    perpetual_inventory,
)
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.figures import Figures, Workers
from nscl.economics.growth.klems import Factor, FactorKind, Klems
from nscl.economics.growth.study import Options, study
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import Assumption
from nscl.economics.series import Series
from nscl.economics.simulation import Uncertainty, simulate

pytest.importorskip("numpy")
YEARS = range(2008, 2020)
SHARES = dict.fromkeys(YEARS, 0.55)
FIGURES = Figures(
    Series("GRDP", "", {year: 100 * 1.07 ** (year - 2008) * (1.01 if year % 2 else 0.99) for year in YEARS}),
    Series("Lao động", "", {year: 50 * 1.01 ** (year - 2008) for year in YEARS}),
    investment=Series("Đầu tư", "", {year: 30 * 1.06 ** (year - 2008) * (1.1 if year % 3 else 0.9) for year in YEARS}),
    labour_share=Series("Tỷ trọng lao động", "", SHARES),
)
STOCK = CapitalOptions(depreciation=0.05, initial=Initial.RATIO, ratio=2)
OPTIONS = Options(table_shares=SHARES, capital=STOCK)
KNOWN = Uncertainty(
    {Assumption.LABOUR_SHARE: (0.55, 0.55), Assumption.DEPRECIATION: (0.05, 0.05), Assumption.CAPITAL_OUTPUT: (2, 2)},
    output_error=0,
    labour_error=0,
    investment_error=0,
    intermediate_error=0,
)


@pytest.mark.parametrize("timing", InvestmentTiming)
@pytest.mark.parametrize("basis", CapitalBasis)
def test_with_nothing_drawn_it_is_growth_accounting(timing: InvestmentTiming, basis: CapitalBasis) -> None:
    """In logs a fixed share is Törnqvist's with that share in all years."""
    options = replace(OPTIONS, capital=replace(STOCK, timing=timing, basis=basis))
    made = study(FIGURES, options).account(Method.TORNQVIST)
    methods = [Method.GSO, Method.VNPI, Method.TORNQVIST]
    fans = simulate(FIGURES, methods, options, uncertainty=KNOWN, draws=3, quantiles=(0.1, 0.5, 0.9))
    for fan in fans.values():
        assert list(fan.by_year) == list(made.tfp_by_year)
        for year in made.years:
            assert fan.by_year[year.year] == pytest.approx([year.tfp] * 3, abs=1e-12)
        assert fan.together == pytest.approx([fmean(year.tfp for year in made.years)] * 3, abs=1e-12)


def gross(years: range = YEARS) -> Klems:
    def index(name: str, pace: float) -> Series:
        return Series(name, "", {year: 100 * pace ** (year - 2008) * (1 + year % 3 / 50) for year in years})

    factors = {
        "máy móc": Factor(index("máy móc", 1.08), {y: 30 + y % 5 for y in years}, FactorKind.CAPITAL),
        "lao động": Factor(index("lao động", 1.01), {y: 40 + y % 4 for y in years}, FactorKind.LABOUR),
        "năng lượng": Factor(index("năng lượng", 1.05), {y: 20 + y % 3 for y in years}, FactorKind.INTERMEDIATE),
    }
    return Klems(index("Giá trị sản xuất", 1.07), factors)


def test_accounts_in_logs_stand_where_nothing_is_drawn() -> None:
    """KLEMS on its own years, and Törnqvist with labour of constant quality."""
    people = {"đại học": 0.2, "khác": 0.8}
    kinds = {
        name: Workers(
            Series(
                name, "", {y: FIGURES.labour[y] * (part + (0.3 - 0.6 * (part > 0.5)) * (y - 2008) / 60) for y in YEARS}
            ),
            Series(name, "", dict.fromkeys(YEARS, 3.0 - 2 * part)),
        )
        for name, part in people.items()
    }
    figures = replace(FIGURES, klems=gross(range(2010, 2018)), workers=kinds)
    made = study(figures, OPTIONS)
    assert made.labour is not None
    assert made.labour.quality[2012] > 0
    for method in (Method.KLEMS, Method.TORNQVIST):
        (fan,) = simulate(figures, [method], OPTIONS, uncertainty=KNOWN, draws=2).values()
        assert fan.at(0.5) == pytest.approx(made.account(method).tfp_by_year, abs=1e-12)


def test_errors_of_intermediates_spread_as_their_part_of_cost() -> None:
    figures = replace(FIGURES, klems=gross())
    noisy = replace(KNOWN, intermediate_error=0.02)
    (fan,) = simulate(
        figures, [Method.KLEMS], OPTIONS, uncertainty=noisy, draws=20_000, quantiles=(0.158655, 0.841345)
    ).values()
    account = study(figures, OPTIONS).account(Method.KLEMS)
    part = 1 - account.between(2015, 2015)[0].capital_share - account.between(2015, 2015)[0].labour_share
    low, high = fan.by_year[2015]
    assert (high - low) / 2 == pytest.approx(2**0.5 * 0.02 * part, rel=0.03)


def test_a_stock_that_begins_before_output_is_drawn_from_its_beginning() -> None:
    long_ago = {**dict.fromkeys(range(2000, 2008), 20.0), **dict(FIGURES.investment.values)}  # type: ignore[union-attr]
    figures = replace(FIGURES, investment=Series("Đầu tư", "", long_ago))
    options = replace(OPTIONS, capital=replace(STOCK, initial=Initial.SURVEYED, surveyed=2 * figures.output[2008]))
    made = study(figures, options).account(Method.TORNQVIST)
    (fan,) = simulate(figures, [Method.VNPI], options, uncertainty=KNOWN, draws=2).values()
    assert fan.at(0.5) == pytest.approx(made.tfp_by_year, abs=1e-12)


def test_the_fan_is_ordered_reproducible_and_wider_with_more_unknown() -> None:
    fan = simulate(FIGURES, [Method.GSO], OPTIONS, draws=2000, seed=1)[Method.GSO]
    assert fan == simulate(FIGURES, [Method.GSO], OPTIONS, draws=2000, seed=1)[Method.GSO]
    for values in (*fan.by_year.values(), fan.together):
        assert list(values) == sorted(values)
        assert all(math.isfinite(value) for value in values)
    steady = replace(Uncertainty(), ranges={Assumption.LABOUR_SHARE: (0.54, 0.56)})
    narrow = simulate(FIGURES, [Method.GSO], OPTIONS, draws=2000, seed=1, uncertainty=steady)[Method.GSO]
    assert narrow.together[-1] - narrow.together[0] < fan.together[-1] - fan.together[0]


def test_errors_of_a_year_spread_as_their_variances_say() -> None:
    """Output's error alone: growth of a year has standard deviation √2·σ, the mean over n years √2·σ/n."""
    noisy = replace(KNOWN, output_error=0.01)
    fan = simulate(
        FIGURES, [Method.CONVENTION], OPTIONS, uncertainty=noisy, draws=20_000, quantiles=(0.158655, 0.841345)
    )
    (made,) = fan.values()
    # The first year's output sets the first stock of capital, whose growth then moves too: a later year is looked at.
    low, high = made.by_year[2015]
    assert (high - low) / 2 == pytest.approx(2**0.5 * 0.01, rel=0.03)


def test_the_fitted_share_comes_back() -> None:
    """Output made of drawn-free capital and labour with a capital share of 0.4: TFP growth by regression is nought."""
    investment = FIGURES.investment
    assert investment is not None
    stocks = perpetual_inventory(investment, output_ratio(FIGURES.output, 2008, 2), depreciation=0.05)
    capital = capital_input(stocks, CapitalBasis.AVERAGE)
    output = {year: capital[year] ** 0.4 * FIGURES.labour[year] ** 0.6 for year in YEARS}
    scale = FIGURES.output[2008] / output[2008]
    figures = replace(FIGURES, output=Series("GRDP", "", {year: value * scale for year, value in output.items()}))
    (fan,) = simulate(figures, [Method.REGRESSION], OPTIONS, uncertainty=KNOWN, draws=2).values()
    assert fan.together == pytest.approx([0] * len(fan.together), abs=1e-12)


def test_refusals() -> None:
    with pytest.raises(DataProblem, match="Tỷ trọng lao động từng năm"):
        simulate(replace(FIGURES, labour_share=None), [Method.VNPI], OPTIONS, draws=2)
    upside_down = replace(Uncertainty(), ranges={Assumption.DEPRECIATION: (0.08, 0.04)})
    with pytest.raises(DataProblem, match="0,08 đến 0,04"):
        simulate(FIGURES, [Method.GSO], OPTIONS, draws=2, uncertainty=upside_down)
    short = replace(FIGURES, output=Series("GRDP", "", {2019: 200.0}))
    with pytest.raises(DataProblem, match="không có hai năm"):
        simulate(short, [Method.GSO], Options(), draws=2)
    few = replace(FIGURES, output=Series("GRDP", "", {year: FIGURES.output[year] for year in range(2015, 2020)}))
    with pytest.raises(DataProblem, match="ít nhất 8 năm"):
        simulate(few, [Method.REGRESSION], Options(), draws=2)
    with pytest.raises(DataProblem, match="giá trị sản xuất"):
        simulate(FIGURES, [Method.KLEMS], OPTIONS, draws=2)
