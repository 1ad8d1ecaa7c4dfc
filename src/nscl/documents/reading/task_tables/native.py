"""Tables whose columns the document gives: Word, PDF, pipes, tabs."""

import re
from dataclasses import dataclass, field, replace

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.grids import Place, row_span
from nscl.documents.reading.task_tables.layouts import Grid, Layout
from nscl.documents.reading.task_tables.numbers import RowNumber, split_number
from nscl.documents.reading.task_tables.rows import ColumnRole, RowCell, RowRemark, TaskRow
from nscl.text.folding import fold

# Of the columns, the part that a cell covers where it is a heading over the whole table.
_FULL_WIDTH = 0.6

_CROSS = re.compile(r"^[xX✓✔+●]$")
_COLUMN_NUMBER = re.compile(r"^\(?\d{1,2}\)?$")
_TOTAL = re.compile(r"^(?:tong(?: cong| so)?|cong)\b")
_FEWEST_COLUMNS = 3
_MOST_CELLS_OF_TOTAL = 2
# A cell with more letters than this holds no damaged number.
_LONGEST_NUMBER = 6
_BULLET = ("-", "–", "+", "•", "*")


@dataclass(slots=True)
class RowDraft:
    """A row while its parts are gathered."""

    number: str | None
    texts: dict[int, str]
    spans: dict[int, Span]
    span: Span
    alone: bool  # nothing but a number and a title
    wide: bool  # one cell over the whole table
    years: list[int] = field(default_factory=list)
    remarks: list[RowRemark] = field(default_factory=list)


def read_rows(grid: Grid, layout: Layout, drafts: list[RowDraft], document: Document) -> None:
    """Read the body of a grid into ``drafts``; a part of a row that was begun before is joined to the last draft."""
    for place, row in enumerate(grid):
        span = row_span(row)
        if span is None or not any(cell.text for cell in row) or _is_head_again(row, layout):
            continue
        if place == 0 and _numbers_columns(row):
            continue
        aligned = _realign(row, layout)
        draft = _draft(aligned, layout, span)
        if draft.number is None and len(draft.texts) <= _MOST_CELLS_OF_TOTAL and _TOTAL.match(fold(_first_text(draft))):
            continue
        if drafts and _continues(aligned, draft, layout):
            _join(drafts[-1], draft, document)
        else:
            drafts.append(draft)


def _numbers_columns(row: tuple[Place, ...]) -> bool:
    """Whether a row right under the heads numbers the columns: (1) (2) (3) …"""
    return sum(bool(_COLUMN_NUMBER.match(cell.text)) for cell in row) >= max(_FEWEST_COLUMNS, len(row) - 1)


def _realign(row: tuple[Place, ...], layout: Layout) -> tuple[Place, ...]:
    """A row that ends a column too early: it lost its number, or the number stands in one cell with the title."""
    if layout.columns[:1] != (ColumnRole.NUMBER,) or len(row) < _FEWEST_COLUMNS or row[-1].cell is not None:
        return row
    number, rest = split_number(row[0].text)
    if row[0].cell is None or not any(place.text for place in row[1:]):
        return row
    if number is None and len(rest) > _LONGEST_NUMBER:
        return (Place(None), *row[:-1])
    if number is not None and rest:
        return (Place(replace(row[0].cell, text=number.text)), Place(replace(row[0].cell, text=rest)), *row[1:-1])
    return row


def _first_text(draft: RowDraft) -> str:
    return next(iter(draft.texts.values()), "")


def _is_head_again(row: tuple[Place, ...], layout: Layout) -> bool:
    own = [(place.text, head) for place, head in zip(row, layout.heads, strict=False) if place.text]
    return len(own) > 1 and all(fold(text) in fold(head) for text, head in own)


def _draft(row: tuple[Place, ...], layout: Layout, span: Span) -> RowDraft:
    texts: dict[int, str] = {}
    spans: dict[int, Span] = {}
    years = []
    for column, place in enumerate(row):
        if place.cell is None or place.across or not place.text or column >= len(layout.columns):
            continue
        if layout.years[column] and (_CROSS.match(place.text)):
            years.append(layout.years[column] or 0)
            continue
        texts[column], spans[column] = place.text, place.cell.span
    wide = any(place.cell is not None and place.cell.columns >= _FULL_WIDTH * len(row) for place in row)
    number = _take_number(texts, spans, layout, wide=wide)
    title = {*layout.places_of(ColumnRole.TITLE), *layout.places_of(ColumnRole.NUMBER)}
    own = {column for column in texts if not row[column].down}
    return RowDraft(number, texts, spans, span, alone=own <= title and not years, wide=wide, years=years)


