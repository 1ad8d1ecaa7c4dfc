"""A voucher taken back, whole, with the reason."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.enums import VoucherKind
from nscl.finance.operations.ledger import InvalidVoucher, LedgerError, reverse
from nscl.finance.queries.ledger import MoneyPlan, VoucherDetail
from nscl.text.formats import format_vnd
from nscl.web.access import actor, requires, viewer
from nscl.web.ledger.forms.voucher import ReversalForm
from nscl.web.ledger.places import money_page, plan_or_404, voucher_href
from nscl.web.ledger.views.voucher import entry_table, voucher_or_404
from nscl.web.ledger.views.vouchers import voucher_crumb
from nscl.web.ledger.words import voucher_name
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Confirmation, Crumb
from nscl.web.ui.tables import TableQuery


@requires(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask why, with what follows, then take the voucher back."""
    found = voucher_or_404(request, slug, number)
    plan = plan_or_404(request, slug)
    settles = found.row.kind is VoucherKind.SETTLEMENT
    if not (plan.may_settle if settles else plan.may_record):
        raise Http404
    form = ReversalForm(timezone.localdate(), request.POST if request.method == "POST" else None)
    if request.method != "POST" or not found.may_reverse:
        status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.CONFLICT
        return _show(request, plan, found, form, status=status)
    if not form.is_valid():
        return _show(request, plan, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        booked = reverse(
            voucher=number, **form.cleaned_data, viewer=viewer(request), by=actor(request), at=timezone.now()
        )
    except InvalidVoucher as error:
        for problem in error.problems:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _show(request, plan, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except LedgerError as error:
        again = voucher_or_404(request, slug, number)
        return _show(request, plan, again, form, refused=str(error), status=HTTPStatus.CONFLICT)
    messages.success(request, _("Đã hủy chứng từ; số tiền đã trả về các dòng."))
    return go_to(request, voucher_href(slug, booked.voucher))


def _show(
    request: HttpRequest,
    plan: MoneyPlan,
    found: VoucherDetail,
    form: ReversalForm,
    *,
    refused: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    row, back = found.row, voucher_href(plan.slug, found.row.voucher)
    if not found.may_reverse and not refused:
        refused = _not_now(found)
    crumbs = [voucher_crumb(plan), Crumb(voucher_name(row), back)]
    context: dict[str, Any] = {
        "page": money_page(plan, _title(found), f"{row.about}: {format_vnd(row.vnd)}.", below=crumbs),
        "confirmation": Confirmation(
            _("Hủy chứng từ số %(number)s?") % {"number": row.number},
            _consequences(found),
            _title(found),
            back,
            danger=True,
            icon="undo-2",
        ),
        "form": form,
        "refused": refused,
        "can_confirm": found.may_reverse,
        "view": replace(entry_table(plan, found), exportable=False).present(TableQuery.of(request)),
    }
    return show(request, "ledger/confirm.html", context, status)


def _title(found: VoucherDetail) -> str:
    return _("Hủy quyết toán") if found.row.kind is VoucherKind.SETTLEMENT else _("Hủy chứng từ")


def _not_now(found: VoucherDetail) -> str:
    if found.row.reverses is not None:
        return _("Chứng từ này là chứng từ hủy nên không hủy lại được. Hãy ghi một chứng từ mới.")
    if found.row.reversed_at is not None:
        return _("Chứng từ này đã hủy rồi.")
    return _("Năm của chứng từ này đã quyết toán. Người quyết toán hủy quyết toán năm đó trước.")


def _consequences(found: VoucherDetail) -> list[str]:
    row = found.row
    said = [
        _("Sổ ghi thêm một chứng từ hủy với các bút toán ngược dấu, cộng %(vnd)s; chứng từ cũ vẫn còn để đối chiếu.")
        % {"vnd": format_vnd(-row.vnd)}
    ]
    if row.kind is VoucherKind.SETTLEMENT:
        said.append(_("Năm %(year)s mở lại: ghi thêm, hủy chứng từ của năm đó được.") % {"year": row.year})
    elif row.kind is VoucherKind.CARRY_OVER:
        said.append(_("Tiền đã chuyển trở về năm %(year)s, nếu năm sau chưa dùng đến.") % {"year": row.year})
    else:
        said.append(_("Không hủy được khi bước sau (cam kết, giải ngân, quyết toán) đã dùng số tiền này."))
    return said
