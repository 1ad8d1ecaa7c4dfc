"""Tables without ruled lines: heads that begin with "TT", and below them words that keep to the same columns.

Only what begins so and keeps to its columns is taken for a table; everything else stays lines of text. So do
estimates: their figures stand to the right of their columns, and `budget` places them by what they add up to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nscl.documents.reading.formats.pdf.geometry import Word
from nscl.text.folding import fold

# In parts of the line's height.
_CELL_GAP = 0.6  # cells stand further apart than words
_NEXT_LINE = 3.0  # below a wider gap the table has ended
_HEAD_ABOVE = 0.8  # lines of the same heads are no further apart
_OVERHANG = 2.5  # a head set in the middle of its narrow column begins no further to the left
# In points: what is narrower is no space between columns; a word may reach so far into the next column's.
_NARROWEST_GUTTER = 2.0
_FEWEST_COLUMNS = 4
_MOST_COVERED = 2  # a line without number that goes over more columns is prose below the table
_FEWEST_FULL_LINES = 2
_MOST_HEAD_LINES = 6
_NUMBER_HEAD = re.compile(r"(?:s?tt|so tt|so thu tu)\b")
_MONEY = re.compile(r"\b(?:kinh phi|nam 20\d\d|nsnn|ngan sach|trieu dong|du toan)\b")
_ROW_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]?")

Line = Sequence[Word]


@dataclass(slots=True)
class UnruledCell:
    """Words of a cell, and the columns and rows that it covers."""

    words: list[Word]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A table by its lines (numbers in the page's list, the last included), left edges of the columns, and rows."""

    first: int
    last: int
    columns: tuple[float, ...]
    rows: tuple[tuple[UnruledCell | None, ...], ...]


def find_unruled(lines: Sequence[Line]) -> list[UnruledTable]:
    """The tables without rules on a page of these lines (words from left to right), from the top down."""
    found: list[UnruledTable] = []
    place = 0
    while place < len(lines):
        table = _table(lines, place, found[-1].last + 1 if found else 0) if _is_head(lines[place]) else None
        if table is not None:
            found.append(table)
            place = table.last
        place += 1
    return found


def _is_head(line: Line) -> bool:
    first = fold(" ".join(word.text for word in line[:3]))
    return _NUMBER_HEAD.match(first) is not None and len(_segments(line)) >= _FEWEST_COLUMNS


def _segments(line: Line) -> list[list[Word]]:
    """Words that stand together; a wider gap than between words parts them."""
    segments = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > _CELL_GAP * word.height:
            segments.append([])
        segments[-1].append(word)
    return segments


def _table(lines: Sequence[Line], head: int, free_from: int) -> UnruledTable | None:
    first = _first_of_heads(lines, head, free_from)
    last = _last_line(lines, head)
    body = next((place for place in range(head + 1, last + 1) if _has_number(lines[place], lines[head])), None)
    if body is None or body - first > _MOST_HEAD_LINES or _is_estimate(lines[first:body]):
        return None
    columns = _columns(lines[head : head + 1], lines[body : last + 1])
    if columns is None:
        return None
    last = next(
        (place - 1 for place in range(body, last + 1) if not _keeps_to(lines[place], lines[head], columns)), last
    )
    rows = [*_head_rows(lines[first:body], columns), *_body_rows(lines[body : last + 1], columns)]
    return UnruledTable(first, last, columns, tuple(tuple(row) for row in rows))


def _keeps_to(line: Line, head: Line, columns: tuple[float, ...]) -> bool:
    """Whether a line is one of the table's: it has a number, or leaves that column free and stays in its columns."""
    if line[0].left < columns[1] - _NARROWEST_GUTTER:
        return _has_number(line, head)
    spans = [_columns_of(columns, segment) for segment in _segments(line)]
    return all(stop - start < _MOST_COVERED for start, stop in spans)


def _is_estimate(heads: Sequence[Line]) -> bool:
    return _MONEY.search(fold(" ".join(word.text for line in heads for word in line))) is not None


def _first_of_heads(lines: Sequence[Line], head: int, free_from: int) -> int:
    """Heads of several lines stand around "TT": lines right above it that leave the number's column free."""
    first = head
    while first > free_from:
        above, below = lines[first - 1], lines[first]
        near = below[0].top - above[0].bottom <= _HEAD_ABOVE * above[0].height
        if not near or above[0].left <= lines[head][0].right or len(_segments(above)) == 1:
            break
        first -= 1
    return first


