"""The officer's steps on one case: ask for more, eligible, not eligible; and the organisation gives it up."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.rulebook.policies import Decision, State
from nscl.support.operations.cases import decide_eligibility, request_supplement, withdraw_case
from nscl.support.operations.errors import GrantedByRules
from nscl.support.queries.current import current_decision
from nscl.web.access import actor, requires, viewer
from nscl.web.support.facts import answer_facts
from nscl.web.support.forms.deciding import comment_form, reason_form, supplement_form
from nscl.web.support.places import case_crumbs, case_href, case_words_of, handled_or_404, support_page, today
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, number: int) -> HttpResponse:
    """What is missing, until when."""
    header = handled_or_404(request, number)
    page = ActPage(
        page=support_page(_("Yêu cầu bổ sung"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Yêu cầu %(organisation)s bổ sung hồ sơ") % {"organisation": header.organisation},
            [_("Tổ chức sửa được hồ sơ cho đến khi nộp lại; thời hạn thẩm tra tính lại từ ngày nộp lại.")],
            _("Gửi yêu cầu"),
            case_href(number),
            icon="message-square-warning",
        ),
        editor=supplement_form(),
        version=header.version,
    )

    def act(sent: Sent) -> None:
        request_supplement(
            number=number,
            version=sent.version,
            comment=sent.values["comment"],
            until=sent.values["until"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã yêu cầu bổ sung."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def eligible(request: HttpRequest, number: int) -> HttpResponse:
    """Eligible, as the rules answer today; the answer is kept with every step."""
    header = handled_or_404(request, number)
    decision = current_decision(number, today())
    page = ActPage(
        page=support_page(_("Đủ điều kiện"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Kết luận hồ sơ đủ điều kiện?"),
            [
                _("Phiếu tính của hôm nay được lưu nguyên từng bước; hồ sơ chuyển sang hội đồng thẩm định."),
                _("Câu trả lời, khoản chi, giấy tờ không sửa được nữa."),
            ],
            _("Kết luận đủ điều kiện"),
            case_href(number),
            icon="circle-check",
        ),
        editor=comment_form(_("Ghi chú")),
        version=header.version,
        refused=() if decision.state is State.GRANTED else _reasons(decision),
        facts=answer_facts(decision),
    )

    def act(sent: Sent) -> None:
        decide_eligibility(
            number=number,
            version=sent.version,
            eligible=True,
            reason=sent.values["comment"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Hồ sơ đủ điều kiện, chờ hội đồng thẩm định."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """Not eligible, for the reasons that the rules give; the officer's words stand before them."""
    header = handled_or_404(request, number)
    decision = current_decision(number, today())
    is_clear = decision.state is State.REFUSED
    help_text = _("Lý do theo quy định (ở trên) được ghi sau lời này.") if is_clear else _("Tổ chức đọc nguyên văn.")
    page = ActPage(
        page=support_page(_("Không đủ điều kiện"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Kết luận hồ sơ không đủ điều kiện?"),
            [
                _("Hồ sơ kết thúc ở đây và không mở lại được; tổ chức đọc được lý do."),
                _("Nội dung, hóa đơn, giấy chứng nhận được trả lại để nộp hồ sơ khác."),
            ],
            _("Kết luận không đủ điều kiện"),
            case_href(number),
            danger=True,
            icon="circle-x",
        ),
        editor=comment_form(
            _("Lời của cán bộ thẩm tra") if is_clear else _("Vì sao không đủ điều kiện"),
            help_text,
            required=not is_clear,
            rows=4,
        ),
        version=header.version,
        refused=(str(GrantedByRules(decision)),) if decision.state is State.GRANTED else (),
        facts=answer_facts(decision),
    )

    def act(sent: Sent) -> None:
        decide_eligibility(
            number=number,
            version=sent.version,
            eligible=False,
            reason=sent.values["comment"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã kết luận hồ sơ không đủ điều kiện."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """The organisation gives the case up; an officer writes it down."""
    header = handled_or_404(request, number)
    page = ActPage(
        page=support_page(_("Rút hồ sơ"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Rút hồ sơ theo đề nghị của %(organisation)s?") % {"organisation": header.organisation},
            [
                _("Nội dung, giấy tờ, số tiền đã duyệt và cam kết chi (nếu có) được trả lại."),
                _("Hồ sơ đã rút không mở lại được; tổ chức nộp hồ sơ khác được."),
            ],
            _("Rút hồ sơ"),
            case_href(number),
            danger=True,
            icon="undo-2",
        ),
        editor=reason_form(_("Lý do"), _("Ai đề nghị, bằng văn bản nào, vì sao.")),
        version=header.version,
    )

    def act(sent: Sent) -> None:
        withdraw_case(
            number=number,
            version=sent.version,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã rút hồ sơ."))


def _reasons(decision: Decision) -> Sequence[str]:
    head = (
        _("Theo quy định, hồ sơ này không được hỗ trợ:")
        if decision.state is State.REFUSED
        else _("Chưa đủ dữ kiện để kết luận; cần biết thêm:")
    )
    return (head, *dict.fromkeys(step.words for step in decision.reasons))
