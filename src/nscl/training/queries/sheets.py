"""The sheet of a session: who is on the list, what is marked of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.text.folding import fold, fold_words
from nscl.training.enums import AttendanceSource, AttendanceState, EnrolmentState
from nscl.training.models import Attendance, Enrolment
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.enrolments import by_given_name
from nscl.training.queries.sessions import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A person on the sheet. state: None while nothing is marked; by: who marked it, "" for the person's own phone."""

    enrolment: int
    name: str
    organisation: str
    position: str
    state: AttendanceState | None
    source: AttendanceSource | None
    marked_at: datetime | None
    by: str


def sheet_of(header: ClassHeader, session: SessionRow) -> tuple[SheetRow, ...]:
    """Everybody enrolled, by given name. Two queries."""
    people = (
        Enrolment.objects.filter(training_class=header.number, state=EnrolmentState.ENROLLED)
        .select_related("person", "organisation")
        .order_by("pk")
    )
    marks = {
        mark.enrolment_id: mark
        for mark in Attendance.objects.filter(session=session.number)
        .exclude(state=AttendanceState.MERGED)
        .select_related("marked_by")
        .order_by("pk")
    }
    ordered = sorted(people, key=lambda one: by_given_name(one.person.folded))
    return tuple(_row(one, marks.get(one.pk)) for one in ordered)


def named(rows: Sequence[SheetRow], q: str) -> tuple[SheetRow, ...]:
    """The rows whose name or organisation has every word of a text; all for a blank."""
    words = fold_words(q)
    return tuple(row for row in rows if all(word in fold(f"{row.name} {row.organisation}") for word in words))


def _row(row: Enrolment, mark: Attendance | None) -> SheetRow:
    return SheetRow(
        enrolment=row.pk,
        name=row.person.name,
        organisation=row.organisation.name if row.organisation else "",
        position=row.position,
        state=None if mark is None else AttendanceState(mark.state),
        source=None if mark is None else AttendanceSource(mark.source),
        marked_at=None if mark is None else mark.marked_at,
        by=mark.marked_by.full_name if mark is not None and mark.marked_by is not None else "",
    )
