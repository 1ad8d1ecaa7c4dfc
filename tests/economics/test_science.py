"""Science and technology in growth: the identities of five methods, worked by hand."""

from __future__ import annotations

import math

import pytest

from nscl.economics.growth.accounting import YearOfGrowth
from nscl.economics.problems import DataProblem
from nscl.economics.science import (
    METHOD_NAMES,
    ScienceMethod,
    by_components,
    by_frontier,
    by_intangibles,
    by_proxy,
    by_research,
    by_return,
    five_components,
    research_stock,
)
from nscl.economics.series import Series

YEAR = YearOfGrowth(2020, output=0.07, capital=0.09, labour=0.01, capital_share=0.4, labour_share=0.6)


def test_every_method_has_a_name() -> None:
    assert set(METHOD_NAMES) == set(ScienceMethod)


def test_five_components_sum_to_tfp() -> None:
    (made,) = five_components(
        [YEAR],
        labour_quality={2020: 0.01},
        capital_quality={2020: 0.02},
        restructuring={2020: 0.005},
        capacity=Series("Công suất", "", {2019: 0.8, 2020: 0.82}),
    )
    assert made.tfp == pytest.approx(YEAR.tfp)
    assert made.labour_quality == pytest.approx(0.006)
    assert made.capital_structure == pytest.approx(0.008)
    assert made.demand == pytest.approx(0.4 * math.log(0.82 / 0.8))
    assert made.science == pytest.approx(YEAR.tfp - 0.005 - made.demand)
    assert by_components([made])[0].points == made.science
    assert by_proxy([YEAR])[0].points == YEAR.tfp
    with pytest.raises(DataProblem, match="Cơ cấu vốn năm 2020"):
        five_components([YEAR], labour_quality={2020: 0}, capital_quality={}, restructuring={2020: 0})


def test_a_stock_of_knowledge_in_a_steady_state_grows_as_its_spending() -> None:
    spending = Series("Chi nghiên cứu", "tỷ đồng", {2010 + t: 10 * 1.05**t for t in range(10)})
    stock = research_stock(spending, growth=0.05, depreciation=0.15)
    assert stock[2010] == pytest.approx(50)
    # R = I(1 + g)/(g + δ) at the year's end is the steady state; from I/(g + δ) the growth nears 5 % from above.
    rates = [stock[year] / stock[year - 1] - 1 for year in range(2011, 2020)]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == pytest.approx(0.05, abs=5e-3)
    (first, *_rest) = by_research(stock, 0.1)
    assert first.points == pytest.approx(0.1 * math.log(stock[2011] / stock[2010]))
    assert by_return({2020: 0.004}, 0.3)[0].points == pytest.approx(0.0012)


def test_technical_change_is_read_in_logs() -> None:
    assert by_frontier({2020: 1.02, 2019: 0.99})[0].points == pytest.approx(math.log(0.99))


def test_intangibles_worked_by_hand() -> None:
    stocks = {"phần mềm": Series("Phần mềm", "", {2019: 100, 2020: 110})}
    (told,) = by_intangibles(stocks, {"phần mềm": {2019: 0.01, 2020: 0.03}})
    assert told.points == pytest.approx(0.02 * math.log(1.1))


@pytest.mark.parametrize(
    "asked",
    [
        lambda: by_frontier({2020: 0}),
        lambda: by_research(Series("R", "", {2019: 1, 2020: 2}), 1.5),
        lambda: by_return({2020: 1.4}, 0.2),
        lambda: by_return({2020: 0.004}, -0.1),
        lambda: by_intangibles({}, {}),
        lambda: by_intangibles({"nhãn hiệu": Series("N", "", {2019: 1, 2020: 2})}, {}),
        lambda: research_stock(Series("R", "", {2019: 1, 2020: 2}), growth=-0.2),
    ],
)
def test_what_cannot_be_is_refused(asked: object) -> None:
    assert callable(asked)
    with pytest.raises(DataProblem):
        asked()
