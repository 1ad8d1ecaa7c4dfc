"""What a person does with a reading before it is a draft: upload, have it read again, discard it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.accounts.enums import Permission
from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading, ReadingDoubt, ReadingPassage, ReadingResult
from nscl.plans.operations.errors import AlreadyUploaded, TooManyReadings
from nscl.plans.operations.readings.locking import lock_reading, reference_of_reading, refuse_move
from nscl.records.operations import Actor, record_event

# Readings of one person under way at the same time: each is a process that may take a core for minutes.
MOST_UNDER_WAY = 3
_UNDER_WAY = (ReadingState.QUEUED, ReadingState.RUNNING)


@transaction.atomic
def register_reading(
    *, token: str, file_name: str, size: int, sha256: str, viewer: Viewer, by: Actor, at: datetime
) -> PlanReading:
    """Note an uploaded document, to be read. token: the folder that holds it; sha256: of its bytes.

    Raises NotAllowed, AlreadyUploaded (the same bytes of the same person), TooManyReadings.
    """
    viewer.require(Permission.EDIT_PLANS)
    # One upload of a person after the other: a double click is two requests at the same moment.
    User.objects.select_for_update().filter(pk=viewer.number).order_by("pk").first()
    own = PlanReading.objects.filter(uploaded_by=viewer.number)
    known = own.filter(sha256=sha256).exclude(state=ReadingState.DISCARDED).order_by("pk").first()
    if known is not None:
        raise AlreadyUploaded(known.pk)
    if own.filter(state__in=_UNDER_WAY).count() >= MOST_UNDER_WAY:
        raise TooManyReadings(MOST_UNDER_WAY)
    reading = PlanReading.objects.create(
        token=token,
        file_name=file_name,
        size=size,
        sha256=sha256,
        uploaded_by_id=viewer.number,
        uploaded_at=at,
        queued_at=at,
    )
    record_event(action="reading.uploaded", by=by, at=at, subject=reference_of_reading(reading), comment=sha256)
    return reading


@transaction.atomic
def queue_again(*, number: int, viewer: Viewer, by: Actor, at: datetime) -> PlanReading:
    """Have a document read once more: after a failure, after its worker has died, or with a newer reader.

    What an earlier attempt found is dropped; a worker that is still at it cannot write any more. Raises NotAllowed,
    ReadingMissing, ReadingMoved.
    """
    reading = lock_reading(number, viewer)
    refuse_move(reading, ReadingState.QUEUED, at)
    clear_result(reading.pk)
    reading.state = ReadingState.QUEUED
    reading.attempt += 1
    reading.queued_at = at
    reading.started_at = reading.heartbeat_at = reading.finished_at = None
    reading.pages_done = reading.pages_all = 0
    clear_failure(reading)
    reading.save()
    record_event(action="reading.queued", by=by, at=at, subject=reference_of_reading(reading))
    return reading


@transaction.atomic
def discard_reading(*, number: int, viewer: Viewer, by: Actor, at: datetime) -> str:
    """Give a reading up, with what was read; returns the token of its file, which the caller removes.

    Raises NotAllowed, ReadingMissing, ReadingMoved (it is a draft already: the draft is discarded instead).
    """
    reading = lock_reading(number, viewer)
    refuse_move(reading, ReadingState.DISCARDED, at)
    clear_result(reading.pk)
    clear_failure(reading)
    reading.state = ReadingState.DISCARDED
    reading.discarded_at = at
    reading.discarded_by_id = by.number
    reading.save()
    record_event(action="reading.discarded", by=by, at=at, subject=reference_of_reading(reading))
    return reading.token


def clear_result(number: int) -> None:
    """Remove what was read of a document."""
    ReadingResult.objects.filter(reading=number).delete()
    ReadingDoubt.objects.filter(reading=number).delete()
    ReadingPassage.objects.filter(reading=number).delete()


def clear_failure(reading: PlanReading) -> None:
    """Forget why a reading failed; not saved."""
    reading.error_code = reading.error_message = reading.error_remedy = ""
    reading.error_line = reading.error_page = None
