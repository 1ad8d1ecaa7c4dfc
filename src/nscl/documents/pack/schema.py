"""The plan pack as typed, frozen records: the format of `plan-pack.md` and one documented extension.

Every field of the format is required (a value that the document leaves out is written ``null`` or ``[]``), except
``outputs[].by``, ``outputs[].of`` and the extension ``source``: the number of lines and the SHA-256 of the
`source.txt` from which the pack was read, so that a span beyond the document is refused where the text itself is not
at hand. Figures are the document's own: nothing here corrects them.

``Decimal`` figures are those of the document, in the unit that it states. The few fields whose name in the format is
a Python keyword, or says too little, carry another name here and the format's name as validation alias.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from nscl.documents.pack.enums import (
    AgencyKind,
    DutyRole,
    FindingKind,
    FindingSeverity,
    MeasureOp,
    MeasureWhen,
    ReportingFrequency,
    ReviewKind,
    ScheduleKind,
    SupportRuleKind,
)
from nscl.documents.pack.values import (
    Amount,
    Amounts,
    AmountsByYear,
    Day,
    IndicatorCode,
    Lines,
    Number,
    ProvinceCode,
    Sha256,
    Slug,
    Text,
    Vnd,
    Year,
    YearlyDay,
    refusal,
)

SCHEMA_VERSION = 1

# A strict string enum would want an enum member; the YAML has its value.
_BY_VALUE = Field(strict=False)


class Record(BaseModel):
    """What all records share: immutable, no guessing of types, no unknown key."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class Province(Record):
    """The province by the name and statistical code in force when the plan was issued."""

    name: Text
    code: ProvinceCode


class Period(Record):
    """Years ``start`` to ``end``, both included."""

    start: Year
    end: Year

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise refusal(f"giai đoạn ngược: {self.start} đến {self.end}", "ghi năm đầu ở start, năm cuối ở end")
        return self


class PlanHeader(Record):
    """What the plan is; ``number`` is None where the document leaves it blank, ``issued_on`` where unknown."""

    slug: Slug
    title: Text
    number: Text | None
    issued_on: Day | None
    issuer: Text
    province: Province
    period: Period


class Source(Record):
    """The text that line numbers refer to: its number of lines and the SHA-256 of its bytes (extension)."""

    lines: Annotated[int, Field(ge=1)]
    sha256: Sha256


class LegalBasis(Record):
    """A document on which the plan rests."""

    number: Text | None
    date: Day | None
    issuer: Text
    about: Text
    at: Lines


class Agency(Record):
    """A body that the plan names."""

    key: Slug
    name: Text
    kind: Annotated[AgencyKind, _BY_VALUE]


class Measure(Record):
    """What can be counted in a target. ``value`` is as written (55 for 55%); ``value_to`` only with ``range``."""

    indicator: IndicatorCode
    label: Text
    op: Annotated[MeasureOp, _BY_VALUE]
    value: Number
    value_to: Number | None
    unit: Text
    when: Annotated[MeasureWhen, _BY_VALUE]
    of: Text | None

    @model_validator(mode="after")
    def _upper_end_with_range(self) -> Self:
        _require_upper_end_with_range(self.op, self.value_to)
        return self


class Target(Record):
    """An objective of the plan, with its measures (none where nothing in it can be counted)."""

    key: Text
    text: Text
    at: Lines
    phase: Period
    measures: tuple[Measure, ...]


class TaskGroup(Record):
    """A heading over tasks."""

    key: Text
    title: Text


class Schedule(Record):
    """When a task is done; ``text`` is the document's wording. An upside-down pair is kept: `checks` reports it."""

    kind: Annotated[ScheduleKind, _BY_VALUE]
    start: Year | None
    end: Year | None
    text: Text | None

    @model_validator(mode="after")
    def _years_fit_the_kind(self) -> Self:
        match self.kind:
            case ScheduleKind.YEARS | ScheduleKind.SINGLE if self.start is None or self.end is None:
                raise refusal(f"lịch {self.kind} thiếu năm", "ghi cả start và end, hoặc đổi kind thành unstated")
            case ScheduleKind.FROM if self.start is None:
                raise refusal("lịch from thiếu năm bắt đầu", "ghi start, hoặc đổi kind thành unstated")
            case ScheduleKind.UNSTATED if self.start is not None or self.end is not None:
                raise refusal("lịch unstated mà có năm", "đổi kind thành years hoặc single, hoặc bỏ năm")
            case _:
                return self


