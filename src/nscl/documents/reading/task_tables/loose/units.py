"""A row's fragments cut into units: pieces between which a cell may end, with the evidence for each such place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.agencies import find_agencies
from nscl.documents.reading.task_tables.loose.fragments import Fragment
from nscl.documents.reading.task_tables.loose.vocabulary import printed_words_of, words_of
from nscl.text.folding import fold_words

# Evidence for (above 0) or against (below 0) the end of a cell, in one scale with `placement`'s rewards.
_CAPITAL, _INITIALS, _SMALL = 1.0, 0.2, -4.0
_TWO_SPACES = 1.5
_TIGHT = 1.0
_EMPTY_BEFORE = 1.0
_AFTER_COMMA = -5.2
_AFTER_CONJUNCTION = -4.0
_BEGINS_WITH_CONJUNCTION = -5.0
_IN_BRACKETS = -4.0
_IN_MENTION = -6.0
_MENTION_BEGINS = 1.5
_MIDDLE_OF_LINE = -1.0
# Places with less evidence than this are not tried at all, which keeps the search small.
LEAST_EVIDENCE = -3.2

_LONGEST_WORD = 30
_QUOTES = "\"“'(["
_BULLETS = ("- ", "– ", "+ ", "• ")
_ONE_YEAR = r"(?:(?:quý|tháng)\s+[\dIVX]{1,4}\s*[/,]?\s*)?(?:năm\s+)?20\d\d\b"
_SCHEDULE = re.compile(
    rf"(?<!\S)(?:(?:(?:từ|đến|trước|trong|sau)\s+)?(?:(?:đầu|cuối|hết)\s+)?{_ONE_YEAR}"
    rf"(?:\s*[-–;,]\s*{_ONE_YEAR}){{0,4}}(?:\s+và\s+(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau|tiếp))?"
    r"|h[àằa]ng\s+(?:năm|quý|tháng)|thường\s+xuyên)(?!\S*\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a row: ``text`` on ``line``; ``evidence`` that a cell ends before it; ``covered`` words of it are
    named agencies; ``ended``: its line ends with the mark of a cell's end; ``named_start``: a name begins with it."""

    text: str
    line: int
    evidence: float
    words: int
    covered: int
    is_first_of_line: bool = True
    ended: bool = False
    named_start: bool = False


@dataclass(frozen=True, slots=True)
class _Covering:
    """The row's text with which characters of it are agencies, and where their names begin."""

    text: str
    inside: frozenset[int]
    starts: frozenset[int]
    stops: frozenset[int]
    schedules: tuple[tuple[int, int], ...]


def cut_units(fragments: Sequence[Fragment], *, damaged: bool, province: str | None) -> list[Unit]:
    """Cut the fragments of a row into units, each with the evidence that a cell ends before it."""
    covering = _cover(" ".join(fragment.text for fragment in fragments), damaged=damaged, province=province)
    units: list[Unit] = []
    offset = 0
    depth = 0
    for place, fragment in enumerate(fragments):
        for start, stop in _pieces(fragment.text, offset, covering):
            text = fragment.text[start:stop].strip()
            evidence = _evidence(text, offset + start, covering) + (_IN_BRACKETS if depth else 0.0)
            if start:
                evidence += _MIDDLE_OF_LINE
            elif place:
                evidence += _TWO_SPACES * fragments[place - 1].ended
                evidence += _TIGHT * fragment.tight + _EMPTY_BEFORE * fragment.after_empty
            units.append(
                Unit(
                    text,
                    fragment.line,
                    evidence,
                    len(fold_words(text)),
                    _covered_words(covering, offset + start, offset + stop),
                    start == 0,
                    fragment.ended and stop == len(fragment.text),
                    offset + start in covering.starts,
                )
            )
            depth = max(0, depth + text.count("(") - text.count(")"))
        offset += len(fragment.text) + 1
    return units


def _cover(text: str, *, damaged: bool, province: str | None) -> _Covering:
    mentions = find_agencies(text, damaged=damaged, province=province)
    inside = {at for mention in mentions for at in range(mention.start + 1, mention.stop)}
    schedules = tuple(match.span() for match in _SCHEDULE.finditer(text))
    starts = frozenset(mention.start for mention in mentions)
    stops = frozenset(mention.stop for mention in mentions)
    return _Covering(text, frozenset(inside), starts, stops, schedules)


def _pieces(text: str, offset: int, covering: _Covering) -> list[tuple[int, int]]:
    """Where a line is cut: before a name or a schedule that begins with a capital in the middle of the line."""
    cuts = {0}
    for at in sorted({start - offset for start in covering.starts} | {stop - offset + 1 for stop in covering.stops}):
        if 0 < at < len(text) and text[at].isupper() and text[at - 1] == " ":
            cuts.add(at)
    for first, last in covering.schedules:
        for at in (first - offset, last - offset + 1):
            if 0 < at < len(text) and (text[at].isupper() or text[at].isdigit() or text[at] in "-–+•"):
                cuts.add(at)
    ordered = sorted(cuts)
    return [
        (start, stop)
        for start, stop in zip(ordered, [*ordered[1:], len(text)], strict=True)
        if text[start:stop].strip()
    ]


def _evidence(text: str, at: int, covering: _Covering) -> float:
    """What the words on both sides of a place say: does a cell end before ``text``, which begins at ``at``?"""
    score = _first_letter(text)
    if fold_words(text)[:1] and fold_words(text)[0] in words_of("never_first"):
        score += _BEGINS_WITH_CONJUNCTION
    if any(first < at < last for first, last in covering.schedules):
        score += _IN_MENTION
    if at in covering.starts:
        score += _MENTION_BEGINS
    elif at in covering.inside:
        score += _IN_MENTION
    ahead = covering.text[max(0, at - _LONGEST_WORD) : at].rstrip()
    if ahead.endswith((",", ";", ":")):
        score += _AFTER_COMMA
    elif ahead.rsplit(" ", 1)[-1].lower() in printed_words_of("leads_on"):
        score += _AFTER_CONJUNCTION
    return score


def _first_letter(text: str) -> float:
    """A capital or a bullet begins a cell, a figure or initials ("TCVN") may; small letters go on."""
    bare = text.lstrip(_QUOTES)
    if text.startswith(_BULLETS):
        return _CAPITAL
    if bare[:1].isupper():
        return _INITIALS if bare[1:2].isupper() else _CAPITAL
    return _INITIALS if bare[:1].isdigit() else _SMALL


def _covered_words(covering: _Covering, start: int, stop: int) -> int:
    """How many words of a stretch lie in the names of agencies."""
    count = 0
    for match in re.finditer(r"[^\W_]+", covering.text[start:stop]):
        at = start + match.start()
        count += at in covering.inside or at in covering.starts
    return count
