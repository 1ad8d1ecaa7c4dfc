"""The department's answer to a submission: accept it, or return it with remarks on its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.reporting.enums import SubmissionState
from nscl.reporting.operations.errors import ReasonMissing, Refused, ReportingError, SubmissionConflict
from nscl.reporting.operations.remarks import NewRemark
from nscl.reporting.operations.submissions import accept, return_submission
from nscl.reporting.queries.submissions import ParagraphRow, SubmissionPage
from nscl.web.access import actor, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.reports.asking import Question, ask
from nscl.web.reports.forms.rounds import MOST_TEXT, REASON, ReasonForm
from nscl.web.reports.paragraphs import paragraph_label
from nscl.web.reports.places import crumbs, head_or_404, report_head, sent_version, submission_href, submission_or_404
from nscl.web.reports.views.round_acts import runs_rounds
from nscl.web.reports.words import late_words
from nscl.web.ui.parts import Confirmation
from nscl.web.work.places import seen_act

REMARK: Final = "nhan-xet"


def _run(page: SubmissionPage) -> SubmissionPage:
    """The submission, for who runs its round. Raises Http404."""
    if not page.may_run:
        raise Http404
    return page


def _not_waiting(page: SubmissionPage, *, may: bool) -> Sequence[str]:
    """Why it is not to be decided on now; () where it is."""
    if may:
        return ()
    return (_("Báo cáo %(state)s nên không làm việc này được.") % {"state": SubmissionState(page.row.state).label},)


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def accept_one(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then accept."""
    page = _run(head_or_404(request, number))

    def act(given: dict[str, Any]) -> str:
        accept(comment=given[REASON], **seen_act(request, number))
        return submission_href(number)

    late = [late_words(page.row.days_late)] if page.row.days_late and page.row.submitted_at else []
    consequences = [*late, _("Các đoạn của báo cáo này chọn được vào báo cáo của tỉnh; số liệu giữ như đã chốt.")]
    if page.row.remarks_open:
        consequences.insert(0, _("Còn %(n)s nhận xét chưa xử lý.") % {"n": page.row.remarks_open})
    question = Question(
        report_head(_("Nhận báo cáo"), way=crumbs(page.round, page.row)),
        Confirmation(
            _("Nhận báo cáo của %(agency)s?") % {"agency": page.row.agency_name},
            consequences,
            _("Nhận báo cáo"),
            submission_href(number),
            icon="circle-check",
        ),
        ReasonForm(request.POST if request.method == "POST" else None, label=_("Ghi chú"), required=False),
        act,
        _("Đã nhận báo cáo."),
        version=page.row.version,
        refused=_not_waiting(page, may=page.may_decide),
    )
    return ask(request, question)


@dataclass(frozen=True)
class _Asked:
    """A paragraph with the field for what is asked of it."""

    row: ParagraphRow
    name: str
    label: str
    typed: str


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Return it: why, and what is asked of which paragraph."""
    page = _run(submission_or_404(request, number))
    if refused := _not_waiting(page, may=page.may_return):
        messages.error(request, refused[0])
        return go_to(request, submission_href(number))
    label, help_text = _("Cần bổ sung những gì"), _("Cơ quan thấy lời này ở đầu báo cáo.")
    form = ReasonForm(
        request.POST if request.method == "POST" else None, label=label, help_text=help_text, required=True
    )
    version, status = page.row.version, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            _return(request, page, form.cleaned_data[REASON])
        except SubmissionConflict as conflict:
            version, status = conflict.current_version, HTTPStatus.CONFLICT
            form.add_error(None, str(conflict))
        except (ReasonMissing, Refused) as missing:
            form.add_error(REASON if isinstance(missing, ReasonMissing) else None, str(missing))
        except ReportingError as refused_step:
            form.add_error(None, str(refused_step))
        else:
            messages.success(request, _("Đã trả lại báo cáo để bổ sung."))
            return go_to(request, submission_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    context: dict[str, Any] = {
        "page": report_head(
            _("Trả lại để bổ sung"),
            _("Ghi nhận xét bên đoạn cần sửa; đoạn không có nhận xét thì để trống."),
            way=crumbs(page.round, page.row),
        ),
        "form": form,
        "paragraphs": _paragraphs(request, page),
        "most": MOST_TEXT,
        "version": version,
        "back": submission_href(number),
    }
    return render(request, "reports/return.html", context, status=status)


def _paragraphs(request: HttpRequest, page: SubmissionPage) -> list[_Asked]:
    found = []
    for section in page.sections:
        for place, row in enumerate(section.paragraphs):
            name = f"{REMARK}-{row.number}"
            found.append(_Asked(row, name, paragraph_label(row.section, place), request.POST.get(name, "")))
    return found


def _return(request: HttpRequest, page: SubmissionPage, reason: str) -> None:
    remarks = [
        NewRemark(text=one.typed.strip(), paragraph=one.row.number)
        for one in _paragraphs(request, page)
        if one.typed.strip()
    ]
    return_submission(
        number=page.row.number,
        version=sent_version(request),
        comment=reason,
        remarks=remarks,
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )
