"""Documents with a table, for tests: rows of strings, with merged cells where a test needs them."""

from collections.abc import Sequence

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Cell, Document, Line, Paragraph, Table


class Across(str):
    """The text of a cell that goes over ``columns`` places."""

    columns: int

    def __new__(cls, text: str, columns: int) -> "Across":
        """The text, and over how many columns it goes."""
        made = super().__new__(cls, text)
        made.columns = columns
        return made


class Down(str):
    """The text of a cell that goes over ``rows`` rows."""

    rows: int

    def __new__(cls, text: str, rows: int) -> "Down":
        """The text, and over how many rows it goes."""
        made = super().__new__(cls, text)
        made.rows = rows
        return made


Row = Sequence[str | None]


def table(rows: Sequence[Row], *, first_line: int = 1) -> Table:
    """A table of one line a row; None where a merged cell reaches in or nothing stands."""
    made = []
    for place, row in enumerate(rows):
        span = Span(first_line + place, first_line + place)
        made.append(tuple(None if text is None else _cell(text, span) for text in row))
    return Table(tuple(made), Span(first_line, first_line + len(rows) - 1))


def _cell(text: str, span: Span) -> Cell:
    columns = text.columns if isinstance(text, Across) else 1
    rows = text.rows if isinstance(text, Down) else 1
    return Cell(str(text), span, columns, rows)


def document(*parts: str | Sequence[Row], pages: Sequence[int] = ()) -> Document:
    """A document of paragraphs (strings) and tables (rows); ``pages``: the line with which each page begins."""
    lines: list[Line] = []
    blocks: list[Block] = []
    for part in parts:
        number = len(lines) + 1
        if isinstance(part, str):
            lines.append(_line(number, part, pages))
            if part:
                blocks.append(Paragraph(part, Span(number, number)))
            continue
        blocks.append(table(part, first_line=number))
        for place, row in enumerate(part):
            lines.append(_line(number + place, "\t".join(text or "" for text in row), pages))
    return Document("thu.docx", tuple(lines), tuple(blocks))


def _line(number: int, text: str, pages: Sequence[int]) -> Line:
    page = sum(number >= first for first in pages) or None
    return Line(number, text, page)
