"""What stands in the place of a block, line by line, the same for Word and PDF; wide tables on their own pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.documents.report_papers.composition import NO_ROWS, Annex, Part, ShownTable


class Look(StrEnum):
    """What a line is, and so how it is set."""

    TEXT = "text"
    HEADING_1 = "heading1"
    HEADING_2 = "heading2"
    CAPTION = "caption"
    UNIT = "unit"
    NOTE = "note"
    ANNEX_NAME = "annex_name"
    ANNEX_TITLE = "annex_title"
    ANNEX_ABOUT = "annex_about"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class PageRun:
    """Pieces on pages of their own. is_wide: lying on their side; counts_anew: its pages are counted from one."""

    pieces: tuple[Line | ShownTable, ...]
    is_wide: bool
    counts_anew: bool = False


Piece = Line | ShownTable | PageRun

_HEADINGS: Final = {1: Look.HEADING_1, 2: Look.HEADING_2}
# What stands on the page of what follows it.
_HELD: Final = frozenset({Look.HEADING_1, Look.HEADING_2, Look.CAPTION, Look.UNIT})


def flow_of_parts(parts: Iterable[Part]) -> tuple[Piece, ...]:
    """Whole parts, each under its heading."""
    return _paged(_parts(parts))


def flow_of_content(part: Part) -> tuple[Piece, ...]:
    """What stands below the heading of a part."""
    return _paged(_content(part))


def flow_of_table(table: ShownTable) -> tuple[Piece, ...]:
    """A table under its caption."""
    return _paged(_table(table))


def flow_of_annexes(annexes: Iterable[Annex]) -> tuple[Piece, ...]:
    """Annexes, each on pages that are counted anew (Decree 30/2020/NĐ-CP, annex I, part II, III)."""
    return tuple(_annex(annex) for annex in annexes)


def _parts(parts: Iterable[Part]) -> Iterator[Line | ShownTable]:
    for part in parts:
        yield Line(part.heading, _HEADINGS[part.level])
        yield from _content(part)


def _content(part: Part) -> Iterator[Line | ShownTable]:
    yield from (Line(words, Look.TEXT) for words in part.words)
    for table in part.tables:
        yield from _table(table)
    yield from _parts(part.below)


def _table(table: ShownTable) -> Iterator[Line | ShownTable]:
    yield Line(table.caption, Look.CAPTION)
    yield from _rows(table)


def _rows(table: ShownTable) -> Iterator[Line | ShownTable]:
    """The table with its unit and notes; what has no row says so."""
    if not table.rows:
        yield Line(NO_ROWS, Look.NOTE)
        return
    if table.unit:
        yield Line(table.unit, Look.UNIT)
    yield table
    yield from (Line(note, Look.NOTE) for note in table.notes)


def _annex(annex: Annex) -> PageRun:
    head = (
        Line(annex.name, Look.ANNEX_NAME),
        Line(annex.table.title, Look.ANNEX_TITLE),
        Line(annex.attached, Look.ANNEX_ABOUT),
    )
    return PageRun((*head, *_rows(annex.table)), annex.table.layout.is_wide, counts_anew=True)


def _paged(pieces: Iterable[Line | ShownTable]) -> tuple[Piece, ...]:
    """Wide tables with their headings, captions and notes put on pages of their own; neighbours share them."""
    done: list[Piece] = []
    for piece in pieces:
        last = done[-1] if done else None
        if isinstance(piece, ShownTable) and piece.layout.is_wide:
            held = _take_held(done)
            before = done[-1] if done else None
            if isinstance(before, PageRun):
                done[-1] = PageRun((*before.pieces, *held, piece), is_wide=True)
            else:
                done.append(PageRun((*held, piece), is_wide=True))
        elif isinstance(piece, Line) and piece.look is Look.NOTE and isinstance(last, PageRun):
            done[-1] = PageRun((*last.pieces, piece), is_wide=True)
        else:
            done.append(piece)
    return tuple(done)


def _take_held(done: list[Piece]) -> tuple[Line, ...]:
    """The lines at the end that stand on the page of what follows; taken away."""
    held: list[Line] = []
    while done and isinstance(done[-1], Line) and done[-1].look in _HELD:
        line = done.pop()
        if isinstance(line, Line):
            held.insert(0, line)
    return tuple(held)
