"""States of a case and of what hangs on it as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.rulebook.policies import Outcome, State
from nscl.support.enums import CaseState, Conclusion, DocumentVerdict, SessionState
from nscl.support.queries.councils import CouncilDetail, CouncilRow
from nscl.text.dates import format_date
from nscl.text.formats import format_number, format_vnd
from nscl.web.ui.parts import Chip, Text, Tone

CASE_CHIPS: Final[Mapping[CaseState, Chip]] = {
    CaseState.SUBMITTED: Chip(gettext_lazy("Chờ thẩm tra"), Tone.WARN, "inbox", 0),
    CaseState.ELIGIBLE: Chip(gettext_lazy("Chờ thẩm định"), Tone.WARN, "users", 1),
    CaseState.APPRAISED: Chip(gettext_lazy("Chờ quyết định"), Tone.WARN, "signature", 2),
    CaseState.SUPPLEMENT: Chip(gettext_lazy("Chờ bổ sung"), Tone.INFO, "hourglass", 3),
    CaseState.APPROVED: Chip(gettext_lazy("Được duyệt"), Tone.INFO, "badge-check", 4),
    CaseState.CONTRACTED: Chip(gettext_lazy("Đã ký hợp đồng"), Tone.INFO, "file-text", 5),
    CaseState.ACCEPTED: Chip(gettext_lazy("Chờ chi"), Tone.WARN, "wallet", 6),
    CaseState.DRAFT: Chip(gettext_lazy("Đang soạn"), Tone.IDLE, "file-pen", 7),
    CaseState.PAID: Chip(gettext_lazy("Đã chi"), Tone.GOOD, "circle-check", 8),
    CaseState.CLOSED: Chip(gettext_lazy("Đã kết thúc"), Tone.DONE, "check-check", 9),
    CaseState.REFUSED: Chip(gettext_lazy("Không đủ điều kiện"), Tone.BAD, "circle-x", 10),
    CaseState.REJECTED: Chip(gettext_lazy("Không duyệt"), Tone.BAD, "circle-x", 11),
    CaseState.WITHDRAWN: Chip(gettext_lazy("Đã rút"), Tone.UNKNOWN, "undo-2", 12),
}
ANSWER_CHIPS: Final[Mapping[State, Chip]] = {
    State.GRANTED: Chip(gettext_lazy("Được hỗ trợ"), Tone.GOOD, "circle-check", 0),
    State.NOT_DECIDABLE: Chip(gettext_lazy("Chưa quyết định được"), Tone.WARN, "circle-question-mark", 1),
    State.REFUSED: Chip(gettext_lazy("Không được hỗ trợ"), Tone.BAD, "circle-x", 2),
}
OUTCOME_CHIPS: Final[Mapping[Outcome, Chip]] = {
    Outcome.FAILED: Chip(gettext_lazy("Không đạt"), Tone.BAD, "circle-x", 0),
    Outcome.UNKNOWN: Chip(gettext_lazy("Chưa biết"), Tone.WARN, "circle-question-mark", 1),
    Outcome.PASSED: Chip(gettext_lazy("Đạt"), Tone.GOOD, "circle-check", 2),
    Outcome.NOTED: Chip(gettext_lazy("Lưu ý"), Tone.IDLE, "info", 3),
}
VERDICT_CHIPS: Final[Mapping[DocumentVerdict, Chip]] = {
    DocumentVerdict.PENDING: Chip(gettext_lazy("Chưa xem"), Tone.WARN, "eye-off", 0),
    DocumentVerdict.REJECTED: Chip(gettext_lazy("Không đạt"), Tone.BAD, "circle-x", 1),
    DocumentVerdict.ACCEPTED: Chip(gettext_lazy("Đạt"), Tone.GOOD, "circle-check", 2),
}
SESSION_CHIPS: Final[Mapping[SessionState, Chip]] = {
    SessionState.PLANNED: Chip(gettext_lazy("Sắp họp"), Tone.INFO, "calendar-clock", 0),
    SessionState.HELD: Chip(gettext_lazy("Đã họp"), Tone.GOOD, "circle-check", 1),
    SessionState.CANCELLED: Chip(gettext_lazy("Đã hủy"), Tone.UNKNOWN, "ban", 2),
}
CONCLUSION_CHIPS: Final[Mapping[Conclusion, Chip]] = {
    Conclusion.APPROVE: Chip(gettext_lazy("Đề nghị hỗ trợ"), Tone.GOOD, "thumbs-up", 0),
    Conclusion.REJECT: Chip(gettext_lazy("Đề nghị không hỗ trợ"), Tone.BAD, "thumbs-down", 1),
}
NO_CONCLUSION: Final = Chip(gettext_lazy("Chưa kết luận"), Tone.IDLE, "circle-dashed", 2)
# Within so many days a deadline is shown as near: the officer is written to two working days before.
NEAR_DAYS: Final = 3


def case_words(count: int) -> str:
    """How many cases."""
    return ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", count) % {"n": format_number(count)}


def due_chip(due_on: date | None, on: date) -> Chip | None:
    """How long until the deadline, or since; None where there is none."""
    if due_on is None:
        return None
    days = (due_on - on).days
    if days < 0:
        words = ngettext("Chậm %(n)s ngày", "Chậm %(n)s ngày", -days) % {"n": format_number(-days)}
        return Chip(words, Tone.BAD, "octagon-alert", days)
    if days == 0:
        return Chip(_("Hạn hôm nay"), Tone.WARN, "calendar-clock", 0)
    words = ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", days) % {"n": format_number(days)}
    return Chip(words, Tone.WARN if days <= NEAR_DAYS else Tone.IDLE, "calendar-clock", days)


def money(vnd: int | None) -> str:
    """An amount in đồng; a dash where there is none."""
    return "–" if vnd is None else format_vnd(vnd)


def moment_words(moment: datetime) -> str:
    """A moment as a cell shows it."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {format_date(local.date())}"


