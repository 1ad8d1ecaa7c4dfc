"""What was done to an annual plan or an activity, as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.text.dates import format_date
from nscl.web.evidence.events import evidence_moment
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.training.events import CLASS_ACTS
from nscl.web.ui.parts import Moment, Text, Timeline, Tone
from nscl.work.queries.rows import ActivityRow

_ACTS: Final[dict[str, tuple[Text, str, Tone]]] = {
    "annual_plan.opened": (pgettext_lazy("việc đã làm", "Lập kế hoạch năm"), "calendar-plus", Tone.IDLE),
    "annual_plan.submitted": (pgettext_lazy("việc đã làm", "Trình duyệt"), "send", Tone.INFO),
    "annual_plan.returned": (pgettext_lazy("việc đã làm", "Trả lại để bổ sung"), "undo-2", Tone.WARN),
    "annual_plan.approved": (pgettext_lazy("việc đã làm", "Duyệt"), "badge-check", Tone.GOOD),
    "annual_plan.drawn": (pgettext_lazy("việc đã làm", "Đưa nhiệm vụ vào"), "list-plus", Tone.IDLE),
    "annual_plan.copied": (pgettext_lazy("việc đã làm", "Chép từ năm trước"), "copy", Tone.IDLE),
    "activity.added": (pgettext_lazy("việc đã làm", "Thêm hoạt động"), "plus", Tone.IDLE),
    "activity.planned": (pgettext_lazy("việc đã làm", "Sửa phần dự kiến"), "pencil", Tone.IDLE),
    "activity.recorded": (pgettext_lazy("việc đã làm", "Ghi kết quả"), "clipboard-check", Tone.GOOD),
    "activity.many_recorded": (pgettext_lazy("việc đã làm", "Ghi nhiều hoạt động"), "table-properties", Tone.GOOD),
    "activity.cancelled": (pgettext_lazy("việc đã làm", "Hủy hoạt động"), "ban", Tone.WARN),
    "activity.reopened": (pgettext_lazy("việc đã làm", "Mở lại"), "rotate-ccw", Tone.IDLE),
    "activity.removed": (pgettext_lazy("việc đã làm", "Xóa khỏi kế hoạch năm"), "trash-2", Tone.WARN),
    "activity.claimed": (pgettext_lazy("việc đã làm", "Khai tính cho chỉ tiêu"), "target", Tone.IDLE),
    "activity.tallied": (pgettext_lazy("việc đã làm", "Ghi theo lớp"), "presentation", Tone.GOOD),
    "activity.imported": (pgettext_lazy("việc đã làm", "Nhập từ tệp"), "file-up", Tone.IDLE),
}
# Their one change is the name of the activity.
_SAID_BY_TITLE: Final = frozenset({"activity.added", "activity.removed"})
# Longer lists of changes are cut: the page of the thing itself has the values.
MOST_CHANGES: Final = 8


def timeline(events: Sequence[EventRow], *, with_subject: bool = False) -> Timeline:
    """The acts, newest first; with_subject: of several things, each named."""
    return Timeline([evidence_moment(event) or _moment(event, with_subject=with_subject) for event in events])


def activity_timeline(events: Sequence[EventRow], row: ActivityRow) -> Timeline:
    """The acts on one activity and on its evidence, newest first, down to how it came to be there.

    What came with others (from tasks, from an earlier year, from a file) has its event at the annual plan.
    """
    shown = timeline(events)
    if any(event.action == "activity.added" for event in events):
        return shown
    local = timezone.localtime(row.created_at)
    begun = Moment(
        f"{local:%H:%M} {format_date(local.date())}",
        _("Đưa vào kế hoạch năm"),
        at=row.created_at.isoformat(),
        by=row.created_by or _("Hệ thống"),
        icon="plus",
    )
    return Timeline([*shown.items, begun])


def _moment(event: EventRow, *, with_subject: bool) -> Moment:
    label, icon, tone = (_ACTS | CLASS_ACTS).get(event.action, (event.action, "circle-dot", Tone.IDLE))
    changes = () if event.action in _SAID_BY_TITLE else event.changes
    lines = [change_in_words(change) for change in changes[:MOST_CHANGES]]
    if len(changes) > MOST_CHANGES:
        lines.append("…")
    lines.insert(0, event.comment)
    is_named = with_subject and event.action.startswith(("activity.", "class."))
    title = f"{label}: {event.subject_label}" if is_named else label
    return event_moment(event, title, lines, icon=icon, tone=tone)
