"""What was done to a round or a submission, as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.reporting.enums import SubmissionState
from nscl.reporting.queries.submissions import StepRow
from nscl.text.dates import format_date
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.reports.words import STATE_CHIPS
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

_ACTS: Final[dict[str, tuple[Text, str, Tone]]] = {
    "submission.asked": (pgettext_lazy("việc đã làm", "Đưa cơ quan vào kỳ"), "plus", Tone.IDLE),
    "submission.withdrawn": (pgettext_lazy("việc đã làm", "Đưa cơ quan ra khỏi kỳ"), "x", Tone.IDLE),
    "submission.written": (pgettext_lazy("việc đã làm", "Viết"), "pencil-line", Tone.IDLE),
    "submission.rearranged": (pgettext_lazy("việc đã làm", "Chuyển đoạn"), "arrow-left-right", Tone.IDLE),
    "submission.shortened": (pgettext_lazy("việc đã làm", "Bỏ đoạn"), "trash-2", Tone.IDLE),
    "submission.estimated": (pgettext_lazy("việc đã làm", "Ghi số ước"), "calculator", Tone.IDLE),
    "submission.submitted": (pgettext_lazy("việc đã làm", "Nộp báo cáo"), "send", Tone.INFO),
    "submission.returned": (pgettext_lazy("việc đã làm", "Trả lại để bổ sung"), "undo-2", Tone.WARN),
    "submission.accepted": (pgettext_lazy("việc đã làm", "Nhận báo cáo"), "circle-check", Tone.GOOD),
    "submission.remark_settled": (pgettext_lazy("việc đã làm", "Xử lý nhận xét"), "check", Tone.GOOD),
    "submission.handed_over": (pgettext_lazy("việc đã làm", "Chuyển cơ quan kế thừa"), "corner-up-right", Tone.IDLE),
}
# A paragraph is long: of what it was and became, the beginning.
_MOST_LETTERS: Final = 160


def steps_of(steps: Sequence[StepRow]) -> Timeline:
    """The way of a submission, newest first."""
    return Timeline([_step(step) for step in steps])


def _step(step: StepRow) -> Moment:
    chip, local = STATE_CHIPS[SubmissionState(step.to_state)], timezone.localtime(step.at)
    return Moment(
        f"{local:%H:%M} {format_date(local.date())}",
        chip.label,
        at=step.at.isoformat(),
        text=step.comment,
        by=step.by or _("Hệ thống"),
        icon=chip.icon,
        tone=chip.tone,
    )


def trail_of(events: Sequence[EventRow]) -> Timeline:
    """The audit trail of a submission, newest first."""
    return Timeline([_event(event) for event in events])


def _event(event: EventRow) -> Moment:
    label, icon, tone = _ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [_cut(change_in_words(change)) for change in event.changes]
    return event_moment(event, label, [*lines, event.comment], icon=icon, tone=tone)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS].rstrip()}…"
