"""Amounts as people type or paste them: the Vietnamese way, the English way, with scale words. Read, or asked about.

A full stop and a comma mean opposite things in the two ways, and a wrong guess is wrong by a factor of a thousand. So
a text is read in both; where only one of them gives an amount, that one is meant; where both do and differ, it is for
the person to say. What no way can read is refused with the reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from nscl.text.decimals import MOST_DIGITS, parse_number
from nscl.text.formats import format_number
from nscl.text.numbers.amounts import AmountError

# A million billion đồng: Excel keeps every digit up to here, and no province has as much.
MOST_TYPED: Final = 10**15 - 1
# A thousand billion đồng: seventy times the largest of the published plans. Figures in đồng pasted where they stand in
# millions look like this, and are a million times too large.
DOUBTED: Final = 10**12
_BLANKS: Final = frozenset({"", "-", "\u2013", "\u2014"})  # Excel shows a nought of money as a dash
_MINUS_SIGNS: Final = ("-", "\u2212", "\u2013")
_SCALES: Final = {
    "nghìn tỷ": 10**12,
    "nghìn tỉ": 10**12,
    "ngàn tỷ": 10**12,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_CURRENCY: Final = re.compile(r"\s*(?:đồng(?:\s+việt\s+nam)?|vnđ|vnd|đ|₫)\s*(?:\./\.|\.)?$")
_TERM: Final = re.compile(rf"(?P<number>[0-9][0-9., ]*)(?P<scale>(?:{'|'.join(_SCALES)})(?![^\W0-9]))?\.?\s*")
_SCALE: Final = re.compile("|".join(_SCALES))
_NUMBER: Final = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<decimals>[0-9]+))?"
)
_TO_ENGLISH: Final = str.maketrans(".,", ",.")
_APOSTROPHES: Final = str.maketrans("'\u2019", "  ")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text that stands for two amounts of VND, the likelier first.

    As numbers are written in Vietnam, and as they are in English; or in the unit of the figures around it, and in đồng.
    """

    text: str
    first: int
    second: int


def read_typed_amount(text: str, *, unit_vnd: int = 1) -> int | Ambiguous | None:
    """Read an amount that was typed or pasted where figures stand in units of `unit_vnd` đồng, as whole VND.

    None for a blank or a lone dash. "1.234,5", "1,234.5" and "1 234" are read; "12,5 triệu" and "500.000 đồng" name
    their own unit, whatever `unit_vnd`. "1.234" is 1.234 đồng where figures are đồng, since 1,234 đồng does not exist,
    and Ambiguous where they are triệu đồng; so is "25.000.000" there, which looks like
    đồng. The sign is kept: whether an amount may be negative is the caller's to say.
    Raises AmountError, or NumberFormatError for digits that no way reads.
    """
    body = " ".join(unicodedata.normalize("NFC", text).lower().translate(_APOSTROPHES).split())
    if body in _BLANKS:
        return None
    if len(body) > MOST_DIGITS:
        raise AmountError(text, f"dài quá {MOST_DIGITS} ký tự; hãy kiểm tra lại ô này.")
    currency = _CURRENCY.search(body)
    if currency is not None:
        body, unit_vnd = body[: currency.start()], 1
    found = _amount(body, text, unit_vnd)
    if unit_vnd > 1 and isinstance(found, int) and abs(found) >= DOUBTED and not _SCALE.search(body):
        return Ambiguous(text.strip(), found, found // unit_vnd)
    return found


def _amount(body: str, text: str, unit_vnd: int) -> int | Ambiguous:
    """The amount in this unit. Raises AmountError, NumberFormatError."""
    sign = -1 if body.startswith(_MINUS_SIGNS) else 1
    terms = _terms(body[1:].lstrip() if sign < 0 else body.removeprefix("+"), text, unit_vnd)
    with localcontext(prec=3 * MOST_DIGITS):  # the default 28 digits could round
        readings = [one for one in (_read(terms, in_english=False), _read(terms, in_english=True)) if one is not None]
    if not readings:
        parse_number(terms[0][0])  # says what is wrong with it
        raise AmountError(text, "không hiểu cách viết; hãy viết như 1.234.567,8.")
    return _decide(text, readings, sign)


def reading_words(vnd: int, unit_vnd: int, unit: str) -> str:
    """One of the amounts of an Ambiguous as it is asked about: "1,234 triệu đồng (1.234.000 đồng)"."""
    amount = Decimal(vnd) / unit_vnd
    shown = format_number(int(amount) if amount == amount.to_integral_value() else amount.normalize())
    return f"{shown} {unit}" if unit_vnd == 1 else f"{shown} {unit} ({format_number(vnd)} đồng)"


def _terms(body: str, text: str, unit_vnd: int) -> list[tuple[str, int]]:
    """Numbers with their scales, falling: "2 tỷ 500 triệu"; a number without a scale stands alone, in the unit."""
    terms: list[tuple[str, int]] = []
    index = 0
    while index < len(body):
        match = _TERM.match(body, index)
        if match is None:
            raise AmountError(text, "không phải số tiền; hãy viết số như 1.234.567,8 hoặc “12,5 triệu”.")
        named = match["scale"]
        if named is None and (terms or match.end() < len(body)):
            raise AmountError(text, "có phần không rõ hàng; hãy ghi rõ nghìn, triệu hay tỷ.")
        scale = unit_vnd if named is None else _SCALES[named]
        if terms and scale >= terms[-1][1]:
            raise AmountError(text, "các hàng phải giảm dần (tỷ, triệu, nghìn); có thể đây là hai số tiền khác nhau.")
        terms.append((match["number"].strip(), scale))
        index = match.end()
    if not terms:
        raise AmountError(text, "không có chữ số nào; hãy viết số như 1.234.567,8.")
    return terms


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text read in one way; overfine: it has decimals below a đồng, be they noughts ("500.000" read as 500)."""

    value: Decimal
    overfine: bool

    @property
    def is_amount(self) -> bool:
        return self.value <= MOST_TYPED and self.value == self.value.to_integral_value()


def _read(terms: list[tuple[str, int]], *, in_english: bool) -> _Reading | None:
    """The sum of the terms read in one way; None where one of them cannot be."""
    total, overfine = Decimal(0), False
    for number, scale in terms:
        match = _NUMBER.fullmatch(number.translate(_TO_ENGLISH) if in_english else number)
        if match is None:
            return None
        whole, decimals = match["whole"].replace(".", "").replace(" ", ""), match["decimals"] or ""
        total += Decimal(f"{whole}.{decimals or 0}") * scale
        overfine = overfine or 10 ** len(decimals) > scale
    return _Reading(total, overfine)


def _decide(text: str, readings: list[_Reading], sign: int) -> int | Ambiguous:
    """readings: the Vietnamese one first."""
    possible = [one for one in readings if one.is_amount]
    if not possible:
        if readings[0].value > MOST_TYPED:
            raise AmountError(text, "lớn hơn một triệu tỷ đồng; hãy kiểm tra số chữ số và đơn vị tiền.")
        raise AmountError(text, "lẻ hơn một đồng; hãy kiểm tra dấu phẩy thập phân và đơn vị tiền.")
    # Excel shows "1.234,00": decimals below a đồng are borne with, unless the other way reads it without any.
    meant = [one for one in possible if not one.overfine] or possible
    first, last = int(meant[0].value) * sign, int(meant[-1].value) * sign
    return first if first == last else Ambiguous(text.strip(), first, last)
