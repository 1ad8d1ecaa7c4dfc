"""The columns of a table whose geometry the document gives: heads of one to four rows, merged or not."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.pack.values import ALL_SOURCES
from nscl.documents.reading.budget.columns import AmountColumn
from nscl.documents.reading.budget.figures import read_figure
from nscl.documents.reading.budget.heads import HeadKind, HeadWord, find_head_words, public_source
from nscl.documents.reading.budget.keys import read_label
from nscl.documents.reading.budget.line_parts import GLUED_LABEL
from nscl.documents.reading.grids import Place

Grid = Sequence[Sequence[Place]]

_MOST_ROWS_ABOVE = 8  # title, unit and heads together
# The row of column numbers under the heads: "1", "(2)", "3=4+5", "A".
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-H])\)?(?:\s*=\s*[\d()+\sx*-]+)?")
_PLAIN_YEAR = re.compile(r"(?:năm\s*)?(?:19|20)\d\d", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<mark>\(?[\wĐđ.]{1,6}[.)]|[-–+•*])\s+(?P<text>\S.*)", re.DOTALL)
_AMOUNT_KINDS = frozenset({HeadKind.YEAR, HeadKind.SOURCE, HeadKind.TOTAL, HeadKind.MONEY})
# Words that decide a column's part before any word of money in the same head.
_PARTS = (
    HeadKind.COORDINATE,
    HeadKind.LEAD,
    HeadKind.UNIT_COST,
    HeadKind.QUANTITY_UNIT,
    HeadKind.QUANTITY,
    HeadKind.SCHEDULE,
    HeadKind.OUTPUT,
    HeadKind.NOTE,
    HeadKind.SUBJECT,
    HeadKind.NUMBER,
)


@dataclass(frozen=True, slots=True)
class NativeHeads:
    """What each column is: a part of the row, or money. ``first_row``: index of the first row under the heads.

    ``repeated``: heads of columns that seem to hold the same money as a column before them; they are left out.
    """

    first_row: int
    parts: tuple[HeadKind | None, ...]
    amounts: tuple[tuple[int, AmountColumn], ...]
    text: str
    repeated: tuple[str, ...] = ()

    def column(self, kind: HeadKind) -> int | None:
        """The first column of a part, None where the table has none."""
        return self.parts.index(kind) if kind in self.parts else None

    def columns(self, kind: HeadKind) -> list[int]:
        """All columns of a part."""
        return [place for place, part in enumerate(self.parts) if part is kind]


def read_native_heads(grid: Grid) -> NativeHeads | None:
    """The heads of a grid; None where it has no column of money under heads."""
    top, first = _head_rows(grid)
    if first is None or first == top:
        return None
    width = len(grid[0])
    stacks = [_stack(grid[top:first], column) for column in range(width)]
    parts = [_part(stack) for stack in stacks]
    if HeadKind.SUBJECT not in parts:
        parts = _guess_subject(parts, grid, first)
    found = [(column, _amount(stack)) for column, stack in enumerate(stacks) if parts[column] is None]
    named = [(column, amount) for column, amount in found if amount is not None]
    renamed = public_source([amount.source for _, amount in named if amount.source != ALL_SOURCES])
    amounts: dict[AmountColumn, int] = {}
    repeated = []
    for column, amount in named:
        if amounts.setdefault(AmountColumn(amount.year, renamed.get(amount.source, amount.source)), column) != column:
            repeated.append(stacks[column][-1])
    if HeadKind.SUBJECT not in parts or not amounts:
        return None
    text = " ".join(dict.fromkeys(place.text for row in grid[top:first] for place in row))
    return NativeHeads(
        first, tuple(parts), tuple((column, amount) for amount, column in amounts.items()), text, tuple(repeated)
    )


def is_column_numbers(texts: Sequence[str]) -> bool:
    """The row that numbers the columns, under the heads of many forms."""
    filled = [text for text in texts if text]
    return len(filled) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in filled) and _rising(filled)  # noqa: PLR2004


def split_label(text: str) -> tuple[str, str]:
    """A cell's leading mark and the rest: "I. Đào tạo" → ("I.", "Đào tạo"); no mark: ("", text)."""
    text = text.strip()
    glued = GLUED_LABEL.match(text)
    if glued is not None:
        return glued[0], text[glued.end() :]
    match = _LABELLED.fullmatch(text)
    if match is None or read_label(match["mark"]) is None:
        return "", text
    return match["mark"], match["text"]


