"""Writing the words of the report: each paragraph is saved by itself, moved, confirmed, taken out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.enums import Section
from nscl.reporting.operations.edition_errors import EditionError, ParagraphConflict
from nscl.reporting.operations.editions import refresh_proposals
from nscl.reporting.operations.report_paragraphs import (
    SavedParagraph,
    move_report_paragraph,
    remove_report_paragraph,
    save_report_paragraph,
)
from nscl.reporting.queries.editions import EditionDetail, ParagraphRow
from nscl.web.access import acting, require_POST, require_safe, requires
from nscl.web.report_editions.asking import ask
from nscl.web.report_editions.editor import edited_sections, written_href
from nscl.web.report_editions.frame import WRITE, edition_frame
from nscl.web.report_editions.places import act_page, edition_href, sent_version, written_or_404
from nscl.web.reports.places import number_of
from nscl.web.reports.views.writing import NUMBER, SECTION, TEXT, UP
from nscl.web.reports.words import moment_words
from nscl.web.ui.parts import Act, Confirmation, Weight

writes = requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)


@writes
@require_safe
def report_write(request: HttpRequest, number: int) -> HttpResponse:
    """All paragraphs, part by part, each in a field of its own."""
    found = written_or_404(request, number)
    acts = [Act(_("Chọn đoạn của các cơ quan"), edition_href(number, "report-pick"), "quote")]
    if any(one.is_proposal for one in found.paragraphs):
        href = edition_href(number, "report-redraft")
        acts.append(Act(_("Soạn lại theo số liệu mới"), href, "sparkles", Weight.QUIET, post=True))
    acts.append(Act(_("Hủy bản này"), edition_href(number, "report-discard"), "trash-2", Weight.QUIET))
    context: dict[str, Any] = {
        **edition_frame(request, found, WRITE),
        "acts": acts,
        "sections": edited_sections(found),
        "save": edition_href(number, "report-paragraph-save"),
    }
    return render(request, "report_editions/write.html", context)


@writes
@require_POST
def report_paragraph_save(request: HttpRequest, number: int) -> HttpResponse:
    """Save one paragraph, new or not: answers htmx in a line, everybody else with the page or with both texts."""
    found = written_or_404(request, number)
    is_auto = request.headers.get("HX-Request") == "true"
    try:
        saved = _save(request, number)
    except EditionError as refused:
        return _not_saved(request, refused) if is_auto else _to_mend(request, found, refused)
    if is_auto:
        words = _("Đã lưu lúc %(time)s.") % {"time": f"{timezone.localtime():%H:%M:%S}"}
        context = {"number": saved.number, "version": saved.version, "words": words, "is_bad": False}
        return render(request, "reports/paragraph_saved.html", context)
    messages.success(request, _("Đã lưu đoạn.") if saved.changed else _("Không có gì thay đổi."))
    return redirect(written_href(number, saved.number))


@writes
@require_POST
def report_paragraph_move(request: HttpRequest, number: int, paragraph: int) -> HttpResponse:
    """Up or down within its part; what was typed meanwhile is saved first."""
    found = written_or_404(request, number)
    try:
        if TEXT in request.POST:
            _save(request, number)
        step = -1 if request.POST.get("huong") == UP else 1
        move_report_paragraph(edition=number, paragraph=paragraph, step=step, **acting(request))
    except ParagraphConflict as conflict:
        return _to_mend(request, found, conflict)
    except EditionError as refused:
        messages.error(request, str(refused))
    return redirect(written_href(number, paragraph))


@writes
@require_POST
def report_redraft(request: HttpRequest, number: int) -> HttpResponse:
    """Draft the assessment anew from today's figures; what somebody has looked at stays."""
    written_or_404(request, number)
    try:
        saved = refresh_proposals(number=number, **acting(request))
    except EditionError as refused:
        messages.error(request, str(refused))
    else:
        done = _("Đã soạn lại các đoạn chưa ai xem theo số liệu mới.")
        messages.success(request, done if saved.changed else _("Số liệu không đổi; các đoạn máy soạn vẫn đúng."))
    return redirect(written_href(number))


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def report_paragraph_remove(request: HttpRequest, number: int, paragraph: int) -> HttpResponse:
    """Take a paragraph out; its words are shown once more, and stay in the history."""
    found = written_or_404(request, number)
    row = _paragraph_or_404(found, paragraph)

    def act(_values: dict[str, Any]) -> str:
        remove_report_paragraph(edition=number, paragraph=paragraph, version=sent_version(request), **acting(request))
        return written_href(number)

    follows = [f"“{row.text}”"] if row.text else []
    if row.picked_agency:
        words = _("Đoạn vẫn còn trong báo cáo của %(agency)s, chọn lại được.")
        follows.append(words % {"agency": row.picked_agency})
    follows.append(_("Lời văn vẫn đọc lại được ở lịch sử."))
    question = Confirmation(
        _("Bỏ đoạn này khỏi báo cáo?"),
        follows,
        _("Bỏ đoạn"),
        written_href(number, paragraph),
        danger=True,
        icon="trash-2",
    )
    page = act_page(found.row, _("Bỏ đoạn"))
    return ask(request, page, question, act, said=_("Đã bỏ đoạn."), version=row.version)


def _paragraph_or_404(found: EditionDetail, paragraph: int) -> ParagraphRow:
    row = next((one for one in found.paragraphs if one.number == paragraph), None)
    if row is None:
        raise Http404
    return row


def _save(request: HttpRequest, number: int) -> SavedParagraph:
    """What was sent of one paragraph. Raises EditionError; Http404 for a part that no report has."""
    section = request.POST.get(SECTION, "")
    if section not in Section.values:
        raise Http404
    paragraph = number_of(request.POST.get(NUMBER))
    return save_report_paragraph(
        edition=number,
        paragraph=paragraph,
        section=Section(section),
        text=request.POST.get(TEXT, "").replace("\r\n", "\n"),
        version=sent_version(request) if paragraph else None,
        **acting(request),
    )


def _not_saved(request: HttpRequest, refused: EditionError) -> HttpResponse:
    """One line under the field; the form stays of the version that it was of."""
    words = str(refused)
    if isinstance(refused, ParagraphConflict):
        words = _("%(why)s Bấm “Lưu” để xem hai bản.") % {"why": refused}
    number = number_of(request.POST.get(NUMBER))
    context = {"number": number or "", "version": sent_version(request), "words": words, "is_bad": True}
    return render(request, "reports/paragraph_saved.html", context)


def _to_mend(request: HttpRequest, found: EditionDetail, refused: EditionError) -> HttpResponse:
    """Why it was not saved, with what was typed; where somebody else wrote, both texts to put together."""
    number = found.row.number
    is_conflict = isinstance(refused, ParagraphConflict)
    title = _("Hai người cùng sửa một đoạn") if is_conflict else _("Đoạn này chưa lưu được")
    context: dict[str, Any] = {
        "page": act_page(found.row, title, str(refused)),
        "mine": request.POST.get(TEXT, ""),
        "carried": [(name, request.POST.get(name, "")) for name in (NUMBER, SECTION)],
        "version": sent_version(request),
        "save": edition_href(number, "report-paragraph-save"),
        "back": written_href(number, number_of(request.POST.get(NUMBER))),
    }
    if isinstance(refused, ParagraphConflict):
        by = moment_words(refused.at, refused.by) if refused.at is not None else _("Bản đang lưu")
        context |= {"theirs": refused.theirs, "by": by, "version": refused.current_version}
    status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reports/conflict.html", context, status=status)
