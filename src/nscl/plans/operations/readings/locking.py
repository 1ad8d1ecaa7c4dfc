"""The row of a reading, locked while an operation writes it."""

from __future__ import annotations

from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading
from nscl.plans.operations.errors import ReadingMissing, ReadingMoved
from nscl.plans.rules import is_silent, may_follow
from nscl.records.operations import Reference

READING_KIND = "plans.reading"


def lock_reading(number: int, viewer: Viewer | None = None) -> PlanReading:
    """The reading, locked until the transaction ends. A viewer has only their own.

    Raises ReadingMissing, NotAllowed.
    """
    rows = PlanReading.objects.select_for_update().filter(pk=number)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS)
        rows = rows.filter(uploaded_by=viewer.number)
    reading = rows.first()
    if reading is None:
        raise ReadingMissing(number)
    return reading


def refuse_move(reading: PlanReading, then: ReadingState, at: datetime) -> None:
    """Raise ReadingMoved unless the reading may go to the state `then` now."""
    state = ReadingState(reading.state)
    silent = is_silent(state, reading.queued_at, reading.heartbeat_at, at)
    if not may_follow(state, then, is_silent=silent):
        raise ReadingMoved(reading.pk, state)


def reference_of_reading(reading: PlanReading) -> Reference:
    """The reading as the audit trail refers to it."""
    return Reference(READING_KIND, reading.pk, reading.file_name)
