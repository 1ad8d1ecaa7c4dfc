"""Words of duties in a text, intact or damaged: the search that readers of duties, reports and reviews share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nscl.documents.reading.agencies.words import FoldedText, fold_text
from nscl.documents.reading.approximate import Match, PhraseIndex, find_phrases, phrase_index, same_consonants
from nscl.documents.reading.lexicon import load
from nscl.text.folding import fold_words

# Two short words ("chủ trì", "báo cáo"): one letter of seven may be wrong.
_LEAST_DAMAGED, _LEAST_AT_ALL = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a list found in a text: offsets, and the word as the list has it."""

    start: int
    stop: int
    word: str


class DutyText:
    """A text in which the words of `lexicon/duties.yaml` are looked for."""

    def __init__(self, text: str, *, damaged: bool = False) -> None:
        self.text = text
        self._damaged = damaged
        self._folded: FoldedText | None = None if damaged else fold_text(text)

    def terms(self, *names: str) -> tuple[Term, ...]:
        """Every place of a word of the named lists, in order, longest first; "roles.fund" is a list within a list."""
        found = self._approximate(names) if self._folded is None else self._exact(self._folded, _words(names))
        return tuple(sorted(found, key=lambda term: (term.start, -term.stop)))

    def has(self, *names: str) -> bool:
        """Whether a word of the lists stands in the text."""
        return bool(self.terms(*names))

    def _approximate(self, names: tuple[str, ...]) -> Iterator[Term]:
        for match in find_phrases(self.text, _index(names), least=_LEAST_AT_ALL, accept=self._is_likely):
            yield Term(match.start, match.stop, match.phrase)

    def _is_likely(self, match: Match) -> bool:
        written = self.text[match.start : match.stop]
        return match.score >= _LEAST_DAMAGED or same_consonants(written, match.phrase)

    @staticmethod
    def _exact(folded: FoldedText, words: Sequence[str]) -> Iterator[Term]:
        padded = f" {folded.folded}"
        for word in words:
            wanted = f" {' '.join(fold_words(word))} "
            at = padded.find(wanted)
            while at >= 0:
                start, stop = folded.span(at, at + len(wanted) - 1)
                yield Term(start, stop, word)
                at = padded.find(wanted, at + len(wanted) - 1)


@cache
def _words(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for name in names for word in word_list(name))


@cache
def _index(names: tuple[str, ...]) -> PhraseIndex:
    return phrase_index(_words(names))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A list of the lexicon; "roles.fund" is a list within "roles"."""
    found = load("duties")
    for part in name.split("."):
        found = found[part]
    return tuple(found)
