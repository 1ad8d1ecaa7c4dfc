"""Tables of the first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.plans.queries.editions import EditionRow
from nscl.plans.queries.tasks import TaskRow
from nscl.web.home.dates import DueDate
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Kind, Link, Table

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


def days_chip(report: DueDate, today: date) -> Chip:
    """How long until the report is owed."""
    days = report.days_from(today)
    if days == 0:
        return Chip(_("Hôm nay"), Tone.BAD, "calendar-clock", 0)
    words = ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
    return Chip(words, Tone.WARN if days <= URGENT_DAYS else Tone.IDLE, "calendar-clock", days)


def due_table(rows: Sequence[DueDate], today: date, *, own: bool) -> Table[DueDate]:
    """The next reports owed: all that the plans name, or an agency's own."""
    nothing = _("Kế hoạch không hẹn ngày báo cáo cho cơ quan này") if own else _("Kế hoạch không nêu ngày báo cáo nào")
    columns: list[Column[DueDate]] = [
        Column("on", _("Hạn"), Kind.DATE, narrow=True, sortable=False),
        Column("left", _("Còn"), Kind.CHIP, value=lambda row: days_chip(row, today), sortable=False),
        Column("senders", _("Đơn vị báo cáo"), filling=True, sortable=False),
        Column("recipient", _("Nơi nhận"), filling=True, sortable=False),
    ]
    if len({row.plan.edition_id for row in rows}) > 1:
        columns.append(Column("plan", _("Theo"), value=lambda row: row.plan.label, sortable=False))
    return Table(
        name="han-bao-cao",
        caption=_("Hạn báo cáo sắp tới"),
        rows=rows,
        exportable=False,
        empty=Empty(nothing, icon="calendar-off"),
        columns=columns,
    )


def tasks_table(name: str, caption: str, rows: Sequence[TaskRow]) -> Table[TaskRow]:
    """Tasks that the plan gives to one agency."""
    return Table(
        name=name,
        caption=caption,
        rows=rows,
        exportable=False,
        empty=Empty(_("Kế hoạch không giao nhiệm vụ nào ở vai này"), icon="list-checks"),
        columns=[
            Column("key", _("Số"), narrow=True, sortable=False),
            Column("title", _("Nhiệm vụ"), note=lambda row: row.group_title, filling=True, sortable=False),
            Column("schedule", _("Thời gian"), sortable=False),
            Column(
                "outputs",
                _("Sản phẩm"),
                value=lambda row: [output.text for output in row.outputs] or None,
                filling=True,
                sortable=False,
            ),
        ],
    )
