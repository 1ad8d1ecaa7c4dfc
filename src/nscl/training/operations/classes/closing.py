"""A class comes to its end, and is opened again where it ended wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.records.inserting import insert_values
from nscl.records.operations import Actor
from nscl.training.enums import AttendanceSource, AttendanceState, EnrolmentState, Registration
from nscl.training.models import Attendance, Enrolment, Session
from nscl.training.operations.classes.sessions import reason_problems
from nscl.training.operations.errors import StateRefused, Unmarked
from nscl.training.operations.opening import OpenedClass, Saved, open_row, record, refuse
from nscl.training.operations.tallying import write_tally
from nscl.training.rules.attendance import SessionFacts, held
from nscl.work.enums import ActivityStatus


@transaction.atomic
def close_class(
    *, number: int, mark_rest_absent: bool = False, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Say that a class is done, on the day of its last session: what it yielded counts from then on.

    All sessions that were not cancelled are over and marked for everybody enrolled; mark_rest_absent: who is not
    marked was absent. Raises ClassGone, NotAllowed, StateRefused, Unmarked, Refused.
    """
    opened = open_row(number, viewer)
    if opened.is_done:
        return Saved(number, opened.row.version, changed=False)
    sessions = opened.sessions()
    over = _over(opened, sessions, at)
    missing = _unmarked(opened, over)
    if missing and not mark_rest_absent:
        raise Unmarked([(one.number, one.starts_at, len(people)) for one, people in missing])
    _mark_absent(opened, missing, by, at)
    row = opened.row
    if row.registration == Registration.OPEN:
        row.registration, row.version = Registration.CLOSED.value, row.version + 1
        row.save(update_fields=["registration", "version"])
    write_tally(opened, done_on=over[-1].on, by=by, at=at, sessions=sessions)
    count = sum(len(people) for _session, people in missing)
    record(opened, "closed", by=by, at=at, comment=f"{count} lượt chưa điểm danh ghi là vắng" if count else "")
    return Saved(number, row.version)


@transaction.atomic
def reopen_class(*, number: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Open a done class again: it counts for nothing until it is closed anew; what was marked stays.

    Raises ClassGone, NotAllowed, StateRefused (it is open), Refused (no reason).
    """
    opened = open_row(number, viewer)
    if not opened.is_done:
        raise StateRefused(_("Lớp này đang mở, không cần mở lại."))
    refuse(reason_problems(reason, _("mở lại một lớp đã kết thúc phải ghi lý do")))
    write_tally(opened, done_on=None, by=by, at=at, comment=reason)
    record(opened, "reopened", by=by, at=at, comment=reason)
    return Saved(number, opened.row.version)


def _over(opened: OpenedClass, sessions: Sequence[SessionFacts], at: datetime) -> tuple[SessionFacts, ...]:
    """The sessions that were held; raises StateRefused where the class cannot be done yet."""
    if opened.status is ActivityStatus.CANCELLED:
        raise StateRefused(_("Lớp đã hủy nên không kết thúc được. Hãy mở lại hoạt động trước."))
    over = held(sessions, at)
    if not over:
        raise StateRefused(_("Lớp chưa có buổi nào diễn ra. Hãy thêm buổi học và điểm danh trước."))
    coming = [one for one in sessions if not one.is_cancelled and one.ends_at > at]
    if coming:
        start = localtime(coming[0].starts_at)
        raise StateRefused(
            _("Còn %(count)s buổi chưa học xong (buổi %(time)s ngày %(day)s). Hãy chờ học xong, hoặc hủy buổi đó.")
            % {"count": len(coming), "time": f"{start:%H:%M}", "day": f"{start:%d/%m/%Y}"}
        )
    if not Enrolment.objects.filter(training_class=opened.number, state=EnrolmentState.ENROLLED).exists():
        raise StateRefused(_("Lớp chưa có học viên nào. Hãy ghi danh, hoặc hủy lớp nếu không ai học."))
    return over


def _unmarked(opened: OpenedClass, over: Sequence[SessionFacts]) -> list[tuple[SessionFacts, list[int]]]:
    """Of whom nothing is marked, by session. Two queries."""
    people = list(
        Enrolment.objects.filter(training_class=opened.number, state=EnrolmentState.ENROLLED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    sessions = Session.objects.filter(pk__in=[one.number for one in over])
    marked = set(
        Attendance.objects.filter(session__in=sessions).order_by("pk").values_list("session_id", "enrolment_id")
    )
    missing = [(one, [person for person in people if (one.number, person) not in marked]) for one in over]
    return [(one, absent) for one, absent in missing if absent]


def _mark_absent(
    opened: OpenedClass, missing: Sequence[tuple[SessionFacts, list[int]]], by: Actor, at: datetime
) -> None:
    state, source = AttendanceState.ABSENT.value, AttendanceSource.SHEET.value
    rows = [
        (one.number, person, opened.number, state, source, at, by.number, "")
        for one, people in missing
        for person in people
    ]
    columns = ("session_id", "enrolment_id", "training_class_id", "state", "source", "marked_at", "marked_by_id")
    insert_values(Attendance, (*columns, "device"), rows)
