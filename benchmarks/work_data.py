"""A country at work: 34 plans of 30 measures, a million finished activities, three million participations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from benchmarks.data import empty_plan
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
from nscl.progress.catalogue import Scope, Tally, catalogue
from nscl.records.inserting import insert_rows
from nscl.records.operations import SYSTEM
from nscl.text.folding import fold_words
from nscl.work.enums import ActivityStatus, AnnualPlanState, ParticipantKind
from nscl.work.models import Activity, ActivityOutput, AnnualPlan, Participation

AT = datetime(2030, 11, 21, tzinfo=UTC)
ON = date(2030, 9, 30)
SIGNED = date(2026, 10, 1)
REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
PHASES = (Period(start=2021, end=2025), Period(start=2026, end=2030))
FIRST_YEAR, YEARS = 2021, 10
TASKS = 20
PARTICIPATIONS = 3
BATCH = 20_000
DAYS_A_YEAR = 360
WHOLE = Scope(first=date.min, last=date.max)
# Every counted indicator with what it adds up.
COUNTED: tuple[tuple[str, Tally], ...] = tuple(
    (code, one.count(WHOLE).tally) for code, one in catalogue().items() if one.count is not None
)


@dataclass(frozen=True)
class Province:
    """A province with its plan: what a record needs to know."""

    unit: int
    plan: int
    agency: int
    tasks: tuple[int, ...]
    annual: dict[int, int]


@dataclass
class Country:
    """The provinces; the first is the one that is looked at, `slug` its plan, `empty_slug` a plan without targets."""

    slug: str
    empty_slug: str
    provinces: list[Province]
    written: dict[int, int] = field(default_factory=dict)

    def fill_own(self, activities: int) -> None:
        """Give the province that is looked at its share of a country's activities."""
        self._fill(self.provinces[0], activities // len(self.provinces))

    def fill_others(self, activities: int) -> None:
        """Fill the other provinces until a country of this size is there (without the first one's own)."""
        for province in self.provinces[1:]:
            self._fill(province, activities // len(self.provinces))

    def _fill(self, province: Province, wanted: int) -> None:
        rows = _activities(province, self.written.get(province.plan, 0), wanted)
        while batch := list(islice(rows, BATCH)):
            insert_rows(batch)
            insert_rows([output for row in batch if (output := _output(row)) is not None])
            insert_rows([part for row in batch for part in _participations(row)])
        self.written[province.plan] = max(wanted, self.written.get(province.plan, 0))


def load_country() -> Country:
    """Reference data and every province's plan, issued, with its annual plans approved."""
    load_reference(reference=read_reference(REFERENCE), by=SYSTEM, at=AT)
    units = units_on(SIGNED, UnitLevel.PROVINCE)
    provinces = [_province(unit) for unit in units]
    empty = load_pack(pack=empty_plan(units[0]), viewer=None, by=SYSTEM, at=AT)
    _issue(empty.edition_id)
    return Country(_slug(units[0]), empty.slug, provinces)


def _issue(edition: int) -> None:
    Finding.objects.filter(edition=edition).update(state=FindingState.ACCEPTED, decided_at=AT)
    issue_edition(edition_id=edition, viewer=None, by=SYSTEM, at=AT)


def _province(unit: UnitRow) -> Province:
    edition_id = load_pack(pack=_pack(unit), viewer=None, by=SYSTEM, at=AT).edition_id
    _issue(edition_id)
    edition = PlanEdition.objects.select_related("plan").get(pk=edition_id)
    agency = Body.objects.filter(unit=unit.id).order_by("pk").values_list("pk", flat=True)[0]
    annual = [
        AnnualPlan(
            plan_id=edition.plan_id,
            agency_id=agency,
            year=year,
            state=AnnualPlanState.APPROVED,
            created_at=AT,
            submitted_at=AT,
            decided_at=AT,
        )
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
    ]
    insert_rows(annual)
    tasks = tuple(TaskRow.objects.filter(edition=edition).order_by("position").values_list("pk", flat=True))
    return Province(unit.id, edition.plan_id, agency, tasks, {row.year: row.pk for row in annual})


def _slug(unit: UnitRow) -> str:
    return "-".join([*fold_words(unit.name), "2021", "2030"])


def _pack(unit: UnitRow) -> PlanPack:
    base = empty_plan(unit)
    period = Period(start=PHASES[0].start, end=PHASES[-1].end)
    return base.model_copy(
        update={
            "plan": base.plan.model_copy(update={"slug": _slug(unit), "period": period}),
            "agencies": (Agency(key="so-khcn", name="Sở Khoa học và Công nghệ", kind=AgencyKind.DEPARTMENT),),
            "targets": tuple(
                _target(code, phase, number)
                for number, (code, phase) in enumerate((code, phase) for phase in PHASES for code, _tally in COUNTED)
            ),
            "task_groups": (TaskGroup(key="1", title="Nhóm nhiệm vụ"),),
            "tasks": tuple(_task(number) for number in range(1, TASKS + 1)),
        }
    )


def _target(code: str, phase: Period, number: int) -> Target:
    measure = Measure(
        indicator=code,
        label=catalogue()[code].label,
        op=MeasureOp.AT_LEAST,
        value=Decimal(1000),
        value_to=None,
        unit=str(catalogue()[code].unit),
        when=MeasureWhen.TOTAL,
        of=None,
    )
    text = f"Mục tiêu thứ {number + 1} của tỉnh trong giai đoạn"
    return Target(key=f"T{number + 1}", text=text, at=Span(number + 1, number + 1), phase=phase, measures=(measure,))


def _task(number: int) -> Task:
    return Task(
        key=f"1.{number}",
        group="1",
        title=f"Nhiệm vụ thứ {number} về năng suất, chất lượng",
        lead=("so-khcn",),
        coordinate=(),
        schedule=Schedule(kind=ScheduleKind.YEARS, start=2021, end=2030, text=None),
        outputs=(),
        note=None,
        at=Span(100 + number, 100 + number),
    )


def _activities(province: Province, first: int, last: int) -> Iterator[Activity]:
    """Finished activities of all counted kinds, spread over the years and the tasks."""
    for number in range(first, last):
        _code, tally = COUNTED[number % len(COUNTED)]
        kinds = sorted(tally.kinds)
        day = date(FIRST_YEAR + number % YEARS, 1, 1) + timedelta(days=number // YEARS % DAYS_A_YEAR)
        title = f"Hoạt động nâng cao năng suất, chất lượng số {number}"
        yield Activity(
            annual_plan_id=province.annual[day.year],
            plan_id=province.plan,
            unit_id=province.unit,
            agency_id=province.agency,
            year=day.year,
            task_id=province.tasks[number % len(province.tasks)],
            kind=kinds[number // len(COUNTED) % len(kinds)],
            title=title,
            folded=f"hoat dong nang cao nang suat chat luong so {number}",
            starts_on=day,
            ends_on=day,
            status=ActivityStatus.DONE,
            done_on=day,
            created_at=AT,
        )


_QUANTITIES = {kind.value: tally.output for _code, tally in COUNTED for kind in tally.kinds if tally.output is not None}


def _output(row: Activity) -> ActivityOutput | None:
    output = _QUANTITIES.get(row.kind)
    if output is None:
        return None
    return ActivityOutput(activity_id=row.pk, plan_id=row.plan_id, kind=output, quantity=Decimal(2))


def _participations(row: Activity) -> Iterator[Participation]:
    for kind in list(ParticipantKind)[:PARTICIPATIONS]:
        yield Participation(activity_id=row.pk, kind=kind, people=20, women=9, organisations=5)
