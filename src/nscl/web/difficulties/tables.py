"""Difficulties as a table, and how many stand where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.web.difficulties.addresses import difficulty_href, subject_href
from nscl.web.difficulties.words import OVERDUE_CHIP, STATE_CHIPS, SUBJECT_NAMES
from nscl.web.ui.parts import Act, Chip, Empty, Stat, Stats, Tone
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table
from nscl.work.enums import DifficultyState
from nscl.work.queries.difficulties import DifficultyCounts, DifficultyRow

STATE: Final = "trang-thai"
WHOSE: Final = "cua-ai"
LIVE: Final = "chua-xong"
OVERDUE: Final = "qua-han"
RAISED: Final = "toi-neu"
OWN: Final = "co-quan-toi"
TO_ANSWER: Final = "cho-toi-tra-loi"
TO_STEER: Final = "cho-toi-xu-ly"


def state_chip(row: DifficultyRow, on: date) -> Chip:
    """Where it stands as of a day."""
    return OVERDUE_CHIP if row.is_overdue(on) else STATE_CHIPS[row.state]


def _states(row: DifficultyRow, on: date) -> list[str]:
    codes = [row.state.value]
    if row.is_live:
        codes.append(LIVE)
    if row.is_overdue(on):
        codes.append(OVERDUE)
    return codes


def _whose(row: DifficultyRow, viewer: Viewer) -> list[str]:
    """As what the difficulty is the person's own."""
    codes = []
    if row.raised_by_number == viewer.number:
        codes.append(RAISED)
    if {row.agency_id, row.assignee_id} & viewer.agencies:
        codes.append(OWN)
    if row.state is DifficultyState.ASSIGNED and row.assignee_id in viewer.agencies:
        codes.append(TO_ANSWER)
    # To be assigned, to be closed, or to be brought back from the People's Committee.
    steers = viewer.may(Permission.ESCALATE, row.unit_id)
    if steers and row.is_live and row.state is not DifficultyState.ASSIGNED:
        codes.append(TO_STEER)
    return codes


def difficulty_table(
    rows: Sequence[DifficultyRow], viewer: Viewer, on: date, *, acts: Sequence[Act] = ()
) -> Table[DifficultyRow]:
    """One row a difficulty; what waits longest for somebody comes first."""
    columns: list[Column[DifficultyRow]] = [
        Column(
            "title",
            _("Vướng mắc"),
            Kind.LINK,
            value=lambda r: Link(r.title, difficulty_href(r.number), r.agency_name or _("Chung của tỉnh")),
            filling=True,
        ),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda r: state_chip(r, on)),
        Column("assignee_name", _("Giao cho")),
        Column("answer_due", _("Hạn trả lời"), Kind.DATE, narrow=True),
        Column("about", _("Về"), Kind.LINK, value=_about),
        Column("raised_on", _("Ngày nêu"), Kind.DATE, value=_raised_on, narrow=True),
    ]
    if len({row.province_name for row in rows}) > 1:
        columns.insert(1, Column("province_name", _("Tỉnh")))
    if any(row.is_sample for row in rows):
        columns.append(Column("is_sample", _("Loại số liệu"), value=lambda r: _("Số liệu mẫu") if r.is_sample else ""))
    return Table(
        name="vuong-mac",
        caption=_("Vướng mắc"),
        rows=sorted(rows, key=lambda r: (state_chip(r, on).rank, r.answer_due or date.max, r.raised_at, r.number)),
        columns=columns,
        search=lambda r: f"{r.title} {r.agency_name} {r.assignee_name} {r.subject_label} {r.plan_label}",
        filters=_filters(viewer, on),
        empty=Empty(
            _("Chưa có vướng mắc nào"),
            _("Vướng mắc được nêu từ trang của kế hoạch, mục tiêu, nhiệm vụ, dòng dự toán, hoặc ngay tại đây."),
            "message-circle-question-mark",
            acts,
        ),
    )


def _filters(viewer: Viewer, on: date) -> list[Filter[DifficultyRow]]:
    states = [(LIVE, _("Chưa xong")), (OVERDUE, OVERDUE_CHIP.label)]
    states += [(state.value, chip.label) for state, chip in STATE_CHIPS.items()]
    whose = [(RAISED, _("Tôi nêu"))]
    if viewer.may(Permission.ESCALATE):
        whose.insert(0, (TO_STEER, _("Chờ tôi xử lý")))
    if viewer.agencies:
        whose = [(TO_ANSWER, _("Cơ quan tôi phải trả lời")), (OWN, _("Của cơ quan tôi")), *whose]
    return [
        Filter(STATE, _("Trạng thái"), lambda r: _states(r, on), states),
        Filter(WHOSE, _("Của ai"), lambda r: _whose(r, viewer), whose),
        Filter("giao-cho", _("Giao cho"), lambda r: r.assignee_name or None),
    ]


def _about(row: DifficultyRow) -> Link:
    """What it is about; the plan, where it is about the whole of one."""
    name = SUBJECT_NAMES.get(row.subject_kind, "") if row.subject_kind else ""
    return Link(row.subject_label or row.plan_label, subject_href(row), name)


def _raised_on(row: DifficultyRow) -> date:
    return timezone.localtime(row.raised_at).date()


def difficulty_stats(counts: DifficultyCounts, viewer: Viewer) -> Stats:
    """How many wait for whom; each figure opens its rows."""
    stats = [
        Stat(_("Chưa xong"), str(counts.live), icon="message-circle-question-mark", href=_narrowed(STATE, LIVE)),
        Stat(
            _("Quá hạn trả lời"),
            str(counts.overdue),
            icon="octagon-alert",
            href=_narrowed(STATE, OVERDUE),
            tone=Tone.BAD if counts.overdue else None,
        ),
        Stat(
            _("Chưa giao trả lời"),
            str(counts.unassigned),
            icon="circle-dot",
            href=_narrowed(STATE, DifficultyState.OPEN.value),
            tone=Tone.WARN if counts.unassigned else None,
        ),
        Stat(
            _("Đã báo cáo UBND tỉnh"),
            str(counts.escalated),
            icon="landmark",
            href=_narrowed(STATE, DifficultyState.ESCALATED.value),
        ),
    ]
    if viewer.agencies:
        stats.insert(
            0,
            Stat(
                _("Cơ quan tôi phải trả lời"),
                str(counts.mine),
                icon="message-square-reply",
                href=_narrowed(WHOSE, TO_ANSWER),
                tone=Tone.WARN if counts.mine else None,
            ),
        )
    return Stats(stats)


def _narrowed(key: str, code: str) -> str:
    return f"{reverse('difficulty-list')}?{key}={code}"


def answer_of(counts: DifficultyCounts) -> str:
    """The sentence that answers first."""
    if not counts.live:
        return _("Không còn vướng mắc nào chưa xong.") if counts.closed else _("Chưa ai nêu vướng mắc nào.")
    live = ngettext("%(n)s vướng mắc chưa xong", "%(n)s vướng mắc chưa xong", counts.live) % {"n": counts.live}
    if not counts.overdue:
        return _("%(live)s; không vướng mắc nào quá hạn trả lời.") % {"live": live}
    late = ngettext("%(n)s quá hạn trả lời", "%(n)s quá hạn trả lời", counts.overdue) % {"n": counts.overdue}
    return f"{live}; {late}."


def raise_act() -> Act:
    """The button that raises one."""
    return Act(_("Nêu vướng mắc"), reverse("difficulty-raise"), "message-circle-plus", Weight.PRIMARY)
