"""Phrases of a word list in text that recognition has damaged: lost diacritics, wrong vowels, stray marks.

What optical recognition does to Vietnamese (measured on a scanned plan): diacritics vanish, the vowel under them
becomes any other vowel, a digit or a currency sign ("Sở" → "S6", "S¢", "Sé"), words split or melt; consonants mostly
survive. So words are compared by their consonants first (a cheap index), and only where these agree letter by letter.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from nscl.text.folding import fold

# Signs and digits that stand for a letter of similar shape.
_LOOKALIKES = str.maketrans({"¢": "e", "€": "e", "6": "o", "0": "o", "1": "l", "4": "a", "5": "s", "§": "s"})
_TOKEN = re.compile(r"[^\s,;:.()\[\]{}\"“”|!?/]+")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SLACK_WORDS = 1  # a word may have been split in two or melted with its neighbour
# How much a window may gain by beginning or ending a word earlier or later.
_GAIN_OF_SHIFT = 0.15
_WEIGHT_OF_ERRORS = 2.5
_MOST_ANCHORS = 4
# A vote is one number: which phrase, and at which word of the text it would begin (at most so many words).
_STRIDE, _BIAS = 1 << 24, 1 << 8
_MOST_KNOWN = 20_000
_LONGEST_KEPT = 80


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: ``start`` and ``stop`` are offsets in the text; ``score`` is 1.0 for all letters right."""

    start: int
    stop: int
    phrase: str
    score: float


