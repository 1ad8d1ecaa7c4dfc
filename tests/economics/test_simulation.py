"""The fan of TFP growth: equal to growth accounting where nothing is drawn, wider where more is."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import fmean

import pytest

from nscl.economics.capital import CapitalBasis, InvestmentTiming, capital_input, output_ratio, perpetual_inventory
from nscl.economics.growth.accounting import Method, account, fixed_share
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import Assumption, Figures
from nscl.economics.series import Series
from nscl.economics.simulation import Uncertainty, simulate

pytest.importorskip("numpy")
YEARS = range(2008, 2020)
FIGURES = Figures(
    Series("GRDP", "", {year: 100 * 1.07 ** (year - 2008) * (1.01 if year % 2 else 0.99) for year in YEARS}),
    Series("Đầu tư", "", {year: 30 * 1.06 ** (year - 2008) * (1.1 if year % 3 else 0.9) for year in YEARS}),
    Series("Lao động", "", {year: 50 * 1.01 ** (year - 2008) for year in YEARS}),
)
KNOWN = Uncertainty(
    {Assumption.LABOUR_SHARE: (0.55, 0.55), Assumption.DEPRECIATION: (0.05, 0.05), Assumption.CAPITAL_OUTPUT: (2, 2)},
    output_error=0,
    labour_error=0,
    investment_error=0,
)


@pytest.mark.parametrize("timing", InvestmentTiming)
@pytest.mark.parametrize("basis", CapitalBasis)
def test_with_nothing_drawn_it_is_growth_accounting(timing: InvestmentTiming, basis: CapitalBasis) -> None:
    """In logs a fixed share is Törnqvist's with that share in all years."""
    figures = replace(FIGURES, timing=timing, basis=basis)
    first = output_ratio(figures.output, 2008, 2)
    stocks = perpetual_inventory(figures.investment, first, depreciation=0.05, timing=timing)
    capital = capital_input(stocks, basis)
    shares = fixed_share(0.55, YEARS)
    made = account(figures.output, capital, figures.labour, shares, Method.TORNQVIST)
    fans = simulate(
        figures, [Method.GSO, Method.VNPI], labour_share=shares, uncertainty=KNOWN, draws=3, quantiles=(0.1, 0.5, 0.9)
    )
    for fan in fans.values():
        for year in made.years:
            assert fan.by_year[year.year] == pytest.approx([year.tfp] * 3, abs=1e-12)
        assert fan.together == pytest.approx([fmean(year.tfp for year in made.years)] * 3, abs=1e-12)


def test_the_fan_is_ordered_reproducible_and_wider_with_more_unknown() -> None:
    fan = simulate(FIGURES, [Method.GSO], draws=2000, seed=1)[Method.GSO]
    assert fan == simulate(FIGURES, [Method.GSO], draws=2000, seed=1)[Method.GSO]
    for values in (*fan.by_year.values(), fan.together):
        assert list(values) == sorted(values)
        assert all(math.isfinite(value) for value in values)
    steady = replace(Uncertainty(), ranges={Assumption.LABOUR_SHARE: (0.54, 0.56)})
    narrow = simulate(FIGURES, [Method.GSO], draws=2000, seed=1, uncertainty=steady)[Method.GSO]
    assert narrow.together[-1] - narrow.together[0] < fan.together[-1] - fan.together[0]


def test_errors_of_a_year_spread_as_their_variances_say() -> None:
    """Output's error alone: growth of a year has standard deviation √2·σ, the mean over n years √2·σ/n."""
    noisy = replace(KNOWN, output_error=0.01)
    fan = simulate(FIGURES, [Method.CONVENTION], uncertainty=noisy, draws=20_000, quantiles=(0.158655, 0.841345))
    (made,) = fan.values()
    # The first year's output sets the first stock of capital, whose growth then moves too: a later year is looked at.
    low, high = made.by_year[2015]
    assert (high - low) / 2 == pytest.approx(2**0.5 * 0.01, rel=0.03)


def test_the_fitted_share_comes_back() -> None:
    """Output made of drawn-free capital and labour with a capital share of 0.4: TFP growth by regression is nought."""
    stocks = perpetual_inventory(FIGURES.investment, output_ratio(FIGURES.output, 2008, 2), depreciation=0.05)
    capital = capital_input(stocks, CapitalBasis.AVERAGE)
    output = {year: capital[year] ** 0.4 * FIGURES.labour[year] ** 0.6 for year in YEARS}
    scale = FIGURES.output[2008] / output[2008]
    figures = replace(FIGURES, output=Series("GRDP", "", {year: value * scale for year, value in output.items()}))
    (fan,) = simulate(figures, [Method.REGRESSION], uncertainty=KNOWN, draws=2).values()
    assert fan.together == pytest.approx([0] * len(fan.together), abs=1e-12)


def test_refusals() -> None:
    with pytest.raises(DataProblem, match="Tỷ trọng lao động năm 2008"):
        simulate(FIGURES, [Method.VNPI], draws=2)
    upside_down = replace(Uncertainty(), ranges={Assumption.DEPRECIATION: (0.08, 0.04)})
    with pytest.raises(DataProblem, match="0,08 đến 0,04"):
        simulate(FIGURES, [Method.GSO], draws=2, uncertainty=upside_down)
    short = replace(FIGURES, output=Series("GRDP", "", {2019: 1.0}))
    with pytest.raises(DataProblem, match="hai năm chung"):
        simulate(short, [Method.GSO], draws=2)
    few = replace(FIGURES, output=Series("GRDP", "", {year: FIGURES.output[year] for year in range(2015, 2020)}))
    with pytest.raises(DataProblem, match="ít nhất 8 năm"):
        simulate(few, [Method.REGRESSION], draws=2)
