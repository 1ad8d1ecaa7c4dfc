"""Telephone numbers as people write them and as Excel spoils them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.phones import PhoneError, parse_phone, shown_phone


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("912345678", "+84912345678"),
        ("912345678.0", "+84912345678"),
        ("9.12345678E8", "+84912345678"),
        ("+84 (0)912-345-678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0168 123 4567", "+84381234567"),  # before September 2018
        ("01201234567", "+84701234567"),
        ("0204 3855 123", "+842043855123"),
    ],
)
def test_a_number_is_one_however_it_is_written(written: str, stored: str) -> None:
    assert parse_phone(written) == stored


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0912345678/0983111222", "hơn một số"),
        ("0912345678 và 0983111222", "hơn một số"),
        ("091234567", "có 9 chữ số"),
        ("0412345678", "số di động có 10"),
        ("không có", "chỉ được có chữ số"),
        ("+1 202 555 0101", "số nước ngoài"),
        ("", "chỉ được có chữ số"),
        ("9E99", "chữ số"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(written: str, said: str) -> None:
    with pytest.raises(PhoneError, match=said):
        parse_phone(written)


def test_a_number_is_shown_as_people_read_it() -> None:
    assert shown_phone("+84912345678") == "0912 345 678"
    assert shown_phone("+842043855123") == "0204 3855 123"


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        phone = parse_phone(text)
    except PhoneError:
        return
    assert phone.startswith("+84")
    assert parse_phone(shown_phone(phone)) == phone
