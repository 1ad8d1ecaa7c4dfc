"""What was done to the evidence of a thing, in words: for the history of the thing itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.records.operations.evidence import EVIDENCE_KIND
from nscl.records.queries import EventRow
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Moment, Text, Tone

_ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "evidence.added": (pgettext_lazy("việc đã làm", "Thêm minh chứng"), "paperclip", Tone.GOOD),
    "evidence.captioned": (pgettext_lazy("việc đã làm", "Sửa chú thích của minh chứng"), "pencil", Tone.IDLE),
    "evidence.removed": (pgettext_lazy("việc đã làm", "Gỡ minh chứng"), "trash-2", Tone.WARN),
}
# The one change of these acts is the evidence itself, which the title names.
_SAID_BY_TITLE: Final = frozenset({"evidence.added", "evidence.removed"})


def evidence_moment(event: EventRow) -> Moment | None:
    """An act on evidence as an entry of a timeline; None for an act on anything else."""
    if event.subject_kind != EVIDENCE_KIND or event.action not in _ACTS:
        return None
    label, icon, tone = _ACTS[event.action]
    changes = () if event.action in _SAID_BY_TITLE else event.changes
    title = _("%(act)s: %(name)s") % {"act": label, "name": event.subject_label}
    return event_moment(event, title, [event.comment, *map(change_in_words, changes)], icon=icon, tone=tone)
