"""Amounts in the cells of native tables: Vietnamese or English grouping, blanks as grouping, scale words, marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nscl.documents.reading.budget.figures import read_figure
from nscl.text.decimals import MOST_DIGITS, NumberFormatError
from nscl.text.numbers import AmountError, read_amount

# Only a comma before decimals and full stops between thousands can be Vietnamese; only the reverse can be English.
_ONLY_VIETNAMESE = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})")
_ONLY_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,})")
_BLANK_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?")
_SCALED = re.compile(
    r"(?:khoảng\s+)?(?P<amount>\d[\d.,]*\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng)\b.*)", re.IGNORECASE | re.DOTALL
)
_SWAP = str.maketrans(",.", ".,")
_SPACES = re.compile(r"\s+")


class Style(StrEnum):
    """How a table writes numbers."""

    VIETNAMESE = "vi"  # 1.234,5
    ENGLISH = "en"  # 1,234.5


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A cell's amount in the table's unit, its footnote mark, and whether it came with its own scale word."""

    value: Decimal
    mark: str = ""
    scaled: bool = False


def choose_style(texts: Sequence[str]) -> Style:
    """The one way in which a table writes its numbers: English only where nothing speaks for Vietnamese.

    Spreadsheets in English settings leave "14,767.55" in Vietnamese papers; a single "1,580" decides nothing and is
    read the Vietnamese way.
    """
    vietnamese = english = 0
    for text in texts:
        plain = _SPACES.sub("", text).rstrip("*")
        vietnamese += bool(_ONLY_VIETNAMESE.fullmatch(plain))
        english += bool(_ONLY_ENGLISH.fullmatch(plain))
    return Style.ENGLISH if english > vietnamese else Style.VIETNAMESE


def read_cell(text: str, style: Style, *, unit_vnd: int) -> CellFigure | None:
    """The amount in a cell, None where it holds anything but one amount."""
    plain = _SPACES.sub(" ", text).strip()
    if len(plain) > MOST_DIGITS or not any(character.isdigit() for character in plain):
        return None
    if _BLANK_GROUPED.fullmatch(plain):
        plain = plain.replace(" ", "")
    plain = re.sub(r"\s+(?=\*)", "", plain)
    if style is Style.ENGLISH and "đ" not in plain:
        plain = plain.translate(_SWAP)
    read = read_figure(plain)
    if read is not None:
        return CellFigure(read[0], read[1])
    return _read_scaled(plain, unit_vnd)


def _read_scaled(text: str, unit_vnd: int) -> CellFigure | None:
    match = _SCALED.fullmatch(text)
    if match is None:
        return None
    try:
        vnd = read_amount(match["amount"])
    except (AmountError, NumberFormatError):
        return None
    return CellFigure(Decimal(vnd) / unit_vnd, scaled=True) if vnd >= 0 else None
