"""Numbers and money as they are shown on the screen and in papers, and back.

Money is integer VND everywhere (ADR "money as integer VND"); nothing here rounds a đồng away.
"""

import unicodedata

from nscl.text.decimals import NumberFormatError, format_number, parse_number
from nscl.text.numbers.amounts import CURRENCY, AmountError, whole_vnd
from nscl.text.numbers.writing import write_words

__all__ = [
    "AmountError",
    "NumberFormatError",
    "format_million",
    "format_number",
    "format_vnd",
    "money_in_words",
    "parse_number",
    "parse_vnd",
]

_MILLION_PLACES = 6


def format_vnd(vnd: int) -> str:
    """Write an amount of VND with its unit: 14767550000 → "14.767.550.000 đồng"."""
    return f"{format_number(vnd)} đồng"


def format_million(vnd: int) -> str:
    """Write an amount of VND in million đồng, without the unit: 14767550000 → "14.767,55".

    Exact: as many decimals as the amount needs and no more (1 → "0,000001").
    """
    whole, below = divmod(abs(vnd), 10**_MILLION_PLACES)
    decimals = f"{below:0{_MILLION_PLACES}d}".rstrip("0")
    sign = "-" if vnd < 0 else ""
    return f"{sign}{format_number(whole)},{decimals}" if decimals else f"{sign}{format_number(whole)}"


def parse_vnd(text: str) -> int:
    """Read an amount of VND in digits: "14.767.550.000 đồng" (also đ, ₫, VND, VNĐ or no unit) → 14767550000.

    Scale words are not read here (see `nscl.text.numbers.read_amount`). Raises NumberFormatError for digits that
    can be read in two ways, AmountError where the amount is not a whole number of đồng or beyond ±10^18.
    """
    body = " ".join(unicodedata.normalize("NFC", text).lower().split())
    return whole_vnd(parse_number(CURRENCY.sub("", body)), text)


def money_in_words(vnd: int) -> str:
    """Write an amount of VND in words, first letter capital: "Mười bốn tỷ bảy trăm … nghìn đồng".

    House rules as `write_words`. Raises ValueError beyond ±10^18.
    """
    words = write_words(vnd)
    return f"{words[0].upper()}{words[1:]} đồng"