def day_words(day: date | None) -> str | None:
    """A day; None where there is none."""
    return None if day is None else format_date(day)


def yes_no(*, answer: bool | None) -> Text:
    """What was answered to a question of yes or no."""
    if answer is None:
        return _("chưa biết")
    return _("có") if answer else _("không")


def council_chip(row: CouncilRow | CouncilDetail) -> Chip:
    """Whether a council still meets."""
    if row.ended_on is not None:
        return Chip(_("Đã kết thúc ngày %(day)s") % {"day": format_date(row.ended_on)}, Tone.UNKNOWN, "archive", 1)
    return Chip(_("Đang hoạt động"), Tone.GOOD, "circle-check", 0)


_WAITS: Final[Mapping[CaseState, Text]] = {
    CaseState.DRAFT: gettext_lazy("Tổ chức đang soạn"),
    CaseState.SUBMITTED: gettext_lazy("Chờ cán bộ thẩm tra"),
    CaseState.SUPPLEMENT: gettext_lazy("Chờ tổ chức bổ sung"),
    CaseState.ELIGIBLE: gettext_lazy("Chờ hội đồng thẩm định"),
    CaseState.APPRAISED: gettext_lazy("Chờ lãnh đạo quyết định"),
    CaseState.APPROVED: gettext_lazy("Chờ ký hợp đồng"),
    CaseState.CONTRACTED: gettext_lazy("Chờ nghiệm thu"),
    CaseState.ACCEPTED: gettext_lazy("Chờ tài chính chi"),
    CaseState.PAID: gettext_lazy("Chờ theo dõi sau hỗ trợ"),
}


def waits_words(state: CaseState) -> str:
    """For whom a case in a state waits; "" where it is over."""
    return str(_WAITS.get(state, ""))


def due_words(due_on: date | None, on: date) -> str:
    """Until when, after what is waited for: ", hạn 20/11/2026 (còn 3 ngày)"."""
    chip = due_chip(due_on, on)
    if due_on is None or chip is None:
        return ""
    return _(", hạn %(day)s (%(left)s)") % {"day": format_date(due_on), "left": str(chip.label).lower()}
