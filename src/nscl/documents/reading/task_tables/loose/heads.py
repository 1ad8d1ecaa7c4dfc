"""Heads of a table whose geometry is lost: the words of the heads one after the other, broken over lines anyhow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.blocks import Line
from nscl.documents.reading.task_tables.heads import (
    are_task_heads,
    is_estimate,
    match_filler,
    match_phrase,
    settle_roles,
)
from nscl.documents.reading.task_tables.rows import ColumnRole
from nscl.text.folding import fold_words

# Heads of eight columns with every word on a line of its own.
_MOST_HEAD_LINES = 40
_NUMBER_HEADS = re.compile(r"^\W{0,3}(?:s?tt|số\s*(?:tt|thứ)|số$)(?=\W|$)", re.IGNORECASE)
# "Chủ trì, phối hợp" is one column; "CHỦ TRÌ PHỐI HỢP" are two whose border is lost.
_JOINED = re.compile(r"[,/&]|\bvà\b", re.IGNORECASE)
_LONGEST_PHRASE = 8
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class LooseHeads:
    """Heads found in the text: the lines they cover, their words column by column, and the roles."""

    first: int
    last: int
    heads: tuple[str, ...]
    columns: tuple[ColumnRole, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    printed: str
    line: int
    ends_line: bool


@dataclass(slots=True)
class _Column:
    role: ColumnRole
    words: list[str]


def find_heads(lines: Sequence[Line]) -> list[LooseHeads]:
    """Every head of a table of tasks in the text, in order; repeated heads of later pages are among them."""
    found: list[LooseHeads] = []
    place = 0
    while place < len(lines):
        heads = read_heads(lines, place) if _NUMBER_HEADS.match(lines[place].text.strip()) else None
        if heads is None:
            place += 1
            continue
        found.append(heads)
        place = heads.last  # the index after the line with that 1-based number
    return found


def read_heads(lines: Sequence[Line], place: int) -> LooseHeads | None:
    """The heads that begin at ``lines[place]``; None where the words there are none, or those of an estimate."""
    words = _words(lines, place)
    found, end, at = _gather(words)
    if at < len(words) and _YEAR.fullmatch(words[at].folded):
        return None
    if not end or not found or found[0].role is not ColumnRole.NUMBER:
        return None
    columns = _under_one_head(found)
    roles = settle_roles([column.role for column in columns])
    if not are_task_heads(list(roles)) or is_estimate(roles):
        return None
    heads = tuple(" ".join(column.words) for column in columns)
    return LooseHeads(lines[place].number, words[end - 1].line, heads, roles)


def _gather(words: Sequence[_Word]) -> tuple[list[_Column], int, int]:
    """The columns whose heads the words make, the words used up to the last whole line, and up to the end."""
    columns: list[_Column] = []
    at = end = 0
    pending: list[str] = []
    while at < len(words):
        length, role = _next(words, at)
        if not length or (columns and role is ColumnRole.NUMBER):
            break
        printed = [word.printed for word in words[at : at + length]]
        if role is None:
            (columns[-1].words if columns and not _begins_head(printed) else pending).extend(printed)
        elif columns and columns[-1].role is role and not pending:
            columns[-1].words.extend(printed)
        else:
            columns.append(_Column(role, [*pending, *printed]))
            pending = []
        at += length
        if words[at - 1].ends_line:
            end = at
    return columns, end, at


def _next(words: Sequence[_Word], at: int) -> tuple[int, ColumnRole | None]:
    """How many words make the next phrase of the heads and its role, None of filling words; (0, None) of others."""
    folded = [word.folded for word in words[at : at + _LONGEST_PHRASE]]
    phrase = match_phrase(folded, 0)
    if phrase is None:
        return match_filler(folded, 0), None
    length, role = phrase
    if role is ColumnRole.AGENCIES and not _JOINED.search(" ".join(word.printed for word in words[at : at + length])):
        return _lead_alone(words, at)
    return length, role


def _under_one_head(columns: list[_Column]) -> list[_Column]:
    """Heads in two rows: "Chủ trì" and "Phối hợp", read last, stand where "Đơn vị thực hiện" was read."""
    below = [column.role for column in columns[-2:]]
    if below != [ColumnRole.LEAD, ColumnRole.COORDINATE]:
        return columns
    for place, column in enumerate(columns[:-2]):
        if column.role is ColumnRole.LEAD:
            return [*columns[:place], *columns[-2:], *columns[place + 1 : -2]]
    return columns


def _lead_alone(words: Sequence[_Word], at: int) -> tuple[int, ColumnRole]:
    """The head of the lead's column where "chủ trì" and "phối hợp" are two columns side by side."""
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = match_phrase([word.folded for word in words[at : at + length]], 0)
        if phrase is not None and phrase[1] is ColumnRole.LEAD:
            return phrase
    return 1, ColumnRole.LEAD


def _begins_head(printed: list[str]) -> bool:
    """Whether filling words begin a new head: "Dự kiến" before "kết quả"; they are not the end of the last."""
    return fold_words(" ".join(printed)) == ["du", "kien"]


def _words(lines: Sequence[Line], place: int) -> list[_Word]:
    words: list[_Word] = []
    for line in lines[place : place + _MOST_HEAD_LINES * 2]:
        tokens = [(token, fold_words(token)) for token in line.text.split()]
        tokens = [(token, folded) for token, folded in tokens if folded]
        for number, (token, folded) in enumerate(tokens):
            for part, word in enumerate(folded):
                last = number == len(tokens) - 1 and part == len(folded) - 1
                words.append(_Word(word, token if part == 0 else "", line.number, last))
    return words
