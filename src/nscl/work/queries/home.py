"""What the first page asks of the year's work: how a province's plans stand in a year, what is an agency's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum, Value, When

from nscl.accounts.rules import Viewer
from nscl.finance.enums import Stage
from nscl.finance.models import BudgetAmount, BudgetLine, PrintedTotal
from nscl.plans.enums import EditionState
from nscl.plans.models import Task, TaskAgency
from nscl.work.enums import ActivityStatus, AnnualPlanState, CostStage, DifficultyState
from nscl.work.models import Activity, ActivityCost, AnnualPlan, Difficulty
from nscl.work.queries.lines import Line, asked, flag
from nscl.work.queries.parts import TaskPart
from nscl.work.queries.rows import StatusCounts
from nscl.work.queries.tasks_now import TaskFact, TaskLink, TasksNow
from nscl.work.rules.moves import OPEN_STATUSES, PLANNING, Planning
from nscl.work.rules.schedules import Due, due_in

# Names of the questions.
_YEAR: Final = "year"
_LATE: Final = "late"
_ANNUAL: Final = "annual"
_DIFFICULTY: Final = "difficulty"
_COST: Final = "cost"
_BUDGET: Final = "budget"
_UNKNOWN_BUDGET: Final = "budget-unknown"
_TASK: Final = "task"
_BEGUN: Final = "begun"
_OWN_PLAN: Final = "own-plan"
_OWN_TASK: Final = "own-task"
_OWN_BEGUN: Final = "own-begun"
_OVERDUE: Final = "overdue"
# More places than a document has items: an edition's place and its item's in one number.
_PLACES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class LateWork:
    """Activities of one annual plan that should be over: how many, and since when the oldest of them."""

    annual_plan: int
    agency: str
    plan_id: int
    year: int
    activities: int
    oldest: date | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A provincial plan in one year.

    counts: its activities of the year; late ones are of any year. annual: how many annual plans stand in which state.
    Money in VND, None where none is given: planned_vnd, actual_vnd: of the year's activities; budget_vnd: what the plan
    itself gives the year, None also where a line of it says no more than a printed sum.
    idle: tasks that the plan sets for the year and of which no activity is planned.
    """

    plan_id: int
    counts: StatusCounts
    annual: Mapping[AnnualPlanState, int]
    planned_vnd: int | None
    actual_vnd: int | None
    budget_vnd: int | None
    idle: int


@dataclass(frozen=True, slots=True)
class OpenDifficulties:
    """Difficulties that still stand in the way, by where they stand; overdue: of those assigned."""

    open: int
    assigned: int
    overdue: int
    answered: int
    escalated: int

    @property
    def live(self) -> int:
        """All of them."""
        return self.open + self.assigned + self.answered + self.escalated


@dataclass(frozen=True, slots=True)
class ProvinceYear:
    """The work of a province in a year."""

    plans: Mapping[int, PlanYear]
    late: tuple[LateWork, ...]
    difficulties: OpenDifficulties
    is_sample: bool


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """An annual plan of the person's agency for the year."""

    number: int
    agency: str
    state: AnnualPlanState

    @property
    def may_grow(self) -> bool:
        """Whether activities may be added now."""
        return PLANNING[self.state] is not Planning.CLOSED


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task in which the person's agency has a part. begun: the agency's activities of it in the year.

    due: whether the plan sets it for the year.
    """

    task: TaskLink
    part: TaskPart
    begun: int
    due: Due

    @property
    def is_idle(self) -> bool:
        """Whether the agency leads it, it is due, and nothing is planned."""
        return self.part is TaskPart.LEAD and self.due is Due.YES and not self.begun


@dataclass(frozen=True, slots=True)
class OwnYear:
    """What a year gives to the person's agency: its annual plans; its tasks, those that it leads first."""

    plans: tuple[OwnPlan, ...]
    tasks: tuple[OwnTask, ...]

    def of(self, part: TaskPart) -> tuple[OwnTask, ...]:
        """The tasks in which it has this part."""
        return tuple(task for task in self.tasks if task.part is part)


def province_questions(
    plan_ids: Collection[int], edition_ids: Collection[int], unit_ids: Collection[int] | None, *, year: int, on: date
) -> Sequence[QuerySet[Any]]:
    """What to ask about the work of some plans, of which the viewer may see the work. unit_ids None: of the country.

    edition_ids: those in force. on: the day by which something is late.
    """
    of_plans = Activity.objects.filter(plan__in=plan_ids)
    late = of_plans.filter(status__in=OPEN_STATUSES, ends_on__lt=on)
    by_year = of_plans.filter(year=year).values("plan_id", "status")
    by_plan = late.values("plan_id", "annual_plan_id", "annual_plan__year", "annual_plan__agency__name")
    annual = AnnualPlan.objects.filter(plan__in=plan_ids, year=year).values("plan_id", "state")
    sample = Max(flag("is_sample"))
    return [
        asked(
            _YEAR, by_year.annotate(n=Count("pk"), s=sample), state="status", plan="plan_id", count="n", is_sample="s"
        ),
        asked(
            _LATE,
            by_plan.annotate(n=Count("pk"), s=sample, oldest=Min("ends_on")),
            number="annual_plan_id",
            other="annual_plan__year",
            plan="plan_id",
            title="annual_plan__agency__name",
            day="oldest",
            count="n",
            is_sample="s",
        ),
        asked(_ANNUAL, annual.annotate(n=Count("pk")), state="state", plan="plan_id", count="n"),
        _costs(plan_ids, year),
        *_budgets(edition_ids, year),
        _difficulties(unit_ids, on),
        _tasks(plan_ids),
        _begun(_BEGUN, of_plans, year),
    ]


