"""Words on a page → lines of text, two columns of a letterhead one after the other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nscl.documents.reading.blocks import Box
from nscl.documents.reading.formats.letterhead import begins_side_block
from nscl.documents.reading.formats.pdf.geometry import Word

# In parts of the line's height.
_SAME_LINE = 0.55  # base lines of words of one line, raised ones included, are no further apart
_NO_BLANK = 0.1  # a narrower gap without a blank in the file is none
_COLUMN_GAP = 0.6  # a wider gap may part the columns of a letterhead
_NEXT_ROW = 4.0  # a letterhead has no wider gap between its rows
_MOST_ROWS_SIDE_BY_SIDE = 40
# A raised word is smaller than this part of the word before it.
_SMALL = 0.9
_LIFT = 0.08
_FIGURE = re.compile(r"\d[\d.,]*\*{0,2}")
_BLANKS_OF_GAP = 2  # at least
_FEWEST_APART = 2  # words that stand apart in a line of a table; one with a figure among them
_APART = 0.8  # a wider gap parts cells, not words, in parts of the line's height
# Points that a character of a spread line stands for: letters of 7 points, the smallest in print, are as wide.
_CHARACTER = 3.0
_UNITS_OF_LENGTH = ("m", "dm", "cm", "km")  # with a raised figure they are areas and volumes


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text with its place on the page.

    ``spread``: the text; of a line with figures in columns, with blanks for the gaps so that figures of a column end at
    the same character.
    """

    text: str
    box: Box
    bold: bool
    spread: str

    @property
    def height(self) -> float:
        """Height of the line."""
        return self.box.bottom - self.box.top


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The lines of text that some words make, from the top down."""
    return [_row(line) for line in lines_of(words)]


def page_rows(words: Iterable[Word]) -> list[Row]:
    """The lines of a page; where a letterhead or recipients and signature stand side by side, the left block first."""
    lines = lines_of(words)
    rows: list[Row] = []
    place = 0
    while place < len(lines):
        beside = _side_by_side(lines, place)
        if beside is None:
            rows.append(_row(lines[place]))
            place += 1
        else:
            last, gutter = beside
            block = lines[place : last + 1]
            rows += [_row(part) for line in block if (part := [word for word in line if word.centre < gutter])]
            rows += [_row(part) for line in block if (part := [word for word in line if word.centre >= gutter])]
            place = last + 1
    return rows


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one height on the page together, from left to right; heights from the top down."""
    lines: list[list[Word]] = []
    base = height = 0.0
    for word in sorted(words, key=lambda one: (one.base, one.left)):
        if lines and word.base - base <= _SAME_LINE * max(height, word.height):
            lines[-1].append(word)
            if word.height > height:
                base, height = word.base, word.height
        else:
            lines.append([word])
            base, height = word.base, word.height
    for line in lines:
        line.sort(key=lambda one: one.left)
    return lines


def _row(line: Sequence[Word]) -> Row:
    text = line[0].text
    for before, word in pairwise(line):
        text += _behind(before, word)
    box = Box(
        min(word.left for word in line),
        min(word.top for word in line),
        max(word.right for word in line),
        max(word.bottom for word in line),
    )
    return Row(text, box, bold=all(word.bold for word in line), spread=_spread(line) or text)


def _spread(line: Sequence[Word]) -> str | None:
    """The line with its gaps as blanks; None where no figures stand apart in it."""
    apart = [word.left - before.right > _APART * word.height for before, word in pairwise(line)]
    if sum(apart) < _FEWEST_APART or not any(
        is_apart and _FIGURE.fullmatch(word.text) for is_apart, word in zip(apart, line[1:], strict=True)
    ):
        return None
    text = line[0].text
    for is_apart, (before, word) in zip(apart, pairwise(line), strict=True):
        if is_apart:
            # Figures stand at the right of their columns, words at the left.
            is_figure = _FIGURE.fullmatch(word.text) is not None
            start = round(word.right / _CHARACTER) - len(word.text) if is_figure else round(word.left / _CHARACTER)
            text = f"{text}{' ' * max(start - len(text), _BLANKS_OF_GAP)}{word.text}"
        else:
            text += _behind(before, word)
    return text


def _behind(before: Word, word: Word) -> str:
    """A word as it is written behind the one before it on the line: with a blank or without, a note's mark as (1)."""
    if word.text.isdecimal() and _is_raised(before, word):
        # 628¹ is not 6281, but 100 m² is an area.
        return word.text if before.text.lower().endswith(_UNITS_OF_LENGTH) else f" ({word.text})"
    blank = word.spaced or word.left - before.right > _NO_BLANK * word.height
    return f" {word.text}" if blank else word.text


def _is_raised(before: Word, word: Word) -> bool:
    return word.height < _SMALL * before.height and before.base - word.base > _LIFT * before.height


def _side_by_side(lines: Sequence[Sequence[Word]], first: int) -> tuple[int, float] | None:
    """Where two blocks stand side by side from the line ``first``: the last line of them, and what parts them."""
    gap = _gap_of_columns(lines[first])
    if gap is None:
        return None
    gutter = (gap[0] + gap[1]) / 2
    sides = _split(lines[first], gutter)
    last = first
    for place in range(first + 1, min(first + _MOST_ROWS_SIDE_BY_SIDE, len(lines))):
        line = lines[place]
        if line[0].top - lines[place - 1][0].bottom > _NEXT_ROW * line[0].height or _crosses(line, gap):
            break
        parts = _split(line, gutter)
        if not all(parts) and not any(
            _is_aligned(part, block) for part, block in zip(parts, sides, strict=True) if part
        ):
            break
        sides = (sides[0] + parts[0], sides[1] + parts[1])
        last = place
    return last, gutter


def _split(line: Sequence[Word], gutter: float) -> tuple[list[Word], list[Word]]:
    """What of a line stands to the left and to the right of a gutter."""
    return [word for word in line if word.centre < gutter], [word for word in line if word.centre >= gutter]


def _crosses(line: Sequence[Word], gap: tuple[float, float]) -> bool:
    """Whether words stand where the blocks are parted, or go on from one side to the other without a wide gap."""
    gutter = (gap[0] + gap[1]) / 2
    left, right = _split(line, gutter)
    if left and right:
        return right[0].left - left[-1].right < _COLUMN_GAP * line[0].height
    return (bool(left) and left[-1].right > gutter) or (bool(right) and right[0].left < gutter)


def _is_aligned(line: Sequence[Word], block: Sequence[Word]) -> bool:
    """Whether a line begins or is centred as the lines of a block are."""
    height = line[0].height
    middle = (line[0].left + line[-1].right) / 2
    left, right = min(word.left for word in block), max(word.right for word in block)
    return abs(line[0].left - left) <= height or abs(middle - (left + right) / 2) <= height


def _gap_of_columns(line: Sequence[Word]) -> tuple[float, float] | None:
    """The gap in a line before or behind which a block begins that stands beside another; None without one."""
    for place, (before, word) in enumerate(pairwise(line), start=1):
        if word.left - before.right > _COLUMN_GAP * word.height:
            sides = (" ".join(one.text for one in part) for part in (line[:place], line[place:]))
            if any(begins_side_block(side) for side in sides):
                return before.right, word.left
    return None
