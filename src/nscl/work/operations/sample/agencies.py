"""Who does what in a sample year: drawn for all agencies of a plan together, and written as annual plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.utils.timezone import localtime

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import AgencyKind
from nscl.plans.models import Plan
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor
from nscl.work.enums import AnnualPlanState
from nscl.work.models import Activity, ActivityClaim, AnnualPlan, AnnualPlanStep
from nscl.work.operations.activities.opening import index, refuse_invalid
from nscl.work.operations.activities.states import create
from nscl.work.operations.book import open_book
from nscl.work.operations.sample.calendar import days_of, held_by, morning
from nscl.work.operations.seats import Seats
from nscl.work.queries.sample import AgencyTasks, agency_tasks, budget_cells, communes_of
from nscl.work.sample.activities import draw_activities
from nscl.work.sample.approvals import ApprovalStep, Way, draw_approval, draw_ways
from nscl.work.sample.goals import draw_goals, told_apart
from nscl.work.sample.values import AgencyYear, DrawnActivity, SampleDays, SampleGoal, chance

# How many bodies that lead nothing take part, and in how many tasks each.
_PARTNERS, _TASKS_OF_A_PARTNER = 6, 3
# Annual plans are not all opened on one day.
_OPENED_WITHIN: Final = 10


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """What one agency does in the year, and how its annual plan was approved."""

    agency: AgencyTasks
    way: Way
    activities: tuple[DrawnActivity, ...]


@dataclass(frozen=True, slots=True)
class WrittenYear:
    """An agency's annual plan with its activities, and what was drawn of them."""

    agency: AgencyTasks
    activities: tuple[tuple[Activity, DrawnActivity], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A sample year of a plan: from which chance it is drawn, when its annual plans were opened, by whom and when."""

    plan: Plan
    year: int
    seed: int
    opened: date
    by: Actor
    at: datetime

    def chance(self, *parts: object) -> Random:
        """A source of chance for one thing of this year."""
        return chance(self.seed, self.plan.slug, self.year, *parts)

    @property
    def days(self) -> SampleDays:
        """The days of the year."""
        return days_of(self.year, self.opened, self.at)


def draw_years(frame: Frame, goals: Sequence[SampleGoal]) -> list[DrawnYear]:
    """What every agency of the plan does; those that have no day to do anything are left out."""
    random = frame.chance("agencies")
    chosen = _chosen(random, agency_tasks(frame.plan.pk, frame.year))
    ways = draw_ways(random, len(chosen), year=frame.year, at=localtime(frame.at))
    years = _agency_years(frame, chosen, ways, goals)
    done = draw_goals(frame.chance("goals"), goals, years)
    drawn = []
    for place, (agency, way) in enumerate(zip(chosen, ways, strict=True)):
        ordinary = draw_activities(frame.chance(agency.agency.key), years[place])
        activities = told_apart([*(DrawnActivity(state) for state in ordinary), *done.get(place, ())])
        if activities:
            drawn.append(DrawnYear(agency, way, tuple(activities)))
    return drawn


def _chosen(random: Random, agencies: Sequence[AgencyTasks]) -> list[AgencyTasks]:
    """Who leads, by how much it leads, then some of those who take part, the communes in any case."""
    leading = sorted((one for one in agencies if one.leads), key=lambda one: -len(one.tasks))
    communes = [one for one in agencies if not one.leads and one.agency.kind is AgencyKind.COMMUNE]
    others = [one for one in agencies if not one.leads and one not in communes]
    partners = [*communes, *random.sample(others, min(len(others), _PARTNERS - len(communes)))]
    return [*leading, *(_with_few(random, one) for one in partners)]


def _with_few(random: Random, one: AgencyTasks) -> AgencyTasks:
    tasks = random.sample(one.tasks, min(len(one.tasks), _TASKS_OF_A_PARTNER))
    return AgencyTasks(one.agency, tuple(tasks), one.leads)


def _agency_years(
    frame: Frame, chosen: Sequence[AgencyTasks], ways: Sequence[Way], goals: Sequence[SampleGoal]
) -> Mapping[int, AgencyYear]:
    """What each agency's year is drawn from, by its place."""
    cells = budget_cells(frame.plan.pk, frame.year)
    seats = [Seats(frame.plan.unit_id, one.agency.id) for one in chosen]
    communes = communes_of(frozenset().union(*(one.unit_ids for one in seats)))
    return {
        place: AgencyYear(
            tasks=one.tasks,
            days=held_by(seats[place], frame.days),
            is_active=ways[place][-1:] == (AnnualPlanState.APPROVED,),
            communes=communes,
            cells=cells,
            reserved=frozenset(kind for goal in goals for kind in goal.kinds),
            withheld=frozenset(goal.output for goal in goals if goal.output is not None),
        )
        for place, one in enumerate(chosen)
    }


def write_year(frame: Frame, drawn: DrawnYear) -> WrittenYear:
    """Store an agency's annual plan with its steps, activities and declarations."""
    random, by = frame.chance(drawn.agency.agency.key, "approval"), frame.by
    opened_at = morning(frame.opened + timedelta(days=random.randint(0, _OPENED_WITHIN)), frame.at)
    steps = draw_approval(random, drawn.way, opened_at, at=frame.at)
    annual = _annual_plan(frame, drawn.agency.agency.id, opened_at, steps)
    annual.save()
    book = open_book(annual.pk, Permission.PLAN_WORK, None, frame.at)
    states = [one.state for one in drawn.activities]
    book.prefetch(states)
    for state in states:
        refuse_invalid(book, state)
    insert_rows(_steps(annual, steps, by=by))
    rows = create(book, states, by=by, at=opened_at, is_sample=True)
    index(book, rows)
    written = tuple(zip(rows, drawn.activities, strict=True))
    insert_rows([claim for row, one in written for claim in _claims(frame, row, one)])
    return WrittenYear(drawn.agency, written)


def _claims(frame: Frame, row: Activity, drawn: DrawnActivity) -> list[ActivityClaim]:
    done_on = drawn.state.done_on
    if done_on is None:
        return []
    at = morning(done_on, frame.at)
    return [
        ActivityClaim(activity_id=row.pk, measure_id=measure, declared_at=at, declared_by_id=frame.by.number)
        for measure in drawn.measures
    ]


def _annual_plan(frame: Frame, agency: int, opened_at: datetime, steps: Sequence[ApprovalStep]) -> AnnualPlan:
    state = steps[-1].state if steps else AnnualPlanState.DRAFT
    submitted = [step.at for step in steps if step.state is AnnualPlanState.SUBMITTED]
    is_decided = state in {AnnualPlanState.RETURNED, AnnualPlanState.APPROVED}
    return AnnualPlan(
        plan_id=frame.plan.pk,
        agency_id=agency,
        year=frame.year,
        state=state.value,
        created_at=opened_at,
        created_by_id=frame.by.number,
        submitted_at=submitted[-1] if submitted else None,
        decided_at=steps[-1].at if is_decided else None,
        version=1 + len(steps),
        is_sample=True,
    )


def _steps(annual: AnnualPlan, steps: Sequence[ApprovalStep], *, by: Actor) -> list[AnnualPlanStep]:
    before = [AnnualPlanState.DRAFT, *(step.state for step in steps)]
    return [
        AnnualPlanStep(
            annual_plan_id=annual.pk,
            from_state=from_state.value,
            to_state=step.state.value,
            comment=step.comment,
            at=step.at,
            by_id=by.number,
        )
        for from_state, step in zip(before, steps, strict=False)
    ]
