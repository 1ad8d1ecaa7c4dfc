"""Heads of a table in damaged text: recognised approximately, letters lost, one or the other head unreadable."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nscl.documents.reading import lexicon
from nscl.documents.reading.approximate import Match, find_phrases
from nscl.documents.reading.blocks import Line
from nscl.documents.reading.task_tables.heads import WORK_ROLES
from nscl.documents.reading.task_tables.rows import ColumnRole
from nscl.text.folding import fold_words

_LIKENESS = 0.7
_MOST_HEAD_LINES = 8
_NUMBER_HEAD = re.compile(r"^\W{0,3}S?TT\b")
_YEAR = re.compile(r"\b20\d\d\b")
# A line of heads holds little else.
_MOSTLY_HEADS = 0.5
# A head of fewer letters is too short to be told approximately.
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class LinedHeads:
    """Heads found: their lines, and the roles that could be read, in order."""

    first: int
    last: int
    heads: tuple[str, ...]
    columns: tuple[ColumnRole, ...]


def find_lined_heads(lines: Sequence[Line]) -> list[LinedHeads]:
    """Every readable head of a table of tasks; heads with money or years of an estimate are none."""
    found = []
    for place, line in enumerate(lines):
        if _NUMBER_HEAD.match(line.text.strip()):
            heads = _read(lines, place)
            if heads is not None:
                found.append(heads)
    return found


def _read(lines: Sequence[Line], place: int) -> LinedHeads | None:
    taken = [line for line in lines[place : place + 2 * _MOST_HEAD_LINES] if line.text.strip()][:_MOST_HEAD_LINES]
    best: LinedHeads | None = None
    found: list[tuple[str, ColumnRole]] = [("TT", ColumnRole.NUMBER)]
    for line in taken:
        if _YEAR.search(line.text):
            break
        matches = _matches(line.text)
        covered = sum(match.stop - match.start for match in matches)
        if line is not taken[0] and covered < _MOSTLY_HEADS * len(line.text.strip()):
            break
        found += [(match.phrase, _phrases()[match.phrase]) for match in matches]
        roles = tuple(role for _, role in found)
        if ColumnRole.FUNDS in roles:
            return None
        if ColumnRole.TITLE in roles and WORK_ROLES & set(roles):
            best = LinedHeads(lines[place].number, line.number, tuple(head for head, _ in found), roles)
    return _with_schedule(best) if best else None


def _matches(text: str) -> list[Match]:
    """Phrases in a line, without those that lie in a longer one."""
    matches = sorted(find_phrases(text, tuple(_phrases()), least=_LIKENESS), key=lambda match: match.start)
    return [
        match
        for match in matches
        if not any(
            other is not match
            and other.start <= match.start
            and match.stop <= other.stop
            and (other.stop - other.start, other.score) > (match.stop - match.start, match.score)
            for other in matches
        )
    ]


def _with_schedule(heads: LinedHeads) -> LinedHeads:
    """A table of tasks has a timetable: where no head of it was read, it stands before the remarks."""
    if ColumnRole.SCHEDULE in heads.columns:
        return heads
    place = heads.columns.index(ColumnRole.NOTE) if ColumnRole.NOTE in heads.columns else len(heads.columns)
    columns = (*heads.columns[:place], ColumnRole.SCHEDULE, *heads.columns[place:])
    return LinedHeads(heads.first, heads.last, (*heads.heads[:place], "", *heads.heads[place:]), columns)


@cache
def _phrases() -> dict[str, ColumnRole]:
    roles = lexicon.load("task_heads")["roles"]
    return {
        text: ColumnRole(role)
        for role, texts in roles.items()
        if role not in ("number", "agencies")
        for text in texts
        if len("".join(fold_words(text))) >= _SHORTEST
    }
