"""Unspent money of a year carried over into the next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.enums import Stage
from nscl.finance.operations.ledger import Booked, carry_over
from nscl.finance.queries.ledger import AccountChoice, MoneyPlan, account_choices
from nscl.text.formats import format_vnd
from nscl.web.access import actor, requires, viewer
from nscl.web.ledger.forms.amounts import AmountsForm, FigureColumn, at_stage
from nscl.web.ledger.forms.voucher import VoucherForm
from nscl.web.ledger.places import ledger_href, money_page, plan_or_404, year_or_404
from nscl.web.ledger.views.booking import BookingPage, answer
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty


@requires(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What is unspent of each account, all of it to be carried unless changed; booked where it was sent."""
    plan = plan_or_404(request, slug)
    if not plan.may_record:
        raise Http404
    year_or_404(plan, year)
    rows = [row for row in account_choices(viewer(request), plan.number, year) if row.unspent > 0]
    closed = _closed_year(plan, year)
    if closed is not None or not rows:
        return _nothing(request, plan, year, closed)
    data = request.POST if request.method == "POST" else None
    about = _("Chuyển nguồn năm %(year)s sang năm %(next)s") % {"year": year, "next": year + 1}
    form = VoucherForm((), data, initial={"about": about})
    unspent = {row.account.number: row.unspent for row in rows if row.account.number is not None}
    amounts = AmountsForm(rows, data, initial=unspent)

    def book(form: VoucherForm, amounts: AmountsForm) -> Booked:
        return carry_over(
            plan=plan.number,
            voucher=form.draft(year),
            entries=amounts.entries,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, _page(plan, year, sum(row.unspent for row in rows)), form, amounts, book)


def _page(plan: MoneyPlan, year: int, unspent: int) -> BookingPage:
    back, words = ledger_href(plan, "ledger-year", year=year), {"year": year, "next": year + 1}
    title = _("Chuyển nguồn năm %(year)s sang năm %(next)s") % words
    columns: list[FigureColumn[AccountChoice]] = [
        FigureColumn(_("Đã giao"), at_stage(Stage.ALLOCATED)),
        FigureColumn(_("Đã giải ngân"), at_stage(Stage.DISBURSED)),
        FigureColumn(_("Chưa chi"), lambda row: row.unspent),
    ]
    said = [
        _("Còn %(vnd)s đã giao mà chưa chi.") % {"vnd": format_vnd(unspent)},
        _("Số chuyển trừ khỏi dự toán giao năm %(year)s, cộng vào năm %(next)s, kèm cam kết chưa chi.") % words,
    ]
    return BookingPage(
        plan=plan,
        page=money_page(plan, title, plan.label, below=[Crumb(_("Cuối năm %(year)s") % {"year": year}, back)]),
        columns=columns,
        verb=_("Chuyển nguồn"),
        icon="arrow-right-left",
        back=back,
        done=gettext_lazy("Đã chuyển nguồn %(vnd)s."),
        caption=_("Số chuyển theo dòng, nguồn"),
        help=_("Điền sẵn hết số chưa chi; xóa trống dòng không được chuyển."),
        amount_heading=_("Chuyển (đồng)"),
        confirmation=Confirmation(f"{title}?", said, "", back),
    )


def _closed_year(plan: MoneyPlan, year: int) -> int | None:
    """The year, or the next, where it is settled already."""
    return next((one for one in (year, year + 1) if one in plan.settled), None)


def _nothing(request: HttpRequest, plan: MoneyPlan, year: int, closed: int | None) -> HttpResponse:
    """Why nothing can be carried over."""
    back = Act(_("Xem cuối năm"), ledger_href(plan, "ledger-year", year=year), "calendar-check")
    empty = Empty(
        _("Năm %(year)s không còn dự toán chưa chi") % {"year": year},
        _("Chỉ chuyển nguồn được số đã giao mà chưa giải ngân."),
        "circle-check",
        [back],
    )
    if closed is not None:
        text = _("Người quyết toán hủy quyết toán năm đó trước, rồi mới chuyển nguồn được.")
        empty = Empty(_("Năm %(year)s đã quyết toán") % {"year": closed}, text, "lock", [back])
    page = money_page(plan, _("Chuyển nguồn năm %(year)s") % {"year": year}, plan.label, below=[])
    return render(request, "ledger/page.html", {"page": page, "empty": empty})
