"""Amounts of money as plans print them: digits with a scale word ("41,25 triệu", "2 tỷ 500 triệu đồng")."""

import re
import unicodedata
from decimal import Decimal, localcontext

from nscl.text.decimals import MOST_DIGITS, NumberFormatError, parse_number
from nscl.text.errors import TextError, shorten
from nscl.text.numbers.errors import GREATEST

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SCALE = "nghìn tỷ|nghìn tỉ|ngàn tỷ|ngàn tỉ|nghìn|ngàn|triệu|tỷ|tỉ"
_TERM = re.compile(rf"\s*(?P<number>[-\u2212+]?[0-9][0-9.,]*)\s*(?P<scale>(?:{_SCALE})(?!\w))?")
CURRENCY = re.compile(r"\s*(?:đồng(?:\s+việt\s+nam)?|vnđ|vnd|đ|₫)?\s*(?:\./\.|\.)?\s*$")


class AmountError(TextError):
    """A text that is not one whole amount of đồng."""

    template = "Không đọc được số tiền “{text}”: {reason}"


def read_amount(text: str) -> int:
    """Read an amount in digits, with or without scale words, as whole VND: "62,7 triệu đồng" → 62_700_000.

    Several terms add up when their scales fall ("2 tỷ 500 triệu"). Computed with Decimal; an amount that is not a
    whole number of đồng is refused. Raises AmountError, or NumberFormatError when a number is written ambiguously.
    """
    body = " ".join(unicodedata.normalize("NFC", text).lower().split())
    tail = CURRENCY.search(body)
    stop = tail.start() if tail else len(body)
    with localcontext(prec=2 * MOST_DIGITS):  # the default 28 digits would round a long decimal away unseen
        return whole_vnd(_add_terms(body[:stop], text), text)


def whole_vnd(value: Decimal, text: str) -> int:
    """The value as whole VND. Raises AmountError, quoting `text`, for a fraction of a đồng or beyond ±10^18."""
    if value != value.to_integral_value():
        raise AmountError(text, "lẻ hơn một đồng; hãy kiểm tra dấu phẩy thập phân.")
    if abs(value) > GREATEST:
        raise AmountError(text, "lớn hơn 10^18 đồng; hãy kiểm tra số chữ số.")
    return int(value)


def _add_terms(body: str, text: str) -> Decimal:
    """Sum of the terms of a tidied amount without its currency."""
    total, index, previous = Decimal(0), 0, None
    while index < len(body):
        term = _TERM.match(body, index)
        if term is None:
            raise AmountError(text, f"không hiểu “{shorten(body[index:].strip())}”; hãy viết như “41,25 triệu đồng”.")
        if previous is not None and term["number"][0] in "-\u2212+":
            raise AmountError(text, "dấu âm, dương chỉ đứng đầu số tiền.")
        scale = _scale_of(term["scale"])
        if previous is not None and scale >= previous:
            raise AmountError(text, "các hàng phải giảm dần (tỷ, triệu, nghìn); có thể đây là hai số tiền khác nhau.")
        number = parse_number(term["number"])
        total += number.copy_sign(total) * scale if total else number * scale
        index, previous = term.end(), scale
    if previous is None:
        raise AmountError(text, "không có chữ số nào; hãy viết như “41,25 triệu đồng”.")
    return total


def _scale_of(words: str | None) -> int:
    value = 1
    for word in (words or "").split():
        value *= _SCALES[word]
    return value


__all__ = ["CURRENCY", "AmountError", "NumberFormatError", "read_amount", "whole_vnd"]
