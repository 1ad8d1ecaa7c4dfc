"""Over what time a quantity is to be reached: each year, on average, growing, by a year, in the whole phase."""

import re
from dataclasses import dataclass

from nscl.documents.pack.enums import MeasureWhen
from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.folded import FoldedText, phrase_pattern
from nscl.documents.reading.quantities.nearness import index_phrases, nearest_phrase

_DATA = load("quantities")
# A clause ends at a semicolon, or at a full stop that is no part of a number or an abbreviation.
_CLAUSE_END = re.compile(r"[;!?\n]|\.(?=\s|$)|…")
_SENTENCE_END = re.compile(r"[!?\n]|\.(?=\s|$)")
_LONGEST_HEAD = 80  # characters before the colon
_FURTHEST = 400  # characters; a clause of an administrative text is shorter


@dataclass(frozen=True, slots=True)
class Timing:
    """When, and the milestone year that the clause names."""

    when: MeasureWhen
    by: int | None


def _pattern(name: str, *, folded: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{phrase_pattern(_DATA[name], folded=folded)})(?!\w)")


_AVERAGE = {folded: _pattern("average", folded=folded) for folded in (False, True)}
_GROWTH = {folded: _pattern("growth", folded=folded) for folded in (False, True)}
_YEARLY = {folded: _pattern("yearly", folded=folded) for folded in (False, True)}
_LASTING = {folded: _pattern("lasting", folded=folded) for folded in (False, True)}
_YEARLY_PHRASES = index_phrases(_DATA["yearly"])
_NO_WORD = re.compile(r"[\W_]{0,9}")
_PER_YEAR = re.compile(r" {0,3}/ {0,3}(?:1 {0,2})?nam(?!\w)")


def _by_year(*, folded: bool) -> re.Pattern[str]:
    leads = phrase_pattern(_DATA["by_end"], folded=folded)
    return re.compile(rf"(?<!\w)(?:{leads}) {{1,3}}(?P<year>[0-9]{{4}})(?![0-9])")


_BY_YEAR = {folded: _by_year(folded=folded) for folded in (False, True)}
# "02 lớp tập huấn/năm": the rest of the noun phrase, then the slash.
_SLASH_YEAR = re.compile(r"[^,:;0-9/()]{0,40}/ {0,3}nam(?!\w)")
_YEAR_AFTER = re.compile(r" {0,3}\(?(?:vao )?nam (?P<year>[0-9]{4})(?![0-9])")


def clause_bounds(text: FoldedText, start: int, stop: int) -> tuple[int, int]:
    """Where the clause around a stretch begins and ends."""
    first = max(0, start - _FURTHEST)
    for match in _CLAUSE_END.finditer(text.folded, first, start):
        first = match.end()
    after = _CLAUSE_END.search(text.folded, stop, stop + _FURTHEST)
    return first, after.start() if after else min(len(text.folded), stop + _FURTHEST)


def _head_of_list(text: FoldedText, clause: int) -> tuple[int, int]:
    """What stands before the colon of a sentence whose clauses are a list: "Đến năm 2028: 80% hộ …; 50% xã …".

    Nothing (an empty stretch) where the clause is the sentence's first, or no colon leads it.
    """
    colon = text.words.rfind(":", max(0, clause - _FURTHEST), clause)
    if colon < 0 or _SENTENCE_END.search(text.words, colon, clause):
        return clause, clause
    first = max(0, colon - _LONGEST_HEAD)
    for match in _CLAUSE_END.finditer(text.words, first, colon):
        first = match.end()
    return first, colon


def per_year_after(text: FoldedText, position: int) -> int | None:
    """Where "/năm" after a unit ends."""
    match = _PER_YEAR.match(text.folded, position)
    return match.end() if match else None


def find_timing(text: FoldedText, start: int, stop: int, *, share: bool, previous: int) -> Timing:
    """When the quantity at ``start``-``stop`` is due; ``previous``: where the quantity before it in the text ends."""
    first, last = clause_bounds(text, start, stop)
    lead_in = max(first, previous)
    head = _head_of_list(text, first)
    by = (
        _year_after(text, stop)
        or _milestone(text, first, start)
        or _milestone(text, stop, min(last, stop + _NEAR))
        or _milestone(text, *head)
    )
    rate = share and per_year_after(text, stop) is not None
    yearly = per_year_after(text, stop) is not None or _is_yearly(text, lead_in, start, stop, last)
    yearly = yearly or _YEARLY[text.damaged].search(text.words, *head) is not None
    damaged, words = text.damaged, text.words
    averaged = _AVERAGE[damaged].search(words, lead_in, start) is not None
    if averaged and yearly:
        return Timing(MeasureWhen.AVERAGE_PER_YEAR, by)
    if yearly and share and (rate or _GROWTH[damaged].search(words, lead_in, start)):
        return Timing(MeasureWhen.GROWTH_PER_YEAR, by)
    if yearly:
        return Timing(MeasureWhen.EACH_YEAR, by)
    if share or by is not None or _LASTING[damaged].search(words, max(lead_in, start - _NEAR), start):
        return Timing(MeasureWhen.BY_END, by)
    return Timing(MeasureWhen.TOTAL, by)


_NEAR = 40  # characters: "mỗi năm" this near to a figure speaks of the figure, farther away of something else


def _is_yearly(text: FoldedText, lead_in: int, start: int, stop: int, last: int) -> bool:
    """ "Hằng năm, … 01 doanh nghiệp" at the head of the clause, "hằng năm tăng 10%", "05 lớp mỗi năm"."""
    pattern, words = _YEARLY[text.damaged], text.words
    for match in pattern.finditer(words, lead_in, start):
        opens = not words[lead_in : match.start()].strip(" ,-+")
        if opens or start - match.end() <= _NEAR:
            return True
    if text.damaged and nearest_phrase(text.folded, _first_word(text, lead_in), _YEARLY_PHRASES):
        return True
    if _SLASH_YEAR.match(text.folded, stop, min(last, stop + _NEAR)):
        return True
    after = pattern.search(words, stop, min(last, stop + _NEAR))
    return after is not None and not words[after.end() : last].strip(" ,.")


def _first_word(text: FoldedText, start: int) -> int:
    """Where the words begin after the mark of a list and spaces."""
    match = _NO_WORD.match(text.folded, start)
    return match.end() if match else start


def _year_after(text: FoldedText, stop: int) -> int | None:
    """The year of "50% năm 2025"."""
    match = _YEAR_AFTER.match(text.folded, stop)
    return int(match["year"]) if match and FIRST_YEAR <= int(match["year"]) <= LAST_YEAR else None


def _milestone(text: FoldedText, start: int, stop: int) -> int | None:
    """The last year named in a stretch as the one by which something is reached."""
    years = [int(match["year"]) for match in _BY_YEAR[text.damaged].finditer(text.words, start, stop)]
    years = [year for year in years if FIRST_YEAR <= year <= LAST_YEAR]
    return years[-1] if years else None
