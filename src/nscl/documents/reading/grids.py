"""A table's cells laid out: every place of the grid with the cell that covers it."""

from dataclasses import dataclass

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Cell, Table

# A grid wider than this is no table of words; what stands beyond is left out of the layout.
_MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the grid: the cell that covers it, and whether the cell begins here (its top left corner)."""

    cell: Cell | None
    across: bool = False  # covered from the left
    down: bool = False  # covered from above

    @property
    def text(self) -> str:
        """The text of the cell, spaces and line breaks closed up; "" of an empty place."""
        return " ".join(self.cell.text.split()) if self.cell else ""


def lay_out(table: Table) -> tuple[tuple[Place, ...], ...]:
    """Every row as places, merged cells repeated at each place that they cover; rows padded to one width."""
    width = min(max((len(row) for row in table.rows), default=0), _MOST_COLUMNS)
    places = [[Place(None)] * width for _ in table.rows]
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row[:width]):
            if cell is not None:
                _spread(places, cell, row_number, column)
    return tuple(tuple(row) for row in places)


def _spread(places: list[list[Place]], cell: Cell, top: int, left: int) -> None:
    for down in range(max(1, cell.rows)):
        for across in range(max(1, cell.columns)):
            row, column = top + down, left + across
            free = row < len(places) and column < len(places[row]) and places[row][column].cell is None
            if free or (down == 0 and across == 0):
                places[row][column] = Place(cell, across > 0, down > 0)


def row_span(row: tuple[Place, ...]) -> Span | None:
    """Lines of the cells that begin in this row; None of a row without any."""
    spans = [place.cell.span for place in row if place.cell is not None and not place.down and not place.across]
    if not spans:
        return None
    return Span(min(span.first for span in spans), max(span.last for span in spans))
