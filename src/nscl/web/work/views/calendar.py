"""Activities by month: a grid of weeks; on a phone the days that have something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.ui.parts import Act, Chip, Text
from nscl.web.ui.samples import sample_notice
from nscl.web.work.places import activity_href, today, work_page
from nscl.web.work.scope import WHOSE, asked, place_words, wanted, whose_tabs
from nscl.web.work.sections import section_tabs
from nscl.web.work.words import activity_chip, days_words
from nscl.work.queries.activities import CalendarMonth, calendar
from nscl.work.queries.rows import ActivityRow

MONTH: Final = "thang"
_MONTH: Final = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])", re.ASCII)
DAYS: Final = 7
# What goes on for longer stands in the grid on its first and last day only.
SHOWN_WHOLE: Final = timedelta(days=7)


@dataclass(frozen=True)
class Entry:
    """An activity on a day; `mark`: that it begins or ends there, where it goes on for long."""

    href: str
    title: str
    mark: Text
    chip: Chip


@dataclass(frozen=True)
class Day:
    """A cell of the grid."""

    on: date
    name: Text
    is_inside: bool
    is_today: bool
    entries: Sequence[Entry]


@requires(Permission.VIEW_WORK)
@require_safe
def activity_calendar(request: HttpRequest) -> HttpResponse:
    """A month (`?thang=2026-11`) of the chosen province; by default the running one, or January of another year."""
    first = _month(request)
    scope = replace(wanted(request), year=None)
    found = calendar(viewer(request), scope, year=first.year, month=first.month, on=today())
    kept = f"&{MONTH}={first:%Y-%m}"
    count = len(found.rows) + len(found.throughout)
    answer = ngettext("%(n)s hoạt động trong tháng.", "%(n)s hoạt động trong tháng.", count) % {
        "n": format_number(count)
    }
    title = _("Lịch hoạt động tháng %(month)s/%(year)s") % {"month": first.month, "year": first.year}
    context = {
        "page": work_page(
            title,
            f"{place_words(request)}. {answer}",
            crumbs=[],
            acts=[Act(_("Đưa vào lịch điện thoại"), reverse("activity-feed-address"), "calendar-sync")],
        ),
        "sections": section_tabs("activity-calendar"),
        "whose": whose_tabs(request, "activity-calendar", kept),
        "sample": sample_notice(is_sample=any(row.is_sample for row in (*found.rows, *found.throughout))),
        "names": _day_names(),
        "weeks": _weeks(found),
        "throughout": [_entry(row, "") for row in found.throughout],
        "months": _steps(request, first),
    }
    return render(request, "work/calendar.html", context)


def _month(request: HttpRequest) -> date:
    match = _MONTH.fullmatch(request.GET.get(MONTH, ""))
    if match:
        return date(int(match[1]), int(match[2]), 1)
    year, now = context_choice.current(request).year, today()
    return now.replace(day=1) if now.year == year else date(year, 1, 1)


def _steps(request: HttpRequest, first: date) -> list[Act]:
    """The months before and after."""
    here = f"{reverse('activity-calendar')}?{WHOSE}={asked(request)}&{MONTH}="
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return [
        Act(_("Tháng %(month)s/%(year)s") % {"month": m.month, "year": m.year}, f"{here}{m:%Y-%m}", icon)
        for m, icon in ((before, "chevron-left"), (after, "chevron-right"))
    ]


def _day_names() -> list[str]:
    return [_("Thứ hai"), _("Thứ ba"), _("Thứ tư"), _("Thứ năm"), _("Thứ sáu"), _("Thứ bảy"), _("Chủ nhật")]


def _weeks(found: CalendarMonth) -> list[list[Day]]:
    """Whole weeks, Monday first, that cover the month."""
    day = found.first - timedelta(days=found.first.weekday())
    names, weeks = _day_names(), []
    while day <= found.last:
        weeks.append([_day(found, day + timedelta(days=n), names) for n in range(DAYS)])
        day += timedelta(days=DAYS)
    return weeks


def _day(found: CalendarMonth, on: date, names: Sequence[str]) -> Day:
    is_inside = found.first <= on <= found.last
    entries = [entry for row in found.on_day(on) if (entry := _on(row, on)) is not None] if is_inside else []
    return Day(on, names[on.weekday()], is_inside, on == today(), entries)


def _on(row: ActivityRow, on: date) -> Entry | None:
    """The activity as this day shows it; None where it neither begins nor ends and goes on for long."""
    if row.ends_on - row.starts_on < SHOWN_WHOLE:
        return _entry(row, "")
    if on == row.starts_on:
        return _entry(row, _("bắt đầu"))
    return _entry(row, _("hết hạn")) if on == row.ends_on else None


def _entry(row: ActivityRow, mark: Text) -> Entry:
    title = row.title if mark else f"{row.title} ({days_words(row)})" if row.ends_on > row.starts_on else row.title
    return Entry(activity_href(row.number), title, mark, activity_chip(row))
