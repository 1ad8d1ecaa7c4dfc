"""Numbers and money in digits, and amounts with scale words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.formats import (
    AmountError,
    NumberFormatError,
    format_million,
    format_number,
    format_vnd,
    money_in_words,
    parse_number,
    parse_vnd,
)
from nscl.text.numbers import GREATEST, read_amount, read_words

VND = st.integers(-GREATEST, GREATEST)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1_000, None, "1.000"),
        (14_768_550_000, None, "14.768.550.000"),
        (-1_234_567, None, "-1.234.567"),
        (Decimal("1234567.8"), None, "1.234.567,8"),
        (Decimal("1.50"), None, "1,50"),
        (Decimal("0.05"), None, "0,05"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("41.25"), 1, "41,3"),  # half away from zero, not to even (41,2)
        (Decimal("-41.25"), 1, "-41,3"),
        (Decimal("-0.001"), 2, "0,00"),
        (5, 2, "5,00"),
        (Decimal("99.999"), 2, "100,00"),
        (10**30 + 1, None, "1.000.000.000.000.000.000.000.000.000.001"),
        (Decimal(10**30 + 1), 2, "1.000.000.000.000.000.000.000.000.000.001,00"),
    ],
)
def test_format_number(value: int | Decimal, places: int | None, text: str) -> None:
    assert format_number(value, places) == text


def test_a_float_and_a_value_without_digits_are_not_formatted() -> None:
    with pytest.raises(TypeError, match="float"):
        format_number(1.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="hữu hạn"):
        format_number(Decimal("NaN"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,8", "1234567.8"),
        ("3926000", "3926000"),
        ("3926000,5", "3926000.5"),
        ("04", "4"),
        ("1,234", "1.234"),
        (" -5 ", "-5"),
        ("\u22121.000", "-1000"),
        ("+7", "7"),
        ("0,0", "0.0"),
        ("9" * 60, "9" * 60),
    ],
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "để trống"),
        ("1.23", "“1,23”"),
        ("0.123", "“0,123”"),
        ("3.926.0000", "dấu chấm ngăn hàng nghìn"),
        ("1234.567", "“1234,567”"),
        ("1,234,567.8", "“1.234.567,8”"),
        ("1,234,567", "“1.234.567”"),
        ("1,2,3", "một dấu phẩy"),
        ("1 234", "khoảng trắng"),
        ("12%", "chỉ được có chữ số"),
        ("١٢", "chỉ được có chữ số"),
        ("1e5", "chỉ được có chữ số"),
        ("-", "để trống"),
        ("--5", "chỉ được có chữ số"),
        ("1" * 61, "dài quá"),
    ],
)
def test_a_number_that_can_be_misread_is_refused_with_the_way_out(text: str, remedy: str) -> None:
    with pytest.raises(NumberFormatError) as refused:
        parse_number(text)
    assert remedy in refused.value.reason


@given(DECIMALS | st.integers(-(10**40), 10**40))
def test_numbers_round_trip(value: int | Decimal) -> None:
    assert parse_number(format_number(value)) == value


@given(VND)
def test_money_round_trips_through_every_form(vnd: int) -> None:
    assert parse_vnd(format_vnd(vnd)) == vnd
    assert read_amount(format_vnd(vnd)) == vnd
    assert read_amount(f"{format_million(vnd)} triệu đồng") == vnd
    assert read_words(money_in_words(vnd)) == vnd


@pytest.mark.parametrize(
    ("vnd", "million"),
    [
        (14_768_550_000, "14.768,55"),
        (3_926_000_000, "3.926"),
        (1, "0,000001"),
        (-500_000, "-0,5"),
        (0, "0"),
        (41_250_000, "41,25"),
    ],
)
def test_format_million_loses_no_dong(vnd: int, million: str) -> None:
    assert format_million(vnd) == million


def test_format_vnd_and_words() -> None:
    assert format_vnd(14_768_550_000) == "14.768.550.000 đồng"
    assert money_in_words(14_768_550_000) == "Mười bốn tỷ bảy trăm sáu mươi tám triệu năm trăm năm mươi nghìn đồng"
    assert money_in_words(-5) == "Âm năm đồng"
    assert money_in_words(0) == "Không đồng"


@pytest.mark.parametrize("unit", ["", " đồng", "đ", " Đồng.", " VND", " VNĐ", "₫", " đồng Việt Nam", " đồng./."])
def test_parse_vnd_takes_the_usual_units(unit: str) -> None:
    assert parse_vnd(f"11.855.550.000{unit}") == 11_855_550_000


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1.000,5 đồng", AmountError),
        ("1.23 đồng", NumberFormatError),
        ("5 triệu đồng", NumberFormatError),
        ("đồng", NumberFormatError),
        ("10.000.000.000.000.000.000 đồng", AmountError),
    ],
)
def test_parse_vnd_refuses(text: str, error: type[ValueError]) -> None:
    with pytest.raises(error):
        parse_vnd(text)


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("41,25 triệu", 41_250_000),
        ("14,7 tỷ", 14_700_000_000),
        ("62,7 triệu đồng", 62_700_000),
        ("850 nghìn đồng", 850_000),
        ("850 ngàn", 850_000),
        ("1,5 nghìn tỷ", 1_500_000_000_000),
        ("2 tỷ 500 triệu đồng", 2_500_000_000),
        ("1.200 TRIỆU ĐỒNG", 1_200_000_000),
        ("3 tỉ", 3_000_000_000),
        ("14.768.550.000 đồng", 14_768_550_000),
        ("-5 triệu", -5_000_000),
        ("-2 tỷ 500 triệu", -2_500_000_000),
        ("500 triệu.", 500_000_000),
    ],
)
def test_amounts_with_scale_words(text: str, vnd: int) -> None:
    assert read_amount(text) == vnd


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "không có chữ số"),
        ("đồng", "không có chữ số"),
        ("năm triệu", "không hiểu “năm triệu”"),
        ("5 triệu người", "không hiểu “người”"),
        ("0,0000001 triệu", "lẻ hơn một đồng"),
        ("1,0000000000000000000000000000000001 triệu", "lẻ hơn một đồng"),
        ("2 triệu 3 tỷ", "giảm dần"),
        ("2 triệu 3 triệu", "giảm dần"),
        ("2 tỷ -3 triệu", "đứng đầu"),
        ("2.000.000.000 tỷ", "10^18"),
    ],
)
def test_amounts_that_make_no_sense_are_refused(text: str, reason: str) -> None:
    with pytest.raises(AmountError) as refused:
        read_amount(text)
    assert reason in refused.value.reason


def test_an_ambiguous_number_in_an_amount_is_refused() -> None:
    with pytest.raises(NumberFormatError, match="“1,23”"):
        read_amount("1.23 triệu")
