"""The stages in their order, and one pack made of what they found."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from nscl.documents.checks import Finding, check_pack
from nscl.documents.pack.enums import AgencyKind
from nscl.documents.pack.reader import count_lines
from nscl.documents.pack.schema import (
    Agency,
    LegalBasis,
    PackFinding,
    PlanHeader,
    PlanPack,
    ReportingDuty,
    Responsibility,
    Review,
    Source,
    StatedSum,
    SupportRule,
    Target,
)
from nscl.documents.pack.values import Span
from nscl.documents.reading.agencies import Mention, find_agencies, name_agencies
from nscl.documents.reading.agencies.catalogue import entries
from nscl.documents.reading.basis import read_basis
from nscl.documents.reading.blocks import Document, Paragraph
from nscl.documents.reading.budget import BudgetRead, BudgetTable, find_budget_tables, read_budget
from nscl.documents.reading.coverage import unread_passages
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.fitting import fit_pack
from nscl.documents.reading.formats.language import measure_language
from nscl.documents.reading.gazetteer import Gazetteer
from nscl.documents.reading.header import read_header
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.reporting_duties import read_reporting
from nscl.documents.reading.responsibilities import read_responsibilities
from nscl.documents.reading.results import Doubt, Extracted, Reading
from nscl.documents.reading.reviews import read_reviews
from nscl.documents.reading.stated_sums import read_stated_sums
from nscl.documents.reading.support_rules import read_support_rules
from nscl.documents.reading.targets import read_targets
from nscl.documents.reading.task_tables import TaskTable, find_task_tables
from nscl.documents.reading.tasks import TasksRead, read_tasks


class _Part(Protocol):
    """What all parts have in common."""

    @property
    def doubts(self) -> tuple[Doubt, ...]: ...

    @property
    def read(self) -> tuple[Span, ...]: ...


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the extractors found, part by part of the pack."""

    plan: PlanHeader
    header: Extracted[PlanHeader]
    basis: Extracted[LegalBasis]
    targets: Extracted[Target]
    support: Extracted[SupportRule]
    stated: Extracted[StatedSum]
    budget: BudgetRead
    tasks: TasksRead
    duties: Extracted[Responsibility]
    reporting: Extracted[ReportingDuty]
    reviews: Extracted[Review]

    def all(self) -> tuple[_Part, ...]:
        """Every part, in the order of the pack."""
        return (
            self.header,
            self.basis,
            self.targets,
            self.support,
            self.stated,
            self.budget,
            self.tasks,
            self.duties,
            self.reporting,
            self.reviews,
        )


def assemble(document: Document, source: bytes, gazetteer: Gazetteer) -> Reading:
    """Read every part of a decoded document. ``source``: the bytes of the text that spans refer to.

    Raises ReadingError: "not-vietnamese", or "not-a-plan" where there is no sign of a province's plan, or nothing of
    one in it.
    """
    if not measure_language(line.text for line in document.lines).is_vietnamese:
        raise _not_vietnamese()
    budget_tables = find_budget_tables(document, damaged=document.marks_lost)
    task_tables = find_task_tables(document, damaged=document.marks_lost)
    claimed = sorted({*(table.span for table in budget_tables), *(table.span for table in task_tables)})
    outline = build_outline(join_paragraphs(document, claimed), damaged=document.marks_lost)
    parts = _read_parts(document, outline, budget_tables, task_tables, gazetteer)
    pack, unfit = fit_pack(_pack_of(parts, outline, source, damaged=document.marks_lost))
    return Reading(
        document=document,
        source=source,
        pack=pack.model_copy(update={"findings": tuple(_as_read(finding) for finding in check_pack(pack))}),
        doubts=_in_order((*unfit, *(doubt for part in parts.all() for doubt in part.doubts))),
        unread=unread_passages(document, outline, (span for part in parts.all() for span in part.read)),
    )


