"""Tax codes that somebody may have meant, over plain digits."""

from __future__ import annotations

import re
from typing import Final

_NOT_DIGITS = re.compile(r"[^0-9]")
_LENGTHS: Final = frozenset({10, 12, 13})
_UNIT_DIGITS: Final = 3
_DEPENDENT: Final = 13


def near_codes(text: str) -> frozenset[str]:
    """Codes as they are stored that differ from a text by one slip: a digit wrong, lost or too many, or two neighbours
    swapped. At most a few hundred, most of which are nobody's; the text's own digits are not among them.
    """
    digits = _NOT_DIGITS.sub("", text)
    if not digits or abs(len(digits) - min(_LENGTHS, key=lambda length: abs(length - len(digits)))) > 1:
        return frozenset()
    places = range(len(digits))
    found = {digits[:at] + one + digits[at + 1 :] for at in places for one in "0123456789"}
    found |= {digits[:at] + one + digits[at:] for at in range(len(digits) + 1) for one in "0123456789"}
    found |= {digits[:at] + digits[at + 1 :] for at in places}
    found |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in places[:-1]}
    return frozenset(_stored(code) for code in found - {digits} if len(code) in _LENGTHS)


def _stored(digits: str) -> str:
    """As `text.tax_codes` prints it: the three digits of a dependent unit after a hyphen."""
    if len(digits) == _DEPENDENT:
        return f"{digits[:-_UNIT_DIGITS]}-{digits[-_UNIT_DIGITS:]}"
    return digits
