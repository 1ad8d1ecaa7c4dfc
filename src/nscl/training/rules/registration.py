"""When people may put down their names, and who has a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from nscl.training.enums import EnrolmentState, Registration
from nscl.work.enums import ActivityStatus

_OPEN_STATUSES = frozenset({ActivityStatus.PLANNED, ActivityStatus.RUNNING})


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """What decides whether a class takes names. ends_on: its last day."""

    registration: Registration
    until: datetime | None
    status: ActivityStatus
    ends_on: date


def takes_names(facts: RegistrationFacts, at: datetime) -> bool:
    """True where people may put down their names themselves at this moment."""
    is_open = facts.registration is Registration.OPEN and facts.status in _OPEN_STATUSES
    return is_open and localdate(at) <= facts.ends_on and (facts.until is None or at <= facts.until)


def takes_lists(status: ActivityStatus) -> bool:
    """True where the staff may write names down: of a class that is done too, as long as it is not cancelled."""
    return status is not ActivityStatus.CANCELLED


def place_for(capacity: int | None, enrolled: int, waiting: int) -> EnrolmentState:
    """Where the next who comes stands: on the list while there is room and nobody waits before them."""
    has_room = capacity is None or (enrolled < capacity and not waiting)
    return EnrolmentState.ENROLLED if has_room else EnrolmentState.WAITING


def places_free(capacity: int | None, enrolled: int) -> int | None:
    """How many places are left; None: as many as come."""
    return None if capacity is None else max(capacity - enrolled, 0)
