"""The report as it will be printed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nscl.reporting.queries.papers import report_paper
from nscl.web.access import require_safe, viewer
from nscl.web.report_editions.frame import PREVIEW, edition_frame
from nscl.web.report_editions.places import edition_or_404, today
from nscl.web.report_editions.preview import preview_of
from nscl.web.reports.access import reads_reports


@reads_reports
@require_safe
def report_edition(request: HttpRequest, number: int) -> HttpResponse:
    """The paper on the screen. The figures of a draft are collected table by table as one reads on."""
    found = edition_or_404(request, number, with_words=False)
    paper = report_paper(viewer(request), number, today=today(), codes=() if found.row.is_draft else None)
    context: dict[str, Any] = {
        **edition_frame(request, found, PREVIEW, is_sample=paper.is_sample),
        "preview": preview_of(request, found, paper),
    }
    return render(request, "report_editions/preview.html", context)
