"""Figures to columns for a whole table: each row's identities, the sums under headings, then the blanks.

Order of trust: every column filled; the only placement that the row's identities allow; the only one that the sums
over rows leave; the one that blanks and positions point to; else the first, with a doubt. Nothing is corrected: a row
whose sums are wrong is placed by its blanks and left to the checks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import Figure
from nscl.documents.reading.budget.keys import RowKey
from nscl.documents.reading.budget.ordering import place_by_spacing
from nscl.documents.reading.budget.placement import (
    MOST_PLACEMENTS,
    Places,
    Values,
    confirmed,
    find_placements,
    satisfies,
    spread,
)
from nscl.documents.reading.budget.problems import Choice, Problem, find_scale, pose, whole_numbers
from nscl.documents.reading.budget.spacing import Settled, Spacing
from nscl.documents.reading.budget.sums import Group, Options
from nscl.documents.reading.budget.tables import BudgetRow

_FULL_ROW_WEIGHT = 3  # a filled row that adds up says more about a layout than one that was made to fit
_ROWS_OF_SAMPLE = 80  # on which layouts are compared
_MARGIN = 0.5  # how much better than the next the spacing evidence must be to decide


class Certainty(StrEnum):
    """How a row came to its placement."""

    FULL = "full"  # the document says: geometry, or every column filled
    SUMS = "sums"  # the only one that the identities and sums allow
    SPACING = "spacing"  # decided by blanks or positions
    OPEN = "open"  # several satisfy, nothing decides: the first was taken
    UNPROVEN = "unproven"  # no placement satisfies the identities: by blanks and order


@dataclass(frozen=True, slots=True)
class Solution:
    """A row's figures with their columns, and how sure that is. ``choices``: placements that nothing told apart."""

    figures: tuple[Figure, ...]
    places: Places
    certainty: Certainty
    choices: int = 1


def choose_layout(rows: Sequence[BudgetRow], layouts: Sequence[Layout]) -> Layout | None:
    """The layout under which most rows add up; of equals the first. None where there is none."""
    if len(layouts) <= 1:
        return layouts[0] if layouts else None
    scale = find_scale(rows)
    sample = [row for row in rows if row.figures][:_ROWS_OF_SAMPLE]
    best, best_score = layouts[0], None
    for layout in layouts:
        fits = [_fit(row.figures, layout, scale) for row in sample]
        if fits and min(fits) > 0 and max(fits) == _FULL_ROW_WEIGHT:
            return layout  # every row adds up, filled ones among them
        score = sum(fits)
        if best_score is None or score > best_score:
            best, best_score = layout, score
    return best


def solve(rows: Sequence[BudgetRow], keys: Sequence[RowKey | None], layout: Layout) -> list[Solution | None]:
    """Place the figures of all rows; None for rows without figures. ``keys``: None for the table's own sum row."""
    scale = find_scale(rows)
    problems = [pose(place, row, layout, scale) for place, row in enumerate(rows)]
    options = Options([_options(problem) for problem in problems], find_groups(rows, keys))
    gaps = [figure.gap for problem in problems if problem is not None for figure in problem.figures[1:]]
    spacing = Spacing(_settled(problems, options), gaps)
    solutions: list[Solution | None] = [None] * len(rows)
    for place, problem in sorted(enumerate(problems), key=lambda pair: _openness(pair[1], options)):
        if problem is None:
            continue
        solutions[place] = _decide(problem, options.rows[place], spacing, layout, scale)
        chosen, left = solutions[place], options.rows[place]
        if chosen is not None and chosen.certainty is Certainty.SPACING and left is not None and len(left) > 1:
            options.settle(place, problem.values_of(Choice(chosen.figures, chosen.places), layout, scale))
    return solutions


def find_groups(rows: Sequence[BudgetRow], keys: Sequence[RowKey | None]) -> list[Group]:
    """Each figured row with the nearest figured rows under it; the sum row with the topmost ones."""
    parent_of = {key.key: key.parent for key in keys if key is not None}
    place_of = {key.key: place for place, key in enumerate(keys) if key is not None}
    parts: dict[int | None, list[int]] = {}
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if key is None or not row.figures:
            continue
        above = key.parent
        while above is not None and not rows[place_of[above]].figures:
            above = parent_of.get(above)
        parts.setdefault(place_of[above] if above is not None else None, []).append(place)
    groups = [Group(whole, tuple(under)) for whole, under in parts.items() if whole is not None]
    top = tuple(parts.get(None, ()))
    totals = [place for place, (row, key) in enumerate(zip(rows, keys, strict=True)) if key is None and row.figures]
    return groups + [Group(place, top) for place in totals if top]


