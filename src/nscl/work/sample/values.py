"""What a sample year is drawn from, and the one source of chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from nscl.work.enums import ActivityKind


@dataclass(frozen=True, slots=True)
class SampleTask:
    """A task of the plan that an agency leads in the year. output: what the plan asks for, as it says so."""

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


def chance(*parts: object) -> Random:
    """A source of chance that gives the same for the same seed and names, on every machine and in every order.

    `Random` seeded with a string takes its SHA-512, so it does not depend on the hashing of a process.
    """
    return Random(":".join(str(part) for part in parts))  # noqa: S311  (a sample is no secret)
