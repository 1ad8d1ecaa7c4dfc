"""Tasks over the editions of their plan: which task of today a task of yesterday has become."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

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


class TasksNow:
    """The tasks of all issued editions of some plans, read in one query."""

    def __init__(self, plan_ids: Collection[int]) -> None:
        self._links: dict[int, TaskLink] = {}
        self._heirs: dict[int, int] = {}
        if not plan_ids:
            return
        rows = (
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
        for number, plan_id, key, title, position, state, kind, start, end, continues in rows:
            in_force = state == EditionState.ISSUED
            self._links[number] = TaskLink(
                number, plan_id, key, title, position, in_force, ScheduleKind(kind), start, end
            )
            if continues is not None:
                # A task that was divided is followed to the part that comes first in the document.
                self._heirs.setdefault(continues, number)

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
