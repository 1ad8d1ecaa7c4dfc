"""A row that no sum explains is placed by the blanks between its figures alone, from the first column on."""

from collections.abc import Sequence

from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import Figure
from nscl.documents.reading.budget.placement import Places
from nscl.documents.reading.budget.spacing import Spacing

# Where nothing speaks for empty cells the figures stand next to each other, from the left.
_COST_OF_SKIPPED = 0.01


def place_by_spacing(figures: Sequence[Figure], layout: Layout, spacing: Spacing) -> Places:
    """The placement that the blanks and positions contradict least; there are no more figures than columns.

    Dynamic programming over (figure, column): a row of k figures in n columns costs k·n² steps.
    """
    width, count = len(layout), len(figures)
    best: list[dict[int, tuple[float, int]]] = [
        {place: (_COST_OF_SKIPPED * place, -1) for place in range(width - count + 1)}
    ]
    for index in range(1, count):
        row: dict[int, tuple[float, int]] = {}
        for place in range(index, width - count + index + 1):
            row[place] = min(
                (
                    cost
                    + spacing.cost_of_step(figures[index], before, place)
                    + _COST_OF_SKIPPED * (place - before - 1),
                    before,
                )
                for before, (cost, _) in best[-1].items()
                if before < place
            )
        best.append(row)
    place = min(best[-1], key=lambda last: best[-1][last][0])
    places = [place]
    for index in range(count - 1, 0, -1):
        place = best[index][place][1]
        places.append(place)
    return tuple(reversed(places))
