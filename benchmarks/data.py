"""A country of plans for benchmarks: 34 provinces × 3 editions × 100 tasks × 60 budget lines, really loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from nscl.documents.pack.enums import AgencyKind, DutyRole, MeasureOp, MeasureWhen, ScheduleKind
from nscl.documents.pack.schema import (
    Agency,
    Budget,
    BudgetLine,
    BudgetSource,
    GrandTotal,
    LegalBasis,
    Measure,
    Output,
    Period,
    PlanHeader,
    PlanPack,
    Province,
    Responsibility,
    Schedule,
    Target,
    Task,
    TaskGroup,
)
from nscl.documents.pack.values import Span
from nscl.finance.operations.editions import issue_edition
from nscl.finance.operations.findings import decide_finding
from nscl.finance.operations.intake import load_as_amendment, load_pack
from nscl.institutions.enums import UnitLevel
from nscl.institutions.operations import load_reference
from nscl.institutions.queries import UnitRow, units_on
from nscl.institutions.reference import read_reference
from nscl.plans.enums import FindingState
from nscl.plans.models import Finding
from nscl.records.operations import SYSTEM
from nscl.text.dates import PartialDate
from nscl.text.folding import fold_words

AT = datetime(2026, 11, 21, tzinfo=UTC)
REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
SIGNED = date(2026, 10, 1)
EDITIONS = 3
GROUPS = 5
TASKS = 100
CHAPTERS = 10
LINES_A_CHAPTER = 5
TARGETS = 20
AGENCIES = 20
DUTIES = 40
YEARS = (2026, 2027, 2028, 2029, 2030)
STATE, ENTERPRISE = "state", "enterprise"
PHASE = Period(start=YEARS[0], end=YEARS[-1])


def load_country(provinces: int | None = None) -> list[str]:
    """Load the reference data and every province's plan in three editions. Returns the plans' slugs.

    provinces: how many of the 34, for a quicker run.
    """
    load_reference(reference=read_reference(REFERENCE), by=SYSTEM, at=AT)
    units = units_on(SIGNED, UnitLevel.PROVINCE)[:provinces]
    return [load_province(unit) for unit in units]


def load_province(unit: UnitRow) -> str:
    """The plan of one province: issued, then amended twice. Returns its slug."""
    for ordinal in range(1, EDITIONS + 1):
        pack = plan_of(unit, ordinal)
        load = load_pack if ordinal == 1 else load_as_amendment
        edition = load(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id
        for finding in Finding.objects.filter(edition=edition, state=FindingState.OPEN).order_by("pk"):
            decide_finding(number=finding.pk, decision=FindingState.ACCEPTED, reason="", viewer=None, by=SYSTEM, at=AT)
        issue_edition(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    return plan_of(unit, 1).plan.slug


def empty_plan(unit: UnitRow) -> PlanPack:
    """A plan of one province with a head and nothing else: its pages are the layout alone."""
    return PlanPack(
        schema_version=1,
        plan=_header(unit, f"{_slug(unit)}-trong"),
        legal_basis=(),
        agencies=(),
        targets=(),
        task_groups=(),
        tasks=(),
        budget=None,
        responsibilities=(),
        reporting=(),
        reviews=(),
        support_rules=(),
        findings=(),
        source=None,
    )


def plan_of(unit: UnitRow, ordinal: int) -> PlanPack:
    """The `ordinal`-th edition of a province's plan; a few tasks have another title in each."""
    return empty_plan(unit).model_copy(
        update={
            "plan": _header(unit, _slug(unit)),
            "legal_basis": (_legal_basis(),),
            "agencies": tuple(
                Agency(key=_agency(n), name=f"Sở thứ {n}", kind=AgencyKind.DEPARTMENT) for n in range(AGENCIES)
            ),
            "targets": tuple(_target(n) for n in range(1, TARGETS + 1)),
            "task_groups": tuple(TaskGroup(key=str(n), title=f"Nhóm nhiệm vụ {n}") for n in range(1, GROUPS + 1)),
            "tasks": tuple(_task(n, ordinal) for n in range(TASKS)),
            "budget": _budget(),
            "responsibilities": tuple(_duty(n) for n in range(DUTIES)),
        }
    )


def _slug(unit: UnitRow) -> str:
    return "-".join([*fold_words(unit.name), str(YEARS[0]), str(YEARS[-1])])


def _header(unit: UnitRow, slug: str) -> PlanHeader:
    return PlanHeader(
        slug=slug,
        title=f"Kế hoạch nâng cao năng suất, chất lượng {unit.label} 2026–2030",
        number="15/KH-UBND",
        issued_on=PartialDate.of(SIGNED),
        issuer=f"UBND {unit.label}",
        province=Province(name=unit.name, code=unit.code),
        period=PHASE,
    )


