"""The figures of the first page, each a door, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.finance.enums import Stage
from nscl.finance.queries.ledger import MoneyLine
from nscl.progress.enums import StandingStatus
from nscl.text.formats import format_million, format_number
from nscl.web.difficulties.tables import LIVE, OVERDUE, STATE
from nscl.web.home.answers import AccountCounts, PlanView, Seen
from nscl.web.home.sentences import days_left_words
from nscl.web.home.tables import URGENT_DAYS
from nscl.web.institutions.days import DAY_FIELD
from nscl.web.ledger.words import STAGE_NAMES, over_words
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.progress.programme_tables import status_filter
from nscl.web.progress.words import STATUS_CHIPS
from nscl.web.ui.parts import Stat, Stats, Text, Tone
from nscl.web.work.places import annual_plan_href
from nscl.web.work.words import PLAN_CHIPS
from nscl.work.enums import AnnualPlanState, DifficultyState
from nscl.work.queries.home import OpenDifficulties, OwnYear
from nscl.work.queries.parts import TaskPart

# Statuses in the order in which they ask for something to be done; LATE is said even where it is none.
_STATUSES: Final = (
    StandingStatus.LATE,
    StandingStatus.AT_RISK,
    *(one for one in StandingStatus if one not in {StandingStatus.LATE, StandingStatus.AT_RISK}),
)
_LOUD: Final = frozenset({StandingStatus.LATE, StandingStatus.AT_RISK})


@dataclass(frozen=True)
class Group:
    """Figures under a heading; `anchor` is the heading's id. are_short: two of them stand side by side on a phone."""

    anchor: str
    title: Text
    stats: Stats
    are_short: bool = True


def province_groups(seen: Seen) -> list[Group]:
    """Where the measures, the work and the money of each plan stand; the difficulties of the province."""
    groups: list[Group] = []
    for place, plan in enumerate(seen.plans, start=1):
        of_plan = f", {plan.row.label}" if len(seen.plans) > 1 else ""
        groups.append(Group(f"muc-tieu-{place}", _measures_title(plan) + of_plan, _measures(plan, seen)))
        year = seen.choice.year
        groups.append(
            Group(f"cong-viec-{place}", _("Công việc năm %(year)s") % {"year": year} + of_plan, _work(plan, seen))
        )
        money = _money(plan)
        if money:
            title = _("Kinh phí năm %(year)s") % {"year": year} + of_plan
            groups.append(Group(f"kinh-phi-{place}", title, Stats(money), are_short=False))
    if seen.money is not None and seen.money.plans:
        title = _("Sổ kinh phí năm %(year)s") % {"year": seen.money.year}
        groups.append(Group("so-kinh-phi", title, Stats(_ledger(seen.money)), are_short=False))
    if seen.work.province is not None and seen.work.province.difficulties.live:
        title = _("Vướng mắc chưa xong")
        groups.append(Group("vuong-mac", title, Stats(_difficulties(seen.work.province.difficulties))))
    return groups


def _measures_title(plan: PlanView) -> str:
    return _("Chỉ tiêu đến %(day)s") % {"day": f"{plan.summary.on:%d/%m/%Y}"}


def _measures(plan: PlanView, seen: Seen) -> Stats:
    """Measures by status, records to be declared, values to be signed."""
    summary = plan.summary
    items = []
    for status in _STATUSES:
        count, chip = summary.by_status[status], STATUS_CHIPS[status]
        if count or status is StandingStatus.LATE:
            tone = chip.tone if count and status in _LOUD else None
            href = _programme(plan, seen, status)
            items.append(Stat(chip.label, format_number(count), _of(summary.measures), href, chip.icon, tone=tone))
    if summary.unclaimed:
        label, note = _("Hồ sơ chưa khai"), _("có thể tính cho nhiều chỉ tiêu, chưa khai cho chỉ tiêu nào")
        unclaimed = format_number(summary.unclaimed)
        items.append(Stat(label, unclaimed, note, _programme(plan, seen), "files", tone=Tone.WARN))
    if summary.waiting:
        items.append(
            Stat(
                _("Số nêu chờ xác nhận"),
                format_number(summary.waiting),
                "",
                _programme(plan, seen),
                "hourglass",
                tone=Tone.WARN,
            )
        )
    return Stats(items)


def _programme(plan: PlanView, seen: Seen, status: StandingStatus | None = None) -> str:
    """The plan's table of targets as of the page's day; of one status alone."""
    field, anchor = ("", "") if status is None else status_filter(status)
    asked = {} if status is None else {field: status.value}
    if seen.day.suffix:
        asked[DAY_FIELD] = seen.day.on.isoformat()
    query = f"?{urlencode(asked)}" if asked else ""
    return reverse("progress-programme", kwargs={"slug": plan.row.slug}) + query + anchor


