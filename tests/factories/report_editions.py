"""Editions of the province's report: a draft with words and offers of agencies, two issued ones, a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from nscl.documents.report_papers.tables import ReportCell, ReportFigures, ReportRow, ReportTable, TableCode
from nscl.plans.models import Measure, Plan
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import ReportState, RoundKind, RoundState, Section, SubmissionState, TemplatePurpose
from nscl.reporting.models import IssuedFile, ReportEdition, ReportingRound, Submission
from nscl.reporting.operations.figures import seal_figures
from nscl.reporting.operations.report_paragraphs import pick_paragraph
from nscl.reporting.operations.templates import upload_template
from nscl.reporting.queries.figures import collect_province, scope_of
from nscl.reporting.queries.templates import standard_file
from tests.factories.people import AT
from tests.factories.plans import published_plan
from tests.factories.reporting import a_round, a_submission, accepted, an_edition, issued
from tests.factories.work import agency_number

YEAR = 2026
SCIENCE, HEALTH, EDUCATION = "so-khcn", "so-y-te", "so-gddt"
OFFERED = "Sở đã mở 04 lớp tập huấn về năng suất cho 120 cán bộ."
OTHER = "Đã kiểm tra đo lường tại 15 cơ sở khám chữa bệnh."
PROPOSED = "Đến 21/11/2026, 3 trong 20 chỉ tiêu đã đạt hoặc đúng tiến độ."
TABLES = (TableCode.MEASURES, TableCode.MONEY)


@dataclass(frozen=True)
class Editions:
    """What was made. round, draft: of the year; old_round: interim, closed, with `first` superseded by `second`.

    proposal, picked: paragraphs of the draft; offer: an agency's paragraph that was not picked, source: one that was.
    waiting: the submission of who has not reported; template: in use for the province's report.
    """

    round: int
    draft: int
    old_round: int
    first: int
    second: int
    proposal: int
    picked: int
    source: int
    offer: int
    waiting: int
    template: int
    unit: int


def make_editions(plan: Plan, *, is_sample: bool = False) -> Editions:
    """A yearly round with a draft, and an interim one with two issued editions."""
    held = a_round(plan, year=YEAR, data_until=date(YEAR, 11, 30), is_sample=is_sample)
    science, health = _reported(held, SCIENCE, OFFERED), _reported(held, HEALTH, OTHER)
    waiting = a_submission(held, agency_number(EDUCATION, AT.date()), is_sample=is_sample)
    draft = an_edition(held, is_sample=is_sample, recipients="Bộ Khoa học và Công nghệ (b/c)\nLưu: VT")
    proposal = draft.paragraphs.create(section=Section.ASSESSMENT, position=1, text=PROPOSED, updated_at=AT)
    saved = pick_paragraph(edition=draft.pk, source=science, viewer=None, by=SYSTEM, at=AT)
    closed = {"state": RoundState.CLOSED, "closed_at": AT, "kind": RoundKind.INTERIM, "title": "Sơ kết 2026"}
    old = a_round(plan, year=YEAR, is_sample=is_sample, data_until=date(YEAR, 6, 30), **closed)
    first, second = _issued(old, is_sample=is_sample)
    return Editions(
        round=held.pk,
        draft=draft.pk,
        old_round=old.pk,
        first=first.pk,
        second=second.pk,
        proposal=proposal.pk,
        picked=saved.number,
        source=science,
        offer=health,
        waiting=waiting.pk,
        template=_template(held),
        unit=held.unit_id,
    )


def a_settling_draft(plan: Plan) -> tuple[int, str, int]:
    """The report of the first year of a plan of today's Bắc Ninh, after the last one of Bắc Giang's was issued.

    Returns the draft, the slug of Bắc Giang's plan, and a measure of that.
    """
    before = published_plan("bac-giang-2021-2025")
    last = a_round(before, year=plan.period_start - 1)
    measure = Measure.objects.filter(edition=last.edition).earliest("pk")
    report = an_edition(last)
    figures = collect_province(scope_of(last.pk, AT.date()), with_records=True)
    seal_figures(figures=figures, edition_id=report.pk, at=AT, software="nscl")
    issued(report)
    held = a_round(plan, year=plan.period_start, kind=RoundKind.ON_DEMAND)
    return an_edition(held).pk, before.slug, measure.pk


def an_empty_round(plan: Plan) -> int:
    """A round on demand of which nobody has begun the province's report."""
    return a_round(plan, year=YEAR, kind=RoundKind.ON_DEMAND, title="Báo cáo đột xuất").pk


def _reported(held: ReportingRound, key: str, text: str) -> int:
    submission = a_submission(held, agency_number(key, AT.date()), is_sample=held.is_sample)
    paragraph = submission.paragraphs.create(section=Section.RESULTS, position=1, text=text, updated_at=AT)
    accepted(submission)
    assert Submission.objects.get(pk=submission.pk).state == SubmissionState.ACCEPTED
    return paragraph.pk


def _issued(held: ReportingRound, *, is_sample: bool) -> tuple[ReportEdition, ReportEdition]:
    figures = collect_province(scope_of(held.pk, AT.date()), TABLES)
    made: list[ReportEdition] = []
    for ordinal, shown in enumerate((figures, changed(figures)), start=1):
        edition = an_edition(held, ordinal=ordinal, reason="Sửa số liệu" if ordinal > 1 else "", is_sample=is_sample)
        edition.paragraphs.create(section=Section.ASSESSMENT, position=1, text="Kết quả tốt.", version=2, updated_at=AT)
        IssuedFile.objects.create(edition=edition, form="docx", sha256="0" * 64, content=b"docx")
        seal_figures(figures=shown, edition_id=edition.pk, at=AT, software="nscl")
        if made:
            later = {"state": ReportState.SUPERSEDED, "superseded_at": AT + timedelta(days=1)}
            ReportEdition.objects.filter(pk=made[0].pk).update(**later)
        made.append(issued(edition))
    return made[0], made[1]


def changed(figures: ReportFigures) -> ReportFigures:
    """The same with other words in the first figure of the first table, and without its last row."""
    first, *others = figures.tables
    rows = list(first.rows)
    place = next(place for place, row in enumerate(rows) if not row.is_heading)
    row = rows[place]
    rows[place] = ReportRow(row.key, (*row.cells[:-1], ReportCell(text="đã sửa")), row.depth)
    table = ReportTable(first.code, first.title, first.columns, tuple(rows[:-1]), first.note)
    return ReportFigures(figures.as_of, (table, *others), figures.is_sample)


def _template(held: ReportingRound) -> int:
    return upload_template(
        unit=held.unit_id,
        purpose=TemplatePurpose.PROVINCE,
        file_name="mẫu của tỉnh.docx",
        content=standard_file(TemplatePurpose.PROVINCE).content,
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
