"""Heads of columns: which words of a head say what the column is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from nscl.documents.reading import lexicon
from nscl.documents.reading.approximate import plain_letters
from nscl.documents.reading.task_tables.rows import ColumnRole
from nscl.text.folding import fold_words

Words = tuple[str, ...]

# A head of a column is a few words; a longer cell is content.
_LONGEST_HEAD = 16
# A damaged head is recognised from so many letters, so many per cent of them alike.
_FEWEST_LETTERS, _MOST_LETTERS = 6, 40
_ALIKE = 72

WORK_ROLES = frozenset({ColumnRole.LEAD, ColumnRole.COORDINATE, ColumnRole.AGENCIES})
PLAN_ROLES = WORK_ROLES | {ColumnRole.SCHEDULE, ColumnRole.OUTPUT, ColumnRole.METHOD, ColumnRole.GOAL}


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The lexicon of heads, folded: phrases by their first word, longest first; and the words that decide nothing."""

    phrases: dict[str, tuple[tuple[Words, ColumnRole], ...]]
    fillers: dict[str, tuple[Words, ...]]


@cache
def head_words() -> HeadWords:
    """The lexicon `task_heads`, folded once."""
    data: dict[str, Any] = lexicon.load("task_heads")
    phrases: dict[str, list[tuple[Words, ColumnRole]]] = {}
    for role, texts in data["roles"].items():
        for text in texts:
            words = tuple(fold_words(text))
            phrases.setdefault(words[0], []).append((words, ColumnRole(role)))
    fillers: dict[str, list[Words]] = {}
    for text in data["fillers"]:
        words = tuple(fold_words(text))
        fillers.setdefault(words[0], []).append(words)
    return HeadWords(
        {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in phrases.items()},
        {first: tuple(sorted(found, key=len, reverse=True)) for first, found in fillers.items()},
    )


def read_head(text: str, *, damaged: bool = False) -> ColumnRole | None:
    """The role of a column by its head: the longest phrase in it decides, the first of equals; None where none is.

    ``damaged``: the head as a whole is compared approximately where no phrase stands in it.
    """
    return _read_exact(text) or (_read_damaged(text) if damaged else None)


def _read_damaged(text: str) -> ColumnRole | None:
    letters = plain_letters(text)
    if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS:
        return None
    found = process.extractOne(letters, list(_plain_phrases()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _plain_phrases()[found[0]] if found else None


@cache
def _plain_phrases() -> dict[str, ColumnRole]:
    """The phrases of more than a few letters, without blanks."""
    phrases = [pair for found in head_words().phrases.values() for pair in found]
    return {"".join(words): role for words, role in phrases if len("".join(words)) >= _FEWEST_LETTERS}


def _read_exact(text: str) -> ColumnRole | None:
    words = fold_words(text)
    if not words or len(words) > _LONGEST_HEAD:
        return None
    best: tuple[int, ColumnRole] | None = None
    at = 0
    while at < len(words):
        found = match_phrase(words, at)
        if found is None:
            at += 1
            continue
        length, role = found
        if best is None or length > best[0]:
            best = (length, role)
        at += length
    return best[1] if best and _mostly_head(words, best[0]) else None


def _mostly_head(words: list[str], matched: int) -> bool:
    """Whether the words around the phrase leave it a head: "nhiệm vụ" in a sentence is none."""
    return len(words) - matched <= max(4, 2 * matched)


def match_phrase(words: list[str], at: int) -> tuple[int, ColumnRole] | None:
    """The longest phrase of the lexicon that begins at a word: (number of words, role)."""
    for phrase, role in head_words().phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), role
    return None


def match_filler(words: list[str], at: int) -> int:
    """How many words at this place are words of heads that decide nothing."""
    for filler in head_words().fillers.get(words[at], ()):
        if tuple(words[at : at + len(filler)]) == filler:
            return len(filler)
    return 0


def are_task_heads(roles: list[ColumnRole | None]) -> bool:
    """Whether columns of these roles make a table of tasks: what is done, and who does it or when or to what end."""
    return ColumnRole.TITLE in roles and any(role in PLAN_ROLES for role in roles)


def is_estimate(roles: Sequence[ColumnRole]) -> bool:
    """Whether columns are those of an estimate: several of funds, or one and neither timetable nor product."""
    if ColumnRole.SCHEDULE in roles or ColumnRole.FUNDS not in roles:
        return False
    return roles.count(ColumnRole.FUNDS) > 1 or ColumnRole.OUTPUT not in roles


def settle_roles(roles: list[ColumnRole | None]) -> tuple[ColumnRole, ...]:
    """One role for each column: a role that may stand once keeps its first column; a blank head is `OTHER`.

    "Mục tiêu" beside "Nội dung" is the aim of the task, alone it is its title; "Nhiệm vụ" beside "Nội dung" is a
    second title whose text is joined to the first.
    """
    settled = [role or ColumnRole.OTHER for role in roles]
    if ColumnRole.TITLE not in settled and ColumnRole.GOAL in settled:
        settled[settled.index(ColumnRole.GOAL)] = ColumnRole.TITLE
    return tuple(settled)