def _owing(plan: PlanView, seen: Seen) -> str:
    return reverse("progress-owing", kwargs={"slug": plan.row.slug}) + seen.day.suffix


def _of(measures: int) -> str:
    return ngettext("trong %(n)s chỉ tiêu", "trong %(n)s chỉ tiêu", measures) % {"n": format_number(measures)}


def _work(plan: PlanView, seen: Seen) -> Stats:
    """Activities of the year, those that are late, tasks without any, annual plans."""
    counts, annual = plan.year.counts, plan.year.annual
    here = _annual_href(plan)
    waiting = annual[AnnualPlanState.SUBMITTED]
    total = sum(annual.values())
    return Stats(
        [
            Stat(
                _("Hoạt động đã xong"),
                format_number(counts.done),
                _("trong %(n)s hoạt động của năm") % {"n": format_number(counts.live)},
                here,
                "calendar-check",
            ),
            Stat(
                _("Hoạt động chậm"),
                format_number(counts.late),
                _("quá ngày kết thúc mà chưa xong"),
                "#bang-cham",
                "octagon-alert",
                tone=Tone.BAD if counts.late else None,
            ),
            Stat(
                _("Nhiệm vụ chưa có hoạt động"),
                format_number(plan.year.idle),
                _("kế hoạch định làm trong năm %(year)s") % {"year": seen.choice.year},
                _owing(plan, seen) + "#bang-chua-lam",
                "calendar-x",
                tone=Tone.WARN if plan.year.idle else None,
            ),
            Stat(
                _("Kế hoạch năm chờ duyệt"),
                format_number(waiting),
                _("%(approved)s đã duyệt trong %(n)s kế hoạch năm")
                % {"approved": format_number(annual[AnnualPlanState.APPROVED]), "n": format_number(total)},
                here,
                "send",
                tone=Tone.WARN if waiting else None,
            ),
        ]
    )


def _annual_href(plan: PlanView) -> str:
    return f"{reverse('annual-plan-list')}?ke-hoach={plan.row.plan_id}"


def _money(plan: PlanView) -> list[Stat]:
    """What the plan gives the year, what the agencies plan to spend, what they spent; what is not known is left out."""
    here, unit = _annual_href(plan), _("triệu đồng")
    budget = EditionAddress(plan.row.slug, plan.row.ordinal).tab(TabKey.BUDGET)
    figures = [
        (_("Dự toán của kế hoạch"), plan.year.budget_vnd, budget, "coins"),
        (_("Dự kiến trong kế hoạch năm"), plan.year.planned_vnd, here, "wallet"),
        (_("Thực tế đã chi"), plan.year.actual_vnd, here, "receipt-text"),
    ]
    return [
        Stat(label, format_million(vnd), href=href, icon=icon, unit=unit)
        for label, vnd, href, icon in figures
        if vnd is not None
    ]


def _ledger(money: MoneyLine) -> list[Stat]:
    """What of the year's money is granted, given and paid; red where something goes beyond what it may."""
    figures, here, unit = money.figures, reverse("money"), _("triệu đồng")
    percent = figures.spent_percent
    spent = "" if percent is None else _("%(percent)s%% dự toán giao") % {"percent": percent}
    shown = ((Stage.APPRAISED, "scale", ""), (Stage.ALLOCATED, "wallet", ""), (Stage.DISBURSED, "receipt-text", spent))
    return [
        Stat(
            STAGE_NAMES[stage],
            format_million(figures.at(stage)),
            over_words(figures, stage) or note,
            here,
            icon,
            unit,
            Tone.BAD if figures.over.get(stage) else None,
        )
        for stage, icon, note in shown
    ]


def _difficulties(counts: OpenDifficulties) -> list[Stat]:
    """What stands in the way, by who is to move."""
    return [
        Stat(_("Chưa xong"), format_number(counts.live), "", _difficulty_href(LIVE), "message-circle-warning"),
        Stat(
            _("Quá hạn trả lời"),
            format_number(counts.overdue),
            href=_difficulty_href(OVERDUE),
            icon="octagon-alert",
            tone=Tone.BAD if counts.overdue else None,
        ),
        Stat(
            _("Chưa giao trả lời"),
            format_number(counts.open),
            href=_difficulty_href(DifficultyState.OPEN.value),
            icon="circle-dot",
            tone=Tone.WARN if counts.open else None,
        ),
        Stat(
            _("Đã báo cáo UBND tỉnh"),
            format_number(counts.escalated),
            href=_difficulty_href(DifficultyState.ESCALATED.value),
            icon="landmark",
            tone=Tone.WARN if counts.escalated else None,
        ),
    ]


