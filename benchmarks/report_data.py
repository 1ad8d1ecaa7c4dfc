"""A province that reports: a plan in force, a year's finished work, a round of many agencies, a draft with words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from benchmarks.data import empty_plan
from benchmarks.work_data import COUNTED, REFERENCE
from nscl.documents.pack.enums import AgencyKind, MeasureOp, MeasureWhen, ScheduleKind
from nscl.documents.pack.schema import Agency, Measure, Period, PlanPack, Schedule, Target, Task, TaskGroup
from nscl.documents.pack.values import Span
from nscl.finance.operations.editions import issue_edition
from nscl.finance.operations.intake import load_pack
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import Agency as Body
from nscl.institutions.operations import load_reference
from nscl.institutions.queries import UnitRow, units_on
from nscl.institutions.reference import read_reference
from nscl.plans.enums import FindingState
from nscl.plans.models import Finding, PlanEdition
from nscl.plans.models import Task as TaskRow
from nscl.progress.catalogue import catalogue
from nscl.records.inserting import insert_rows
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission
from nscl.reporting.operations.editions import start_edition
from nscl.reporting.operations.report_paragraphs import save_report_paragraph
from nscl.text.folding import fold
from nscl.work.enums import ActivityStatus, AnnualPlanState, ParticipantKind
from nscl.work.models import Activity, ActivityOutput, AnnualPlan, Participation

_GROUPS = 6
_PARAGRAPHS = 3
_WORDS = (
    "Các cơ quan đã triển khai kế hoạch năm theo tiến độ; công tác phối hợp giữa sở, ngành và địa phương được giữ đều "
    "hằng quý, các lớp tập huấn có kiểm tra cuối khóa, kết quả đo trước và sau của mô hình được lưu trong hồ sơ."
)


def load_report(*, year: int, measures: int, tasks: int, agencies: int, activities: int, at: datetime) -> int:
    """Load it all; returns the number of the draft of the province's report."""
    load_reference(reference=read_reference(REFERENCE), by=SYSTEM, at=at)
    unit = units_on(at.date(), UnitLevel.PROVINCE)[0]
    edition_id = load_pack(pack=_pack(unit, year, measures, tasks), viewer=None, by=SYSTEM, at=at).edition_id
    Finding.objects.filter(edition=edition_id).update(state=FindingState.ACCEPTED, decided_at=at)
    issue_edition(edition_id=edition_id, viewer=None, by=SYSTEM, at=at)
    edition = PlanEdition.objects.select_related("plan").get(pk=edition_id)
    bodies = _bodies(unit, agencies)
    _work(edition, bodies, year=year, activities=activities, at=at)
    held = ReportingRound.objects.create(
        plan=edition.plan,
        edition=edition,
        unit_id=unit.id,
        kind="yearly",
        year=year,
        title=f"Báo cáo năm {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        data_until=date(year, 12, 14),
        agencies_due=date(year, 11, 20),
        province_due=date(year, 11, 30),
        opened_at=at,
    )
    state, when = SubmissionState.ACCEPTED, {"first_submitted_at": at, "submitted_at": at, "decided_at": at}
    rows = [Submission(round=held, agency=body, due=held.agencies_due, state=state, **when) for body in bodies]
    insert_rows(rows)
    insert_rows([CoveredAgency(submission=row, agency_id=row.agency_id, name=row.agency.name) for row in rows])
    return _draft(held, at)


def _draft(held: ReportingRound, at: datetime) -> int:
    number = start_edition(round_number=held.pk, viewer=None, by=SYSTEM, at=at).number
    for section in Section:
        for _ in range(_PARAGRAPHS):
            save_report_paragraph(
                edition=number,
                paragraph=None,
                section=section,
                text=_WORDS,
                version=None,
                viewer=None,
                by=SYSTEM,
                at=at,
            )
    return number


def _bodies(unit: UnitRow, agencies: int) -> list[Body]:
    """As many bodies of the province, those of the register first."""
    known = list(Body.objects.filter(unit=unit.id, valid_to__isnull=True).order_by("pk")[:agencies])
    made = [
        Body(
            key=f"co-quan-{number}",
            name=f"Cơ quan thứ {number} của tỉnh",
            folded=fold(f"Cơ quan thứ {number} của tỉnh"),
            kind=AgencyKind.DEPARTMENT,
            unit_id=unit.id,
            valid_from=unit.valid_from,
        )
        for number in range(len(known), agencies)
    ]
    insert_rows(made)
    return [*known, *made]


