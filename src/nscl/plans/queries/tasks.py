"""Task groups and tasks, with their agencies and outputs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import MeasureOp, ScheduleKind
from nscl.plans.enums import AgencyRole
from nscl.plans.models import Output, Task, TaskAgency, TaskGroup
from nscl.plans.queries.access import computed, count_of, part_with, parts_of
from nscl.plans.queries.rows import AgencyName, ItemRow, agency_name, item_base
from nscl.plans.rules import figure_in_words, plain_number, schedule_in_words


@dataclass(frozen=True, kw_only=True)
class TaskGroupRow(ItemRow):
    """A heading over tasks, with how many stand under it."""

    title: str
    tasks: int


@dataclass(frozen=True, kw_only=True)
class OutputRow:
    """What a task is to yield; op and value are None together. by_year: a milestone year."""

    number: int
    text: str
    op: MeasureOp | None
    value: Decimal | None
    value_to: Decimal | None
    unit: str | None
    by_year: int | None
    of: str | None

    @property
    def figure(self) -> str:
        """How much, "" where the document gives no number."""
        if self.op is None or self.value is None:
            return ""
        return figure_in_words(self.op, self.value, self.value_to, self.unit or "")


@dataclass(frozen=True, kw_only=True)
class TaskRow(ItemRow):
    """A work item of the plan."""

    group_number: int
    group_key: str
    group_title: str
    title: str
    lead: tuple[AgencyName, ...]
    coordinate: tuple[AgencyName, ...]
    schedule_kind: ScheduleKind
    schedule_start: int | None
    schedule_end: int | None
    schedule_text: str | None
    outputs: tuple[OutputRow, ...]
    note: str | None

    @property
    def schedule(self) -> str:
        """When it is done, in words: "2022–2025", "hằng năm"."""
        return schedule_in_words(self.schedule_kind, self.schedule_start, self.schedule_end, self.schedule_text)


def list_groups(viewer: Viewer, edition_id: int) -> tuple[TaskGroupRow, ...]:
    """The task groups of an edition in the order of the document. One query."""
    return tuple(_group_row(group) for group in parts_of(_groups(), viewer, edition_id))


def get_group(viewer: Viewer, number: int) -> TaskGroupRow:
    """One task group. Raises ItemNotFound."""
    return _group_row(part_with(_groups(), viewer, number))


def list_tasks(viewer: Viewer, edition_id: int) -> tuple[TaskRow, ...]:
    """The tasks of an edition in the order of the document. Three queries."""
    return tuple(_row(task) for task in parts_of(_tasks(), viewer, edition_id))


def get_task(viewer: Viewer, number: int) -> TaskRow:
    """One task. Raises ItemNotFound."""
    return _row(part_with(_tasks(), viewer, number))


def _groups() -> QuerySet[TaskGroup]:
    return TaskGroup.objects.annotate(task_count=count_of(Task.objects.all(), "group"))


def _group_row(group: TaskGroup) -> TaskGroupRow:
    count = int(computed(group, "task_count"))
    return TaskGroupRow(**item_base(group), title=group.title, tasks=count)


def _tasks() -> QuerySet[Task]:
    return Task.objects.select_related("group").prefetch_related(
        Prefetch("agencies", TaskAgency.objects.select_related("agency").order_by("position", "pk")),
        Prefetch("outputs", Output.objects.order_by("position", "pk")),
    )


def _row(task: Task) -> TaskRow:
    agencies = list(task.agencies.all())
    return TaskRow(
        **item_base(task),
        group_number=task.group_id,
        group_key=task.group.key,
        group_title=task.group.title,
        title=task.title,
        lead=_with_role(agencies, AgencyRole.LEAD),
        coordinate=_with_role(agencies, AgencyRole.COORDINATE),
        schedule_kind=ScheduleKind(task.schedule_kind),
        schedule_start=task.schedule_start,
        schedule_end=task.schedule_end,
        schedule_text=task.schedule_text,
        outputs=tuple(_output(output) for output in task.outputs.all()),
        note=task.note,
    )


def _with_role(agencies: Iterable[TaskAgency], role: AgencyRole) -> tuple[AgencyName, ...]:
    return tuple(agency_name(part.agency) for part in agencies if part.role == role)


def _output(output: Output) -> OutputRow:
    return OutputRow(
        number=output.pk,
        text=output.text,
        op=None if output.op is None else MeasureOp(output.op),
        value=None if output.value is None else plain_number(output.value),
        value_to=None if output.value_to is None else plain_number(output.value_to),
        unit=output.unit,
        by_year=output.by_year,
        of=output.of,
    )