def _difficulty_href(code: str) -> str:
    return f"{reverse('difficulty-list')}?{STATE}={code}"


def plan_stats(seen: Seen) -> Stats:
    """Plans in force, what is in them, contradictions, drafts (for who may see them), the next report."""
    targets, tasks = sum(row.targets for row in seen.in_force), sum(row.tasks for row in seen.in_force)
    items = [
        Stat(_("Mục tiêu"), format_number(targets), href=reverse("targets"), icon="target"),
        Stat(_("Nhiệm vụ"), format_number(tasks), href=reverse("tasks"), icon="list-checks"),
        Stat(
            _("Phát hiện chưa xử lý"),
            format_number(seen.open_findings),
            note=ngettext("%(n)d chỗ sai", "%(n)d chỗ sai", seen.open_errors) % {"n": seen.open_errors},
            href="#bang-ke-hoach",
            icon="triangle-alert",
            tone=Tone.BAD if seen.open_errors else None,
        ),
    ]
    if len(seen.in_force) != 1:
        plans = format_number(len(seen.in_force))
        items.insert(0, Stat(_("Kế hoạch có hiệu lực"), plans, href=reverse("plan-list"), icon="file-check"))
    if seen.drafts and seen.viewer.may(Permission.VIEW_DRAFTS):
        drafts = format_number(len(seen.drafts))
        items.append(Stat(_("Bản nháp đang chờ"), drafts, href="#bang-ban-nhap", icon="file-pen-line"))
    return Stats([*items, *_next_report(seen)])


def own_stats(seen: Seen, own: OwnYear) -> Stats:
    """The agency's annual plan, its tasks, the next report owed."""
    items = [
        Stat(
            _("Kế hoạch năm %(year)s") % {"year": seen.choice.year},
            PLAN_CHIPS[plan.state].label,
            note=plan.agency,
            href=annual_plan_href(plan.number),
            icon=PLAN_CHIPS[plan.state].icon,
            tone=Tone.WARN if plan.state is AnnualPlanState.RETURNED else None,
        )
        for plan in own.plans
    ]
    items += [
        _own_tasks(_("Nhiệm vụ chủ trì"), own, TaskPart.LEAD, "list-checks"),
        _own_tasks(_("Nhiệm vụ phối hợp"), own, TaskPart.COORDINATE, "users"),
    ]
    return Stats([*items, *_next_report(seen)])


def _own_tasks(label: str, own: OwnYear, part: TaskPart, icon: str) -> Stat:
    tasks = own.of(part)
    idle = sum(task.is_idle for task in tasks)
    note = ngettext("%(n)s nhiệm vụ của năm chưa có hoạt động", "%(n)s nhiệm vụ của năm chưa có hoạt động", idle)
    return Stat(
        label,
        format_number(len(tasks)),
        note=note % {"n": format_number(idle)} if idle else "",
        href="#bang-nhiem-vu",
        icon=icon,
    )


def _next_report(seen: Seen) -> Sequence[Stat]:
    """The nearest report owed: in an open round it may be overdue."""
    day = seen.next_report
    if day is None:
        return []
    days = (day - seen.today).days
    return [
        Stat(
            _("Hạn báo cáo gần nhất"),
            f"{day:%d/%m/%Y}",
            note=days_left_words(days),
            href=reverse("reports") if seen.has_rounds else "#bang-han-bao-cao",
            icon="calendar-clock",
            tone=Tone.BAD if days < 0 else Tone.WARN if days <= URGENT_DAYS else None,
        )
    ]


def account_stats(counts: AccountCounts) -> Stats:
    """Accounts, for who manages them."""
    accounts = reverse("account-list")
    items = [
        Stat(_("Tài khoản"), format_number(counts.total), href=accounts, icon="users"),
        Stat(_("Đang khóa"), format_number(counts.locked), href=f"{accounts}?trang-thai=da-khoa", icon="lock"),
        Stat(
            _("Chưa có vai trò"),
            format_number(counts.without_role),
            href=accounts,
            icon="user-x",
            tone=Tone.WARN if counts.without_role else None,
        ),
    ]
    if counts.samples:
        items.append(
            Stat(
                _("Tài khoản mẫu còn mở"),
                format_number(counts.samples),
                note=_("máy chủ chính thức không khởi động khi còn tài khoản mẫu"),
                href=accounts,
                icon="flask-conical",
            )
        )
    return Stats(items)
