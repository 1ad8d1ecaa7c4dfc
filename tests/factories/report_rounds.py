"""A round as its screens show it: reports in each state, a paragraph with a remark, an estimate, sealed figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nscl.documents.report_papers.tables import (
    Mark,
    ReportCell,
    ReportColumn,
    ReportFigures,
    ReportRow,
    ReportTable,
    RowRecord,
    TableCode,
    ValueKind,
)
from nscl.plans.models import Measure, Plan
from nscl.reporting.enums import RoundState, Section, SubmissionState
from nscl.reporting.models import ReportingRound, Submission
from nscl.reporting.operations.figures import seal_figures
from tests.factories.people import AT
from tests.factories.reporting import a_round, a_submission, accepted
from tests.factories.work import agency_number

# Another year than that of the editions, so that both may stand beside each other in one world.
YEAR = 2027
SAID = "Sở đã mở 04 lớp tập huấn <b>về năng suất</b> cho 120 cán bộ."
ASKED = "Đề nghị nêu rõ số doanh nghiệp."
EDUCATION, HEALTH, FINANCE, SCIENCE = "so-gddt", "so-y-te", "so-tai-chinh", "so-khcn"


@dataclass(frozen=True)
class Reports:
    """What was made. own: a draft of the focal point's agency: a paragraph with a remark, an estimate of `measure`.

    sent: submitted, its figures sealed; waiting: not begun; done: accepted; closed: another round, closed.
    """

    round: int
    closed: int
    own: int
    sent: int
    waiting: int
    done: int
    paragraph: int
    remark: int
    measure: int


def make_reports(plan: Plan, *, is_sample: bool = False, year: int = YEAR) -> Reports:
    """An open round of the year with a report in each state, and a closed one of the year before."""
    held = a_round(plan, year=year, data_until=date(year, 11, 15), is_sample=is_sample, note="Nêu cả khó khăn.")
    done = accepted(a_submission(held, agency_number(SCIENCE, AT.date()), is_sample=is_sample))
    own = a_submission(held, agency_number(EDUCATION, AT.date()), is_sample=is_sample)
    own.steps.create(from_state=SubmissionState.NOT_STARTED, to_state=SubmissionState.DRAFT, at=AT)
    paragraph = own.paragraphs.create(section=Section.RESULTS, position=1, text=SAID, updated_at=AT)
    remark = own.remarks.create(paragraph=paragraph, text=ASKED, at=AT)
    measure = Measure.objects.filter(target__edition=held.edition_id).order_by("pk")[0]
    own.estimates.create(measure=measure, value=Decimal("1234.5"), note="theo kế hoạch quý IV", updated_at=AT)
    Submission.objects.filter(pk=own.pk).update(state=SubmissionState.DRAFT)
    closed = {"state": RoundState.CLOSED, "closed_at": AT, "title": f"Báo cáo năm {year - 1} đã khóa"}
    return Reports(
        round=held.pk,
        closed=a_round(plan, year=year, kind="on_demand", is_sample=is_sample, **closed).pk,
        own=own.pk,
        sent=_sent(held, is_sample=is_sample),
        waiting=a_submission(held, agency_number(FINANCE, AT.date()), is_sample=is_sample).pk,
        done=done.pk,
        paragraph=paragraph.pk,
        remark=remark.pk,
        measure=measure.pk,
    )


def _sent(held: ReportingRound, *, is_sample: bool) -> int:
    """Submitted, with one sealed figure and the record behind it."""
    submission = a_submission(held, agency_number(HEALTH, AT.date()), is_sample=is_sample)
    submission.paragraphs.create(section=Section.RESULTS, position=1, text="Đã kiểm tra 15 cơ sở.", updated_at=AT)
    seal_figures(figures=some_figures(), submission_id=submission.pk, at=AT, software="nscl")
    moments = {"first_submitted_at": AT - timedelta(days=1), "submitted_at": AT}
    Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.SUBMITTED, **moments)
    return submission.pk


def some_figures() -> ReportFigures:
    """One table: a heading that spans it, a row with a record behind it and an estimate, one without data."""
    columns = (
        ReportColumn("measure", "Chỉ tiêu", ValueKind.TEXT, width=3),
        ReportColumn("unit", "Đơn vị tính", ValueKind.TEXT),
        ReportColumn("year", "Năm 2027", ValueKind.NUMBER, adds=True),
        ReportColumn("estimate", "Ước cả năm", ValueKind.NUMBER),
    )
    record = RowRecord("work.activity", 17, "Lớp tập huấn 5S", date(2026, 5, 4), Decimal(40), "Sở Y tế")
    rows = (
        ReportRow("target:1", (ReportCell(text="Đào tạo & tập huấn"), *[ReportCell()] * 3), is_heading=True),
        ReportRow("measure:12", measured("Lượt người", Decimal("1234.5"), Decimal(1500)), 1, records=(record,)),
        ReportRow("measure:13", measured("Mô hình điểm", None, None), 1),
    )
    return ReportFigures(AT.date(), (ReportTable(TableCode.MEASURES, "Kết quả chỉ tiêu", columns, rows, "Ghi chú."),))


def measured(name: str, value: Decimal | None, estimate: Decimal | None) -> tuple[ReportCell, ...]:
    """The cells of a row; None is no data."""
    return (
        ReportCell(text=name),
        ReportCell(text="lượt"),
        ReportCell(value=value, mark=Mark.COUNTED if value is not None else Mark.NONE),
        ReportCell(value=estimate, mark=Mark.ESTIMATE if estimate is not None else Mark.NONE),
    )
