"""The year's ceilings: the list, one with its cases, set and changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.queries import history
from nscl.support.enums import SupportKind
from nscl.support.operations.funds import change_ceiling, open_fund
from nscl.support.queries.cases import CaseFilter, list_cases
from nscl.support.queries.funds import FundMissing, FundRow, find_fund, list_funds
from nscl.text.formats import format_million, format_vnd
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.estimates.words import source_name
from nscl.web.support.case_list import cases_table
from nscl.web.support.choices import account_options
from nscl.web.support.events import fund_timeline
from nscl.web.support.forms.funds import ceiling_form, fund_form
from nscl.web.support.fund_tables import funds_table
from nscl.web.support.places import fund_crumbs, support_crumbs, support_page, thing_href, today
from nscl.web.support.sections import FUNDS, section_tabs
from nscl.web.support.views.overview import MOST_CASES
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty, Fact, Facts, Notice, Stat, Stats, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_SUPPORT)
@require_safe
def fund_list(request: HttpRequest) -> HttpResponse:
    """Every ceiling of the chosen province, the latest year first."""
    person, units = viewer(request), context_choice.territory(request)
    rows = [row for row in list_funds(person) if units is None or row.unit_id in units]
    view = funds_table(rows, empty=_empty(person)).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    if view.query.wants_xlsx:
        title = sample_title(_("Trần kinh phí hỗ trợ"), is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": support_page(_("Trần kinh phí năm"), _answer(rows), crumbs=support_crumbs(), acts=_add(person)),
        "sections": section_tabs(FUNDS),
        "notices": [*sample_notices(is_sample=is_sample), *map(_short, [row for row in rows if row.short_vnd])],
        "views": [view],
    }
    return render(request, "support/list.html", context)


def _add(person: Viewer) -> list[Act]:
    if not (person.may(Permission.PAY_SUPPORT) or person.may(Permission.DECIDE_SUPPORT)):
        return []
    return [Act(_("Đặt trần"), reverse("fund-new"), "plus", Weight.PRIMARY)]


def _answer(rows: Sequence[FundRow]) -> str:
    if not rows:
        return _("Chưa đặt trần nào.")
    year = max(row.year for row in rows)
    of_year = [row for row in rows if row.year == year]
    words = _("Năm %(year)s: đã duyệt %(approved)s trên %(ceiling)s triệu đồng, còn %(left)s triệu đồng.")
    return words % {
        "year": year,
        "approved": format_million(sum(row.approved_vnd for row in of_year)),
        "ceiling": format_million(sum(row.ceiling_vnd for row in of_year)),
        "left": format_million(sum(row.left_vnd for row in of_year)),
    }


def _short(row: FundRow) -> Notice:
    title = _("Trần “%(name)s” cao hơn số đã giao %(short)s") % {"name": row.name, "short": format_vnd(row.short_vnd)}
    text = _("Sổ kinh phí đã giảm số giao sau khi đặt trần. Hãy hạ trần hoặc giao thêm trước khi duyệt tiếp.")
    return Notice(title, text, Tone.WARN)


def _empty(person: Viewer) -> Empty:
    return Empty(
        _("Chưa đặt trần nào"),
        _("Đặt trần trên một dòng, năm, nguồn đã giao của sổ kinh phí; quyết định hỗ trợ trừ vào trần này."),
        "wallet",
        _add(person),
    )


@requires(Permission.VIEW_SUPPORT)
@require_safe
def fund(request: HttpRequest, number: int) -> HttpResponse:
    """One ceiling: its account in the ledger, the cases granted out of it."""
    row, person = fund_or_404(request, number), viewer(request)
    cases = list_cases(person, CaseFilter(fund=number), limit=MOST_CASES, on=today())
    empty = Empty(_("Chưa duyệt hồ sơ nào từ trần này"), icon="folder-open")
    acts = []
    if row.may_set:
        acts.append(Act(_("Đổi trần"), thing_href("fund-change", number), "pencil", Weight.PRIMARY))
    sees = person.may(Permission.VIEW_HISTORY, row.unit_id)
    context: dict[str, Any] = {
        "page": support_page(row.name, _left(row), crumbs=fund_crumbs(), acts=acts),
        "notices": [*sample_notices(is_sample=row.is_sample), *([_short(row)] if row.short_vnd else [])],
        "stats": _stats(row),
        "facts": _facts(row),
        "views": [
            cases_table(cases.rows, today(), empty=empty, caption=_("Hồ sơ được duyệt từ trần này")).present(
                TableQuery.of(request)
            )
        ],
        "timeline": fund_timeline(history(subject=(SupportKind.FUND.value, number))) if sees else None,
    }
    return render(request, "support/council.html", context)


def _left(row: FundRow) -> str:
    words = _("Năm %(year)s: còn duyệt được %(left)s.")
    return words % {"year": row.year, "left": format_vnd(row.left_vnd)}


def _stats(row: FundRow) -> Stats:
    unit = _("triệu đồng")
    return Stats(
        [
            Stat(_("Trần"), format_million(row.ceiling_vnd), "", "", "wallet", unit),
            Stat(_("Đã duyệt"), format_million(row.approved_vnd), "", "#bang-ho-so", "badge-check", unit),
            Stat(_("Còn lại"), format_million(row.left_vnd), "", "", "scale", unit),
            Stat(_("Đã chi"), format_million(row.paid_vnd), "", "#bang-ho-so", "circle-check", unit),
        ]
    )


def _facts(row: FundRow) -> Facts:
    ledger = reverse("ledger", kwargs={"slug": row.plan_slug})
    return Facts(
        [
            Fact(_("Kế hoạch"), row.plan, ledger),
            Fact(_("Dòng dự toán"), row.line),
            Fact(_("Nguồn"), source_name(row.source)),
            Fact(_("Sổ đã giao"), format_vnd(row.allocated_vnd), ledger),
            Fact(_("Sổ đã giải ngân"), format_vnd(row.disbursed_vnd), ledger),
        ]
    )


@requires(Permission.VIEW_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A ceiling on an account of the ledger."""
    person = viewer(request)
    if not _add(person):
        raise Http404
    accounts = account_options(request)
    made: list[int] = []
    page = ActPage(
        page=support_page(_("Đặt trần"), crumbs=fund_crumbs()),
        question=Confirmation(
            _("Trần kinh phí hỗ trợ của năm"),
            [_("Không duyệt hỗ trợ quá trần này; trần không quá số đã giao của dòng trong sổ kinh phí.")],
            _("Đặt trần"),
            reverse(FUNDS),
            icon="wallet",
        ),
        editor=fund_form(accounts),
        refused=()
        if accounts
        else (_("Chưa có dòng nào của sổ kinh phí được giao mà chưa đặt trần. Hãy ghi giao dự toán trước."),),
        onward=lambda: thing_href("fund", made[0]),
    )

    def act(sent: Sent) -> None:
        saved = open_fund(**sent.values, viewer=person, by=actor(request), at=timezone.now())
        made.append(saved.number)

    return answer(request, page, act, said=_("Đã đặt trần."))


