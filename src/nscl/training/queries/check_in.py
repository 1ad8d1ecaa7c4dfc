"""Sessions as self check-in needs them: for the phone that read a code, and for the screen that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from nscl.training.enums import AttendanceState, EnrolmentState
from nscl.training.models import Attendance, Enrolment, Session
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.sessions import SessionMissing
from nscl.training.rules.check_in import (
    Opening,
    accepts,
    code_at,
    is_tag_of,
    next_code_in,
    opening,
    opens_at,
    session_address,
    split_address,
    ticket_holds,
)
from nscl.work.rules.moves import OPEN_STATUSES

# What a phone is shown of a session, in one row: two hundred ask for it within a minute.
_SHOWN: Final = (
    *("pk", "starts_at", "ends_at", "topic", "place", "cancelled_at", "check_in_key", "training_class__is_sample"),
    *("training_class__activity__title", "training_class__activity__place", "training_class__activity__status"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInSession:
    """A session for a phone at its address. is_closed: cancelled, or the class is done or cancelled."""

    number: int
    title: str
    topic: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_closed: bool
    is_sample: bool
    key: str = field(repr=False)

    def opening(self, at: datetime) -> Opening:
        """Whether it takes check-ins at a moment."""
        return opening(self.starts_at, self.ends_at, at)

    def accepts(self, code: str, at: datetime) -> bool:
        """Whether a code that a phone read is taken at a moment."""
        return accepts(self.key, code, at, self.starts_at, self.ends_at)

    def ticket_holds(self, opened_at: datetime, at: datetime) -> bool:
        """Whether a phone that read the code then may still say who it is."""
        return ticket_holds(opened_at, self.ends_at, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInScreen:
    """What the screen in front of the class shows. code: "" while none works; present of enrolled are in."""

    number: int
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    topic: str
    place: str
    opening: Opening
    is_closed: bool
    address: str
    code: str
    code_ends_in: timedelta
    present: int
    enrolled: int


def find_check_in(address: str) -> CheckInSession | None:
    """The session at a public address; None where there is none. One query; no viewer: a phone has none."""
    public_id, tag = split_address(address)
    if not public_id:
        return None
    rows = Session.objects.filter(training_class__public_id=public_id).order_by("pk").values(*_SHOWN)
    row = next((one for one in rows if is_tag_of(one["check_in_key"], tag)), None)
    if row is None:
        return None
    return CheckInSession(
        number=row["pk"],
        title=row["training_class__activity__title"],
        topic=row["topic"],
        place=row["place"] or row["training_class__activity__place"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        is_closed=_is_closed(row["cancelled_at"], row["training_class__activity__status"]),
        is_sample=row["training_class__is_sample"],
        key=row["check_in_key"],
    )


def check_in_screen(header: ClassHeader, session: int, *, at: datetime) -> CheckInScreen:
    """What is shown at a moment to those who came to a session of a class that the viewer was let into.

    Three queries. Raises SessionMissing.
    """
    rows = Session.objects.filter(pk=session, training_class=header.number)
    row = rows.first()
    if row is None:
        raise SessionMissing(str(session))
    now, is_closed = opening(row.starts_at, row.ends_at, at), _is_closed(row.cancelled_at, header.status)
    works = now is Opening.OPEN and not is_closed
    present = Attendance.objects.filter(session=session, state=AttendanceState.PRESENT).count()
    enrolled = Enrolment.objects.filter(training_class=header.number, state=EnrolmentState.ENROLLED).count()
    return CheckInScreen(
        number=row.pk,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opens_at=opens_at(row.starts_at),
        topic=row.topic,
        place=row.place or header.place,
        opening=now,
        is_closed=is_closed,
        address=session_address(header.public_id, row.check_in_key),
        code=code_at(row.check_in_key, at) if works else "",
        code_ends_in=next_code_in(at),
        present=present,
        enrolled=enrolled,
    )


def _is_closed(cancelled_at: datetime | None, status: str) -> bool:
    return cancelled_at is not None or status not in OPEN_STATUSES
