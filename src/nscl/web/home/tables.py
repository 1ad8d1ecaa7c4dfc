"""Tables of the first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import EditionRow
from nscl.web.home.answers import Seen
from nscl.web.ui.parts import Act, Chip, Empty, Tone
from nscl.web.ui.tables import Column, Kind, Link, Table
from nscl.web.work.places import annual_plan_href, item_href
from nscl.web.work.words import activities_words
from nscl.work.queries.home import LateWork, OwnTask
from nscl.work.queries.parts import TaskPart
from nscl.work.queries.reports import DueReport
from nscl.work.rules.schedules import Due

# A report due within this many days is shown as urgent: agencies collect figures for about two weeks.
URGENT_DAYS = 14


def plan_href(plan: EditionRow) -> str:
    """The edition's page."""
    return reverse("edition", args=[plan.slug, plan.ordinal])


def findings_chip(plan: EditionRow) -> Chip:
    """How much of the plan contradicts itself and waits for a decision."""
    if plan.open_errors:
        words = ngettext("%(n)d chỗ sai", "%(n)d chỗ sai", plan.open_errors)
        return Chip(words % {"n": plan.open_errors}, Tone.BAD, "octagon-alert", 0)
    if plan.open_findings:
        return Chip(_("%(n)d cần xem lại") % {"n": plan.open_findings}, Tone.WARN, "triangle-alert", 1)
    return Chip(_("Không còn"), Tone.GOOD, "circle-check", 2)


def plans_table(name: str, caption: str, rows: Sequence[EditionRow], empty: Empty) -> Table[EditionRow]:
    """Plans in force, or drafts."""
    return Table(
        name=name,
        caption=caption,
        rows=rows,
        exportable=False,
        empty=empty,
        columns=[
            Column(
                "label",
                _("Kế hoạch"),
                Kind.LINK,
                value=lambda row: Link(row.label, plan_href(row), row.number or ""),
                filling=True,
                sortable=False,
            ),
            Column("targets", _("Mục tiêu"), Kind.INTEGER, sortable=False),
            Column("tasks", _("Nhiệm vụ"), Kind.INTEGER, sortable=False),
            Column("findings", _("Phát hiện chưa xử lý"), Kind.CHIP, value=findings_chip, sortable=False),
        ],
    )


def days_chip(report: DueReport, today: date) -> Chip:
    """How long until the report is owed."""
    days = report.days_from(today)
    if days == 0:
        return Chip(_("Hôm nay"), Tone.BAD, "calendar-clock", 0)
    words = ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
    return Chip(words, Tone.WARN if days <= URGENT_DAYS else Tone.IDLE, "calendar-clock", days)


def due_table(seen: Seen) -> Table[DueReport]:
    """The next reports owed: all that the plans name, or an agency's own."""
    rows, labels = seen.reports, {row.edition_id: row.label for row in seen.in_force}
    own = seen.speaks_for_agency
    columns: list[Column[DueReport]] = [
        Column("on", _("Hạn"), Kind.DATE, narrow=True, sortable=False),
        Column("left", _("Còn"), Kind.CHIP, value=lambda row: days_chip(row, seen.today), sortable=False),
        Column(
            "senders",
            _("Đơn vị báo cáo"),
            value=lambda row: tuple(sender.name for sender in row.senders),
            filling=True,
            sortable=False,
        ),
        Column("recipient", _("Nơi nhận"), filling=True, sortable=False),
    ]
    if len({row.edition_id for row in rows}) > 1:
        columns.append(Column("plan", _("Theo"), value=lambda row: labels[row.edition_id], sortable=False))
    return Table(
        name="han-bao-cao",
        caption=_("Hạn báo cáo sắp tới"),
        rows=rows,
        exportable=False,
        empty=_no_report(own=own, has_rounds=seen.has_rounds),
        columns=columns,
    )


def _no_report(*, own: bool, has_rounds: bool) -> Empty:
    """Why the plans ask for no report: a round stands for it, or they name no day."""
    if has_rounds:
        act = Act(_("Xem các kỳ báo cáo"), reverse("reports"), "file-chart-column")
        return Empty(_("Kỳ báo cáo đã mở, hạn nộp theo kỳ"), icon="files", acts=[act])
    nothing = _("Kế hoạch không hẹn ngày báo cáo cho cơ quan này") if own else _("Kế hoạch không nêu ngày báo cáo nào")
    return Empty(nothing, icon="calendar-off")


def late_table(rows: Sequence[LateWork]) -> Table[LateWork]:
    """Who has activities that should be over: by annual plan, those with most first."""
    columns: list[Column[LateWork]] = [
        Column(
            "agency",
            _("Cơ quan"),
            value=lambda row: row.agency,
            href=lambda row: annual_plan_href(row.annual_plan),
            note=lambda row: _("Kế hoạch năm %(year)s") % {"year": row.year},
            filling=True,
            sortable=False,
        ),
        Column("activities", _("Hoạt động chậm"), Kind.INTEGER, sortable=False, total=True),
        Column("oldest", _("Quá hạn từ"), Kind.DATE, sortable=False),
    ]
    if any(row.is_sample for row in rows):
        is_made_up = Column[LateWork](
            "is_sample", _("Số liệu mẫu"), value=lambda row: _("mẫu") if row.is_sample else None, sortable=False
        )
        columns.append(is_made_up)
    return Table(
        name="cham",
        caption=_("Cơ quan có hoạt động chậm"),
        rows=rows,
        columns=columns,
        exportable=False,
        empty=Empty(
            _("Không cơ quan nào có hoạt động chậm"), _("Không hoạt động nào quá hạn mà chưa xong."), "circle-check"
        ),
    )


def own_tasks_table(rows: Sequence[OwnTask], year: int) -> Table[OwnTask]:
    """The tasks in which the agency has a part, and what it has planned of them in the year."""
    return Table(
        name="nhiem-vu",
        caption=_("Nhiệm vụ của cơ quan"),
        rows=rows,
        exportable=False,
        empty=Empty(_("Kế hoạch không giao nhiệm vụ nào cho cơ quan này"), icon="list-checks"),
        columns=[
            Column(
                "title",
                _("Nhiệm vụ"),
                Kind.LINK,
                value=lambda row: Link(row.task.label, item_href(ItemKind.TASK, row.task.number)),
                filling=True,
                sortable=False,
            ),
            Column(
                "part",
                _("Vai trò"),
                value=lambda row: _("Chủ trì") if row.part is TaskPart.LEAD else _("Phối hợp"),
                sortable=False,
            ),
            Column(
                "begun",
                _("Hoạt động năm %(year)s") % {"year": year},
                Kind.CHIP,
                value=_begun_chip,
                sortable=False,
            ),
        ],
    )


def _begun_chip(row: OwnTask) -> Chip:
    if row.begun:
        return Chip(activities_words(row.begun), Tone.GOOD, "circle-check", 2)
    if row.due is Due.NO:
        return Chip(_("Không làm năm nay"), Tone.IDLE, "circle-minus", 3)
    if row.due is Due.OPEN:
        return Chip(_("Kế hoạch chưa định năm"), Tone.IDLE, "circle-question-mark", 1)
    return Chip(_("Chưa có hoạt động"), Tone.WARN if row.is_idle else Tone.IDLE, "calendar-x", 0)
