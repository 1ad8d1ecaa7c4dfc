"""TFP under other assumptions: the tornado's bars and the band that holds them."""

from __future__ import annotations

import pytest

from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import Assumption, Assumptions, Figures, band, growth_of_period, tornado
from nscl.economics.series import Series

YEARS = range(2010, 2020)


def figures() -> Figures:
    return Figures(
        Series("GRDP", "tỷ đồng", {year: 100 * 1.07 ** (year - 2010) for year in YEARS}),
        Series("Đầu tư", "tỷ đồng", {year: 30 * 1.06 ** (year - 2010) for year in YEARS}),
        Series("Lao động", "người", {year: 50 * 1.01 ** (year - 2010) for year in YEARS}),
    )


def test_the_band_holds_every_bar_and_every_point_between() -> None:
    made = band(figures(), 2012, 2019)
    bars = tornado(figures(), 2012, 2019)
    for bar in bars:
        for tfp in (bar.tfp_at_low, bar.tfp_at_high):
            assert made.low - 1e-12 <= tfp <= made.high + 1e-12
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)
    assert {bar.assumption for bar in bars} == set(Assumption)
    for share in (0.45, 0.6):
        for depreciation in (0.05, 0.07):
            for ratio in (1.7, 2.6):
                tfp = growth_of_period(figures(), Assumptions(share, depreciation, ratio), 2012, 2019).tfp
                assert made.low <= tfp <= made.high
    assert made.low < made.central < made.high
    assert made.at_low != made.at_high


def test_a_bar_worked_by_hand() -> None:
    """TFP is linear in the labour share: over 0.3 of it, it moves by 0.3 × (capital − labour)."""
    bar = next(one for one in tornado(figures(), 2012, 2019) if one.assumption is Assumption.LABOUR_SHARE)
    base = growth_of_period(figures(), Assumptions(), 2012, 2019)
    gap = base.from_capital / 0.45 - base.from_labour / 0.55
    assert bar.tfp_at_high - bar.tfp_at_low == pytest.approx(0.3 * gap, abs=1e-9)


def test_a_range_upside_down_is_refused() -> None:
    for made in (tornado, band):
        with pytest.raises(DataProblem, match="khấu hao"):
            made(figures(), 2012, 2019, ranges={Assumption.DEPRECIATION: (0.08, 0.04)})