def _fit(figures: tuple[Figure, ...], layout: Layout, scale: int) -> int:
    numbers = whole_numbers(figures, scale)
    if len(numbers) > len(layout):
        return -_FULL_ROW_WEIGHT
    found = find_placements(numbers, layout)
    if not found.found:
        return -1
    if len(numbers) == len(layout):
        places = found.found[0]
        sure = confirmed(spread(numbers, places, len(layout)), frozenset(places), layout)
        return _FULL_ROW_WEIGHT if sure else -1 if layout.identities else 0
    return int(
        any(confirmed(spread(numbers, places, len(layout)), frozenset(places), layout) for places in found.found)
    )


def _options(problem: Problem | None) -> frozenset[Values] | None:
    """What the sums may choose from; None where the row cannot take part: too many placements, or none."""
    if problem is None or not problem.complete or not problem.by_values:
        return None
    return frozenset(problem.by_values)


def _settled(problems: Sequence[Problem | None], options: Options) -> list[Settled]:
    rows = []
    for problem, left in zip(problems, options.rows, strict=True):
        if problem is None or left is None or len(left) != 1 or problem.given:
            continue
        choices = problem.by_values[next(iter(left))]
        if len(choices) == 1:
            rows.append(Settled(choices[0].figures, choices[0].places))
    return rows


def _openness(problem: Problem | None, options: Options) -> int:
    left = options.rows[problem.row] if problem is not None else None
    return len(left) if left is not None else MOST_PLACEMENTS


def _decide(
    problem: Problem, left: frozenset[Values] | None, spacing: Spacing, layout: Layout, scale: int
) -> Solution | None:
    if left is None:
        return _without_proof(problem, spacing, layout, scale)
    candidates = [choice for values in left for choice in problem.by_values[values]]
    if len(candidates) == 1:
        full = problem.given or len(candidates[0].figures) == len(layout)
        certainty = Certainty.UNPROVEN if problem.unsure else Certainty.FULL if full else Certainty.SUMS
        return Solution(candidates[0].figures, candidates[0].places, certainty)
    return _by_spacing(candidates, spacing)


def _by_spacing(candidates: Sequence[Choice], spacing: Spacing) -> Solution:
    ranked = sorted(
        ((spacing.cost(choice.figures, choice.places), place) for place, choice in enumerate(candidates)),
        key=lambda pair: (pair[0], candidates[pair[1]].places),
    )
    best = candidates[ranked[0][1]]
    if not spacing.silent and ranked[1][0] - ranked[0][0] >= _MARGIN:
        return Solution(best.figures, best.places, Certainty.SPACING)
    level = sum(cost - ranked[0][0] < _MARGIN for cost, _ in ranked) if not spacing.silent else len(ranked)
    return Solution(best.figures, best.places, Certainty.OPEN, level)


def _without_proof(problem: Problem, spacing: Spacing, layout: Layout, scale: int) -> Solution | None:
    """A row that took no part in the sums: too many placements to list, or none that satisfies its identities."""
    if len(problem.figures) > len(layout):
        return None
    choice = Choice(problem.figures, place_by_spacing(problem.figures, layout, spacing))
    if not problem.by_values:
        certainty = Certainty.UNPROVEN if problem.complete else Certainty.OPEN
        return Solution(choice.figures, choice.places, certainty)
    adds_up = satisfies(problem.values_of(choice, layout, scale), frozenset(choice.places), layout)
    if not spacing.silent and adds_up and spacing.cost(choice.figures, choice.places) < _MARGIN:
        return Solution(choice.figures, choice.places, Certainty.SPACING)
    taken = choice if adds_up else next(iter(problem.by_values.values()))[0]
    return Solution(taken.figures, taken.places, Certainty.OPEN, len(problem.by_values))
