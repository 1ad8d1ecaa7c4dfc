"""The sessions of a class: added, moved, cancelled. The days of the activity follow them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.training.enums import AttendanceState
from nscl.training.models import Attendance, Session
from nscl.training.models.courses import KEY_LENGTH
from nscl.training.operations.errors import Refused, StateRefused
from nscl.training.operations.opening import OpenedClass, Saved, open_row, open_session, record, refuse
from nscl.training.operations.tallying import write_tally
from nscl.training.rules.attendance import SessionFacts, may_mark
from nscl.training.rules.values import REASON_LENGTH, SessionValues, check_session
from nscl.work.enums import ActivityStatus
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def add_session(*, training_class: int, values: SessionValues, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Add a session, in the past too; returns its number. Raises ClassGone, NotAllowed, StateRefused, Refused."""
    (number,) = add_sessions(training_class=training_class, sessions=[values], viewer=viewer, by=by, at=at)
    return Saved(number, 1)


@transaction.atomic
def add_sessions(
    *, training_class: int, sessions: Sequence[SessionValues], viewer: Viewer | None, by: Actor, at: datetime
) -> tuple[int, ...]:
    """Add several sessions at once; returns their numbers. Raises as `add_session`."""
    opened = open_row(training_class, viewer)
    _require_open(opened)
    numbers = insert_sessions(opened, sessions, known=opened.sessions())
    write_tally(opened, done_on=None, by=by, at=at)
    changes = [Change("Buổi học", "", _words(one)) for one in sessions]
    record(opened, "session_added", by=by, at=at, changes=changes)
    return numbers


@transaction.atomic
def edit_session(*, session: int, values: SessionValues, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Move a session, or say otherwise what it is about. One whose attendance is marked stays where it may be marked.

    Raises SessionGone, NotAllowed, StateRefused, Refused.
    """
    opened, row = open_session(session, viewer)
    _require_open(opened)
    _require_live(row)
    values = _cleaned(values)
    before = _values(row)
    if values == before:
        return Saved(session, opened.row.version, changed=False)
    others = [one for one in opened.sessions() if one.number != session and not one.is_cancelled]
    refuse(check_session(values, others))
    _require_free(opened, values.starts_at, apart_from=session)
    moved = SessionFacts(session, values.starts_at, values.ends_at)
    if not may_mark(moved, at) and Attendance.objects.filter(session=session).exists():
        message = _("buổi này đã điểm danh nên không dời về sau được")
        raise Refused([Problem("starts_at", Reason.UNFIT, message, _("thêm buổi mới cho lần học sau"))])
    row.starts_at, row.ends_at, row.topic, row.place = values.starts_at, values.ends_at, values.topic, values.place
    row.save(update_fields=["starts_at", "ends_at", "topic", "place"])
    write_tally(opened, done_on=None, by=by, at=at)
    record(opened, "session_changed", by=by, at=at, changes=[Change("Buổi học", _words(before), _words(values))])
    return Saved(session, opened.row.version)


@transaction.atomic
def cancel_session(*, session: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Say that a session will not be, and why. Of one at which somebody was, the marks are corrected first.

    Raises SessionGone, NotAllowed, StateRefused, Refused (no reason).
    """
    opened, row = open_session(session, viewer)
    _require_open(opened)
    _require_live(row)
    refuse(reason_problems(reason, _("hủy một buổi học phải ghi lý do")))
    present = Attendance.objects.filter(session=session, state=AttendanceState.PRESENT).count()
    if present:
        raise StateRefused(
            _("Buổi này đã điểm danh %(count)s người có mặt nên không hủy được. Nếu ghi nhầm, sửa điểm danh trước.")
            % {"count": present}
        )
    row.cancelled_at, row.cancel_reason = at, reason.strip()
    row.save(update_fields=["cancelled_at", "cancel_reason"])
    write_tally(opened, done_on=None, by=by, at=at)
    changes = [Change("Buổi học", _words(_values(row)), "")]
    record(opened, "session_cancelled", by=by, at=at, changes=changes, comment=reason)
    return Saved(session, opened.row.version)


def insert_sessions(
    opened: OpenedClass, sessions: Sequence[SessionValues], *, known: Sequence[SessionFacts]
) -> tuple[int, ...]:
    """Store new sessions that are right, each with a key of its own; raises Refused with what is wrong of which."""
    live = [one for one in known if not one.is_cancelled]
    problems: list[Problem] = []
    cleaned = [_cleaned(one) for one in sessions]
    for place, values in enumerate(cleaned):
        prefix = f"sessions[{place}]." if len(cleaned) > 1 else ""
        problems += [
            Problem(f"{prefix}{one.field}", one.reason, one.message, one.remedy) for one in check_session(values, live)
        ]
        live.append(SessionFacts(0, values.starts_at, values.ends_at))
    refuse(problems)
    for values in cleaned:
        _require_free(opened, values.starts_at)
    rows = [
        Session.objects.create(
            training_class=opened.row,
            starts_at=values.starts_at,
            ends_at=values.ends_at,
            topic=values.topic,
            place=values.place,
            check_in_key=secrets.token_hex(KEY_LENGTH // 2),
        )
        for values in cleaned
    ]
    return tuple(row.pk for row in rows)


def reason_problems(reason: str, missing: str | None) -> tuple[Problem, ...]:
    """What is wrong with the reason of an act. missing: that the act needs one; None: it does not."""
    given = reason.strip()
    if not given and missing is not None:
        return (Problem("reason", Reason.MISSING, missing, _("ghi lý do, vài chữ cũng được")),)
    if len(given) > REASON_LENGTH:
        message = _("dài %(length)s ký tự, chỉ giữ được %(limit)s") % {"length": len(given), "limit": REASON_LENGTH}
        return (Problem("reason", Reason.TOO_LONG, message, _("viết gọn lại")),)
    return ()


def _require_open(opened: OpenedClass) -> None:
    if opened.is_done:
        raise StateRefused(_("Lớp đã kết thúc nên không sửa buổi học được. Hãy mở lại lớp trước."))
    if opened.status is ActivityStatus.CANCELLED:
        raise StateRefused(_("Lớp đã hủy nên không sửa buổi học được. Hãy mở lại hoạt động trước."))


def _require_live(row: Session) -> None:
    if row.cancelled_at is not None:
        raise StateRefused(_("Buổi này đã hủy. Hãy thêm buổi mới."))


def _require_free(opened: OpenedClass, starts_at: datetime, *, apart_from: int = 0) -> None:
    """Raise Refused where another session, a cancelled one too, begins at that very moment."""
    rows = Session.objects.filter(training_class=opened.number, starts_at=starts_at).exclude(pk=apart_from)
    if rows.exists():
        message = _("đã có một buổi (có thể là buổi đã hủy) bắt đầu đúng giờ này")
        raise Refused([Problem("starts_at", Reason.TWICE, message, _("chọn giờ khác, lệch một phút cũng được"))])


def _cleaned(values: SessionValues) -> SessionValues:
    return SessionValues(
        starts_at=values.starts_at,
        ends_at=values.ends_at,
        topic=" ".join(values.topic.split()),
        place=" ".join(values.place.split()),
    )


def _values(row: Session) -> SessionValues:
    return SessionValues(starts_at=row.starts_at, ends_at=row.ends_at, topic=row.topic, place=row.place)


def _words(values: SessionValues) -> str:
    start, end = localtime(values.starts_at), localtime(values.ends_at)
    named = " · ".join(one for one in (values.topic, values.place) if one)
    when = f"{start:%d/%m/%Y} {start:%H:%M}–{end:%H:%M}"
    return f"{when} · {named}" if named else when
