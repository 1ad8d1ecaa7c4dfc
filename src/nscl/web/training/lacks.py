"""What a class still needs before it can be closed, each with the door to where it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.text.formats import format_number
from nscl.training.enums import EnrolmentState
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.lists import Need
from nscl.training.queries.sessions import SessionRow
from nscl.web.training.places import class_href, session_href
from nscl.web.training.words import NEED_CHIPS, session_words, span_words
from nscl.web.ui.parts import Chip, Tone


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing."""

    chip: Chip
    label: str
    href: str


def lacks_of(
    header: ClassHeader, sessions: Sequence[SessionRow], counts: Mapping[EnrolmentState, int], at: datetime
) -> list[Lack]:
    """Everything that keeps an open class from its end, in the order in which it is done."""
    return list(_lacks(header, sessions, counts, at))


def _lacks(
    header: ClassHeader, sessions: Sequence[SessionRow], counts: Mapping[EnrolmentState, int], at: datetime
) -> Iterator[Lack]:
    live = [one for one in sessions if one.cancelled_at is None]
    if not live:
        yield Lack(NEED_CHIPS[Need.SESSIONS], _("Thêm buổi học"), class_href(header.number, "session-add"))
    if not counts[EnrolmentState.ENROLLED]:
        chip = Chip(_("Chưa có học viên"), Tone.WARN, "user-plus")
        yield Lack(chip, _("Ghi danh học viên"), class_href(header.number, "class-people"))
    for one in live:
        if one.ends_at <= at and one.unmarked:
            words = ngettext("%(n)s người ở buổi %(when)s", "%(n)s người ở buổi %(when)s", one.unmarked)
            label = words % {"n": format_number(one.unmarked), "when": span_words(one.starts_at, one.ends_at)}
            yield Lack(NEED_CHIPS[Need.ATTENDANCE], label, session_href("class-sheet", header, one.number))
    coming = [one for one in live if one.ends_at > at]
    if coming:
        chip = Chip(_("Chưa học xong"), Tone.IDLE, "clock")
        words = _("Còn %(sessions)s, buổi tới %(when)s") % {
            "sessions": session_words(len(coming)),
            "when": span_words(coming[0].starts_at, coming[0].ends_at),
        }
        yield Lack(chip, words, class_href(header.number, "class-attendance"))
