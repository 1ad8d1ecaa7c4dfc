"""For which measures a record may count: by itself where one alone could take it, else as declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Sort = tuple[str, str]  # kind of record, its quantity


@dataclass(frozen=True, slots=True)
class Taker:
    """A measure that could take what one sort of record gives in the years of its phase.

    group: the edition, for records of one plan count for its measures alone; what: the kind of record, and which of
    its quantities ("" where each counts as one).
    """

    measure: int
    group: int
    what: Sort
    first_year: int
    last_year: int


class Rivals:
    """Which measures could take the same thing of the same record."""

    def __init__(self, takers: Iterable[Taker]) -> None:
        self._by_what: dict[tuple[int, Sort], list[Taker]] = defaultdict(list)
        for taker in takers:
            self._by_what[(taker.group, taker.what)].append(taker)

    def of(self, group: int, what: Sort, year: int) -> tuple[int, ...]:
        """The measures that could take it in a year, in the order given. More than one: it must be declared."""
        found = self._by_what.get((group, what), ())
        return tuple(taker.measure for taker in found if taker.first_year <= year <= taker.last_year)

    def is_contested(self, group: int, what: Sort, year: int) -> bool:
        """Whether a record of that year counts for none of them until somebody declares for which."""
        return len(self.of(group, what, year)) > 1

    def contested(self) -> frozenset[Sort]:
        """Everything for which two measures contend in some year."""
        return frozenset(
            what
            for (group, what), takers in self._by_what.items()
            if any(self.is_contested(group, what, taker.first_year) for taker in takers)
        )
