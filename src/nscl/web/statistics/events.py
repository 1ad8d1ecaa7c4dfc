"""What was done to a series, as a timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "series.entered": (pgettext_lazy("việc đã làm", "Gõ bản số liệu"), "keyboard", Tone.GOOD),
    "series.vintage_withdrawn": (pgettext_lazy("việc đã làm", "Rút bản số liệu"), "undo-2", Tone.WARN),
    "series.question_answered": (pgettext_lazy("việc đã làm", "Trả lời câu hỏi"), "message-circle-reply", Tone.GOOD),
    "series.question_reopened": (pgettext_lazy("việc đã làm", "Hỏi lại"), "rotate-ccw", Tone.WARN),
    "series.linked": (pgettext_lazy("việc đã làm", "Nối với gốc cũ"), "link", Tone.GOOD),
    "series.unlinked": (pgettext_lazy("việc đã làm", "Bỏ nối"), "unlink", Tone.WARN),
}


def series_timeline(events: Sequence[EventRow]) -> Timeline:
    """Every act, newest first."""
    return Timeline([_moment(one) for one in events])


def _moment(event: EventRow) -> Moment:
    title, icon, tone = ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [event.comment, *map(change_in_words, event.changes)]
    return event_moment(event, title, lines, icon=icon, tone=tone)
