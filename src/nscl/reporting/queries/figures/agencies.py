"""The annex of agencies: who reported, when, in time or not."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import Submission
from nscl.reporting.queries.figures.cells import Made, day, day_column, text_column, words
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.rules.timeliness import Timely, days_late, timely

_COLUMNS = (
    text_column("agency", "Cơ quan", 3.0),
    day_column("due", "Hạn nộp"),
    day_column("submitted_on", "Ngày nộp lần đầu"),
    text_column("state", "Tình trạng", 1.4),
    text_column("timely", "Đúng hạn", 1.4),
)


def agencies_table(gathering: Gathering) -> Made:
    """The submissions of the round as they are today, by agency. Two queries; none without a round."""
    if gathering.scope.round_id is None:
        note = "Báo cáo này không thuộc kỳ báo cáo nào."
        return Made(ReportTable(TableCode.AGENCIES, _TITLE, _COLUMNS, (), note))
    rows = Submission.objects.filter(round=gathering.scope.round_id)
    found = rows.select_related("agency", "handed_to__agency").prefetch_related("covers").order_by("agency__name", "pk")
    submissions = list(found)
    shown = tuple(_row(one, gathering.scope.today) for one in submissions)
    asked = [one for one in submissions if one.state != SubmissionState.HANDED_OVER]
    sent = [one for one in asked if one.first_submitted_at is not None]
    in_time = [one for one in sent if _first(one) <= one.due]
    note = f"{len(asked)} cơ quan phải báo cáo, {len(sent)} cơ quan đã nộp, {len(in_time)} cơ quan đúng hạn."
    table = ReportTable(TableCode.AGENCIES, _TITLE, _COLUMNS, shown, note if shown else "")
    return Made(table, any(one.is_sample for one in submissions))


_TITLE = "Cơ quan báo cáo"


def _first(submission: Submission) -> date:
    return localdate(submission.first_submitted_at)


def _row(submission: Submission, today: date) -> ReportRow:
    first = None if submission.first_submitted_at is None else _first(submission)
    state = SubmissionState(submission.state)
    cells = (
        words(_named(submission)),
        day(submission.due),
        day(first),
        words(str(state.label)),
        words(_timely(submission, first, today)),
    )
    return ReportRow(f"agency:{submission.agency_id}", cells)


def _named(submission: Submission) -> str:
    """With the bodies that it reports for; of one that was handed over, who reports."""
    if submission.handed_to is not None:
        return f"{submission.agency.name} (do {submission.handed_to.agency.name} báo cáo)"
    others = [one.name for one in submission.covers.all() if one.agency_id != submission.agency_id]
    return f"{submission.agency.name} (gồm cả {'; '.join(others)})" if others else submission.agency.name


def _timely(submission: Submission, first: date | None, today: date) -> str:
    if submission.handed_to is not None:
        return str(Timely.NOT_ASKED.label)
    late = days_late(first, submission.due, today)
    found = timely(first, submission.due, today)
    if found is Timely.NEVER:
        return f"quá hạn {late} ngày, chưa nộp"
    return f"{found.label} {late} ngày" if late else str(found.label)
