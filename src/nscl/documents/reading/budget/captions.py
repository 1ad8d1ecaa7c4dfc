"""The lines over a table of money: its title and the unit of its figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.blocks import Line
from nscl.documents.reading.budget.heads import read_unit
from nscl.text.folding import fold

_LINES_ABOVE = 10  # lines with words over the heads that may hold title and unit
_LONGEST_LINE = 250  # a longer line is prose
_MONEY = ("du toan", "khai toan", "kinh phi")
_UNIT = ("don vi", "dvt", "(dvt", "(don vi")


@dataclass(frozen=True, slots=True)
class Caption:
    """``first``: number of the line where the caption begins, the table's own first line where there is none."""

    first: int
    title: str | None
    unit_vnd: int | None


def read_caption(lines: Sequence[Line], table_first: int, taken: frozenset[int] = frozenset()) -> Caption:
    """Title and unit over the table that begins on line ``table_first``; ``taken``: lines of other tables."""
    begin = table_first - 1
    index, seen = table_first - 2, 0
    while index >= 0 and seen < _LINES_ABOVE:
        line = lines[index]
        folded = fold(line.text)
        if folded:
            seen += 1
            if line.number in taken or folded.startswith("phu luc") or len(folded) > _LONGEST_LINE:
                break
            if any(word in folded for word in _MONEY) or folded.startswith(_UNIT):
                begin = index
        index -= 1
    above = lines[begin : table_first - 1]
    return Caption(begin + 1, _title(above), read_unit("\n".join(line.text for line in above)))


def _title(lines: Sequence[Line]) -> str | None:
    words = [
        line.text.strip()
        for line in lines
        if line.text.strip() and not line.text.strip().startswith("(") and read_unit(line.text) is None
    ]
    return " ".join(words) or None
