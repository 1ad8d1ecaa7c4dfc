"""The figures of the first page, each a door."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.text.formats import format_number
from nscl.web.home.answers import AccountCounts, Overview, OwnWork
from nscl.web.home.dates import DueDate
from nscl.web.home.tables import URGENT_DAYS
from nscl.web.ui.parts import Stat, Stats, Tone


def plan_stats(viewer: Viewer, seen: Overview, today: date) -> Stats:
    """Plans in force, contradictions, drafts (where there are any, for who may see them), the next report."""
    plans = reverse("plan-list")
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
        items.insert(
            0, Stat(_("Kế hoạch có hiệu lực"), format_number(len(seen.in_force)), href=plans, icon="file-check")
        )
    if seen.drafts and viewer.may(Permission.VIEW_DRAFTS):
        drafts = format_number(len(seen.drafts))
        items.append(Stat(_("Bản nháp đang chờ"), drafts, href="#bang-ban-nhap", icon="file-pen-line"))
    return Stats([*items, *_next_report(seen.due, today)])


def own_stats(work: OwnWork, today: date) -> Stats:
    """A focal point's own tasks and the next report owed."""
    items = [
        Stat(_("Nhiệm vụ chủ trì"), format_number(len(work.leads)), href="#bang-chu-tri", icon="list-checks"),
        Stat(_("Nhiệm vụ phối hợp"), format_number(len(work.coordinates)), href="#bang-phoi-hop", icon="users"),
    ]
    return Stats([*items, *_next_report(work.due, today)])


def _next_report(due: tuple[DueDate, ...], today: date) -> list[Stat]:
    if not due:
        return []
    days = due[0].days_from(today)
    return [
        Stat(
            _("Hạn báo cáo gần nhất"),
            f"{due[0].on:%d/%m/%Y}",
            note=ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days},
            href="#bang-han-bao-cao",
            icon="calendar-clock",
            tone=Tone.WARN if days <= URGENT_DAYS else None,
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
