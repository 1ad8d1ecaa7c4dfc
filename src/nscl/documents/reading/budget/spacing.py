"""What the blanks between figures say about empty cells, learned from the rows that the sums have settled.

A text that lost its columns still leaves traces: an empty cell leaves two blanks, or a line of its own, or the figures
still stand under each other. Which of these a text keeps, if any, is measured on its own settled rows; evidence that
does not agree with them is not used.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nscl.documents.reading.budget.figures import Figure, Gap
from nscl.documents.reading.budget.placement import Places

_LEAST_AGREEMENT = 0.9
_LEAST_TELLING = 2  # settled gaps with empty cells that a convention must explain
_LEAST_ROWS = 3  # settled rows on which positions are learned

Convention = Callable[[Gap], int | None]


def _two_blanks_a_cell(gap: Gap) -> int | None:
    if gap.broken:
        return gap.blank_lines
    return (gap.blanks - 1) // 2 if gap.blanks % 2 else None


def _one_blank_a_cell(gap: Gap) -> int | None:
    return gap.blank_lines if gap.broken else gap.blanks - 1


_CONVENTIONS: tuple[Convention, ...] = (_two_blanks_a_cell, _one_blank_a_cell)


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
        self._guess = self._convention or _usual_convention(all_gaps)
        self._edges = _learn_edges(rows)

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
        return _distance(self._edges.get(place), figure.end) if self._edges is not None else 0.0

    def _expected(self, gap: Gap) -> int | None:
        if self._guess is None:
            return None
        learned = self._by_gap.get(_signature(gap)) if self._convention is not None else None
        return learned if learned is not None else self._guess(gap)


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
    best: tuple[float, Convention] | None = None
    for convention in _CONVENTIONS:
        read = [(convention(gap), empty) for gap, empty in gaps]
        hits = sum(said == empty for said, empty in read)
        telling = sum(said == empty and empty > 0 for said, empty in read)
        share = hits / len(read) if read else 0.0
        if telling >= _LEAST_TELLING and share >= _LEAST_AGREEMENT and (best is None or share > best[0]):
            best = share, convention
    return best[1] if best else None


def _usual_convention(gaps: Sequence[Gap]) -> Convention | None:
    widths = {gap.blanks for gap in gaps if not gap.broken}
    if all(width == 1 for width in widths) and not any(gap.broken and gap.blank_lines for gap in gaps):
        return None
    return _two_blanks_a_cell if all(width % 2 for width in widths) else _one_blank_a_cell


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


def _distance(edge: tuple[int, int] | None, end: int) -> float:
    """How far right edge ``end`` is outside a column's range; a column never seen says nothing."""
    if edge is None:
        return 0.0
    low, high = edge
    return float(max(low - end, end - high, 0))
