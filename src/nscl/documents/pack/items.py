"""The items of a pack, part by part, each with the key, the label and the identities by which it is compared."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from nscl.documents.pack.display import Display
from nscl.documents.pack.labels import Part, value_label
from nscl.documents.pack.schema import PlanPack


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a part.

    ``identities``: what makes it the same item in another pack, strictest first (None pairs nothing). ``wording``: what
    must be equal and a text, where items may also be paired because their texts are alike.
    """

    key: str
    label: str
    record: BaseModel
    identities: tuple[Hashable, ...]
    wording: tuple[Hashable, str] | None = None


def items_of(part: Part, pack: PlanPack, display: Display) -> tuple[Item, ...]:
    """The items of one part that is a list, each with a key of its own; nothing for the header and the budget."""
    build = _BUILDERS.get(part)
    return tuple(_with_own_keys(build(pack, display))) if build is not None else ()


def _with_own_keys(items: Iterable[Item]) -> Iterator[Item]:
    """The items, a repeated key followed by #2, #3 …"""
    times: dict[str, int] = {}
    for item in items:
        times[item.key] = times.get(item.key, 0) + 1
        yield item if times[item.key] == 1 else replace(item, key=f"{item.key}#{times[item.key]}")


def _legal_basis(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for basis in pack.legal_basis:
        label = f"{basis.number}: {basis.about}" if basis.number else basis.about
        yield Item(basis.number or basis.about, label, basis, (basis.number, (basis.issuer, basis.about)))


def _agencies(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for agency in pack.agencies:
        yield Item(agency.key, agency.name, agency, (agency.key,))


def _targets(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for target in pack.targets:
        yield Item(target.key, target.text, target, (target.key,))


def _measures(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for target in pack.targets:
        for measure in target.measures:
            identities = (
                (target.key, measure.indicator, measure.label),
                (target.key, measure.indicator),
                (target.key, measure.label),
            )
            yield Item(f"{target.key}/{measure.indicator}", f"{target.key}: {measure.label}", measure, identities)


def _task_groups(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for group in pack.task_groups:
        yield Item(group.key, group.title, group, (group.key,))


def _tasks(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for task in pack.tasks:
        yield Item(task.key, task.title, task, (task.key,))


def _budget_lines(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for line in pack.budget.lines if pack.budget else ():
        yield Item(line.key, line.title, line, (line.key,))


def _stated_sums(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for stated in pack.budget.stated if pack.budget else ():
        cell = (stated.year, stated.source)
        yield Item(f"{stated.year or 'total'}/{stated.source}", stated.what, stated, ((*cell, stated.what), cell))


def _responsibilities(pack: PlanPack, display: Display) -> Iterator[Item]:
    for duty in pack.responsibilities:
        identities = ((duty.agency, duty.role, duty.text), (duty.agency, duty.text))
        label = f"{display.agency(duty.agency)}: {duty.text}"
        yield Item(f"{duty.agency}/{duty.role}", label, duty, identities, (duty.agency, duty.text))


def _reporting(pack: PlanPack, display: Display) -> Iterator[Item]:
    for duty in pack.reporting:
        ends = (duty.senders, duty.recipient, duty.every)
        when = (duty.recipient, duty.every, duty.due)
        label = f"{display.agencies(duty.senders)} báo cáo {display.agency(duty.recipient)}, {value_label(duty.every)}"
        key = f"{'+'.join(duty.senders)}/{duty.recipient}/{duty.every}"
        yield Item(key, label, duty, ((*ends, duty.due), ends, when))


def _reviews(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for review in pack.reviews:
        label = f"{value_label(review.kind).capitalize()} năm {review.year}"
        yield Item(f"{review.kind}/{review.year}", label, review, ((review.kind, review.year), review.kind))


def _support_rules(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for rule in pack.support_rules:
        yield Item(rule.kind, rule.text, rule, ((rule.kind, rule.text), rule.text), (rule.kind, rule.text))


def _findings(pack: PlanPack, _display: Display) -> Iterator[Item]:
    for finding in pack.findings:
        identities = ((finding.kind, finding.at, finding.says), finding.says)
        key = f"{finding.kind}/{finding.at.first}"
        yield Item(key, finding.says, finding, identities, (finding.kind, finding.says))


_BUILDERS: Mapping[Part, Callable[[PlanPack, Display], Iterator[Item]]] = {
    Part.LEGAL_BASIS: _legal_basis,
    Part.AGENCIES: _agencies,
    Part.TARGETS: _targets,
    Part.MEASURES: _measures,
    Part.TASK_GROUPS: _task_groups,
    Part.TASKS: _tasks,
    Part.BUDGET_LINES: _budget_lines,
    Part.STATED_SUMS: _stated_sums,
    Part.RESPONSIBILITIES: _responsibilities,
    Part.REPORTING: _reporting,
    Part.REVIEWS: _reviews,
    Part.SUPPORT_RULES: _support_rules,
    Part.FINDINGS: _findings,
}
