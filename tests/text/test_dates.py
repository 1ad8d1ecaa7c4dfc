"""Dates, full and partial."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.dates import (
    DateFormatError,
    PartialDate,
    add_months,
    format_date,
    format_partial,
    long_date,
    parse_date,
    parse_partial,
)

DATES = st.dates(min_value=date(1000, 1, 1))
PARTIAL_DATES = DATES.flatmap(
    lambda on: st.sampled_from([PartialDate(on.year), PartialDate(on.year, on.month), PartialDate.of(on)])
)


@pytest.mark.parametrize(
    "text",
    [
        "20/11/2026",
        "20-11-2026",
        "20.11.2026",
        "20 / 11 / 2026",
        "2026-11-20",
        "ngày 20 tháng 11 năm 2026",
        "Ngày 20  tháng 11\nnăm 2026.",
        "20 tháng 11, năm 2026",
        "ngày 20/11/2026",
        unicodedata.normalize("NFD", "ngày 20 tháng 11 năm 2026"),
    ],
)
def test_the_ways_of_writing_a_date(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("05/13/2026", "không có tháng 13; ngày đứng trước tháng, hãy viết 13/05/2026"),
        ("32/13/2026", "tháng từ 1 đến 12"),
        ("12/31/2026", "hãy viết 31/12/2026"),
        ("01/13/2026", "hãy viết 13/01/2026"),
        ("05/32/2026", "tháng từ 1 đến 12"),
        ("00/13/2026", "tháng từ 1 đến 12"),
        ("31/02/2026", "tháng 2 năm 2026 có 28 ngày"),
        ("29/02/2023", "28 ngày"),
        ("00/01/2026", "không có ngày 0"),
        ("2026-00-10", "không có tháng 0"),
        ("1/1/26", "bốn chữ số"),
        ("1/1/20266", "bốn chữ số"),
        ("1/1/0000", "từ 0001"),
        ("20/11-2026", "hãy viết ngày/tháng/năm"),
        ("hôm nay", "hãy viết ngày/tháng/năm"),
        ("", "hãy viết ngày/tháng/năm"),
        ("11/2026", "hãy viết ngày/tháng/năm"),
        ("٢٠/١١/٢٠٢٦", "hãy viết ngày/tháng/năm"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(DateFormatError) as refused:
        parse_date(text)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("29/02/2024", date(2024, 2, 29)),
        ("31/12/9999", date.max),
        ("01/01/0001", date.min),
        ("1/3/2021", date(2021, 3, 1)),
    ],
)
def test_the_edges_of_the_calendar(text: str, on: date) -> None:
    assert parse_date(text) == on


@given(DATES)
def test_dates_round_trip(on: date) -> None:
    assert parse_date(format_date(on)) == on
    assert parse_date(long_date(on)) == on
    assert parse_date(on.isoformat()) == on


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
        (date(2025, 12, 28), "ngày 28 tháng 12 năm 2025"),
    ],
)
def test_long_date_has_the_zeros_of_administrative_papers(on: date, written: str) -> None:
    assert long_date(on) == written


@pytest.mark.parametrize(
    ("text", "iso", "shown"),
    [
        ("8/2021", "2021-08", "8/2021"),
        ("08/2021", "2021-08", "8/2021"),
        ("2021-08", "2021-08", "8/2021"),
        ("tháng 8 năm 2021", "2021-08", "8/2021"),
        ("tháng 02/2021", "2021-02", "02/2021"),
        ("2022", "2022", "2022"),
        ("năm 2022", "2022", "2022"),
        ("28/08/2025", "2025-08-28", "28/08/2025"),
        ("2025-08-28", "2025-08-28", "28/08/2025"),
    ],
)
def test_partial_dates_are_read_and_shown(text: str, iso: str, shown: str) -> None:
    value = parse_partial(text)
    assert value.iso == iso
    assert format_partial(value) == shown


@pytest.mark.parametrize("text", ["13/2021", "0/2021", "2021-13", "0000", "2021-2025", "quý II năm 2022", "31/4/2021"])
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(DateFormatError):
        parse_partial(text)


@given(PARTIAL_DATES)
def test_partial_dates_round_trip(value: PartialDate) -> None:
    assert PartialDate.from_iso(value.iso) == value
    assert parse_partial(format_partial(value)) == value
    assert parse_partial(value.iso) == value


@pytest.mark.parametrize(
    "text", ["2021-8", "2021-08-", "2021-00", "2021-08-00", "8/2021", "21", "", "2021-08-32", "2021\n"]
)
def test_from_iso_is_exact(text: str) -> None:
    with pytest.raises(DateFormatError):
        PartialDate.from_iso(text)


def test_a_partial_date_spans_what_it_can_be() -> None:
    assert (PartialDate(2024, 2).earliest, PartialDate(2024, 2).latest) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (PartialDate(2022).earliest, PartialDate(2022).latest) == (date(2022, 1, 1), date(2022, 12, 31))
    full = PartialDate(2025, 8, 28)
    assert full.earliest == full.latest == date(2025, 8, 28)
    assert [PartialDate(2022).is_full, PartialDate(2022, 1).is_full, full.is_full] == [False, False, True]


def test_a_partial_date_has_no_day_without_a_month_and_none_beyond_the_calendar() -> None:
    with pytest.raises(DateFormatError, match="không có tháng"):
        PartialDate(2021, day=5)
    with pytest.raises(DateFormatError, match="không có tháng 0"):
        PartialDate(2021, 0)
    with pytest.raises(DateFormatError, match="có 30 ngày"):
        PartialDate(2021, 4, 31)


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_partial_dates_are_ordered_by_their_earliest_day(one: PartialDate, other: PartialDate) -> None:
    if one.earliest != other.earliest:
        assert (one < other) == (one.earliest < other.earliest)
    assert (one == other) == (not one < other and not other < one)


def test_of_two_with_one_earliest_day_the_less_precise_comes_first() -> None:
    year, month, day = PartialDate(2021), PartialDate(2021, 1), PartialDate(2021, 1, 1)
    assert sorted([day, month, year]) == [year, month, day]
    assert year <= month < day


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), -24, date(2022, 2, 28)),
        (date(2026, 1, 15), -24, date(2024, 1, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 6, 1), 12, date(2027, 6, 1)),
    ],
)
def test_months_on_and_back(on: date, months: int, then: date) -> None:
    assert add_months(on, months) == then
