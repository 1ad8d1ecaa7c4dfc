"""Tasks over the editions of their plan: which task of today a task of yesterday has become."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet

from nscl.documents.pack.enums import ScheduleKind
from nscl.plans.enums import EditionState
from nscl.plans.models import Task


@dataclass(frozen=True, slots=True)
class TaskLink:
    """A task as a list names it. is_in_force: it belongs to the edition in force of its plan."""

    number: int
    plan_id: int
    key: str
    title: str
    position: int
    is_in_force: bool
    schedule_kind: ScheduleKind
    schedule_start: int | None
    schedule_end: int | None

    @property
    def label(self) -> str:
        """Number and title, as people call it."""
        return f"{self.key}. {self.title}" if self.key else self.title


class TaskFact(NamedTuple):
    """A task of an issued edition as it is read: in the order of the editions and of their documents."""

    number: int
    plan_id: int
    key: str
    title: str
    position: int
    state: str
    schedule_kind: str
    schedule_start: int | None
    schedule_end: int | None
    continues: int | None


class TasksNow:
    """The tasks of all issued editions of some plans, read in one query."""

    def __init__(self, plan_ids: Collection[int]) -> None:
        self._links: dict[int, TaskLink] = {}
        self._heirs: dict[int, int] = {}
        if plan_ids:
            self._take(TaskFact(*row) for row in _issued(plan_ids))

    @classmethod
    def of(cls, facts: Iterable[TaskFact]) -> Self:
        """From what was read elsewhere, in the order of `TaskFact`."""
        tasks = cls(())
        tasks._take(facts)
        return tasks

    def _take(self, facts: Iterable[TaskFact]) -> None:
        for fact in facts:
            self._links[fact.number] = TaskLink(
                fact.number,
                fact.plan_id,
                fact.key,
                fact.title,
                fact.position,
                fact.state == EditionState.ISSUED,
                ScheduleKind(fact.schedule_kind),
                fact.schedule_start,
                fact.schedule_end,
            )
            if fact.continues is not None:
                # A task that was divided is followed to the part that comes first in the document.
                self._heirs.setdefault(fact.continues, fact.number)

    def link(self, number: int) -> TaskLink | None:
        """The task itself; None where it is of no issued edition of these plans."""
        return self._links.get(number)

    def present(self, number: int) -> TaskLink | None:
        """The task of the edition in force that it has become; None where the edition in force has none."""
        while (link := self._links.get(number)) is not None:
            if link.is_in_force:
                return link
            if number not in self._heirs:
                return None
            number = self._heirs[number]
        return None

    def shown(self, number: int) -> TaskLink | None:
        """What a list shows of an activity's task: what it has become, else the last that it was."""
        return self.present(number) or self._links.get(number)

    def in_force(self) -> tuple[TaskLink, ...]:
        """The tasks of the editions in force, by plan, in the order of the document."""
        return tuple(sorted((t for t in self._links.values() if t.is_in_force), key=lambda t: (t.plan_id, t.position)))

    def once(self, present: int) -> frozenset[int]:
        """The numbers of a task of the edition in force and of all tasks that became it."""
        return frozenset(number for number in self._links if self._becomes(number) == present)

    def _becomes(self, number: int) -> int | None:
        found = self.present(number)
        return None if found is None else found.number


def _issued(plan_ids: Collection[int]) -> QuerySet[Task, tuple[Any, ...]]:
    return (
        Task.objects.filter(edition__plan__in=list(plan_ids))
        .exclude(edition__state=EditionState.DRAFT)
        .order_by("edition__ordinal", "position", "pk")
        .values_list(
            "pk",
            "edition__plan_id",
            "key",
            "title",
            "position",
            "edition__state",
            "schedule_kind",
            "schedule_start",
            "schedule_end",
            "continues_id",
        )
    )
