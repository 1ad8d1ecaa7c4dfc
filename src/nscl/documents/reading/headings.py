"""What a heading says: the role of its part (lexicon `headings`) and the phase of years that it names."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rapidfuzz import fuzz

from nscl.documents.reading import lexicon
from nscl.documents.reading.outline import SectionRole
from nscl.text.folding import fold

_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´](?=\w)")  # OCR writes ư, ơ as u', o'
_WORD = re.compile(r"[a-z0-9]+")
# A heading names its subjects one after another: "MỤC ĐÍCH, YÊU CẦU VÀ MỤC TIÊU".
_CLAUSE_END = re.compile(r"[,;:/&–—(]| va | - ")
_EXACT = "="
_ALIKE = 82.0  # per cent: of six letters one may be misread ("MUC PICH" for "mục đích")
_SHORTEST_ALIKE = 6  # letters; shorter terms misread are other words
_LONGEST_RUN_IN = 60  # characters of a heading before its colon ("1. Mục đích: …")
MOST_TITLE_WORDS = 40
MOST_ITEM_WORDS = 16
_MOST_CLAUSES = 8

_YEAR = r"(20[0-9]{2})"
_RANGE = re.compile(rf"(?:nam )?{_YEAR}\s?(?:[-–—/]|den(?: het| cuoi)?)\s?(?:nam )?{_YEAR}")
_UNTIL = re.compile(rf"\b[dp]en\b(?: het| cuoi| truoc)?(?: nam)? {_YEAR}")
_ONE_YEAR = re.compile(rf"^(?:trong |muc tieu |chi tieu |ke hoach )?nam {_YEAR}\W{{0,3}}$")
_PHASE_WORDS = re.compile(r"g[il1]{1,2}a[il1] ?doan|thoi ky")


def fold_heading(text: str, *, damaged: bool = False) -> str:
    """The heading folded, its words parted by single spaces, its punctuation kept."""
    return fold(_APOSTROPHES.sub("", text) if damaged else text)


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """A list of beginnings, folded, by their first word; ``exact`` ones must be the whole text."""

    starts: Mapping[str, tuple[str, ...]]
    exact: frozenset[str]

    def match(self, words: str) -> int:
        """Length of the longest beginning that the folded words have; 0 where none."""
        if words in self.exact:
            return len(words)
        candidates = self.starts.get(words.partition(" ")[0])
        if candidates is None:
            return 0
        padded = words + " "
        return max((len(start) for start in candidates if padded.startswith(start + " ")), default=0)

    def likeness(self, words: str) -> float:
        """How alike the misread words are to the likeliest beginning, in per cent; 0 where no beginning is near."""
        solid = words.replace(" ", "")
        best = 0.0
        for term in chain(*self.starts.values(), self.exact):
            bare = term.replace(" ", "")
            if len(bare) >= _SHORTEST_ALIKE:
                best = max(best, fuzz.ratio(bare, solid[: len(bare)], score_cutoff=_ALIKE))
        return best


def _words(terms: list[str]) -> HeadingWords:
    starts: defaultdict[str, list[str]] = defaultdict(list)
    for term in terms:
        if not term.startswith(_EXACT):
            words = _WORD.findall(fold(term))
            starts[words[0]].append(" ".join(words))
    exact = {" ".join(_WORD.findall(fold(term[1:]))) for term in terms if term.startswith(_EXACT)}
    return HeadingWords({first: tuple(phrases) for first, phrases in starts.items()}, frozenset(exact))


@cache
def word_list(name: str) -> HeadingWords:
    """A flat list of the lexicon `headings` ("closing_starts", "signature_starts" …)."""
    return _words(lexicon.load("headings")[name])


@cache
def _role_words() -> tuple[tuple[SectionRole, HeadingWords], ...]:
    roles = lexicon.load("headings")["roles"]
    return tuple((SectionRole(role), _words(terms)) for role, terms in roles.items())


@cache
def _leads() -> tuple[str, ...]:
    return tuple(sorted((fold(lead) + " " for lead in lexicon.load("headings")["leads"]), key=len, reverse=True))


def starts_with(name: str, text: str, *, damaged: bool = False) -> bool:
    """Whether a text begins as one of a flat list of the lexicon."""
    words = " ".join(_WORD.findall(fold_heading(text[: _LONGEST_RUN_IN * 2], damaged=damaged)))
    listed = word_list(name)
    return listed.match(words) > 0 or (damaged and listed.likeness(words) > 0)


def heading_part(text: str) -> str:
    """What of a paragraph can be a heading: all of a title, of a run-in heading what stands before its colon."""
    head, colon, _ = text.partition(":")
    return head if colon and len(head) <= _LONGEST_RUN_IN else text


def is_title(text: str, *, words: int = MOST_TITLE_WORDS) -> bool:
    """Whether a paragraph reads as a heading: of at most so many words and without an end of sentence."""
    bare = text.rstrip(" *_")
    if not bare or bare.endswith((".", ";", ",")) or ". " in bare:
        return False
    return len(bare.split()) <= words


def roles_of(text: str, *, damaged: bool = False) -> tuple[SectionRole, ...]:
    """The roles that a heading names, in its order, each once; empty where it names none."""
    folded = fold_heading(text, damaged=damaged)
    found: list[SectionRole] = []
    for index, clause in enumerate(_CLAUSE_END.split(folded, maxsplit=_MOST_CLAUSES)):
        role = _role_of_clause(" ".join(_WORD.findall(clause)), damaged=damaged)
        if role is None and index == 0:
            return ()  # the subject comes first: "Hỗ trợ áp dụng các giải pháp" is none
        if role is not None and role not in found:
            found.append(role)
    return tuple(found)


def _role_of_clause(words: str, *, damaged: bool) -> SectionRole | None:
    """The role with the longest beginning; words that leave the meaning alone may stand first."""
    variants = [words]
    for lead in _leads():
        variants += [variant[len(lead) :] for variant in variants if variant.startswith(lead)][:1]
    best, best_role = 0.0, None
    for role, terms in _role_words():
        length = max(terms.match(variant) for variant in variants)
        if length > best:
            best, best_role = length, role
    if best_role is not None or not damaged:
        return best_role
    for role, terms in _role_words():
        likeness = max(terms.likeness(variant) for variant in variants)
        if likeness > best:
            best, best_role = likeness, role
    return best_role


def phase_years(text: str, *, damaged: bool = False) -> tuple[int | None, int] | None:
    """The phase named in a heading: (2026, 2030) of "Giai đoạn 2026 - 2030", (None, 2030) of "Đến năm 2030"."""
    folded = fold_heading(text, damaged=damaged)
    match = _RANGE.search(folded)
    if match is not None and (
        _PHASE_WORDS.search(folded) or folded.startswith(("tu nam", "tu ", match[0], "muc tieu"))
    ):
        first, last = int(match[1]), int(match[2])
        return (first, last) if first <= last else None
    until = _UNTIL.search(folded)
    if until is not None:
        return (None, int(until[1]))
    single = _ONE_YEAR.match(folded)
    return (int(single[1]), int(single[1])) if single else None
