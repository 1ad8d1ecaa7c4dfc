"""Words and ruled lines of one page, in points from its top left corner, and how PDF's own coordinates become these."""

import math
from dataclasses import dataclass

from nscl.documents.reading.blocks import Box


@dataclass(slots=True)
class Word:
    """A word, its rectangle and its base line. ``spaced``: a blank stands before it; ``font``: name of its font.

    Words of one line share the base line, whatever their fonts; rectangles differ with the fonts.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = True
    bold: bool = False
    font: str = ""
    base: float = math.nan

    def __post_init__(self) -> None:
        """Without a base line of its own a word stands on its rectangle."""
        if math.isnan(self.base):
            self.base = self.bottom

    @property
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Place of its middle across the page."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """Height of its line, about the font's size."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: at ``place`` on the other axis, from ``start`` to ``end``."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class Rules:
    """The lines of a page that can be borders of cells."""

    horizontal: list[Rule]
    vertical: list[Rule]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in PDF's coordinates (upwards from below), and its turn in quarters, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0

    @property
    def width(self) -> float:
        """Width as shown."""
        return (self.top - self.bottom) if self.quarters % 2 else (self.right - self.left)

    @property
    def height(self) -> float:
        """Height as shown."""
        return (self.right - self.left) if self.quarters % 2 else (self.top - self.bottom)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as shown."""
        across, up = x - self.left, y - self.bottom
        if self.quarters == 1:
            return up, across
        if self.quarters == 2:  # noqa: PLR2004
            return (self.right - self.left) - across, up
        if self.quarters == 3:  # noqa: PLR2004
            return (self.top - self.bottom) - up, (self.right - self.left) - across
        return across, (self.top - self.bottom) - up

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle as shown."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