def own_questions(
    viewer: Viewer, plan_ids: Collection[int], edition_ids: Collection[int], *, year: int
) -> Sequence[QuerySet[Any]]:
    """What to ask about the part that the person's agencies have in some plans."""
    agencies = sorted(viewer.agencies)
    plans = AnnualPlan.objects.filter(plan__in=plan_ids, agency__in=agencies, year=year)
    parts = TaskAgency.objects.filter(edition__in=edition_ids, agency__agency__in=agencies)
    activities = Activity.objects.filter(plan__in=plan_ids, annual_plan__agency__in=agencies)
    return [
        asked(_OWN_PLAN, plans, state="state", number="pk", plan="plan_id", title="agency__name"),
        asked(_OWN_TASK, parts, state="role", number="task_id"),
        _tasks(plan_ids),
        _begun(_OWN_BEGUN, activities, year),
    ]


def province_year(answers: Mapping[str, Sequence[Line]], plan_ids: Iterable[int], *, year: int) -> ProvinceYear:
    """What the answers to `province_questions` say."""
    tasks = _tasks_now(answers)
    begun = _present(tasks, answers.get(_BEGUN, ()))
    late = [
        LateWork(line.number, line.title, line.plan, line.other, line.count, line.day, line.is_sample)
        for line in answers.get(_LATE, ())
    ]
    return ProvinceYear(
        plans={number: _plan_year(answers, number, tasks, begun, year) for number in plan_ids},
        late=tuple(sorted(late, key=lambda row: (-row.activities, row.agency, row.annual_plan))),
        difficulties=_open_difficulties(answers.get(_DIFFICULTY, ())),
        is_sample=any(line.is_sample for arm in (_YEAR, _LATE, _DIFFICULTY) for line in answers.get(arm, ())),
    )


def own_year(answers: Mapping[str, Sequence[Line]], *, year: int) -> OwnYear:
    """What the answers to `own_questions` say."""
    tasks = _tasks_now(answers)
    begun = _present(tasks, answers.get(_OWN_BEGUN, ()))
    roles: defaultdict[int, set[str]] = defaultdict(set)
    for line in answers.get(_OWN_TASK, ()):
        roles[line.number].add(line.state)
    plans = [OwnPlan(line.number, line.title, AnnualPlanState(line.state)) for line in answers.get(_OWN_PLAN, ())]
    own = [
        OwnTask(
            task=link,
            part=TaskPart.LEAD if TaskPart.LEAD.value in roles[link.number] else TaskPart.COORDINATE,
            begun=begun.get(link.number, 0),
            due=_due(link, year),
        )
        for link in tasks.in_force()
        if link.number in roles
    ]
    return OwnYear(
        plans=tuple(sorted(plans, key=lambda plan: plan.number)),
        tasks=tuple(sorted(own, key=lambda one: one.part is not TaskPart.LEAD)),
    )


def _costs(plan_ids: Collection[int], year: int) -> QuerySet[Any]:
    """The money of the year's activities, as the list of annual plans adds it up."""
    costs = ActivityCost.objects.filter(activity__plan__in=plan_ids, activity__year=year)
    live = costs.exclude(activity__status=ActivityStatus.CANCELLED).values("activity__plan_id", "stage")
    return asked(_COST, live.annotate(n=Sum("vnd")), state="stage", plan="activity__plan_id", count="n")


def _budgets(edition_ids: Collection[int], year: int) -> list[QuerySet[Any]]:
    """What the plans give the year, and the lines of which that is not known: a printed sum in place of amounts."""
    planned = BudgetAmount.objects.filter(edition__in=edition_ids, stage=Stage.PLANNED)
    of_line = {"line": OuterRef("pk")}
    unknown = BudgetLine.objects.filter(
        ~Exists(planned.filter(**of_line)), Exists(PrintedTotal.objects.filter(**of_line)), edition__in=edition_ids
    ).exclude(Exists(BudgetLine.objects.filter(parent=OuterRef("pk"))))
    of_year = planned.filter(year=year).values("edition__plan_id").annotate(n=Sum("vnd"))
    return [
        asked(_BUDGET, of_year, plan="edition__plan_id", count="n"),
        asked(_UNKNOWN_BUDGET, unknown, plan="edition__plan_id"),
    ]


