"""How it is said where measures stand: no number without its meaning, three ways of having none told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.queries import programme_table
from nscl.web.progress.words import remedy_words, standing_words
from tests.progress.conftest import Country
from tests.web.progress.conftest import BAC_NINH

S = StandingStatus


@pytest.mark.parametrize(
    ("by_status", "said"),
    [
        ({S.AWAITED: 12}, "chưa đánh giá được chỉ tiêu nào trong 12 chỉ tiêu: 12 chưa tính."),
        (
            {S.NO_DATA: 2, S.AWAITED: 3, S.UNCOUNTED: 1},
            "chưa đánh giá được chỉ tiêu nào trong 6 chỉ tiêu: 2 chưa có số liệu, 3 chưa tính, 1 chưa có cách đếm.",
        ),
        (
            {S.LATE: 3, S.AT_RISK: 2, S.DONE: 3, S.NO_DATA: 1, S.AWAITED: 3},
            ("3 trên 8 chỉ tiêu đánh giá được đang chậm; 2 có nguy cơ chậm, 3 đã đạt; 1 chưa có số liệu, 3 chưa tính."),
        ),
        ({S.ON_TRACK: 2}, "không chỉ tiêu nào chậm trong 2 chỉ tiêu đánh giá được; 2 đúng tiến độ."),
        ({S.LATE: 1}, "1 trên 1 chỉ tiêu đánh giá được đang chậm."),
    ],
)
def test_where_measures_stand_in_a_sentence(by_status: dict[StandingStatus, int], said: str) -> None:
    assert standing_words({status: by_status.get(status, 0) for status in StandingStatus}) == said


def test_what_to_do_follows_from_why_there_is_no_value(country: Country) -> None:
    rows = programme_table(country.nation, country.header(BAC_NINH), date(2026, 11, 21)).rows
    assert remedy_words(rows[0]).startswith("Công bố lần tính năng suất")
    row = next(one for one in rows if one.status is S.AWAITED)
    assert remedy_words(row) == "Cán bộ chương trình nêu số liệu kèm minh chứng."
    counted = replace(row, status=S.NO_DATA, source=ValueSource.COUNTED)
    assert remedy_words(counted) == "Ghi hoạt động đã làm, kèm ngày xong."
    assert "hai năm liền nhau" in remedy_words(replace(counted, source=ValueSource.COMPUTED))
    assert remedy_words(replace(row, stated_waiting=1)) == "Lãnh đạo xác nhận số đã nêu."
    assert remedy_words(replace(counted, unclaimed=2)) == "Khai hồ sơ nào tính cho chỉ tiêu nào."
    assert remedy_words(replace(counted, incomplete=2)) == "Ghi số lượng vào các hồ sơ còn thiếu."
    assert remedy_words(replace(row, value=Decimal(0))) == ""
    assert remedy_words(replace(row, status=S.NOT_DUE)) == ""
