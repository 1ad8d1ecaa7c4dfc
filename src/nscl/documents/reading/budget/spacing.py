"""What the blanks between figures say about empty cells, learned from the rows that the sums have settled.

A text that lost its columns still leaves traces: an empty cell leaves two blanks, or a line of its own, or the figures
still stand under each other. Which of these a text keeps, if any, is measured on its own settled rows; evidence that
does not agree with them is not used.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from nscl.documents.reading.budget.figures import Figure, Gap
from nscl.documents.reading.budget.placement import Places

_LEAST_AGREEMENT = 0.9
_LEAST_TELLING = 2  # settled gaps with empty cells that a convention must explain
_LEAST_ROWS = 3  # settled rows on which positions are learned


@dataclass(frozen=True, slots=True)
class Convention:
    """How many blanks stand between neighbours, and how many more for each empty cell between them.

    Between figures on different lines each line of blanks is an empty cell.
    """

    between: int
    per_cell: int

    def empty_cells(self, gap: Gap) -> int | None:
        """The number of empty cells that a gap stands for; None where it fits none."""
        if gap.broken:
            return gap.blank_lines
        cells, rest = divmod(gap.blanks - self.between, self.per_cell)
        return cells if rest == 0 and cells >= 0 else None


@dataclass(frozen=True, slots=True)
class Settled:
    """A row whose placement is certain."""

    figures: tuple[Figure, ...]
    places: Places


class Spacing:
    """The evidence of one table; it is `silent` where neither blanks nor positions follow the settled rows.

    ``gaps``: those of all rows. Where too few rows are settled to prove a convention, the usual one that fits their
    widths still ranks placements, but decides nothing.
    """

    def __init__(self, rows: Sequence[Settled], all_gaps: Sequence[Gap] = ()) -> None:
        gaps = [pair for row in rows for pair in _gaps(row.figures, row.places)]
        self._by_gap = _learn_signatures(gaps)
        self._convention = _best_convention(gaps)
        self._edges = _learn_edges(rows)
        self._guess = self._convention
        if self.silent:
            self._guess = _usual_convention(all_gaps)

    @property
    def silent(self) -> bool:
        """Whether there is nothing to go by."""
        return self._convention is None and self._edges is None

    def cost(self, figures: Sequence[Figure], places: Places) -> float:
        """How far the placement is from what blanks and positions say: 0 where all agree."""
        cost = self._cost_of_edge(figures[0], places[0]) if figures else 0.0
        for figure, (before, after) in zip(figures[1:], pairwise(places), strict=True):
            cost += self.cost_of_step(figure, before, after)
        return cost

    def cost_of_step(self, figure: Figure, before: int, place: int) -> float:
        """The same for one figure at ``place`` after a figure at ``before``."""
        expected = self._expected(figure.gap)
        cost = abs(expected - (place - before - 1)) if expected is not None else 0
        return cost + self._cost_of_edge(figure, place)

    def _cost_of_edge(self, figure: Figure, place: int) -> float:
        if self._edges is None:
            return 0.0
        edge = self._edges.get(place)
        if edge is None:  # never seen: between the columns beside it
            low = max((edge[1] + 1 for seen, edge in self._edges.items() if seen < place), default=0)
            high = min((edge[0] - 1 for seen, edge in self._edges.items() if seen > place), default=figure.end)
            edge = (low, max(low, high))
        return float(max(edge[0] - figure.end, figure.end - edge[1], 0))

    def _expected(self, gap: Gap) -> int | None:
        if self._guess is None:
            return None
        learned = self._by_gap.get(_signature(gap)) if self._convention is not None else None
        return learned if learned is not None else self._guess.empty_cells(gap)


def _gaps(figures: Sequence[Figure], places: Places) -> Iterable[tuple[Gap, int]]:
    """Between neighbouring figures: the blanks, and the number of empty cells that the placement puts there."""
    for figure, (before, after) in zip(figures[1:], pairwise(places), strict=True):
        yield figure.gap, after - before - 1


def _signature(gap: Gap) -> tuple[bool, int]:
    return gap.broken, gap.blank_lines if gap.broken else gap.blanks


def _learn_signatures(gaps: Sequence[tuple[Gap, int]]) -> dict[tuple[bool, int], int]:
    seen: dict[tuple[bool, int], Counter[int]] = defaultdict(Counter)
    for gap, empty in gaps:
        seen[_signature(gap)][empty] += 1
    learned = {}
    for signature, counts in seen.items():
        (empty, hits), *_ = counts.most_common(1)
        if hits >= _LEAST_TELLING and hits >= _LEAST_AGREEMENT * counts.total():
            learned[signature] = empty
    return learned


def _best_convention(gaps: Sequence[tuple[Gap, int]]) -> Convention | None:
    """The convention that explains the settled gaps, where one does."""
    inline = [(gap.blanks, empty) for gap, empty in gaps if not gap.broken]
    between = _most_common(blanks for blanks, empty in inline if empty == 0) or 1
    per_cell = (
        _most_common((blanks - between) / empty for blanks, empty in inline if empty > 0 and blanks > between) or 1
    )
    convention = Convention(int(between), max(int(per_cell), 1))
    read = [(convention.empty_cells(gap), empty) for gap, empty in gaps]
    hits = sum(said == empty for said, empty in read)
    telling = sum(said == empty and empty > 0 for said, empty in read)
    return convention if telling >= _LEAST_TELLING and hits >= _LEAST_AGREEMENT * len(read) else None


def _most_common(values: Iterable[float]) -> float | None:
    counts = Counter(values)
    return counts.most_common(1)[0][0] if counts else None


def _usual_convention(gaps: Sequence[Gap]) -> Convention | None:
    """A guess from the widths alone: the narrowest gap has no empty cell, the others are whole steps wider."""
    widths = sorted({gap.blanks for gap in gaps if not gap.broken})
    if len(widths) <= 1 and not any(gap.broken and gap.blank_lines for gap in gaps):
        return None
    between = widths[0] if widths else 1
    steps = [width - between for width in widths[1:]]
    return Convention(between, max(gcd(*steps), 1) if steps else 1)


def _learn_edges(rows: Sequence[Settled]) -> dict[int, tuple[int, int]] | None:
    """Per column the range of right edges, where figures of different columns never share one."""
    edges: dict[int, tuple[int, int]] = {}
    for row in rows:
        for figure, place in zip(row.figures, row.places, strict=True):
            low, high = edges.get(place, (figure.end, figure.end))
            edges[place] = min(low, figure.end), max(high, figure.end)
    ordered = [edges[place] for place in sorted(edges)]
    apart = all(left[1] < right[0] for left, right in pairwise(ordered))
    telling = sum(len(row.figures) > 1 for row in rows) >= _LEAST_ROWS
    return edges if apart and telling and len(edges) > 1 else None
