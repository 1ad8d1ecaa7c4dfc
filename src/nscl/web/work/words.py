"""States and figures of the year's work as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.text.dates import format_date
from nscl.text.formats import format_million, format_number
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Chip, Tone
from nscl.work.enums import ActivityStatus, AnnualPlanState
from nscl.work.queries.rows import ActivityRow, StatusCounts

PLAN_CHIPS: Final[Mapping[AnnualPlanState, Chip]] = {
    AnnualPlanState.SUBMITTED: Chip(gettext_lazy("Chờ duyệt"), Tone.INFO, "send", 0),
    AnnualPlanState.RETURNED: Chip(gettext_lazy("Trả lại để bổ sung"), Tone.WARN, "undo-2", 1),
    AnnualPlanState.DRAFT: Chip(gettext_lazy("Đang soạn"), Tone.IDLE, "file-pen", 2),
    AnnualPlanState.APPROVED: Chip(gettext_lazy("Đã duyệt"), Tone.GOOD, "badge-check", 3),
}
STATUS_CHIPS: Final[Mapping[ActivityStatus, Chip]] = {
    ActivityStatus.RUNNING: Chip(gettext_lazy("Đang làm"), Tone.INFO, "loader", 1),
    ActivityStatus.PLANNED: Chip(gettext_lazy("Dự kiến"), Tone.IDLE, "clock", 2),
    ActivityStatus.DONE: Chip(gettext_lazy("Đã xong"), Tone.GOOD, "circle-check", 3),
    ActivityStatus.CANCELLED: Chip(gettext_lazy("Đã hủy"), Tone.UNKNOWN, "ban", 4),
}


def activity_chip(row: ActivityRow) -> Chip:
    """Where an activity stands; what should be over and is not comes first."""
    if row.is_late:
        label = ngettext("Chậm %(n)s ngày", "Chậm %(n)s ngày", row.days_late) % {"n": format_number(row.days_late)}
        return Chip(label, Tone.BAD, "octagon-alert", 0)
    return STATUS_CHIPS[row.status]


def kind_words(row: ActivityRow) -> str:
    """The kind as a cell shows it."""
    return capital(row.kind.label)


def days_words(row: ActivityRow) -> str:
    """When it is: one day, or from which to which."""
    if row.starts_on == row.ends_on:
        return format_date(row.starts_on)
    return f"{format_date(row.starts_on)} – {format_date(row.ends_on)}"


def counts_words(counts: StatusCounts) -> str:
    """ "12 hoạt động: 3 đã xong, 2 đang làm, 7 dự kiến; 1 chậm." """
    if not counts.live:
        return _("Chưa có hoạt động nào.")
    total = activities_words(counts.live)
    parts = [
        _("%(n)s đã xong") % {"n": format_number(counts.done)} if counts.done else "",
        _("%(n)s đang làm") % {"n": format_number(counts.running)} if counts.running else "",
        _("%(n)s dự kiến") % {"n": format_number(counts.planned)} if counts.planned else "",
    ]
    late = "; " + late_words(counts.late) if counts.late else ""
    return f"{total}: {', '.join(filter(None, parts))}{late}."


def activities_words(count: int) -> str:
    """How many activities."""
    return ngettext("%(n)s hoạt động", "%(n)s hoạt động", count) % {"n": format_number(count)}


def late_words(late: int) -> str:
    """How many are late."""
    return ngettext("%(n)s chậm", "%(n)s chậm", late) % {"n": format_number(late)}


def million_words(vnd: int | None) -> str:
    """An amount in triệu đồng, with its unit; "" where none is given."""
    return "" if vnd is None else _("%(n)s triệu đồng") % {"n": format_million(vnd)}
