"""What was done to an edition, as a timeline with who, when and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow, history
from nscl.reporting.enums import ReportingKind
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

_ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "report_edition.started": (pgettext_lazy("việc đã làm", "Bắt đầu soạn"), "file-plus", Tone.IDLE),
    "report_edition.changed": (pgettext_lazy("việc đã làm", "Sửa thể thức"), "signature", Tone.IDLE),
    "report_edition.worded": (pgettext_lazy("việc đã làm", "Viết lời văn"), "pencil-line", Tone.IDLE),
    "report_edition.picked": (pgettext_lazy("việc đã làm", "Chọn đoạn của cơ quan"), "quote", Tone.IDLE),
    "report_edition.unpicked": (pgettext_lazy("việc đã làm", "Bỏ chọn đoạn"), "undo-2", Tone.IDLE),
    "report_edition.moved": (pgettext_lazy("việc đã làm", "Chuyển chỗ đoạn"), "arrow-up-down", Tone.IDLE),
    "report_edition.paragraph_removed": (pgettext_lazy("việc đã làm", "Bỏ đoạn"), "trash-2", Tone.IDLE),
    "report_edition.redrafted": (pgettext_lazy("việc đã làm", "Máy soạn lại theo số liệu mới"), "sparkles", Tone.IDLE),
    "report_edition.issued": (pgettext_lazy("việc đã làm", "Ban hành"), "badge-check", Tone.GOOD),
    "report_edition.numbered": (pgettext_lazy("việc đã làm", "Ghi số, ngày"), "hash", Tone.IDLE),
    "report_edition.discarded": (pgettext_lazy("việc đã làm", "Hủy bản nháp"), "trash-2", Tone.WARN),
}
# More acts than these are no history that anybody reads.
MOST_EVENTS: Final = 100


def edition_timeline(number: int) -> Timeline:
    """What was done to an edition, the newest first. Two queries."""
    return Timeline([_moment(event) for event in history(subject=(ReportingKind.EDITION, number), limit=MOST_EVENTS)])


def _moment(event: EventRow) -> Moment:
    title, icon, tone = _ACTS.get(event.action, (event.action, "history", Tone.IDLE))
    lines = [event.comment, *map(change_in_words, event.changes)]
    return event_moment(event, title, lines, icon=icon, tone=tone, mark="\n")
