"""Collects lines and blocks of a document in the order of reading, and numbers the lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Box, Cell, Document, Line, Paragraph, Table
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.encodings.conversion import convert_lines
from nscl.documents.reading.formats.language import measure_language
from nscl.documents.reading.formats.limits import MAX_CELLS, MAX_CHARACTERS, MAX_LINE_CHARACTERS, MAX_LINES
from nscl.documents.reading.formats.text.lines import clean

_LIST_MARK = re.compile(r"[-–+•]\s")
_BROKEN_RANGE = re.compile(r"\d[-–]$")  # "2026-" and "2030" on the next line


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that becomes one line, with its place where the format has places.

    ``spread``: runs of blanks in it are gaps between columns, which the line keeps.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    spread: bool = False


@dataclass(slots=True)
class CellPieces:
    """A cell before its lines are numbered: its lines of text, and the columns and rows that it covers.

    ``wrapped``: the lines are those on the page (PDF), not paragraphs.
    """

    pieces: list[Piece] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    wrapped: bool = False

    def join(self, texts: list[str]) -> str:
        """The text of the cell. Lines that only the column's width has broken become one line again."""
        if not self.wrapped:
            return "\n".join(texts)
        joined = texts[0] if texts else ""
        for text in texts[1:]:
            if _LIST_MARK.match(text):
                joined += f"\n{text}"
            else:
                joined += text if _BROKEN_RANGE.search(joined) and text[0].isdecimal() else f" {text}"
        return joined


@dataclass(frozen=True, slots=True)
class _ParagraphPlan:
    """A paragraph whose text is a line, by its place in the list of lines."""

    line: int
    whole: bool
    heading: int | None
    bold: bool
    indent: int | None


@dataclass(frozen=True, slots=True)
class _CellPlan:
    """A cell by the places of its first line and of the line behind its last."""

    first: int
    end: int
    cell: CellPieces


_Rows = tuple[tuple[_CellPlan | None, ...], ...]


@dataclass(slots=True)
class DocumentBuilder:
    """Collects pieces in order; `finish` makes lines and blocks of them. Pieces without text are left out."""

    _pieces: list[Piece] = field(default_factory=list)
    _plans: list[_ParagraphPlan | _Rows] = field(default_factory=list)
    _cells: int = 0
    _characters: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no text yet."""
        return not self._pieces

    def add_paragraph(
        self,
        piece: Piece,
        *,
        whole: bool,
        heading: int | None = None,
        bold: bool = False,
        indent: int | None = None,
    ) -> None:
        """Add a line as a paragraph of its own."""
        if self._add_piece(piece):
            self._plans.append(_ParagraphPlan(len(self._pieces) - 1, whole, heading, bold, indent))

    def add_table(self, rows: Sequence[Sequence[CellPieces | None]]) -> None:
        """Add a table; its lines are numbered row by row, cell by cell. A table without any text is left out."""
        self._cells += sum(len(row) for row in rows)
        if self._cells > MAX_CELLS:
            raise _too_long(f"Các bảng có hơn {MAX_CELLS} ô", None)
        first = len(self._pieces)
        plan = tuple(tuple(self._plan_cell(cell) if cell else None for cell in row) for row in rows)
        if len(self._pieces) > first:
            self._plans.append(plan)

    def finish(self, name: str, notes: tuple[str, ...] = ()) -> Document:
        """The document: text of other encodings converted and noted, and whether it has lost its marks."""
        texts, encodings = convert_lines([piece.text for piece in self._pieces])
        spread = [clean(text).strip() for text in texts]
        texts = [" ".join(text.split()) for text in spread]
        lines = tuple(
            Line(number, wide if piece.spread else text, piece.page, piece.box)
            for number, (text, wide, piece) in enumerate(zip(texts, spread, self._pieces, strict=True), start=1)
        )
        blocks = tuple(
            _paragraph(plan, texts) if isinstance(plan, _ParagraphPlan) else _table(plan, texts) for plan in self._plans
        )
        converted = tuple(f"Một phần văn bản đã chuyển từ bảng mã {one}." for one in sorted(encodings))
        lost = measure_language(texts).marks_lost
        return Document(name, lines, blocks, (*notes, *converted), marks_lost=lost)

    def _plan_cell(self, cell: CellPieces) -> _CellPlan:
        first = len(self._pieces)
        for piece in cell.pieces:
            self._add_piece(piece)
        return _CellPlan(first, len(self._pieces), cell)

    def _add_piece(self, piece: Piece) -> bool:
        """Keep a piece for a line of its own; whether it has any text."""
        text = piece.text.replace("\n", " ")
        if not clean(text).strip():
            return False
        if len(self._pieces) >= MAX_LINES:
            raise _too_long(f"Văn bản có hơn {MAX_LINES} dòng", piece.page)
        if len(text) > MAX_LINE_CHARACTERS:
            message = f"Một đoạn văn có {len(text)} ký tự, giới hạn là {MAX_LINE_CHARACTERS} ký tự"
            raise _too_long(message, piece.page, line=len(self._pieces) + 1)
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise _too_long(f"Văn bản có hơn {MAX_CHARACTERS} ký tự", piece.page)
        self._pieces.append(replace(piece, text=text))
        return True


def _paragraph(plan: _ParagraphPlan, texts: list[str]) -> Paragraph:
    span = Span(plan.line + 1, plan.line + 1)
    return Paragraph(texts[plan.line], span, plan.whole, plan.heading, plan.bold, plan.indent)


def _table(rows: _Rows, texts: list[str]) -> Table:
    cells = [plan for row in rows for plan in row if plan is not None]
    first, end = cells[0].first, cells[-1].end
    grid = tuple(tuple(_cell(plan, first, texts) if plan else None for plan in row) for row in rows)
    return Table(grid, Span(first + 1, end))


def _cell(plan: _CellPlan, table_start: int, texts: list[str]) -> Cell:
    # An empty cell stands where the reading is: at the last line before it, or at the first of the table.
    place = max(plan.first, table_start + 1)
    span = Span(plan.first + 1, plan.end) if plan.end > plan.first else Span(place, place)
    return Cell(plan.cell.join(texts[plan.first : plan.end]), span, plan.cell.columns, plan.cell.rows)


def _too_long(message: str, page: int | None, *, line: int | None = None) -> ReadingError:
    remedy = "chỉ đưa vào văn bản kế hoạch và các phụ lục của nó"
    return ReadingError("too-long", message, remedy, line=line, page=page)
