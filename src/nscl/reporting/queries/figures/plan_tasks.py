"""The tasks of the edition that is reported on, with who does them, and what other editions call the same task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nscl.documents.pack.enums import AgencyKind, ScheduleKind
from nscl.plans.enums import AgencyRole, EditionState
from nscl.plans.models import Task, TaskAgency
from nscl.plans.rules import schedule_in_words
from nscl.text.folding import fold
from nscl.work.rules.schedules import Due, due_in


@dataclass(frozen=True, slots=True)
class ReportedTask:
    """A task of the edition.

    group: the number and title of its heading; leads: as the plan names them; bodies: all named in it that the register
    knows; names_groups: it also names groups ("các sở, ngành"). schedule: in words; due: whether the plan sets it for
    each year of the report; folded: its title, its heading's and its outputs, as they are searched.
    """

    number: int
    key: str
    title: str
    group: tuple[int, str]
    schedule: str
    leads: tuple[str, ...]
    bodies: frozenset[int]
    names_groups: bool
    due: Mapping[int, Due]
    folded: str

    @property
    def label(self) -> str:
        """Number and title, as people call it."""
        return f"{self.key}. {self.title}" if self.key else self.title


class PlanTasks:
    """The tasks of an edition. Two queries; one more where something belongs to a task of another edition."""

    def __init__(self, plan_id: int, edition_id: int, years: Iterable[int]) -> None:
        self._plan_id = plan_id
        leads, bodies, groups = _bodies(edition_id)
        self.all: tuple[ReportedTask, ...] = tuple(
            ReportedTask(
                read.number,
                read.key,
                read.title,
                (read.group, f"{read.group_key}. {read.heading}" if read.group_key else read.heading),
                schedule_in_words(ScheduleKind(read.kind), read.start, read.end, read.text),
                tuple(leads[read.number]),
                frozenset(bodies[read.number]),
                read.number in groups,
                {year: due_in(year, ScheduleKind(read.kind), read.start, read.end) for year in years},
                "\n".join((fold(read.title), fold(read.heading), *outputs)),
            )
            for read, outputs in _tasks(edition_id)
        )
        self.by_number: Mapping[int, ReportedTask] = {task.number: task for task in self.all}

    @cached_property
    def _here(self) -> Mapping[int, int]:
        return _identities(self._plan_id, [task.number for task in self.all])

    def here(self, number: int) -> ReportedTask | None:
        """What a task of whatever edition is in this one; None where it has no such task."""
        own = self.by_number.get(number)
        return own if own is not None else self.by_number.get(self._here.get(number, number))


class _Read(NamedTuple):
    number: int
    key: str
    title: str
    group: int
    group_key: str
    heading: str
    kind: str
    start: int | None
    end: int | None
    text: str | None


def _tasks(edition_id: int) -> list[tuple[_Read, list[str]]]:
    """The tasks in the order of their groups, each with its outputs, folded. One query."""
    columns = (
        *("pk", "key", "title", "group_id", "group__key", "group__title"),
        *("schedule_kind", "schedule_start", "schedule_end", "schedule_text"),
    )
    rows = Task.objects.filter(edition=edition_id).order_by("group__position", "position", "pk", "outputs__pk")
    found: dict[int, tuple[_Read, list[str]]] = {}
    for *read, output in rows.values_list(*columns, "outputs__text"):
        task = _Read(*read)
        found.setdefault(task.number, (task, []))[1].append(fold(output or ""))
    return list(found.values())


def _bodies(edition_id: int) -> tuple[dict[int, list[str]], dict[int, set[int]], set[int]]:
    """By task: its leads as the plan names them, all bodies of the register in it; and the tasks that name a group."""
    leads: dict[int, list[str]] = defaultdict(list)
    bodies: dict[int, set[int]] = defaultdict(set)
    groups: set[int] = set()
    rows = TaskAgency.objects.filter(edition=edition_id).order_by("position", "pk")
    for task, name, kind, body, role in rows.values_list(
        "task_id", "agency__name", "agency__kind", "agency__agency_id", "role"
    ):
        if role == AgencyRole.LEAD:
            leads[task].append(name)
        if body is not None:
            bodies[task].add(body)
        if kind == AgencyKind.GROUP:
            groups.add(task)
    return leads, bodies, groups


def _identities(plan_id: int, here: Iterable[int]) -> dict[int, int]:
    """Task of any issued edition → the task of this one that it was or has become. One query.

    A task that was divided is followed to the part that comes first in the document.
    """
    rows = Task.objects.filter(edition__plan=plan_id).exclude(edition__state=EditionState.DRAFT)
    before: dict[int, int] = {}
    after: dict[int, list[int]] = defaultdict(list)
    for number, earlier in rows.order_by("edition__ordinal", "position", "pk").values_list("pk", "continues_id"):
        if earlier is not None:
            before[number] = earlier
            after[earlier].append(number)
    found: dict[int, int] = {}
    for number in here:
        found[number] = number
        origin = before.get(number)
        while origin is not None and origin not in found:
            found[origin] = number
            origin = before.get(origin)
        later = list(after[number])
        while later:
            one = later.pop()
            if one not in found:
                found[one] = number
                later += after[one]
    return found
