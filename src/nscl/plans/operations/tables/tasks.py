"""Task groups, and tasks with their agencies and outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.labels import Part
from nscl.plans.enums import AgencyRole, ItemKind
from nscl.plans.models import EditionPart, Output, Task, TaskAgency, TaskGroup
from nscl.plans.models.target import MEASURE_DIGITS, MEASURE_PLACES
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.base import ItemTable
from nscl.plans.operations.tables.fitting import fit_optional


class TaskGroupTable(ItemTable[schema.TaskGroup, TaskGroup, Lookup]):
    """Headings over tasks."""

    kind = ItemKind.TASK_GROUP
    part = Part.TASK_GROUPS
    noun: ClassVar[str | Promise] = gettext_lazy("nhóm nhiệm vụ")
    path = ("task_groups",)
    record = schema.TaskGroup
    model = TaskGroup

    def values(self, record: schema.TaskGroup, lookup: Lookup) -> dict[str, Any]:
        return {"title": record.title}

    def title(self, record: schema.TaskGroup) -> str:
        return record.title

    def remember(self, record: schema.TaskGroup, number: int, lookup: Lookup) -> None:
        lookup.groups[record.key] = number


class TaskTable(ItemTable[schema.Task, Task, Lookup]):
    """Tasks, found by title, outputs, note and the names of their agencies."""

    kind = ItemKind.TASK
    part = Part.TASKS
    noun: ClassVar[str | Promise] = gettext_lazy("nhiệm vụ")
    path = ("tasks",)
    parts = ((TaskAgency, "task"), (Output, "task"))
    fields: ClassVar[Mapping[str | type[EditionPart], str]] = {"schedule_text": "schedule.text", Output: "outputs"}
    searched = True
    record = schema.Task
    model = Task

    def values(self, record: schema.Task, lookup: Lookup) -> dict[str, Any]:
        return {
            "group_id": lookup.groups[record.group],
            "title": record.title,
            "schedule_kind": record.schedule.kind.value,
            "schedule_start": record.schedule.start,
            "schedule_end": record.schedule.end,
            "schedule_text": record.schedule.text,
            "note": record.note,
        }

    def title(self, record: schema.Task) -> str:
        return record.title

    def words(self, record: schema.Task, lookup: Lookup) -> str:
        outputs = " ".join(output.text for output in record.outputs)
        agencies = lookup.names((*record.lead, *record.coordinate))
        return f"{record.key} {record.title} {outputs} {record.note or ''} {agencies}"

    def part_rows(self, record: schema.Task, number: int, lookup: Lookup) -> Iterable[EditionPart]:
        for position, (key, role) in enumerate(parts_of_agencies(record), start=1):
            yield TaskAgency(
                edition_id=lookup.edition_id,
                position=position,
                task_id=number,
                agency_id=lookup.agencies[key],
                role=role.value,
            )
        for position, output in enumerate(record.outputs, start=1):
            yield _output(output, position, number, lookup.edition_id)


def parts_of_agencies(record: schema.Task | schema.BudgetLine) -> list[tuple[str, AgencyRole]]:
    """The agencies of a task or budget line with their roles: leads first, each in the order of the document."""
    leads = [(key, AgencyRole.LEAD) for key in record.lead]
    return leads + [(key, AgencyRole.COORDINATE) for key in record.coordinate]


def _output(output: schema.Output, position: int, task: int, edition: int) -> Output:
    place = f"outputs[{position - 1}]"
    return Output(
        edition_id=edition,
        position=position,
        task_id=task,
        text=output.text,
        op=output.op.value if output.op else None,
        value=fit_optional(output.value, f"{place}.value", digits=MEASURE_DIGITS, places=MEASURE_PLACES),
        value_to=fit_optional(output.value_to, f"{place}.value_to", digits=MEASURE_DIGITS, places=MEASURE_PLACES),
        unit=output.unit,
        by_year=output.by,
        of=output.of,
    )
