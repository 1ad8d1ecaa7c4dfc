"""Figures from CSV texts: heads, marks, and numbers that could be read in two ways."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.economics.decomposition import SectorYear
from nscl.economics.problems import DataProblem
from nscl.economics.tables import DecimalMark, read_number, read_rows, sectors_of, series_of, without_total


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234.0),
        ("1234.5", 1234.5),
        ("1234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,56", 1234.56),
        ("0.125", 0.125),
        ("0,625", 0.625),
        ("-12,5", -12.5),
        ("1234.5678", 1234.5678),
    ],
)
def test_a_number_that_reads_in_one_way(text: str, value: float) -> None:
    assert read_number(text, "ô") == value


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345"])
def test_a_number_that_reads_in_two_ways_is_asked_about(text: str) -> None:
    with pytest.raises(DataProblem, match="hàng nghìn hoặc số lẻ"):
        read_number(text, "ô")
    point, comma = (read_number(text, "ô", mark) for mark in DecimalMark)
    assert max(abs(point), abs(comma)) == pytest.approx(1000 * min(abs(point), abs(comma)))


@pytest.mark.parametrize("text", ["abc", "12x", "--3", "1.2.3,4,5", ""])
def test_what_is_no_number_is_told_with_its_place(text: str) -> None:
    with pytest.raises(DataProblem, match="GRDP năm 2020"):
        read_number(text, "GRDP năm 2020")


@given(st.text(max_size=30), st.sampled_from([None, *DecimalMark]))
def test_any_text_is_a_number_or_a_clear_no(text: str, mark: DecimalMark | None) -> None:
    with contextlib.suppress(DataProblem):
        assert math.isfinite(read_number(text, "ô", mark))


def test_columns_are_known_by_their_heads_whatever_stands_between_cells() -> None:
    for mark in ",;\t":
        text = mark.join(["Năm", "GRDP", "ghi chú"]) + "\n" + mark.join(["2020", "100", "sơ bộ"]) + "\n"
        assert series_of(read_rows(text))["output"].values == {2020: 100.0}


def test_an_empty_cell_is_a_year_without_a_figure() -> None:
    assert series_of(read_rows("nam,grdp,lao_dong\n2020,100,\n2021,110,5\n"))["labour"].values == {2021: 5.0}


def test_sectors_by_year() -> None:
    rows = read_rows("nganh,nam,grdp,lao_dong\nCông nghiệp,2020,10,2\n")
    assert sectors_of(rows) == {"Công nghiệp": {2020: SectorYear(10, 2)}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "trống"),
        ("grdp\n1\n", "không có cột năm"),
        ("nam,grdp,gdp\n2020,1,1\n", "hai cột"),
        ("nam,grdp\n20x0,1\n", "không phải là năm"),
        ("nam,grdp\n2020,1\n2020,2\n", "hai dòng"),
    ],
)
def test_tables_that_cannot_be_used(text: str, says: str) -> None:
    with pytest.raises(DataProblem, match=says):
        series_of(read_rows(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nam,grdp,lao_dong\n2020,1,1\n", "tên ngành"),
        ("nganh,nam,grdp,lao_dong\nA,2020,1,\n", "thiếu Lao động"),
        ("nganh,nam,grdp,lao_dong\nA,2020,1,1\nA,2020,1,1\n", "hai dòng"),
    ],
)
def test_sector_tables_that_cannot_be_used(text: str, says: str) -> None:
    with pytest.raises(DataProblem, match=says):
        sectors_of(read_rows(text))


def test_a_row_of_all_sectors_is_held_against_them_and_left_out() -> None:
    text = "nganh,nam,grdp,lao_dong\nA,2020,10,2\nB,2020,30,5\nTổng  số,2020,{},7\n"
    parts, total = without_total(sectors_of(read_rows(text.format(40))))
    assert (list(parts), total) == (["A", "B"], "Tổng  số")
    assert without_total(parts) == (parts, None)
    with pytest.raises(DataProblem, match="các ngành cộng lại là 40, dòng tổng ghi 41"):
        without_total(sectors_of(read_rows(text.format(41))))
    with pytest.raises(DataProblem, match="hai dòng tổng"):
        without_total(sectors_of(read_rows(text.format(40) + "Toàn tỉnh,2020,40,7\n")))
