"""Attendance is marked, and corrected with a trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.training.enums import AttendanceSource, AttendanceState, EnrolmentState
from nscl.training.models import Attendance, AttendanceStep, Enrolment, Session
from nscl.training.operations.classes.sessions import reason_problems
from nscl.training.operations.errors import EnrolmentGone, StateRefused
from nscl.training.operations.opening import OpenedClass, facts_of, open_session, record, refuse
from nscl.training.operations.tallying import write_tally
from nscl.training.rules.attendance import SHEET_OPENS_BEFORE, may_mark
from nscl.work.enums import ActivityStatus


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of a sheet: marks that are new, corrected, as they were; and the enrolments whose mark somebody else
    wrote meanwhile (a check-in at the door), which were left alone.
    """

    new: int = 0
    corrected: int = 0
    same: int = 0
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Who was there, by enrolment; seen: how each stood when the sheet was opened (None: unmarked)."""

    states: Mapping[int, AttendanceState]
    seen: Mapping[int, AttendanceState | None] | None = None

    def is_overtaken(self, enrolment: int, now: AttendanceState | None) -> bool:
        """True where somebody else wrote another mark after the sheet was opened."""
        if self.seen is None or now is self.states[enrolment]:
            return False
        return self.seen.get(enrolment) is not now


@transaction.atomic
def mark(
    *,
    session: int,
    marks: Mapping[int, AttendanceState],
    seen: Mapping[int, AttendanceState | None] | None = None,
    source: AttendanceSource = AttendanceSource.SHEET,
    device: str = "",
    reason: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Marked:
    """Mark who was at a session; a mark that was there is corrected with a step, whose reason is asked for once the
    class is done. From one hour before the session begins.

    marks: by enrolment. seen: how each stood on the sheet that the person had before them; whom somebody else marked
    since is left alone. None: not asked. device: which phone checked in, for one mark alone. Raises SessionGone,
    NotAllowed, StateRefused (too early, the session or the class cancelled, somebody who waits or withdrew),
    EnrolmentGone, Refused (no reason).
    """
    opened, row = open_session(session, viewer, staff_may=True)
    _require_markable(opened, row, at)
    _require_enrolled(opened, marks)
    sheet = _Sheet(marks, seen)
    stored = {
        one.enrolment_id: one
        for one in Attendance.objects.filter(session=session, enrolment__in=list(marks)).order_by("pk")
    }
    left = [
        number
        for number in marks
        if sheet.is_overtaken(number, AttendanceState(stored[number].state) if number in stored else None)
    ]
    wanted = {number: state for number, state in marks.items() if number not in left}
    new = {number: state for number, state in wanted.items() if number not in stored}
    moved = {number: state for number, state in wanted.items() if number in stored and stored[number].state != state}
    if moved and opened.is_done:
        refuse(reason_problems(reason, _("sửa điểm danh của lớp đã kết thúc phải ghi lý do")))
    act = _Act(source, device, reason.strip(), by, at)
    act.insert(row, new)
    for number, state in moved.items():
        act.correct(stored[number], state)
    if new or moved:
        if opened.is_done:
            write_tally(opened, done_on=opened.activity.done_on, by=by, at=at, comment=reason)
        comment = _counted(row, len(new), len(moved))
        record(opened, "marked", by=by, at=at, comment=f"{comment}. {act.reason}" if act.reason else comment)
    return Marked(len(new), len(moved), len(wanted) - len(new) - len(moved), tuple(left))


def _require_markable(opened: OpenedClass, row: Session, at: datetime) -> None:
    if opened.status is ActivityStatus.CANCELLED:
        raise StateRefused(_("Lớp đã hủy nên không điểm danh được."))
    if row.cancelled_at is not None:
        raise StateRefused(_("Buổi này đã hủy nên không điểm danh được. Nếu buổi vẫn học, hãy thêm buổi mới."))
    if not may_mark(facts_of(row), at):
        opens = localtime(row.starts_at - SHEET_OPENS_BEFORE)
        raise StateRefused(
            _("Chưa đến giờ điểm danh: buổi này điểm danh được từ %(time)s ngày %(day)s.")
            % {"time": f"{opens:%H:%M}", "day": f"{opens:%d/%m/%Y}"}
        )


def _require_enrolled(opened: OpenedClass, states: Mapping[int, AttendanceState]) -> None:
    if AttendanceState.MERGED in states.values():
        raise ValueError("MERGED is written by a merge of two people alone.")
    rows = Enrolment.objects.filter(pk__in=list(states), training_class=opened.number).select_related("person")
    found = {row.pk: row for row in rows.order_by("pk")}
    for number in states:
        row = found.get(number)
        if row is None:
            raise EnrolmentGone(number)
        if row.state == EnrolmentState.WAITING:
            raise StateRefused(
                _("%(name)s đang chờ chỗ nên chưa điểm danh được. Hãy cho vào danh sách lớp trước.")
                % {"name": row.person.name}
            )
        if row.state != EnrolmentState.ENROLLED:
            raise StateRefused(
                _("%(name)s đã rút khỏi lớp nên không điểm danh được. Hãy ghi danh lại trước.")
                % {"name": row.person.name}
            )


@dataclass(frozen=True, slots=True)
class _Act:
    """Who marks, when, how and why."""

    source: AttendanceSource
    device: str
    reason: str
    by: Actor
    at: datetime

    def insert(self, row: Session, marks: Mapping[int, AttendanceState]) -> None:
        """Marks of people of whom nothing was marked."""
        if self.device and len(marks) > 1:
            raise ValueError("One phone checks in one person.")
        Attendance.objects.bulk_create(
            Attendance(
                session=row,
                enrolment_id=number,
                training_class_id=row.training_class_id,
                state=state.value,
                source=self.source.value,
                marked_at=self.at,
                marked_by_id=self.by.number,
                device=self.device,
            )
            for number, state in sorted(marks.items())
        )

    def correct(self, row: Attendance, state: AttendanceState) -> None:
        """Another mark than there was, with its step."""
        AttendanceStep.objects.create(
            attendance=row,
            training_class_id=row.training_class_id,
            from_state=row.state,
            to_state=state.value,
            source=self.source.value,
            at=self.at,
            by_id=self.by.number,
            reason=self.reason,
        )
        row.state, row.source = state.value, self.source.value
        row.marked_at, row.marked_by_id = self.at, self.by.number
        row.save(update_fields=["state", "source", "marked_at", "marked_by"])


def _counted(row: Session, new: int, corrected: int) -> str:
    """How many, not who: the marks themselves and their steps keep that."""
    start = localtime(row.starts_at)
    counted = [f"{new} lượt mới"] if new else []
    counted += [f"sửa {corrected} lượt"] if corrected else []
    return f"Buổi {start:%H:%M} ngày {start:%d/%m/%Y}: {', '.join(counted)}"
