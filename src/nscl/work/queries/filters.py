"""What part of the activities a page asks for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nscl.plans.models import Task
from nscl.text.folding import fold_words
from nscl.work.enums import ActivityKind, ActivityStatus
from nscl.work.models import Activity
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.moves import OPEN_STATUSES


@dataclass(frozen=True, kw_only=True)
class ActivityFilter:
    """Which activities; None or empty: whichever.

    unit_ids: of the provinces in force when they were (a province with its predecessors: `territory_ids`). agency_ids:
    done by these bodies or planned by them. task: a task, with what it was in earlier editions. late: open although
    they should be over. first, last: going on at some time between these days, both included. q: words, each of which
    begins a word of title or place.
    """

    plan: int | None = None
    unit_ids: Collection[int] | None = None
    agency_ids: Collection[int] | None = None
    annual_plan: int | None = None
    year: int | None = None
    task: int | None = None
    kinds: Collection[ActivityKind] = ()
    statuses: Collection[ActivityStatus] = ()
    responsible: int | None = None
    late: bool = False
    first: date | None = None
    last: date | None = None
    is_sample: bool | None = None
    q: str = ""


EVERYTHING = ActivityFilter()


def filtered(activities: QuerySet[Activity], wanted: ActivityFilter, on: date) -> QuerySet[Activity]:
    """The activities that are asked for; `on`: the day by which one is late."""
    return activities.filter(_whose(wanted), _which(wanted), _when(wanted, on))


def is_late(on: date) -> Q:
    """Open although it should be over on that day."""
    return Q(status__in=OPEN_STATUSES, ends_on__lt=on)


def _whose(wanted: ActivityFilter) -> Q:
    found = Q()
    if wanted.plan is not None:
        found &= Q(plan=wanted.plan)
    if wanted.unit_ids is not None:
        found &= Q(unit__in=list(wanted.unit_ids))
    if wanted.agency_ids is not None:
        agencies = list(wanted.agency_ids)
        found &= Q(agency__in=agencies) | Q(annual_plan__agency__in=agencies)
    if wanted.annual_plan is not None:
        found &= Q(annual_plan=wanted.annual_plan)
    if wanted.responsible is not None:
        found &= Q(responsible=wanted.responsible)
    return found


def _which(wanted: ActivityFilter) -> Q:
    found = Q()
    if wanted.task is not None:
        found &= Q(task__in=_over_editions(wanted.task))
    if wanted.kinds:
        found &= Q(kind__in=list(wanted.kinds))
    if wanted.statuses:
        found &= Q(status__in=list(wanted.statuses))
    if wanted.is_sample is not None:
        found &= Q(is_sample=wanted.is_sample)
    for word in fold_words(wanted.q):
        found &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    return found


def _when(wanted: ActivityFilter, on: date) -> Q:
    found = is_late(on) if wanted.late else Q()
    if wanted.year is not None:
        found &= Q(year=wanted.year)
    if wanted.first is not None:
        found &= Q(ends_on__gte=wanted.first)
    if wanted.last is not None:
        found &= Q(starts_on__lte=wanted.last)
    return found


def _over_editions(task: int) -> list[int]:
    """A task and what it was before and has become since."""
    plan = _plan_of(task)
    if plan is None:
        return [task]
    tasks = TasksNow([plan])
    present = tasks.present(task)
    return [task] if present is None else sorted(tasks.once(present.number) | {task})


def _plan_of(task: int) -> int | None:
    return Task.objects.filter(pk=task).values_list("edition__plan_id", flat=True).first()
