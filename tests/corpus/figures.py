"""A reading as figures: what every item says in numbers and keys, one short line each, without the document's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from nscl.documents.pack.schema import BudgetLine, GrandTotal, PlanPack, Task
from nscl.documents.reading.results import Reading
from nscl.text.folding import fold
from tests.corpus.published import Scores, overall

Figures = Mapping[str, list[str]]
_UNIT_WORDS = 3


def figures(reading: Reading, parts: Scores) -> dict[str, list[str]]:
    """Each part's items as sorted lines."""
    pack = reading.pack
    found: dict[str, Iterable[str]] = {
        "scores": _scores(parts),
        "header": _header(pack),
        "legal basis": (f"{one.number} {one.date.iso if one.date else '-'}" for one in pack.legal_basis),
        "agencies": (agency.key for agency in pack.agencies),
        "targets": (f"{t.key} {t.phase.start}-{t.phase.end} measures {len(t.measures)}" for t in pack.targets),
        "measures": _measures(pack),
        "tasks": (_task(task) for task in pack.tasks),
        "budget": _budget(pack),
        "stated sums": _stated(pack),
        "responsibilities": _counts(f"{one.agency} {one.role}" for one in pack.responsibilities),
        "reporting": (
            f"{'+'.join(one.senders)} > {one.recipient} {one.due or '-'} {one.every}" for one in pack.reporting
        ),
        "reviews": (f"{one.kind} {one.year} {one.lead}" for one in pack.reviews),
        "support rules": _counts(one.kind for one in pack.support_rules),
        "findings": _counts(f"{one.kind} {one.severity}" for one in pack.findings),
        "doubts": _counts(doubt.rule for doubt in reading.doubts),
        "unread": [f"{sum(one.at.last - one.at.first + 1 for one in reading.unread)} lines"],
    }
    return {part: sorted(lines) for part, lines in found.items()}


def _scores(parts: Scores) -> Iterator[str]:
    yield f"overall {overall(parts):.1f}"
    for name, (precision, recall, f1) in parts.items():
        yield f"{name}: P {precision:.1f} R {recall:.1f} F1 {f1:.1f}"


def _header(pack: PlanPack) -> Iterator[str]:
    plan = pack.plan
    yield f"number {plan.number}"
    yield f"issued {plan.issued_on.iso if plan.issued_on else '-'}"
    yield f"province {plan.province.code}"
    yield f"period {plan.period.start}-{plan.period.end}"


def _measures(pack: PlanPack) -> Iterator[str]:
    for target in pack.targets:
        for one in target.measures:
            unit = " ".join(fold(one.unit).split()[:_UNIT_WORDS])
            yield f"{target.key} {one.indicator} {one.op} {_span(one.value, one.value_to)} {unit} {one.when}"


def _task(task: Task) -> str:
    when = f"{task.schedule.kind} {task.schedule.start or '-'} {task.schedule.end or '-'}"
    made = ", ".join(f"{one.op} {_span(one.value, one.value_to)}" for one in task.outputs if one.value is not None)
    return f"{task.key} [{' '.join(task.lead)}] [{' '.join(task.coordinate)}] {when} ({made})"


def _budget(pack: PlanPack) -> Iterator[str]:
    if pack.budget is None:
        return
    yield f"unit {pack.budget.unit_vnd} years {' '.join(map(str, pack.budget.years))}"
    for line in pack.budget.lines:
        yield from _cells(line.key, line)
    yield from _cells("bottom row", pack.budget.grand_total)


def _cells(key: str, row: BudgetLine | GrandTotal) -> Iterator[str]:
    for source, amount in row.total.items():
        yield f"{key} total {source} {amount}"
    for year, amounts in row.by_year.items():
        for source, amount in amounts.items():
            yield f"{key} {year} {source} {amount}"


def _stated(pack: PlanPack) -> Iterator[str]:
    for one in pack.budget.stated if pack.budget else ():
        yield f"{one.year or 'all years'} {one.source} {one.vnd} in words {one.words_vnd}"


def _span(value: Decimal | None, value_to: Decimal | None) -> str:
    return f"{value}" if value_to is None else f"{value}-{value_to}"


def _counts(names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        yield f"{name} × {times}"


def changes(stored: Figures, now: Figures) -> list[str]:
    """Gains (+) and losses (-) by part, the scores first; nothing where both say the same."""
    lines = []
    for part in dict.fromkeys((*now, *stored)):
        before, after = Counter(stored.get(part, [])), Counter(now.get(part, []))
        for sign, items in (("-", before - after), ("+", after - before)):
            lines += [f"{sign} {part}: {item}" for item in sorted(items.elements())]
    return lines
