"""States and figures of training as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.training.enums import AttendanceState, EnrolmentState, Registration
from nscl.training.queries.lists import Need
from nscl.web.ui.parts import Chip, Tone
from nscl.work.enums import ActivityStatus

CLASS_CHIPS: Final[Mapping[ActivityStatus, Chip]] = {
    ActivityStatus.RUNNING: Chip(gettext_lazy("Đang học"), Tone.INFO, "loader", 1),
    ActivityStatus.PLANNED: Chip(gettext_lazy("Sắp mở"), Tone.IDLE, "clock", 2),
    ActivityStatus.DONE: Chip(gettext_lazy("Đã kết thúc"), Tone.GOOD, "circle-check", 3),
    ActivityStatus.CANCELLED: Chip(gettext_lazy("Đã hủy"), Tone.UNKNOWN, "ban", 4),
}
NEED_CHIPS: Final[Mapping[Need, Chip]] = {
    Need.ATTENDANCE: Chip(gettext_lazy("Cần điểm danh"), Tone.WARN, "clipboard-list", 0),
    Need.CLOSING: Chip(gettext_lazy("Cần kết thúc"), Tone.WARN, "flag", 0),
    Need.SESSIONS: Chip(gettext_lazy("Chưa có buổi học"), Tone.WARN, "calendar-plus", 0),
}
REGISTRATION_CHIPS: Final[Mapping[Registration, Chip]] = {
    Registration.OPEN: Chip(gettext_lazy("Đang nhận ghi danh"), Tone.GOOD, "door-open", 0),
    Registration.NOT_OPEN: Chip(gettext_lazy("Chưa mở ghi danh"), Tone.IDLE, "door-closed", 1),
    Registration.CLOSED: Chip(gettext_lazy("Đã đóng ghi danh"), Tone.UNKNOWN, "door-closed", 2),
}
ENROLMENT_CHIPS: Final[Mapping[EnrolmentState, Chip]] = {
    EnrolmentState.ENROLLED: Chip(gettext_lazy("Đã ghi danh"), Tone.GOOD, "circle-check", 0),
    EnrolmentState.WAITING: Chip(gettext_lazy("Chờ chỗ"), Tone.WARN, "hourglass", 1),
    EnrolmentState.WITHDRAWN: Chip(gettext_lazy("Đã rút"), Tone.UNKNOWN, "user-minus", 2),
    EnrolmentState.MERGED: Chip(gettext_lazy("Đã gộp"), Tone.UNKNOWN, "merge", 3),
}
ATTENDANCE_CHIPS: Final[Mapping[AttendanceState, Chip]] = {
    AttendanceState.PRESENT: Chip(gettext_lazy("Có mặt"), Tone.GOOD, "circle-check", 0),
    AttendanceState.EXCUSED: Chip(gettext_lazy("Vắng có phép"), Tone.WARN, "circle-dot", 1),
    AttendanceState.ABSENT: Chip(gettext_lazy("Vắng"), Tone.BAD, "circle-x", 2),
    AttendanceState.MERGED: Chip(gettext_lazy("Đã gộp"), Tone.UNKNOWN, "merge", 3),
}


def class_words(count: int) -> str:
    """How many classes."""
    return ngettext("%(n)s lớp", "%(n)s lớp", count) % {"n": format_number(count)}


def session_words(count: int) -> str:
    """How many sessions."""
    return ngettext("%(n)s buổi", "%(n)s buổi", count) % {"n": format_number(count)}


def people_words(count: int) -> str:
    """How many participants."""
    return ngettext("%(n)s học viên", "%(n)s học viên", count) % {"n": format_number(count)}


def waiting_words(count: int) -> str:
    """How many wait for a place."""
    return ngettext("%(n)s người chờ chỗ", "%(n)s người chờ chỗ", count) % {"n": format_number(count)}


def days_words(starts_on: date, ends_on: date) -> str:
    """When it is: one day, or from which to which."""
    if starts_on == ends_on:
        return format_date(starts_on)
    return f"{format_date(starts_on)} – {format_date(ends_on)}"


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    """When a session is: "08:00–11:30, thứ bảy 21/11/2026"."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    hours = f"{begins:%H:%M}–{ends:%H:%M}"
    return _("%(hours)s, %(weekday)s %(day)s") % {
        "hours": hours,
        "weekday": weekday_words(begins.date()),
        "day": format_date(begins.date()),
    }


def weekday_words(day: date) -> str:
    """The day of the week."""
    names = (
        _("thứ hai"),
        _("thứ ba"),
        _("thứ tư"),
        _("thứ năm"),
        _("thứ sáu"),
        _("thứ bảy"),
        _("chủ nhật"),
    )
    return names[day.weekday()]