class Output(Record):
    """What a task is to yield; ``op`` and ``value`` are None together. ``by``: milestone year; ``of``: denominator."""

    text: Text
    op: Annotated[MeasureOp, _BY_VALUE] | None
    value: Number | None
    value_to: Number | None
    unit: Text | None
    by: Year | None = None
    of: Text | None = None

    @model_validator(mode="after")
    def _operator_with_value(self) -> Self:
        if (self.op is None) != (self.value is None):
            raise refusal("op và value phải cùng có hoặc cùng để null", "ghi đủ cả hai, hoặc để null cả hai")
        _require_upper_end_with_range(self.op, self.value_to)
        return self


class Task(Record):
    """A numbered work item of the plan."""

    key: Text
    group: Text
    title: Text
    lead: tuple[Slug, ...]
    coordinate: tuple[Slug, ...]
    schedule: Schedule
    outputs: tuple[Output, ...]
    note: Text | None
    at: Lines


class BudgetSource(Record):
    """A column of the budget table."""

    key: Slug
    name: Text


class BudgetLine(Record):
    """A line of the budget table with its figures as printed, in `Budget.unit_vnd`; blanks have no entry."""

    key: Text
    parent: Text | None
    title: Text
    unit_cost: Amount | None
    quantity: Amount | None
    quantity_unit: Text | None
    total: Amounts
    by_year: AmountsByYear
    lead: tuple[Slug, ...]
    coordinate: tuple[Slug, ...]
    note: Text | None
    at: Lines


class GrandTotal(Record):
    """The budget table's own bottom row."""

    total: Amounts
    by_year: AmountsByYear


class StatedSum(Record):
    """A sum in the prose: ``printed`` digits and what they mean in VND, ``words`` and what they mean in VND."""

    what: Text
    year: Year | None
    source: Slug
    printed: Text
    vnd: Vnd
    words: Text | None
    words_vnd: Vnd | None
    at: Lines


class Budget(Record):
    """The money of the plan; ``lines`` is empty where only a total is stated."""

    unit_vnd: Annotated[int, Field(ge=1)]
    years: tuple[Year, ...]
    sources: tuple[BudgetSource, ...]
    lines: tuple[BudgetLine, ...]
    grand_total: GrandTotal
    stated: tuple[StatedSum, ...]


class Responsibility(Record):
    """One duty of one agency; ``partners`` is the format's ``with``."""

    agency: Slug
    role: Annotated[DutyRole, _BY_VALUE]
    text: Text
    partners: Annotated[tuple[Slug, ...], Field(validation_alias="with", serialization_alias="with")]
    at: Lines


class ReportingDuty(Record):
    """Who reports to whom and by which day; ``senders`` and ``recipient`` are the format's ``from`` and ``to``."""

    senders: Annotated[tuple[Slug, ...], Field(validation_alias="from", serialization_alias="from")]
    recipient: Annotated[Slug, Field(validation_alias="to", serialization_alias="to")]
    due: YearlyDay | None
    every: Annotated[ReportingFrequency, _BY_VALUE]
    at: Lines


class Review(Record):
    """Sơ kết or tổng kết in a year."""

    kind: Annotated[ReviewKind, _BY_VALUE]
    year: Year
    lead: Slug
    at: Lines


class SupportRule(Record):
    """A condition on who is supported and how far."""

    kind: Annotated[SupportRuleKind, _BY_VALUE]
    text: Text
    at: Lines


class PackFinding(Record):
    """A contradiction that the person who read the document wrote down (`checks.Finding` is one found by program)."""

    kind: Annotated[FindingKind, _BY_VALUE]
    severity: Annotated[FindingSeverity, _BY_VALUE]
    at: Lines
    says: Text
    conflicts_with: Text | None
    likely: Text | None


class PlanPack(Record):
    """One published plan as data."""

    schema_version: Annotated[Literal[1], Field(validation_alias="schema", serialization_alias="schema")]
    plan: PlanHeader
    legal_basis: tuple[LegalBasis, ...]
    agencies: tuple[Agency, ...]
    targets: tuple[Target, ...]
    task_groups: tuple[TaskGroup, ...]
    tasks: tuple[Task, ...]
    budget: Budget | None
    responsibilities: tuple[Responsibility, ...]
    reporting: tuple[ReportingDuty, ...]
    reviews: tuple[Review, ...]
    support_rules: tuple[SupportRule, ...]
    findings: tuple[PackFinding, ...]
    source: Source | None = None


def _require_upper_end_with_range(op: MeasureOp | None, value_to: Decimal | None) -> None:
    if (op is MeasureOp.RANGE) != (value_to is not None):
        raise refusal(
            "value_to chỉ đi cùng op: range, và op: range phải có value_to",
            "ghi đầu trên vào value_to, hoặc đổi op",
        )
