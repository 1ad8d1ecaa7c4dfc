"""What a sample year is drawn from, and the one source of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from nscl.work.enums import ActivityKind, OutputKind
from nscl.work.rules.values import ActivityState


@dataclass(frozen=True, slots=True)
class SampleTask:
    """A task of the plan on which an agency works in the year. output: what the plan asks for, as it says so."""

    number: int
    title: str
    kind: ActivityKind
    output: str


@dataclass(frozen=True, slots=True)
class SampleDays:
    """The days of a sample year. starts: on which work may begin, in order; last: by which it ends; on: today."""

    starts: tuple[date, ...]
    last: date
    on: date

    @property
    def past(self) -> tuple[date, ...]:
        """The days on which work may have begun by today."""
        return tuple(day for day in self.starts if day <= self.on)

    @property
    def is_over(self) -> bool:
        """Whether the year is over."""
        return self.last < self.on


@dataclass(frozen=True, slots=True)
class SampleCommune:
    """A commune in which something may take place, while it is there."""

    number: int
    name: str
    first: date
    last: date | None

    def was_there(self, on: date) -> bool:
        """Whether it was there on that day."""
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class BudgetCell:
    """What a line of the budget has in the year from one source, in whole đồng."""

    line: int
    title: str
    source: int
    vnd: int


@dataclass(frozen=True, slots=True)
class SampleGoal:
    """What the records of the year shall come to, so that targets stand differently.

    kinds, output: what is counted (output None: each record is one); amount: what is done of it, 0 for nothing.
    measures: for which measures the records are declared, where several could take them; one more record then is
    declared for none.
    """

    kinds: tuple[ActivityKind, ...]
    output: OutputKind | None
    amount: int
    measures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyYear:
    """An agency of the sample year. is_active: its annual plan is approved, so that it has something done by now."""

    tasks: tuple[SampleTask, ...]
    days: SampleDays
    is_active: bool
    communes: tuple[SampleCommune, ...] = ()
    cells: tuple[BudgetCell, ...] = ()
    # Kinds of which only goals say what is done, and quantities that only they yield.
    reserved: frozenset[ActivityKind] = frozenset()
    withheld: frozenset[OutputKind] = frozenset()


@dataclass(frozen=True, slots=True)
class DrawnActivity:
    """An activity, and the measures for which it is declared."""

    state: ActivityState
    measures: tuple[int, ...] = ()


def chance(*parts: object) -> Random:
    """A source of chance that gives the same for the same seed and names, on every machine and in every order.

    `Random` seeded with a string takes its SHA-512, so it does not depend on the hashing of a process.
    """
    return Random(":".join(str(part) for part in parts))  # noqa: S311  (a sample is no secret)


def by_chance(random: Random, weights: Sequence[float]) -> int:
    """The place of one of some shares of 1, the last where they leave something over."""
    drawn, edge = random.random(), 0.0
    for place, weight in enumerate(weights):
        edge += weight
        if drawn < edge:
            return place
    return len(weights)
