"""What the pages that book a voucher have in common: the form with an amount at each account, booked or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.finance.operations.ledger import Booked, DuplicateVoucher, LedgerError
from nscl.finance.queries.estimates.starts import line_options
from nscl.finance.queries.ledger import MoneyPlan
from nscl.text.formats import format_vnd
from nscl.web.access import viewer
from nscl.web.ledger.forms.amounts import AmountsForm, FigureColumn
from nscl.web.ledger.forms.refusals import refuse
from nscl.web.ledger.forms.voucher import VoucherForm
from nscl.web.ledger.places import voucher_href
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Confirmation, Page, Text, Weight
from nscl.web.ui.tables.table import FilterField

TEMPLATE: Final = "ledger/form.html"
# What books: the head and amounts of valid forms. Raises LedgerError.
Book = Callable[[VoucherForm, AmountsForm], Booked]


@dataclass(frozen=True, kw_only=True)
class BookingPage:
    """A page that books one kind of voucher for a year. keeps_draft: what is typed is kept until it is sent."""

    plan: MoneyPlan
    page: Page
    columns: Sequence[FigureColumn[Any]]
    verb: Text
    icon: str
    back: str
    done: Text
    caption: Text
    help: Text
    amount_heading: Text
    confirmation: Confirmation | None = None
    choices: Sequence[FilterField] = ()
    is_dangerous: bool = False
    keeps_draft: bool = False


def agencies_of(request: HttpRequest, plan: MoneyPlan) -> Sequence[tuple[int, str]]:
    """The bodies that a voucher of the plan may name. Four queries."""
    if plan.estimate_id is None:
        return ()
    return line_options(viewer(request), plan.estimate_id, on=timezone.localdate()).agencies


def answer(
    request: HttpRequest, booking: BookingPage, form: VoucherForm, amounts: AmountsForm, book: Book
) -> HttpResponse:
    """The form; where it was sent: booked, and on to the voucher, or refused in place with nothing lost."""
    if request.method != "POST":
        return _show(request, booking, form, amounts)
    are_valid = [form.is_valid(), amounts.is_valid()]
    if not all(are_valid):
        return _show(request, booking, form, amounts, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        booked = book(form, amounts)
    except LedgerError as error:
        refuse(form, amounts, error)
        return _show(request, booking, form, amounts, error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, str(booking.done) % {"vnd": format_vnd(booked.vnd)})
    for warning in booked.warnings:
        messages.warning(request, warning)
    return go_to(request, voucher_href(booking.plan.slug, booked.voucher))


def _show(
    request: HttpRequest,
    booking: BookingPage,
    form: VoucherForm,
    amounts: AmountsForm,
    *,
    error: LedgerError | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": booking.page,
        "choices": booking.choices,
        "form": form,
        "amounts": amounts,
        "amounts_caption": booking.caption,
        "amounts_help": booking.help,
        "amount_heading": booking.amount_heading,
        "columns": booking.columns,
        "rows": amounts.rows(booking.columns),
        "confirmation": booking.confirmation,
        "verb": booking.verb,
        "icon_name": booking.icon,
        "danger": booking.is_dangerous,
        "back": booking.back,
        "draft": booking.keeps_draft,
        "other": _other(booking.plan, error),
    }
    return show(request, TEMPLATE, context, status)


def _other(plan: MoneyPlan, error: LedgerError | None) -> Act | None:
    """The door to the voucher that is in the register already."""
    if not isinstance(error, DuplicateVoucher) or error.other is None:
        return None
    return Act(_("Mở chứng từ đã ghi"), voucher_href(plan.slug, error.other.voucher), "receipt-text", Weight.PLAIN)
