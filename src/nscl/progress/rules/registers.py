"""What the entries of a register add up to, where each thing counts once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Before every year that a plan knows.
EVER: Final = 0


@dataclass(frozen=True, slots=True)
class Group:
    """So many things that came about in just these years; samples: how many of them are made up."""

    years: frozenset[int]
    number: int
    samples: int


@dataclass(frozen=True, slots=True)
class Groups:
    """All things of a register, by the years in which they came about."""

    groups: tuple[Group, ...] = ()

    def first_years(self, first: int, last: int) -> Mapping[int, Decimal]:
        """Year → how many came about in it for the first time since `first`, up to `last`."""
        found: dict[int, Decimal] = {}
        for group in self.groups:
            years = [year for year in group.years if first <= year <= last]
            if years:
                found[min(years)] = found.get(min(years), Decimal(0)) + group.number
        return dict(sorted(found.items()))

    def each_year(self, first: int, last: int) -> Mapping[int, Decimal]:
        """Year → how many came about (or stood) in it, each once a year."""
        found: dict[int, Decimal] = {}
        for group in self.groups:
            for year in group.years:
                if first <= year <= last:
                    found[year] = found.get(year, Decimal(0)) + group.number
        return dict(sorted(found.items()))

    def reached(self, first: int, last: int) -> Decimal:
        """How many came about from one year to another, each once."""
        return sum((value for value in self.first_years(first, last).values()), Decimal(0))

    def has_samples(self, first: int, last: int) -> bool:
        """Whether one of these years has something made up."""
        return any(group.samples and any(first <= year <= last for year in group.years) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which years of a register a measure asks for: those of its phase up to a day.

    yearly: each year counts alone (a target for every year, a mean of years, growth).
    """

    first: int
    last: int
    yearly: bool

    @property
    def years(self) -> Iterable[int]:
        """They, oldest first."""
        return range(self.first, self.last + 1)


def accumulated(groups: Groups, asked: Asked) -> Mapping[int, Decimal]:
    """By year: each thing once a year where years count alone, else once, in the year of its first."""
    return (groups.each_year if asked.yearly else groups.first_years)(asked.first, asked.last)


def levels(standing: Groups, known: Groups, asked: Asked) -> Mapping[int, Decimal]:
    """How many stood at the end of each year: 0 where none did of those known by then, nothing where none was known."""
    stood = standing.each_year(asked.first, asked.last)
    return {year: stood.get(year, Decimal(0)) for year in asked.years if known.reached(EVER, year)}


def shares(parts: Groups, wholes: Groups, asked: Asked) -> Mapping[int, tuple[Decimal, Decimal]]:
    """Year → (how many, of how many), from the beginning up to its end, or of the year alone; not where of none."""
    found = {}
    for year in asked.years:
        since = year if asked.yearly else asked.first
        whole = wholes.reached(since, year)
        if whole:
            found[year] = (parts.reached(since, year), whole)
    return found
