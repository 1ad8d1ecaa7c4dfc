"""The capital share by regression: recovered from known truth; refused where it is none."""

from __future__ import annotations

import math
import random

import pytest

from nscl.economics.growth.regression import fitted_share, shares_by_year
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series

YEARS = range(2005, 2020)


def drawn(share: float, trend: float = 0.0, noise: float = 0.0, seed: int = 7) -> tuple[Series, Series, Series]:
    draws = random.Random(seed)
    labour = {year: 500 * 1.012 ** (year - 2005) for year in YEARS}
    capital = {year: 900 * math.exp(0.07 * (year - 2005) + 0.1 * math.sin(year)) for year in YEARS}
    output = {
        year: labour[year]
        * math.exp(0.3 + trend * (year - 2005) + draws.gauss(0, noise))
        * (capital[year] / labour[year]) ** share
        for year in YEARS
    }
    return Series("GRDP", "", output), Series("Vốn", "", capital), Series("Lao động", "", labour)


@pytest.mark.parametrize(("share", "trend"), [(0.45, 0.0), (0.3, 0.02)])
def test_without_noise_the_truth_comes_back(share: float, trend: float) -> None:
    made = fitted_share(*drawn(share, trend), trend=bool(trend))
    assert made.capital_share == pytest.approx(share, abs=1e-9)
    assert made.labour_share == pytest.approx(1 - share, abs=1e-9)
    assert made.trend == (pytest.approx(trend, abs=1e-9) if trend else None)
    assert made.r_squared == pytest.approx(1)
    assert shares_by_year(made) == dict.fromkeys(YEARS, made.labour_share)


def test_the_truth_lies_within_two_standard_errors_nearly_always() -> None:
    inside = 0
    for seed in range(200):
        made = fitted_share(*drawn(0.4, 0.01, 0.01, seed), trend=True)
        inside += abs(made.capital_share - 0.4) <= 2 * made.standard_error
    assert inside >= 180


def test_units_do_not_matter() -> None:
    output, capital, labour = drawn(0.4, noise=0.02)
    again = fitted_share(Series("GRDP", "", {y: 1000 * v for y, v in output.values.items()}), capital, labour)
    assert again.capital_share == pytest.approx(fitted_share(output, capital, labour).capital_share, abs=1e-12)


def test_refusals_name_the_remedy() -> None:
    output, capital, labour = drawn(1.2)
    with pytest.raises(DataProblem, match="phương pháp khác"):
        fitted_share(output, capital, labour)
    few = Series("GRDP", "", {year: output[year] for year in range(2005, 2010)})
    with pytest.raises(DataProblem, match="ít nhất 8"):
        fitted_share(few, capital, labour)
    steady = Series("Vốn", "", {year: 2 * labour[year] for year in YEARS})
    with pytest.raises(DataProblem, match="không đổi"):
        fitted_share(drawn(0.4)[0], steady, labour)
