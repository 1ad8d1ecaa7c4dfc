"""Who owes what: late tasks by lead agency, tasks that nobody has begun this year, targets that no task serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.progress.queries import AgencyDebts, IdleTask, LateTask, UntaskedTarget, WhoOwes, who_owes
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.institutions.days import Day, day_asked
from nscl.web.plans.sentences import tasks as tasks_words
from nscl.web.progress.access import sees_progress
from nscl.web.progress.places import (
    ProgressAddress,
    address_of,
    as_of_words,
    plan_or_404,
    progress_crumb,
    progress_page,
    progress_tabs,
)
from nscl.web.ui.parts import Empty, Stat, Stats, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Table, TableQuery, TableView
from nscl.web.ui.tables.export import xlsx_response
from nscl.work.queries.sample import has_annual_plans


@dataclass(frozen=True)
class Debt:
    """A late task under one of the agencies that lead it."""

    agency: AgencyDebts
    late: LateTask


@sees_progress
@require_safe
def owing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who owes what under a plan, as of a day."""
    edition, day = plan_or_404(request, slug), day_asked(request)
    address = address_of(edition, day)
    owed = who_owes(viewer(request), edition, day.on)
    views: list[TableView[Any]] = [
        late_table(owed.agencies, address).present(TableQuery.of(request)),
        idle_table(owed.idle, address, day.on.year).present(TableQuery.of(request, prefix="chua-lam-")),
        untasked_table(owed.untasked, address).present(TableQuery.of(request, prefix="muc-tieu-")),
    ]
    title = _("Việc còn nợ, %(plan)s") % {"plan": edition.label}
    is_sample = has_annual_plans(edition.plan_id, day.on.year, is_sample=True)
    for view in views:
        if view.query.wants_xlsx:
            name = sample_title(f"{title}, {as_of_words(day).lower()}", is_sample=is_sample)
            return xlsx_response([view], title=name, at=timezone.localtime())
    context = {
        "page": progress_page(edition, title, _answer(owed, day), crumbs=[progress_crumb(address)]),
        "tabs": progress_tabs(edition, address, owing=True),
        "day": day,
        "kept": [],
        "notices": sample_notices(is_sample=is_sample),
        "stats": _stats(owed, day),
        "views": views,
    }
    return render(request, "progress/tables.html", context)


def _answer(owed: WhoOwes, day: Day) -> str:
    late = [row for row in owed.agencies if row.tasks]
    if not owed.late_tasks:
        words = _("không nhiệm vụ nào chậm")
    else:
        agencies = ngettext("%(n)s cơ quan", "%(n)s cơ quan", len(late)) % {"n": format_number(len(late))}
        words = _("%(agencies)s chậm %(tasks)s") % {"agencies": agencies, "tasks": tasks_words(owed.late_tasks)}
    idle = _("%(tasks)s của năm %(year)s chưa có hoạt động nào") % {
        "tasks": tasks_words(len(owed.idle)),
        "year": day.on.year,
    }
    return f"{as_of_words(day)}: {words}; {idle}."


def _stats(owed: WhoOwes, day: Day) -> Stats:
    idle = _("Nhiệm vụ năm %(year)s chưa có hoạt động") % {"year": day.on.year}
    return Stats(
        [
            _stat(_("Nhiệm vụ chậm"), owed.late_tasks, "#bang-cham", "octagon-alert", Tone.BAD),
            _stat(idle, len(owed.idle), "#bang-chua-lam", "calendar-x", Tone.WARN),
            _stat(_("Mục tiêu chưa có nhiệm vụ"), len(owed.untasked), "#bang-muc-tieu", "target", Tone.WARN),
        ]
    )


def _stat(label: str, count: int, href: str, icon: str, tone: Tone) -> Stat:
    return Stat(label, format_number(count), href=href, icon=icon, tone=tone if count else None)


