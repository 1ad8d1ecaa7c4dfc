"""Forecasts of growth: worked by hand, against Student's table, and by simulation with a known truth."""

from __future__ import annotations

import random

import pytest

from nscl.economics.growth.forecasting import back_test, forecast, say, student_quantile
from nscl.economics.problems import DataProblem

RATES = {2016: 0.02, 2017: 0.03, 2018: 0.04, 2019: 0.03, 2020: 0.01, 2021: 0.05}


@pytest.mark.parametrize(
    ("probability", "degrees", "printed"),
    # Student's table as printed in every textbook.
    [(0.9, 4, 1.533), (0.9, 9, 1.383), (0.95, 5, 2.015), (0.975, 4, 2.776), (0.975, 10, 2.228), (0.975, 30, 2.042)],
)
def test_students_table(probability: float, degrees: int, printed: float) -> None:
    assert student_quantile(probability, degrees) == pytest.approx(printed, abs=6e-3)
    assert student_quantile(1 - probability, degrees) == pytest.approx(-printed, abs=6e-3)


def test_a_forecast_worked_by_hand() -> None:
    """Mean 0.03, s² = (1+0+1+0+4+4)/5·10⁻⁴ = 2·10⁻⁴, t(0.9; 5) = 1.476; √(1 + 1/6) and √(1/3 + 1/6)."""
    made = forecast(RATES, 2024)
    assert made.window == (2016, 2021)
    assert made.together.mean == pytest.approx(0.03)
    assert made.spread**2 == pytest.approx(2e-4)
    assert made.by_year[2022].high - 0.03 == pytest.approx(1.476 * 2e-4**0.5 * (7 / 6) ** 0.5, rel=1e-3)
    assert 0.03 - made.together.low == pytest.approx(1.476 * 2e-4**0.5 * 0.5**0.5, rel=1e-3)
    assert sorted(made.by_year) == [2022, 2023, 2024]
    assert "2022–2024" in say(made)
    assert "2016–2021" in say(made)


def test_the_latest_years_alone() -> None:
    assert forecast(RATES, 2022, latest=5).together.mean == pytest.approx(0.032)


def test_intervals_hold_as_often_as_they_say() -> None:
    """Rates drawn with a known mean and spread: of 80 % intervals about 80 % hold (±4 points over 2,000 draws)."""
    draws = random.Random(20261121)
    held = 0
    for _ in range(2000):
        rates = {2000 + year: draws.gauss(0.03, 0.02) for year in range(13)}
        made = forecast({year: rate for year, rate in rates.items() if year < 2010}, 2012)
        actual = sum(rates[year] for year in (2010, 2011, 2012)) / 3
        held += made.together.low <= actual <= made.together.high
    assert held / 2000 == pytest.approx(0.8, abs=0.04)


def test_a_back_test_is_made_of_what_was_known_then() -> None:
    made = back_test(RATES, 1)
    assert [miss.made_after for miss in made.misses] == [2020]
    assert made.misses[0].expected.mean == pytest.approx(0.026)
    assert made.misses[0].error == pytest.approx(0.024)
    assert made.mean_size == pytest.approx(0.024)
    assert made.same_as_last == pytest.approx(0.04)
    assert made.held == int(made.misses[0].held)
    changed = {**RATES, 2021: 0.5}
    assert back_test(changed, 1).misses[0].expected == made.misses[0].expected


@pytest.mark.parametrize(
    ("rates", "until", "said"),
    [
        ({}, 2030, "không có năm nào"),
        (RATES, 2021, "đã có đến 2021"),
        ({2019: 0.1, 2021: 0.1}, 2030, "2020"),
        ({2019: 0.1, 2020: 0.1}, 2030, "ít nhất 5"),
    ],
)
def test_what_cannot_be_forecast_is_refused(rates: dict[int, float], until: int, said: str) -> None:
    with pytest.raises(DataProblem, match=said):
        forecast(rates, until)


def test_other_refusals() -> None:
    with pytest.raises(DataProblem, match="Độ tin cậy"):
        forecast(RATES, 2025, confidence=1)
    with pytest.raises(DataProblem, match="ít nhất 9"):
        forecast(RATES, 2025, latest=9)
    with pytest.raises(DataProblem, match="ít nhất 10"):
        back_test(RATES, 5)