def _legal_basis() -> LegalBasis:
    about = "Chương trình quốc gia hỗ trợ doanh nghiệp nâng cao năng suất"
    decided = PartialDate(2020, 8, 31)
    return LegalBasis(number="1322/QĐ-TTg", date=decided, issuer="Thủ tướng", about=about, at=Span(1, 2))


def _agency(number: int) -> str:
    return f"co-quan-{number % AGENCIES}"


def _target(number: int) -> Target:
    measure = Measure(
        indicator="people_trained",
        label="lượt người được đào tạo",
        op=MeasureOp.AT_LEAST,
        value=Decimal(100 * number),
        value_to=None,
        unit="lượt người",
        when=MeasureWhen.TOTAL,
        of=None,
    )
    text = f"Đào tạo kiến thức về năng suất, chất lượng cho nhóm đối tượng thứ {number} của tỉnh"
    return Target(key=f"T{number}", text=text, at=Span(number, number + 1), phase=PHASE, measures=(measure,))


def _task(number: int, ordinal: int) -> Task:
    group = number * GROUPS // TASKS + 1
    edition = f", điều chỉnh lần {ordinal - 1}" if ordinal > 1 and number % 20 == 0 else ""
    output = Output(
        text=f"{number + 1} lớp đào tạo cho cán bộ và doanh nghiệp",
        op=MeasureOp.EXACTLY,
        value=Decimal(number + 1),
        value_to=None,
        unit="lớp",
    )
    return Task(
        key=f"{group}.{number + 1}",
        group=str(group),
        title=f"Tổ chức đào tạo, tập huấn về công cụ năng suất số {number + 1}{edition}",
        lead=(_agency(number),),
        coordinate=tuple(_agency(number + step) for step in range(1, 4)),
        schedule=Schedule(kind=ScheduleKind.YEARS, start=YEARS[0], end=YEARS[-1], text=None),
        outputs=(output,),
        note=None,
        at=Span(100 + number, 101 + number),
    )


def _duty(number: int) -> Responsibility:
    return Responsibility(
        agency=_agency(number),
        role=DutyRole.COORDINATE,
        text=f"Phối hợp thực hiện nội dung thứ {number + 1} của kế hoạch trong lĩnh vực được giao",
        partners=(_agency(number + 1),),
        at=Span(300 + number, 300 + number),
    )


def _budget() -> Budget:
    """60 lines: 10 chapters of 5 lines each, every line with two sources in five years; all sums right."""
    lines: list[BudgetLine] = []
    for chapter in range(1, CHAPTERS + 1):
        leaves = [_leaf(chapter, number) for number in range(1, LINES_A_CHAPTER + 1)]
        lines += [_line(str(chapter), None, f"Chương {chapter}", _added(leaves), chapter * 10), *leaves]
    whole = _added([line for line in lines if line.parent is None])
    sources = (BudgetSource(key=STATE, name="NSNN"), BudgetSource(key=ENTERPRISE, name="DN"))
    return Budget(
        unit_vnd=1_000_000,
        years=YEARS,
        sources=sources,
        lines=tuple(lines),
        grand_total=GrandTotal(total=_total(whole), by_year=whole),
        stated=(),
    )


Figures = Mapping[int, Mapping[str, Decimal]]


def _leaf(chapter: int, number: int) -> BudgetLine:
    figures = {
        year: {STATE: Decimal(chapter * 10 + number), ENTERPRISE: Decimal(number) + Decimal("0.5")} for year in YEARS
    }
    title = f"Hỗ trợ doanh nghiệp áp dụng công cụ năng suất, nội dung {chapter}.{number}"
    return _line(f"{chapter}.{number}", str(chapter), title, figures, chapter * 10 + number)


def _line(key: str, parent: str | None, title: str, figures: Figures, at: int) -> BudgetLine:
    return BudgetLine(
        key=key,
        parent=parent,
        title=title,
        unit_cost=None,
        quantity=None,
        quantity_unit=None,
        total=_total(figures),
        by_year=figures,
        lead=(_agency(at),) if parent else (),
        coordinate=(),
        note=None,
        at=Span(500 + at, 500 + at),
    )


def _added(lines: list[BudgetLine]) -> Figures:
    return {
        year: {
            source: sum((line.by_year[year][source] for line in lines), Decimal(0)) for source in (STATE, ENTERPRISE)
        }
        for year in YEARS
    }


def _total(figures: Figures) -> Mapping[str, Decimal]:
    by_source = {source: sum((figures[year][source] for year in YEARS), Decimal(0)) for source in (STATE, ENTERPRISE)}
    return by_source | {"all": sum(by_source.values(), Decimal(0))}
