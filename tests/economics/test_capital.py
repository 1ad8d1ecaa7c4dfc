"""The perpetual inventory: identities, the steady state, and what an error in the first stock costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.economics.capital import (
    CapitalBasis,
    CapitalOptions,
    Initial,
    InitialStock,
    InvestmentTiming,
    capital_input,
    initial_stock,
    output_ratio,
    perpetual_inventory,
    steady_state,
    weight_of_initial_stock,
)
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series

UNIT = "tỷ đồng, giá 2010"


def investment(values: dict[int, float], name: str = "Vốn đầu tư") -> Series:
    return Series(name, UNIT, values)


def chosen(initial: Initial) -> InitialStock:
    series = investment({2020: 1.0, 2021: 1.1})
    return initial_stock(series, series, CapitalOptions(initial=initial))


def test_three_years_worked_by_hand() -> None:
    stocks = perpetual_inventory(investment({2020: 20.0, 2021: 30.0}), InitialStock(100.0, "nêu"), depreciation=0.1)
    # 100·0.9 + 20 = 110; 110·0.9 + 30 = 129
    assert stocks.values == {2019: 100.0, 2020: pytest.approx(110.0), 2021: pytest.approx(129.0)}
    half = perpetual_inventory(
        investment({2020: 20.0}), InitialStock(100.0, "nêu"), depreciation=0.1, timing=InvestmentTiming.MIDDLE
    )
    assert half[2020] == pytest.approx(90 + 0.95 * 20)


@given(st.floats(-0.02, 0.2), st.floats(0.03, 0.1), st.floats(1, 1e6))
def test_on_a_steady_path_the_stock_grows_as_investment_does(pace: float, depreciation: float, first: float) -> None:
    put_in = investment({2000 + t: first * (1 + pace) ** t for t in range(12)})
    stocks = perpetual_inventory(put_in, steady_state(put_in, depreciation), depreciation=depreciation)
    for year in range(2000, 2012):
        assert stocks[year] / stocks[year - 1] == pytest.approx(1 + pace)


@given(st.integers(1, 40), st.floats(0.04, 0.08))
def test_an_error_in_the_first_stock_wears_off(years: int, depreciation: float) -> None:
    put_in = investment({2000 + t: 10.0 for t in range(years)})
    right, wrong = (
        perpetual_inventory(put_in, InitialStock(value, "nêu"), depreciation=depreciation)[2000 + years - 1]
        for value in (100.0, 150.0)
    )
    assert wrong - right == pytest.approx(50.0 * weight_of_initial_stock(depreciation, years))


def test_the_input_of_a_year_is_the_opening_stock_or_the_mean() -> None:
    stocks = Series("Vốn", UNIT, {2019: 100.0, 2020: 110.0})
    assert capital_input(stocks, CapitalBasis.OPENING).values == {2020: 100.0}
    assert capital_input(stocks, CapitalBasis.AVERAGE).values == {2020: 105.0}


def test_the_first_stock_says_how_it_was_found() -> None:
    stock = output_ratio(Series("GRDP", UNIT, {2010: 50.0}), 2010, 2.5)
    assert (stock.value, stock.how) == (125.0, "2,5 × GRDP năm 2010")
    assert "trạng thái dừng" in steady_state(investment({2010: 10.0, 2011: 11.0}), 0.055).how


@given(st.sampled_from(InvestmentTiming), st.integers(2, 5))
def test_the_steady_state_knows_when_investment_wears(timing: InvestmentTiming, years: int) -> None:
    put_in = investment({2000 + t: 10 * 1.07**t for t in range(9)})
    first = steady_state(put_in, 0.06, years=years, timing=timing)
    stocks = perpetual_inventory(put_in, first, depreciation=0.06, timing=timing)
    assert stocks[2008] == pytest.approx(first.value * 1.07**9)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda: perpetual_inventory(investment({2020: 1.0}), InitialStock(1.0, ""), depreciation=1.5), "khấu hao"),
        (lambda: perpetual_inventory(investment({2020: 1.0}), InitialStock(0.0, "")), "Vốn ban đầu"),
        (lambda: perpetual_inventory(investment({2020: 1.0, 2022: 1.0}), InitialStock(1.0, "")), "năm 2021"),
        (lambda: steady_state(investment({2020: 1.0}), 0.05), "ít hơn hai năm"),
        (lambda: steady_state(investment({2020: 10.0, 2021: 8.0}), 0.05), "giảm bình quân"),
        (lambda: output_ratio(Series("GRDP", UNIT, {2020: 1.0}), 2020, 0), "Hệ số vốn"),
        (lambda: perpetual_inventory(investment({2020: 1.0}), InitialStock(1.0, "", 2020)), "chỉ có đến 2020"),
        (lambda: perpetual_inventory(investment({}), InitialStock(1.0, "")), "không có năm nào"),
        (lambda: chosen(Initial.SURVEYED), "chưa nêu giá trị điều tra"),
        (lambda: chosen(Initial.RATIO), "chưa nêu hệ số"),
    ],
)
def test_what_cannot_be_computed_is_named(act: object, says: str) -> None:
    assert callable(act)
    with pytest.raises(DataProblem, match=says):
        act()
