"""The tab “Nộp”: what is missing, by when, and the button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.reporting.enums import SubmissionState
from nscl.reporting.operations.errors import Refused, ReportingError, SubmissionConflict
from nscl.reporting.operations.submissions import submit
from nscl.reporting.queries.access import writes_for
from nscl.reporting.queries.submissions import SubmissionCheck, SubmissionPage, check_submission
from nscl.reporting.rules.moves import IN_HAND
from nscl.web.access import require_POST, require_safe, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.plans.words import capital
from nscl.web.reports.access import reads_reports
from nscl.web.reports.forms.rounds import REASON, ReasonForm
from nscl.web.reports.frame import SENDING, framed
from nscl.web.reports.places import head_or_404, submission_href, today
from nscl.web.reports.views.writing import writes_reports
from nscl.web.reports.words import moment_words
from nscl.web.ui.parts import Step, Stepper, StepState
from nscl.web.work.places import seen_act
from nscl.work.rules.problems import Problem


@reads_reports
@require_safe
def sending(request: HttpRequest, number: int) -> HttpResponse:
    """What is missing before the report is sent; for who reads only, how far it is."""
    return _show(request, head_or_404(request, number), _form(request))


@writes_reports
@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Submit the report; what keeps it back is said on the page."""
    page = head_or_404(request, number)
    if not page.may_write:
        return _locked(request, page)
    form = _form(request)
    if not form.is_valid():
        return _show(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        submit(comment=form.cleaned_data[REASON], **seen_act(request, number))
    except SubmissionConflict as conflict:
        return _show(request, head_or_404(request, number), form, refused=str(conflict))
    except Refused:
        # What is missing stands in the list above the button.
        words = _("Chưa nộp được: còn việc phải làm trước, nêu dưới đây.")
        return _show(request, page, form, refused=words)
    except ReportingError as refused:
        return _show(request, page, form, refused=str(refused))
    messages.success(request, _("Đã nộp báo cáo. Số liệu đã chốt cùng các bản ghi phía sau."))
    return go_to(request, submission_href(number, SENDING))


def _locked(request: HttpRequest, page: SubmissionPage) -> HttpResponse:
    """Sent already, or the round is closed: said to who writes for the agency; to others there is no such page."""
    if not writes_for(viewer(request), page.round.unit_id, page.agency_ids):
        raise Http404
    messages.error(request, _("Báo cáo đang khóa: đã nộp rồi, hoặc kỳ báo cáo đã khóa."))
    return go_to(request, submission_href(page.row.number, SENDING))


def _form(request: HttpRequest) -> ReasonForm:
    data = request.POST if request.method == "POST" else None
    return ReasonForm(data, label=_("Lời nhắn cho người nhận"), required=False)


def _show(
    request: HttpRequest,
    page: SubmissionPage,
    form: ReasonForm,
    *,
    refused: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    may_send = page.may_write and page.row.state in IN_HAND
    check = check_submission(viewer(request), page.row.number, on=today()) if may_send else SubmissionCheck((), ())
    context: dict[str, Any] = {
        **framed(page, SENDING),
        "stepper": _stepper(page),
        "problems": _lacks(check.problems),
        "warnings": _lacks(check.warnings),
        "form": form if may_send and not check.problems else None,
        "may_send": may_send,
        "version": page.row.version,
        "refused": refused,
        "sent": _sent_words(page),
        "words_href": submission_href(page.row.number),
        "send": submission_href(page.row.number, "submission-submit"),
    }
    return render(request, "reports/sending.html", context, status=HTTPStatus.CONFLICT if refused else status)


@dataclass(frozen=True)
class _Lack:
    """What is missing in one or several places, and what to do about all of them."""

    messages: Sequence[str]
    remedy: str


def _lacks(problems: Sequence[Problem]) -> list[_Lack]:
    """Problems of one remedy together, in the order in which the remedies come first."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.remedy, []).append(capital(problem.message))
    return [_Lack(said, capital(remedy)) for remedy, said in found.items()]


def _sent_words(page: SubmissionPage) -> str:
    if page.row.submitted_at is None:
        return ""
    return _("Nộp lúc %(moment)s.") % {"moment": moment_words(page.row.submitted_at, page.row.submitted_by or "")}


# How far each state is on the way; a returned one is in the agency's hands again.
_PLACES: Final = {
    SubmissionState.NOT_STARTED: 0,
    SubmissionState.DRAFT: 0,
    SubmissionState.RETURNED: 0,
    SubmissionState.SUBMITTED: 1,
    SubmissionState.ACCEPTED: 3,
    SubmissionState.HANDED_OVER: 0,
}


def _stepper(page: SubmissionPage) -> Stepper:
    """Written, submitted, accepted."""
    row, place = page.row, _PLACES[SubmissionState(page.row.state)]
    back = _("đang bổ sung") if row.state == SubmissionState.RETURNED else ""
    sent = moment_words(row.submitted_at, row.submitted_by or "") if row.submitted_at is not None else ""
    decided = moment_words(row.decided_at, row.decided_by or "") if row.decided_at is not None and place > 1 else ""
    steps = [(_("Soạn"), back), (_("Nộp, chờ nhận"), sent), (_("Đã nhận"), decided)]
    states = [
        StepState.DONE if at < place else StepState.CURRENT if at == place else StepState.TODO
        for at in range(len(steps))
    ]
    return Stepper(
        _("Đường đi của báo cáo"),
        [Step(label, state, note) for (label, note), state in zip(steps, states, strict=True)],
    )
