"""How much of an expected pack a reading has, and how much it made up: precision, recall and F1 by part.

The same definitions as the project's scoring program for published plans: a measure counts when op, figures and unit
agree, a task when its key (or nearly its whole title) agrees, a cell of the estimate when line, year, source and
amount agree. Bodies count by key or by name; "%/năm" and "%" are one unit, since the year is told by ``when``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.fuzz import ratio

from nscl.documents.pack.enums import ScheduleKind
from nscl.documents.pack.schema import PlanPack, Task
from nscl.text.folding import fold

_ALIKE_WITH_KEY, _ALIKE = 60.0, 80.0
_A_YEAR = re.compile(r"\s*/\s*nam$")


@dataclass(frozen=True)
class Score:
    """Of ``said`` items ``hit`` are right; ``due`` were to be found."""

    hit: int
    said: int
    due: int

    @property
    def precision(self) -> float:
        return 100 * self.hit / self.said if self.said else 100.0 * (not self.due)

    @property
    def recall(self) -> float:
        return 100 * self.hit / self.due if self.due else 100.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def overall(parts: Mapping[str, Score]) -> float:
    """The mean F1 of the parts, each of equal weight."""
    return sum(part.f1 for part in parts.values()) / len(parts)


def score(read: PlanPack, due: PlanPack) -> dict[str, Score]:
    """The score of every part that the expected pack has."""
    tasks, fields = _tasks(read, due)
    parts = {
        "header": _counted(_header(read), _header(due)),
        "legal basis": _counted(
            (one.number for one in read.legal_basis if one.number), (one.number for one in due.legal_basis)
        ),
        "measures": _counted(measures(read), measures(due)),
        "phases": _counted(_phases(read), _phases(due)),
        "tasks": tasks,
        "task fields": fields,
        "duties": _counted(_duties(read), _duties(due)),
        "reviews": _counted(
            ((one.kind, one.year) for one in read.reviews), ((one.kind, one.year) for one in due.reviews)
        ),
    }
    if due.budget is not None:
        parts["budget"] = _counted(cells(read), cells(due))
        parts["stated sums"] = _counted(_stated(read), _stated(due))
    return parts


def _counted(said: Iterable[Hashable], due: Iterable[Hashable]) -> Score:
    ours, theirs = Counter(said), Counter(due)
    return Score((ours & theirs).total(), ours.total(), theirs.total())


def _header(pack: PlanPack) -> tuple[Hashable, ...]:
    plan = pack.plan
    return (
        ("number", plan.number),
        ("issued", plan.issued_on.iso if plan.issued_on else None),
        ("province", fold(plan.province.name), plan.province.code),
        ("start", plan.period.start),
        ("end", plan.period.end),
    )


def measures(pack: PlanPack) -> tuple[Hashable, ...]:
    """What every measure says in figures."""
    return tuple(
        (one.op, one.value, one.value_to, _A_YEAR.sub("", fold(one.unit)))
        for target in pack.targets
        for one in target.measures
    )


def _phases(pack: PlanPack) -> tuple[Hashable, ...]:
    return tuple(
        (one.value, target.phase.start, target.phase.end, one.when)
        for target in pack.targets
        for one in target.measures
    )


def cells(pack: PlanPack) -> tuple[Hashable, ...]:
    """Every amount of the estimate with its line, year and source; the bottom row included."""
    budget = pack.budget
    if budget is None:
        return ()
    rows: list[tuple[str, Mapping[str, Decimal], Mapping[int, Mapping[str, Decimal]]]] = [
        (line.key, line.total, line.by_year) for line in budget.lines
    ]
    rows.append(("the bottom row", budget.grand_total.total, budget.grand_total.by_year))
    found: list[Hashable] = []
    for key, total, years in rows:
        found += [(key, None, source, amount) for source, amount in total.items()]
        found += [(key, year, source, amount) for year, by in years.items() for source, amount in by.items()]
    return tuple(found)


def _stated(pack: PlanPack) -> tuple[Hashable, ...]:
    return tuple((one.vnd, one.words_vnd) for one in pack.budget.stated) if pack.budget else ()


def _duties(pack: PlanPack) -> set[Hashable]:
    return {(str(one.due) if one.due else None, one.every) for one in pack.reporting}


def _tasks(read: PlanPack, due: PlanPack) -> tuple[Score, Score]:
    pairs = _paired(read.tasks, due.tasks)
    ours, theirs = _names(read), _names(due)
    hit = sum((_fields(a, ours) & _fields(b, theirs)).total() for a, b in pairs)
    said = sum(_fields(a, ours).total() for a, _ in pairs)
    all_due = sum(_fields(task, theirs).total() for task in due.tasks)
    return Score(len(pairs), len(read.tasks), len(due.tasks)), Score(hit, said, all_due)


def _paired(read: tuple[Task, ...], due: tuple[Task, ...]) -> list[tuple[Task, Task]]:
    pairs, free = [], list(due)
    for task in read:
        likeness = {other.key: ratio(fold(task.title), fold(other.title)) for other in free}
        same = [other for other in free if other.key == task.key and likeness[other.key] >= _ALIKE_WITH_KEY]
        best = same or sorted(
            (other for other in free if likeness[other.key] >= _ALIKE), key=lambda other: -likeness[other.key]
        )
        if best:
            pairs.append((task, best[0]))
            free.remove(best[0])
    return pairs


def _names(pack: PlanPack) -> dict[str, str]:
    return {agency.key: fold(agency.name) for agency in pack.agencies}


def _fields(task: Task, names: Mapping[str, str]) -> Counter[Hashable]:
    """What a task says: who leads, who helps, when, how many."""
    found: Counter[Hashable] = Counter()
    for role, keys in (("lead", task.lead), ("coordinate", task.coordinate)):
        found.update((role, names.get(key, key)) for key in keys)
    if task.schedule.kind is not ScheduleKind.UNSTATED:
        found[("when", task.schedule.kind, task.schedule.start, task.schedule.end)] += 1
    found.update(("yield", one.op, one.value, one.value_to) for one in task.outputs if one.value is not None)
    return found
