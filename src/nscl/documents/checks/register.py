"""What the checks ask about agencies. A higher package answers from reference data; `documents` holds none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class AgencyState(StrEnum):
    """Whether an agency exists on a day."""

    UNKNOWN = "unknown"
    CURRENT = "current"
    ABOLISHED = "abolished"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class AgencyStatus:
    """The state of an agency on the day asked about.

    ``name`` as the register knows it; ``successor_key`` (and ``successor_name``) of an abolished agency where there is
    one; ``since``: the first day without it (abolished), or its first day (current, not yet). All None when unknown.
    """

    state: AgencyState
    name: str | None = None
    successor_key: str | None = None
    since: date | None = None
    successor_name: str | None = None


class AgencyRegister(Protocol):
    """Reference data on agencies and their successions."""

    def status(self, key: str, province_code: str, on: date) -> AgencyStatus:
        """The state of agency ``key`` (the key used in packs) of the province whose code is in force on that day."""
        ...
