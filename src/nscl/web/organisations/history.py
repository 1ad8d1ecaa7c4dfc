"""What was done to an organisation, as words of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.web.evidence.events import evidence_moment
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "organisation.registered": (pgettext_lazy("việc đã làm", "Vào sổ tổ chức"), "plus", Tone.GOOD),
    "organisation.imported": (pgettext_lazy("việc đã làm", "Nhập từ tệp"), "file-up", Tone.GOOD),
    "organisation.edited": (pgettext_lazy("việc đã làm", "Sửa thông tin"), "pencil", Tone.IDLE),
    "organisation.moved": (pgettext_lazy("việc đã làm", "Ghi chuyển trụ sở"), "map-pin", Tone.IDLE),
    "organisation.figures_stated": (pgettext_lazy("việc đã làm", "Ghi số liệu năm"), "calculator", Tone.IDLE),
    "organisation.flag_stated": (pgettext_lazy("việc đã làm", "Ghi cờ"), "flag", Tone.IDLE),
    "organisation.flag_ended": (pgettext_lazy("việc đã làm", "Kết thúc cờ"), "flag-off", Tone.WARN),
    "organisation.suspended": (pgettext_lazy("việc đã làm", "Ghi tạm ngừng"), "circle-pause", Tone.WARN),
    "organisation.ended": (pgettext_lazy("việc đã làm", "Ghi chấm dứt"), "archive", Tone.WARN),
    "organisation.resumed": (pgettext_lazy("việc đã làm", "Ghi hoạt động lại"), "circle-play", Tone.GOOD),
    "organisation.branch_recorded": (pgettext_lazy("việc đã làm", "Ghi quan hệ chi nhánh"), "link", Tone.IDLE),
    "organisation.branch_ended": (pgettext_lazy("việc đã làm", "Kết thúc quan hệ chi nhánh"), "link-2", Tone.WARN),
    "organisation.succession_recorded": (pgettext_lazy("việc đã làm", "Ghi kế thừa"), "git-branch", Tone.IDLE),
    "organisation.merged": (pgettext_lazy("việc đã làm", "Gộp tổ chức trùng"), "merge", Tone.WARN),
    "organisation.set_apart": (pgettext_lazy("việc đã làm", "Ghi là hai tổ chức"), "equal-not", Tone.IDLE),
}


def organisation_timeline(events: Sequence[EventRow]) -> Timeline:
    """What was done to an organisation, newest first."""
    return Timeline([evidence_moment(event) or _moment(event) for event in events])


def _moment(event: EventRow) -> Moment:
    title, icon, tone = ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [event.comment, *map(change_in_words, event.changes)]
    return event_moment(event, title, lines, icon=icon, tone=tone, mark="\n")
