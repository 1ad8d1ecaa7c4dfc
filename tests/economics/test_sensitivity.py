"""TFP under other assumptions: the tornado's bars and the band that holds them."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest

from nscl.economics.capital import CapitalOptions, Initial
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.figures import AssetFigures, Figures
from nscl.economics.growth.periods import period
from nscl.economics.growth.study import Options, study
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import Assumption, Assumptions, band, central, growth_of_period, tornado
from nscl.economics.series import Series

YEARS = range(2010, 2020)
OPTIONS = Options(table_shares={2010: 0.55})


def figures() -> Figures:
    return Figures(
        Series("GRDP", "tỷ đồng", {year: 100 * 1.07 ** (year - 2010) for year in YEARS}),
        Series("Đầu tư", "tỷ đồng", {year: 30 * 1.06 ** (year - 2010) for year in YEARS}),
        Series("Lao động", "người", {year: 50 * 1.01 ** (year - 2010) for year in YEARS}),
    )


def test_the_band_holds_every_bar_and_every_point_between() -> None:
    made = band(figures(), OPTIONS, 2012, 2019)
    bars = tornado(figures(), OPTIONS, 2012, 2019)
    for bar in bars:
        for tfp in (bar.tfp_at_low, bar.tfp_at_high):
            assert made.low - 1e-12 <= tfp <= made.high + 1e-12
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)
    assert {bar.assumption for bar in bars} == set(Assumption)
    for share in (0.45, 0.6):
        for depreciation in (0.05, 0.07):
            for ratio in (1.7, 2.6):
                tfp = growth_of_period(figures(), OPTIONS, Assumptions(share, depreciation, ratio), 2012, 2019).tfp
                assert made.low <= tfp <= made.high
    assert made.low < made.central < made.high
    assert made.at_low != made.at_high


def test_a_bar_worked_by_hand() -> None:
    """TFP is linear in the labour share: over 0.3 of it, it moves by 0.3 × (capital − labour)."""
    bar = next(one for one in tornado(figures(), OPTIONS, 2012, 2019) if one.assumption is Assumption.LABOUR_SHARE)
    base = growth_of_period(figures(), OPTIONS, central(figures(), OPTIONS), 2012, 2019)
    gap = base.from_capital / 0.45 - base.from_labour / 0.55
    assert bar.tfp_at_high - bar.tfp_at_low == pytest.approx(0.3 * gap, abs=1e-9)


def test_a_range_upside_down_is_refused() -> None:
    for made in (tornado, band):
        with pytest.raises(DataProblem, match="khấu hao"):
            made(figures(), OPTIONS, 2012, 2019, ranges={Assumption.DEPRECIATION: (0.08, 0.04)})


@pytest.mark.parametrize(
    "stock",
    [
        CapitalOptions(),
        CapitalOptions(initial=Initial.RATIO, ratio=2.4),
        CapitalOptions(initial=Initial.SURVEYED, surveyed=300.0, surveyed_year=2012),
    ],
)
def test_the_middle_of_the_band_is_the_account_itself(stock: CapitalOptions) -> None:
    options = Options(table_shares={2010: 0.6}, capital=stock)
    account = study(figures(), options).account(Method.GSO)
    made = band(figures(), options, 2014, 2019)
    assert made.central == pytest.approx(period(account, 2014, 2019).tfp, abs=1e-12)


def test_a_stock_that_was_brought_leaves_only_the_labour_share_open() -> None:
    brought = replace(figures(), capital=Series("Vốn", "", {year: 200 * 1.06 ** (year - 2010) for year in YEARS}))
    bars = tornado(brought, OPTIONS, 2012, 2019)
    assert [bar.assumption for bar in bars] == [Assumption.LABOUR_SHARE]
    assert band(brought, OPTIONS, 2012, 2019).high == pytest.approx(max(bars[0].tfp_at_low, bars[0].tfp_at_high))


def test_assets_are_varied_as_one_stock() -> None:
    one = figures().investment
    assert one is not None
    half = Series("Máy móc", "", {year: value / 2 for year, value in one.values.items()})
    price = Series("Chỉ số giá", "", dict.fromkeys(YEARS, 1.0))
    by_asset = replace(figures(), assets={n: AssetFigures(half, price, 0.055) for n in ("máy móc", "nhà xưởng")})
    assert astuple(central(by_asset, OPTIONS)) == pytest.approx(astuple(central(figures(), OPTIONS)))
    theirs, ours = (band(one, OPTIONS, 2012, 2019) for one in (by_asset, figures()))
    assert (theirs.low, theirs.central, theirs.high) == pytest.approx((ours.low, ours.central, ours.high))
