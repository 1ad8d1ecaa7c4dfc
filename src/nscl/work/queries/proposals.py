"""What an activity drawn from a task would be: for the page that offers it, and for the act that makes it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Prefetch

from nscl.plans.models import Output, Task
from nscl.work.rules.checks import TITLE_LENGTH
from nscl.work.rules.kinds import guess_kind
from nscl.work.rules.schedules import shortened
from nscl.work.rules.values import ActivityPlan

DECEMBER, LAST_DAY = 12, 31
_SEPARATOR: Final = "; "


def propose(year: int, tasks: Collection[int], *, agency_from: date) -> dict[int, ActivityPlan]:
    """Task → the activity that it asks for in a year. Two queries.

    Title: the task's; dates: the whole year, as plans name years only, from the agency's first day where it began in
    that year; kind: as the words say; expected output: what the task names without a year or for this one.
    """
    outputs = Prefetch("outputs", Output.objects.order_by("position", "pk"))
    rows = Task.objects.filter(pk__in=list(tasks)).prefetch_related(outputs).order_by("pk")
    first, last = date(year, 1, 1), date(year, DECEMBER, LAST_DAY)
    starts_on = agency_from if first < agency_from <= last else first
    return {task.pk: _proposed(task, year, starts_on, last) for task in rows}


def _proposed(task: Task, year: int, starts_on: date, ends_on: date) -> ActivityPlan:
    asked = [output.text for output in task.outputs.all() if output.by_year in {None, year}]
    return ActivityPlan(
        task_id=task.pk,
        kind=guess_kind(task.title, asked),
        title=shortened(task.title, TITLE_LENGTH),
        starts_on=starts_on,
        ends_on=ends_on,
        expected_output=_SEPARATOR.join(asked),
    )
