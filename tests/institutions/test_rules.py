"""Rules over plain values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.institutions.rules import (
    AmbiguousCode,
    Bearer,
    OutsideKnownDates,
    UnknownUnit,
    bearer_of,
    covers,
    label_of,
    reachable,
)

OLD = Bearer(1, "24", "tỉnh Bắc Giang", date(2008, 8, 1), date(2025, 6, 30))
NEW = Bearer(2, "24", "tỉnh Bắc Ninh", date(2025, 7, 1), date(2026, 9, 19))
CITY = Bearer(3, "24", "thành phố Bắc Ninh", date(2026, 9, 20), None, continues=2)


@pytest.mark.parametrize(
    ("on", "bearer"),
    [
        (date(2008, 8, 1), OLD),
        (date(2025, 6, 30), OLD),
        (date(2025, 7, 1), NEW),
        (date(2026, 9, 20), CITY),
        (date(2099, 1, 1), CITY),
    ],
)
def test_bearer_of_a_day(on: date, bearer: Bearer) -> None:
    assert bearer_of("24", [CITY, OLD, NEW], on) is bearer


def test_without_a_day_the_error_names_both_units_and_their_times() -> None:
    with pytest.raises(AmbiguousCode) as caught:
        bearer_of("24", [CITY, NEW, OLD], None)
    assert [bearer.label for bearer in caught.value.bearers] == ["tỉnh Bắc Giang", "thành phố Bắc Ninh"]
    assert "tỉnh Bắc Giang (01/08/2008 – 30/06/2025); thành phố Bắc Ninh (từ 01/07/2025)" in str(caught.value)


def test_a_change_of_kind_alone_is_not_ambiguous() -> None:
    assert bearer_of("24", [NEW, CITY], None) is CITY


def test_unknown_code_and_day_before_the_data() -> None:
    with pytest.raises(UnknownUnit, match="mã 99"):
        bearer_of("99", [OLD], None)
    with pytest.raises(OutsideKnownDates, match=r"31/07/2008.*01/08/2008 – 30/06/2025"):
        bearer_of("24", [OLD], date(2008, 7, 31))


def test_label_holds_the_kind() -> None:
    assert label_of("special_zone", "Phú Quốc") == "đặc khu Phú Quốc"


@given(st.dates(), st.dates(), st.dates())
def test_covers_both_ends(first: date, last: date, on: date) -> None:
    assert covers(first, last, on) == (first <= on <= last)
    assert covers(first, None, on) == (first <= on)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))), st.integers(0, 8))
def test_reachable_is_closed_and_holds_its_start(edges: list[tuple[int, int]], start: int) -> None:
    found = reachable(start, edges)
    assert start in found
    assert all(target in found for source, target in edges if source in found)
    assert all(number == start or any(t == number and s in found for s, t in edges) for number in found)
