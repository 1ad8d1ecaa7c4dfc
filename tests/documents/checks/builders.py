"""A small sound plan, and its parts with one thing changed at a time."""

from decimal import Decimal
from typing import Any

from nscl.documents.checks import Finding, check_pack
from nscl.documents.checks.register import AgencyRegister
from nscl.documents.pack.enums import AgencyKind, MeasureOp, MeasureWhen, ScheduleKind
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
    Schedule,
    StatedSum,
    Target,
    Task,
    TaskGroup,
)
from nscl.documents.pack.values import Span
from nscl.text.dates import PartialDate


def header(**changes: Any) -> PlanHeader:
    values: dict[str, Any] = {
        "slug": "mau-2026-2030",
        "title": "Kế hoạch mẫu",
        "number": "1/KH-UBND",
        "issued_on": PartialDate.from_iso("2026-01-05"),
        "issuer": "UBND tỉnh",
        "province": Province(name="Bắc Ninh", code="24"),
        "period": Period(start=2026, end=2030),
    }
    return PlanHeader(**(values | changes))


def years(start: int, end: int, kind: ScheduleKind = ScheduleKind.YEARS) -> Schedule:
    return Schedule(kind=kind, start=start, end=end, text=None)


def task(key: str, title: str = "Tổ chức tập huấn", **changes: Any) -> Task:
    values: dict[str, Any] = {
        "key": key,
        "group": "I",
        "title": title,
        "lead": ("so-khcn",),
        "coordinate": (),
        "schedule": years(2026, 2030),
        "outputs": (),
        "note": None,
        "at": Span(40, 41),
    }
    return Task(**(values | changes))


def output(text: str, value: int, **changes: Any) -> Output:
    values: dict[str, Any] = {"text": text, "op": MeasureOp.EXACTLY, "value": value, "value_to": None, "unit": None}
    return Output(**(values | changes))


def measure(indicator: str, value: int = 1, **changes: Any) -> Measure:
    values: dict[str, Any] = {
        "indicator": indicator,
        "label": "điều được đếm",
        "op": MeasureOp.AT_LEAST,
        "value": value,
        "value_to": None,
        "unit": "cái",
        "when": MeasureWhen.TOTAL,
        "of": None,
    }
    return Measure(**(values | changes))


def target(key: str, *measures: Measure, **changes: Any) -> Target:
    values: dict[str, Any] = {
        "key": key,
        "text": "Điều phải đạt",
        "at": Span(10, 12),
        "phase": Period(start=2026, end=2030),
        "measures": measures,
    }
    return Target(**(values | changes))


def amounts(**values: str | int) -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in values.items()}


def line(key: str, parent: str | None = None, **changes: Any) -> BudgetLine:
    values: dict[str, Any] = {
        "key": key,
        "parent": parent,
        "title": "Tập huấn",
        "unit_cost": None,
        "quantity": None,
        "quantity_unit": None,
        "total": {},
        "by_year": {},
        "lead": ("so-khcn",),
        "coordinate": (),
        "note": None,
        "at": Span(60, 61),
    }
    return BudgetLine(**(values | changes))


def stated(printed: str, vnd: int, words: str | None = None, **changes: Any) -> StatedSum:
    values: dict[str, Any] = {
        "what": "Tổng kinh phí",
        "year": None,
        "source": "all",
        "printed": printed,
        "vnd": vnd,
        "words": words,
        "words_vnd": None,
        "at": Span(80, 80),
    }
    return StatedSum(**(values | changes))


def budget(*lines: BudgetLine, **changes: Any) -> Budget:
    """A budget in million VND over two sources; without changes its sums are whatever the lines make them."""
    values: dict[str, Any] = {
        "unit_vnd": 1_000_000,
        "years": (2026, 2027, 2028, 2029, 2030),
        "sources": (BudgetSource(key="state", name="NSNN"), BudgetSource(key="enterprise", name="DN")),
        "lines": lines,
        "grand_total": GrandTotal(total={}, by_year={}),
        "stated": (),
    }
    return Budget(**(values | changes))


def basis(number: str | None, day: str | None) -> LegalBasis:
    on = PartialDate.from_iso(day) if day is not None else None
    return LegalBasis(number=number, date=on, issuer="Thủ tướng Chính phủ", about="Chương trình", at=Span(1, 2))


def pack(**changes: Any) -> PlanPack:
    """A plan in which every check is content."""
    values: dict[str, Any] = {
        "schema_version": 1,
        "plan": header(),
        "legal_basis": (basis("1322/QĐ-TTg", "2020-08-31"),),
        "agencies": (
            Agency(key="so-khcn", name="Sở Khoa học và Công nghệ", kind=AgencyKind.DEPARTMENT),
            Agency(key="so-khdt", name="Sở Kế hoạch và Đầu tư", kind=AgencyKind.DEPARTMENT),
            Agency(key="cac-so-nganh", name="Các sở, ngành", kind=AgencyKind.GROUP),
        ),
        "targets": (target("T1", measure("people_trained")),),
        "task_groups": (TaskGroup(key="I", title="Đào tạo"),),
        "tasks": (task("I.1"), task("I.2")),
        "budget": None,
        "responsibilities": (),
        "reporting": (),
        "reviews": (),
        "support_rules": (),
        "findings": (),
    }
    return PlanPack(**(values | changes))


def findings(rule: str, register: AgencyRegister | None = None, **changes: Any) -> list[Finding]:
    """What one check says about the sound plan with these changes."""
    return [finding for finding in check_pack(pack(**changes), register=register) if finding.rule == rule]


def rules(register: AgencyRegister | None = None, **changes: Any) -> list[str]:
    """The rules that find something in the sound plan with these changes."""
    return [finding.rule for finding in check_pack(pack(**changes), register=register)]
