"""Where an expert of the register stands on a day, by what was completed and which certificates hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

# Long enough for the certifying body to assess again: the officer is told this long before a certificate ends.
ENDING_WITHIN: Final = timedelta(days=90)


class ExpertStanding(StrEnum):
    """Where an expert stands, the most first. ENDING: certified, but the last certificate ends within 90 days."""

    CERTIFIED = "certified"
    ENDING = "ending"
    EXPIRED = "expired"
    TRAINED = "trained"
    CANDIDATE = "candidate"
    RETIRED = "retired"

    @property
    def is_certified(self) -> bool:
        """Whether a certificate holds."""
        return self in {ExpertStanding.CERTIFIED, ExpertStanding.ENDING}


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a certificate holds. valid_to None: it does not end; revoked_on: from then on it does not."""

    certified_on: date
    valid_to: date | None
    revoked_on: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day: granted, not revoked, not expired."""
        if self.certified_on > on or (self.revoked_on is not None and self.revoked_on <= on):
            return False
        return self.valid_to is None or self.valid_to >= on


def holds_until(certificates: Iterable[Validity], on: date) -> date | None:
    """The last day on which one of the certificates that hold now still does; None: none ends, or none holds."""
    ends = [one.valid_to for one in certificates if one.holds(on)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def standing(held: Sequence[Validity], *, trained_on: date | None, is_retired: bool, on: date) -> ExpertStanding:
    """Where an expert with these certificates stands on a day."""
    if is_retired:
        return ExpertStanding.RETIRED
    if any(one.holds(on) for one in held):
        until = holds_until(held, on)
        return ExpertStanding.ENDING if until is not None and until <= on + ENDING_WITHIN else ExpertStanding.CERTIFIED
    if any(one.certified_on <= on for one in held):
        return ExpertStanding.EXPIRED
    return ExpertStanding.TRAINED if trained_on is not None and trained_on <= on else ExpertStanding.CANDIDATE
