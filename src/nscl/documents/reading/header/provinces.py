"""Which province a plan is of, and the code that it had on the day."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from nscl.documents.reading.gazetteer import Gazetteer, ProvinceName
from nscl.documents.reading.header.zones import Passage, Zones
from nscl.text.folding import fold, fold_words

# How much a mention tells, by where it stands: a plan names other provinces in its text, never in its letterhead.
_LETTERHEAD, _TITLE, _ATTACHED, _PREAMBLE, _BODY = 40, 20, 12, 8, 1
_KIND = r"(?P<kind>tinh|thanh pho|tp\.?)"
_BETWEEN = r"(?:\s?[-–]\s?|\s)"  # "Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"
_DAMAGED_MENTION = re.compile(rf"\b{_KIND} (?P<name>[a-z]+ [a-z]+(?: [a-z]+)?)")
_ALIKE = 80.0  # per cent, for names of OCR


@dataclass(frozen=True, slots=True)
class ProvinceFound:
    """``name`` as in the gazetteer; ``city``: named as "thành phố"; ``rival``: another name with much for it."""

    name: str
    city: bool
    rival: str | None


class ProvinceNames:
    """The names of a gazetteer, ready to be found in folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entries = gazetteer.provinces()
        self._names = {" ".join(fold_words(entry.name)): entry.name for entry in self._entries}
        longest_first = sorted(self._names, key=len, reverse=True)
        names = "|".join(name.replace(" ", _BETWEEN) for name in longest_first) or r"(?!)"
        self._mention = re.compile(rf"\b{_KIND} (?P<name>{names})\b")

    def mentions(self, text: str, *, damaged: bool = False) -> list[tuple[str, bool]]:
        """Each mention in order: the name, and whether as a city ("thành phố")."""
        folded = fold(text)
        found = [
            (self._names[" ".join(fold_words(match["name"]))], match["kind"] != "tinh")
            for match in self._mention.finditer(folded)
        ]
        if not found and damaged:
            found = [
                (name, match["kind"] != "tinh")
                for match in _DAMAGED_MENTION.finditer(folded)
                if (name := self._likeliest(match["name"])) is not None
            ]
        return found

    def restore(self, text: str) -> str:
        """A text in small letters with the capitals of province names."""
        lowered = text.lower()
        for name in sorted(set(self._names.values()), key=len, reverse=True):
            place = lowered.find(name.lower())
            while place >= 0:
                text = text[:place] + name + text[place + len(name) :]
                place = lowered.find(name.lower(), place + len(name))
        return text

    def codes(self, name: str) -> list[ProvinceName]:
        """What the gazetteer has of a name, oldest first."""
        entries = [entry for entry in self._entries if entry.name == name]
        return sorted(entries, key=lambda entry: entry.valid_from or date.min)

    def code_on(self, name: str, on: date) -> str | None:
        """The code of a name on a day; None where the name was not in force then."""
        for entry in self.codes(name):
            if (entry.valid_from or date.min) <= on <= (entry.valid_to or date.max):
                return entry.code
        return None

    def _likeliest(self, words: str) -> str | None:
        best, best_name = _ALIKE, None
        pair = " ".join(words.split()[:2])
        for folded, name in self._names.items():
            score = max(fuzz.ratio(folded, words), fuzz.ratio(folded, pair))
            if score > best:
                best, best_name = score, name
        return best_name


def find_province(zones: Zones, names: ProvinceNames, on: date | None, *, damaged: bool) -> ProvinceFound | None:
    """The province with the most for it; names that were not in force on the day count only where no other does."""
    scores: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    for passages, weight in _weighted(zones):
        for name, city in _all_mentions(passages, names, damaged=damaged):
            scores[name] += weight
            cities[name] += weight if city else -weight
    if on is not None:
        in_force = {name: score for name, score in scores.items() if names.code_on(name, on) is not None}
        scores = Counter(in_force) if in_force else scores
    ranked = scores.most_common(2)
    if not ranked:
        return None
    rival = ranked[1][0] if len(ranked) > 1 and ranked[1][1] * 2 >= ranked[0][1] else None
    return ProvinceFound(ranked[0][0], cities[ranked[0][0]] > 0, rival)


def _weighted(zones: Zones) -> Iterable[tuple[Sequence[Passage], int]]:
    yield zones.letterhead, _LETTERHEAD
    yield zones.title, _TITLE
    yield zones.attached, _ATTACHED
    yield zones.preamble, _PREAMBLE
    yield zones.body, _BODY


def _all_mentions(passages: Sequence[Passage], names: ProvinceNames, *, damaged: bool) -> Iterable[tuple[str, bool]]:
    for passage in passages:
        yield from names.mentions(passage.text, damaged=damaged)
