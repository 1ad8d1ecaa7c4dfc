"""Annual plans: the table of agencies and years, one annual plan whole, and what forms about it offer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.records import queries as records
from nscl.records.queries import MOST_EVENTS, EventRow
from nscl.work.enums import ActivityStatus, AnnualPlanState, CostStage, WorkKind
from nscl.work.models import ActivityCost, AnnualPlan, AnnualPlanStep
from nscl.work.queries.access import AnnualPlanNotFound, visible_annual_plans
from nscl.work.queries.activities import list_activities, may_see_history, status_counts
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.rows import ActivityRow, AgencyLink, PlanLink, StatusCounts, agency_link, plan_link
from nscl.work.rules.moves import PLANNING, Planning, may_step


@dataclass(frozen=True, kw_only=True)
class AnnualPlanRow:
    """A line of the list of annual plans. Money in VND, of activities that are not cancelled; None where none is given.

    may_plan, may_record, may_decide: what the viewer may do with it as it stands.
    """

    number: int
    version: int
    plan: PlanLink
    agency: AgencyLink
    year: int
    state: AnnualPlanState
    counts: StatusCounts
    planned_vnd: int | None
    actual_vnd: int | None
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    is_sample: bool
    planning: Planning
    may_plan: bool
    may_record: bool
    may_submit: bool
    may_decide: bool

    @property
    def label(self) -> str:
        """The agency and the year."""
        return f"{self.agency.name}, {self.year}"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the approval."""

    from_state: AnnualPlanState
    to_state: AnnualPlanState
    comment: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """The money of an annual plan by budget line and source, in VND; "" for what has none."""

    line: str
    source: str
    planned_vnd: int
    actual_vnd: int


@dataclass(frozen=True, slots=True)
class AnnualPlanDetail:
    """An annual plan with its activities by their first day, its way to approval (oldest first) and its money."""

    row: AnnualPlanRow
    activities: tuple[ActivityRow, ...]
    steps: tuple[StepRow, ...]
    money: tuple[MoneyRow, ...]

    @property
    def return_reason(self) -> str:
        """Why it was returned last, "" unless it stands returned."""
        if self.row.state is not AnnualPlanState.RETURNED:
            return ""
        return next((step.comment for step in reversed(self.steps)), "")


def list_annual_plans(
    viewer: Viewer,
    *,
    on: date,
    plan: int | None = None,
    unit_ids: Collection[int] | None = None,
    agency_ids: Collection[int] | None = None,
    year: int | None = None,
    states: Collection[AnnualPlanState] = (),
) -> tuple[AnnualPlanRow, ...]:
    """The annual plans that are asked for (None or empty: all), newest year first, then by agency. One query.

    unit_ids: of the plans of these provinces; on: the day by which an activity is late.
    """
    rows = visible_annual_plans(viewer)
    if plan is not None:
        rows = rows.filter(plan=plan)
    if unit_ids is not None:
        rows = rows.filter(plan__unit__in=list(unit_ids))
    if agency_ids is not None:
        rows = rows.filter(agency__in=list(agency_ids))
    if year is not None:
        rows = rows.filter(year=year)
    if states:
        rows = rows.filter(state__in=list(states))
    return tuple(_row(viewer, row, on) for row in _loaded(rows, on).order_by("-year", "agency__name", "pk"))


def find_annual_plan(viewer: Viewer, number: int, *, on: date) -> AnnualPlanRow:
    """The head of one annual plan. Raises AnnualPlanNotFound. One query."""
    row = _loaded(visible_annual_plans(viewer).filter(pk=number), on).order_by("pk").first()
    if row is None:
        raise AnnualPlanNotFound(number)
    return _row(viewer, row, on)


def get_annual_plan(viewer: Viewer, number: int, *, on: date) -> AnnualPlanDetail:
    """One annual plan whole. Raises AnnualPlanNotFound. Five queries."""
    row = find_annual_plan(viewer, number, on=on)
    return AnnualPlanDetail(
        row=row,
        activities=list_activities(viewer, ActivityFilter(annual_plan=number), on=on),
        steps=tuple(_step(step) for step in _steps(number)),
        money=_money(number),
    )