@requires(Permission.VIEW_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another ceiling, with the reason."""
    row = fund_or_404(request, number)
    if not row.may_set:
        raise Http404
    page = ActPage(
        page=support_page(
            _("Đổi trần"), row.name, crumbs=fund_crumbs(Crumb(_fund_title(row), thing_href("fund", number)))
        ),
        question=Confirmation(
            _("Đổi trần của “%(name)s”") % {"name": row.name},
            [_("Không thấp hơn số đã duyệt, không quá số đã giao.")],
            _("Đổi trần"),
            thing_href("fund", number),
            icon="save",
        ),
        editor=ceiling_form(),
        values={"ceiling_vnd": row.ceiling_vnd},
        version=row.version,
        facts=Facts(
            [
                Fact(_("Trần hiện nay"), format_vnd(row.ceiling_vnd)),
                Fact(_("Đã duyệt"), format_vnd(row.approved_vnd)),
                Fact(_("Sổ đã giao"), format_vnd(row.allocated_vnd)),
            ]
        ),
    )

    def act(sent: Sent) -> None:
        change_ceiling(
            fund=number,
            version=sent.version,
            ceiling_vnd=sent.values["ceiling_vnd"],
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã đổi trần."))


def _fund_title(row: FundRow) -> str:
    return sample_title(row.name, is_sample=row.is_sample)


def fund_or_404(request: HttpRequest, number: int) -> FundRow:
    """The ceiling as the person may see it. Raises Http404."""
    try:
        return find_fund(viewer(request), number)
    except FundMissing as missing:
        raise Http404 from missing