@dataclass(frozen=True, slots=True)
class _Word:
    letters: str
    frame: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    letters: str
    words: int
    votes: int


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases ready for search (`phrase_index`), by the consonants of their words.

    ``places``: frame → where the phrase would begin before such a word, as phrase × `_STRIDE` + `_BIAS` - place.
    """

    phrases: tuple[_Phrase, ...]
    places: dict[str, tuple[int, ...]]


def plain_letters(text: str) -> str:
    """The letters by which damaged text is compared: folded, look-alike signs as the letter, no spaces or marks."""
    return _letters(text) if len(text) <= _LONGEST_KEPT else "".join(word.letters for word in _words(text))


def likeness(one: str, other: str) -> float:
    """How alike two texts are as damaged text goes: 1.0 where their plain letters agree, 0.0 where none does."""
    return fuzz.ratio(plain_letters(one), plain_letters(other)) / 100


def same_consonants(one: str, other: str) -> bool:
    """Whether two texts have the same number of words with the same consonants in each: only vowels were lost."""
    return [word.frame for word in _words(one)] == [word.frame for word in _words(other)]


def find_phrases(
    text: str, phrases: Sequence[str] | PhraseIndex, *, least: float, accept: Callable[[Match], bool] | None = None
) -> list[Match]:
    """Where the text has one of the phrases, as written or damaged; in the order of the text, without overlaps.

    ``least``: the lowest score to accept, from 0 to 1 (0.8 suits phrases of two words and more; a single short word
    wants 1.0). ``accept``: a further condition. Of overlapping matches the one with more letters right and fewer wrong
    stays. Linear in the length of the text.
    """
    index = phrases if isinstance(phrases, PhraseIndex) else phrase_index(tuple(phrases))
    found = sorted(_candidates(_stream(text), index, least), key=lambda match: (-match.weight, match.first))
    taken: list[Match] = []
    covered = bytearray(len(text))
    for candidate in found:
        match = candidate.match
        if not any(covered[match.start : match.stop]) and (accept is None or accept(match)):
            taken.append(match)
            covered[match.start : match.stop] = b"\x01" * (match.stop - match.start)
    return sorted(taken, key=lambda match: match.start)


@dataclass(frozen=True, slots=True)
class _Stream:
    """The words of a text and their letters in one string; word n has the letters from ``bounds[n]``."""

    words: tuple[_Word, ...]
    letters: str
    bounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    match: Match
    first: int
    weight: float


def _stream(text: str) -> _Stream:
    words = tuple(_words(text))
    bounds = [0]
    for word in words:
        bounds.append(bounds[-1] + len(word.letters))
    return _Stream(words, "".join(word.letters for word in words), tuple(bounds))


def _candidates(stream: _Stream, index: PhraseIndex, least: float) -> Iterator[_Candidate]:
    """Every place at which enough words of a phrase have the right consonants, with its best window."""
    votes: dict[int, int] = {}
    for number, word in enumerate(stream.words):
        for place in index.places.get(word.frame, ()):
            votes[place + number] = votes.get(place + number, 0) + 1
    for vote, count in votes.items():
        phrase, start = divmod(vote, _STRIDE)
        wanted = index.phrases[phrase]
        if count >= wanted.votes:
            best = _best_window(stream, start - _BIAS, wanted, least)
            if best is not None:
                yield best


def _best_window(stream: _Stream, start: int, wanted: _Phrase, least: float) -> _Candidate | None:
    """The window of words most like the phrase; a word may have been split in two or melted with its neighbour."""
    middle = _score(stream, start, start + wanted.words, wanted, least - _GAIN_OF_SHIFT)
    if middle == 0.0:
        return None
    best, place = middle, (start, start + wanted.words)
    if best < 1.0:
        for first in range(start - _SLACK_WORDS, start + _SLACK_WORDS + 1):
            for stop in range(first + max(wanted.words - _SLACK_WORDS, 1), first + wanted.words + _SLACK_WORDS + 1):
                score = _score(stream, first, stop, wanted, best)
                if score > best:
                    best, place = score, (first, stop)
    if best < least:
        return None
    match = Match(stream.words[place[0]].start, stream.words[place[1] - 1].stop, wanted.text, best)
    # A wrong letter speaks more against a reading than a right one for it.
    return _Candidate(match, place[0], len(wanted.letters) * (best - _WEIGHT_OF_ERRORS * (1 - best)))


def _score(stream: _Stream, first: int, stop: int, wanted: _Phrase, least: float) -> float:
    """Likeness of the words ``first`` to ``stop`` (exclusive) and the phrase; 0.0 where it is below ``least``."""
    if first < 0 or stop > len(stream.words):
        return 0.0
    letters = stream.letters[stream.bounds[first] : stream.bounds[stop]]
    return fuzz.ratio(letters, wanted.letters, score_cutoff=max(least, 0.0) * 100) / 100


@lru_cache(maxsize=_MOST_KNOWN)
def _letters(text: str) -> str:
    return "".join(word.letters for word in _words(text))


@lru_cache(maxsize=64)
def phrase_index(phrases: tuple[str, ...]) -> PhraseIndex:
    """Prepare phrases once for many searches."""
    entries: list[_Phrase] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for text in phrases:
        words = list(_words(text))
        if not 0 < len(words) < _BIAS:
            continue
        # The longest words say most ("nghệ", not "và"); half of them must have kept their consonants.
        anchors = sorted(range(len(words)), key=lambda place: -len(words[place].frame))[:_MOST_ANCHORS]
        for place in anchors:
            places[words[place].frame].append(len(entries) * _STRIDE + _BIAS - place)
        votes = max(1, len(anchors) // 2)
        entries.append(_Phrase(text, "".join(word.letters for word in words), len(words), votes))
    return PhraseIndex(tuple(entries), {frame: tuple(found) for frame, found in places.items()})


def _words(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(text):
        letters, frame = _plain(match[0])
        if letters:
            yield _Word(letters, frame, match.start(), match.end())


@lru_cache(maxsize=_MOST_KNOWN)
def _plain(token: str) -> tuple[str, str]:
    """Letters of a token, and its consonants with every run of vowels as one mark."""
    folded = fold(token)
    if _LETTER.search(folded):
        folded = folded.translate(_LOOKALIKES)
    letters = _NOT_PLAIN.sub("", folded)
    return letters, _VOWELS.sub("_", letters)
