"""Ruled lines → grids of cells. Plain geometry: lines that cross make one table, a missing border merges two places."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nscl.documents.reading.formats.limits import MAX_TABLE_COLUMNS
from nscl.documents.reading.formats.pdf.geometry import Rule, Rules

# Points. Borders of one column lie within SNAP of one another; lines meet across a gap of TOUCH.
SNAP = 3.0
TOUCH = 3.0
MAX_RULES = 1_500  # of one direction on a page, after joining; a page has no more rows than that
MAX_GRIDS = 60  # frames and tables of a page; a drawing has more
_MIN_CELLS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid: its first row and column and how many it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as lines: the borders of its columns and rows, and the cells between them."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """Where it ends on the page."""
        return self.rows[-1]

    def slot(self, across: float, down: float) -> tuple[int, int] | None:
        """Row and column of a point; None outside the grid."""
        row, column = bisect_right(self.rows, down) - 1, bisect_right(self.columns, across) - 1
        inside = 0 <= row < len(self.rows) - 1 and 0 <= column < len(self.columns) - 1
        return (row, column) if inside else None


def find_grids(rules: Rules) -> tuple[Grid, ...]:
    """The tables that a page's lines make, from the top down; frames of a single cell are none."""
    horizontal, vertical = joined(rules.horizontal), joined(rules.vertical)
    if not horizontal or not vertical or max(len(horizontal), len(vertical)) > MAX_RULES:
        return ()
    groups = _crossing_groups(horizontal, vertical)
    if len(groups) > MAX_GRIDS:
        return ()
    grids = [_grid(across, down) for across, down in groups]
    return tuple(sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.top, grid.columns)))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at one place (within SNAP) that touch become one; in the order of their places."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: (one.place, one.start)):
        if groups and rule.place - groups[-1][0].place <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined = []
    for group in groups:
        place = sum(rule.place for rule in group) / len(group)
        group.sort(key=lambda one: one.start)
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start > end + TOUCH:
                joined.append(Rule(place, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        joined.append(Rule(place, start, end))
    return joined


def _crossing_groups(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together, as (horizontal, vertical)."""
    parents = list(range(len(horizontal) + len(vertical)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    places = [rule.place for rule in vertical]  # sorted by `joined`
    for number, across in enumerate(horizontal):
        first = bisect_left(places, across.start - TOUCH)
        for other in range(first, bisect_right(places, across.end + TOUCH)):
            down = vertical[other]
            if down.start - TOUCH <= across.place <= down.end + TOUCH:
                parents[root(len(horizontal) + other)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, rule in enumerate(horizontal):
        groups[root(number)][0].append(rule)
    for number, rule in enumerate(vertical):
        groups[root(len(horizontal) + number)][1].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    columns = _borders(vertical, horizontal)
    rows = _borders(horizontal, vertical)
    if (len(columns) - 1) * (len(rows) - 1) < _MIN_CELLS or len(columns) - 1 > MAX_TABLE_COLUMNS:
        return None
    places = _places(_Slots(columns, rows, vertical, horizontal))
    return Grid(tuple(columns), tuple(rows), places) if len(places) >= _MIN_CELLS else None


def _borders(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Places of the borders; where a table is open at a side, the ends of the lines that cross."""
    places = sorted({rule.place for rule in rules})
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if first < places[0] - 2 * SNAP:
        places.insert(0, first)
    if last > places[-1] + 2 * SNAP:
        places.append(last)
    return places


class _Borders:
    """Asks whether a border stands at a place, over a point of the other axis."""

    def __init__(self, rules: list[Rule]) -> None:
        self._at: dict[float, list[Rule]] = defaultdict(list)
        for rule in rules:
            self._at[rule.place].append(rule)

    def stands(self, place: float, over: float) -> bool:
        return any(rule.start - TOUCH <= over <= rule.end + TOUCH for rule in self._at.get(place, ()))


class _Slots:
    """The slots between all borders, and where two neighbours are parted."""

    def __init__(self, columns: list[float], rows: list[float], vertical: list[Rule], horizontal: list[Rule]) -> None:
        self.wide, self.high = len(columns) - 1, len(rows) - 1
        self._columns, self._rows = columns, rows
        self._vertical, self._horizontal = _Borders(vertical), _Borders(horizontal)

    def parted_left(self, row: int, column: int) -> bool:
        """Whether a border stands to the left of a slot."""
        return self._vertical.stands(self._columns[column], (self._rows[row] + self._rows[row + 1]) / 2)

    def parted_above(self, row: int, column: int) -> bool:
        """Whether a border stands above a slot."""
        return self._horizontal.stands(self._rows[row], (self._columns[column] + self._columns[column + 1]) / 2)

    def continues(self, row: int, first: int, end: int) -> bool:
        """Whether the cell above columns ``first`` to ``end`` goes on in a row: no border between, none inside."""
        if any(self.parted_above(row, column) for column in range(first, end)):
            return False
        if any(self.parted_left(row, column) for column in range(first + 1, end)):
            return False
        return end == self.wide or self.parted_left(row, end)


def _places(slots: _Slots) -> tuple[Place, ...]:
    """Cells: slots without a border between them are one, as far as that makes rectangles."""
    taken = [[False] * slots.wide for _ in range(slots.high)]
    found = []
    for row in range(slots.high):
        for column in range(slots.wide):
            if taken[row][column]:
                continue
            end = column + 1
            while end < slots.wide and not taken[row][end] and not slots.parted_left(row, end):
                end += 1
            below = row + 1
            while below < slots.high and slots.continues(below, column, end):
                below += 1
            for other in range(row, below):
                taken[other][column:end] = [True] * (end - column)
            found.append(Place(row, column, below - row, end - column))
    return tuple(found)
