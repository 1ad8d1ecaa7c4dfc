"""What was done to a class or a course, as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.web.evidence.events import evidence_moment
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

CLASS_ACTS: Final[dict[str, tuple[Text, str, Tone]]] = {
    "class.opened": (pgettext_lazy("việc đã làm", "Mở lớp"), "presentation", Tone.GOOD),
    "class.changed": (pgettext_lazy("việc đã làm", "Sửa lớp"), "pencil", Tone.IDLE),
    "class.session_added": (pgettext_lazy("việc đã làm", "Thêm buổi học"), "calendar-plus", Tone.IDLE),
    "class.session_changed": (pgettext_lazy("việc đã làm", "Sửa buổi học"), "calendar-cog", Tone.IDLE),
    "class.session_cancelled": (pgettext_lazy("việc đã làm", "Hủy buổi học"), "ban", Tone.WARN),
    "class.registration_set": (pgettext_lazy("việc đã làm", "Mở, đóng ghi danh"), "door-open", Tone.IDLE),
    "class.trainers_set": (pgettext_lazy("việc đã làm", "Ghi giảng viên"), "user-pen", Tone.IDLE),
    "class.staff_added": (pgettext_lazy("việc đã làm", "Thêm người tổ chức"), "user-plus", Tone.IDLE),
    "class.staff_removed": (pgettext_lazy("việc đã làm", "Thôi người tổ chức"), "user-minus", Tone.IDLE),
    "class.enrolled": (pgettext_lazy("việc đã làm", "Ghi danh"), "user-plus", Tone.IDLE),
    "class.enrolment_changed": (pgettext_lazy("việc đã làm", "Sửa nơi cử đi"), "pencil", Tone.IDLE),
    "class.promoted": (pgettext_lazy("việc đã làm", "Cho vào danh sách lớp"), "user-check", Tone.GOOD),
    "class.withdrawn": (pgettext_lazy("việc đã làm", "Rút tên"), "user-minus", Tone.WARN),
    "class.imported": (pgettext_lazy("việc đã làm", "Nhập danh sách từ tệp"), "file-up", Tone.IDLE),
    "class.exported": (pgettext_lazy("việc đã làm", "Tải danh sách có liên hệ"), "file-down", Tone.WARN),
    "class.marked": (pgettext_lazy("việc đã làm", "Điểm danh"), "clipboard-check", Tone.GOOD),
    "class.closed": (pgettext_lazy("việc đã làm", "Kết thúc lớp"), "flag", Tone.GOOD),
    "class.reopened": (pgettext_lazy("việc đã làm", "Mở lại lớp"), "rotate-ccw", Tone.WARN),
    "class.results_entered": (pgettext_lazy("việc đã làm", "Nhập điểm kiểm tra"), "clipboard-check", Tone.IDLE),
    "class.result_reset": (pgettext_lazy("việc đã làm", "Cho làm lại bài kiểm tra"), "rotate-ccw", Tone.WARN),
    "class.evaluated": (pgettext_lazy("việc đã làm", "Nhận một phiếu đánh giá"), "message-square-text", Tone.IDLE),
    "class.certificates_issued": (pgettext_lazy("việc đã làm", "Cấp chứng nhận"), "award", Tone.GOOD),
    "enrolment.tested": (pgettext_lazy("việc đã làm", "Nộp bài kiểm tra"), "clipboard-check", Tone.IDLE),
    "certificate.reissued": (pgettext_lazy("việc đã làm", "Cấp lại chứng nhận"), "replace", Tone.WARN),
    "certificate.revoked": (pgettext_lazy("việc đã làm", "Thu hồi chứng nhận"), "ban", Tone.BAD),
    "course.added": (pgettext_lazy("việc đã làm", "Thêm khóa học"), "book-plus", Tone.GOOD),
    "course.changed": (pgettext_lazy("việc đã làm", "Sửa khóa học"), "pencil", Tone.IDLE),
    "course.retired": (pgettext_lazy("việc đã làm", "Thôi dùng khóa học"), "archive", Tone.WARN),
    "course.restored": (pgettext_lazy("việc đã làm", "Dùng lại khóa học"), "archive-restore", Tone.IDLE),
}
# Longer lists of changes are cut: the page of the thing itself has the values.
MOST_CHANGES: Final = 6


def class_timeline(events: Sequence[EventRow]) -> Timeline:
    """The acts, newest first."""
    return Timeline([evidence_moment(event) or _moment(event) for event in events])


def _moment(event: EventRow) -> Moment:
    # Acts of other rooms (certificates, results) stand here under their own names.
    title, icon, tone = CLASS_ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [event.comment]
    shown = event.changes[:MOST_CHANGES]
    # Of people who came the names suffice.
    lines += [one.after if event.action == "class.enrolled" else change_in_words(one) for one in shown]
    if len(event.changes) > MOST_CHANGES:
        lines.append(_("… và %(n)s thay đổi khác") % {"n": len(event.changes) - MOST_CHANGES})
    return event_moment(event, title, lines, icon=icon, tone=tone)
