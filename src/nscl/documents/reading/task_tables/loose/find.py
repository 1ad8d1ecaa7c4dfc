"""Loose tables: heads, where the table ends, its rows, and each row's cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Line
from nscl.documents.reading.task_tables.captions import read_caption, strip_markup
from nscl.documents.reading.task_tables.groups import RowShape, find_groups
from nscl.documents.reading.task_tables.loose.cells import make_row, read_cells, units_of
from nscl.documents.reading.task_tables.loose.fragments import Fragment, read_fragments
from nscl.documents.reading.task_tables.loose.heads import LooseHeads, find_heads
from nscl.documents.reading.task_tables.loose.starts import RowStart, find_starts
from nscl.documents.reading.task_tables.loose.widths import measure_widths
from nscl.documents.reading.task_tables.numbers import NumberKind, split_number
from nscl.documents.reading.task_tables.rows import ColumnRole, RowRemark, TaskRow, TaskTable
from nscl.text.folding import fold

# A line that begins so is no part of a table: the next appendix, the recipients, the signature.
_END = re.compile(r"^\W{0,3}(?:phu luc\b.{0,12}$|noi nhan\b|(?:tm|kt)\W? ?(?:uy ban|chu tich))")
# A line of prose: no cell of a table is that wide.
_LONGEST_CELL_LINE = 160
# Two lines of a page's full width one after the other, without a number, are prose: the table has ended.
_PROSE_LINE, _LINES_OF_PROSE = 70, 2


@dataclass(frozen=True, slots=True)
class _Region:
    """A table in the text: heads, the lines of its body, and the first lines after repeated heads."""

    heads: LooseHeads
    body: tuple[Line, ...]
    pages: frozenset[int]


@dataclass(frozen=True, slots=True)
class RowText:
    """A row before its cells are told apart: its number and the fragments behind it."""

    number: str
    fragments: tuple[Fragment, ...]
    is_heading: bool
    jumped: bool


def find_loose_tables(document: Document, taken: Sequence[Span], *, damaged: bool) -> list[TaskTable]:
    """The tables whose heads stand in running lines, outside the spans ``taken``."""
    gone = {number for span in taken for number in range(span.first, span.last + 1)}
    lines = [line for line in document.lines if line.number not in gone]
    tables = []
    for region in _regions(lines):
        rows = _without_last_groups(_read_rows(region, damaged=damaged))
        if rows:
            tables.append(_make_table(document, region, rows))
    return tables


def _without_last_groups(rows: list[TaskRow]) -> list[TaskRow]:
    """The rows up to the last task: a heading without rows is the one of the chapter below the table."""
    while rows and rows[-1].is_group:
        rows.pop()
    return rows


def _regions(lines: Sequence[Line]) -> list[_Region]:
    found = find_heads(lines)
    places = {line.number: place for place, line in enumerate(lines)}
    regions: list[_Region] = []
    for number, heads in enumerate(found):
        following = found[number + 1].first if number + 1 < len(found) else None
        body = _body(lines, places[heads.last] + 1, following)
        again = regions[-1] if regions else None
        if again is not None and again.heads.columns == heads.columns and _reaches(again, lines, places, heads.first):
            pages = again.pages | {body[0].number} if body else again.pages
            regions[-1] = replace(again, body=(*again.body, *body), pages=pages)
        else:
            regions.append(_Region(heads, tuple(body), frozenset()))
    return regions


def _body(lines: Sequence[Line], start: int, stop_before: int | None) -> list[Line]:
    body: list[Line] = []
    wide = 0
    for place in range(start, len(lines)):
        line = lines[place]
        text = strip_markup(line.text)
        if (stop_before is not None and line.number >= stop_before) or _is_end(text):
            break
        body.append(line)
        if text:
            wide = wide + 1 if len(text) >= _PROSE_LINE and split_number(text)[0] is None else 0
        if wide == _LINES_OF_PROSE:
            return _without_last(body, wide)
    return body


def _is_end(text: str) -> bool:
    return len(text) > _LONGEST_CELL_LINE or _END.match(fold(text)) is not None


def _without_last(body: list[Line], wide: int) -> list[Line]:
    """The body without the prose at its end (``wide`` lines with text) and the headings over that."""
    while wide:
        wide -= bool(body.pop().text.strip())
    while body and (not body[-1].text.strip() or _is_heading(strip_markup(body[-1].text))):
        body.pop()
    return body


def _is_heading(text: str) -> bool:
    number, rest = split_number(text)
    if number is None or not rest:
        return False
    return number.kind <= NumberKind.ROMAN or rest.isupper() or len(text) >= _PROSE_LINE


def _reaches(region: _Region, lines: Sequence[Line], places: Mapping[int, int], head: int) -> bool:
    """Whether nothing but blank lines stands between a region's end and heads that repeat its own."""
    last = region.body[-1].number if region.body else region.heads.last
    return not any(line.text.strip() for line in lines[places[last] + 1 : places[head]])


