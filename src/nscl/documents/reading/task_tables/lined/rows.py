"""Lines of a recognised table into rows: the division in which every row has one number, one title, one lead.

Recognition puts the number of a row at the middle of its lines, now and then loses it, and gives two-part numbers
without the point. So no single mark begins a row; all of them together decide (dynamic programming over the lines).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nscl.documents.reading.task_tables.lined.pieces import LEAD_BEGINS, LinePieces
from nscl.documents.reading.task_tables.rows import ColumnRole

# No row of such a table is higher.
_MOST_LINES = 26
_CAPITAL, _SMALL = 1.5, -3.0
_ENDED, _NOT_ENDED = 1.2, -0.6
_NEW_SENTENCE_INSIDE = -1.2
_ONE_NUMBER, _NO_NUMBER, _MORE_NUMBERS = 2.5, -3.5, -5.0
_ONE_LEAD, _NO_LEAD, _MORE_LEADS = 1.0, -0.4, -2.2
_MORE_PARTNERS = -2.0
_TWO_TIMES = -1.5
_NUMBER_ALONE_INSIDE = -3.0
_SHORT_FIRST, _SHORT = -1.0, 25
_OFF_MIDDLE = -0.25
_BLANK_INSIDE = -0.3
_CELLS_ABOVE = -0.4
# A line longer than the title's column that holds no cells runs over the whole table: a heading.
_WIDE = 72
_WIDE_ALONE, _WIDE_INSIDE = 2.5, -2.0

_PARTNERS_BEGIN = re.compile(r"^\W{0,3}C\S{0,3}c\s[sS]", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
# "TCVN", "ISO 9001": capitals in the middle of a sentence.
_INITIALS = re.compile(r"[A-ZĐ]{3,}\b|[A-Z]{2,}[\s/-]*\d")
_CLOSED = (".", "…", ")", "”")


@dataclass(frozen=True, slots=True)
class LinedRow:
    """Lines of one row."""

    lines: tuple[LinePieces, ...]

    @property
    def number(self) -> str | None:
        """The first number printed in the row."""
        return next((line.number for line in self.lines if line.number), None)

    def text(self, role: ColumnRole) -> str:
        """The text of the row in a column."""
        return " ".join(filter(None, (line.text(role) for line in self.lines)))


def divide_rows(lines: Sequence[LinePieces]) -> list[LinedRow]:
    """The rows of the table's lines, in order, all lines used."""
    best: list[float] = [0.0] + [float("-inf")] * len(lines)
    start_of: list[int] = [0] * (len(lines) + 1)
    marks = [_marks(line) for line in lines]
    for stop in range(1, len(lines) + 1):
        for start in range(max(0, stop - _MOST_LINES), stop):
            score = best[start] + _score(lines[start:stop], marks[start:stop])
            if score > best[stop]:
                best[stop], start_of[stop] = score, start
    rows: list[LinedRow] = []
    stop = len(lines)
    while stop:
        rows.append(LinedRow(tuple(lines[start_of[stop] : stop])))
        stop = start_of[stop]
    return rows[::-1]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a line has for the division: title or not, how it begins and ends, number, beginning of a lead's cell."""

    title: bool
    capital: bool
    ended: bool
    number: bool
    lead: bool
    partners: bool
    year: bool
    yearly: bool
    short: bool
    blank: bool
    wide: bool


def _marks(line: LinePieces) -> _Marks:
    title = line.title
    letters = title.lstrip("“\"'( ")
    return _Marks(
        bool(title),
        letters[:1].isupper() and not _INITIALS.match(letters),
        title.rstrip(" ‘'").endswith(_CLOSED),
        line.number is not None,
        bool(LEAD_BEGINS.match(line.text(ColumnRole.LEAD))),
        bool(_PARTNERS_BEGIN.match(line.text(ColumnRole.COORDINATE))),
        bool(_YEAR.search(line.text(ColumnRole.SCHEDULE))),
        line.text(ColumnRole.SCHEDULE).startswith("H"),
        len(title) < _SHORT,
        line.after_blank,
        len(title) >= _WIDE and all(piece.role is ColumnRole.TITLE for piece in line.pieces),
    )


def _score(lines: Sequence[LinePieces], marks: Sequence[_Marks]) -> float:
    """How well lines make one row."""
    titles = [mark for mark in marks if mark.title]
    if not titles:
        return -8.0 * len(marks)
    return _score_title(titles, marks) + _score_number(lines, marks) + _score_cells(marks)


def _score_title(titles: Sequence[_Marks], marks: Sequence[_Marks]) -> float:
    score = (_CAPITAL if titles[0].capital else _SMALL) + (_ENDED if titles[-1].ended else _NOT_ENDED)
    score += _SHORT_FIRST * (titles[0].short and len(titles) > 1)
    score += sum(_NEW_SENTENCE_INSIDE for before, after in pairwise(titles) if before.ended and after.capital)
    wide = sum(mark.wide for mark in marks)
    score += _WIDE_ALONE * wide if len(marks) == 1 else _WIDE_INSIDE * wide
    above = next(place for place, mark in enumerate(marks) if mark.title)
    score += _CELLS_ABOVE * sum(not mark.number for mark in marks[:above])
    return score + _BLANK_INSIDE * sum(mark.blank for mark in marks[1:])


def _score_number(lines: Sequence[LinePieces], marks: Sequence[_Marks]) -> float:
    numbers = [place for place, mark in enumerate(marks) if mark.number]
    if not numbers:
        return _NO_NUMBER
    if len(numbers) > 1:
        return _MORE_NUMBERS * (len(numbers) - 1)
    place = numbers[0]
    if not lines[place].pieces:
        return _ONE_NUMBER + (_NUMBER_ALONE_INSIDE if any(mark.title for mark in marks[:place]) else 0.0)
    return _ONE_NUMBER + (_OFF_MIDDLE * abs(place - (len(marks) - 1) / 2) if len(marks) > 1 else 0.0)


def _score_cells(marks: Sequence[_Marks]) -> float:
    leads = sum(mark.lead for mark in marks)
    score = _ONE_LEAD if leads == 1 else _NO_LEAD if not leads else _MORE_LEADS * (leads - 1)
    score += _MORE_PARTNERS * max(0, sum(mark.partners for mark in marks) - 1)
    return score + _TWO_TIMES * (any(mark.year for mark in marks) and any(mark.yearly for mark in marks))