def _difficulties(unit_ids: Collection[int] | None, on: date) -> QuerySet[Any]:
    rows = Difficulty.objects.exclude(state=DifficultyState.CLOSED)
    if unit_ids is not None:
        rows = rows.filter(unit__in=unit_ids)
    overdue = Case(When(Q(state=DifficultyState.ASSIGNED, answer_due__lt=on), then=Value(_OVERDUE)), default=F("state"))
    grouped = rows.annotate(stands=overdue).values("stands")
    counted = grouped.annotate(n=Count("pk"), s=Max(flag("is_sample")))
    return asked(_DIFFICULTY, counted, state="stands", count="n", is_sample="s")


def _tasks(plan_ids: Collection[int]) -> QuerySet[Any]:
    rows = Task.objects.filter(edition__plan__in=plan_ids).exclude(edition__state=EditionState.DRAFT)
    return asked(
        _TASK,
        rows,
        state="edition__state",
        number="pk",
        other="continues_id",
        plan="edition__plan_id",
        title="title",
        name="key",
        note="schedule_kind",
        count="schedule_start",
        more="schedule_end",
        place=F("edition__ordinal") * _PLACES + F("position"),
    )


def _begun(arm: str, activities: QuerySet[Activity], year: int) -> QuerySet[Any]:
    """The tasks, of whatever edition, of which activities are planned in the year, and how many."""
    live = activities.filter(year=year).exclude(status=ActivityStatus.CANCELLED).values("task_id")
    return asked(arm, live.annotate(n=Count("pk")), number="task_id", count="n")


def _tasks_now(answers: Mapping[str, Sequence[Line]]) -> TasksNow:
    lines = {line.number: line for line in answers.get(_TASK, ())}  # a person of two roles asks twice
    return TasksNow.of(
        TaskFact(
            number=line.number,
            plan_id=line.plan,
            key=line.name,
            title=line.title,
            position=line.place % _PLACES,
            state=line.state,
            schedule_kind=line.note,
            schedule_start=line.count or None,
            schedule_end=line.more or None,
            continues=line.other or None,
        )
        for line in sorted(lines.values(), key=lambda one: (one.place, one.number))
    )


def _present(tasks: TasksNow, lines: Iterable[Line]) -> Mapping[int, int]:
    """Task of the edition in force → how many activities it has, those of what it was before included."""
    found: defaultdict[int, int] = defaultdict(int)
    for line in lines:
        link = tasks.present(line.number)
        if link is not None:
            found[link.number] += line.count
    return found


def _due(link: TaskLink, year: int) -> Due:
    return due_in(year, link.schedule_kind, link.schedule_start, link.schedule_end)


def _plan_year(
    answers: Mapping[str, Sequence[Line]], plan: int, tasks: TasksNow, begun: Mapping[int, int], year: int
) -> PlanYear:
    by_status = _sums(answers, _YEAR, plan)
    costs, annual = _sums(answers, _COST, plan), _sums(answers, _ANNUAL, plan)
    budget = _sums(answers, _BUDGET, plan) if not _sums(answers, _UNKNOWN_BUDGET, plan) else {}
    return PlanYear(
        plan_id=plan,
        counts=StatusCounts(
            planned=by_status.get(ActivityStatus.PLANNED, 0),
            running=by_status.get(ActivityStatus.RUNNING, 0),
            done=by_status.get(ActivityStatus.DONE, 0),
            cancelled=by_status.get(ActivityStatus.CANCELLED, 0),
            late=sum(line.count for line in answers.get(_LATE, ()) if line.plan == plan),
        ),
        annual={state: annual.get(state, 0) for state in AnnualPlanState},
        planned_vnd=costs.get(CostStage.PLANNED),
        actual_vnd=costs.get(CostStage.ACTUAL),
        budget_vnd=budget.get(""),
        idle=sum(
            link.plan_id == plan and link.number not in begun and _due(link, year) is Due.YES
            for link in tasks.in_force()
        ),
    )


def _sums(answers: Mapping[str, Sequence[Line]], arm: str, plan: int) -> dict[str, int]:
    """The counts of one plan by state."""
    return {line.state: line.count for line in answers.get(arm, ()) if line.plan == plan}


def _open_difficulties(lines: Iterable[Line]) -> OpenDifficulties:
    found = {line.state: line.count for line in lines}
    overdue = found.get(_OVERDUE, 0)
    return OpenDifficulties(
        open=found.get(DifficultyState.OPEN, 0),
        assigned=found.get(DifficultyState.ASSIGNED, 0) + overdue,
        overdue=overdue,
        answered=found.get(DifficultyState.ANSWERED, 0),
        escalated=found.get(DifficultyState.ESCALATED, 0),
    )