def _take_number(texts: dict[int, str], spans: dict[int, Span], layout: Layout, *, wide: bool) -> str | None:
    """Take the row's number out of its column; what else stands in that column becomes the title."""
    numbers = layout.places_of(ColumnRole.NUMBER)
    titles = layout.places_of(ColumnRole.TITLE)
    for column in numbers or titles:
        number, rest = split_number(texts.get(column, ""))
        if column not in numbers and not _is_certain(number, texts.get(column, "")):
            continue
        if number is None and column in numbers and column in texts and titles and (wide or len(texts) == 1):
            _move(texts, spans, texts.pop(column), column, titles[0])
            return None
        if number is None:
            if texts.get(column, "").strip("-–+•* ") == "" and column in numbers:
                texts.pop(column, None)
            continue
        texts.pop(column)
        if rest and titles:
            _move(texts, spans, rest, column, titles[0])
        return number.text
    return None


def _move(texts: dict[int, str], spans: dict[int, Span], text: str, column: int, title: int) -> None:
    """Put a text that stood in another column before the title's."""
    texts[title] = " ".join(filter(None, (text, texts.get(title, ""))))
    spans.setdefault(title, spans[column])


def _is_certain(number: RowNumber | None, text: str) -> bool:
    """Whether a number at the beginning of a title is a number of a row: it has a mark behind it, or parts."""
    if number is None:
        return False
    return len(number.parts) > 1 or text.strip()[len(number.text) : len(number.text) + 1] in {".", ")", ":"}


def _continues(row: tuple[Place, ...], draft: RowDraft, layout: Layout) -> bool:
    """Whether a row is the rest of the one before: no number, and nothing in it begins a task of its own."""
    if draft.number is not None:
        return False
    columns = layout.places_of(ColumnRole.NUMBER) or layout.places_of(ColumnRole.TITLE)
    if any(row[column].down for column in columns if column < len(row)):
        return True
    title = [draft.texts[column] for column in layout.places_of(ColumnRole.TITLE) if column in draft.texts]
    if not title or draft.wide:
        return bool(draft.texts) and not draft.wide
    if title[0][:1].islower():
        return True
    return draft.alone and (bool(layout.places_of(ColumnRole.NUMBER)) or title[0].startswith(_BULLET))


def _join(draft: RowDraft, more: RowDraft, document: Document) -> None:
    pages = {document.page_of(draft.span.last), document.page_of(more.span.first)}
    if len(pages) > 1 or more.span.first > draft.span.last + 1:
        draft.remarks.append(RowRemark.OVER_PAGES)
    for column, text in more.texts.items():
        before = draft.texts.get(column)
        if before == text and more.spans[column] == draft.spans.get(column):
            continue
        draft.texts[column] = f"{before} {text}" if before else text
        span = draft.spans.get(column, more.spans[column])
        draft.spans[column] = Span(min(span.first, more.spans[column].first), max(span.last, more.spans[column].last))
    draft.years += [year for year in more.years if year not in draft.years]
    draft.alone = draft.alone and more.alone
    draft.span = Span(min(draft.span.first, more.span.first), max(draft.span.last, more.span.last))


def number_details(drafts: list[RowDraft], layout: Layout) -> None:
    """Give rows without number whose title is a bullet the numbers under the row before them: 2 → 2.1, 2.2."""
    above: str | None = None
    details = 0
    for draft in drafts:
        titles = [column for column in layout.places_of(ColumnRole.TITLE) if column in draft.texts]
        bullet = draft.number is None and titles and draft.texts[titles[0]].startswith(_BULLET)
        if not bullet or above is None:
            above, details = draft.number, 0
            continue
        details += 1
        draft.number = f"{above}.{details}" if above[0].isdigit() else str(details)
        draft.texts[titles[0]] = draft.texts[titles[0]].lstrip("".join(_BULLET)).strip()
        draft.remarks.append(RowRemark.NUMBER_MISSING)


def make_row(draft: RowDraft, layout: Layout, *, is_group: bool) -> TaskRow:
    """The row of a finished draft."""
    titles = [draft.texts[column] for column in layout.places_of(ColumnRole.TITLE) if column in draft.texts]
    cells = [
        RowCell(layout.columns[column], text, draft.spans[column])
        for column, text in sorted(draft.texts.items())
        if layout.columns[column] not in (ColumnRole.TITLE, ColumnRole.NUMBER)
    ]
    if draft.years and not any(cell.role is ColumnRole.SCHEDULE for cell in cells):
        cells.append(RowCell(ColumnRole.SCHEDULE, _years_text(draft.years), draft.span))
    return TaskRow(draft.number, ": ".join(titles), draft.span, is_group, tuple(cells), tuple(draft.remarks))


def _years_text(years: list[int]) -> str:
    """Crossed years as a schedule is written: "2026-2028", "2026; 2030"."""
    years = sorted(years)
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return "; ".join(map(str, years))
