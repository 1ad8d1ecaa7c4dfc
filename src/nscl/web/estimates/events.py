"""What was done to an estimate and to its lines, as a timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

_ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "estimate.started": (pgettext_lazy("việc đã làm", "Lập dự toán"), "file-plus", Tone.IDLE),
    "estimate.taken_over": (pgettext_lazy("việc đã làm", "Tiếp nhận dự toán đã ký"), "badge-check", Tone.GOOD),
    "estimate.changed": (pgettext_lazy("việc đã làm", "Sửa tên, năm của dự toán"), "pencil", Tone.IDLE),
    "estimate.amounts_set": (pgettext_lazy("việc đã làm", "Ghi số tiền"), "table-properties", Tone.IDLE),
    "estimate.lines_added": (pgettext_lazy("việc đã làm", "Thêm dòng"), "plus", Tone.IDLE),
    "estimate.line_changed": (pgettext_lazy("việc đã làm", "Sửa dòng"), "pencil", Tone.IDLE),
    "estimate.line_moved": (pgettext_lazy("việc đã làm", "Chuyển dòng"), "move", Tone.IDLE),
    "estimate.line_removed": (pgettext_lazy("việc đã làm", "Bỏ dòng"), "trash-2", Tone.WARN),
    "estimate.submitted": (pgettext_lazy("việc đã làm", "Trình thẩm định"), "send", Tone.INFO),
    "estimate.withdrawn": (pgettext_lazy("việc đã làm", "Rút lại"), "undo-2", Tone.IDLE),
    "estimate.returned": (pgettext_lazy("việc đã làm", "Trả lại để sửa"), "undo-2", Tone.WARN),
    "estimate.appraised": (pgettext_lazy("việc đã làm", "Thẩm định"), "scale", Tone.INFO),
    "estimate.approved": (pgettext_lazy("việc đã làm", "Duyệt dự toán"), "badge-check", Tone.GOOD),
}
# Longer lists of changes are cut: the grid has the figures, the audit trail all of them.
MOST_CHANGES: Final = 6


def timeline(events: Sequence[EventRow]) -> Timeline:
    """The acts, newest first."""
    return Timeline([_moment(event) for event in events])


def _moment(event: EventRow) -> Moment:
    label, icon, tone = _ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [change_in_words(change) for change in event.changes[:MOST_CHANGES]]
    if len(event.changes) > MOST_CHANGES:
        lines.append("…")
    lines.insert(0, event.comment)
    title = f"{label}: {event.subject_label}" if event.action.startswith("estimate.line_") else label
    return event_moment(event, title, lines, icon=icon, tone=tone)
