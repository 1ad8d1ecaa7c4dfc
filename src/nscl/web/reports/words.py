"""States of rounds and submissions as the screen names them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.reporting.enums import RoundKind, RoundState, Section, SubmissionState
from nscl.reporting.queries.rows import RoundTally, SubmissionRow
from nscl.reporting.rules.timeliness import Timely
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.ui.parts import Chip, Text, Tone

STATE_CHIPS: Final[Mapping[SubmissionState, Chip]] = {
    SubmissionState.NOT_STARTED: Chip(gettext_lazy("Chưa bắt đầu"), Tone.UNKNOWN, "circle-dashed", 1),
    SubmissionState.DRAFT: Chip(gettext_lazy("Đang soạn"), Tone.IDLE, "pencil-line", 2),
    SubmissionState.RETURNED: Chip(gettext_lazy("Trả lại để bổ sung"), Tone.WARN, "undo-2", 3),
    SubmissionState.SUBMITTED: Chip(gettext_lazy("Đã nộp, chờ nhận"), Tone.INFO, "send", 4),
    SubmissionState.ACCEPTED: Chip(gettext_lazy("Đã nhận"), Tone.GOOD, "circle-check", 5),
    SubmissionState.HANDED_OVER: Chip(gettext_lazy("Chuyển cơ quan kế thừa"), Tone.IDLE, "corner-up-right", 6),
}
ROUND_CHIPS: Final[Mapping[RoundState, Chip]] = {
    RoundState.OPEN: Chip(gettext_lazy("Đang mở"), Tone.INFO, "door-open", 0),
    RoundState.CLOSED: Chip(gettext_lazy("Đã khóa"), Tone.IDLE, "lock", 1),
}
KIND_WORDS: Final[Mapping[RoundKind, Text]] = {
    RoundKind.YEARLY: gettext_lazy("Báo cáo hằng năm"),
    RoundKind.ON_DEMAND: gettext_lazy("Báo cáo đột xuất"),
    RoundKind.INTERIM: gettext_lazy("Sơ kết"),
    RoundKind.FINAL: gettext_lazy("Tổng kết"),
}
# What each part of a report is to say, under its heading.
SECTION_HELP: Final[Mapping[Section, Text]] = {
    Section.ASSESSMENT: gettext_lazy(
        "Một, hai đoạn: việc chỉ đạo, điều hành; kết quả nổi bật; mức đạt so với kế hoạch."
    ),
    Section.RESULTS: gettext_lazy(
        "Kết quả theo chỉ tiêu, nhiệm vụ của cơ quan. Số liệu đã có sẵn ở thẻ “Số liệu”, không phải gõ lại."
    ),
    Section.REASONS: gettext_lazy("Vì sao chỉ tiêu, nhiệm vụ chưa đạt hoặc vượt."),
    Section.DIFFICULTIES: gettext_lazy("Vướng ở đâu, đã xử lý đến đâu."),
    Section.PROPOSALS: gettext_lazy("Đề nghị cơ quan nào làm gì, trước ngày nào."),
    Section.NEXT_YEAR: gettext_lazy("Việc chính của năm sau và kinh phí cần có."),
}


def timely_chip(row: SubmissionRow, on: date) -> Chip | None:
    """Whether it came in time, or how long until its day; None where another agency reports."""
    match row.timely:
        case Timely.ON_TIME:
            return Chip(_("Đúng hạn"), Tone.GOOD, "circle-check", 3)
        case Timely.LATE:
            return Chip(late_words(row.days_late), Tone.WARN, "clock-alert", 1)
        case Timely.NEVER:
            return Chip(overdue_words(row.days_late), Tone.BAD, "octagon-alert", 0)
        case Timely.WAITING:
            return Chip(left_words((row.due - on).days), Tone.IDLE, "clock", 2)
        case _:
            return None


def late_words(days: int) -> str:
    """ "Muộn 3 ngày" """
    return ngettext("Muộn %(n)s ngày", "Muộn %(n)s ngày", days) % {"n": format_number(days)}


def overdue_words(days: int) -> str:
    """ "Quá hạn 3 ngày" """
    return ngettext("Quá hạn %(n)s ngày", "Quá hạn %(n)s ngày", days) % {"n": format_number(days)}


def left_words(days: int) -> str:
    """ "Còn 3 ngày", "Hôm nay" """
    if days <= 0:
        return _("Hạn hôm nay")
    return ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", days) % {"n": format_number(days)}


def tally_words(tally: RoundTally) -> str:
    """ "31/40 cơ quan đã nộp, 4 quá hạn, 2 chờ nhận" """
    parts = [
        ngettext("%(sent)s/%(n)s cơ quan đã nộp", "%(sent)s/%(n)s cơ quan đã nộp", tally.asked)
        % {"sent": format_number(tally.sent), "n": format_number(tally.asked)}
    ]
    if tally.late:
        parts.append(_("%(n)s quá hạn") % {"n": format_number(tally.late)})
    if tally.submitted:
        parts.append(_("%(n)s chờ nhận") % {"n": format_number(tally.submitted)})
    if tally.returned:
        parts.append(_("%(n)s đang bổ sung") % {"n": format_number(tally.returned)})
    return ", ".join(parts)


def days_words(agencies_due: date, province_due: date | None) -> str:
    """Until when, in the words of an answer."""
    words = _("các cơ quan nộp trước %(day)s") % {"day": format_date(agencies_due)}
    if province_due is None:
        return words
    return _("%(agencies)s, tỉnh báo cáo trước %(day)s") % {"agencies": words, "day": format_date(province_due)}


def covers_words(row: SubmissionRow) -> str:
    """For whom else it reports; "" for itself alone."""
    if row.handed_to_name:
        return _("%(agency)s báo cáo thay") % {"agency": row.handed_to_name}
    return _("báo cáo cả phần của %(names)s") % {"names": ", ".join(row.covers)} if row.covers else ""


def moment_words(at: datetime, by: str) -> str:
    """When and by whom: "08:30 20/11/2026, Nguyễn Thị Thử"."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} {format_date(local.date())}, {by or _('Hệ thống')}"
