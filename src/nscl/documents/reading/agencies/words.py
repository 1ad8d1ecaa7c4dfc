"""A text as folded words, with the way back to the offsets of the text."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nscl.text.folding import fold

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
_LETTERS = [chr(code) for code in range(0x41, 0x1EFA) if chr(code).isalpha()]
_SMALL = "".join(letter for letter in _LETTERS if letter.islower())
# Every capital of the Latin script, with and without marks, for a character class.
CAPITALS = "".join(letter for letter in _LETTERS if letter.isupper())
# Two words melted by extraction: "Công nghệSở Tài chính".
_MELTED = re.compile(f"(?<=[{_SMALL}])(?=[{CAPITALS}][{_SMALL}])")
_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class FoldedText:
    """``folded``: every folded word followed by one space; ``begins``: where each word begins in it.

    ``starts`` and ``stops``: where the word stands in the text itself.
    """

    folded: str
    begins: tuple[int, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]

    def word(self, number: int) -> str:
        """A folded word."""
        stop = self.begins[number + 1] - 1 if number + 1 < len(self.begins) else len(self.folded) - 1
        return self.folded[self.begins[number] : stop]

    def word_at_start(self, offset: int) -> int:
        """Number of the first word that begins at or after an offset of the text."""
        return bisect_left(self.starts, offset)

    def word_at(self, offset: int) -> int:
        """Number of the word that covers an offset of ``folded``."""
        return bisect_right(self.begins, offset) - 1

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the text of a piece of ``folded`` that begins with a word; a last word may be cut short."""
        first, last = self.word_at(begin), self.word_at(max(begin, end - 1))
        length = self.stops[last] - self.starts[last]
        used = len(self.folded[self.begins[last] : end].rstrip())
        return self.starts[first], self.starts[last] + min(used, length)


def fold_text(text: str) -> FoldedText:
    """Fold a text word by word."""
    words: list[str] = []
    begins: list[int] = []
    starts: list[int] = []
    stops: list[int] = []
    at = 0
    for found in _WORD.finditer(text):
        begin = found.start()
        for start, stop, word in _pieces(found[0]):
            words.append(word)
            begins.append(at)
            starts.append(begin + start)
            stops.append(begin + stop)
            at += len(word) + 1
    return FoldedText("".join(f"{word} " for word in words), tuple(begins), tuple(starts), tuple(stops))


@lru_cache(maxsize=_MOST_KNOWN)
def _pieces(word: str) -> tuple[tuple[int, int, str], ...]:
    """The words that a run of letters holds, usually one: where each stands in it, and its folded form."""
    cuts = [0, *(cut.start() for cut in _MELTED.finditer(word)), len(word)]
    pieces = ((start, stop, fold(word[start:stop]).replace(" ", "")) for start, stop in pairwise(cuts))
    return tuple(piece for piece in pieces if piece[2])
