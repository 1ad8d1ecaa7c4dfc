"""The funnel from visited to paid: how many organisations came how far, counted by lineage, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far an organisation came."""

    VISITED = "visited"
    INTERESTED = "interested"
    SURVEYED = "surveyed"
    APPLIED = "applied"
    APPROVED = "approved"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Reached:
    """That an organisation (head of its lineage) came to a stage in a year."""

    stage: Stage
    organisation: int
    year: int


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many organisations came to a stage; visited: how many of them somebody had visited."""

    stage: Stage
    organisations: frozenset[int]
    visited: int

    @property
    def number(self) -> int:
        """How many."""
        return len(self.organisations)


def funnel(reached: Iterable[Reached], among: frozenset[int] | None = None) -> tuple[StageCount, ...]:
    """How many came to each stage, each once. among: of these organisations alone; None: of all."""
    found: dict[Stage, set[int]] = {stage: set() for stage in Stage}
    for one in reached:
        if among is None or one.organisation in among:
            found[one.stage].add(one.organisation)
    visited = found[Stage.VISITED]
    return tuple(StageCount(stage, frozenset(found[stage]), len(found[stage] & visited)) for stage in Stage)