def _last_line(lines: Sequence[Line], head: int) -> int:
    """The last line that can belong to the table: no wide gap above it, nothing to the left of the table."""
    last = head
    for place in range(head + 1, len(lines)):
        line, before = lines[place], lines[place - 1]
        apart = line[0].top - max(word.bottom for word in before) > _NEXT_LINE * line[0].height
        outside = line[0].left < lines[head][0].left - line[0].height
        if apart or outside or (place > head + 1 and _is_head(line)):
            break
        last = place
    return last


def _has_number(line: Line, head: Line) -> bool:
    """Whether a line begins with a row's number under the head of the numbers."""
    return _ROW_NUMBER.fullmatch(line[0].text) is not None and line[0].left < _segments(head)[1][0].left - 1


def _columns(heads: Sequence[Line], body: Sequence[Line]) -> tuple[float, ...] | None:
    """Left edges of the columns: where no word of a line with several cells stands, one column ends."""
    full = [line for line in body if len(_segments(line)) >= _FEWEST_COLUMNS - 1]
    if len(full) < _FEWEST_FULL_LINES:
        return None
    spans = sorted((segment[0].left, segment[-1].right) for line in full for segment in _segments(line))
    joined = [list(spans[0])]
    for left, right in spans[1:]:
        if left - joined[-1][1] > _NARROWEST_GUTTER:
            joined.append([left, right])
        else:
            joined[-1][1] = max(joined[-1][1], right)
    return tuple(left for left, _ in joined) if len(joined) >= _FEWEST_COLUMNS - bool(heads) else None


def _column_of(columns: tuple[float, ...], left: float) -> int:
    """The column in which something with that left edge stands."""
    return max((place for place, edge in enumerate(columns) if edge <= left + _NARROWEST_GUTTER), default=0)


def _columns_of(columns: tuple[float, ...], segment: Sequence[Word]) -> tuple[int, int]:
    """The first and the last column over which a segment goes; what is set in the middle of one goes over one."""
    height = segment[0].height
    start = _column_of(columns, segment[0].left)
    stop = _column_of(columns, segment[-1].right - height)
    if stop == start + 1 and columns[stop] - segment[0].left < _OVERHANG * height:
        start = stop
    return start, max(start, stop)


def _put(row: list[UnruledCell | None], columns: tuple[float, ...], segment: list[Word]) -> None:
    """Put the words of a segment into the cell where it begins; one that goes over further columns covers them."""
    start, stop = _columns_of(columns, segment)
    cell = row[start]
    if cell is None:
        row[start] = UnruledCell(segment, stop - start + 1)
    else:
        cell.words += segment


def _head_rows(heads: Sequence[Line], columns: tuple[float, ...]) -> list[list[UnruledCell | None]]:
    """The heads: one row, or two where a head stands over several columns and others below it."""
    upper: list[UnruledCell | None] = [None] * len(columns)
    lower: list[UnruledCell | None] = [None] * len(columns)
    covered: set[int] = set()
    for line in heads:
        for segment in _segments(line):
            start, stop = _columns_of(columns, segment)
            if stop > start and upper[start] is None and start not in covered:
                upper[start] = UnruledCell(segment, stop - start + 1)
                covered |= set(range(start, stop + 1))
            else:
                _put(lower if start in covered else upper, columns, segment)
    if not covered:
        return [upper]
    for place, cell in enumerate(upper):
        if cell is not None and place not in covered:
            cell.rows = 2
    return [upper, lower]


def _body_rows(body: Sequence[Line], columns: tuple[float, ...]) -> list[list[UnruledCell | None]]:
    """The rows: something in the column of numbers begins one."""
    rows: list[list[UnruledCell | None]] = []
    for line in body:
        numbered = line[0].left < columns[1] - _NARROWEST_GUTTER
        if not rows or numbered:
            rows.append([None] * len(columns))
        if numbered:
            rows[-1][0] = UnruledCell([line[0]])
        rest = line[1:] if numbered else line
        for segment in _segments(rest) if rest else ():
            _put(rows[-1], columns, segment)
    return rows
