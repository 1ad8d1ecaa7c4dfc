"""A new voucher: an allocation, a commitment, a disbursement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.enums import Stage, VoucherKind
from nscl.finance.operations.ledger import Booked, allocate, commit, disburse
from nscl.finance.queries.ledger import AccountChoice, MoneyPlan, account_choices
from nscl.web.access import actor, requires, viewer
from nscl.web.estimates.places import number_of
from nscl.web.ledger.forms.amounts import AmountsForm, FigureColumn, at_stage, left_at
from nscl.web.ledger.forms.voucher import VoucherForm
from nscl.web.ledger.places import KIND, YEAR, ledger_href, money_page, no_ledger, plan_or_404
from nscl.web.ledger.views.booking import BookingPage, agencies_of, answer
from nscl.web.ledger.views.matrix import current_year
from nscl.web.ledger.views.vouchers import voucher_crumb
from nscl.web.ledger.words import KIND_NAMES
from nscl.web.ui.parts import Act, Empty, Text
from nscl.web.ui.tables.table import FilterField

_STAGES: Final[Mapping[VoucherKind, Stage]] = {
    VoucherKind.ALLOCATION: Stage.ALLOCATED,
    VoucherKind.COMMITMENT: Stage.COMMITTED,
    VoucherKind.DISBURSEMENT: Stage.DISBURSED,
}
_OPERATIONS: Final[Mapping[VoucherKind, Callable[..., Booked]]] = {
    VoucherKind.ALLOCATION: allocate,
    VoucherKind.COMMITMENT: commit,
    VoucherKind.DISBURSEMENT: disburse,
}
_HELP: Final[Mapping[VoucherKind, Text]] = {
    VoucherKind.ALLOCATION: gettext_lazy("Ghi vào các dòng được giao; ghi số âm để giảm số đã giao."),
    VoucherKind.COMMITMENT: gettext_lazy("Ghi vào các dòng có cam kết; ghi số âm để giảm cam kết."),
    VoucherKind.DISBURSEMENT: gettext_lazy("Ghi vào các dòng đã chi; ghi số âm cho số thu hồi, nộp trả."),
}


@requires(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a voucher of the chosen kind and year; booked where it was sent."""
    plan = plan_or_404(request, slug)
    if not plan.may_record:
        raise Http404
    kind, year = _kind(request), _year(request, plan)
    if plan.estimate_id is None:
        page = money_page(plan, _("Ghi chứng từ"), _("Sổ kinh phí chưa mở."), below=[])
        return render(request, "ledger/page.html", {"page": page, "empty": no_ledger(plan)})
    if year in plan.settled:
        return _closed(request, plan, kind, year)
    accounts = account_choices(viewer(request), plan.number, year)
    if not accounts:
        return _without_money(request, plan, kind, year)
    data = request.POST if request.method == "POST" else None
    form = VoucherForm(agencies_of(request, plan), data)
    amounts = AmountsForm(accounts, data, may_take_away=True)

    def book(form: VoucherForm, amounts: AmountsForm) -> Booked:
        return _OPERATIONS[kind](
            plan=plan.number,
            voucher=form.draft(year),
            entries=amounts.entries,
            beyond=form.beyond,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, _page(plan, kind, year, accounts), form, amounts, book)


def _kind(request: HttpRequest) -> VoucherKind:
    text = request.GET.get(KIND)
    return next((kind for kind in _STAGES if kind.value == text), VoucherKind.DISBURSEMENT)


def _year(request: HttpRequest, plan: MoneyPlan) -> int:
    year = number_of(request.GET.get(YEAR))
    return year if year in plan.years else current_year(request, plan)


