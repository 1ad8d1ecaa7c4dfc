"""What a document is made of before it has a layout: headings, paragraphs, items, grids."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """The two columns at the top: who issues, and the country; then number, place and date."""

    committee: str
    number: str
    place_and_date: str


@dataclass(frozen=True)
class Title:
    """A centred heading of the whole document or of an appendix, with lines below it."""

    first: str
    below: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A numbered heading; ``label`` is the mark as it is seen ("II.", "Điều 5.", "1.2.")."""

    depth: int
    label: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    italic: bool = False


@dataclass(frozen=True)
class Item:
    """A point of a list; ``label`` as seen ("-", "a)", "+")."""

    label: str
    text: str


@dataclass(frozen=True)
class Box:
    """A cell of a grid; merged over ``columns`` and ``rows``."""

    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. Each row lists the boxes that begin in it; ``heads`` rows are repeated on every page.

    ``widths``: relative widths of the columns. ``figures``: the first and last column of amounts, which text without
    rules keeps on one line; None in tables of words.
    """

    rows: tuple[tuple[Box, ...], ...]
    heads: int
    widths: tuple[float, ...]
    figures: tuple[int, int] | None = None

    @property
    def columns(self) -> int:
        return len(self.widths)

    def places(self) -> list[list[tuple[int, Box]]]:
        """Each row's boxes with the column in which they begin."""
        reached: dict[int, int] = {}
        placed = []
        for number, row in enumerate(self.rows):
            column, out = 0, []
            for box in row:
                while reached.get(column, -1) >= number:
                    column += 1
                out.append((column, box))
                for covered in range(column, column + box.columns):
                    reached[covered] = number + box.rows - 1
                column += box.columns
            placed.append(out)
        return placed


@dataclass(frozen=True)
class Closing:
    """The end of the body: who gets it, who signs."""

    recipients: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True)
class NewPage:
    landscape: bool = False


Part = Head | Title | Heading | Paragraph | Item | Grid | Closing | NewPage
