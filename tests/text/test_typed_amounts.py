"""Amounts as they are typed and pasted: read, asked about, or refused; never silently wrong by a thousand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.decimals import NumberFormatError
from nscl.text.formats import format_million, format_number
from nscl.text.numbers.amounts import AmountError
from nscl.text.numbers.typed import MOST_TYPED, Ambiguous, read_typed_amount, reading_words

DONG, THOUSAND, MILLION = 1, 1_000, 1_000_000


@pytest.mark.parametrize(
    ("text", "unit", "vnd"),
    [
        ("1.234.567", DONG, 1_234_567),
        ("1,234,567", DONG, 1_234_567),
        ("1 234", DONG, 1_234),
        ("1\u00a0234\u202f567", DONG, 1_234_567),
        ("1'234'567", DONG, 1_234_567),
        ("1.234", DONG, 1_234),
        ("1,234", DONG, 1_234),
        ("1.234,5", MILLION, 1_234_500_000),
        ("1,234.5", MILLION, 1_234_500_000),
        ("1 234,5", MILLION, 1_234_500_000),
        ("1 234", MILLION, 1_234_000_000),
        ("525,95", MILLION, 525_950_000),
        ("525.95", MILLION, 525_950_000),
        ("0,5", MILLION, 500_000),
        ("0.500", MILLION, 500_000),
        ("1234,567", MILLION, 1_234_567_000),
        ("12,5 triệu", DONG, 12_500_000),
        ("12.5 triệu đồng", THOUSAND, 12_500_000),
        ("12,5tr", DONG, 12_500_000),
        ("12,5 tr.đ", DONG, 12_500_000),
        ("2 tỷ 500 triệu", MILLION, 2_500_000_000),
        ("500.000 đồng", MILLION, 500_000),
        ("1.234 đ", MILLION, 1_234),
        ("-1.234", DONG, -1_234),
        ("+5", THOUSAND, 5_000),
        ("500.000", DONG, 500_000),
        ("500,000", DONG, 500_000),
        ("1.234,00", DONG, 1_234),
        ("1,234.00", DONG, 1_234),
        ("0", MILLION, 0),
        (str(MOST_TYPED), DONG, MOST_TYPED),
    ],
)
def test_read_in_the_one_way_that_gives_an_amount(text: str, unit: int, vnd: int) -> None:
    assert read_typed_amount(text, unit_vnd=unit) == vnd


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "\u00a0"])
def test_a_blank_and_excels_dash_are_nothing(text: str) -> None:
    assert read_typed_amount(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "first", "second"),
    [
        ("1.234", MILLION, 1_234_000_000, 1_234_000),
        ("1,234", MILLION, 1_234_000, 1_234_000_000),
        ("1.500", THOUSAND, 1_500_000, 1_500),
        ("1.234 triệu", DONG, 1_234_000_000, 1_234_000),
        ("-1.234", MILLION, -1_234_000_000, -1_234_000),
        ("1.234.567", MILLION, 1_234_567_000_000, 1_234_567),  # đồng, by the look of them
    ],
)
def test_two_amounts_are_asked_about(text: str, unit: int, first: int, second: int) -> None:
    assert read_typed_amount(text, unit_vnd=unit) == Ambiguous(text, first, second)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("abc", DONG, "không phải số tiền"),
        ("12 con", DONG, "không rõ hàng"),
        ("2 tỷ 500", DONG, "không rõ hàng"),
        ("500 triệu 2 tỷ", DONG, "giảm dần"),
        ("0,5", DONG, "lẻ hơn một đồng"),
        ("1,2345678", MILLION, "lẻ hơn một đồng"),
        (str(10**16), DONG, "lớn hơn"),
        ("10.000.000.000", MILLION, "lớn hơn"),
        ("1.23.4", DONG, "đặt sai chỗ"),
        ("1..5", MILLION, "đặt sai chỗ"),
        ("9" * 80, DONG, "dài quá"),
        ("đồng", DONG, "không có chữ số"),
    ],
)
def test_refused_with_the_reason(text: str, unit: int, reason: str) -> None:
    with pytest.raises((AmountError, NumberFormatError), match=reason):
        read_typed_amount(text, unit_vnd=unit)


def test_the_question_names_both_amounts() -> None:
    assert reading_words(1_234_000, MILLION, "triệu đồng") == "1,234 triệu đồng (1.234.000 đồng)"
    assert reading_words(1_234, DONG, "đồng") == "1.234 đồng"


@given(st.integers(min_value=0, max_value=MOST_TYPED))
def test_what_the_screen_shows_is_read_back_or_asked_about(vnd: int) -> None:
    """In đồng always the same; in triệu the shown amount is one of the two readings, never a third."""
    assert read_typed_amount(format_number(vnd)) == vnd
    found = read_typed_amount(format_million(vnd), unit_vnd=MILLION)
    assert found == vnd or (isinstance(found, Ambiguous) and vnd == found.first)


@given(st.text(alphabet="0123456789., -đtrỷ", max_size=14), st.sampled_from([DONG, THOUSAND, MILLION]))
def test_any_text_is_read_asked_about_or_refused(text: str, unit: int) -> None:
    try:
        found = read_typed_amount(text, unit_vnd=unit)
    except (AmountError, NumberFormatError):
        return
    for vnd in (found.first, found.second) if isinstance(found, Ambiguous) else (found or 0,):
        assert abs(vnd) <= MOST_TYPED
