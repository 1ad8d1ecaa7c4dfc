"""Typed rows of the year's work, and how they are taken from the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from nscl.institutions.models import Agency
from nscl.institutions.rules import label_of
from nscl.plans.models import Plan
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label
from nscl.text.dates import format_date
from nscl.work.enums import ActivityKind, ActivityStatus, AnnualPlanState, CostStage
from nscl.work.models import Activity, ActivityCost
from nscl.work.queries.tasks_now import TaskLink, TasksNow
from nscl.work.rules.moves import OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """An agency as a list names it; `unit_name`: its province ("tỉnh Bắc Giang"), "" for a national body.

    Where the body is not there on the day asked for, `unit_name` also says until or from when it was: around a merger
    two bodies bear one name, in provinces of one name.
    """

    number: int
    name: str
    unit_name: str

    @property
    def label(self) -> str:
        """The name with the province."""
        return ", ".join(filter(None, (self.name, self.unit_name)))


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A provincial plan as a list names it."""

    number: int
    slug: str
    label: str
    unit_id: int
    period_start: int
    period_end: int


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many activities stand where; `late` are among planned and running."""

    planned: int = 0
    running: int = 0
    done: int = 0
    cancelled: int = 0
    late: int = 0

    @property
    def live(self) -> int:
        """All but the cancelled ones."""
        return self.planned + self.running + self.done

    @property
    def open(self) -> int:
        """What still has to be done."""
        return self.planned + self.running


def together(many: Iterable[StatusCounts]) -> StatusCounts:
    """The sum of several counts."""
    found = list(many)
    return StatusCounts(
        planned=sum(one.planned for one in found),
        running=sum(one.running for one in found),
        done=sum(one.done for one in found),
        cancelled=sum(one.cancelled for one in found),
        late=sum(one.late for one in found),
    )


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """A line of a list of activities.

    task: what its task has become in the edition in force, else the task that it was. is_supplement: added after the
    annual plan was approved ("bổ sung"). is_late: it should be over and is not. Money in VND; None where none is given.
    """

    number: int
    version: int
    annual_plan: int
    annual_plan_state: AnnualPlanState
    plan: PlanLink
    unit_id: int
    agency: AgencyLink
    owner: AgencyLink
    year: int
    task: TaskLink | None
    kind: ActivityKind
    title: str
    place: str
    commune: str
    outlet: str
    starts_on: date
    ends_on: date
    done_on: date | None
    status: ActivityStatus
    responsible_number: int | None
    responsible: str
    planned_vnd: int | None
    actual_vnd: int | None
    is_late: bool
    days_late: int
    is_supplement: bool
    is_sample: bool
    created_at: datetime
    created_by: str

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.status in OPEN_STATUSES


def with_links(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities loaded with what `activity_rows` reads, in one query."""
    return activities.select_related(
        "annual_plan__agency__unit",
        "plan__unit",
        "agency__unit",
        "commune",
        "responsible",
        "created_by",
    ).annotate(planned_vnd=money(CostStage.PLANNED), actual_vnd=money(CostStage.ACTUAL))


def money(stage: CostStage) -> Subquery:
    """The sum of an activity's costs of a stage, None where it has none."""
    costs = ActivityCost.objects.filter(activity=OuterRef("pk"), stage=stage).order_by().values("activity")
    return Subquery(costs.annotate(sum=Sum("vnd")).values("sum"), output_field=BigIntegerField())


def activity_rows(activities: Iterable[Activity], on: date) -> tuple[ActivityRow, ...]:
    """Rows of activities loaded by `with_links`; `on`: the day by which one is late. One query more for their tasks."""
    loaded = list(activities)
    tasks = TasksNow({activity.plan_id for activity in loaded})
    return tuple(activity_row(activity, tasks, on) for activity in loaded)


def activity_row(activity: Activity, tasks: TasksNow, on: date) -> ActivityRow:
    """The row of an activity loaded by `with_links`."""
    status = ActivityStatus(activity.status)
    days_late = max((on - activity.ends_on).days, 0) if status in OPEN_STATUSES else 0
    return ActivityRow(
        number=activity.pk,
        version=activity.version,
        annual_plan=activity.annual_plan_id,
        annual_plan_state=AnnualPlanState(activity.annual_plan.state),
        plan=plan_link(activity.plan),
        unit_id=activity.unit_id,
        agency=agency_link(activity.agency, on),
        owner=agency_link(activity.annual_plan.agency, on),
        year=activity.year,
        task=tasks.shown(activity.task_id),
        kind=ActivityKind(activity.kind),
        title=activity.title,
        place=activity.place,
        commune=activity.commune.name if activity.commune else "",
        outlet=activity.outlet,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        done_on=activity.done_on,
        status=status,
        responsible_number=activity.responsible_id,
        responsible=activity.responsible.full_name if activity.responsible else "",
        planned_vnd=computed(activity, "planned_vnd"),
        actual_vnd=computed(activity, "actual_vnd"),
        is_late=days_late > 0,
        days_late=days_late,
        is_supplement=is_supplement(activity),
        is_sample=activity.is_sample,
        created_at=activity.created_at,
        created_by=activity.created_by.full_name if activity.created_by else "",
    )


def is_supplement(activity: Activity) -> bool:
    """Whether an activity came into its annual plan after that was approved."""
    annual = activity.annual_plan
    approved_at = annual.decided_at if annual.state == AnnualPlanState.APPROVED else None
    return approved_at is not None and activity.created_at > approved_at


def agency_link(agency: Agency, on: date) -> AgencyLink:
    """The link of an agency loaded with its unit, as of a day."""
    unit = label_of(agency.unit.kind, agency.unit.name) if agency.unit else ""
    return AgencyLink(agency.pk, agency.name, unit_on(unit, agency.valid_from, agency.valid_to, on))


def unit_on(unit: str, since: date, until: date | None, on: date) -> str:
    """The label of a body's unit; with until or from when the body was there, where it was not on the day."""
    said = [unit] if unit else []
    if until is not None and until < on:
        said.append(_("đến hết %(day)s") % {"day": format_date(until)})
    elif since > on:
        said.append(_("từ %(day)s") % {"day": format_date(since)})
    return ", ".join(said)


def plan_link(plan: Plan) -> PlanLink:
    """The link of a plan loaded with its unit."""
    label = plan_label(plan.unit.name, plan.period_start, plan.period_end)
    return PlanLink(plan.pk, plan.slug, label, plan.unit_id, plan.period_start, plan.period_end)
