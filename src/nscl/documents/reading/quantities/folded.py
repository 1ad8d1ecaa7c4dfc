"""Copies of a text, lower-case and folded, that keep the place of every character: what is found in a copy is cut out
of the text itself.

Words that differ by their marks alone ("cỡ" and "có", "gần" and "gắn") are to be looked for in ``lowered``; in
``folded`` only where the text has lost its marks, or where the phrase is long enough to be no other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\u2015"
_MARK = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=4096)
def _lower_character(character: str) -> str:
    """One character in lower case; always one character long."""
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    if character in "Ðð":
        return "đ"
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """One lower-case character without its marks; always one character long."""
    return "d" if character == "đ" else unicodedata.normalize("NFD", character)[0]


@dataclass(frozen=True, slots=True)
class FoldedText:
    """``lowered[i]`` and ``folded[i]`` are what ``original[places[i]]`` becomes; ``places`` None: place i itself."""

    original: str
    lowered: str
    folded: str
    places: tuple[int, ...] | None
    damaged: bool

    @property
    def words(self) -> str:
        """The copy in which words of the lexicon are looked for: folded where the text has lost its marks."""
        return self.folded if self.damaged else self.lowered

    def place(self, index: int) -> int:
        """Where a place of the copies is in the original text."""
        if self.places is None:
            return index
        return self.places[index] if index < len(self.places) else len(self.original)

    def cut(self, start: int, stop: int) -> str:
        """The original words of a stretch of the copies, in NFC, with single spaces."""
        piece = self.original[self.place(start) : self.place(stop)]
        return " ".join(unicodedata.normalize("NFC", piece).split())


def fold_in_place(text: str, *, damaged: bool = False) -> FoldedText:
    """Copy a text character by character; a letter with its combining marks (NFD) is one character of the copies."""
    if _MARK.search(text) is None:
        lowered, places = "".join(map(_lower_character, text)), None
    else:
        clusters = list(_composed(text))
        lowered = "".join(_lower_character(character) for _, character in clusters)
        places = tuple(index for index, _ in clusters)
    return FoldedText(text, lowered, "".join(map(_fold_character, lowered)), places, damaged)


def _composed(text: str) -> Iterator[tuple[int, str]]:
    """Each letter with its combining marks as one character, and where it begins."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, unicodedata.normalize("NFC", text[start:index])[0]
            start = index


def lower_phrase(phrase: str) -> str:
    """A phrase of a lexicon as `FoldedText.lowered` has it."""
    return " ".join(phrase.lower().split())


def fold_phrase(phrase: str) -> str:
    """A phrase of a lexicon as `FoldedText.folded` has it."""
    return "".join(map(_fold_character, lower_phrase(phrase)))


def phrase_pattern(phrases: Iterable[str], *, folded: bool) -> str:
    """A pattern of alternatives, longest first, any run of spaces between the words."""
    written = {fold_phrase(phrase) if folded else lower_phrase(phrase) for phrase in phrases}
    ordered = sorted(written, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", " {1,9}") for phrase in ordered)
