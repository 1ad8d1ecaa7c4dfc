"""What an edition leaves as: stored byte for byte once issued, made from today's figures before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.reporting.enums import FileForm
from nscl.reporting.queries import papers
from nscl.reporting.queries.editions import EditionDetail, EditionMissing
from nscl.web.access import require_safe, viewer
from nscl.web.report_editions.frame import FILES, edition_frame
from nscl.web.report_editions.places import edition_or_404, file_href, today
from nscl.web.report_editions.sending import send_file
from nscl.web.report_editions.words import FORM_NAMES
from nscl.web.reports.access import reads_reports
from nscl.web.ui.parts import Chip, Notice, Tone


@reads_reports
@require_safe
def report_files(request: HttpRequest, number: int) -> HttpResponse:
    """The three files, with what each is for."""
    found = edition_or_404(request, number)
    forms = found.files if not found.row.is_draft else tuple(FileForm)
    files = [(*FORM_NAMES[form], file_href(number, form)) for form in FileForm if form in forms]
    context: dict[str, Any] = {
        **edition_frame(request, found, FILES),
        "said": _said(found),
        "chip": Chip(_("Dự thảo"), Tone.WARN, "pencil-line") if found.row.is_draft else None,
        "files": files,
    }
    return render(request, "report_editions/files.html", context)


@reads_reports
@require_safe
def report_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """One file: as it left, or marked as a draft."""
    if form not in FileForm.values:
        raise Http404
    try:
        file = papers.report_file(viewer(request), number, FileForm(form), today=today(), at=timezone.now())
    except (EditionMissing, papers.PaperMissing) as missing:
        raise Http404 from missing
    return send_file(file)


def _said(found: EditionDetail) -> Notice:
    if found.row.is_draft:
        text = _("Tệp tạo ngay khi tải, theo số liệu và lời văn hiện có, có chữ “DỰ THẢO” ở đầu văn bản.")
        return Notice(_("Báo cáo chưa ban hành"), text, Tone.INFO)
    text = _("Tệp giữ nguyên từng byte như khi ban hành; số và ngày văn thư cấp sau thì ghi trên bản giấy.")
    return Notice(_("Tệp của bản đã ban hành"), text, Tone.GOOD)
