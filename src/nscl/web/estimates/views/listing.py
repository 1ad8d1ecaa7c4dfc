"""The estimates of the chosen province's plans, and those of one plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.finance.enums import EstimateState
from nscl.finance.queries.estimates.access import EstimateNotFound
from nscl.finance.queries.estimates.listing import EstimateRow, list_estimates
from nscl.finance.queries.estimates.starts import PlanMoney, plan_money, plans_with_money
from nscl.text.formats import format_million, format_number, format_vnd
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.places import estimate_href, money_page, plan_href, sample_notice
from nscl.web.estimates.words import STATE_CHIPS
from nscl.web.ui.parts import Act, Crumb, Empty, Fact, Facts, Weight
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table, TableQuery, TableView
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_MONEY)
@require_safe
def estimate_list(request: HttpRequest) -> HttpResponse:
    """The plans of the chosen province with their money, and every estimate of them."""
    person, units = viewer(request), context_choice.territory(request)
    # A plan that is not issued yet has no money to estimate.
    plans = [plan for plan in plans_with_money(person, unit_ids=units) if plan.edition_number is not None]
    rows = [row for row in list_estimates(person) if units is None or row.unit_id in units]
    is_sample = any(row.is_sample for row in rows)
    views: list[TableView[Any]] = [
        _plan_table(plans).present(TableQuery.of(request, prefix="ke-hoach-")),
        _table(rows, with_plan=True).present(TableQuery.of(request)),
    ]
    for view in views:
        if view.query.wants_xlsx:
            title = sample_title(_("Dự toán kinh phí"), is_sample=is_sample)
            return xlsx_response([view], title=title, at=timezone.localtime())
    context = {
        "page": money_page(_("Dự toán kinh phí"), _answer(rows, plans)),
        "notice": sample_notice(is_sample=is_sample),
        "views": views if rows else views[:1],
    }
    return render(request, "estimates/list.html", context)


@requires(Permission.VIEW_MONEY)
@require_safe
def plan_estimates(request: HttpRequest, slug: str) -> HttpResponse:
    """One plan: what it prints of money, its estimates, the latest first, and how another may begin."""
    person = viewer(request)
    try:
        plan = plan_money(person, slug)
    except EstimateNotFound as missing:
        raise Http404 from missing
    rows = list_estimates(person, plan=plan.number)
    is_sample = any(row.is_sample for row in rows)
    view = _table(rows, with_plan=False, empty=_no_estimate(plan)).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(_("Dự toán, %(plan)s") % {"plan": plan.label}, is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    acts = start_acts(plan) if rows else []
    context = {
        "page": money_page(
            _("Dự toán, %(plan)s") % {"plan": plan.label},
            _plan_answer(plan),
            crumbs=[Crumb(_("Dự toán kinh phí"), reverse("estimate-list"))],
            acts=acts,
        ),
        "notice": sample_notice(is_sample=is_sample),
        "facts": plan_facts(plan),
        "views": [view],
    }
    return render(request, "estimates/list.html", context)


def start_acts(plan: PlanMoney) -> list[Act]:
    """How another estimate may begin; none for who may not, or while one is under way."""
    href = reverse("estimate-start", kwargs={"slug": plan.slug})
    if plan.can_adjust:
        return [Act(_("Lập dự toán điều chỉnh"), href, "file-diff", Weight.PRIMARY)]
    if plan.can_start:
        return [Act(_("Lập dự toán"), href, "plus", Weight.PRIMARY)]
    return []


def plan_facts(plan: PlanMoney) -> Facts:
    """What the plan itself says of money."""
    return Facts(
        [
            Fact(_("Kế hoạch"), plan.label, reverse("plan", kwargs={"slug": plan.slug})),
            Fact(_("Văn bản"), plan.document or None),
            Fact(_("Dòng kinh phí in trong kế hoạch"), format_number(plan.printed_lines)),
            Fact(_("Bảng của kế hoạch cộng được"), _money(plan.printed_vnd)),
            Fact(_("Tổng nêu trong lời văn"), _money(plan.stated_vnd)),
        ]
    )


def _money(vnd: int | None) -> str | None:
    return None if vnd is None else format_vnd(vnd)


def _plan_answer(plan: PlanMoney) -> str:
    if plan.approved_vnd is not None:
        return _("Đã duyệt %(sum)s triệu đồng.") % {"sum": format_million(plan.approved_vnd)}
    if plan.open_state is not None:
        return _("Có dự toán %(state)s.") % {"state": plan.open_state.label}
    return _("Chưa có dự toán.")


def _answer(rows: Sequence[EstimateRow], plans: Sequence[PlanMoney]) -> str:
    if not plans:
        return _("Chưa có kế hoạch nào để lập dự toán.")
    waiting = sum(row.state is EstimateState.SUBMITTED for row in rows)
    approved = sum(row.state is EstimateState.APPROVED for row in rows)
    lacking = sum(plan.open_number is None and plan.approved_number is None for plan in plans)
    parts = [
        ngettext("%(n)s dự toán đã duyệt", "%(n)s dự toán đã duyệt", approved) % {"n": format_number(approved)},
        ngettext("%(n)s chờ thẩm định", "%(n)s chờ thẩm định", waiting) % {"n": format_number(waiting)},
        ngettext("%(n)s kế hoạch chưa có dự toán", "%(n)s kế hoạch chưa có dự toán", lacking)
        % {"n": format_number(lacking)},
    ]
    return f"{', '.join(parts)}."


def _no_estimate(plan: PlanMoney) -> Empty:
    if plan.edition_number is None:
        return Empty(_("Kế hoạch chưa ban hành"), _("Dự toán lập được khi kế hoạch đã ban hành."), "file-clock")
    text = _("Bắt đầu từ các dòng in trong kế hoạch, tiếp nhận đúng như đã ký, hoặc lập từ đầu.")
    return Empty(_("Kế hoạch này chưa có dự toán"), text if plan.can_start else "", "coins", start_acts(plan))


def _plan_table(plans: Sequence[PlanMoney]) -> Table[PlanMoney]:
    million = _("triệu đồng")
    return Table(
        name="ke-hoach",
        caption=_("Kế hoạch và kinh phí"),
        rows=plans,
        columns=[
            Column("label", _("Kế hoạch"), filling=True, href=lambda plan: plan_href(plan.slug)),
            Column("printed_vnd", _("Bảng in trong kế hoạch"), Kind.MILLION, unit=million),
            Column("stated_vnd", _("Nêu trong lời văn"), Kind.MILLION, unit=million),
            Column("approved_vnd", _("Dự toán đã duyệt"), Kind.MILLION, unit=million, href=_approved_href),
            Column("open_state", _("Đang làm"), Kind.LINK, value=_open_link, sortable=False),
        ],
        search=lambda plan: plan.label,
        empty=Empty(
            _("Chưa có kế hoạch nào"),
            _("Đổi tỉnh ở thanh trên cùng; dự toán lập theo kế hoạch đã ban hành."),
            "coins",
            [Act(_("Xem các kế hoạch"), reverse("plan-list"), "file-text")],
        ),
    )


def _approved_href(plan: PlanMoney) -> str | None:
    if plan.approved_number is None:
        return None
    return reverse("estimate", kwargs={"slug": plan.slug, "number": plan.approved_number})


def _open_link(plan: PlanMoney) -> Link | None:
    """The estimate under way, or the door to a new one."""
    if plan.open_number is not None and plan.open_state is not None:
        href = reverse("estimate", kwargs={"slug": plan.slug, "number": plan.open_number})
        return Link(STATE_CHIPS[plan.open_state].label, href)
    acts = start_acts(plan)
    return Link(acts[0].label, acts[0].href) if acts else None


def _table(rows: Sequence[EstimateRow], *, with_plan: bool, empty: Empty | None = None) -> Table[EstimateRow]:
    million = _("triệu đồng")
    plan: list[Column[EstimateRow]] = [Column("plan_label", _("Kế hoạch"))] if with_plan else []
    return Table(
        name="du-toan",
        caption=_("Các dự toán"),
        rows=rows,
        columns=[
            Column("title", _("Dự toán"), filling=True, href=estimate_href, note=_sample_note),
            *plan,
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda row: STATE_CHIPS[row.state]),
            Column("planned_vnd", _("Đề nghị"), Kind.MILLION, unit=million),
            Column("appraised_vnd", _("Thẩm định"), Kind.MILLION, unit=million),
            Column("document", _("Văn bản duyệt")),
        ],
        search=lambda row: f"{row.title} {row.plan_label} {row.document}",
        filters=[
            Filter(
                "tinh-trang",
                _("Tình trạng"),
                lambda row: row.state.value,
                options=[(state.value, chip.label) for state, chip in STATE_CHIPS.items()],
            )
        ],
        empty=empty,
    )


def _sample_note(row: EstimateRow) -> str:
    return _("Số liệu mẫu") if row.is_sample else ""
