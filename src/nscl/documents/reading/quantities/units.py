"""The counted noun beside a figure: heads of the lexicon, joined ones, unknown ones."""

import re
from dataclasses import dataclass
from functools import cache

from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.denominators import predicate_pattern
from nscl.documents.reading.quantities.folded import FoldedText, fold_phrase, lower_phrase, phrase_pattern
from nscl.documents.reading.quantities.nearness import LEAST_UNIT_LIKENESS, index_phrases, nearest_phrase

_DATA = load("units")
_WORDS = load("quantities")
_GAP = r" {0,9}"
# What joins two heads into one unit.
_JOINER = re.compile(r" {0,3}[,/] {0,3}| {1,3}(?:va|hoac|hay) {1,3}")
_WORD = re.compile(r" {0,3}([^\W_]+(?:[&-][^\W_]+)*)")
_STOPS = frozenset(fold_phrase(stop) for stop in _DATA["stops"])
_MOST_UNKNOWN_WORDS = 3  # "vườn ươm mẫu", "tuyến phố thương mại" is cut: an unknown unit is doubtful anyway


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in folded text from ``start`` to ``stop``; ``text`` as written."""

    start: int
    stop: int
    text: str
    known: bool = True
    money: bool = False


@dataclass(frozen=True, slots=True)
class _Class:
    joined: bool
    head: re.Pattern[str]
    member: re.Pattern[str]


_LOOK_BACK = 16  # characters: long enough for "tăng thêm: "
_SLASH = re.compile(r" {0,2}/ {0,2}")


def _whole_words(phrases: list[str], *, folded: bool = True) -> re.Pattern[str]:
    return re.compile(rf"(?:{phrase_pattern(phrases, folded=folded)})(?!\w)")


@cache
def _classes() -> tuple[_Class, ...]:
    classes = []
    for entry in _DATA["classes"].values():
        members = entry["heads"] + entry.get("bare", [])
        classes.append(_Class(entry["joined"], _whole_words(entry["heads"]), _whole_words(members)))
    return tuple(classes)


# Restored in damaged text: each head with its class, as the lexicon writes it.
_HEADS = {head: name for name, entry in _DATA["classes"].items() for head in entry["heads"]} | {
    word: name for name, entry in _DATA["classes"].items() for word in entry.get("bare", [])
}
_RESTORED_JOINERS = {",": ", ", "/": "/", "va": " và ", "hoac": " hoặc ", "hay": " hay "}
_PHRASES = index_phrases(_HEADS)


def _counts(*, folded: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{phrase_pattern(_WORDS['counts'], folded=folded)}) {{0,3}}$")


def _each(*, folded: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{phrase_pattern(_WORDS['each'], folded=folded)}) {{1,3}}")


_COUNTS = {folded: _counts(folded=folded) for folded in (False, True)}
_EACH = {folded: _each(folded=folded) for folded in (False, True)}
_PREDICATE = {folded: re.compile(predicate_pattern(folded=folded)) for folded in (False, True)}
_SYLLABLES = frozenset(
    lower_phrase(head) for entry in _DATA["classes"].values() for head in entry["heads"] if " " not in head
)
_TIME = {folded: _whole_words(_DATA["time"], folded=folded) for folded in (False, True)}
_MONEY = _whole_words(_DATA["money"])
_PER_HEAD = re.compile(r" {0,3}/ {0,3}(?:nguoi|lao dong|nam)(?!\w)(?: {0,3}/ {0,3}(?:nguoi|nam)(?!\w))?")
_SPACES = re.compile(_GAP)


def unit_after(text: FoldedText, position: int) -> Unit | None:
    """The known unit that stands after a figure: "%", a head of the lexicon with what is joined to it, money."""
    start = _skip_spaces(text, position)
    if text.folded.startswith("%", start):
        return Unit(start, start + 1, "%")
    money = _MONEY.match(text.folded, start)
    if money is not None:
        per_head = _PER_HEAD.match(text.folded, money.end())
        stop = per_head.end() if per_head else money.end()
        return Unit(start, stop, text.cut(start, stop), money=True)
    if text.damaged:
        return _damaged_unit(text, start)
    best: tuple[int, _Class] | None = None
    for candidate in _classes():
        match = candidate.head.match(text.folded, start)
        if match is not None and (best is None or match.end() > best[0]) and _has_its_marks(text, match):
            best = match.end(), candidate
    if best is None:
        return None
    stop = _join(text, *best) if best[1].joined else best[0]
    return Unit(start, stop, text.cut(start, stop))


def _damaged_unit(text: FoldedText, start: int) -> Unit | None:
    """The head that stands nearest to what OCR has left, written as the lexicon has it, with what is joined to it."""
    first = nearest_phrase(text.folded, start, _PHRASES, least=LEAST_UNIT_LIKENESS)
    if first is None:
        return None
    stop, phrase = first
    name = _HEADS[phrase]
    joined = _DATA["classes"][name]["joined"]
    while joined:
        joiner = _JOINER.match(text.folded, stop)
        member = nearest_phrase(text.folded, joiner.end(), _PHRASES, least=LEAST_UNIT_LIKENESS) if joiner else None
        if joiner is None or member is None or _HEADS[member[1]] != name:
            break
        phrase += _RESTORED_JOINERS.get(joiner[0].strip(), joiner[0]) + member[1]
        stop = member[0]
    return Unit(start, stop, phrase)


def is_time(text: FoldedText, position: int) -> bool:
    """Whether a noun of time follows: the figure is a duration."""
    return _TIME[text.damaged].match(text.words, _skip_spaces(text, position)) is not None


def unknown_unit_after(text: FoldedText, position: int) -> Unit | None:
    """The words after a figure up to a verb, preposition or punctuation, as a unit that nobody listed."""
    start, stop = _skip_spaces(text, position), position
    for _ in range(_MOST_UNKNOWN_WORDS):
        match = _WORD.match(text.folded, stop)
        if match is None or match[1] in _STOPS or match[1].isdigit():
            break
        stop = match.end()
    return Unit(start, stop, text.cut(start, stop), known=False) if stop > start else None


_NUMBER_OF = {
    folded: re.compile(rf"(?<!\w)(?:{phrase_pattern(['số', 'tổng số', 'số lượng'], folded=folded)}) {{1,3}}")
    for folded in (False, True)
}


def unit_before(text: FoldedText, clause: int, position: int) -> Unit | None:
    """The unit of "số lượt người được đào tạo: 500": a head after "số" in the same clause, before the figure."""
    for match in _NUMBER_OF[text.damaged].finditer(text.words, clause, position):
        unit = unit_after(text, match.end())
        if unit is not None and unit.stop <= position and not unit.money:
            return unit
    return None


def states_count(text: FoldedText, position: int) -> bool:
    """Whether what stands before a place announces a number: "là", "đạt", a colon."""
    return _COUNTS[text.damaged].search(text.words, max(0, position - _LOOK_BACK), position) is not None


def per_unit_after(text: FoldedText, position: int) -> tuple[int, str] | None:
    """ "05 doanh nghiệp/huyện": where it ends, and for one of what; None where no known head follows a slash."""
    slash = _SLASH.match(text.folded, position)
    unit = unit_after(text, slash.end()) if slash else None
    return None if unit is None or not unit.known or unit.text == "%" else (unit.stop, unit.text)


def each_before(text: FoldedText, first: int, position: int) -> str | None:
    """ "mỗi doanh nghiệp có nhu cầu": the words that say for one of what, where "mỗi" leads up to the figure."""
    matches = list(_EACH[text.damaged].finditer(text.words, first, position))
    match = matches[-1] if matches else None
    unit = unit_after(text, match.end()) if match else None
    if match is None or unit is None or not unit.known or unit.money or unit.stop > position:
        return None
    comma = text.words.find(",", unit.stop, position)
    verb = _PREDICATE[text.damaged].search(text.words, unit.stop, position)
    ends = [end for end in (comma, verb.start() if verb else -1) if end >= 0]
    return text.cut(match.start(), min(ends, default=unit.stop))


def _has_its_marks(text: FoldedText, match: re.Match[str]) -> bool:
    """A head of one syllable is easily another word without its marks: "tổ" and "to", "mẫu" and "màu"."""
    if text.damaged or " " in match[0]:
        return True
    return text.lowered[match.start() : match.end()] in _SYLLABLES


def _join(text: FoldedText, stop: int, unit_class: _Class) -> int:
    while True:
        joiner = _JOINER.match(text.folded, stop)
        member = unit_class.member.match(text.folded, joiner.end()) if joiner else None
        if member is None:
            return stop
        stop = member.end()


def _skip_spaces(text: FoldedText, position: int) -> int:
    match = _SPACES.match(text.folded, position)
    return match.end() if match else position
