"""The parts of an edition that `plans` keeps, as records of the plan pack, without the money.

No viewer is asked for: `nscl.finance.queries.pack` puts the parts together, and whoever calls it has checked who asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypedDict

from django.db.models import Value

from nscl.documents.pack import schema
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
from nscl.documents.pack.values import MonthDay, Span
from nscl.plans import models
from nscl.plans.enums import AgencyRole, FindingOrigin
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.rules import plain_number
from nscl.text.dates import PartialDate

AgencyKeys = Mapping[int, str]
KeysByOwner = Mapping[int, tuple[str, ...]]


class PackIncomplete(ValueError):
    """An item lacks what the pack format demands of it. `str()` says which item, what is missing and what to do."""


class PlanParts(TypedDict):
    """Every part of a `PlanPack` but the money, under the pack's own names."""

    plan: schema.PlanHeader
    legal_basis: tuple[schema.LegalBasis, ...]
    agencies: tuple[schema.Agency, ...]
    targets: tuple[schema.Target, ...]
    task_groups: tuple[schema.TaskGroup, ...]
    tasks: tuple[schema.Task, ...]
    responsibilities: tuple[schema.Responsibility, ...]
    reporting: tuple[schema.ReportingDuty, ...]
    reviews: tuple[schema.Review, ...]
    support_rules: tuple[schema.SupportRule, ...]
    findings: tuple[schema.PackFinding, ...]
    source: schema.Source | None


def plan_parts(edition_id: int) -> tuple[PlanParts, AgencyKeys]:
    """The parts of an edition without its money, and the key of each of its agencies by number. 15 queries.

    Computed findings are no part of a pack: the check finds them again. Raises EditionNotFound, and PackIncomplete
    where an item has no lines of the document.
    """
    edition = models.PlanEdition.objects.select_related("plan__unit").filter(pk=edition_id).first()
    if edition is None:
        raise EditionNotFound(str(edition_id))
    agencies = list(models.EditionAgency.objects.filter(edition=edition_id).order_by("position"))
    keys = {agency.pk: agency.key for agency in agencies}
    return {
        "plan": _header(edition),
        "legal_basis": _legal_basis(edition_id),
        "agencies": tuple(schema.Agency(key=a.key, name=a.name, kind=AgencyKind(a.kind)) for a in agencies),
        "targets": _targets(edition_id),
        **_work(edition_id, keys),
        **_duties(edition_id, keys),
        "findings": _findings(edition_id),
        "source": _source(edition),
    }, keys


def span(item: models.EditionItem) -> Span:
    """The lines of an item. Raises PackIncomplete where it has none: the format has no item without."""
    if item.first_line is None or item.last_line is None:
        raise PackIncomplete(f"“{item}” chưa ghi dòng của văn bản. Cách sửa: ghi dòng đầu và dòng cuối cho mục này.")
    return Span(item.first_line, item.last_line)


def agency_keys_by_role(parts: Iterable[tuple[int, int, str]], keys: AgencyKeys) -> tuple[KeysByOwner, KeysByOwner]:
    """Keys of leading and of coordinating agencies by owner, from (owner, agency, role) in order."""
    by_role: dict[str, defaultdict[int, tuple[str, ...]]] = {role: defaultdict(tuple) for role in AgencyRole.values}
    for owner, agency, role in parts:
        by_role[role][owner] += (keys[agency],)
    return by_role[AgencyRole.LEAD], by_role[AgencyRole.COORDINATE]


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain_number(value)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.from_iso(text)


def _header(edition: models.PlanEdition) -> schema.PlanHeader:
    plan = edition.plan
    return schema.PlanHeader(
        slug=plan.slug,
        title=edition.title,
        number=edition.number,
        issued_on=_date(edition.issued_on),
        issuer=edition.issuer,
        province=schema.Province(name=plan.unit.name, code=plan.unit.code),
        period=schema.Period(start=plan.period_start, end=plan.period_end),
    )


def _source(edition: models.PlanEdition) -> schema.Source | None:
    if edition.source_lines is None or not edition.source_sha256:
        return None
    return schema.Source(lines=edition.source_lines, sha256=edition.source_sha256)


def _legal_basis(edition_id: int) -> tuple[schema.LegalBasis, ...]:
    return tuple(
        schema.LegalBasis(number=row.number, date=_date(row.date), issuer=row.issuer, about=row.about, at=span(row))
        for row in models.LegalBasis.objects.filter(edition=edition_id).order_by("position")
    )


def _targets(edition_id: int) -> tuple[schema.Target, ...]:
    measures: defaultdict[int, tuple[schema.Measure, ...]] = defaultdict(tuple)
    for measure in models.Measure.objects.filter(edition=edition_id).order_by("position"):
        measures[measure.target_id] += (
            schema.Measure(
                indicator=measure.indicator,
                label=measure.label,
                op=MeasureOp(measure.op),
                value=plain_number(measure.value),
                value_to=_plain(measure.value_to),
                unit=measure.unit,
                when=MeasureWhen(measure.when),
                of=measure.of,
            ),
        )
    return tuple(
        schema.Target(
            key=row.key,
            text=row.text,
            at=span(row),
            phase=schema.Period(start=row.phase_start, end=row.phase_end),
            measures=measures[row.pk],
        )
        for row in models.Target.objects.filter(edition=edition_id).order_by("position")
    )


