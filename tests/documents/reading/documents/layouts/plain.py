"""Plain text: as pasted from a word processor, and as copied from a PDF, every line followed by a blank one."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

from tests.documents.reading.documents.parts import (
    Box,
    Closing,
    Grid,
    Head,
    Heading,
    Item,
    NewPage,
    Paragraph,
    Part,
    Title,
)

# Characters a line of the copied text: a page of A4 in 14 point holds about eighty.
WIDTH = 84
# Characters a unit of width that a table's column has.
_COLUMN = 4
_COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
# Between two figures of a row whose columns were lost: a blank cell leaves its blanks.
_GAP = "   "


def pasted(parts: tuple[Part, ...]) -> str:
    """Whole paragraphs, one a line; cells of a table separated by tabs."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            lines += ["\t".join(cells) for cells in _tabbed(part)]
        else:
            lines += _lines(part)
    return "\n".join(lines) + "\n"


def spaced(parts: tuple[Part, ...]) -> str:
    """Paragraphs broken over lines, cells under each other, a blank line after every line."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            lines += _loose(part)
        else:
            for line in _lines(part):
                lines += textwrap.wrap(line, WIDTH) or [""]
    return " \n\n".join(line for line in lines if line) + " \n"


def unmarked(parts: tuple[Part, ...]) -> str:
    """As recognised from a picture by a program that knows no Vietnamese: lines broken, every diacritic lost."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            lines += ["\t".join(cells) for cells in _tabbed(part)]
        else:
            for line in _lines(part):
                lines += [*textwrap.wrap(line, WIDTH), ""]
    return "".join(_bare(letter) for letter in "\n".join(lines)) + "\n"


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return unicodedata.normalize("NFD", letter)[0]


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Head(committee, number, place_and_date):
            yield from (committee, *_COUNTRY, number, place_and_date, "")
        case Title(first, below):
            yield from (first, *below, "")
        case Heading(_, label, text) | Item(label, text):
            yield f"{label} {text}"
        case Paragraph(text, _):
            yield text
        case Closing(recipients, signature):
            yield from ("Nơi nhận:", *(f"- {one}" for one in recipients), *signature, "")
        case NewPage() | Grid():
            yield ""


def _tabbed(grid: Grid) -> Iterator[list[str]]:
    """One list of cell texts a row; what a merged cell covers is blank, as word processors paste it."""
    for row in grid.places():
        cells = [""] * grid.columns
        for column, box in row:
            cells[column] = box.text
        yield cells


def _loose(grid: Grid) -> Iterator[str]:
    """The fragments of the cells in reading order; the figures of a row stay on one line."""
    for number, row in enumerate(grid.places()):
        figures: list[str] = []
        for column, box in row:
            in_figures = grid.figures is not None and grid.figures[0] <= column <= grid.figures[1]
            if in_figures and number >= grid.heads:
                figures.append(box.text)
                continue
            if figures:
                yield _GAP.join(figures).rstrip()
                figures = []
            yield from _wrapped(grid, column, box)
        if figures:
            yield _GAP.join(figures).rstrip()


def _wrapped(grid: Grid, column: int, box: Box) -> list[str]:
    width = int(sum(grid.widths[column : column + box.columns]) * _COLUMN)
    return textwrap.wrap(box.text, max(width, 6), break_long_words=False)
