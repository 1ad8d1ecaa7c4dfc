"""Word tables → grids: merged cells once, nested tables as paragraphs of their cell, tables of layout taken apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from nscl.documents.reading.formats.building import CellPieces, Piece
from nscl.documents.reading.formats.docx.package import WORD, attribute, number_of
from nscl.documents.reading.formats.docx.paragraphs import Text
from nscl.documents.reading.formats.letterhead import begins_side_block
from nscl.documents.reading.formats.limits import MAX_TABLE_COLUMNS

_CONTENT_CONTROLS = frozenset(WORD + name for name in ("sdt", "sdtContent", "customXml", "ins"))
_DEEPEST = 30
# The head of the first page and the foot with the recipients are set as tables of a few rows without lines
# (Decree 30/2020/NĐ-CP, annex I, part III).
_MOST_LAYOUT_ROWS = 4
_MOST_SILENT_LAYOUT_ROWS = 2
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV", "start", "end")
_NO_LINE = frozenset({"nil", "none"})


@dataclass(slots=True)
class WordCell:
    """A cell: its paragraphs, where it begins, and what it covers."""

    texts: list[Text]
    column: int
    columns: int
    rows: int = 1


@dataclass(slots=True)
class WordTable:
    """A table: for each row the cells that begin in it."""

    rows: list[list[WordCell]] = field(default_factory=list)
    width: int = 0
    ruled: bool = True

    @property
    def is_layout(self) -> bool:
        """Whether it only places text on the page: one cell, letterhead, recipients and signature."""
        cells = [cell for row in self.rows for cell in row]
        if len(cells) <= 1:
            return True
        if len(self.rows) > _MOST_LAYOUT_ROWS:
            return False
        if any(begins_side_block(line) for cell in cells for text in cell.texts for line in text.lines[:1]):
            return True
        return not self.ruled and len(self.rows) <= _MOST_SILENT_LAYOUT_ROWS and self.width <= 2  # noqa: PLR2004

    def texts_by_column(self) -> Iterator[Text]:
        """The paragraphs of a table of layout, left column first."""
        cells = sorted((cell.column, place, cell) for place, row in enumerate(self.rows) for cell in row)
        for _, _, cell in cells:
            yield from cell.texts

    def grid(self) -> list[list[CellPieces | None]]:
        """Every row with the same number of places; None where a merged cell reaches in or no cell stands."""
        grid = []
        for row in self.rows:
            places: list[CellPieces | None] = [None] * self.width
            for cell in row:
                pieces = [Piece(line) for text in cell.texts for line in text.lines]
                places[cell.column] = CellPieces(pieces, columns=cell.columns, rows=cell.rows)
            grid.append(places)
        return grid


def read_table(element: Element, read_block: Callable[[Element], list[Text]], *, styled_lines: bool) -> WordTable:
    """The table of a `w:tbl`; ``read_block`` gives the paragraphs of a block in a cell (paragraph or nested table).

    ``styled_lines``: whether the table's style may draw lines, so that none in the table itself proves nothing.
    """
    table = WordTable(ruled=styled_lines or _has_lines(element))
    open_above: dict[int, WordCell] = {}
    for row in _children(element, "tr", 0):
        if row.find(f"{WORD}trPr/{WORD}del") is not None:
            continue
        cells, open_above = _read_row(row, open_above, read_block)
        table.rows.append(cells)
        reach = max((cell.column + cell.columns for cell in (*cells, *open_above.values())), default=0)
        table.width = max(table.width, reach)
    return table


def _read_row(
    row: Element, above: dict[int, WordCell], read_block: Callable[[Element], list[Text]]
) -> tuple[list[WordCell], dict[int, WordCell]]:
    """The cells that begin in a row, and by column those that may go on below it."""
    cells: list[WordCell] = []
    below: dict[int, WordCell] = {}
    column = min(max(number_of(row.find(f"{WORD}trPr/{WORD}gridBefore")) or 0, 0), MAX_TABLE_COLUMNS)
    for element in _children(row, "tc", 0):
        if column >= MAX_TABLE_COLUMNS:
            break
        properties = element.find(WORD + "tcPr")
        span = 1 if properties is None else number_of(properties.find(WORD + "gridSpan")) or 1
        span = min(max(span, 1), MAX_TABLE_COLUMNS - column)
        merge = None if properties is None else properties.find(WORD + "vMerge")
        goes_on = merge is not None and attribute(merge) != "restart"
        if goes_on and column in above:
            above[column].rows += 1
            below[column] = above[column]
        elif cells and properties is not None and attribute(properties.find(WORD + "hMerge")) == "continue":
            cells[-1].columns += span
        else:
            texts = [text for block in element for text in read_block(block)]
            cells.append(WordCell(texts, column, span))
            if merge is not None:
                below[column] = cells[-1]
        column += span
    return cells, below


def _children(parent: Element, name: str, depth: int) -> Iterator[Element]:
    """Rows of a table or cells of a row, also where content controls or insertions are around them."""
    for child in parent:
        if child.tag == WORD + name:
            yield child
        elif child.tag in _CONTENT_CONTROLS and depth < _DEEPEST:
            yield from _children(child, name, depth + 1)


def _has_lines(element: Element) -> bool:
    """Whether the table or a cell of it has a line of its own."""
    whole = element.find(f"{WORD}tblPr/{WORD}tblBorders")
    cells = element.findall(f"{WORD}tr/{WORD}tc/{WORD}tcPr/{WORD}tcBorders")
    return any(
        (side := borders.find(WORD + name)) is not None and attribute(side) not in _NO_LINE
        for borders in ([whole] if whole is not None else []) + cells
        for name in _BORDERS
    )
