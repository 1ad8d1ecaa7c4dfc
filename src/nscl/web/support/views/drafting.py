"""An application that an officer fills in for the organisation, hands in, or sends it a link to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.support.operations.cases import save_draft, submit_case
from nscl.support.operations.links import send_link
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import case_detail
from nscl.support.queries.drafts import Draft, draft_of
from nscl.support.rules.moves import OPEN_TO_APPLICANT
from nscl.support.rules.values import CaseValues
from nscl.web.access import actor, requires, viewer
from nscl.web.support.forms.examining import link_form
from nscl.web.support.places import case_crumbs, case_href, case_words_of, handled_or_404, support_page, today
from nscl.web.support.views.starting import ORGANISATION
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.support_apply.forms.application import (
    Question,
    costs_form,
    costs_of,
    need_form,
    need_of,
    shown_costs,
    shown_need,
)
from nscl.web.support_apply.letters import send_links
from nscl.web.ui.parts import Confirmation


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, number: int) -> HttpResponse:
    """The first step: what for, the questions, whom to reach."""
    header, draft = _open_or_404(request, number)
    if draft.questions is None:
        return _choose_rule(header)
    questions = [
        Question(one.fact.key, one.fact.name, is_optional=not one.is_needed) for one in draft.questions.questions
    ]
    editor = need_form(draft.questions.asked, questions)
    page = ActPage(
        page=support_page(_("Đơn đề nghị"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Nhu cầu và câu trả lời của %(organisation)s") % {"organisation": header.organisation},
            [_("Điền thay tổ chức; chưa biết thì để trống, lưu nhiều lần được.")],
            _("Lưu, sang chi phí"),
            case_href(number),
            icon="save",
        ),
        editor=editor,
        show=lambda: shown_need(editor, draft.values),
        version=header.version,
        onward=lambda: case_href(number, "support-form-costs"),
    )

    def act(sent: Sent) -> None:
        _save(request, header, need_of(editor, draft.values), sent)

    return answer(request, page, act, said=_("Đã lưu đơn."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def costs(request: HttpRequest, number: int) -> HttpResponse:
    """The second step: the certificate, the costs."""
    header, draft = _open_or_404(request, number)
    if draft.questions is None or draft.rule is None:
        return _choose_rule(header)
    editor = costs_form(draft.questions.asked, draft.rule)
    page = ActPage(
        page=support_page(_("Chi phí"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Chi phí của %(organisation)s") % {"organisation": header.organisation},
            [_("Theo hóa đơn, hợp đồng. Giấy tờ thêm ở trang hồ sơ.")],
            _("Lưu chi phí"),
            case_href(number),
            icon="save",
        ),
        editor=editor,
        show=lambda: shown_costs(editor, draft.values),
        version=header.version,
    )

    def act(sent: Sent) -> None:
        _save(request, header, costs_of(editor, draft.values), sent)

    return answer(request, page, act, said=_("Đã lưu chi phí."))


def _save(request: HttpRequest, header: CaseHeader, values: CaseValues, sent: Sent) -> None:
    save_draft(
        number=header.number,
        version=sent.version,
        values=values,
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """The application handed in for the organisation; everything that is wanting is told at once."""
    header, draft = _open_or_404(request, number)
    page = ActPage(
        page=support_page(_("Nộp hồ sơ thay tổ chức"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Nộp hồ sơ của %(organisation)s?") % {"organisation": header.organisation},
            [
                _("Nội dung này được giữ cho hồ sơ; hóa đơn, giấy chứng nhận không dùng cho hồ sơ khác được."),
                _("Hồ sơ được đánh số; thời hạn thẩm tra bắt đầu từ hôm nay."),
            ],
            _("Nộp hồ sơ"),
            case_href(number),
            icon="send",
        ),
        version=header.version,
        refused=[str(one) for one in draft.wanting],
    )

    def act(sent: Sent) -> None:
        submit_case(number=number, version=sent.version, viewer=viewer(request), by=actor(request), at=timezone.now())

    return answer(request, page, act, said=_("Đã nộp hồ sơ."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, number: int) -> HttpResponse:
    """A link by which the organisation fills it in itself."""
    header, _draft = _open_or_404(request, number)
    detail = case_detail(viewer(request), number)
    page = ActPage(
        page=support_page(_("Gửi đường dẫn cho tổ chức"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Gửi %(organisation)s đường dẫn để tự điền, tự nộp") % {"organisation": header.organisation},
            [
                _("Không cần tài khoản. Ai mở trước dùng được; trình duyệt khác phải xin gửi lại tới chính thư này."),
            ],
            _("Gửi đường dẫn"),
            case_href(number),
            icon="mail",
        ),
        editor=link_form(),
        values={"email": detail.contact_email},
    )

    def act(sent: Sent) -> None:
        issued = send_link(
            case=number, email=sent.values["email"], viewer=viewer(request), by=actor(request), at=timezone.now()
        )
        if send_links([issued]):
            messages.success(request, _("Đã gửi đường dẫn tới %(email)s.") % {"email": issued.email})
        else:
            words = _("Chưa gửi được thư tới %(email)s; máy chủ thư không trả lời. Hãy thử lại sau.")
            messages.warning(request, words % {"email": issued.email})

    return answer(request, page, act, said="")


def _open_or_404(request: HttpRequest, number: int) -> tuple[CaseHeader, Draft]:
    """A case that can still be written. Raises Http404."""
    header = handled_or_404(request, number)
    if header.state not in OPEN_TO_APPLICANT:
        raise Http404
    return header, draft_of(number, today())


def _choose_rule(header: CaseHeader) -> HttpResponse:
    """A draft in which no rule is chosen yet: it is begun anew under one."""
    return HttpResponseRedirect(f"{reverse('support-new')}?{ORGANISATION}={header.organisation_id}")
