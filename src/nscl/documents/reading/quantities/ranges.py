"""Ranges whose ends carry their unit each: "từ 5 doanh nghiệp đến 10 doanh nghiệp"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nscl.documents.pack.enums import MeasureOp
from nscl.documents.reading.quantities.quantity import Quantity
from nscl.text.folding import fold

_BETWEEN = re.compile(r"[\s,]*(?:den|toi|-)[\s:]*")
_FROM = re.compile(r"(?<!\w)tu\s*$")
_LONGEST_FROM = 8  # characters before the first end
_SINGLE = frozenset({MeasureOp.EXACTLY, MeasureOp.ABOUT})


def join_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with every pair that is one range joined; the second end's words ("tối đa") stay contradictory."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and _are_ends(text, joined[-1], quantity):
            joined[-1] = _range(text, joined[-1], quantity)
        else:
            joined.append(quantity)
    return joined


def _are_ends(text: str, low: Quantity, high: Quantity) -> bool:
    if low.op not in _SINGLE or high.value_to is not None or low.unit != high.unit:
        return False
    if not _FROM.search(fold(text[max(0, low.start - _LONGEST_FROM) : low.start])):
        return False
    return _BETWEEN.fullmatch(fold(text[low.stop : high.start])) is not None


def _range(text: str, low: Quantity, high: Quantity) -> Quantity:
    written = " ".join(text[low.start : high.stop].split())
    return replace(high, start=low.start, op=MeasureOp.RANGE, value=low.value, value_to=high.value, as_written=written)
