"""Rows under a heading add up to it, column by column: what that leaves of each row's possible placements.

A group is a row with the nearest figured rows under it. Every option of a row that takes part in no solution of its
group is dropped, group by group until nothing changes. A group that has no solution at all (the document contradicts
itself, or the numbering was misread) drops nothing.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nscl.documents.reading.budget.placement import Values

# Sums tried for one row of a group; beyond it the group is left to the other evidence.
_MOST_SUMS = 40_000
# Times that one group is solved again because one of its rows was settled elsewhere.
_MOST_SOLUTIONS = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Places of the rows: the row that states the sum, and those that make it up."""

    whole: int
    parts: tuple[int, ...]


class Options:
    """Per row the value tuples that are still possible; None where they are too many to list."""

    def __init__(self, rows: Sequence[frozenset[Values] | None], groups: Sequence[Group]) -> None:
        self.rows = list(rows)
        self.groups = tuple(groups)
        self._solved = [0] * len(self.groups)
        self._groups_of: dict[int, list[int]] = {}
        for number, group in enumerate(self.groups):
            for member in (group.whole, *group.parts):
                self._groups_of.setdefault(member, []).append(number)
        self._narrow(range(len(self.groups)))

    def settle(self, row: int, values: Values) -> None:
        """Keep one option of a row, and drop what the others then exclude."""
        self.rows[row] = frozenset({values})
        self._narrow(self._groups_of.get(row, ()))

    def _narrow(self, numbers: Iterable[int]) -> None:
        """Drop what no group allows, from these groups on until nothing changes."""
        waiting = deque(numbers)
        while waiting:
            number = waiting.popleft()
            if self._solved[number] >= _MOST_SOLUTIONS:
                continue
            self._solved[number] += 1
            for row in self._narrow_group(self.groups[number]):
                waiting.extend(other for other in self._groups_of[row] if other != number and other not in waiting)

    def _narrow_group(self, group: Group) -> list[int]:
        """The rows that lost options."""
        members = (group.whole, *group.parts)
        known = [options for member in members if (options := self.rows[member])]
        if len(known) < len(members) or all(len(options) == 1 for options in known):
            return []  # a row of the group is unknown, or all is settled
        kept = solve_sum(known[0], known[1:])
        if kept is None or not kept[0]:
            return []  # too many sums, or a contradiction in the document
        changed = [place for place, options in enumerate(kept) if len(options) < len(known[place])]
        for place in changed:
            self.rows[members[place]] = kept[place]
        return [members[place] for place in changed]


def solve_sum(whole: frozenset[Values], parts: Sequence[frozenset[Values]]) -> list[frozenset[Values]] | None:
    """Which options of the whole (first) and of each part take part in a solution whole = Σ parts.

    All sets are empty where there is none. None where the search would need more states than its bound. Sums of the
    parts are built up one part after the other, the fewest options first; a partial sum is dropped as soon as it is
    above the whole, or cannot reach it any more.
    """
    packing = _Packing.of(whole, parts)
    goals = {packing.pack(values): values for values in whole}
    order = sorted(range(len(parts)), key=lambda place: len(parts[place]))
    packed = [{packing.pack(values): values for values in parts[place]} for place in order]
    forward = _reachable_sums(goals, packed, packing)
    if forward is None:
        return None
    met = forward[-1] & goals.keys()
    kept: dict[int, frozenset[Values]] = {}
    backward = set(met)
    for step in range(len(order) - 1, -1, -1):
        reached, before, supported = forward[step], set(), []
        for number, values in packed[step].items():
            earlier = {total - number for total in backward} & reached
            if earlier:
                supported.append(values)
                before |= earlier
        kept[order[step]] = frozenset(supported)
        backward = before
    return [frozenset(goals[number] for number in met), *(kept[place] for place in range(len(parts)))]


def _reachable_sums(goals: Iterable[int], parts: Sequence[Iterable[int]], packing: "_Packing") -> list[set[int]] | None:
    """The sums of the first 0, 1, 2 … parts that can still become the whole; None beyond the bound."""
    ceiling, floor = packing.extremes(goals)
    extremes = [packing.extremes(part) for part in parts]
    most, least = [ceiling] * (len(parts) + 1), [floor] * (len(parts) + 1)
    for step in range(len(parts) - 1, -1, -1):
        highest, lowest = extremes[step]
        most[step] = [high - low for high, low in zip(most[step + 1], lowest, strict=True)]
        least[step] = [low - high for low, high in zip(least[step + 1], highest, strict=True)]
    if any(value < 0 for values in most for value in values):
        return [set() for _ in range(len(parts) + 1)]  # the parts are more than the whole, whatever is chosen
    guard = packing.guard
    forward = [{0}]
    for step, options in enumerate(parts, start=1):
        choices = tuple(options)
        if len(forward[-1]) * len(choices) > _MOST_SUMS:
            return None
        top = packing.pack(most[step]) | guard
        bottom = packing.pack([max(value, 0) for value in least[step]])
        sums = {partial + number for partial in forward[-1] for number in choices}
        # A column that is too high borrows its guard bit in the first difference, one too low in the second.
        forward.append({total for total in sums if (top - total) & ((total | guard) - bottom) & guard == guard})
    return forward


@dataclass(frozen=True, slots=True)
class _Packing:
    """Several columns in one integer, each in ``bits`` bits of which the highest stays free: adding adds columns."""

    bits: int
    width: int
    guard: int

    @classmethod
    def of(cls, whole: Iterable[Values], parts: Iterable[Iterable[Values]]) -> "_Packing":
        """Wide enough for every sum of the parts and for the whole."""
        columns = [values for options in (whole, *parts) for values in options]
        top = sum(max((max(values) for values in options), default=0) for options in parts)
        top = max(top, *(max(values) for values in columns))
        bits, width = top.bit_length() + 2, len(columns[0])
        return cls(bits, width, sum(1 << (bits * place + bits - 1) for place in range(width)))

    def pack(self, values: Sequence[int]) -> int:
        """The columns as one integer."""
        return sum(value << (self.bits * place) for place, value in enumerate(values))

    def extremes(self, numbers: Iterable[int]) -> tuple[list[int], list[int]]:
        """The highest and the lowest value of each column."""
        mask = (1 << self.bits) - 1
        columns = [[number >> (self.bits * place) & mask for place in range(self.width)] for number in numbers]
        return [max(column) for column in zip(*columns, strict=True)], [
            min(column) for column in zip(*columns, strict=True)
        ]
