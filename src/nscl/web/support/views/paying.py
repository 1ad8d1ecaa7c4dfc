"""Money paid on a case, and a payment taken back: both are vouchers of the ledger."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.support.operations.payments import pay_case, undo_payment
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.carrying_out import PaymentRow, carrying_out
from nscl.support.rules.granting import PaymentValues
from nscl.text.dates import format_date
from nscl.text.formats import format_vnd
from nscl.web.access import actor, requires, viewer
from nscl.web.support.facts import payment_facts
from nscl.web.support.forms.carrying_out import payment_form, undo_form
from nscl.web.support.places import case_crumbs, case_href, case_words_of, paid_or_404, support_page, today
from nscl.web.support.tabs import CARRYING
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation, Fact, Facts


@requires(Permission.VIEW_SUPPORT, Permission.PAY_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, number: int) -> HttpResponse:
    """The voucher that pays a case, whole or in part; what the ledger refuses is told in place."""
    header = paid_or_404(request, number)
    found = carrying_out(header.number)
    page = ActPage(
        page=support_page(_("Ghi khoản chi"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Chi hỗ trợ %(organisation)s") % {"organisation": header.organisation},
            [
                _("Ghi một chứng từ giải ngân vào sổ kinh phí, từ trần “%(fund)s”.") % {"fund": found.fund},
                _("Chứng từ đã ghi không sửa, không xóa được; ghi nhầm thì hủy khoản chi, chứng từ ngược được ghi."),
                _("Chi đủ số được duyệt thì hồ sơ chuyển sang “đã chi”."),
            ],
            _("Ghi khoản chi"),
            case_href(number, CARRYING),
            icon="wallet",
        ),
        editor=payment_form(),
        values={"on": today(), "vnd": found.left_vnd, "about": _about(header)},
        version=header.version,
        facts=payment_facts(header, found.left_vnd),
    )

    def act(sent: Sent) -> None:
        pay_case(
            case=number,
            version=sent.version,
            values=PaymentValues(**sent.values),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi khoản chi vào sổ kinh phí."))


@requires(Permission.VIEW_SUPPORT, Permission.PAY_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, number: int, payment: int) -> HttpResponse:
    """A payment taken back: its voucher is reversed."""
    header = paid_or_404(request, number)
    row = _payment_or_404(header, payment)
    page = ActPage(
        page=support_page(_("Hủy khoản chi"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Hủy khoản chi %(vnd)s?") % {"vnd": format_vnd(row.vnd)},
            [
                _("Sổ kinh phí ghi một chứng từ ngược; chứng từ cũ và lý do vẫn còn để tra."),
                _("Hồ sơ trở lại chờ chi; tiền của dòng dự toán được trả lại."),
            ],
            _("Hủy khoản chi"),
            case_href(number, CARRYING),
            danger=True,
            icon="rotate-ccw",
        ),
        editor=undo_form(),
        values={"on": today()},
        facts=Facts(
            [
                Fact(_("Chứng từ"), row.voucher_number),
                Fact(_("Ngày"), format_date(row.on)),
                Fact(_("Số tiền"), format_vnd(row.vnd)),
            ]
        ),
    )

    def act(sent: Sent) -> None:
        undo_payment(
            payment=payment,
            reason=sent.values["reason"],
            number=sent.values["number"],
            on=sent.values["on"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã hủy khoản chi; sổ kinh phí đã ghi chứng từ ngược."))


def _payment_or_404(header: CaseHeader, payment: int) -> PaymentRow:
    found = [one for one in carrying_out(header.number).payments if one.number == payment and one.undone_at is None]
    if not found:
        raise Http404
    return found[0]


def _about(header: CaseHeader) -> str:
    words = _("Hỗ trợ %(organisation)s, hồ sơ %(case)s")
    return words % {"organisation": header.organisation, "case": header.label}
