"""Figures pasted from elsewhere, and figures as they are written."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from nscl.web.statistics.chart import Drawn, finding
from nscl.web.statistics.figures import FigureField, figure_words, per_cent
from nscl.web.statistics.forms.entry import MOST_YEARS, filled, years_sent
from nscl.web.statistics.forms.pasting import read_pasted
from nscl.web.statistics.words import years_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2010\t1.234,5\n2011\t1.300", {2010: "1.234,5", 2011: "1.300"}),
        ("2010\t2011\t2012\n1,5\t\t1,7", {2010: "1,5", 2012: "1,7"}),
        ("Năm;2010;2011\nGRDP;100;110", {2010: "100", 2011: "110"}),
        ("2010 1950\n2011 1960", {2010: "1950", 2011: "1960"}),
        ("2010\t5\t6\n2011\t7\t8", {2010: "5", 2011: "7"}),
        ("", {}),
        ("không có năm nào", {}),
        ("2010", {}),
    ],
)
def test_years_beside_or_above_figures(text: str, found: dict[int, str]) -> None:
    assert read_pasted(text) == found


def test_pasted_figures_go_into_their_boxes_and_widen_the_years() -> None:
    data = QueryDict("first_year=2012&last_year=2013&figure.2012=9&pasted=2010%091%0A2011%092")
    given = filled(data)
    assert years_sent(given, ()) == [2010, 2011, 2012, 2013]
    assert (given["figure.2010"], given["figure.2012"], given["pasted"]) == ("1", "9", "")


@pytest.mark.parametrize("span", [("2020", "2010"), ("x", "2010"), ("", ""), ("99999", "99999")])
def test_years_that_make_no_sense_leave_the_boxes_as_they_were(span: tuple[str, str]) -> None:
    data = QueryDict(f"first_year={span[0]}&last_year={span[1]}")
    assert years_sent(data, [2001, 2002]) == [2001, 2002]


def test_no_more_boxes_than_a_page_can_show() -> None:
    assert len(years_sent(QueryDict("first_year=1900&last_year=2100"), ())) == MOST_YEARS


def test_figures_come_back_as_they_were_printed() -> None:
    field = FigureField()
    for text, value in (("101.234,5", 101234.5), ("0,1", 0.1), ("1.000.000.000", 1e9), ("0", 0.0)):
        assert field.clean(text) == value
        assert field.prepare_value(value) == text
    assert field.clean("") is None
    with pytest.raises(ValidationError, match="kiểu Anh"):
        field.clean("1,234,567.8")
    assert figure_words(-0.25) == "−0,25"
    assert per_cent(0.06823) == "6,82 %"


def test_years_in_runs() -> None:
    assert years_words([2012, 2010, 2011, 2015, 2017, 2018]) == "2010–2012, 2015, 2017–2018"


def test_the_finding_tells_growth_only_where_nothing_is_in_question() -> None:
    series = {2020: 100.0, 2021: 110.0, 2022: 121.0}
    drawn = Drawn("GRDP", "tỷ đồng", series, {})
    assert finding(drawn) == "GRDP: từ 100 năm 2020 đến 121 tỷ đồng năm 2022, bình quân 10,00 %/năm"
    assert "bình quân" not in finding(Drawn("GRDP", "tỷ đồng", series, {}, [2021]))
    assert "bình quân" not in finding(Drawn("GRDP", "tỷ đồng", {2020: 100.0, 2022: 121.0}, {}))
