"""Words of comparison beside a figure: ít nhất, không quá, khoảng, trở lên …"""

import re
from dataclasses import dataclass

from nscl.documents.pack.enums import MeasureOp
from nscl.documents.reading.approximate import find_phrases
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.figures import LOOK_BACK
from nscl.documents.reading.quantities.folded import FoldedText, phrase_pattern

_DATA = load("quantities")


def _named(groups: dict[str, list[str]], *, folded: bool) -> str:
    return "|".join(f"(?P<{name}>{phrase_pattern(words, folded=folded)})" for name, words in groups.items())


def _before(*, folded: bool) -> re.Pattern[str]:
    words = _named(_DATA["before"] | {"filler": _DATA["fillers"]}, folded=folded)
    return re.compile(rf"(?<![^\W_])(?:{words}) {{0,3}}:? {{0,3}}$")


def _after(*, folded: bool) -> re.Pattern[str]:
    return re.compile(rf" {{0,3}}(?:{_named(_DATA['after'], folded=folded)})(?!\w)")


_BEFORE = {folded: _before(folded=folded) for folded in (False, True)}
_AFTER = {folded: _after(folded=folded) for folded in (False, True)}
# Phrases long enough to be told apart when letters are wrong.
_DAMAGED = {phrase: MeasureOp(op) for op, phrases in _DATA["before"].items() for phrase in phrases if " " in phrase}
_LONGEST_DAMAGED = 20  # characters before the figure: "không vượt quá"
_LEAST_LIKENESS = 0.82  # "it nhit" for "it nhat": one letter in six
# Of two words side by side the one that says more wins: "khoảng trên 150" is more than 150.
_STRENGTH = {MeasureOp.ABOUT: 1, MeasureOp.EXACTLY: 0}
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words of comparison before a figure: where they start, what each says (nearest to the figure last)."""

    start: int
    ops: tuple[MeasureOp, ...]

    @property
    def op(self) -> MeasureOp:
        """What the words say together."""
        return max(self.ops, key=lambda op: _STRENGTH.get(op, 2), default=MeasureOp.EXACTLY)

    @property
    def contradictory(self) -> bool:
        """Whether the words exclude each other."""
        return len(set(self.ops) - {MeasureOp.EXACTLY}) > 1

    @property
    def one_sided(self) -> bool:
        """Whether they bound on one side, so that a range after them contradicts them ("ít nhất 3 - 5")."""
        return bool(set(self.ops) & {MeasureOp.AT_LEAST, MeasureOp.MORE_THAN, MeasureOp.AT_MOST})


def compare_before(text: FoldedText, position: int, earliest: int) -> Comparison:
    """The words of comparison that lead up to a figure, past words such as "đạt" and "có"; none before ``earliest``."""
    start, at, ops = position, position, list[MeasureOp]()
    for _ in range(_MOST_WORDS):
        match = _BEFORE[text.damaged].search(text.words, max(earliest, at - LOOK_BACK), at)
        if match is None:
            break
        at = match.start()
        if match.lastgroup != "filler":
            ops.insert(0, MeasureOp(str(match.lastgroup)))
            start = at
    if text.damaged and not ops:
        return _damaged_comparison(text, position, earliest)
    return Comparison(start, tuple(ops))


def _damaged_comparison(text: FoldedText, position: int, earliest: int) -> Comparison:
    """The phrase of comparison nearest to what OCR has left directly before a figure."""
    first = max(earliest, position - _LONGEST_DAMAGED)
    window = text.folded[first:position].rstrip()
    for match in find_phrases(window, tuple(_DAMAGED), least=_LEAST_LIKENESS):
        if match.stop == len(window):
            return Comparison(first + match.start, (_DAMAGED[match.phrase],))
    return Comparison(position, ())


def compare_after(text: FoldedText, position: int) -> tuple[MeasureOp, int] | None:
    """What "trở lên", "trở xuống" … after the unit say, and where they end."""
    match = _AFTER[text.damaged].match(text.words, position)
    return None if match is None else (MeasureOp(str(match.lastgroup)), match.end())
