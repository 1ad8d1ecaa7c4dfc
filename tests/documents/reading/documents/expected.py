"""The plan pack that a story's document says, whatever its layout: what a perfect reader would give.

Lines differ from layout to layout; every span here is line 1, and spans are tested on their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from nscl.documents.pack.enums import AgencyKind, ReportingFrequency
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
    ReportingDuty,
    Responsibility,
    Review,
    Schedule,
    StatedSum,
    Target,
    Task,
    TaskGroup,
)
from nscl.documents.pack.values import MonthDay, Span
from nscl.text.dates import PartialDate
from nscl.text.decimals import format_number
from nscl.text.folding import fold
from nscl.text.formats import money_in_words
from tests.documents.reading.documents import bodies
from tests.documents.reading.documents.money import with_all
from tests.documents.reading.documents.story import Body, Estimate, Story

SOMEWHERE = Span(1, 1)


def expected_pack(story: Story) -> PlanPack:
    """Everything that the document of the story states."""
    return PlanPack(
        schema_version=1,
        plan=_header(story),
        legal_basis=tuple(
            LegalBasis(number=one.number, date=PartialDate.of(one.on), issuer=one.issuer, about=one.about, at=SOMEWHERE)
            for one in story.basis
        ),
        agencies=tuple(Agency(key=body.key, name=body.name, kind=AgencyKind.OTHER) for body in _bodies(story)),
        targets=_targets(story),
        task_groups=tuple(TaskGroup(key=group.number, title=group.title) for group in story.groups),
        tasks=_tasks(story),
        budget=_budget(story.estimate) if story.estimate else None,
        responsibilities=tuple(
            Responsibility(agency=duty.body.key, role=role, text=text, partners=(), at=SOMEWHERE)
            for duty in story.duties
            for role, text in duty.sentences
        ),
        reporting=_reporting(story),
        reviews=tuple(
            Review(kind=one.kind, year=one.year, lead=bodies.SCIENCE.key, at=SOMEWHERE) for one in story.reviews
        ),
        support_rules=(),
        findings=(),
    )


def _header(story: Story) -> PlanHeader:
    slug = f"{fold(story.province).replace(' - ', '-').replace(' ', '-')}-{story.period}"
    return PlanHeader(
        slug=slug,
        title=f"Kế hoạch {story.title}",
        number=story.number,
        issued_on=PartialDate.of(story.issued),
        issuer=f"UBND {story.unit} {story.province}",
        province=Province(name=story.province, code=story.code),
        period=Period(start=story.first, end=story.last),
    )


def _bodies(story: Story) -> Iterable[Body]:
    found: dict[str, Body] = {}
    for _key, _group, job in story.jobs():
        for body in (*job.lead, *job.coordinate):
            found[body.key] = body
    for report in story.reports:
        for body in (*report.senders, report.recipient):
            found[body.key] = body
    for duty in story.duties:
        found[duty.body.key] = duty.body
    return found.values()


def _targets(story: Story) -> tuple[Target, ...]:
    period = Period(start=story.first, end=story.last)
    found = [Target(key="T1", text=story.general, at=SOMEWHERE, phase=period, measures=())]
    for phase in story.phases:
        for aim in phase.aims:
            measures = tuple(
                Measure(
                    indicator=figure.indicator,
                    label=figure.phrase,
                    op=figure.op,
                    value=figure.value,
                    value_to=figure.value_to,
                    unit=figure.unit,
                    when=figure.when,
                    of=None,
                )
                for figure in aim.figures
            )
            phase_years = Period(start=phase.first, end=phase.last)
            key = f"T{len(found) + 1}"
            found.append(Target(key=key, text=aim.text, at=SOMEWHERE, phase=phase_years, measures=measures))
    return tuple(found)


def _keys(some: Iterable[Body]) -> tuple[str, ...]:
    return tuple(body.key for body in some)


def _tasks(story: Story) -> tuple[Task, ...]:
    return tuple(
        Task(
            key=key,
            group=group,
            title=job.title,
            lead=_keys(job.lead),
            coordinate=_keys(job.coordinate),
            schedule=Schedule(kind=job.when.kind, start=job.when.start, end=job.when.end, text=job.when.text),
            outputs=tuple(
                Output(text=job.product, op=one.op, value=one.value, value_to=one.value_to, unit=one.unit)
                for one in job.yields
            )
            or (Output(text=job.product, op=None, value=None, value_to=None, unit=None),),
            note=None,
            at=SOMEWHERE,
        )
        for key, group, job in story.jobs()
    )


def _budget(estimate: Estimate) -> Budget:
    lines = []
    for group in estimate.groups:
        lines.append(_row(group.number, None, group.title, group.total, group.years))
        lines += [
            _row(f"{group.number}.{line.number}", group.number, line.title, line.total, line.years).model_copy(
                update={
                    "unit_cost": line.unit_cost,
                    "quantity": line.quantity,
                    "quantity_unit": line.quantity_unit,
                    "lead": _keys(line.lead),
                    "coordinate": _keys(line.coordinate),
                }
            )
            for line in group.lines
        ]
    return Budget(
        unit_vnd=estimate.unit_vnd,
        years=estimate.years,
        sources=tuple(BudgetSource(key=key, name=name) for key, name in estimate.sources.items()),
        lines=tuple(lines),
        grand_total=GrandTotal(total=with_all(estimate.total), by_year=_years(estimate.by_year)),
        stated=_stated(estimate),
    )


def _row(
    key: str,
    parent: str | None,
    title: str,
    total: Mapping[str, Decimal],
    years: Mapping[int, Mapping[str, Decimal]],
) -> BudgetLine:
    return BudgetLine(
        key=key,
        parent=parent,
        title=title,
        unit_cost=None,
        quantity=None,
        quantity_unit=None,
        total=with_all(total),
        by_year=_years(years),
        lead=(),
        coordinate=(),
        note=None,
        at=SOMEWHERE,
    )


def _years(years: Mapping[int, Mapping[str, Decimal]]) -> dict[int, dict[str, Decimal]]:
    return {year: dict(amounts) for year, amounts in years.items() if amounts}


def _stated(estimate: Estimate) -> tuple[StatedSum, ...]:
    return tuple(
        StatedSum(
            what=one.label,
            year=one.year,
            source=one.source,
            printed=format_number(one.digits),
            vnd=one.digits,
            words=money_in_words(one.words) if one.words is not None else None,
            words_vnd=one.words,
            at=SOMEWHERE,
        )
        for one in estimate.stated
    )


def _reporting(story: Story) -> tuple[ReportingDuty, ...]:
    found = []
    for report in story.reports:
        senders, to = _keys(report.senders), report.recipient.key
        due = MonthDay(report.month, report.day)
        found.append(ReportingDuty(senders=senders, recipient=to, due=due, every=ReportingFrequency.YEAR, at=SOMEWHERE))
        if report.on_demand:
            every = ReportingFrequency.ON_DEMAND
            found.append(ReportingDuty(senders=senders, recipient=to, due=None, every=every, at=SOMEWHERE))
    return tuple(found)
