"""The steps of a submission, and every change in it for who may read the audit trail."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nscl.accounts.enums import Permission
from nscl.records.queries import history
from nscl.reporting.enums import ReportingKind
from nscl.web.access import require_safe, viewer
from nscl.web.reports.access import reads_reports
from nscl.web.reports.events import steps_of, trail_of
from nscl.web.reports.frame import HISTORY, framed
from nscl.web.reports.places import submission_or_404

_MOST_EVENTS: Final = 200


@reads_reports
@require_safe
def submission_history(request: HttpRequest, number: int) -> HttpResponse:
    """What was done, newest first."""
    page = submission_or_404(request, number)
    may_trail = viewer(request).may(Permission.VIEW_HISTORY, page.round.unit_id)
    subject = (ReportingKind.SUBMISSION.value, number)
    context: dict[str, Any] = {
        **framed(page, HISTORY),
        "steps": steps_of(page.steps) if page.steps else None,
        "trail": trail_of(history(subject=subject, limit=_MOST_EVENTS)) if may_trail else None,
    }
    return render(request, "reports/history.html", context)
