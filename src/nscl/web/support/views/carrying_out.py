"""Contract and acceptance of one case, and the acceptance taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.support.operations.acceptances import accept_result, take_back_acceptance
from nscl.support.operations.contracts import VoucherNumber, sign_contract
from nscl.support.queries.cases import case_detail
from nscl.web.access import actor, requires, viewer
from nscl.web.support.facts import granted_facts
from nscl.web.support.forms.carrying_out import (
    COMMIT,
    COSTS,
    acceptance_form,
    acceptance_values,
    contract_form,
    contract_values,
)
from nscl.web.support.forms.deciding import reason_form
from nscl.web.support.places import case_crumbs, case_href, case_words_of, handled_or_404, support_page, today
from nscl.web.support.tabs import CARRYING
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: HttpRequest, number: int) -> HttpResponse:
    """The contract, and its commitment in the ledger where that is wanted."""
    header = handled_or_404(request, number)
    page = ActPage(
        page=support_page(_("Ghi hợp đồng"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Hợp đồng với %(organisation)s") % {"organisation": header.organisation},
            [_("Ghi cam kết chi thì sổ kinh phí giữ số tiền này của năm; chứng từ hủy được, không xóa được.")],
            _("Ghi hợp đồng"),
            case_href(number, CARRYING),
            icon="file-text",
        ),
        editor=contract_form(),
        values={"on": today(), "support_vnd": header.approved_vnd, "own_vnd": 0},
        version=header.version,
        facts=granted_facts(header),
    )

    def act(sent: Sent) -> None:
        values = contract_values(sent.values)
        commitment = VoucherNumber(values.number, values.on or today()) if sent.values[COMMIT] else None
        sign_contract(
            case=number,
            version=sent.version,
            values=values,
            commitment=commitment,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi hợp đồng."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """The result, and what it cost: what is paid is computed on that."""
    header = handled_or_404(request, number)
    editor = acceptance_form()
    page = ActPage(
        page=support_page(_("Nghiệm thu"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Nghiệm thu kết quả của %(organisation)s") % {"organisation": header.organisation},
            [
                _("Mức chi là số nhỏ nhất trong: số được duyệt, số theo hợp đồng, mức tính trên chi phí thực tế."),
                _("Phần được duyệt mà không chi đến được trả lại trần kinh phí năm."),
                _("Ảnh, biên bản, giấy chứng nhận nộp ở thẻ “Hồ sơ”."),
            ],
            _("Ghi nghiệm thu"),
            case_href(number, CARRYING),
            icon="clipboard-check",
        ),
        editor=editor,
        values={"on": today()},
        rows={COSTS: [one for one in case_detail(viewer(request), number).costs if one.is_accepted]},
        version=header.version,
        facts=granted_facts(header),
    )

    def act(sent: Sent) -> None:
        accept_result(
            case=number,
            version=sent.version,
            values=acceptance_values(editor),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi nghiệm thu."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """An acceptance that was written by mistake."""
    header = handled_or_404(request, number)
    page = ActPage(
        page=support_page(_("Hủy nghiệm thu"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Hủy nghiệm thu đã ghi?"),
            [
                _("Hồ sơ trở lại bước trước nghiệm thu; trần kinh phí năm lại giữ đủ số đã duyệt."),
                _("Chỉ làm được khi chưa chi."),
            ],
            _("Hủy nghiệm thu"),
            case_href(number, CARRYING),
            danger=True,
            icon="rotate-ccw",
        ),
        editor=reason_form(_("Lý do")),
        version=header.version,
    )

    def act(sent: Sent) -> None:
        take_back_acceptance(
            case=number,
            version=sent.version,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã hủy nghiệm thu."))