class _Work(TypedDict):
    task_groups: tuple[schema.TaskGroup, ...]
    tasks: tuple[schema.Task, ...]


def _work(edition_id: int, keys: AgencyKeys) -> _Work:
    groups = list(models.TaskGroup.objects.filter(edition=edition_id).order_by("position"))
    group_keys = {group.pk: group.key for group in groups}
    lead, coordinate = agency_keys_by_role(
        models.TaskAgency.objects.filter(edition=edition_id)
        .order_by("position")
        .values_list("task_id", "agency_id", "role"),
        keys,
    )
    outputs = _outputs(edition_id)
    return {
        "task_groups": tuple(schema.TaskGroup(key=group.key, title=group.title) for group in groups),
        "tasks": tuple(
            schema.Task(
                key=row.key,
                group=group_keys[row.group_id],
                title=row.title,
                lead=lead.get(row.pk, ()),
                coordinate=coordinate.get(row.pk, ()),
                schedule=_schedule(row),
                outputs=outputs.get(row.pk, ()),
                note=row.note,
                at=span(row),
            )
            for row in models.Task.objects.filter(edition=edition_id).order_by("position")
        ),
    }


def _schedule(task: models.Task) -> schema.Schedule:
    return schema.Schedule(
        kind=ScheduleKind(task.schedule_kind),
        start=task.schedule_start,
        end=task.schedule_end,
        text=task.schedule_text,
    )


def _outputs(edition_id: int) -> Mapping[int, tuple[schema.Output, ...]]:
    outputs: defaultdict[int, tuple[schema.Output, ...]] = defaultdict(tuple)
    for row in models.Output.objects.filter(edition=edition_id).order_by("position"):
        outputs[row.task_id] += (
            schema.Output(
                text=row.text,
                op=None if row.op is None else MeasureOp(row.op),
                value=_plain(row.value),
                value_to=_plain(row.value_to),
                unit=row.unit,
                by=row.by_year,
                of=row.of,
            ),
        )
    return outputs


class _Duties(TypedDict):
    responsibilities: tuple[schema.Responsibility, ...]
    reporting: tuple[schema.ReportingDuty, ...]
    reviews: tuple[schema.Review, ...]
    support_rules: tuple[schema.SupportRule, ...]


def _duties(edition_id: int, keys: AgencyKeys) -> _Duties:
    partners, senders = _companions(edition_id, keys)
    return {
        "responsibilities": _responsibilities(edition_id, keys, partners),
        "reporting": _reporting(edition_id, keys, senders),
        "reviews": tuple(
            schema.Review(kind=ReviewKind(row.kind), year=row.year, lead=_lead(row, keys), at=span(row))
            for row in models.Review.objects.filter(edition=edition_id).order_by("position")
        ),
        "support_rules": tuple(
            schema.SupportRule(kind=SupportRuleKind(row.kind), text=row.text, at=span(row))
            for row in models.SupportRule.objects.filter(edition=edition_id).order_by("position")
        ),
    }


def _lead(review: models.Review, keys: AgencyKeys) -> str:
    if review.lead_id is None:
        raise PackIncomplete(f"“{review}” chưa có đơn vị chủ trì. Cách sửa: chọn đơn vị chủ trì sơ kết, tổng kết.")
    return keys[review.lead_id]


def _companions(edition_id: int, keys: AgencyKeys) -> tuple[KeysByOwner, KeysByOwner]:
    """Keys of the partners of each responsibility, and of the senders of each report, in one query."""
    partners: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    senders: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    of_responsibilities = models.ResponsibilityPartner.objects.filter(edition=edition_id).values_list(
        Value("partner"), "position", "responsibility_id", "agency_id"
    )
    of_reports = models.ReportingSource.objects.filter(edition=edition_id).values_list(
        Value("sender"), "position", "duty_id", "agency_id"
    )
    for part, _position, owner, agency in sorted(of_responsibilities.union(of_reports, all=True)):
        (partners if part == "partner" else senders)[owner] += (keys[agency],)
    return partners, senders


def _responsibilities(edition_id: int, keys: AgencyKeys, partners: KeysByOwner) -> tuple[schema.Responsibility, ...]:
    return tuple(
        schema.Responsibility(
            agency=keys[row.agency_id],
            role=DutyRole(row.role),
            text=row.text,
            partners=partners.get(row.pk, ()),
            at=span(row),
        )
        for row in models.Responsibility.objects.filter(edition=edition_id).order_by("position")
    )


def _reporting(edition_id: int, keys: AgencyKeys, senders: KeysByOwner) -> tuple[schema.ReportingDuty, ...]:
    return tuple(
        schema.ReportingDuty(
            senders=senders.get(row.pk, ()),
            recipient=keys[row.to_id],
            due=None if row.due_month is None or row.due_day is None else MonthDay(row.due_month, row.due_day),
            every=ReportingFrequency(row.every),
            at=span(row),
        )
        for row in models.ReportingDuty.objects.filter(edition=edition_id).order_by("position")
    )


def _findings(edition_id: int) -> tuple[schema.PackFinding, ...]:
    read = models.Finding.objects.filter(edition=edition_id, origin=FindingOrigin.READ).order_by("position")
    return tuple(
        schema.PackFinding(
            kind=FindingKind(row.kind),
            severity=FindingSeverity(row.severity),
            at=span(row),
            says=row.says,
            conflicts_with=row.conflicts_with,
            likely=row.likely,
        )
        for row in read
    )
