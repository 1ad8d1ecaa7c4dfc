"""Tasks as the year's work sees them: what may be drawn from, what nobody has begun."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import visible_editions
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity
from nscl.work.queries.access import AnnualPlanNotFound, visible_activities, visible_annual_plans
from nscl.work.queries.parts import NamedBody, TaskPart, TaskParts
from nscl.work.queries.proposals import propose
from nscl.work.queries.tasks_now import TaskLink, TasksNow
from nscl.work.rules.schedules import Due, due_in
from nscl.work.rules.values import ActivityPlan


@dataclass(frozen=True, slots=True)
class DrawableTask:
    """A task from which an annual plan can draw. part: the agency's, None where it has none.

    own: live activities that the annual plan has of it; others: those of other agencies in the same year.
    """

    task: TaskLink
    part: TaskPart | None
    due: Due
    own: int
    others: int
    proposal: ActivityPlan


@dataclass(frozen=True, slots=True)
class OwedTask:
    """A task that is due in a year and has no activity; `leads` as the plan names them."""

    task: TaskLink
    leads: tuple[NamedBody, ...]


def drawable_tasks(viewer: Viewer, annual_plan: int) -> tuple[DrawableTask, ...]:
    """The tasks in force, those that the agency leads or coordinates and that are due first. Seven queries.

    Raises AnnualPlanNotFound.
    """
    found = visible_annual_plans(viewer).select_related("agency").filter(pk=annual_plan).order_by("pk").first()
    if found is None:
        raise AnnualPlanNotFound(annual_plan)
    tasks = TasksNow([found.plan_id])
    parts = TaskParts([found.plan_id])
    related = parts.related(found.agency_id)
    links = tasks.in_force()
    proposals = propose(found.year, [link.number for link in links], agency_from=found.agency.valid_from)
    own: Counter[int] = Counter()
    others: Counter[int] = Counter()
    live = Activity.objects.filter(plan=found.plan_id, year=found.year).exclude(status=ActivityStatus.CANCELLED)
    for task, annual in live.order_by("pk").values_list("task_id", "annual_plan_id"):
        present = tasks.present(task)
        if present is not None:
            (own if annual == annual_plan else others)[present.number] += 1
    rows = [
        DrawableTask(
            task=link,
            part=parts.part_of(related, link.number),
            due=_due(link, found.year),
            own=own[link.number],
            others=others[link.number],
            proposal=proposals[link.number],
        )
        for link in links
    ]
    return tuple(sorted(rows, key=_eager))


def tasks_without_activity(viewer: Viewer, *, plan: int, year: int) -> tuple[OwedTask, ...]:
    """The tasks in force that the plan sets for a year and of which no live activity is planned then. Five queries.

    A task without a time, or on demand, is not owed in any one year. Empty where the viewer may not see the plan.
    """
    if not visible_editions(viewer).filter(plan=plan).exists():
        return ()
    tasks = TasksNow([plan])
    parts = TaskParts([plan])
    live = visible_activities(viewer).filter(plan=plan, year=year).exclude(status=ActivityStatus.CANCELLED)
    present = (tasks.present(number) for number in live.order_by().values_list("task_id", flat=True).distinct())
    begun = {link.number for link in present if link is not None}
    return tuple(
        OwedTask(link, parts.leads(link.number))
        for link in tasks.in_force()
        if link.number not in begun and _due(link, year) is Due.YES
    )


_PARTS = (TaskPart.LEAD, TaskPart.COORDINATE, TaskPart.LEAD_IN_GROUP, TaskPart.COORDINATE_IN_GROUP, None)
_DUES = (Due.YES, Due.OPEN, Due.NO)


def _eager(row: DrawableTask) -> tuple[int, int, int]:
    return _PARTS.index(row.part), _DUES.index(row.due), row.task.position


def _due(link: TaskLink, year: int) -> Due:
    return due_in(year, link.schedule_kind, link.schedule_start, link.schedule_end)
