"""Figures as the method sheet has them: the Vietnamese way, with a fixed number of decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from nscl.text.decimals import format_number

NONE: Final = "–"
_PLACES: Final = 2
_SHARE_PLACES: Final = 4
_HOLD: Final = "\N{NO-BREAK SPACE}"


def percent(fraction: float | None) -> str:
    """A fraction in a sentence: 0.0621 is "6,21 %"; a dash where there is none."""
    return NONE if fraction is None else f"{in_percent(fraction)}{_HOLD}%"


def whole_percent(fraction: float) -> str:
    """A round fraction in a sentence: 0.8 is "80 %", 0.125 is "12,5 %"."""
    shown = in_percent(fraction).rstrip("0").rstrip(",")
    return f"{shown}{_HOLD}%"


def capital(text: str) -> str:
    """The text with its first letter large, as a line begins."""
    return text[:1].upper() + text[1:]


def in_percent(fraction: float | None) -> str:
    """A fraction in a table whose head says that it is per cent: 0.0621 is "6,21"."""
    return NONE if fraction is None else format_number(Decimal(fraction) * 100, _PLACES)


def coefficient(value: float | None) -> str:
    """A coefficient: four decimals."""
    return NONE if value is None else format_number(Decimal(value), _SHARE_PLACES)


def quantity(value: float) -> str:
    """A quantity in the unit that stands beside it."""
    return format_number(Decimal(value), _PLACES)


def years_of(first: int, last: int) -> str:
    """A period in words: "2021–2025", or the one year."""
    return str(first) if first == last else f"{first}–{last}"
