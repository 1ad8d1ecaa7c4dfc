"""Rows of a table whose text runs line by line across all columns, as `pdftotext -layout` and recognition leave it.

Every printed line holds a piece of the title, perhaps the figures, and a piece of the agency cells. The lines with
figures are the anchors; the lines between two anchors are shared out by the borders in the text and by where the
figures stand in their cells (at the top, in the middle), which is learned from the rows whose two ends are known.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low

from nscl.documents.pack.values import Span
from nscl.documents.reading.budget.body import BodyLine
from nscl.documents.reading.budget.figures import Figure
from nscl.documents.reading.budget.heads import is_grand_total
from nscl.documents.reading.budget.keys import UNLABELLED, RowLabel, RowLabelKind
from nscl.documents.reading.budget.line_parts import LineParts
from nscl.documents.reading.budget.tables import BudgetRow
from nscl.documents.reading.budget.unit_costs import read_unit_cost

_LEAST_SHARE = 0.5  # of the lines with figures that hold words on both sides
_HEADINGS = frozenset({RowLabelKind.ROMAN, RowLabelKind.CAPITAL})
_CELL_BORDER = re.compile(r"\s{2,}|\s*\|\s*")


@dataclass(slots=True)
class _Draft:
    """A row: the index of its anchor (or heading) line, and the indices of all its lines."""

    anchor: int
    is_heading: bool
    is_total: bool
    first: int
    last: int
    members: list[int] = field(default_factory=list)


def is_line_major(lines: Sequence[BodyLine]) -> bool:
    """Whether most lines with figures have words on both sides of them."""
    anchors = [line.parts for line in lines if line.parts.count > 1]
    both = sum(bool(parts.after) and bool(parts.before or parts.label) for parts in anchors)
    return bool(anchors) and both >= _LEAST_SHARE * len(anchors)


def read_line_rows(lines: Sequence[BodyLine], *, damaged: bool, has_agencies: bool) -> tuple[BudgetRow, ...]:
    """The rows, top to bottom."""
    drafts = _share_out(lines, _posts(lines, damaged=damaged))
    left = _left_edge(lines)
    # Pieces of two damaged agency columns that run into each other and into the titles make no names.
    has_agencies = has_agencies and not (damaged and left is None)
    rows = []
    for draft in drafts:
        parts = lines[draft.anchor].parts
        titles, agencies = _texts(lines, draft, left)
        title = " ".join(titles)
        rows.append(
            BudgetRow(
                label=_label(lines, draft),
                title=title,
                figures=_figures(parts),
                span=Span(lines[draft.first].parts.number, lines[draft.last].parts.number),
                lead_text=" ".join(agencies) if has_agencies else "",
                agencies_joined=has_agencies,
                note=None if has_agencies or damaged else " ".join(agencies) or None,
                is_total=draft.is_total,
                unit_cost=read_unit_cost(title),
                others=_others(parts),
            )
        )
    return tuple(rows)


def _others(parts: LineParts) -> tuple[tuple[Figure, ...], ...]:
    """Other readings of the figures: with the number that the words govern, or without the first."""
    if parts.led is not None:
        return ((parts.led, *parts.figures),)
    return (parts.figures[1:],) if parts.before and len(parts.figures) > 1 and not parts.doubtful else ()


def _posts(lines: Sequence[BodyLine], *, damaged: bool) -> list[_Draft]:
    """The lines that certainly belong to different rows: lines of figures, headings without any."""
    posts = []
    for index, line in enumerate(lines):
        parts = line.parts
        heading = parts.label is not None and parts.label.kind in _HEADINGS and not parts.figures and bool(parts.before)
        total = bool(parts.figures) and parts.label is None and is_grand_total(parts.before, damaged=damaged)
        if heading or total or parts.count > 1:
            posts.append(_Draft(index, heading, total, index, index))
    return posts


def _share_out(lines: Sequence[BodyLine], posts: list[_Draft]) -> list[_Draft]:
    """Give every line between two posts to one of them."""
    if not posts:
        return posts
    posts[0].first = 0 if not posts[0].is_heading else posts[0].anchor
    posts[-1].last = len(lines) - 1 if not posts[-1].is_heading else posts[-1].anchor
    lean = _lean(posts)
    for before, after in itertools.pairwise(posts):
        border = _border(lines, before, after, lean)
        before.last, after.first = border - 1, border
    for post in posts:
        post.members = list(range(post.first, post.last + 1))
    return posts


def _lean(posts: Sequence[_Draft]) -> int | None:
    """Lines above an anchor minus lines below it, over the rows between two headings; None where there is none."""
    known = []
    for (before, row), (_, after) in pairwise(pairwise(posts)):
        if before.is_heading and after.is_heading and not row.is_heading:
            known.append((row.anchor - before.anchor - 1) - (after.anchor - row.anchor - 1))
    return median_low(known) if known else None


def _border(lines: Sequence[BodyLine], before: _Draft, after: _Draft, lean: int | None) -> int:
    """The index of the first line of ``after``."""
    low, high = before.anchor + 1, after.anchor
    if before.is_heading:
        return _end_of_heading(lines, low, high)
    if after.is_heading or after.is_total:
        return high
    labelled = next((index for index in range(low, high) if _starts_with_label(lines[index].parts)), None)
    if labelled is not None:
        return labelled
    above = before.anchor - before.first
    expected = low + min(max(above - (lean or 0), 0), high - low)
    empty = [index for index in range(low, high + 1) if lines[index].empty_before]
    if empty and len(empty) < high - low + 1:
        return min(empty, key=lambda index: abs(index - expected))
    if above == 0 and lean is None and not before.is_heading:
        return high if lines[after.anchor].parts.label is not None else expected
    return expected


def _end_of_heading(lines: Sequence[BodyLine], low: int, high: int) -> int:
    """A heading goes on over lines that begin in lower case."""
    index = low
    while index < high and not lines[index].empty_before and lines[index].parts.text.strip()[:1].islower():
        index += 1
    return index


def _starts_with_label(parts: LineParts) -> bool:
    return (
        parts.label is not None
        and parts.label.kind in (RowLabelKind.ARABIC, RowLabelKind.DECIMAL)
        and bool(parts.before[:1].isupper())
    )


def _label(lines: Sequence[BodyLine], draft: _Draft) -> RowLabel:
    if draft.is_total:
        return UNLABELLED
    own = lines[draft.anchor].parts.label
    if own is not None:
        return own
    found = (lines[index].parts.label for index in draft.members)
    return next((label for label in found if label is not None and label.kind is not RowLabelKind.BULLET), UNLABELLED)


def _figures(parts: LineParts) -> tuple[Figure, ...]:
    return () if parts.doubtful else parts.figures


def _left_edge(lines: Sequence[BodyLine]) -> int | None:
    """Where the figures begin, in a text that still stands in columns; None where blanks were closed up."""
    anchors = [line.parts for line in lines if line.parts.count > 1]
    spread = [parts for parts in anchors if _CELL_BORDER.search(parts.text.strip()) and "  " in parts.text.strip()]
    if len(spread) < _LEAST_SHARE * len(anchors) or not anchors:
        return None
    return min(parts.figures[0].end - len(parts.figures[0].printed) for parts in anchors)


def _texts(lines: Sequence[BodyLine], draft: _Draft, left: int | None) -> tuple[list[str], list[str]]:
    """The pieces of the title and of the agency cells in the row's lines."""
    titles, agencies = [], []
    # A row has one label: the number at the start of another of its lines is a price or an amount of the title.
    labelled = lines[draft.anchor].parts.label is not None
    for index in draft.members:
        parts = lines[index].parts
        if index == draft.anchor:
            titles.append(parts.before)
            agencies.append(parts.after)
        elif left is None:
            titles.append(_plain(parts.text) if parts.figures or labelled else parts.words)
        else:
            for start, text in _pieces(parts.text):
                piece = text if labelled else _without_label(text, parts, start)
                (titles if start < left else agencies).append(piece)
    return [text for text in titles if text], [text for text in agencies if text]


def _pieces(text: str) -> list[tuple[int, str]]:
    """The cells of a line in columns, with where they begin."""
    found, start = [], 0
    for border in [*_CELL_BORDER.finditer(text), None]:
        stop = border.start() if border is not None else len(text)
        if text[start:stop].strip():
            found.append((start, text[start:stop].strip()))
        start = border.end() if border is not None else stop
    return found


def _without_label(text: str, parts: LineParts, start: int) -> str:
    if parts.label is None or start > len(parts.text) - len(parts.text.lstrip()):
        return text
    first, _, rest = text.partition(" ")
    return rest.strip() if first.strip(".)(") == parts.label.text else text


def _plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split())
