"""Tasks: who leads, who coordinates, when, and what shall come of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nscl.documents.pack.enums import ScheduleKind
from nscl.plans.enums import AgencyRole
from nscl.plans.models.agency import EditionAgency
from nscl.plans.models.item import EditionItem, EditionPart
from nscl.plans.models.target import MEASURE_DIGITS, MEASURE_PLACES


class TaskGroup(EditionItem):
    """A heading over tasks."""

    title = models.TextField()

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class Task(EditionItem):
    """A numbered work item of the plan."""

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="tasks")
    title = models.TextField()
    schedule_kind = models.CharField(max_length=12)
    schedule_start = models.PositiveSmallIntegerField(null=True)
    schedule_end = models.PositiveSmallIntegerField(null=True)
    schedule_text = models.CharField(max_length=300, null=True)
    note = models.TextField(null=True)

    class Meta(EditionItem.Meta):
        constraints = [
            *EditionItem.Meta.constraints,
            models.CheckConstraint(
                name="plans_task_schedule", condition=Q(schedule_kind__in=[kind.value for kind in ScheduleKind])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class TaskAgency(EditionPart):
    """An agency's part in a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(EditionAgency, on_delete=models.PROTECT, related_name="task_parts")
    role = models.CharField(max_length=12, choices=AgencyRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "agency", "role"], name="plans_task_agency_once"),
            models.CheckConstraint(name="plans_task_agency_role", condition=Q(role__in=AgencyRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.role} {self.agency_id}"


class Output(EditionPart):
    """What a task is to yield; `op` and `value` are null together where the document gives no number."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="outputs")
    text = models.TextField()
    op = models.CharField(max_length=12, null=True)
    value = models.DecimalField(max_digits=MEASURE_DIGITS, decimal_places=MEASURE_PLACES, null=True)
    value_to = models.DecimalField(max_digits=MEASURE_DIGITS, decimal_places=MEASURE_PLACES, null=True)
    unit = models.CharField(max_length=80, null=True)
    by_year = models.PositiveSmallIntegerField(null=True)
    of = models.TextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_output_op_with_value",
                condition=Q(op__isnull=True, value__isnull=True) | Q(op__isnull=False, value__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text
