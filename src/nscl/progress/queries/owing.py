"""Who owes what: late tasks by lead agency, tasks that nobody has begun this year, targets that no task serves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import Agency
from nscl.institutions.queries.rows import agency_row
from nscl.plans.enums import FindingState
from nscl.plans.models import Finding, Target
from nscl.plans.queries.editions import EditionHeader
from nscl.text.folding import sort_key
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity
from nscl.work.queries.parts import NamedBody, TaskParts
from nscl.work.queries.tasks_now import TaskLink, TasksNow
from nscl.work.rules.moves import OPEN_STATUSES
from nscl.work.rules.schedules import Due, due_in

_SUBJECT = re.compile(r"^targets\[(.+?)\]")


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task that is late: activities past their day and not done, or its years are over and nothing of it was done.

    late_activities: how many are past their day; oldest: the day on which the first of them should have ended; ended:
    the last year that the plan sets for it, where that is over and nothing was done.
    """

    task: TaskLink
    late_activities: int
    oldest: date | None
    ended: int | None


@dataclass(frozen=True, slots=True)
class IdleTask:
    """A task that the plan sets for the year and of which no activity is planned; `leads` as the plan names them."""

    task: TaskLink
    leads: tuple[NamedBody, ...]


@dataclass(frozen=True, slots=True)
class AgencyDebts:
    """An agency that leads late tasks.

    name: as the plan names it; now: who answers for it by then, with the province, "" where itself.
    agency_id: in the register, None where it does not know the body. A task of several leads stands under each.
    """

    name: str
    now: str
    agency_id: int | None
    tasks: tuple[LateTask, ...]

    @property
    def late_activities(self) -> int:
        """How many activities are past their day."""
        return sum(task.late_activities for task in self.tasks)


@dataclass(frozen=True, slots=True)
class UntaskedTarget:
    """A target for which the check of the plan finds no task."""

    number: int
    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WhoOwes:
    """Who owes what under a plan, as of a day. late_tasks counts each once, whoever leads it."""

    on: date
    agencies: tuple[AgencyDebts, ...]
    late_tasks: int
    idle: tuple[IdleTask, ...]
    untasked: tuple[UntaskedTarget, ...]


@dataclass(slots=True)
class _Done:
    """The activities of a task over all its editions."""

    live_this_year: int = 0
    done: int = 0
    late: int = 0
    oldest: date | None = None

    def add(self, live: int, done: int, late: int, oldest: date | None) -> None:
        self.live_this_year += live
        self.done += done
        self.late += late
        if late and oldest is not None:
            self.oldest = oldest if self.oldest is None else min(self.oldest, oldest)


def who_owes(viewer: Viewer, edition: EditionHeader, on: date) -> WhoOwes:
    """Late tasks by lead agency, idle tasks, targets without a task: of the edition in force of a plan, as of a day.

    edition: as `plans.queries.find_edition` gave it to the viewer. Raises NotAllowed unless the viewer may see the work
    of the province. Eight queries.
    """
    viewer.require(Permission.VIEW_WORK, edition.unit_id)
    tasks = TasksNow([edition.plan_id])
    parts = TaskParts([edition.plan_id])
    done = _done_by_task(edition.plan_id, tasks, on)
    late = [found for link in tasks.in_force() if (found := _late(link, done[link.number], on)) is not None]
    return WhoOwes(
        on=on,
        agencies=_by_agency(late, parts, on),
        late_tasks=len(late),
        idle=tuple(
            IdleTask(link, parts.leads(link.number))
            for link in tasks.in_force()
            if not done[link.number].live_this_year and _is_due(link, on.year)
        ),
        untasked=_untasked(edition.edition_id),
    )


def _done_by_task(plan_id: int, tasks: TasksNow, on: date) -> defaultdict[int, _Done]:
    """Activities by the task of today, whatever edition they were planned under. Two queries.

    What is open and past its day is few; what is done is only counted.
    """
    found: defaultdict[int, _Done] = defaultdict(_Done)
    rows = (
        Activity.objects.filter(plan=plan_id)
        .values("task_id")
        .annotate(
            live=Count("pk", filter=Q(year=on.year) & ~Q(status=ActivityStatus.CANCELLED)),
            finished=Count("pk", filter=Q(done_on__lte=on)),
        )
        .order_by("task_id")
    )
    for task, live, finished in rows.values_list("task_id", "live", "finished"):
        present = tasks.present(task)
        if present is not None:
            found[present.number].add(live, finished, 0, None)
    past = Activity.objects.filter(plan=plan_id, status__in=OPEN_STATUSES, ends_on__lt=on).order_by("ends_on", "pk")
    for task, ends_on in past.values_list("task_id", "ends_on"):
        present = tasks.present(task)
        if present is not None:
            found[present.number].add(0, 0, 1, ends_on)
    return found


def _late(link: TaskLink, done: _Done, on: date) -> LateTask | None:
    last = link.schedule_end if link.schedule_end is not None else link.schedule_start
    over = last is not None and last < on.year and _is_due(link, last)
    ended = last if over and not done.done else None
    if not done.late and ended is None:
        return None
    return LateTask(link, done.late, done.oldest, ended)


def _is_due(link: TaskLink, year: int) -> bool:
    return due_in(year, link.schedule_kind, link.schedule_start, link.schedule_end) is Due.YES


def _by_agency(late: Iterable[LateTask], parts: TaskParts, on: date) -> tuple[AgencyDebts, ...]:
    """The late tasks under each of their leads, most late activities first. One query."""
    owed: dict[tuple[str, int | None], list[LateTask]] = defaultdict(list)
    for task in late:
        for body in parts.leads(task.task.number):
            owed[(body.name, body.agency_id)].append(task)
    heirs = {number: parts.heirs(number) for _name, number in owed if number is not None}
    known = Agency.objects.filter(pk__in={heir for found in heirs.values() for heir in found})
    bodies = {row.pk: row for row in known.select_related("unit").order_by("pk")}
    rows = [
        AgencyDebts(name, _holder(heirs.get(number or 0, frozenset()), bodies, number, on), number, tuple(tasks))
        for (name, number), tasks in owed.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.late_activities, -len(row.tasks), sort_key(row.name))))


def _holder(heirs: Iterable[int], bodies: dict[int, Agency], number: int | None, on: date) -> str:
    """Who answers on the day for what a body was given; "" where the body itself does, or nobody."""
    now = [bodies[heir] for heir in sorted(heirs) if heir in bodies]
    there = [body for body in now if body.valid_from <= on and (body.valid_to is None or on <= body.valid_to)]
    return "" if any(body.pk == number for body in there) else ", ".join(agency_row(body).full_name for body in there)


def _untasked(edition_id: int) -> tuple[UntaskedTarget, ...]:
    """Targets of which the check says that no task serves them, unless a person waived that. Two queries."""
    findings = Finding.objects.filter(edition=edition_id, rule="target.without-task").exclude(
        state__in=[FindingState.WAIVED, FindingState.FIXED]
    )
    subjects = findings.order_by("position", "pk").values_list("subject", flat=True)
    keys = {found[1] for subject in subjects if (found := _SUBJECT.match(subject))}
    rows = Target.objects.filter(edition=edition_id, key__in=keys).order_by("position", "pk")
    return tuple(UntaskedTarget(*row) for row in rows.values_list("pk", "key", "text"))
