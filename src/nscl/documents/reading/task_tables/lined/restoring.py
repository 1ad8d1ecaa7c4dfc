"""Names of agencies restored in the cells of a recognised table, from those that the document names elsewhere."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from nscl.documents.reading.approximate import plain_letters

# How alike, in per cent, a name and the stretch of the cell are in which it is recognised; shorter names need more.
_ALIKE, _ALIKE_SHORT, _ALIKE_PART = 78, 77, 80
_ALIKE_CONSONANTS, _FEWEST_CONSONANTS = 88, 6
_ALIKE_MANY, _MANY_CONSONANTS = 82, 8
# Of two names alike ("Sở …", "Bộ …") the one that the plan has more often: a little more for each time, up to ten.
_WEIGHT_OF_USE, _MOST_USE = 0.025, 10
# Names that so many cells of a column have need less.
_USUAL, _ALIKE_USUAL = 4, 68
_SHORT_NAME, _FEWEST_LETTERS, _FEWEST_OF_PART = 12, 7, 8


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    start: int
    stop: int
    weight: float


class NameRestorer:
    """Finds the names of a document in cells; ``names`` as spelled in full, with how often the document has them."""

    def __init__(self, names: Mapping[str, int]) -> None:
        self._names = [(name, plain_letters(name)) for name in names]
        self._named = names
        self._seen: Counter[str] = Counter()

    def restore_column(self, texts: Sequence[str]) -> list[list[str]]:
        """The names that stand in the cells of a column, each in its order; none where nothing is alike enough.

        Names that many of the cells have are then also found where recognition has done more harm.
        """
        letters = [plain_letters(text) for text in texts]
        cells = [self._candidates(cell) for cell in letters]
        counts = Counter(found.name for cell in cells for found in cell)
        usual = {name for name, count in counts.items() if count >= _USUAL}
        restored = []
        for text, cell in zip(letters, cells, strict=True):
            more = [name for name in usual if all(found.name != name for found in cell)]
            weak = [found for name, wanted in self._names if name in more and (found := _weak(name, wanted, text))]
            restored.append([found.name for found in _without_overlap([*cell, *weak], taken=len(cell))])
            self._seen.update(restored[-1])
        return restored

    def _candidates(self, letters: str) -> list[_Found]:
        """The names found in a cell by most of their letters, without overlap."""
        candidates = []
        for name, wanted in self._names:
            if len(wanted) < _FEWEST_LETTERS or len(wanted) > len(letters) + 3:
                continue
            found = self._find(name, wanted, letters)
            if found is not None:
                candidates.append(found)
        return _without_overlap(candidates)

    def _find(self, name: str, wanted: str, letters: str) -> _Found | None:
        """The name in the letters of a cell: by all letters, or by the consonants, which recognition seldom harms."""
        weight = 1 + _WEIGHT_OF_USE * min(self._named[name], _MOST_USE)
        least = _ALIKE_SHORT if len(wanted) < _SHORT_NAME else _ALIKE
        found = fuzz.partial_ratio_alignment(wanted, letters, score_cutoff=least)
        if found is not None and found.score >= least:
            return _Found(name, found.dest_start, found.dest_end, found.score * found.score * weight)
        many = len(_consonants(wanted)[0]) >= _MANY_CONSONANTS
        return _by_consonants(name, wanted, letters, _ALIKE_MANY if many else _ALIKE_CONSONANTS, least * least * weight)

    def complete(self, text: str) -> str | None:
        """The name of which a cell holds the first or the last words alone; the table's most frequent of several."""
        letters = plain_letters(re.sub(r"\d", "", text))
        if len(letters) < _FEWEST_OF_PART:
            return None
        best: tuple[int, float, str] | None = None
        for name, wanted in self._names:
            if not self._seen[name] or len(wanted) <= len(letters):
                continue
            score = max(fuzz.ratio(letters, wanted[: len(letters)]), fuzz.ratio(letters, wanted[-len(letters) :]))
            if score >= _ALIKE_PART and (best is None or (self._seen[name], score) > best[:2]):
                best = (self._seen[name], score, name)
        return best[2] if best else None


def _by_consonants(name: str, wanted: str, letters: str, least: float, weight: float) -> _Found | None:
    """A name whose consonants a stretch of the letters has, ``least`` per cent alike."""
    frame, places = _consonants(wanted)[0], _consonants(letters)
    if len(frame) < _FEWEST_CONSONANTS:
        return None
    found = fuzz.partial_ratio_alignment(frame, places[0], score_cutoff=least)
    if found is None or found.score < least or found.dest_end <= found.dest_start:
        return None
    return _Found(name, places[1][found.dest_start], places[1][found.dest_end - 1] + 1, weight)


def _weak(name: str, wanted: str, letters: str) -> _Found | None:
    """A name that many cells have, where a cell has no more than something like it."""
    if len(letters) < len(wanted) - 1:
        return None
    found = fuzz.partial_ratio_alignment(wanted, letters, score_cutoff=_ALIKE_USUAL)
    if found is not None and found.score >= _ALIKE_USUAL:
        return _Found(name, found.dest_start, found.dest_end, found.score)
    return _by_consonants(name, wanted, letters, _ALIKE_MANY, _ALIKE_USUAL)


def _consonants(letters: str) -> tuple[str, list[int]]:
    """The consonants, and where each stands."""
    places = [place for place, letter in enumerate(letters) if letter not in "aeiouy"]
    return "".join(letters[place] for place in places), places


def _without_overlap(candidates: Sequence[_Found], taken: int = 0) -> list[_Found]:
    """The best names that do not share letters of the cell: many letters alike before few.

    ``taken``: so many of them, the first, are chosen already.
    """
    chosen: list[_Found] = list(candidates[:taken])
    for found in sorted(candidates[taken:], key=lambda item: -item.weight * (item.stop - item.start)):
        if all(found.stop <= other.start + 1 or found.start >= other.stop - 1 for other in chosen):
            chosen.append(found)
    return sorted(chosen, key=lambda item: item.start)