def _read_rows(region: _Region, *, damaged: bool) -> list[TaskRow]:
    fragments = read_fragments(region.body, region.pages)
    starts = find_starts(fragments)
    texts = _row_texts(fragments, starts)
    columns = tuple(role for role in region.heads.columns if role is not ColumnRole.NUMBER)
    units = [None if text.is_heading else units_of(text.fragments, damaged=damaged) for text in texts]
    plain = [(text, own) for text, own in zip(texts, units, strict=True) if not text.is_heading]
    widths = measure_widths([read_cells(text.fragments, own, columns, {}) for text, own in plain], columns)
    rows = []
    for text, own in zip(texts, units, strict=True):
        cells = None if text.is_heading else read_cells(text.fragments, own, columns, widths)
        rows.append(make_row(text.number, text.fragments, cells, columns))
    return _with_groups(rows, texts)


def _row_texts(fragments: Sequence[Fragment], starts: Sequence[RowStart]) -> list[RowText]:
    texts = []
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        stop = following.place if following else len(fragments)
        own = list(fragments[start.place + 1 : stop])
        if start.rest:
            own.insert(0, replace(fragments[start.place], text=start.rest))
        over_others = following is not None and _is_over(start, following)
        heading = over_others or start.number.kind <= NumberKind.ROMAN
        texts.append(RowText(start.number.text, tuple(own) or (fragments[start.place],), heading, start.jumped))
    return texts


def _is_over(upper: RowStart, lower: RowStart) -> bool:
    if lower.number.kind is upper.number.kind:
        return len(lower.number.parts) > len(upper.number.parts)
    return lower.number.kind > upper.number.kind


def _with_groups(rows: list[TaskRow], texts: Sequence[RowText]) -> list[TaskRow]:
    shapes = [
        RowShape(row.number, row.title, alone=not row.cells, wide=text.is_heading)
        for row, text in zip(rows, texts, strict=True)
    ]
    return [
        replace(row, is_group=is_group, remarks=_remarks(row, text, is_group=is_group))
        for row, text, is_group in zip(rows, texts, find_groups(shapes), strict=True)
    ]


def _remarks(row: TaskRow, text: RowText, *, is_group: bool) -> tuple[RowRemark, ...]:
    if is_group:
        return ()
    over_pages = any(fragment.after_page for fragment in text.fragments[1:])
    return (*row.remarks, *((RowRemark.OVER_PAGES,) if over_pages else ()))


def _make_table(document: Document, region: _Region, rows: Sequence[TaskRow]) -> TaskTable:
    caption = read_caption(document, region.heads.first)
    span = Span(min(caption.first, region.heads.first), rows[-1].span.last)
    return TaskTable(span, caption.title, caption.appendix, region.heads.heads, region.heads.columns, tuple(rows))