def _page(plan: MoneyPlan, kind: VoucherKind, year: int, accounts: tuple[AccountChoice, ...]) -> BookingPage:
    words = {"kind": str(KIND_NAMES[kind]).lower(), "year": year}
    return BookingPage(
        plan=plan,
        page=money_page(plan, _("Ghi chứng từ %(kind)s năm %(year)s") % words, plan.label, below=[voucher_crumb(plan)]),
        columns=_columns(kind, accounts),
        verb=_("Ghi sổ"),
        icon="save",
        back=ledger_href(plan, "voucher-list"),
        done=gettext_lazy("Đã ghi chứng từ %(vnd)s."),
        caption=_("Số tiền theo dòng, nguồn"),
        help=_("%(what)s Ghi bằng đồng; gõ “12,5 triệu” cũng được. Dòng không có trên chứng từ thì để trống.")
        % {"what": _HELP[kind]},
        amount_heading=_("Số tiền (đồng)"),
        choices=_choices(plan, kind, year),
        keeps_draft=True,
    )


def _choices(plan: MoneyPlan, kind: VoucherKind, year: int) -> list[FilterField]:
    open_years = [one for one in plan.years if one not in plan.settled]
    return [
        FilterField(KIND, _("Loại"), kind.value, [(one.value, KIND_NAMES[one]) for one in _STAGES]),
        FilterField(YEAR, _("Niên độ"), str(year), [(str(one), str(one)) for one in open_years]),
    ]


def _columns(kind: VoucherKind, accounts: tuple[AccountChoice, ...]) -> list[FigureColumn[AccountChoice]]:
    """What stands on each account, and what is left to be booked."""
    if kind is VoucherKind.ALLOCATION:
        return [
            FigureColumn(_("Thẩm định"), at_stage(Stage.APPRAISED)),
            FigureColumn(_("Đã giao"), at_stage(Stage.ALLOCATED)),
            FigureColumn(_("Còn giao được"), left_at(Stage.ALLOCATED)),
        ]
    if kind is VoucherKind.COMMITMENT:
        return [
            FigureColumn(_("Đã giao"), at_stage(Stage.ALLOCATED)),
            FigureColumn(_("Đã cam kết"), at_stage(Stage.COMMITTED)),
            FigureColumn(_("Còn cam kết được"), left_at(Stage.COMMITTED)),
        ]
    columns = [
        FigureColumn(_("Đã giao"), at_stage(Stage.ALLOCATED)),
        FigureColumn(_("Đã giải ngân"), at_stage(Stage.DISBURSED)),
        FigureColumn(_("Còn chi được"), left_at(Stage.DISBURSED)),
    ]
    if any(one.state_allowed is not None for one in accounts):
        columns.append(FigureColumn(_("NSNN chi được theo đối ứng"), lambda one: one.state_allowed))
    return columns


def _closed(request: HttpRequest, plan: MoneyPlan, kind: VoucherKind, year: int) -> HttpResponse:
    """The year is settled: nothing is booked in it any more."""
    title = _("Năm %(year)s đã quyết toán") % {"year": year}
    empty = Empty(
        title,
        _("Năm đã quyết toán không ghi thêm chứng từ. Chọn niên độ khác, hoặc người quyết toán hủy quyết toán trước."),
        "lock",
        [Act(_("Xem cuối năm"), ledger_href(plan, "ledger-year", year=year), "calendar-check")],
    )
    return _instead(request, plan, _choices(plan, kind, year), empty)


def _without_money(request: HttpRequest, plan: MoneyPlan, kind: VoucherKind, year: int) -> HttpResponse:
    """The approved estimate has nothing for the year."""
    empty = Empty(
        _("Dự toán đã duyệt không có tiền của năm %(year)s") % {"year": year},
        _("Chọn niên độ khác, hoặc điều chỉnh dự toán trước."),
        "coins",
        [Act(_("Mở dự toán"), ledger_href(plan, "plan-estimates"), "coins")],
    )
    return _instead(request, plan, _choices(plan, kind, year), empty)


def _instead(request: HttpRequest, plan: MoneyPlan, choices: Sequence[FilterField], empty: Empty) -> HttpResponse:
    """What stands in place of the form, with another kind or year to choose."""
    page = money_page(plan, _("Ghi chứng từ"), f"{empty.title}.", below=[voucher_crumb(plan)])
    return render(request, "ledger/form.html", {"page": page, "choices": choices, "empty": empty})
