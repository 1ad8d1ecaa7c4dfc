"""The sessions of a class with how many were there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from nscl.training.enums import AttendanceState, EnrolmentState
from nscl.training.models import Enrolment, Session
from nscl.training.queries.access import ClassHeader
from nscl.training.rules.attendance import SessionFacts, may_mark


class SessionMissing(LookupError):
    """No such session in this class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session. unmarked: people enrolled of whom nothing is marked yet."""

    number: int
    position: int
    starts_at: datetime
    ends_at: datetime
    topic: str
    place: str
    cancelled_at: datetime | None
    cancel_reason: str
    present: int
    absent: int
    excused: int
    unmarked: int

    @property
    def facts(self) -> SessionFacts:
        """What the rules of attendance ask of it."""
        return SessionFacts(self.number, self.starts_at, self.ends_at, self.cancelled_at is not None)

    def may_mark(self, at: datetime) -> bool:
        """True where its sheet may be filled at this moment."""
        return may_mark(self.facts, at)


def list_sessions(header: ClassHeader) -> tuple[SessionRow, ...]:
    """All sessions of a class, cancelled ones too, in their order. Two queries."""
    enrolled = Enrolment.objects.filter(training_class=header.number, state=EnrolmentState.ENROLLED).count()
    counts = {
        state.value: Count("attendances", filter=Q(attendances__state=state))
        for state in (AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED)
    }
    marked = Count("attendances", filter=Q(attendances__enrolment__state=EnrolmentState.ENROLLED))
    rows = Session.objects.filter(training_class=header.number).order_by("starts_at", "pk")
    return tuple(
        SessionRow(
            number=row["pk"],
            position=position,
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            topic=row["topic"],
            place=row["place"],
            cancelled_at=row["cancelled_at"],
            cancel_reason=row["cancel_reason"],
            present=row["present"],
            absent=row["absent"],
            excused=row["excused"],
            unmarked=0 if row["cancelled_at"] else max(enrolled - row["marked"], 0),
        )
        for position, row in enumerate(
            rows.annotate(**counts, marked=marked).values(
                *("pk", "starts_at", "ends_at", "topic", "place", "cancelled_at", "cancel_reason"),
                *("present", "absent", "excused", "marked"),
            ),
            start=1,
        )
    )


def find_session(header: ClassHeader, number: int) -> SessionRow:
    """A session of a class. Two queries. Raises SessionMissing."""
    found = next((one for one in list_sessions(header) if one.number == number), None)
    if found is None:
        raise SessionMissing(str(number))
    return found
