"""Tables of tasks in recognised text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nscl.documents.pack.values import Span
from nscl.documents.reading.agencies import find_agencies
from nscl.documents.reading.blocks import Document, Line
from nscl.documents.reading.task_tables.captions import appendix_number, read_caption
from nscl.documents.reading.task_tables.lined.heads import LinedHeads, find_lined_heads
from nscl.documents.reading.task_tables.lined.numbers import Numbered, restore_numbers
from nscl.documents.reading.task_tables.lined.pieces import LinePieces, LineReader
from nscl.documents.reading.task_tables.lined.restoring import NameRestorer
from nscl.documents.reading.task_tables.lined.rows import LinedRow, divide_rows
from nscl.documents.reading.task_tables.rows import ColumnRole, RowCell, RowRemark, TaskRow, TaskTable
from nscl.text.folding import fold

_END = re.compile(r"^\W{0,3}(?:noi nhan|(?:tm|kt)\W{1,3}(?:uy ban|chu tich))")
_LONGEST_APPENDIX_LINE = 24
_NAMED = (ColumnRole.LEAD, ColumnRole.COORDINATE)
_CELLS = (ColumnRole.LEAD, ColumnRole.COORDINATE, ColumnRole.SCHEDULE, ColumnRole.NOTE)


@dataclass(frozen=True, slots=True)
class _Tools:
    """What reads the lines and restores the names of one document."""

    lines: LineReader
    names: NameRestorer


def find_lined_tables(document: Document, taken: Sequence[Span]) -> list[TaskTable]:
    """The tables of tasks of a document whose text was recognised from pictures, outside the spans ``taken``."""
    gone = {number for span in taken for number in range(span.first, span.last + 1)}
    lines = [line for line in document.lines if line.number not in gone]
    heads = find_lined_heads(lines)
    if not heads:
        return []
    names = _names(lines, heads)
    tools = _Tools(LineReader(sorted(names)), NameRestorer(names))
    tables = []
    for number, head in enumerate(heads):
        stop = heads[number + 1].first if number + 1 < len(heads) else None
        table = _read_table(document, lines, head, stop, tools)
        if table is not None:
            tables.append(table)
    return tables


def _names(lines: Sequence[Line], heads: Sequence[LinedHeads]) -> Counter[str]:
    """The bodies that the plan names before its tables, with how often: those that its cells will name."""
    prose = "\n".join(line.text for line in lines if line.number < heads[0].first)
    return Counter(mention.name for mention in find_agencies(prose, damaged=True))


def _read_table(
    document: Document,
    lines: Sequence[Line],
    heads: LinedHeads,
    stop: int | None,
    tools: _Tools,
) -> TaskTable | None:
    pieces = _pieces(_body(lines, heads.last, stop), tools.lines)
    if not pieces:
        return None
    rows = divide_rows(pieces)
    numbers = restore_numbers([Numbered(row.number, not any(row.text(role) for role in _CELLS)) for row in rows])
    columns = {role: tools.names.restore_column([row.text(role) for row in rows]) for role in _NAMED}
    restored = [{role: columns[role][place] for role in _NAMED} for place in range(len(rows))]
    made = [
        _make_row(row, number, names, tools.names) for row, number, names in zip(rows, numbers, restored, strict=True)
    ]
    caption = read_caption(document, heads.first)
    span = Span(min(caption.first, heads.first), made[-1].span.last)
    return TaskTable(span, caption.title, caption.appendix, heads.heads, heads.columns, tuple(made))


def _body(lines: Sequence[Line], last_head: int, stop: int | None) -> list[Line]:
    body: list[Line] = []
    for line in lines:
        if line.number <= last_head:
            continue
        short = len(line.text.strip()) <= _LONGEST_APPENDIX_LINE
        if (stop is not None and line.number >= stop) or _END.match(fold(line.text)):
            break
        if short and appendix_number(line.text) is not None:
            break
        body.append(line)
    return body


def _pieces(body: Sequence[Line], reader: LineReader) -> list[LinePieces]:
    pieces: list[LinePieces] = []
    blank = False
    for line in body:
        if not line.text.strip():
            blank = True
            continue
        read = reader.read(line, after_blank=blank)
        if read is not None:
            pieces.append(read)
            blank = False
    return pieces


def _make_row(
    row: LinedRow, number: Numbered, names: Mapping[ColumnRole, list[str]], restorer: NameRestorer
) -> TaskRow:
    span = Span(row.lines[0].line, row.lines[-1].line)
    cells = []
    for role in _CELLS:
        lines = [line.line for line in row.lines if line.text(role)]
        if lines:
            text = row.text(role)
            if role in _NAMED:
                text = "; ".join(names[role]) or restorer.complete(text) or text
            cells.append(RowCell(role, text, Span(lines[0], lines[-1])))
    remarks = [RowRemark.NUMBER_READ] if number.restored else []
    remarks += [RowRemark.NUMBER_MISSING] if number.missing else []
    remarks += [] if number.is_group else [RowRemark.INTERLEAVED]
    return TaskRow(number.number, row.text(ColumnRole.TITLE), span, number.is_group, tuple(cells), tuple(remarks))