def annual_plan_history(viewer: Viewer, number: int, limit: int = MOST_EVENTS) -> tuple[EventRow, ...]:
    """The acts on an annual plan and on its activities, newest first; none for who may not see them. Three queries."""
    found = visible_annual_plans(viewer).filter(pk=number).order_by("pk")
    scope = found.values_list("plan__unit_id", "agency_id").first()
    if scope is None or not may_see_history(viewer, *scope):
        return ()
    return records.history(context=(WorkKind.ANNUAL_PLAN, number), limit=limit)


def _loaded(rows: QuerySet[AnnualPlan], on: date) -> QuerySet[AnnualPlan]:
    return rows.select_related("plan__unit", "agency__unit", "created_by", "submitted_by", "decided_by").annotate(
        **status_counts(on, "activities__"), planned_vnd=_sum(CostStage.PLANNED), actual_vnd=_sum(CostStage.ACTUAL)
    )


def _sum(stage: CostStage) -> Subquery:
    costs = ActivityCost.objects.filter(activity__annual_plan=OuterRef("pk"), stage=stage)
    live = costs.exclude(activity__status=ActivityStatus.CANCELLED).order_by().values("activity__annual_plan")
    return Subquery(live.annotate(sum=Sum("vnd")).values("sum"), output_field=BigIntegerField())


def _row(viewer: Viewer, row: AnnualPlan, on: date) -> AnnualPlanRow:
    state = AnnualPlanState(row.state)
    unit, agency = row.plan.unit_id, row.agency_id
    may_plan = viewer.may(Permission.PLAN_WORK, unit, agency)
    planning = PLANNING[state]
    return AnnualPlanRow(
        number=row.pk,
        version=row.version,
        plan=plan_link(row.plan),
        agency=agency_link(row.agency, on),
        year=row.year,
        state=state,
        counts=StatusCounts(
            planned=computed(row, "planned"),
            running=computed(row, "running"),
            done=computed(row, "done"),
            cancelled=computed(row, "cancelled"),
            late=computed(row, "late"),
        ),
        planned_vnd=computed(row, "planned_vnd"),
        actual_vnd=computed(row, "actual_vnd"),
        created_at=row.created_at,
        created_by=row.created_by.full_name if row.created_by else "",
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by.full_name if row.submitted_by else "",
        decided_at=row.decided_at,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        is_sample=row.is_sample,
        planning=planning,
        may_plan=may_plan and planning is not Planning.CLOSED,
        may_record=viewer.may(Permission.RECORD_WORK, unit, agency),
        may_submit=may_plan and may_step(state, AnnualPlanState.SUBMITTED),
        may_decide=viewer.may(Permission.APPROVE_WORK, unit, agency) and may_step(state, AnnualPlanState.APPROVED),
    )


def _steps(number: int) -> QuerySet[AnnualPlanStep]:
    return AnnualPlanStep.objects.filter(annual_plan=number).select_related("by").order_by("at", "pk")


def _step(step: AnnualPlanStep) -> StepRow:
    by = step.by.full_name if step.by else ""
    return StepRow(AnnualPlanState(step.from_state), AnnualPlanState(step.to_state), step.comment, step.at, by)


def _money(number: int) -> tuple[MoneyRow, ...]:
    costs = ActivityCost.objects.filter(activity__annual_plan=number).exclude(activity__status=ActivityStatus.CANCELLED)
    named = costs.values_list("line__position", "line__key", "line__title", "source__name", "stage")
    sums: dict[tuple[int, str, str], dict[str, int]] = {}
    for position, key, title, source, stage, vnd in named.annotate(sum=Sum("vnd")).order_by("line__position", "stage"):
        line = f"{key or ''} {title or ''}".strip()
        place = position if position is not None else -1
        sums.setdefault((place, line, source or ""), {})[stage] = vnd
    return tuple(
        MoneyRow(line, source, found.get(CostStage.PLANNED, 0), found.get(CostStage.ACTUAL, 0))
        for (_place, line, source), found in sorted(sums.items(), key=lambda one: one[0])
    )
