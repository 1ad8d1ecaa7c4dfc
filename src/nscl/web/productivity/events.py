"""What was done to a run, as a timeline with who, when and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import pgettext_lazy

from nscl.productivity.enums import ProductivityKind
from nscl.records.queries import EventRow, history
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

_ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "productivity_run.started": (pgettext_lazy("việc đã làm", "Tạo lần tính"), "file-plus", Tone.IDLE),
    "productivity_run.changed": (pgettext_lazy("việc đã làm", "Sửa lựa chọn"), "pencil", Tone.IDLE),
    "productivity_run.computed": (pgettext_lazy("việc đã làm", "Tính"), "calculator", Tone.IDLE),
    "productivity_run.published": (pgettext_lazy("việc đã làm", "Công bố"), "badge-check", Tone.GOOD),
    "productivity_run.withdrawn": (pgettext_lazy("việc đã làm", "Thu hồi"), "undo-2", Tone.WARN),
    "productivity_run.copied": (pgettext_lazy("việc đã làm", "Tạo từ một lần tính khác"), "copy", Tone.IDLE),
}
# More acts than these are no history that anybody reads.
MOST_EVENTS: Final = 50


def run_timeline(number: int) -> Timeline:
    """What was done to a run, the newest first. Two queries."""
    return Timeline([_moment(event) for event in _events(number)])


def _events(number: int) -> Sequence[EventRow]:
    return history(subject=(ProductivityKind.RUN.value, number), limit=MOST_EVENTS)


def _moment(event: EventRow) -> Moment:
    title, icon, tone = _ACTS.get(event.action, (event.action, "history", Tone.IDLE))
    # What a run was begun with stands among its choices.
    changes = event.changes if event.action == "productivity_run.changed" else ()
    lines = [event.comment, *map(change_in_words, changes)]
    return event_moment(event, title, lines, icon=icon, tone=tone, mark="\n")
