"""Bodies in text that recognition has damaged: approximate match of the wordings of the word lists."""

import re
from collections.abc import Iterator

from nscl.documents.reading.agencies.catalogue import Catalogue, Entry
from nscl.documents.reading.agencies.mentions import Mention
from nscl.documents.reading.agencies.naming import name_mention
from nscl.documents.reading.approximate import Match, find_phrases, likeness, plain_letters, same_consonants
from nscl.text.folding import fold_words

# Of short names every letter weighs more: "cơ quan thường" is no "Sở Công Thương".
_LEAST_TINY, _LEAST_SHORT, _LEAST_LONG = 0.9, 0.84, 0.78
_TINY_LETTERS, _SHORT_LETTERS = 10, 14
_LEAST_FIELD = 0.78
_LEAST_FIRST_WORD = 0.66
_LEAST_AT_ALL = 0.7
_LEAST_COMMITTEE = 0.77
_LEAST_TAIL = 0.75
_TAIL_REACH = 40
_COMMITTEE = "UBND"
_FEWEST_WORDS_BY_CONSONANTS = 3
# A name goes over no cell border, sentence or blank line.
_BORDER = re.compile(r"[|;]|\.\s|\n\s*\n")
# "Sở", "Bộ" before a field: the letter with whatever recognition made of its vowel ("S6", "S¢", "Sé¢", "B6").
_HEAD = re.compile(r"(?<![^\W\d_])([sSB])[^\s|;,]{0,3}\s+$")
_HEAD_REACH = 12
# The same before an abbreviation, where no letter may be wrong: "S6 KH&CN".
_ABBREVIATED = re.compile(r"(?<![^\W\d_])([SB][^\s|;,b-df-hj-np-tv-z]{0,3})\s+([A-ZĐ][A-ZĐ&,\-]*[A-ZĐ])(?!\w)")
# Before a small "s" another word: "cơ sở", "chỉ số", "hồ sơ", "một số".
_BASE = re.compile(r"(?<![^\W\d_])(?:[cC]h?\S?|[hH]\S{1,2}|[mM]\S{1,2}t)\s+(?=s)")


def find_damaged(text: str, known: Catalogue, province: str | None) -> list[Mention]:
    """The known bodies and groups of a damaged text, with the full names of the word lists."""
    departments = [*_departments(text, known), *_abbreviated(text, known)]
    matches = find_phrases(
        text, known.wording_index, least=_LEAST_AT_ALL, accept=lambda match: _is_likely(text, match, known.wordings)
    )
    others = [_mention(text, match, known.wordings[match.phrase], match.start, province) for match in matches]
    taken = {offset for one in departments for offset in range(one.start, one.stop)}
    return departments + [one for one in others if taken.isdisjoint(range(one.start, one.stop))]


def _mention(text: str, match: Match, entry: Entry, start: int, province: str | None = None) -> Mention:
    tail = _tail(text[match.stop :], province) if entry.keeps_tail else ""
    name, parts = name_mention(entry, match.phrase, tail)
    return Mention(
        entry.key, name, entry.kind, start, match.stop, text[start : match.stop], parts=parts, score=match.score
    )


def _tail(after: str, province: str | None) -> str:
    """ "tỉnh …" after the name of a body, as it should be spelled."""
    own = (province or "").split()
    words = after[:_TAIL_REACH].split()
    tail = ["tỉnh"] if words and likeness(words[0], "tỉnh") >= _LEAST_TAIL else []
    rest = " ".join(words[len(tail) : len(tail) + len(own)])
    if own and likeness(rest, " ".join(own)) >= _LEAST_TAIL:
        tail += own
    return " ".join(tail)


def _departments(text: str, known: Catalogue) -> list[Mention]:
    """Departments and ministries: a field of theirs after something like "Sở" or "Bộ"; no "cơ sở y tế"."""
    found = []
    for match in find_phrases(text, known.field_index, least=_LEAST_FIELD, accept=lambda match: _has_head(text, match)):
        head = _HEAD.search(text, max(0, match.start - _HEAD_REACH), match.start)
        key = known.field_keys[match.phrase].get("bo" if head and head[1] == "B" else "so")
        if head is not None and key is not None:
            found.append(_mention(text, match, known.by_key[key], head.start()))
    return found


def _abbreviated(text: str, known: Catalogue) -> Iterator[Mention]:
    """Departments and ministries by the abbreviation of their field."""
    for match in _ABBREVIATED.finditer(text):
        keys = known.short_fields.get("".join(fold_words(match[2])), {})
        entry = known.by_key.get(keys.get("bo" if match[1][0] == "B" else "so", ""))
        if entry is not None:
            yield Mention(entry.key, entry.name, entry.kind, match.start(), match.end(), match[0])


def _has_head(text: str, match: Match) -> bool:
    head = _HEAD.search(text, max(0, match.start - _HEAD_REACH), match.start)
    if head is None or _BORDER.search(text, match.start, match.stop):
        return False
    # The word before the head: the search sees the head's own letter, and so its case, behind it.
    return _BASE.search(text, max(0, head.start() - _HEAD_REACH), head.start() + 1) is None


def _is_likely(text: str, match: Match, phrases: dict[str, Entry]) -> bool:
    written = text[match.start : match.stop]
    enough = match.score >= _least(match.phrase, written) or _lost_vowels_only(written, match.phrase)
    if not enough or _BORDER.search(written):
        return False
    if phrases[match.phrase].group:
        return True
    # The head noun makes the body: "về năng suất" is no "Viện Năng suất".
    first, head = plain_letters(match.phrase.split()[0]), plain_letters((written.split() or [""])[0])
    alike = abs(len(head) - len(first)) <= 1 and likeness(head, first) >= _LEAST_FIRST_WORD
    return head[:1] == first[:1] and alike and "," not in written


def _lost_vowels_only(written: str, phrase: str) -> bool:
    return len(phrase.split()) >= _FEWEST_WORDS_BY_CONSONANTS and same_consonants(written, phrase)


def _least(phrase: str, written: str) -> float:
    if phrase.startswith(_COMMITTEE) and written.startswith(_COMMITTEE):
        return _LEAST_COMMITTEE  # four consonants that recognition got right say much
    letters = len(plain_letters(phrase))
    if letters < _TINY_LETTERS:
        return _LEAST_TINY
    return _LEAST_SHORT if letters < _SHORT_LETTERS else _LEAST_LONG
