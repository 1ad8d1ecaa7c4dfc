"""Budget tables in plain text: where they begin and end, their heads, and the heads repeated on every page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Line, Table
from nscl.documents.reading.budget.body import BodyLine, is_total, read_body
from nscl.documents.reading.budget.captions import Caption, read_caption
from nscl.documents.reading.budget.heads import (
    HeadKind,
    find_head_words,
    loose_layouts,
    read_unit,
    source_names,
    words,
)
from nscl.documents.reading.budget.keys import RowLabelKind
from nscl.documents.reading.budget.line_parts import LineParts, read_line
from nscl.documents.reading.budget.line_rows import is_line_major, read_line_rows
from nscl.documents.reading.budget.loose_rows import read_cell_rows
from nscl.documents.reading.budget.price_columns import without_price
from nscl.documents.reading.budget.tables import BudgetRow, BudgetTable
from nscl.documents.reading.results import Doubt
from nscl.text.folding import fold

_FIRST_HEADS = tuple(str(phrase) for kind in ("number", "subject") for phrase in words()[kind])
_LONGEST_HEAD_LINE = 250  # a longer line is prose
_LONGEST_HEAD = 40  # lines with words between the first head and the first row
_NEAR = 8  # lines between a number alone and its title
_FEWEST_FIGURED_ROWS = 2
_FEWEST_YEARS = 2
_HIGHEST_FIRST = 3  # the row of column numbers begins with the column of titles, or the first of money
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Start:
    """The caption, the indices of the first head and of the first row, and what the heads say."""

    caption: Caption
    head: int
    rows: int
    head_text: str


def find_loose_tables(document: Document, *, damaged: bool) -> Iterator[BudgetTable]:
    """Budget tables among the lines that belong to no native table."""
    taken = _lines_of_tables(document)
    lines = document.lines
    index = 0
    while index < len(lines):
        start = None if lines[index].number in taken else _find_start(lines, index, taken, damaged=damaged)
        if start is None:
            index += 1
            continue
        table, stop = _read_table(lines, start, taken, damaged=damaged)
        if table is not None:
            yield table
        index = max(stop, index + 1)


def _lines_of_tables(document: Document) -> frozenset[int]:
    return frozenset(
        number
        for block in document.blocks
        if isinstance(block, Table)
        for number in range(block.span.first, block.span.last + 1)
    )


def _find_start(lines: Sequence[Line], index: int, taken: frozenset[int], *, damaged: bool) -> _Start | None:
    """A head line ("TT Nội dung …") with money and figures after it."""
    text = fold(lines[index].text)
    if not text:
        return None
    if not _may_be_head(text):
        return None
    rows = _find_first_row(lines, index, taken, damaged=damaged)
    if rows is None:
        return None
    head_text = " ".join(line.text for line in lines[index:rows])
    caption = read_caption(lines, lines[index].number, taken)
    return _Start(caption, index, rows, head_text) if _speaks_of_money(head_text, caption.unit_vnd) else None


def _may_be_head(folded: str) -> bool:
    """The first line of heads: it begins with the number column, or with the subject and speaks of money itself."""
    if len(folded) > _LONGEST_HEAD_LINE or not folded.startswith(_FIRST_HEADS):
        return False
    found = find_head_words(folded)
    if not found or found[0].start > 0:
        return False
    kinds = {word.kind for word in found}
    if found[0].kind is HeadKind.NUMBER:
        return HeadKind.SUBJECT in kinds or found[0].end == len(folded)
    return found[0].kind is HeadKind.SUBJECT and bool({HeadKind.MONEY, HeadKind.TOTAL, HeadKind.YEAR} & kinds)


def _speaks_of_money(head: str, unit_above: int | None) -> bool:
    found = find_head_words(head)
    kinds = {word.kind for word in found}
    years = {word.year for word in found if word.year is not None}
    if HeadKind.SUBJECT not in kinds:
        return False
    unit_stated = unit_above is not None or read_unit(head) is not None
    if HeadKind.MONEY in kinds or HeadKind.SOURCE in kinds:
        return len(years) >= _FEWEST_YEARS or unit_stated or HeadKind.TOTAL in kinds
    return unit_stated and (HeadKind.TOTAL in kinds or bool(years))


def _find_first_row(lines: Sequence[Line], head: int, taken: frozenset[int], *, damaged: bool) -> int | None:
    seen = 0
    for index in range(head, len(lines)):
        line = lines[index]
        if line.number in taken:
            return None
        if not line.text.strip():
            continue
        seen += 1
        if seen > _LONGEST_HEAD:
            return None
        if index == head:
            continue
        parts = read_line(line.number, line.text, damaged=damaged)
        following = _next_parts(lines, index, damaged=damaged)
        if (
            _is_first_row(parts)
            or _is_first_mark(parts, following)
            or _is_first_total(parts, following, damaged=damaged)
        ):
            return index
    return None


def _is_first_row(parts: LineParts) -> bool:
    if _is_index_row(parts):
        return False
    if parts.count > 1:
        return not _are_years(parts)
    if parts.label is None:
        return False
    if parts.label.kind is RowLabelKind.ROMAN:
        return bool(parts.before) and parts.label.text == "I"
    return parts.label.text in {"A", "1"} and (bool(parts.before) or not parts.figures)


def _next_parts(lines: Sequence[Line], index: int, *, damaged: bool) -> LineParts | None:
    following = next((line for line in islice(lines, index + 1, index + _NEAR) if line.text.strip()), None)
    return read_line(following.number, following.text, damaged=damaged) if following is not None else None


def _is_first_mark(parts: LineParts, following: LineParts | None) -> bool:
    """A line that holds nothing but the first heading's number, before its title."""
    if parts.label is None or parts.label.text != "I" or parts.before or parts.figures or following is None:
        return False
    return following.label is None and following.before[:1].isupper()


