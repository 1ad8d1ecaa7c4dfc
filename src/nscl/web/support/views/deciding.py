"""The leader's decision on one case: supported, out of which ceiling and how much, or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.support.operations.deciding import approve_case, reject_case
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.deciding import ApprovalForm, approval_form
from nscl.support.rules.granting import ApprovalValues
from nscl.web.access import actor, requires, viewer
from nscl.web.support.choices import fund_choices
from nscl.web.support.facts import approval_facts, granted_facts
from nscl.web.support.forms.deciding import grant_form, rejection_form
from nscl.web.support.places import case_crumbs, case_href, case_words_of, decided_or_404, support_page, today
from nscl.web.support.tabs import DECISION
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation


@requires(Permission.VIEW_SUPPORT, Permission.DECIDE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of the case, then number, date, amount and ceiling."""
    header = decided_or_404(request, number)
    form = approval_form(viewer(request), number, today())
    funds = fund_choices(form.funds)
    page = ActPage(
        page=support_page(_("Duyệt hỗ trợ"), case_words_of(header), crumbs=case_crumbs(header)),
        question=_question(header),
        editor=grant_form(funds),
        values={
            "decision_on": today(),
            "vnd": form.suggested_vnd,
            "fund": form.funds[0].number if form.funds else None,
        },
        version=header.version,
        refused=_obstacles(form),
        facts=approval_facts(header, form),
    )

    def act(sent: Sent) -> None:
        given = sent.values
        approve_case(
            case=number,
            version=sent.version,
            values=ApprovalValues(
                decision_number=given["decision_number"],
                decision_on=given["decision_on"],
                vnd=given["vnd"],
                fund=given["fund"],
                comment=given["comment"],
            ),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã duyệt hỗ trợ."))


@requires(Permission.VIEW_SUPPORT, Permission.DECIDE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Why not, which the organisation reads."""
    header = decided_or_404(request, number)
    page = ActPage(
        page=support_page(_("Không duyệt"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Không hỗ trợ %(organisation)s?") % {"organisation": header.organisation},
            [
                _("Hồ sơ kết thúc ở đây; nội dung và giấy tờ được trả lại, tổ chức nộp hồ sơ khác được."),
                _("Không mở lại được hồ sơ đã quyết định."),
            ],
            _("Không duyệt"),
            case_href(number, DECISION),
            danger=True,
            icon="circle-x",
        ),
        editor=rejection_form(),
        version=header.version,
        facts=granted_facts(header),
    )

    def act(sent: Sent) -> None:
        given = sent.values
        reject_case(
            case=number,
            version=sent.version,
            reason=given["reason"],
            decision_number=given["decision_number"],
            decision_on=given["decision_on"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi quyết định không hỗ trợ."))


def _question(header: CaseHeader) -> Confirmation:
    return Confirmation(
        _("Duyệt hỗ trợ %(organisation)s?") % {"organisation": header.organisation},
        [
            _("Mức hỗ trợ được tính lại theo quy định vào hôm nay; không duyệt quá mức tính được."),
            _("Số tiền trừ ngay vào trần kinh phí năm. Duyệt rồi chỉ rút hồ sơ mới trả lại trần."),
        ],
        _("Duyệt"),
        case_href(header.number, DECISION),
        icon="badge-check",
    )


def _obstacles(form: ApprovalForm) -> list[str]:
    """Why it cannot be approved whatever is typed."""
    found = []
    if not form.is_granted:
        found.append(_("Theo quy định hôm nay, hồ sơ này không duyệt được; lý do ở dưới."))
    if not form.funds:
        found.append(_("Chưa có trần kinh phí năm nào để duyệt. Hãy đặt trần ở mục “Trần kinh phí năm”."))
    return found
