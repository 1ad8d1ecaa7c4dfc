"""All of something, said without a figure: "bảo đảm toàn bộ doanh nghiệp có nhu cầu được hỗ trợ" is 100% of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.denominators import denominator_after
from nscl.documents.reading.quantities.folded import FoldedText, phrase_pattern
from nscl.documents.reading.quantities.timing import clause_bounds
from nscl.documents.reading.quantities.units import unit_after

_DATA = load("quantities")


def _wholes(*, folded: bool) -> re.Pattern[str]:
    words = phrase_pattern(_DATA["all"], folded=folded)
    articles = phrase_pattern(["các", "số", "những"], folded=folded)
    return re.compile(rf"(?<!\w)(?:{words}) {{1,3}}(?:(?:{articles}) {{1,3}})?")


def _aims(*, folded: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{phrase_pattern(_DATA['aims'], folded=folded)})(?!\w)")


_WHOLES = {folded: _wholes(folded=folded) for folded in (False, True)}
_AIMS = {folded: _aims(folded=folded) for folded in (False, True)}


@dataclass(frozen=True, slots=True)
class Whole:
    """All of ``of``: places in the folded text of the words that say so, without the noun."""

    start: int
    stop: int
    of: str


def find_wholes(text: FoldedText) -> Iterator[Whole]:
    """Every "toàn bộ", "tất cả" before a counted noun, in a clause that says that it is aimed at."""
    for match in _WHOLES[text.damaged].finditer(text.words):
        first, last = clause_bounds(text, match.start(), match.end())
        unit = unit_after(text, match.end())
        if unit is None or unit.money or not _AIMS[text.damaged].search(text.words, first, match.start()):
            continue
        stop = match.start() + len(match[0].rstrip())
        yield Whole(match.start(), stop, denominator_after(text, match.end(), last) or unit.text)
