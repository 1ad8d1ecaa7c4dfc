"""A reading and the draft that was made of it: the rows of `plans`. The act itself is `finance.operations.readings`."""

from __future__ import annotations

from datetime import datetime

from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading
from nscl.plans.operations.readings.locking import refuse_move
from nscl.records.operations import Actor


def mark_drafted(*, reading: PlanReading, edition_id: int, by: Actor, at: datetime) -> None:
    """Note the draft that a reading has become. Raises ReadingMoved."""
    refuse_move(reading, ReadingState.DRAFTED, at)
    reading.state = ReadingState.DRAFTED
    reading.edition_id = edition_id
    reading.drafted_at = at
    reading.drafted_by_id = by.number
    reading.save(update_fields=["state", "edition", "drafted_at", "drafted_by"])


def release_readings(edition_id: int) -> None:
    """Give the readings of a draft that is removed back to the people who uploaded them: read, not drafted."""
    PlanReading.objects.filter(edition=edition_id).update(
        state=ReadingState.READ, edition=None, drafted_at=None, drafted_by=None
    )
