"""Where a case is, like a parcel: who has it, until when, what is asked, what happened; withdrawing it."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.support.enums import ENDED_WITHOUT, CaseState
from nscl.support.operations.cases import withdraw_case
from nscl.support.operations.errors import Conflict, SupportError
from nscl.support.queries.assessments import latest_assessment
from nscl.support.queries.cases import StepRow
from nscl.support.rules.moves import find_move
from nscl.text.formats import format_vnd
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.support_apply.forms.finding import REASON, ReasonForm
from nscl.web.support_apply.places import CasePlace, case_page, sent_version
from nscl.web.support_apply.reading import Application, application_of, official, takes_payment_papers
from nscl.web.support_apply.steps import NEED, PAPERS, REVIEW, handling_stepper
from nscl.web.support_apply.views.papers import paper
from nscl.web.support_apply.words import (
    CASE_CHIPS,
    SLIP_SHOWN,
    CostLine,
    certificate_words,
    cost_lines,
    due_words,
    need_facts,
    who_has_it,
)
from nscl.web.ui.parts import Act, Confirmation, Fact, Facts, Moment, Timeline, Tone, Weight

_S = CaseState
# What happened, as the applicant is told: the office's words to itself are not here.
_TITLES: Final = {
    _S.SUBMITTED: (gettext_lazy("Đơn vị nộp hồ sơ"), "send", Tone.INFO),
    _S.SUPPLEMENT: (gettext_lazy("Cơ quan xử lý đề nghị bổ sung"), "message-circle-warning", Tone.WARN),
    _S.ELIGIBLE: (gettext_lazy("Hồ sơ đủ điều kiện, chuyển thẩm định"), "clipboard-check", Tone.GOOD),
    _S.REFUSED: (gettext_lazy("Hồ sơ không đủ điều kiện"), "circle-x", Tone.BAD),
    _S.APPRAISED: (gettext_lazy("Đã thẩm định"), "scale", Tone.GOOD),
    _S.APPROVED: (gettext_lazy("Được duyệt hỗ trợ"), "circle-check", Tone.GOOD),
    _S.REJECTED: (gettext_lazy("Không được duyệt"), "circle-x", Tone.BAD),
    _S.CONTRACTED: (gettext_lazy("Đã ký hợp đồng"), "file-signature", Tone.GOOD),
    _S.ACCEPTED: (gettext_lazy("Đã nghiệm thu kết quả"), "badge-check", Tone.GOOD),
    _S.PAID: (gettext_lazy("Đã chi tiền hỗ trợ"), "banknote", Tone.DONE),
    _S.CLOSED: (gettext_lazy("Kết thúc hồ sơ"), "check-check", Tone.DONE),
    _S.WITHDRAWN: (gettext_lazy("Rút hồ sơ"), "undo-2", Tone.IDLE),
}
# Of these steps the reason is meant for the applicant.
_SAID: Final = frozenset({_S.SUPPLEMENT, _S.REFUSED, _S.REJECTED, _S.WITHDRAWN})


def status(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """The page of a case."""
    case, application = place.case, application_of(place)
    slip = latest_assessment(case.number) if case.state in SLIP_SHOWN else None
    context: dict[str, Any] = {
        "page": place.page(place.title, _answer(place), chip=CASE_CHIPS[case.state]),
        "notices": application.notices,
        "stepper": handling_stepper(place),
        "now": Facts(list(_now(place))),
        "acts": list(_acts(place)),
        "estimate": None if slip is None else official(slip),
        "estimate_title": _("Phiếu tính mức hỗ trợ"),
        "letters": [Act(_("Tải Word"), place.href("slip"), "file-text")],
        "moments": Timeline(_moments(application.detail.steps)),
        "facts": Facts(list(_facts(place, application))),
        "costs": _costs(place, application),
        "papers": [
            paper(place, one, application.files.get(one.evidence), may_remove=False) for one in application.documents
        ],
    }
    return case_page(request, place, "support_apply/status.html", context)


def _answer(place: CasePlace) -> str:
    """Where it stands, in one sentence."""
    case = place.case
    if case.state is _S.DRAFT:
        return _("Hồ sơ chưa nộp. Làm tiếp rồi nộp; chưa nộp thì chưa ai xem.")
    if case.approved_vnd is not None:
        amount = format_vnd(case.approved_vnd)
        if case.paid_vnd:
            return _("Được duyệt %(amount)s, đã chi %(paid)s.") % {"amount": amount, "paid": format_vnd(case.paid_vnd)}
        return _("Được duyệt hỗ trợ %(amount)s.") % {"amount": amount}
    if case.state in ENDED_WITHOUT:
        return _("Hồ sơ đã kết thúc, không được hỗ trợ.")
    return _("Hồ sơ đang ở: %(who)s.") % {"who": who_has_it(case)}


def _now(place: CasePlace) -> Iterator[Fact]:
    case = place.case
    yield Fact(_("Đang ở"), who_has_it(case))
    if until := due_words(case, timezone.localdate()):
        yield Fact(_("Hạn bước này"), until)
    yield Fact(_("Việc của đơn vị"), _task(place))
    if case.submitted_at is not None:
        yield Fact(_("Số hồ sơ"), case.label)
    if case.decision_number:
        yield Fact(_("Quyết định"), case.decision_number)


def _task(place: CasePlace) -> str:
    """What is asked of the applicant now."""
    return {
        _S.DRAFT: _("làm tiếp rồi nộp hồ sơ"),
        _S.SUPPLEMENT: _("bổ sung theo đề nghị ở trên rồi gửi lại"),
        _S.APPROVED: _("chờ ký hợp đồng; gửi giấy tờ thanh toán khi có"),
        _S.CONTRACTED: _("thực hiện, rồi báo nghiệm thu; gửi giấy tờ thanh toán khi có"),
        _S.ACCEPTED: _("gửi đủ giấy tờ thanh toán"),
    }.get(place.case.state, _("không phải làm gì"))


def _acts(place: CasePlace) -> Iterator[Act]:
    state = place.case.state
    if state is _S.DRAFT:
        yield Act(_("Làm tiếp hồ sơ"), place.href(NEED), "pencil", Weight.PRIMARY)
        yield Act(_("Chọn quy định khác"), place.href("contents"), "repeat-2")
    if state is _S.SUPPLEMENT:
        yield Act(_("Bổ sung hồ sơ"), place.href(NEED), "pencil", Weight.PRIMARY)
        yield Act(_("Gửi thêm giấy tờ"), place.href(PAPERS), "upload")
        yield Act(_("Xem lại rồi gửi"), place.href(REVIEW), "send")
    if takes_payment_papers(place):
        yield Act(_("Gửi giấy tờ thanh toán"), place.href(PAPERS), "upload", Weight.PRIMARY)
    if _may_withdraw(place):
        yield Act(_("Rút hồ sơ"), place.href("withdraw"), "undo-2", Weight.QUIET)


def _may_withdraw(place: CasePlace) -> bool:
    found = find_move(place.case.state, _S.WITHDRAWN)
    return found is not None and found.by_applicant and not place.case.paid_vnd


def _moments(steps: tuple[StepRow, ...]) -> list[Moment]:
    return [_moment(one) for one in reversed(steps)]


def _moment(step: StepRow) -> Moment:
    known, icon, tone = _TITLES.get(step.to_state, (step.to_state.label, "circle-dot", Tone.IDLE))
    is_again = step.to_state is _S.SUBMITTED and step.from_state is _S.SUPPLEMENT
    local = timezone.localtime(step.at)
    return Moment(
        when=f"{local:%H:%M %d/%m/%Y}",
        title=_("Đơn vị gửi bổ sung") if is_again else known,
        at=local.isoformat(),
        text=step.comment if step.to_state in _SAID else "",
        icon=icon,
        tone=tone,
    )


def _facts(place: CasePlace, application: Application) -> Iterator[Fact]:
    yield from need_facts(place, application)
    if certificate := certificate_words(application.values):
        yield Fact(_("Giấy chứng nhận"), certificate)
    if place.case.asked_vnd:
        yield Fact(_("Mức đề nghị"), format_vnd(place.case.asked_vnd))


def _costs(place: CasePlace, application: Application) -> list[CostLine]:
    """What the office does not count is said, with its reason, once something is asked or decided."""
    lines = cost_lines(application)
    if place.case.state is _S.SUBMITTED:
        return lines
    refused = {one.position: one.remark for one in application.costs if not one.is_accepted}
    rows = [one.position for one in application.costs]
    return [
        CostLine(line.words, line.amount, "; ".join(filter(None, [line.note, _uncounted(refused.get(position, ""))])))
        for line, position in zip(lines, rows, strict=True)
    ]


def _uncounted(remark: str) -> str:
    return _("không được tính: %(why)s") % {"why": remark} if remark else ""


def withdraw(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """Ask, then give the case up, with the reason."""
    if not _may_withdraw(place):
        messages.error(request, _("Hồ sơ ở bước này không rút được nữa. Hãy gọi cơ quan xử lý."))
        return redirect(place.href())
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_case(
                number=place.case.number,
                version=sent_version(request),
                reason=form.cleaned_data[REASON],
                viewer=place.asker,
                by=place.by,
                at=timezone.now(),
            )
        except Conflict:
            form.add_error(None, _("Hồ sơ vừa thay đổi. Hãy xem lại trước khi rút."))
        except SupportError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã rút hồ sơ. Muốn đề nghị lại thì làm hồ sơ mới."))
            return go_to(request, place.href())
    context: dict[str, Any] = {
        "page": place.page(_("Rút hồ sơ"), place.title),
        "confirmation": _withdrawal(place),
        "form": form,
        "version": place.case.version,
    }
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return case_page(request, place, "support_apply/question.html", context, status_code)


def _withdrawal(place: CasePlace) -> Confirmation:
    freed = _("Nội dung và các hóa đơn của hồ sơ này được dùng lại cho hồ sơ khác.")
    kept = _("Hồ sơ đã rút vẫn xem được; không mở lại được.")
    question = _("Rút hồ sơ “%(what)s”?") % {"what": place.title}
    return Confirmation(question, [freed, kept], _("Rút hồ sơ"), place.href(), danger=True, icon="undo-2")
