"""Bodies that the word lists do not know: found by the noun that heads their name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.reading.agencies.mentions import Mention, own_key
from nscl.documents.reading.agencies.words import CAPITALS
from nscl.documents.reading.lexicon import load
from nscl.text.folding import fold, fold_words

_MOST_NAME_WORDS = 14
_LONGEST_NAME = 160  # characters
_FEWEST_LETTERS = 3
_BETWEEN = re.compile(rf"[,;\n•|+]|\s[-–]\s(?=[{CAPITALS}])|^\s*[-–]|\.\s|\s+và\s+(?=[{CAPITALS}])")
_NAME_END = re.compile(r"[,;:.()\n“”\"]")
_OWNER = re.compile(r"\s+(?:(?:trực\s+)?thuộc|của|và)\s*$")


def find_unknown(text: str, covered: Sequence[tuple[int, int]], *, cell: bool, damaged: bool) -> list[Mention]:
    """Unknown bodies outside the ``covered`` offsets; in running text only names with a head noun and a capital."""
    if damaged:
        return []
    gaps = list(_gaps(text, covered))
    if cell:
        return [mention for start, stop in gaps for mention in _segments(text, start, stop)]
    return [mention for start, stop in gaps for mention in _headed(text, start, stop)]


def _gaps(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, stop in sorted(covered):
        if start > at:
            yield at, start
        at = max(at, stop)
    if at < len(text):
        yield at, len(text)


def _headed(text: str, start: int, stop: int) -> Iterator[Mention]:
    pattern = _head_pattern()
    at = start
    while (head := pattern.search(text, at, stop)) is not None:
        reach = min(stop, head.end() + _LONGEST_NAME)
        ending = _NAME_END.search(text, head.end(), reach)
        limit = ending.start() if ending else reach
        words = list(re.finditer(r"\S+", text[head.end() : limit]))[:_MOST_NAME_WORDS]
        last = _last_name_word(words)
        at = head.end()
        if last is not None:
            at = head.end() + last
            yield _mention(text, head.start(), at)


def _last_name_word(words: list[re.Match[str]]) -> int | None:
    """End of the last capitalised word: what follows in small letters is the sentence, not the name."""
    stops = [word.end() for word in words if word[0][:1].isupper()]
    if not stops or not words[0][0][:1].isupper():
        return None
    return stops[-1]


def _segments(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Of a cell of bodies: what stands between its separators."""
    at = start
    for cut in [*(found for found in _BETWEEN.finditer(text, start, stop)), None]:
        end = cut.start() if cut else stop
        piece = text[at:end]
        lead = len(piece) - len(piece.lstrip(" \t\n,;.:()-–+*"))
        name = re.sub(r"^(và|và các|cùng)\s+", "", piece.strip(" \t\n,;.:()-–+*"), flags=re.IGNORECASE)
        if len("".join(fold_words(name))) >= _FEWEST_LETTERS and _names_a_body(name):
            begin = at + lead + piece[lead:].index(name)
            yield _mention(text, begin, begin + len(name))
        at = cut.end() if cut else stop


def _names_a_body(name: str) -> bool:
    """Not the words between bodies ("và các", "có liên quan"), and a capital or a head noun in front."""
    filling = set(load("agencies")["filling"])
    if all(word in filling for word in fold_words(name)):
        return False
    return name[:1].isupper() or _head_pattern(any_case=True).match(name) is not None


def _mention(text: str, start: int, stop: int) -> Mention:
    written = _OWNER.sub("", text[start:stop])
    stop = start + len(written)
    name = " ".join(written.split())
    return Mention(own_key(name), f"{name[:1].upper()}{name[1:]}", _kind(fold(name)), start, stop, written, known=False)


def _kind(folded: str) -> AgencyKind:
    for kind, heads in load("agencies")["heads"].items():
        if any(folded.startswith(fold(head)) for head in heads):
            return AgencyKind(kind)
    return AgencyKind.OTHER


@cache
def _head_pattern(*, any_case: bool = False) -> re.Pattern[str]:
    heads = sorted((head for found in load("agencies")["heads"].values() for head in found), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(head) for head in heads)})\s+", re.IGNORECASE if any_case else 0)
