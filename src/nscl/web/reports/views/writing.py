"""Writing: each paragraph is saved by itself, as it is typed where there is script, by its button where not."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.enums import Section
from nscl.reporting.operations.errors import ParagraphConflict, ReportingError
from nscl.reporting.operations.paragraphs import SavedParagraph, move_paragraph, remove_paragraph, save_paragraph
from nscl.reporting.operations.remarks import settle_remark
from nscl.reporting.queries.submissions import ParagraphRow, SubmissionPage
from nscl.web.access import acting, require_POST, requires
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.reports.access import reads_reports
from nscl.web.reports.asking import Question, ask
from nscl.web.reports.places import (
    crumbs,
    number_of,
    report_head,
    sent_version,
    submission_href,
    submission_or_404,
)
from nscl.web.reports.words import moment_words
from nscl.web.ui.parts import Confirmation

NUMBER: Final = "doan"
SECTION: Final = "phan"
TEXT: Final = "noi-dung"
UP: Final = "len"

writes_reports = requires(Permission.WRITE_REPORTS)


def _writable(request: HttpRequest, number: int) -> SubmissionPage:
    page = submission_or_404(request, number)
    if not page.may_write:
        raise Http404
    return page


@writes_reports
@require_POST
def save(request: HttpRequest, number: int) -> HttpResponse:
    """Save one paragraph, new or not: answers htmx in a line, everybody else with the page or with both texts."""
    is_auto = request.headers.get("HX-Request") == "true"
    try:
        saved = _save(request, number)
    except ReportingError as refused:
        if is_auto:
            return _not_saved(request, refused)
        return _to_mend(request, submission_or_404(request, number), refused)
    if is_auto:
        words = _("Đã lưu lúc %(time)s.") % {"time": f"{timezone.localtime(saved.at):%H:%M:%S}"}
        context = {"number": saved.number, "version": saved.version, "words": words}
        return render(request, "reports/paragraph_saved.html", context)
    messages.success(request, _("Đã lưu đoạn.") if saved.is_changed else _("Không có gì thay đổi."))
    return go_to(request, f"{submission_href(number)}#doan-{saved.number}")


def _save(request: HttpRequest, number: int) -> SavedParagraph:
    section = request.POST.get(SECTION, "")
    if section not in Section.values:
        raise Http404
    return save_paragraph(
        submission=number,
        paragraph=number_of(request.POST.get(NUMBER)),
        section=Section(section),
        text=request.POST.get(TEXT, ""),
        version=sent_version(request),
        **acting(request),
    )


def _not_saved(request: HttpRequest, refused: ReportingError) -> HttpResponse:
    """One line under the field; the form stays of the version that it was of."""
    number = number_of(request.POST.get(NUMBER))
    words = str(refused)
    if isinstance(refused, ParagraphConflict):
        words = _("%(why)s Bấm “Lưu” để xem hai bản.") % {"why": refused}
    context = {"number": number or "", "version": sent_version(request), "words": words, "is_bad": True}
    return render(request, "reports/paragraph_saved.html", context)


def _to_mend(request: HttpRequest, page: SubmissionPage, refused: ReportingError) -> HttpResponse:
    """Why it was not saved, with what was typed; where somebody else wrote, both texts.

    What is left in the field is what is saved next.
    """
    is_conflict = isinstance(refused, ParagraphConflict)
    title = _("Hai người cùng sửa một đoạn") if is_conflict else _("Đoạn này chưa lưu được")
    context: dict[str, Any] = {
        "page": report_head(title, str(refused), way=crumbs(page.round, page.row)),
        "mine": request.POST.get(TEXT, ""),
        "carried": [(NUMBER, request.POST.get(NUMBER, "")), (SECTION, request.POST.get(SECTION, ""))],
        "version": sent_version(request),
        "save": submission_href(page.row.number, "paragraph-save"),
        "back": submission_href(page.row.number),
    }
    if isinstance(refused, ParagraphConflict):
        by = moment_words(refused.at, refused.by)
        context |= {"theirs": refused.theirs, "by": by, "version": refused.current_version}
    status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reports/conflict.html", context, status=status)


@writes_reports
@require_POST
def move(request: HttpRequest, number: int, paragraph: int) -> HttpResponse:
    """Up or down within its section; what was typed meanwhile is saved first."""
    page = _writable(request, number)
    row = _paragraph_or_404(page, paragraph)
    is_up = request.POST.get("huong") == UP
    try:
        version = _save(request, number).version if TEXT in request.POST else row.version
        move_paragraph(paragraph=row.number, version=version, up=is_up, **acting(request))
    except ReportingError as refused:
        if TEXT in request.POST:
            return _to_mend(request, page, refused)
        messages.error(request, str(refused))
    return go_to(request, f"{submission_href(number)}#doan-{paragraph}")


@writes_reports
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int, paragraph: int) -> HttpResponse:
    """Ask, then take a paragraph away; the history keeps its text."""
    page = _writable(request, number)
    row = _paragraph_or_404(page, paragraph)

    def act(_given: dict[str, Any]) -> str:
        remove_paragraph(paragraph=row.number, version=sent_version(request), **acting(request))
        return f"{submission_href(number)}#phan-{row.section.value}"

    question = Question(
        report_head(_("Bỏ đoạn"), way=crumbs(page.round, page.row)),
        Confirmation(
            _("Bỏ đoạn này khỏi phần “%(section)s”?") % {"section": Section(row.section).label},
            [f"“{row.text}”", _("Lời văn vẫn đọc lại được ở lịch sử.")] if row.text else [],
            _("Bỏ đoạn"),
            f"{submission_href(number)}#doan-{paragraph}",
            danger=True,
            icon="trash-2",
        ),
        None,
        act,
        _("Đã bỏ đoạn."),
        version=row.version,
    )
    return ask(request, question)


def _paragraph_or_404(page: SubmissionPage, number: int) -> ParagraphRow:
    row = next((one for one in page.paragraphs if one.number == number), None)
    if row is None:
        raise Http404
    return row


@reads_reports
@require_POST
def settle(request: HttpRequest, number: int, remark: int) -> HttpResponse:
    """Say that a remark is dealt with."""
    page = submission_or_404(request, number)
    known = [*page.remarks, *(one for row in page.paragraphs for one in row.remarks)]
    if not (page.may_write or page.may_run) or remark not in {one.number for one in known}:
        raise Http404
    try:
        settle_remark(remark=remark, **acting(request))
    except ReportingError as refused:
        messages.error(request, str(refused))
    return go_to(request, f"{submission_href(number)}#nhan-xet-{remark}")
