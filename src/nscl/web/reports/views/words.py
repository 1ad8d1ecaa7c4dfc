"""The words of a submission: sections, paragraphs, remarks beside them. Writing them is in `writing`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nscl.web.access import require_safe
from nscl.web.reports.access import reads_reports
from nscl.web.reports.frame import WORDS, framed
from nscl.web.reports.paragraphs import remarks_of, sections_of
from nscl.web.reports.places import submission_href, submission_or_404


@reads_reports
@require_safe
def submission(request: HttpRequest, number: int) -> HttpResponse:
    """Read it, or write it: whoever may write sees the fields, everybody else the text."""
    page = submission_or_404(request, number)
    context: dict[str, Any] = {
        **framed(page, WORDS),
        "remarks": remarks_of(page, page.remarks),
        "sections": sections_of(page),
        "may_write": page.may_write,
        "save": submission_href(number, "paragraph-save"),
        "taken_over": page.taken_over,
    }
    return render(request, "reports/words.html", context)
