"""What the worker writes: it has begun, how far it is, what it read, why it could not.

The worker acts for the system. Each of these refuses (ReadingMoved) where the reading was discarded or queued again
meanwhile: an attempt that is no longer wanted writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.results import Doubt, Reading, Unread
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading, ReadingDoubt, ReadingPassage, ReadingResult
from nscl.plans.operations.errors import ReadingMoved
from nscl.plans.operations.readings.locking import lock_reading, reference_of_reading, refuse_move
from nscl.plans.operations.readings.uploading import clear_result
from nscl.records.inserting import insert_rows
from nscl.records.operations import SYSTEM, record_event

SUBJECT_LENGTH = 200
RULE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker has to read: the file's folder and name, and which attempt it is."""

    number: int
    attempt: int
    token: str
    file_name: str


@transaction.atomic
def start_reading(*, number: int, at: datetime) -> Job:
    """Take a queued reading. Raises ReadingMissing, ReadingMoved where somebody else has taken it."""
    reading = lock_reading(number)
    refuse_move(reading, ReadingState.RUNNING, at)
    reading.state = ReadingState.RUNNING
    reading.started_at = reading.heartbeat_at = at
    reading.save(update_fields=["state", "started_at", "heartbeat_at"])
    record_event(action="reading.started", by=SYSTEM, at=at, subject=reference_of_reading(reading))
    return Job(reading.pk, reading.attempt, reading.token, reading.file_name)


def give_sign(*, job: Job, done: int, total: int, at: datetime) -> bool:
    """The worker lives, and has read `done` pages of `total` (0: not known). False where it is not wanted any more.

    No act of anybody: it leaves no audit event.
    """
    rows = PlanReading.objects.filter(pk=job.number, attempt=job.attempt, state=ReadingState.RUNNING)
    total = max(total, 0)
    done = min(max(done, 0), total) if total else max(done, 0)
    return rows.update(heartbeat_at=at, pages_done=done, pages_all=total) == 1


@transaction.atomic
def finish_reading(*, job: Job, read: Reading, at: datetime) -> None:
    """Keep what was read. Raises ReadingMissing, ReadingMoved."""
    reading = _own(job, ReadingState.READ, at)
    clear_result(reading.pk)
    ReadingResult.objects.create(
        reading=reading,
        pack=write_pack(read.pack),
        text=read.source.decode("utf-8"),
        notes="\n".join(" ".join(note.split()) for note in read.document.notes),
    )
    insert_rows([_doubt(reading.pk, place, doubt) for place, doubt in enumerate(read.doubts, start=1)])
    insert_rows([_passage(reading.pk, place, unread) for place, unread in enumerate(read.unread, start=1)])
    reading.state = ReadingState.READ
    reading.heartbeat_at = reading.finished_at = at
    if reading.pages_all:
        reading.pages_done = reading.pages_all
    reading.save(update_fields=["state", "heartbeat_at", "finished_at", "pages_done"])
    record_event(action="reading.read", by=SYSTEM, at=at, subject=reference_of_reading(reading))


@transaction.atomic
def fail_reading(*, job: Job, error: ReadingError, at: datetime) -> None:
    """Keep why the document could not be read. Raises ReadingMissing, ReadingMoved."""
    reading = _own(job, ReadingState.FAILED, at)
    clear_result(reading.pk)
    reading.state = ReadingState.FAILED
    reading.heartbeat_at = reading.finished_at = at
    reading.error_code = error.code[:RULE_LENGTH]
    reading.error_message, reading.error_remedy = error.message, error.remedy
    reading.error_line, reading.error_page = error.line, error.page
    reading.save()
    record_event(action="reading.failed", by=SYSTEM, at=at, subject=reference_of_reading(reading), comment=str(error))


def _own(job: Job, then: ReadingState, at: datetime) -> PlanReading:
    """The reading of a job, locked, if this attempt is still the one that is wanted."""
    reading = lock_reading(job.number)
    if reading.attempt != job.attempt:
        raise ReadingMoved(reading.pk, ReadingState(reading.state))
    refuse_move(reading, then, at)
    return reading


def _doubt(reading: int, position: int, doubt: Doubt) -> ReadingDoubt:
    return ReadingDoubt(
        reading_id=reading,
        position=position,
        subject=doubt.subject[:SUBJECT_LENGTH],
        rule=doubt.rule[:RULE_LENGTH],
        reason=doubt.reason,
        first_line=doubt.at.first if doubt.at else None,
        last_line=doubt.at.last if doubt.at else None,
    )


def _passage(reading: int, position: int, unread: Unread) -> ReadingPassage:
    return ReadingPassage(
        reading_id=reading, position=position, first_line=unread.at.first, last_line=unread.at.last, page=unread.page
    )