def _rising(texts: Sequence[str]) -> bool:
    numbers = [int(match[0]) for text in texts if (match := re.match(r"\d+", text.lstrip("(")))]
    return all(before < after for before, after in itertools.pairwise(numbers))


def _head_rows(grid: Grid) -> tuple[int, int | None]:
    """The first row of heads and the first row under them."""
    top: int | None = None
    for index, row in enumerate(grid):
        texts = [place.text for place in row if not place.across]
        if top is None:
            if index >= _MOST_ROWS_ABOVE:
                return 0, None
            if _is_head_row(texts):
                top = index
            continue
        if is_column_numbers(texts):
            return top, index + 1
        if _is_data_row(row):
            return top, index
        if index - top > _MOST_ROWS_ABOVE:
            return 0, None
    return 0, None


def _is_head_row(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    kinds = {word.kind for text in filled for word in find_head_words(text)}
    return len(filled) > 2 and HeadKind.SUBJECT in kinds and bool(_AMOUNT_KINDS & kinds)  # noqa: PLR2004


def _is_data_row(row: Sequence[Place]) -> bool:
    texts = [place.text for place in row if not place.across and not place.down]
    filled = [text for text in texts if text]
    if not filled:
        return False
    if any(read_figure(text) is not None and not _PLAIN_YEAR.fullmatch(text) for text in filled[1:]):
        return True
    first = row[0]
    if not first.down and first.text:
        label = read_label(first.text) or read_label(split_label(first.text)[0])
        if label is not None and (len(filled) > 1 or split_label(first.text)[0]):
            return True
    return False


def _stack(rows: Grid, column: int) -> list[str]:
    """The heads over a column, top to bottom; a head merged over several columns or rows counts once for each."""
    stack: list[str] = []
    for depth, row in enumerate(rows):
        text = row[column].text
        if not text and not row[column].across and depth + 1 < len(rows):
            text = _from_left(rows, depth, column)
        if text and (not stack or stack[-1] != text):
            stack.append(text)
    return stack


def _from_left(rows: Grid, depth: int, column: int) -> str:
    """A merged head whose merging the format has lost: the nearest head to the left, where this column has its own
    head below."""
    if not rows[depth + 1][column].text:
        return ""
    for left in range(column - 1, -1, -1):
        if rows[depth][left].text:
            below = rows[depth + 1][left].text
            return rows[depth][left].text if below and below != rows[depth][left].text else ""
    return ""


def _part(stack: Sequence[str]) -> HeadKind | None:
    kinds = [word.kind for text in stack for word in find_head_words(text)]
    if not kinds:
        return None
    lowest = {word.kind for word in find_head_words(stack[-1])} if stack else set()
    if lowest & {HeadKind.YEAR, HeadKind.SOURCE}:
        return None
    for part in _PARTS:
        if part in kinds:
            money_first = find_head_words(stack[0])[:1]
            if part in (HeadKind.SUBJECT, HeadKind.NOTE) and money_first and money_first[0].kind in _AMOUNT_KINDS:
                return None
            return part
    return None


def _guess_subject(parts: list[HeadKind | None], grid: Grid, first: int) -> list[HeadKind | None]:
    """The column of titles where its head says nothing known: the one with the most letters."""
    letters = [
        sum(character.isalpha() for row in grid[first:] for character in row[column].text) if part is None else 0
        for column, part in enumerate(parts)
    ]
    if letters and max(letters) > 0:
        parts[letters.index(max(letters))] = HeadKind.SUBJECT
    return parts


def _amount(stack: Sequence[str]) -> AmountColumn | None:
    """What money stands in a column: year and source from the lowest heads that name them."""
    words: list[list[HeadWord]] = [find_head_words(text) for text in stack]
    kinds = {word.kind for row in words for word in row}
    if not kinds & _AMOUNT_KINDS:
        return None
    years = [named[0] for row in words if len(named := _years(row)) == 1]
    sources = [word.source for row in words for word in row[-1:] if word.source is not None]
    year = years[-1] if years else None
    return AmountColumn(year, sources[-1] if sources else ALL_SOURCES)


def _years(words: Sequence[HeadWord]) -> list[int]:
    return list(dict.fromkeys(word.year for word in words if word.year is not None))
