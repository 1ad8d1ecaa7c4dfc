"""Support at a glance: what waits for whom, how many are late, how much of the year's ceilings is used; every case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.support.enums import CaseState
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import CaseFilter, list_cases
from nscl.support.queries.funds import FundRow, list_funds
from nscl.support.queries.hearings import DueSheet, sheets_due
from nscl.text.dates import format_date
from nscl.text.formats import format_million, format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.support.case_list import IS_LATE, MINE, cases_table, is_late, waits_for_me
from nscl.web.support.places import LATE, WHOSE, case_href, list_href, state_href, support_page, today
from nscl.web.support.sections import FUNDS, OVERVIEW, section_tabs
from nscl.web.support.words import CASE_CHIPS, case_words, due_chip
from nscl.web.ui.parts import Act, Chip, Empty, Notice, Stat, Stats, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.scope import place_words

# Doors to cases that wait for the person; the table has them all.
MOST_DOORS: Final = 8
# A province handles some hundreds of cases a year; beyond this the newest are not shown, and the page says so.
MOST_CASES: Final = 3_000
# In the order in which a case goes, with what is said of them in the answer.
_WAITING: Final = (CaseState.SUBMITTED, CaseState.ELIGIBLE, CaseState.APPRAISED, CaseState.ACCEPTED)
_OVER: Final = frozenset({CaseState.REFUSED, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.PAID, CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class Door:
    """Something that waits for the person."""

    href: str
    label: str
    chip: Chip | None
    note: str


@requires(Permission.VIEW_SUPPORT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The cases of the chosen province."""
    person, query, on = viewer(request), TableQuery.of(request), today()
    units = context_choice.territory(request)
    found = list_cases(person, CaseFilter(unit_ids=units), limit=MOST_CASES, on=on)
    view = cases_table(found.rows, on, empty=_empty(person)).present(query)
    is_sample = any(row.is_sample for row in found.rows)
    if query.wants_xlsx:
        title = sample_title(_("Hồ sơ hỗ trợ, %(where)s") % {"where": place_words(request)}, is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    year = context_choice.current(request).year
    funds = [one for one in list_funds(person, year=year) if units is None or one.unit_id in units]
    context: dict[str, Any] = {
        "page": support_page(
            _("Hỗ trợ"),
            f"{place_words(request)}. {_answer(found.rows, on)} {_money(funds, year)}".strip(),
            crumbs=[],
            acts=_acts(person),
        ),
        "sections": section_tabs(OVERVIEW),
        "notices": [*sample_notices(is_sample=is_sample), *_cut(found.total)],
        "stats": _stats(found.rows, funds, on) if found.rows else None,
        "doors": [*_sheets(sheets_due(person.number)), *_doors(found.rows, on)][:MOST_DOORS],
        "doors_title": _("Chờ tôi"),
        "views": [view],
    }
    return render(request, "support/list.html", context)


def _acts(person: Viewer) -> list[Act]:
    acts = []
    if person.may(Permission.HANDLE_SUPPORT) or person.may(Permission.DECIDE_SUPPORT):
        acts.append(Act(_("Xử lý nhiều hồ sơ"), reverse("support-many"), "list-checks"))
    if person.may(Permission.HANDLE_SUPPORT):
        acts.append(Act(_("Lập hồ sơ"), reverse("support-new"), "plus", Weight.PRIMARY))
    return acts


def _answer(rows: Sequence[CaseHeader], on: date) -> str:
    open_rows = [row for row in rows if row.state not in _OVER and row.state is not CaseState.DRAFT]
    if not open_rows:
        return _("Không có hồ sơ nào đang xử lý.")
    parts = []
    for state in _WAITING:
        count = sum(row.state is state for row in open_rows)
        if count:
            parts.append(f"{format_number(count)} {str(CASE_CHIPS[state].label).lower()}")
    late = sum(is_late(row, on) for row in open_rows)
    words = _("%(cases)s đang xử lý") % {"cases": case_words(len(open_rows))}
    if parts:
        words = f"{words}: {', '.join(parts)}"
    overdue = ngettext("%(n)s hồ sơ quá hạn", "%(n)s hồ sơ quá hạn", late) % {"n": format_number(late)}
    return f"{words}; {overdue if late else _('không hồ sơ nào quá hạn')}."


def _money(funds: Sequence[FundRow], year: int) -> str:
    if not funds:
        return ""
    words = _("Năm %(year)s đã duyệt %(approved)s trên trần %(ceiling)s triệu đồng, đã chi %(paid)s triệu đồng.")
    return words % {
        "year": year,
        "approved": format_million(sum(one.approved_vnd for one in funds)),
        "ceiling": format_million(sum(one.ceiling_vnd for one in funds)),
        "paid": format_million(sum(one.paid_vnd for one in funds)),
    }


def _stats(rows: Sequence[CaseHeader], funds: Sequence[FundRow], on: date) -> Stats:
    mine, late = sum(map(waits_for_me, rows)), sum(is_late(row, on) for row in rows)
    supplement = sum(row.state is CaseState.SUPPLEMENT for row in rows)
    left = sum(one.left_vnd for one in funds)
    return Stats(
        [
            Stat(_("Chờ tôi"), format_number(mine), _("đến lượt tôi làm"), list_href({WHOSE: MINE}), "inbox"),
            Stat(
                _("Quá hạn"),
                format_number(late),
                _("theo ngày làm việc"),
                list_href({LATE: IS_LATE}),
                "octagon-alert",
                tone=Tone.BAD if late else None,
            ),
            Stat(
                _("Chờ tổ chức bổ sung"),
                format_number(supplement),
                "",
                state_href(CaseState.SUPPLEMENT),
                "hourglass",
            ),
            Stat(
                _("Trần còn lại"),
                format_million(left) if funds else "–",
                _("của năm đang chọn") if funds else _("năm này chưa đặt trần"),
                reverse(FUNDS),
                "wallet",
                unit=_("triệu đồng") if funds else "",
            ),
        ]
    )


def _sheets(due: Sequence[DueSheet]) -> list[Door]:
    return [
        Door(
            reverse("sheet", kwargs={"number": one.hearing}),
            _("Chấm hồ sơ %(label)s, %(organisation)s") % {"label": one.label, "organisation": one.organisation},
            Chip(_("Chấm điểm"), Tone.WARN, "star", 0),
            _("phiên họp ngày %(day)s") % {"day": format_date(one.on)},
        )
        for one in due
    ]


def _doors(rows: Sequence[CaseHeader], on: date) -> list[Door]:
    """The cases that wait for the person, the most urgent first, as the query has them."""
    return [
        Door(
            case_href(row.number),
            f"{row.label}, {row.organisation}: {row.content_name}",
            due_chip(row.due_on, on) or CASE_CHIPS[row.state],
            str(CASE_CHIPS[row.state].label) if row.due_on else "",
        )
        for row in rows
        if waits_for_me(row)
    ]


def _cut(total: int) -> list[Notice]:
    if total <= MOST_CASES:
        return []
    words = _("Có %(total)s hồ sơ; trang này nêu %(most)s hồ sơ gấp nhất.")
    values = {"total": format_number(total), "most": format_number(MOST_CASES)}
    return [Notice(words % values, _("Chọn một tỉnh ở thanh trên cùng để thu hẹp."), Tone.INFO)]


def _empty(person: Viewer) -> Empty:
    acts = []
    if person.may(Permission.HANDLE_SUPPORT):
        acts.append(Act(_("Lập hồ sơ"), reverse("support-new"), "plus", Weight.PRIMARY))
    return Empty(
        _("Chưa có hồ sơ nào"),
        _("Tổ chức nộp bằng tài khoản hoặc đường dẫn; cán bộ lập thay được. Đổi tỉnh ở thanh trên cùng."),
        "folder-open",
        acts,
    )
