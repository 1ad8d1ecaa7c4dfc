"""The record of an item made from the row that a page reads: the form of one item needs no more of the plan.

`finance.operations.editing.current_record` gives the same from the whole pack, in two dozen queries; a page has twelve.
What is written is judged by the operation against the stored record, never against this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from nscl.documents.pack import schema
from nscl.documents.pack.values import MonthDay, Span
from nscl.plans.enums import ItemKind
from nscl.plans.queries.basis import AgencyRow, LegalBasisRow
from nscl.plans.queries.duties import ReportingRow, ResponsibilityRow, ReviewRow, SupportRuleRow
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.findings import FindingRow
from nscl.plans.queries.rows import AgencyName, ItemRow
from nscl.plans.queries.targets import TargetRow
from nscl.plans.queries.tasks import TaskGroupRow, TaskRow


def record_of(kind: ItemKind, row: Any) -> schema.Record:
    """The record of an item that `plans` keeps, from its row. Raises KeyError for a kind that `finance` keeps."""
    return _BUILDERS[kind](row)


def header_of(edition: EditionHeader) -> schema.PlanHeader:
    """The head of a plan."""
    return schema.PlanHeader(
        slug=edition.slug,
        title=edition.title,
        number=edition.number,
        issued_on=edition.issued_on,
        issuer=edition.issuer,
        province=schema.Province(name=edition.province_name, code=edition.province_code),
        period=schema.Period(start=edition.period_start, end=edition.period_end),
    )


def _at(row: ItemRow) -> Span:
    """Its lines; an item of a pack always has some, so 1 is only for one that was damaged: the form shows it."""
    return Span(row.first_line or 1, row.last_line or row.first_line or 1)


def _keys(agencies: Iterable[AgencyName]) -> tuple[str, ...]:
    return tuple(agency.key for agency in agencies)


def _legal_basis(row: LegalBasisRow) -> schema.LegalBasis:
    return schema.LegalBasis(number=row.reference, date=row.date, issuer=row.issuer, about=row.about, at=_at(row))


def _agency(row: AgencyRow) -> schema.Agency:
    return schema.Agency(key=row.key, name=row.name, kind=row.kind)


def _target(row: TargetRow) -> schema.Target:
    return schema.Target(
        key=row.key,
        text=row.text,
        at=_at(row),
        phase=schema.Period(start=row.phase_start, end=row.phase_end),
        measures=tuple(
            schema.Measure(
                indicator=one.indicator,
                label=one.label,
                op=one.op,
                value=one.value,
                value_to=one.value_to,
                unit=one.unit,
                when=one.when,
                of=one.of,
            )
            for one in row.measures
        ),
    )


def _group(row: TaskGroupRow) -> schema.TaskGroup:
    return schema.TaskGroup(key=row.key, title=row.title)


def _task(row: TaskRow) -> schema.Task:
    return schema.Task(
        key=row.key,
        group=row.group_key,
        title=row.title,
        lead=_keys(row.lead),
        coordinate=_keys(row.coordinate),
        schedule=schema.Schedule(
            kind=row.schedule_kind, start=row.schedule_start, end=row.schedule_end, text=row.schedule_text
        ),
        outputs=tuple(
            schema.Output(
                text=one.text,
                op=one.op,
                value=one.value,
                value_to=one.value_to,
                unit=one.unit,
                by=one.by_year,
                of=one.of,
            )
            for one in row.outputs
        ),
        note=row.note,
        at=_at(row),
    )


def _responsibility(row: ResponsibilityRow) -> schema.Responsibility:
    return schema.Responsibility(
        agency=row.agency.key, role=row.role, text=row.text, partners=_keys(row.partners), at=_at(row)
    )


def _reporting(row: ReportingRow) -> schema.ReportingDuty:
    due = MonthDay(row.due_month, row.due_day) if row.due_month and row.due_day else None
    return schema.ReportingDuty(
        senders=_keys(row.senders), recipient=row.recipient.key, due=due, every=row.every, at=_at(row)
    )


def _review(row: ReviewRow) -> schema.Review:
    if row.lead is None:
        # The format has no review without a lead; the form of one opens blank there, to be mended.
        return schema.Review.model_construct(kind=row.kind, year=row.year, lead="", at=_at(row))
    return schema.Review(kind=row.kind, year=row.year, lead=row.lead.key, at=_at(row))


def _support_rule(row: SupportRuleRow) -> schema.SupportRule:
    return schema.SupportRule(kind=row.kind, text=row.text, at=_at(row))


def _finding(row: FindingRow) -> schema.PackFinding:
    return schema.PackFinding(
        kind=row.kind,
        severity=row.severity,
        at=_at(row),
        says=row.says,
        conflicts_with=row.conflicts_with,
        likely=row.likely,
    )


_BUILDERS: Final[Mapping[ItemKind, Callable[[Any], schema.Record]]] = {
    ItemKind.LEGAL_BASIS: _legal_basis,
    ItemKind.AGENCY: _agency,
    ItemKind.TARGET: _target,
    ItemKind.TASK_GROUP: _group,
    ItemKind.TASK: _task,
    ItemKind.RESPONSIBILITY: _responsibility,
    ItemKind.REPORTING: _reporting,
    ItemKind.REVIEW: _review,
    ItemKind.SUPPORT_RULE: _support_rule,
    ItemKind.FINDING: _finding,
}
