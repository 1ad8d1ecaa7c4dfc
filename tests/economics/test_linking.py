"""Series brought together: links over bases, sums over provinces, questions instead of guesses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.economics.linking import QuestionKind, deflated, link, link_by, questions, summed
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, growth


def series(values: dict[int, float], name: str = "GRDP", unit: str = "tỷ đồng") -> Series:
    return Series(name, unit, values)


def test_a_slip_of_the_unit_a_hole_and_a_jump_are_asked_about() -> None:
    odd = {2015: 100.0, 2016: 106.0, 2017: 112_000.0, 2018: 118.0, 2020: 125.0, 2021: 210.0}
    asked = questions(series(odd))
    assert [(one.kind, one.year) for one in asked] == [
        (QuestionKind.UNIT, 2017),
        (QuestionKind.HOLE, 2019),
        (QuestionKind.BREAK, 2021),
    ]
    assert "nghìn lần" in asked[0].says


def test_a_series_that_only_grows_is_not_asked_about() -> None:
    assert questions(series({2000 + t: 50 * 1.12**t for t in range(20)})) == ()


def test_a_link_keeps_the_growth_of_both() -> None:
    old = series({2008: 40.0, 2009: 42.0, 2010: 45.0})
    new = series({2010: 90.0, 2011: 96.0})
    made = link(old, new)
    assert (made.factor, made.year) == (2.0, 2010)
    assert growth(made.series) == pytest.approx({2009: 0.05, 2010: 3 / 42, 2011: 6 / 90})
    assert link_by(old, new, 2.0, 2010).series == made.series


@given(st.lists(st.floats(1, 1e6), min_size=4, max_size=8), st.floats(0.01, 100))
def test_linking_a_rescaled_series_gives_it_back(values: list[float], factor: float) -> None:
    whole = {2000 + place: value for place, value in enumerate(values)}
    middle = 2000 + len(values) // 2
    old = series({year: value / factor for year, value in whole.items() if year <= middle})
    new = series({year: value for year, value in whole.items() if year >= middle})
    assert link(old, new).series.values == pytest.approx(whole)


def test_provinces_are_summed_and_never_averaged() -> None:
    """Bắc Giang + Bắc Ninh: 10 % on 100 and 2 % on 300 are 4 %, not 6 %."""
    parts = {"Bắc Giang": series({2020: 100, 2021: 110}), "Bắc Ninh": series({2019: 290, 2020: 300, 2021: 306})}
    total = summed("Bắc Ninh mới", parts)
    assert growth(total) == pytest.approx({2021: 0.04})


def test_refusals_say_where_and_what_to_do() -> None:
    whole = series({2019: 1, 2020: 2, 2021: 3})
    with pytest.raises(DataProblem, match="B năm 2020"):
        summed("X", {"A": whole, "B": series({2019: 1, 2021: 2})})
    with pytest.raises(DataProblem, match="đơn vị khác nhau"):
        summed("X", {"A": whole, "B": series({2019: 1, 2020: 1}, unit="triệu đồng")})
    with pytest.raises(DataProblem, match="không có năm nào chung"):
        summed("X", {"A": whole, "B": series({2010: 1, 2011: 1})})
    with pytest.raises(DataProblem, match="không có tỉnh nào"):
        summed("X", {})
    with pytest.raises(DataProblem, match="năm nào chung để nối"):
        link(series({2009: 1}), whole)
    with pytest.raises(DataProblem, match="Năm nối 2018"):
        link(whole, whole, 2018)
    with pytest.raises(DataProblem, match="Hệ số nối"):
        link_by(whole, whole, 0, 2020)


def test_a_price_index_takes_prices_out() -> None:
    """Current figures that only follow prices do not grow; which year the index has as 100 does not matter."""
    current = series({2019: 95.0, 2020: 100.0, 2021: 110.0})
    for scale in (1.0, 1.3):
        index = Series("Chỉ số giá", "%", {year: value * scale for year, value in current.values.items()})
        made = deflated(current, index, 2020)
        assert made.values == pytest.approx(dict.fromkeys((2019, 2020, 2021), 100.0))
        assert made.unit == "tỷ đồng, giá 2020"
    with pytest.raises(DataProblem, match="Chỉ số giá năm 2021"):
        deflated(current, Series("Chỉ số giá", "", {2019: 95, 2020: 100}), 2020)
    with pytest.raises(DataProblem, match="năm gốc bằng 100"):
        deflated(current, Series("Chỉ số giá", "", {2019: 0.95, 2020: 1, 2021: 1.1}), 2020)
