"""The settlement of a year: what of the disbursed money is accepted. It closes the year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.operations.ledger import Booked, settle_year
from nscl.finance.queries.ledger import MoneyPlan, SettlementProposal, SettlementRow, settlement_proposal
from nscl.text.formats import format_vnd
from nscl.web.access import actor, requires, viewer
from nscl.web.ledger.forms.amounts import AmountsForm, FigureColumn
from nscl.web.ledger.forms.voucher import VoucherForm
from nscl.web.ledger.places import ledger_href, money_page, plan_or_404, voucher_href, year_or_404
from nscl.web.ledger.views.booking import BookingPage, answer
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty


@requires(Permission.VIEW_MONEY, Permission.SETTLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What would be settled, account by account, as disbursed; booked and the year closed where it was sent."""
    plan = plan_or_404(request, slug)
    if not plan.may_settle:
        raise Http404
    year_or_404(plan, year)
    proposal = settlement_proposal(viewer(request), plan.number, year)
    if proposal.closed_by is not None:
        return _closed(request, plan, year, proposal.closed_by)
    rows = [row for row in proposal.rows if row.figures.disbursed]
    data = request.POST if request.method == "POST" else None
    about = _("Quyết toán niên độ %(year)s") % {"year": year}
    form = VoucherForm((), data, initial={"about": about})
    proposed = {row.account.number: row.proposed for row in rows if row.account.number is not None}
    amounts = AmountsForm(rows, data, initial=proposed)

    def book(form: VoucherForm, amounts: AmountsForm) -> Booked:
        return settle_year(
            plan=plan.number,
            voucher=form.draft(year),
            entries=amounts.entries,
            beyond=form.beyond,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, _page(plan, year, proposal), form, amounts, book)


def _page(plan: MoneyPlan, year: int, proposal: SettlementProposal) -> BookingPage:
    back = ledger_href(plan, "ledger-year", year=year)
    title = _("Quyết toán năm %(year)s") % {"year": year}
    columns: list[FigureColumn[SettlementRow]] = [
        FigureColumn(_("Đã giao"), lambda row: row.figures.allocated),
        FigureColumn(_("Đã giải ngân"), lambda row: row.figures.disbursed),
        FigureColumn(_("Chưa chi"), lambda row: row.figures.unspent),
    ]
    return BookingPage(
        plan=plan,
        page=money_page(plan, title, plan.label, below=[Crumb(_("Cuối năm %(year)s") % {"year": year}, back)]),
        columns=columns,
        verb=_("Quyết toán và khóa năm %(year)s") % {"year": year},
        icon="lock",
        back=back,
        done=gettext_lazy("Đã quyết toán %(vnd)s; năm đã khóa."),
        caption=_("Số quyết toán theo dòng, nguồn"),
        help=_("Điền sẵn đúng số đã giải ngân; sửa dòng nào không được quyết toán hết, ghi 0 nếu không được gì."),
        amount_heading=_("Quyết toán (đồng)"),
        confirmation=Confirmation(f"{title}?", _consequences(year, proposal), "", back),
        is_dangerous=True,
    )


def _consequences(year: int, proposal: SettlementProposal) -> list[str]:
    said = [
        _("Năm %(year)s khóa lại: không ghi thêm, không hủy chứng từ nào của năm đó, trừ khi hủy quyết toán này.")
        % {"year": year},
        _("Đã giải ngân %(vnd)s.") % {"vnd": format_vnd(proposal.total.disbursed)},
    ]
    if proposal.unspent:
        said.append(
            _("Còn %(vnd)s chưa chi: muốn dùng tiếp năm sau thì chuyển nguồn trước khi quyết toán.")
            % {"vnd": format_vnd(proposal.unspent)}
        )
    return said


def _closed(request: HttpRequest, plan: MoneyPlan, year: int, voucher: int) -> HttpResponse:
    title = _("Năm %(year)s đã quyết toán") % {"year": year}
    act = Act(_("Mở quyết toán"), voucher_href(plan.slug, voucher), "badge-check")
    context = {
        "page": money_page(plan, title, plan.label, below=[]),
        "empty": Empty(title, _("Muốn quyết toán lại thì hủy quyết toán đó trước."), "lock", [act]),
    }
    return render(request, "ledger/page.html", context)
