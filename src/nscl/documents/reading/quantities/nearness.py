"""Which phrase of a lexicon stands at a place of a text that has lost its diacritics."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from nscl.documents.reading.approximate import plain_letters

# One letter in six may be wrong ("it nhit" for "it nhat", 0.83) and every word keeps half of its letters ("bd", "bộ").
LEAST_LIKENESS = 0.82
# Where only a unit can stand, directly after a figure, less is enough ("t6 chirc" for "tổ chức", 0.78).
LEAST_UNIT_LIKENESS = 0.76
LEAST_WORD_LIKENESS = 0.5
_LONGEST = 60  # characters of the longest phrase, damaged
_WORD = re.compile(r"[^\s,;:.()\[\]/\"]+")
_HIGHEST = 100  # rapidfuzz counts in per cent

# First word → phrases that begin with it, each with the plain letters of its words.
Phrases = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]


def index_phrases(phrases: Iterable[str]) -> Phrases:
    """The phrases, by their first word, as `nearest_phrase` compares them."""
    grouped: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for phrase in phrases:
        words = tuple(plain_letters(word) for word in _WORD.findall(phrase))
        if words:
            grouped[words[0]].append((phrase, words))
    return {first: tuple(entries) for first, entries in grouped.items()}


def nearest_phrase(text: str, start: int, phrases: Phrases, *, least: float = LEAST_LIKENESS) -> tuple[int, str] | None:
    """The phrase most like what stands at ``start``: where it ends and the phrase; None where none is like enough.

    ``least``: how much of its letters must be right. A lone word must have kept all of them: short words are too easily
    others.
    """
    seen = list(_WORD.finditer(text, start, start + _LONGEST))
    if not seen or seen[0].start() > start + 1:
        return None
    letters = [plain_letters(match[0]) for match in seen]
    best: tuple[float, int, str] | None = None
    for first, entries in phrases.items():
        if _likeness(letters[0], first) < LEAST_WORD_LIKENESS:
            continue
        for phrase, words in entries:
            right = _letters_right(letters, words, least, LEAST_WORD_LIKENESS)
            if right is not None and (best is None or right > best[0]):
                best = right, seen[len(words) - 1].end(), phrase
    return None if best is None else best[1:]


def words_near(text: str) -> tuple[str, ...]:
    """The plain letters of the words of a text, for `stands_near`."""
    return tuple(letters for match in _WORD.finditer(text) if (letters := plain_letters(match[0])))


def stands_near(words: Sequence[str], phrases: Phrases, *, least_word: float) -> bool:
    """Whether something like one of the phrases stands anywhere among the words.

    ``least_word``: how much of every word must be right; more than directly after a figure.
    """
    for first, entries in phrases.items():
        for place, word in enumerate(words):
            if _likeness(word, first) < least_word:
                continue
            for _, wanted in entries:
                window = words[place : place + len(wanted)]
                if _letters_right(window, wanted, LEAST_LIKENESS, least_word) is not None:
                    return True
    return False


def _letters_right(letters: Sequence[str], words: tuple[str, ...], least: float, least_word: float) -> float | None:
    """How many letters of the phrase are right; None where too few are."""
    if len(letters) < len(words):
        return None
    each = [_likeness(seen, word) for seen, word in zip(letters, words, strict=False)]
    length = sum(map(len, words))
    right = sum(one * len(word) for one, word in zip(each, words, strict=True))
    enough = least if len(words) > 1 else 1
    return right if min(each) >= least_word and right >= enough * length else None


@lru_cache(maxsize=50_000)
def _likeness(one: str, other: str) -> float:
    return fuzz.ratio(one, other) / _HIGHEST