def _is_first_total(parts: LineParts, following: LineParts | None, *, damaged: bool) -> bool:
    """The sum of the table above its rows, its figures on the next line."""
    if following is None or parts.figures or following.before or len(following.figures) <= 1:
        return False
    return is_total(parts, following, damaged=damaged) and not _are_years(following) and not _is_index_row(following)


def _are_years(parts: LineParts) -> bool:
    return all(_YEAR.fullmatch(figure.printed) for figure in parts.figures)


def _is_index_row(parts: LineParts) -> bool:
    """The row of column numbers under the heads: 1 2 3 4 …"""
    values = [int(figure.value) for figure in parts.figures if figure.value == int(figure.value)]
    first = values[0] if values else 0
    return len(values) > 1 and 0 < first <= _HIGHEST_FIRST and values == list(range(first, first + len(values)))


def _read_table(
    lines: Sequence[Line], start: _Start, taken: frozenset[int], *, damaged: bool
) -> tuple[BudgetTable | None, int]:
    kinds = {word.kind for word in find_head_words(start.head_text)}
    agencies = HeadKind.LEAD in kinds or HeadKind.COORDINATE in kinds
    head = [fold(line.text) for line in lines[start.head : start.rows] if line.text.strip()]
    body = read_body(lines, start.rows, head, taken, damaged=damaged)
    if not body.lines:
        return None, start.rows
    layouts = loose_layouts(start.head_text)
    unit_vnd = start.caption.unit_vnd or read_unit(start.head_text)
    single = bool(layouts) and len(layouts[0]) == 1
    footnotes: tuple[tuple[str, str], ...] = ()
    line_major = is_line_major(body.lines)
    if line_major:
        rows = read_line_rows(body.lines, damaged=damaged, has_agencies=agencies)
    else:
        rows, footnotes = read_cell_rows(body.lines, damaged=damaged, has_agencies=agencies, is_single=single)
    if {HeadKind.QUANTITY, HeadKind.UNIT_COST} <= kinds:
        rows = tuple(without_price(row, start.head_text, unit_vnd=unit_vnd) for row in rows)
    if sum(bool(row.figures) for row in rows) < _FEWEST_FIGURED_ROWS:
        return None, start.rows
    table = BudgetTable(
        span=Span(start.caption.first, body.lines[-1].parts.number),
        title=start.caption.title,
        unit_vnd=unit_vnd,
        layouts=layouts,
        source_names=source_names(start.head_text),
        rows=rows,
        footnotes=footnotes,
        has_task_columns=bool({HeadKind.SCHEDULE, HeadKind.OUTPUT} & kinds),
        doubts=_doubts(rows, body.lines, agencies=agencies or (line_major and damaged)),
    )
    return table, body.stop


def _doubts(rows: Sequence[BudgetRow], lines: Sequence[BodyLine], *, agencies: bool) -> tuple[Doubt, ...]:
    """What of the table could not be told apart."""
    if not agencies or any(row.agencies_joined for row in rows):
        return ()
    at = Span(lines[0].parts.number, lines[-1].parts.number)
    reason = "không tách được cột đơn vị chủ trì, phối hợp khỏi nội dung; hãy điền các đơn vị theo bản gốc"
    return (Doubt("budget.lines", at, "budget-agencies-unread", reason),)
