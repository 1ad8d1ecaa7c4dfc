"""The tables of tasks of a document, whatever is left of their geometry."""

import re

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Paragraph, Table
from nscl.documents.reading.grids import lay_out
from nscl.documents.reading.task_tables.captions import read_caption
from nscl.documents.reading.task_tables.groups import RowShape, find_groups
from nscl.documents.reading.task_tables.layouts import Layout, find_layout
from nscl.documents.reading.task_tables.lined import find_lined_tables
from nscl.documents.reading.task_tables.loose import find_loose_tables
from nscl.documents.reading.task_tables.native import RowDraft, make_row, number_details, read_rows
from nscl.documents.reading.task_tables.rows import ColumnRole, TaskTable

# Between the parts of a table that runs over pages stand page numbers and blank paragraphs, no words.
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{0,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)


def find_task_tables(document: Document, *, damaged: bool = False) -> tuple[TaskTable, ...]:
    """Tables whose heads say that they hold tasks (what, who leads, who coordinates, when, to what end), in order.

    Tables with money by years are left to `budget`. ``damaged``: heads and numbers are recognised approximately
    (`Document.marks_lost`). The spans of the tables do not overlap.
    """
    native = _find_native(document, damaged=damaged)
    taken = [table.span for table in native] + [block.span for block in document.blocks if isinstance(block, Table)]
    loose = find_lined_tables(document, taken) if damaged else find_loose_tables(document, taken, damaged=False)
    return tuple(sorted([*native, *loose], key=lambda table: table.span))


def _find_native(document: Document, *, damaged: bool) -> list[TaskTable]:
    found: list[TaskTable] = []
    layout: Layout | None = None
    drafts: list[RowDraft] = []
    first = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not _PAGE_NUMBER.fullmatch(block.text):
                _finish(found, document, first, layout, drafts)
                layout, drafts = None, []
            continue
        grid = lay_out(block)
        heads = find_layout(grid, damaged=damaged)
        if heads is None:
            if layout is not None and _fits(block, layout):
                read_rows(grid, layout, drafts, document)
                continue
            _finish(found, document, first, layout, drafts)
            layout, drafts = None, []
            continue
        new_layout, body = heads
        if layout is None or new_layout.columns != layout.columns:
            _finish(found, document, first, layout, drafts)
            layout, drafts, first = new_layout, [], block.span.first
        read_rows(grid[body:], layout, drafts, document)
    _finish(found, document, first, layout, drafts)
    return found


def _fits(table: Table, layout: Layout) -> bool:
    """Whether a table without heads goes on with the columns of the one before."""
    return max((len(row) for row in table.rows), default=0) <= len(layout.columns)


def _finish(
    found: list[TaskTable], document: Document, first: int, layout: Layout | None, drafts: list[RowDraft]
) -> None:
    if layout is None or not drafts:
        return
    number_details(drafts, layout)
    shapes = [_shape(draft, layout) for draft in drafts]
    groups = find_groups(shapes)
    rows = tuple(make_row(draft, layout, is_group=is_group) for draft, is_group in zip(drafts, groups, strict=True))
    caption = read_caption(document, first)
    span = Span(min(caption.first, first), max(row.span.last for row in rows))
    found.append(TaskTable(span, caption.title, caption.appendix, layout.heads, layout.columns, rows))


def _shape(draft: RowDraft, layout: Layout) -> RowShape:
    title = " ".join(draft.texts[column] for column in layout.places_of(ColumnRole.TITLE) if column in draft.texts)
    scheduled = bool(draft.years) or any(column in draft.texts for column in layout.places_of(ColumnRole.SCHEDULE))
    return RowShape(draft.number, title, draft.alone, draft.wide, scheduled)