def late_table(agencies: Sequence[AgencyDebts], address: ProgressAddress) -> Table[Debt]:
    """One row a late task under each agency that leads it; the agency that owes most first."""
    return Table(
        name="cham",
        caption=_("Nhiệm vụ chậm theo cơ quan chủ trì"),
        rows=[Debt(agency, late) for agency in agencies for late in agency.tasks],
        columns=[
            Column(
                "agency",
                _("Cơ quan chủ trì"),
                value=lambda row: row.agency.name,
                href=lambda row: _agency_href(row.agency.agency_id),
                note=lambda row: _("nay là %(name)s") % {"name": row.agency.now} if row.agency.now else "",
            ),
            Column(
                "task",
                _("Nhiệm vụ"),
                value=lambda row: f"{row.late.task.key}. {row.late.task.title}",
                filling=True,
                href=lambda row: address.task(row.late.task.number),
            ),
            Column("why", _("Vì sao"), value=lambda row: why_late(row.late)),
            Column("late", _("Hoạt động quá hạn"), Kind.INTEGER, value=lambda row: row.late.late_activities),
            Column("oldest", _("Quá hạn từ"), Kind.DATE, value=lambda row: row.late.oldest),
        ],
        search=lambda row: f"{row.agency.name} {row.agency.now} {row.late.task.title}",
        filters=[Filter("co-quan", _("Cơ quan"), lambda row: row.agency.name)],
        empty=Empty(
            _("Không có nhiệm vụ nào chậm"), _("Không hoạt động nào quá hạn mà chưa xong đến ngày này."), "circle-check"
        ),
    )


def why_late(late: LateTask) -> str:
    """Why a task is late, in a sentence."""
    said = []
    if late.late_activities:
        words = ngettext(
            "%(n)s hoạt động quá ngày kết thúc mà chưa xong",
            "%(n)s hoạt động quá ngày kết thúc mà chưa xong",
            late.late_activities,
        )
        said.append(words % {"n": format_number(late.late_activities)})
    if late.ended is not None:
        said.append(_("thời hạn là năm %(year)s mà chưa có kết quả nào") % {"year": late.ended})
    return "; ".join(said)


def idle_table(rows: Sequence[IdleTask], address: ProgressAddress, year: int) -> Table[IdleTask]:
    """Tasks that the plan sets for the year, without an activity."""
    return Table(
        name="chua-lam",
        caption=_("Nhiệm vụ của năm %(year)s chưa có hoạt động nào") % {"year": year},
        rows=rows,
        columns=[
            Column("key", _("Số"), value=lambda row: row.task.key, narrow=True, sort_value=lambda row: row.task.number),
            Column(
                "title",
                _("Nhiệm vụ"),
                value=lambda row: row.task.title,
                filling=True,
                href=lambda row: address.task(row.task.number),
            ),
            Column("leads", _("Chủ trì"), value=lambda row: tuple(body.name for body in row.leads)),
        ],
        search=lambda row: f"{row.task.key} {row.task.title} {' '.join(body.name for body in row.leads)}",
        filters=[Filter("chu-tri", _("Chủ trì"), lambda row: [body.name for body in row.leads])],
        empty=Empty(_("Mọi nhiệm vụ của năm đều đã có hoạt động"), icon="circle-check"),
    )


def untasked_table(rows: Sequence[UntaskedTarget], address: ProgressAddress) -> Table[UntaskedTarget]:
    """Targets for which the check of the plan found no task."""
    return Table(
        name="muc-tieu",
        caption=_("Mục tiêu chưa có nhiệm vụ"),
        rows=rows,
        columns=[
            Column("key", _("Số"), narrow=True),
            Column("text", _("Mục tiêu"), filling=True, href=lambda row: address.target(row.number)),
        ],
        empty=Empty(_("Mục tiêu nào cũng có nhiệm vụ"), icon="circle-check"),
    )


def _agency_href(number: int | None) -> str | None:
    return None if number is None else reverse("agency-detail", args=[number])
