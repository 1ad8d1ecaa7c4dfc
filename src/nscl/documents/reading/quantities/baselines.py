"""Figures that say where something starts: "từ 30% lên 50%" has one target, the second."""

import re

from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.figures import Figure
from nscl.documents.reading.quantities.folded import FoldedText, phrase_pattern

_DATA = load("quantities")
_FURTHEST = 60  # characters from the baseline to its target: "từ 30% năm 2020 lên (ít nhất) 50%"


def _from(*, folded: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{phrase_pattern(['từ', 'từ mức', 'từ khoảng'], folded=folded)}) {{0,3}}$")


def _onwards(*, folded: bool) -> re.Pattern[str]:
    leads = phrase_pattern(_DATA["baseline"], folded=folded)
    # "từ 06 mô hình trở lên" is the figure that is meant.
    return re.compile(rf"[^;.\n]{{0,{_FURTHEST}}}?(?<!\w)(?<!trở )(?<!tro )(?:{leads})(?!\w)[^;.\n]{{0,30}}?[0-9]")


_FROM = {folded: _from(folded=folded) for folded in (False, True)}
_ONWARDS = {folded: _onwards(folded=folded) for folded in (False, True)}


def is_baseline(text: FoldedText, figure: Figure) -> bool:
    """Whether a single figure after "từ" is followed by "lên", "xuống" and the figure that is meant."""
    if figure.high is not None:
        return False
    damaged, words = text.damaged, text.words
    before = _FROM[damaged].search(words, max(0, figure.start - _FURTHEST), figure.start)
    return before is not None and _ONWARDS[damaged].match(words, figure.stop) is not None
