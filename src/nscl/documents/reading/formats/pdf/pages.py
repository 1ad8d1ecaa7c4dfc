"""One page → its lines of text and its tables, from the top down; running heads and page numbers taken away."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.blocks import Box
from nscl.documents.reading.formats.building import CellPieces, Piece
from nscl.documents.reading.formats.pdf.geometry import Word
from nscl.documents.reading.formats.pdf.grids import Grid
from nscl.documents.reading.formats.pdf.rows import Row, lines_of, page_rows, rows_of
from nscl.documents.reading.formats.pdf.unruled import UnruledCell, find_unruled
from nscl.text.folding import fold

# The margins in which running heads stand, as parts of the page's height (Decree 30/2020/NĐ-CP: 20 to 25 mm of 297).
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# A line in the margin of so many pages, and of that share of them, is a running head.
_MIN_REPEATS = 2
_MIN_SHARE = 0.6
_TITLES = ("phu luc", "bieu", "mau", "bang", "phan", "chuong")


@dataclass(slots=True)
class GridTable:
    """A table of a page: where its columns stand, and its rows with the number of the page."""

    columns: tuple[float, ...]
    rows: list[list[CellPieces | None]]

    def texts(self, row: int) -> tuple[str, ...]:
        """What stands in a row, to compare repeated heads."""
        return tuple(" ".join(piece.text for piece in cell.pieces) if cell else "" for cell in self.rows[row])


@dataclass(slots=True)
class PageContent:
    """What stands on a page in order; ``height`` in points."""

    number: int
    height: float
    items: list[Row | GridTable]


def read_content(number: int, height: float, words: Sequence[Word], grids: Sequence[Grid]) -> PageContent:
    """Put the words of a page into its tables and lines."""
    free: list[Word] = []
    inside: dict[int, dict[tuple[int, int], list[Word]]] = {place: {} for place in range(len(grids))}
    for word in words:
        for place, grid in enumerate(grids):
            slot = grid.slot(word.centre, word.middle)
            if slot is not None:
                inside[place].setdefault(slot, []).append(word)
                break
        else:
            free.append(word)
    tables = [(grid, _table(number, grid, inside[place])) for place, grid in enumerate(grids) if inside[place]]
    return PageContent(number, height, _in_order(number, free, tables))


def _in_order(number: int, free: list[Word], tables: list[tuple[Grid, GridTable]]) -> list[Row | GridTable]:
    """Lines above a table, the table, lines below it."""
    items: list[Row | GridTable] = []
    for grid, table in tables:
        items += _outside_rules(number, [word for word in free if word.middle < grid.top])
        items.append(table)
        free = [word for word in free if word.middle >= grid.top]
    return [*items, *_outside_rules(number, free)]


def _outside_rules(number: int, words: list[Word]) -> list[Row | GridTable]:
    """Lines, and tables that have no rules."""
    lines = lines_of(words)
    items: list[Row | GridTable] = []
    place = 0
    for table in find_unruled(lines):
        items += page_rows(word for line in lines[place : table.first] for word in line)
        items.append(GridTable(table.columns, [[_cell(number, cell) for cell in row] for row in table.rows]))
        place = table.last + 1
    return [*items, *page_rows(word for line in lines[place:] for word in line)]


def _cell(number: int, cell: UnruledCell | None) -> CellPieces | None:
    if cell is None:
        return None
    pieces = [Piece(row.text, number, row.box) for row in rows_of(cell.words)]
    return CellPieces(pieces, cell.columns, cell.rows, wrapped=True)


def _table(number: int, grid: Grid, slots: dict[tuple[int, int], list[Word]]) -> GridTable:
    rows: list[list[CellPieces | None]] = [[None] * (len(grid.columns) - 1) for _ in range(len(grid.rows) - 1)]
    for place in grid.places:
        words = [
            word
            for row in range(place.row, place.row + place.rows)
            for column in range(place.column, place.column + place.columns)
            for word in slots.get((row, column), ())
        ]
        pieces = [Piece(row.text, number, row.box) for row in rows_of(words)]
        rows[place.row][place.column] = CellPieces(pieces, place.columns, place.rows, wrapped=True)
    return GridTable(grid.columns, rows)


def drop_running_heads(pages: Sequence[PageContent]) -> None:
    """Take page numbers and lines that many pages have in their margins out of the pages."""
    seen = Counter(key for page in pages for key in {_key(row) for row in _in_margin(page)})
    for page in pages:
        margin = {
            id(row)
            for row in _in_margin(page)
            if _is_page_number(row, page) or _is_running(row, seen[_key(row)], len(pages))
        }
        page.items = [item for item in page.items if id(item) not in margin]


def _is_running(row: Row, seen: int, pages: int) -> bool:
    """Whether a line of a margin is a running head; "Phụ lục 1", "Phụ lục 2" on top of their pages are none."""
    if fold(row.text).startswith(_TITLES):
        return False
    return seen >= _MIN_REPEATS and seen >= _MIN_SHARE * pages


def _in_margin(page: PageContent) -> list[Row]:
    rows = [item for item in page.items if isinstance(item, Row)]
    return [
        row for row in rows if row.box.bottom <= _MARGIN * page.height or row.box.top >= (1 - _MARGIN) * page.height
    ]


def _is_page_number(row: Row, page: PageContent) -> bool:
    """Whether a line is a number alone at the very top or bottom: nothing of the page is beyond it."""
    if _PAGE_NUMBER.fullmatch(row.text) is None:
        return False
    return not any(_is_beyond(item, row, page) for item in page.items if item is not row)


def _is_beyond(item: Row | GridTable, row: Row, page: PageContent) -> bool:
    boxes = [item.box] if isinstance(item, Row) else _boxes(item)
    if row.box.bottom <= _MARGIN * page.height:
        return any(box.bottom < row.box.top for box in boxes)
    return any(box.top > row.box.bottom for box in boxes)


def _boxes(table: GridTable) -> list[Box]:
    return [piece.box for row in table.rows for cell in row if cell for piece in cell.pieces if piece.box]


def _key(row: Row) -> str:
    """A line without its figures, which count the pages."""
    return _DIGITS.sub("#", row.text)
