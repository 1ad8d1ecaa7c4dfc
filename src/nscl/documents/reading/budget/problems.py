"""A row as the search for its columns has it: its readings, and every placement that its own identities allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import Figure
from nscl.documents.reading.budget.placement import Places, Values, confirmed, find_placements, spread
from nscl.documents.reading.budget.tables import BudgetRow

Figures = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading of the row's figures with their columns."""

    figures: Figures
    places: Places


@dataclass(frozen=True, slots=True)
class Problem:
    """``by_values``: the choices that satisfy the row's identities, by the values that they give to the columns.

    ``figures``: the likeliest reading, for a row that nothing proves. ``given``: the document's geometry says the
    columns. ``complete``: no choice was left out. ``unsure``: a full row that fails its sums and may begin with a
    number of the title.
    """

    row: int
    figures: Figures
    by_values: Mapping[Values, tuple[Choice, ...]]
    complete: bool
    given: bool = False
    unsure: bool = False

    def values_of(self, choice: Choice, layout: Layout, scale: int) -> Values:
        """The values by column of a choice."""
        return spread(whole_numbers(choice.figures, scale), choice.places, len(layout))


def find_scale(rows: Sequence[BudgetRow]) -> int:
    """Power of ten by which all figures of the table are whole numbers."""
    exponents = [figure.value.as_tuple().exponent for row in rows for figure in chain(row.figures, *row.others)]
    decimals = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return int(10 ** max(decimals, 0))


def whole_numbers(figures: Sequence[Figure], scale: int) -> tuple[int, ...]:
    """The figures as integers on the table's scale."""
    return tuple(int(figure.value * Decimal(scale)) for figure in figures)


def pose(place: int, row: BudgetRow, layout: Layout, scale: int) -> Problem | None:
    """The row's problem over those of its readings that its identities prove; None for a row without figures.

    A reading that leaves out the first figure counts only where no longer one is proven. Where none is proven the
    first that can be placed at all is taken; a number in a title is no money unless the sums say so.
    """
    if row.places is not None:
        choice = Choice(row.figures, row.places)
        values = spread(whole_numbers(row.figures, scale), row.places, len(layout))
        return Problem(place, row.figures, {values: (choice,)}, complete=True, given=True) if row.figures else None
    readings = tuple(reading for reading in (row.figures, *row.others) if reading)
    posed = [_pose_reading(place, figures, layout, scale) for figures in readings]
    proven = [problem for problem in posed if is_proven(problem, layout)]
    whole = [problem for problem in proven if len(problem.figures) >= len(row.figures)]
    if proven:
        return _united(whole or proven)
    if not row.figures:
        return None
    likeliest = next((problem for problem in posed if problem.by_values), posed[0])
    full = len(likeliest.figures) == len(layout) and bool(layout.identities) and bool(row.others)
    return Problem(place, likeliest.figures, likeliest.by_values, likeliest.complete, unsure=full)


def is_proven(problem: Problem, layout: Layout) -> bool:
    """Whether some identity binds and holds in one of the choices."""
    return any(confirmed(values, frozenset(choices[0].places), layout) for values, choices in problem.by_values.items())


def _pose_reading(place: int, figures: Figures, layout: Layout, scale: int) -> Problem:
    numbers = whole_numbers(figures, scale)
    found = find_placements(numbers, layout)
    by_values: dict[Values, list[Choice]] = {}
    for places in found.found:
        by_values.setdefault(spread(numbers, places, len(layout)), []).append(Choice(figures, places))
    return Problem(place, figures, {values: tuple(choices) for values, choices in by_values.items()}, found.complete)


def _united(problems: Sequence[Problem]) -> Problem:
    """All proven readings of a row together: the sums over rows decide between them."""
    if len(problems) == 1:
        return problems[0]
    merged: dict[Values, tuple[Choice, ...]] = {}
    for problem in problems:
        for values, choices in problem.by_values.items():
            merged[values] = merged.get(values, ()) + choices
    return Problem(problems[0].row, problems[0].figures, merged, all(problem.complete for problem in problems))
