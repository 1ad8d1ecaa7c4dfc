"""Self check-in: a phone at the session says who holds it, and that person is marked as present.

No audit event is written: the attendance row itself says who, when, how and from which phone, and two hundred people
who come in within a minute are not to wait for a second row each. A mark that was there and is changed leaves its
step, as on the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from nscl.training.enums import AttendanceSource, AttendanceState, EnrolmentState
from nscl.training.models import Attendance, AttendanceStep, Enrolment, Session
from nscl.training.rules.check_in import Opening, Who, device_hash, opening
from nscl.work.rules.moves import OPEN_STATUSES


class Answer(StrEnum):
    """What a check-in came to."""

    DONE = "done"
    AGAIN = "again"  # this phone has marked this person already
    ALREADY = "already"  # marked already, by another phone or on the sheet
    CORRECTED = "corrected"  # checked in once, and the staff corrected it since
    WAITING = "waiting"
    NOT_LISTED = "not_listed"
    SHARED_PHONE = "shared_phone"  # several people of the class gave this number
    PHONE_USED = "phone_used"  # this phone has marked somebody else
    NOT_YET = "not_yet"
    OVER = "over"
    CLOSED = "closed"  # the session was cancelled, or the class is done or cancelled


_ON_THE_LIST: Final = (EnrolmentState.ENROLLED, EnrolmentState.WAITING)
_REFUSED: Final[Mapping[Opening, Answer]] = {Opening.NOT_YET: Answer.NOT_YET, Opening.OVER: Answer.OVER}
_SHARE_CLASS: Final = (
    "SELECT 1 FROM training_trainingclass WHERE id = (SELECT training_class_id FROM training_session WHERE id = %s) "
    "FOR KEY SHARE"
)


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """The answer; name: of the person, for who proved to be them."""

    answer: Answer
    name: str = ""


def check_in(*, session: int, who: Who, device: str, at: datetime) -> CheckedIn:
    """Mark the person as present at a session.

    device: what the phone is known by, at random; kept as a hash under the session's key: one phone, one person. One
    short transaction, or two. However many come at once, a person is marked once and a phone marks one: the
    database's own constraints decide, and who came second is told.
    """
    try:
        return _mark(session=session, who=who, device=device, at=at)
    except IntegrityError:
        return _second(session=session, who=who, device=device, at=at)


@dataclass(frozen=True, slots=True)
class _Found:
    """The person's enrolment, and the phone as it is kept."""

    enrolment: int
    training_class: int
    name: str
    device: str


@transaction.atomic
def _mark(*, session: int, who: Who, device: str, at: datetime) -> CheckedIn:
    """One row more. Raises IntegrityError where the person or the phone has one already."""
    found = _find(session=session, who=who, device=device, at=at)
    if isinstance(found, Answer):
        return CheckedIn(found)
    Attendance.objects.create(
        session_id=session,
        enrolment_id=found.enrolment,
        training_class_id=found.training_class,
        state=AttendanceState.PRESENT,
        source=AttendanceSource.CHECK_IN,
        marked_at=at,
        device=found.device,
    )
    return CheckedIn(Answer.DONE, found.name)


def _find(*, session: int, who: Who, device: str, at: datetime) -> _Found | Answer:
    """Who may be marked, as class, session and enrolment stand until the transaction ends; or why nobody may be.

    Whatever changes them holds the class's row (`operations.opening`); check-ins share it and do not wait for one
    another. On SQLite a transaction that writes is alone.
    """
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_SHARE_CLASS, [session])
    sitting = _sittings().filter(pk=session).first()
    if sitting is None:
        return Answer.CLOSED
    starts_at, ends_at, cancelled_at, key, training_class, status = sitting
    if cancelled_at is not None or status not in OPEN_STATUSES:
        return Answer.CLOSED
    if (refused := _REFUSED.get(opening(starts_at, ends_at, at))) is not None:
        return refused
    rows = Enrolment.objects.filter(training_class=training_class, state__in=_ON_THE_LIST)
    rows = rows.filter(code=who.code) if who.code else rows.filter(person__phone=who.phone)
    people = list(rows.order_by("pk").values_list("pk", "state", "person__name"))
    enrolled = [(number, name) for number, state, name in people if state == EnrolmentState.ENROLLED]
    if len(enrolled) == 1:
        return _Found(enrolled[0][0], training_class, enrolled[0][1], device_hash(key, device))
    if enrolled:
        return Answer.SHARED_PHONE
    return Answer.WAITING if people else Answer.NOT_LISTED


def _sittings() -> QuerySet[Session, tuple[datetime, datetime, datetime | None, str, int, str]]:
    return Session.objects.order_by("pk").values_list(
        *("starts_at", "ends_at", "cancelled_at", "check_in_key"),
        *("training_class_id", "training_class__activity__status"),
    )


@transaction.atomic
def _second(*, session: int, who: Who, device: str, at: datetime) -> CheckedIn:
    """What stood in the way; a mark of the sheet that says absent becomes present, as the person is there."""
    found = _find(session=session, who=who, device=device, at=at)
    if isinstance(found, Answer):
        return CheckedIn(found)
    marks = Attendance.objects.select_for_update(no_key=True).filter(session=session)
    row = marks.filter(enrolment=found.enrolment).first()
    if marks.filter(device=found.device).exclude(enrolment=found.enrolment).exists() or row is None:
        return CheckedIn(Answer.PHONE_USED)
    if row.state == AttendanceState.PRESENT:
        is_own = row.device == found.device
        return CheckedIn(Answer.AGAIN, found.name) if is_own else CheckedIn(Answer.ALREADY)
    if row.device:
        return CheckedIn(Answer.CORRECTED)
    return _correct(row, found, at)


def _correct(row: Attendance, found: _Found, at: datetime) -> CheckedIn:
    try:
        with transaction.atomic():
            AttendanceStep.objects.create(
                attendance=row,
                training_class_id=found.training_class,
                from_state=row.state,
                to_state=AttendanceState.PRESENT,
                source=AttendanceSource.CHECK_IN,
                at=at,
            )
            row.state, row.source, row.device = AttendanceState.PRESENT, AttendanceSource.CHECK_IN, found.device
            row.marked_at, row.marked_by = at, None
            row.save(update_fields=["state", "source", "device", "marked_at", "marked_by"])
    except IntegrityError:  # the phone marked somebody else in this very moment
        return CheckedIn(Answer.PHONE_USED)
    return CheckedIn(Answer.DONE, found.name)
