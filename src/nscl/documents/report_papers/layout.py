"""How wide the columns of a table are, in what size, on which side of the paper: the same in Word and in PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Within the margins of Decree 30/2020/NĐ-CP, annex I (left 30 mm, right 15 mm, A4), upright and lying on its side.
UPRIGHT_WIDTH: Final = 165.0
WIDE_WIDTH: Final = 252.0
# The decree sets no size for tables; typists go below the text's 14 pt until the figures keep to one line.
UPRIGHT_SIZES: Final = (11.0, 10.0)
WIDE_SIZES: Final = (11.0, 10.0, 9.0, 8.0, 7.0)
CELL_SIDES_MM: Final = 2.0
"""What a cell keeps free of text, both sides together."""

INDENT_MM: Final = 3.0
"""How far a row is set in for each heading that it is below."""
_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_MM_A_POINT: Final = 25.4 / 72
# Advances of Times in parts of its size: figures are half an em, other letters by class; a rough measure with room.
_FIGURES, _THIN, _CAPITALS, _BROAD, _OTHERS = 0.5, 0.34, 0.72, 0.84, 0.5
_THIN_LETTERS: Final = frozenset(" .,;:'!|()[]/-ijlịỉĩìítfr")
_BROAD_LETTERS: Final = frozenset("mwMW%…—")
_ROOM: Final = 1.05
_BOLD: Final = 1.06
# Columns of words are not squeezed below this where the words would fill more; long texts get the second.
_WORDS_MM, _LONG_WORDS_MM, _LONG_FROM_MM = 24.0, 36.0, 160.0
# A short figure and the word of its mark stay on one line up to this; so do short headings.
_FIGURE_MM: Final = 16.0
_HEAD_LINES: Final = 2
_STEP_MM: Final = 2.0
# Lines of a usual row from which a smaller size is taken, and from which the table is laid on its side.
_TALL, _TALLEST_UPRIGHT = 3.5, 7.0
# A single word that is longer (an address) is broken anywhere.
_MOST_WORD_MM: Final = 45.0


@dataclass(frozen=True, slots=True)
class TableLayout:
    """is_wide: on a page lying on its side; size in points; widths of the columns in millimetres."""

    is_wide: bool
    size: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ColumnNeed:
    """What a column needs at 1 pt, in mm: least (its longest word), whole (its longest text on one line).

    usual: the mean length of its texts, which says how many lines a row of this table has. indent: in mm, what its
    deepest row is set in by.
    """

    least: float
    whole: float
    usual: float
    is_figure: bool
    indent: float = 0.0

    @property
    def taken(self) -> float:
        """What of the column's width is not for words, in mm."""
        return CELL_SIDES_MM + self.indent


def text_width(text: str, *, bold: bool = False) -> float:
    """How long a text is in Times at 1 pt, in millimetres; never less than it is in print, by the room added."""
    length = sum(_advance(letter) for letter in text) * _ROOM * _MM_A_POINT
    return length * _BOLD if bold else length


def lines_in(text: str, size: float, width: float) -> float:
    """About how many lines a text takes in a column of this width."""
    return text_width(text) * size / (width - CELL_SIDES_MM)


def broken_to_fit(text: str, size: float, width: float) -> str:
    """The text with places to break in each word that is longer than the column and would run out of its cell.

    width: of the column, without what the row is set in by.
    """
    free = width - CELL_SIDES_MM
    return " ".join(word if text_width(word) * size <= free else _BREAK.join(word) for word in text.split(" "))


def column_needs(
    heads: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[bool], indents: Sequence[float]
) -> tuple[ColumnNeed, ...]:
    """What each column needs for its heading and its texts; indents: of the deepest row in each, in mm."""
    return tuple(
        _need(heads[place], [row[place] for row in rows], is_figure=figures[place], indent=indents[place])
        for place in range(len(heads))
    )


def lay_out(needs: Sequence[ColumnNeed]) -> TableLayout:
    """Upright where the columns have their comfort in some size, else lying on its side.

    Of the sizes that fit, the largest in which rows do not grow tall; the smallest of all where none fits.
    """
    upright, wide = _fitting(needs, UPRIGHT_WIDTH, UPRIGHT_SIZES), _fitting(needs, WIDE_WIDTH, WIDE_SIZES)
    if upright is not None and upright[1] <= _TALLEST_UPRIGHT:
        return TableLayout(is_wide=False, size=upright[0], widths=_widths(needs, upright[0], UPRIGHT_WIDTH))
    size = WIDE_SIZES[-1] if wide is None else wide[0]
    return TableLayout(is_wide=True, size=size, widths=_widths(needs, size, WIDE_WIDTH))


def _fitting(needs: Sequence[ColumnNeed], whole: float, sizes: Sequence[float]) -> tuple[float, float] | None:
    """The size to take on this width, and how many lines a usual row has in it; None where none fits."""
    found = None
    for size in sizes:
        if sum(_comfortable(need, size) for need in needs) > whole:
            continue
        widths = _widths(needs, size, whole)
        found = size, max(_lines(need, size, width) for need, width in zip(needs, widths, strict=True))
        if found[1] <= _TALL:
            break
    return found


def _advance(letter: str) -> float:
    if letter in _THIN_LETTERS:
        return _THIN
    if letter in _BROAD_LETTERS:
        return _BROAD
    if letter.isdigit():
        return _FIGURES
    return _CAPITALS if letter.isupper() else _OTHERS


def _need(head: str, texts: Sequence[str], *, is_figure: bool, indent: float) -> ColumnNeed:
    words = [text_width(word) for text in set(texts) for word in text.split()]
    least = max([*words, *(text_width(word, bold=True) for word in head.split()), 0.0])
    lengths = [text_width(text) for text in texts if text]
    whole = max([*lengths, text_width(head, bold=True) / _HEAD_LINES, least])
    return ColumnNeed(least, whole, sum(lengths) / len(lengths) if lengths else 0.0, is_figure, indent)


def _least(need: ColumnNeed, size: float) -> float:
    return min(need.least * size, _MOST_WORD_MM) + need.taken


def _comfortable(need: ColumnNeed, size: float) -> float:
    """Room in which the column reads well: figures on one line (a mark may go below), words on not too many."""
    least, whole = _least(need, size), need.whole * size + need.taken
    if need.is_figure:
        return max(least, min(whole, _FIGURE_MM))
    aim = _LONG_WORDS_MM if whole > _LONG_FROM_MM else _WORDS_MM
    return max(least, min(whole, aim))


def _widths(needs: Sequence[ColumnNeed], size: float, whole: float) -> tuple[float, ...]:
    """Every column its comfort; what is left goes step by step to the column whose texts take the most lines.

    Where no text is broken any more the rest is shared in proportion; where even the comfort is too much, all shrink.
    """
    widths = [_comfortable(need, size) for need in needs]
    while whole - sum(widths) >= _STEP_MM:
        lines = [_lines(need, size, width) for need, width in zip(needs, widths, strict=True)]
        if max(lines) <= 1:
            break
        widths[lines.index(max(lines))] += _STEP_MM
    return tuple(width * whole / sum(widths) for width in widths)


def _lines(need: ColumnNeed, size: float, width: float) -> float:
    """How many lines a usual text takes; 0 where the longest is on one line."""
    free = width - need.taken
    return 0.0 if need.whole * size <= free else max(need.usual * size / free, 1.01)
