"""The yearly report of a plan for whoever asks for it by plan and year: issued, drafted, or of today's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nscl.reporting.enums import FileForm, ReportState, RoundKind, SubmissionState
from nscl.reporting.models import CoveredAgency, ReportEdition
from nscl.reporting.queries.papers import (
    live_agency_paper,
    live_paper,
    render,
    report_file,
    submission_file,
)
from nscl.text.dates import format_date

_SENT = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Built:
    """A file, and in words what it was made of."""

    content: bytes
    says: str


def build_report(*, plan: int, year: int, form: FileForm, live: bool, today: date, at: datetime) -> Built:
    """The province's report: the edition in force as it left, else the draft, else today's figures with drafted words.

    live: today's figures in any case. Raises ScopeNotFound.
    """
    row = None if live else _edition(plan, year)
    if row is None:
        paper = live_paper(plan=plan, year=year, today=today)
        as_of = format_date(paper.figures.as_of)
        return Built(render(paper, form, template=None, at=at), f"số liệu hôm nay, tính đến {as_of}, chưa phải báo cáo")
    content = report_file(None, row.pk, form, today=today, at=at).content
    if row.state == ReportState.ISSUED:
        number = f", số {row.number}" if row.number else ""
        return Built(content, f"bản {row.ordinal} đã ban hành{number}")
    return Built(content, f"bản {row.ordinal} đang soạn, số liệu hôm nay")


def build_agency_report(
    *, plan: int, year: int, agency: int, form: FileForm, live: bool, today: date, at: datetime
) -> Built:
    """An agency's report of the year: what it submitted, else what it has written so far, else the figures alone.

    Raises ScopeNotFound, PaperMissing.
    """
    covered = CoveredAgency.objects.filter(
        agency=agency, submission__round__plan=plan, submission__round__year=year
    ).filter(submission__round__kind=RoundKind.YEARLY, submission__handed_to__isnull=True)
    found = None if live else covered.select_related("submission").order_by("pk").first()
    if found is None:
        paper = live_agency_paper(plan=plan, year=year, agency=agency, today=today)
        return Built(render(paper, form, template=None, at=at), "số liệu hôm nay của cơ quan, chưa có lời văn")
    content = submission_file(None, found.submission_id, form, today=today, at=at).content
    state = SubmissionState(found.submission.state)
    says = f"báo cáo {state.label}" + ("" if state in _SENT else ", số liệu hôm nay")
    return Built(content, says)


def _edition(plan: int, year: int) -> ReportEdition | None:
    """The edition in force of the year's round, else its draft."""
    rows = ReportEdition.objects.filter(round__plan=plan, round__year=year, round__kind=RoundKind.YEARLY)
    found = {row.state: row for row in rows.exclude(state=ReportState.SUPERSEDED).order_by("ordinal")}
    return found.get(ReportState.ISSUED) or found.get(ReportState.DRAFT)
