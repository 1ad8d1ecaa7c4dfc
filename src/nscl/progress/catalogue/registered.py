"""What of which register an indicator counts: things with a name, each once, whatever activity they came about in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """A register as it is counted: the same person or school under two sources is two questions."""

    EXPERTS_TRAINED = "experts_trained"
    EXPERTS_CERTIFIED = "experts_certified"
    ASSESSORS_CERTIFIED = "assessors_certified"
    SCHOOLS_TEACHING = "schools_teaching"
    ENTERPRISES_TRAINED = "enterprises_trained"
    ENTERPRISE_PEOPLE = "enterprise_people"
    CLUBS_ACTIVE = "clubs_active"
    SCHOOLS_WITH_CLUBS = "schools_with_clubs"
    CLUBS_FOUNDED = "clubs_founded"
    ORGANISATIONS_SUPPORTED = "organisations_supported"
    STANDARDS_SUPPORTED = "standards_supported"


# What stands is a level as of a day; everything else accumulates: each thing once, in the year of its first.
STANDING_SOURCES: Final = frozenset({Source.CLUBS_ACTIVE, Source.SCHOOLS_WITH_CLUBS})


@dataclass(frozen=True, slots=True)
class Registered:
    """Which register an indicator counts. per: what its number is divided by (people for each enterprise).

    known: the register whose first entry makes "none" a number: without any club, nothing is known of active ones."""

    source: Source
    per: Source | None = None
    known: Source | None = None

    @property
    def stands(self) -> bool:
        """Whether its number is a level as of a day, not a sum of years."""
        return self.source in STANDING_SOURCES

    @property
    def is_level(self) -> bool:
        """Whether the years do not add up to it: it stands, or is a ratio."""
        return self.stands or self.per is not None

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that has to be asked to count it."""
        return tuple(one for one in (self.source, self.per, self.known) if one is not None)

    @property
    def listed(self) -> Source:
        """The register whose entries stand behind its number: of a ratio what it is divided by."""
        return self.source if self.per is None else self.per
