"""Columns of a scanned table in which Tesseract has passed over cells: lone numbers look like specks to it.

Such a column is cut out of the page and recognised by itself, where its numbers are lines of a text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.reading.blocks import Box
from nscl.documents.reading.formats.pdf.geometry import Word
from nscl.documents.reading.formats.pdf.grids import Grid, Place
from nscl.documents.reading.formats.pdf.picture_rules import Picture, Ruling

_INSET = 2.5  # points: what is left of the borders does not count as ink
_INKED = 12  # dark dots; a full stop at 300 dots an inch has as many
_NARROW = 50.0
_MIN_CELLS = 2  # so many cells must have ink and no words


@dataclass(frozen=True, slots=True)
class LostColumn:
    """A column, in points of the page as it lies, and the slots (row, column) of it that have ink and no words."""

    box: Box
    slots: frozenset[tuple[int, int]]

    @property
    def is_narrow(self) -> bool:
        """Whether it is too narrow for words: a column of numbers."""
        return self.box.right - self.box.left <= _NARROW


def lost_columns(picture: Picture, ruling: Ruling, grid: Grid, words: Sequence[Word]) -> Iterator[LostColumn]:
    """The columns of a table in which cells have ink and no words."""
    filled = {slot for word in words if (slot := grid.slot(word.centre, word.middle)) is not None}
    lost = [place for place in grid.places if _is_lost(picture, ruling, grid, place, filled)]
    for column in sorted({place.column for place in lost}):
        members = [place for place in lost if place.column == column]
        if len(members) >= _MIN_CELLS:
            first, last = members[0], members[-1]
            box = _box(ruling, grid, Place(first.row, column, last.row + last.rows - first.row, 1))
            slots = ((row, column) for place in members for row in range(place.row, place.row + place.rows))
            yield LostColumn(box, frozenset(slots))


def _is_lost(picture: Picture, ruling: Ruling, grid: Grid, place: Place, filled: set[tuple[int, int]]) -> bool:
    if place.columns > 1 or any((place.row + row, place.column) in filled for row in range(place.rows)):
        return False
    return picture.cut(_box(ruling, grid, place)).count_ink() >= _INKED


def _box(ruling: Ruling, grid: Grid, place: Place) -> Box:
    """A cell without its borders, moved back to where it lies on the page."""
    left, right = grid.columns[place.column] + _INSET, grid.columns[place.column + place.columns] - _INSET
    top, bottom = grid.rows[place.row] + _INSET, grid.rows[place.row + place.rows] - _INSET
    # Over the height of a page laid aslant the column wanders; the middle is right.
    across, down = ruling.slope * (top + bottom) / 2, ruling.slope * (left + right) / 2
    return Box(left - across, top + down, right - across, bottom + down)
