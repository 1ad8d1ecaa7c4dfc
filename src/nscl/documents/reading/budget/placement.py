"""Which columns a row's figures stand in, where the blanks between them are lost.

The figures keep their order, so a placement is a rising sequence of places. Those are kept that satisfy the layout's
identities; a search that would grow past its bounds is given up and says so (``complete`` False).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from nscl.documents.reading.budget.columns import Identity, Layout

# A row of 11 columns has at most 462 placements, of 25 columns (four sources, five years) up to five million; what
# the sums do not cut down to this is not told by sums.
MOST_PLACEMENTS = 600
_MOST_STEPS = 6_000

Places = tuple[int, ...]
Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placements:
    """The placements of one row that satisfy every identity; all of them where ``complete``."""

    found: tuple[Places, ...]
    complete: bool = True


def spread(figures: Sequence[int], places: Places, width: int) -> Values:
    """The row's values by column: the figures at their places, zero elsewhere."""
    row = [0] * width
    for figure, place in zip(figures, places, strict=True):
        row[place] = figure
    return tuple(row)


def find_placements(figures: Sequence[int], layout: Layout) -> Placements:
    """All placements of the figures (integers on one scale, left to right) that the identities allow.

    With as many figures as columns there is one placement, whatever the sums say.
    """
    width = len(layout)
    if len(figures) > width:
        return Placements(())
    if len(figures) == width:
        return Placements((tuple(range(width)),))
    if _wholes_come_last(layout):
        found = _Search(tuple(figures[::-1]), layout.mirrored()).run()
        turned = tuple(sorted(tuple(width - 1 - place for place in reversed(places)) for places in found.found))
        return Placements(turned, found.complete)
    return _Search(tuple(figures), layout).run()


def satisfies(values: Values, printed: frozenset[int], layout: Layout) -> bool:
    """Whether a placed row satisfies every identity that binds it."""
    return all(
        values[identity.whole] == sum(values[part] for part in identity.parts)
        for identity in layout.identities
        if _binds(identity, printed, layout)
    )


def confirmed(values: Values, printed: frozenset[int], layout: Layout) -> bool:
    """Whether at least one identity binds the row, and all that do are satisfied."""
    return any(_binds(identity, printed, layout) for identity in layout.identities) and satisfies(
        values, printed, layout
    )


def _binds(identity: Identity, printed: frozenset[int], layout: Layout) -> bool:
    if identity.over_years:
        return not printed.isdisjoint(layout.year_places)
    return not printed.isdisjoint(identity.parts)


def _wholes_come_last(layout: Layout) -> bool:
    """Totals first is what makes the search short: what is left to be placed is then known."""
    wholes = [identity.whole for identity in layout.identities if identity.over_years]
    years = layout.year_places
    return bool(wholes) and bool(years) and min(wholes) > max(years)


@dataclass(frozen=True, slots=True)
class _State:
    """How far the search is: the next figure and column, and the identities so far.

    ``differences``: whole minus parts of each identity; ``printed``: whether it has a printed part; ``in_years``:
    whether a column of a year is filled.
    """

    figure: int
    column: int
    differences: tuple[int, ...]
    printed: tuple[bool, ...]
    in_years: bool = False


class _Search:
    """Depth-first over the columns; a state that has failed once is not tried again."""

    def __init__(self, figures: Values, layout: Layout) -> None:
        self.figures = figures
        self.layout = layout
        self.width = len(layout)
        self.last_use = [max(identity.whole, *identity.parts) for identity in layout.identities]
        self.part_of: list[list[int]] = [[] for _ in range(self.width)]
        self.whole_of: list[list[int]] = [[] for _ in range(self.width)]
        for number, identity in enumerate(layout.identities):
            self.whole_of[identity.whole].append(number)
            for part in identity.parts:
                self.part_of[part].append(number)
        self.tail = self._begin_of_tail()
        self.found: list[Places] = []
        self.dead: set[_State] = set()
        self.steps = 0
        self.rest = list(accumulate(reversed(figures), initial=0))[::-1]  # sum of the figures from each on

    def run(self) -> Placements:
        """Search to the end or to the bounds."""
        count = len(self.layout.identities)
        self._step(_State(0, 0, (0,) * count, (False,) * count), ())
        complete = self.steps <= _MOST_STEPS and len(self.found) <= MOST_PLACEMENTS
        return Placements(tuple(self.found[:MOST_PLACEMENTS]), complete)

    def _begin_of_tail(self) -> int:
        """From this column on there are only parts, each of one identity whose whole stands before them."""
        begin = self.width
        while begin > 0 and len(self.part_of[begin - 1]) == 1 and not self.whole_of[begin - 1]:
            begin -= 1
        # The identities of the tail must have all their parts in it.
        while any(
            identity.whole >= begin or min(identity.parts) < begin
            for identity in self.layout.identities
            if max(identity.parts) >= begin
        ):
            begin += 1
        return begin

    def _step(self, state: _State, places: Places) -> bool:
        """Whether a placement was found from this state on."""
        self.steps += 1
        if self.steps > _MOST_STEPS or len(self.found) > MOST_PLACEMENTS:
            return True  # not known to be dead
        if not self._is_alive(state):
            return False
        if state.column == self.width:
            self.found.append(places)
            return True
        if state in self.dead:
            return False
        left, room = len(self.figures) - state.figure, self.width - state.column
        found = False
        if left:
            found = self._step(self._with_figure(state), (*places, state.column))
        if left < room:
            skipped = _State(state.figure, state.column + 1, state.differences, state.printed, state.in_years)
            found |= self._step(skipped, places)
        if not found:
            self.dead.add(state)
        return found

    def _with_figure(self, state: _State) -> _State:
        """The state after the next figure is put into the next column."""
        value, column = self.figures[state.figure], state.column
        differences, printed = list(state.differences), list(state.printed)
        for number in self.whole_of[column]:
            differences[number] += value
        for number in self.part_of[column]:
            differences[number] -= value
            printed[number] = True
        in_years = state.in_years or column in self.layout.year_places
        return _State(state.figure + 1, column + 1, tuple(differences), tuple(printed), in_years)

    def _is_alive(self, state: _State) -> bool:
        """Whether nothing speaks against the state yet."""
        if len(self.figures) - state.figure > self.width - state.column:
            return False
        if state.column == self.tail and not self._tail_adds_up(state):
            return False
        for number, identity in enumerate(self.layout.identities):
            value = state.differences[number]
            if self.last_use[number] >= state.column:
                if value < 0 and identity.whole < state.column:
                    return False
            elif value != 0 and (state.in_years if identity.over_years else state.printed[number]):
                return False
        return True

    def _tail_adds_up(self, state: _State) -> bool:
        """What is left to be placed is what the wholes before the tail still miss."""
        if state.figure == len(self.figures) or self.tail == self.width:
            return True
        identities = enumerate(self.layout.identities)
        due = sum(state.differences[number] for number, identity in identities if min(identity.parts) >= self.tail)
        return self.rest[state.figure] == due