def _read_parts(
    document: Document,
    outline: Outline,
    budget_tables: Sequence[BudgetTable],
    task_tables: Sequence[TaskTable],
    gazetteer: Gazetteer,
) -> _Parts:
    damaged = document.marks_lost
    blocks = join_paragraphs(document)
    header = read_header(document, outline, gazetteer, blocks=blocks)
    if not header.items:
        raise _not_a_plan()
    plan = header.items[0]
    province, period = plan.province.name, plan.period
    stated = read_stated_sums(outline, tables=budget_tables, damaged=damaged)
    budget = read_budget(
        budget_tables, outline=outline, stated=stated.items, period=period, damaged=damaged, province=province
    )
    lines = budget.budget.lines if budget.budget is not None else ()
    tasks = read_tasks(task_tables, outline, period=period, budget_lines=lines, damaged=damaged, province=province)
    targets = read_targets(outline, period=period, damaged=damaged, lines=document.lines)
    if not (targets.items or tasks.tasks or lines):
        raise _not_a_plan()
    return _Parts(
        plan=plan,
        header=header,
        basis=read_basis(document, outline, gazetteer, plan, blocks=blocks),
        targets=targets,
        support=read_support_rules(outline, damaged=damaged, lines=document.lines),
        stated=stated,
        budget=budget,
        tasks=tasks,
        duties=read_responsibilities(outline, damaged=damaged, province=province, document=document),
        reporting=read_reporting(outline, damaged=damaged, province=province, document=document),
        reviews=read_reviews(outline, tasks=tasks.tasks, damaged=damaged, province=province, document=document),
    )


def _pack_of(parts: _Parts, outline: Outline, source: bytes, *, damaged: bool) -> PlanPack:
    mentions = _mentions(outline, parts.plan, damaged=damaged)
    pack = PlanPack(
        schema_version=1,
        plan=parts.plan,
        legal_basis=parts.basis.items,
        agencies=name_agencies((*mentions, *parts.tasks.mentions, *parts.budget.mentions)),
        targets=parts.targets.items,
        task_groups=parts.tasks.groups,
        tasks=parts.tasks.tasks,
        budget=parts.budget.budget,
        responsibilities=parts.duties.items,
        reporting=parts.reporting.items,
        reviews=parts.reviews.items,
        support_rules=parts.support.items,
        findings=(),
        source=Source(lines=count_lines(source), sha256=hashlib.sha256(source).hexdigest()),
    )
    return _with_all_agencies(pack)


def _not_vietnamese() -> ReadingError:
    return ReadingError(
        "not-vietnamese",
        "văn bản không phải tiếng Việt",
        "chọn bản tiếng Việt mà Ủy ban nhân dân tỉnh đã ban hành",
    )


def _not_a_plan() -> ReadingError:
    return ReadingError(
        "not-a-plan",
        "văn bản không phải kế hoạch của một tỉnh: không thấy tên tỉnh cùng mục tiêu, nhiệm vụ hay dự toán",
        "chọn đúng tệp kế hoạch; nếu đúng là kế hoạch, bắt đầu từ mẫu .docx (nscl plan-template) hoặc nhập tay",
    )


def _mentions(outline: Outline, plan: PlanHeader, *, damaged: bool) -> Iterator[Mention]:
    """The bodies named in the prose."""
    for node in outline.walk():
        if isinstance(node.block, Paragraph):
            yield from find_agencies(node.block.text, damaged=damaged, province=plan.province.name)


def _with_all_agencies(pack: PlanPack) -> PlanPack:
    """The pack with every agency that an item names; one that is only understood, by its name in the word lists."""
    listed = {agency.key for agency in pack.agencies}
    understood = {entry.key: Agency(key=entry.key, name=entry.name, kind=entry.kind) for entry in entries()}
    missing = [
        understood.get(key, Agency(key=key, name=key, kind=AgencyKind.OTHER))
        for key in dict.fromkeys(_used_keys(pack))
        if key not in listed
    ]
    return pack.model_copy(update={"agencies": (*pack.agencies, *missing)}) if missing else pack


def _used_keys(pack: PlanPack) -> Iterator[str]:
    for task in pack.tasks:
        yield from (*task.lead, *task.coordinate)
    for line in pack.budget.lines if pack.budget is not None else ():
        yield from (*line.lead, *line.coordinate)
    for duty in pack.responsibilities:
        yield from (duty.agency, *duty.partners)
    for report in pack.reporting:
        yield from (*report.senders, report.recipient)
    for review in pack.reviews:
        yield review.lead


def _as_read(finding: Finding) -> PackFinding:
    """A contradiction found by program, in the pack's form; one about the header stands on the first line."""
    return PackFinding(
        kind=finding.kind,
        severity=finding.severity,
        at=finding.at or Span(1, 1),
        says=finding.says,
        conflicts_with=finding.conflicts_with,
        likely=finding.likely,
    )


def _in_order(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts without repetition, in the order of the document; those of the whole document first."""
    sentences = dict.fromkeys(replace(doubt, reason=_sentence(doubt.reason)) for doubt in doubts)
    return tuple(sorted(sentences, key=lambda doubt: doubt.at or Span(0, 0)))


def _sentence(reason: str) -> str:
    """A reason as a person reads it: a capital first, a full stop last."""
    reason = reason[:1].upper() + reason[1:]
    return reason if reason.endswith((".", "?", "…")) else reason + "."
