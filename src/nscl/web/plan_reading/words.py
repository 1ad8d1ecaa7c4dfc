"""States of readings and reviews as chips, and sentences that several pages say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.plans.enums import PassageState, ReadingState, ReviewState
from nscl.text.formats import format_number
from nscl.web.ui.parts import Chip, Tone

READING_CHIPS: Final[Mapping[ReadingState, Chip]] = {
    ReadingState.QUEUED: Chip(gettext_lazy("Đang chờ đọc"), Tone.INFO, "clock", 1),
    ReadingState.RUNNING: Chip(gettext_lazy("Đang đọc"), Tone.INFO, "loader-circle", 1),
    ReadingState.READ: Chip(gettext_lazy("Đã đọc, chờ lập bản nháp"), Tone.WARN, "file-pen", 0),
    ReadingState.FAILED: Chip(gettext_lazy("Không đọc được"), Tone.BAD, "octagon-alert", 0),
    ReadingState.DRAFTED: Chip(gettext_lazy("Đã lập bản nháp"), Tone.GOOD, "circle-check", 2),
    ReadingState.DISCARDED: Chip(gettext_lazy("Đã bỏ"), Tone.IDLE, "circle-minus", 3),
}
REVIEW_CHIPS: Final[Mapping[ReviewState, Chip]] = {
    ReviewState.PENDING: Chip(gettext_lazy("Nghi ngờ"), Tone.WARN, "triangle-alert", 0),
    ReviewState.ACCEPTED: Chip(gettext_lazy("Đã rà soát"), Tone.GOOD, "circle-check", 1),
}
PASSAGE_CHIPS: Final[Mapping[PassageState, Chip]] = {
    PassageState.OPEN: Chip(gettext_lazy("Chưa được đọc"), Tone.WARN, "file-question-mark", 0),
    PassageState.HANDLED: Chip(gettext_lazy("Đã có mục"), Tone.GOOD, "circle-check", 1),
    PassageState.DISMISSED: Chip(gettext_lazy("Không cần mục nào"), Tone.IDLE, "circle-minus", 2),
}


def doubtful_items(n: int) -> str:
    """As in "7 mục nghi ngờ"."""
    return ngettext("%(n)s mục nghi ngờ", "%(n)s mục nghi ngờ", n) % {"n": format_number(n)}


def doubtful_places(n: int) -> str:
    """As in "7 chỗ nghi ngờ": several of them may be of one item."""
    return ngettext("%(n)s chỗ nghi ngờ", "%(n)s chỗ nghi ngờ", n) % {"n": format_number(n)}


def unread_passages(n: int) -> str:
    """As in "12 đoạn chưa được đọc"."""
    return ngettext("%(n)s đoạn chưa được đọc", "%(n)s đoạn chưa được đọc", n) % {"n": format_number(n)}


def place_in_words(line: int | None, page: int | None) -> str:
    """As in "trang 3, dòng 12"; "" where neither is known."""
    words = [_("trang %(page)s") % {"page": page}] if page is not None else []
    words += [_("dòng %(line)s") % {"line": line}] if line is not None else []
    return ", ".join(words)
