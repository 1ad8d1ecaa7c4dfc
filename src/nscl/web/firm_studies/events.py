"""What was done to a study, as a timeline with who and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import pgettext_lazy

from nscl.productivity.enums import ProductivityKind
from nscl.records.queries import EventRow, history
from nscl.web.plans.history import event_moment
from nscl.web.productivity.events import MOST_EVENTS
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

_ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "productivity_study.started": (pgettext_lazy("việc đã làm", "Tạo nghiên cứu"), "file-plus", Tone.IDLE),
    "productivity_study.restarted": (pgettext_lazy("việc đã làm", "Tính lại"), "rotate-cw", Tone.IDLE),
    "productivity_study.published": (pgettext_lazy("việc đã làm", "Công bố"), "badge-check", Tone.GOOD),
    "productivity_study.withdrawn": (pgettext_lazy("việc đã làm", "Thu hồi"), "undo-2", Tone.WARN),
}


def study_timeline(number: int) -> Timeline:
    """What was done to a study, the newest first. Two queries."""
    return Timeline(
        [_moment(event) for event in history(subject=(ProductivityKind.STUDY.value, number), limit=MOST_EVENTS)]
    )


def _moment(event: EventRow) -> Moment:
    title, icon, tone = _ACTS.get(event.action, (event.action, "history", Tone.IDLE))
    return event_moment(event, title, [event.comment], icon=icon, tone=tone)