def _work(edition: PlanEdition, bodies: list[Body], *, year: int, activities: int, at: datetime) -> None:
    """Finished activities of all counted kinds, spread over the bodies, the tasks and the year."""
    decided = {"state": AnnualPlanState.APPROVED, "submitted_at": at, "decided_at": at}
    annual = [AnnualPlan(plan=edition.plan, agency=body, year=year, created_at=at, **decided) for body in bodies]
    insert_rows(annual)
    tasks = list(TaskRow.objects.filter(edition=edition).order_by("position").values_list("pk", flat=True))
    rows = []
    outputs = {}
    for number in range(activities):
        tally = COUNTED[number % len(COUNTED)][1]
        own, day = annual[number % len(annual)], date(year, 1, 4) + timedelta(days=number)
        title = f"Hoạt động nâng cao năng suất, chất lượng số {number}"
        rows.append(
            Activity(
                annual_plan=own,
                plan=edition.plan,
                unit_id=edition.plan.unit_id,
                agency_id=own.agency_id,
                year=year,
                task_id=tasks[number % len(tasks)],
                kind=sorted(tally.kinds)[0],
                title=title,
                folded=fold(title),
                starts_on=day,
                ends_on=day,
                status=ActivityStatus.DONE,
                done_on=day,
                created_at=at,
            )
        )
        outputs[number] = tally.output
    insert_rows(rows)
    given = [
        ActivityOutput(activity=row, plan=edition.plan, kind=kind, quantity=Decimal(2))
        for number, row in enumerate(rows)
        if (kind := outputs[number]) is not None
    ]
    insert_rows(given)
    first = next(iter(ParticipantKind))
    insert_rows([Participation(activity=row, kind=first, people=20, women=9, organisations=5) for row in rows])


def _pack(unit: UnitRow, year: int, measures: int, tasks: int) -> PlanPack:
    base = empty_plan(unit)
    period = Period(start=year, end=year + 4)
    groups = tuple(TaskGroup(key=str(number), title=f"Nhóm nhiệm vụ {number}") for number in range(1, _GROUPS + 1))
    return base.model_copy(
        update={
            "plan": base.plan.model_copy(update={"period": period}),
            "agencies": (Agency(key="so-khcn", name="Sở Khoa học và Công nghệ", kind=AgencyKind.DEPARTMENT),),
            "targets": tuple(_target(number, period) for number in range(measures)),
            "task_groups": groups,
            "tasks": tuple(_task(number, period) for number in range(tasks)),
        }
    )


def _target(number: int, period: Period) -> Target:
    """Counted ones first, then as many that nobody counts."""
    code = COUNTED[number][0] if number < len(COUNTED) else f"khong_dem_{number}"
    known = catalogue().get(code)
    measure = Measure(
        indicator=code,
        label=known.label if known else f"Chỉ tiêu thứ {number} không đếm được từ hồ sơ",
        op=MeasureOp.AT_LEAST,
        value=Decimal(1000),
        value_to=None,
        unit=str(known.unit) if known else "việc",
        when=MeasureWhen.TOTAL,
        of=None,
    )
    text = f"Mục tiêu thứ {number + 1} của tỉnh về năng suất và chất lượng trong giai đoạn"
    return Target(key=f"T{number + 1}", text=text, at=Span(number + 1, number + 1), phase=period, measures=(measure,))


def _task(number: int, period: Period) -> Task:
    group = number % _GROUPS + 1
    return Task(
        key=f"{group}.{number + 1}",
        group=str(group),
        title=f"Nhiệm vụ thứ {number + 1} về nâng cao năng suất, chất lượng sản phẩm, hàng hóa",
        lead=("so-khcn",),
        coordinate=(),
        schedule=Schedule(kind=ScheduleKind.YEARS, start=period.start, end=period.end, text=None),
        outputs=(),
        note=None,
        at=Span(100 + number, 100 + number),
    )
