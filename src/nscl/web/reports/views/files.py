"""A submission as a file: with the figures as they were sealed once it was sent, live and marked as a draft before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from nscl.reporting.enums import FileForm
from nscl.reporting.queries.papers import PaperMissing, submission_file
from nscl.web.access import require_safe, viewer
from nscl.web.report_editions.sending import send_file
from nscl.web.reports.access import reads_reports
from nscl.web.reports.places import today


@reads_reports
@require_safe
def submission_paper_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The report in Word, Excel or PDF (`bao-cao.docx`)."""
    if form not in FileForm.values:
        raise Http404
    try:
        file = submission_file(viewer(request), number, FileForm(form), today=today(), at=timezone.now())
    except PaperMissing as missing:
        raise Http404 from missing
    return send_file(file)
