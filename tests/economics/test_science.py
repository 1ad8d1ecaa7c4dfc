"""Science and technology in growth: the identities of five methods, worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from nscl.economics.decomposition import SectorYear
from nscl.economics.growth.accounting import GrowthAccount, Method, YearOfGrowth
from nscl.economics.problems import DataProblem
from nscl.economics.science import (
    METHOD_FORMULAS,
    METHOD_NAMES,
    Given,
    ScienceMethod,
    by_components,
    by_frontier,
    by_intangibles,
    by_proxy,
    by_research,
    by_return,
    five_components,
    frontier_split,
    research_stock,
    restructuring_of,
    scale_effect,
    side_by_side,
)
from nscl.economics.series import Series

YEAR = YearOfGrowth(2020, output=0.07, capital=0.09, labour=0.01, capital_share=0.4, labour_share=0.6)


def test_every_method_has_a_name() -> None:
    assert set(METHOD_NAMES) == set(METHOD_FORMULAS) == set(ScienceMethod)
    assert "NSCL dẫn ra" in METHOD_FORMULAS[ScienceMethod.COMPONENTS], "no official formula: said beside it"


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
    for growth in (0.05, None):
        stock = research_stock(spending, growth=growth, depreciation=0.15)
        assert stock[2009] == pytest.approx(50)
        assert stock[2019] == pytest.approx(50 * 1.05**10)
    (first, *_rest) = by_research(stock, 0.1)
    assert first.points == pytest.approx(0.1 * math.log(1.05))
    assert by_return({2020: 0.004}, 0.3)[0].points == pytest.approx(0.0012)


def test_a_frontier_is_split_in_logs() -> None:
    """MI = TC × EC × scale; technical change alone is counted to science."""
    first, second = frontier_split({2020: 1.02, 2019: 0.99}, {2020: 0.98, 2019: 1.01}, {2020: 1.01, 2019: 1.0})
    assert first.year == 2019
    assert first.technical == pytest.approx(math.log(0.99))
    assert second.tfp == pytest.approx(math.log(1.02 * 0.98 * 1.01))
    assert by_frontier([second])[0].points == pytest.approx(math.log(1.02))
    with pytest.raises(DataProblem, match="Thay đổi hiệu quả năm 2020"):
        frontier_split({2020: 1.02}, {2019: 1.0})


def test_what_size_gives_along_a_frontier() -> None:
    """e = 0.4 + 0.8 = 1.2: (1.2 − 1)·(0.4·0.06 + 0.8·0.03) ÷ 1.2; nought under constant returns."""
    grown = {"vốn": 0.06, "lao động": 0.03}
    assert scale_effect({"vốn": 0.4, "lao động": 0.8}, grown) == pytest.approx(0.2 * 0.048 / 1.2)
    assert scale_effect({"vốn": 0.4, "lao động": 0.6}, grown) == pytest.approx(0)
    with pytest.raises(DataProblem, match="Tốc độ tăng của vốn"):
        scale_effect({"vốn": 0.4}, {})


def test_five_methods_stand_side_by_side_and_say_what_they_lack() -> None:
    """An account on inputs of constant quality: the proxy and the five components go back to plain ones."""
    account = GrowthAccount(Method.TORNQVIST, (YEAR,), {2020: 0.01}, {2020: 0.02})
    plain = YEAR.tfp + 0.6 * 0.01 + 0.4 * 0.02
    bare = side_by_side(Given(account))
    assert bare.told[ScienceMethod.PROXY][0].points == pytest.approx(plain)
    assert set(bare.refused) == set(ScienceMethod) - {ScienceMethod.PROXY}
    assert all("Hãy" in str(problem) or "Mỗi" in str(problem) for problem in bare.refused.values())
    table = {
        "A": {2019: SectorYear(50, 50), 2020: SectorYear(36, 30)},
        "B": {2019: SectorYear(250, 50), 2020: SectorYear(384, 70)},
    }
    moved = restructuring_of(table, 2019, 2020)
    given = Given(
        account,
        restructuring=moved,
        technology={2020: 1.01},
        efficiency={2020: 1.0},
        research=Series("Chi nghiên cứu", "", {2018: 1.0, 2019: 1.1, 2020: 1.2}),
        elasticity=0.1,
        intangibles={"phần mềm": Series("Phần mềm", "", {2019: 100, 2020: 110})},
        cost_share={"phần mềm": {2019: 0.01, 2020: 0.03}},
    )
    every = side_by_side(given)
    assert set(every.told) == set(ScienceMethod)
    assert every.refused == {}
    (components,) = every.components
    assert components.tfp == pytest.approx(plain)
    assert components.restructuring == pytest.approx(moved[2020])
    assert every.told[ScienceMethod.COMPONENTS][0].points == pytest.approx(components.science)
    by_rate = side_by_side(replace(given, research=None, spending_share={2020: 0.004}, rate=0.3))
    assert by_rate.told[ScienceMethod.RESEARCH][0].points == pytest.approx(0.0012)
    discrete = side_by_side(replace(given, account=replace(account, method=Method.VNPI)))
    assert "Törnqvist" in str(discrete.refused[ScienceMethod.COMPONENTS])


def test_intangibles_worked_by_hand() -> None:
    stocks = {"phần mềm": Series("Phần mềm", "", {2019: 100, 2020: 110})}
    (told,) = by_intangibles(stocks, {"phần mềm": {2019: 0.01, 2020: 0.03}})
    assert told.points == pytest.approx(0.02 * math.log(1.1))


@pytest.mark.parametrize(
    "asked",
    [
        lambda: frontier_split({2020: 0}, {2020: 1}),
        lambda: frontier_split({}, {}),
        lambda: scale_effect({"vốn": -0.1}, {"vốn": 0.1}),
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
