"""Lists of activities, the calendar, the board, one activity with all its facts, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import Agency
from nscl.plans.rules import plain_number
from nscl.records import queries as records
from nscl.records.queries import MOST_EVENTS, EventRow
from nscl.work.enums import ActivityStatus, AnnualPlanState, CostStage, OutputKind, ParticipantKind, WorkKind
from nscl.work.models import Activity, ActivityCost, ActivityOutput, Participation
from nscl.work.queries.access import ActivityNotFound, visible_activities
from nscl.work.queries.filters import EVERYTHING, ActivityFilter, filtered, is_late
from nscl.work.queries.rows import (
    ActivityRow,
    AgencyLink,
    StatusCounts,
    activity_row,
    activity_rows,
    agency_link,
    together,
    with_links,
)
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.kinds import KIND_RULES, KindRule
from nscl.work.rules.moves import PLANNING, Planning, recordable

# How many cards a column of the board shows; the others are counted, and found in the list.
MOST_CARDS = 40


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A quantity that an activity yielded."""

    kind: OutputKind
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class ParticipantsRow:
    """Participants of one kind of organisation; women None where nobody counted them."""

    kind: ParticipantKind
    people: int
    women: int | None
    organisations: int


@dataclass(frozen=True, slots=True)
class CostRow:
    """Money of an activity (VND) with the names of its line and source, "" where it has none."""

    stage: CostStage
    vnd: int
    line_id: int | None
    line: str
    source_id: int | None
    source: str


@dataclass(frozen=True, kw_only=True)
class ActivityDetail:
    """One activity with all its facts, and what the viewer may do with it.

    statuses: as what it may be recorded. planning: whether what is planned may be changed, by the annual plan's state.
    """

    row: ActivityRow
    rule: KindRule
    task_id: int
    commune_id: int | None
    organiser: str
    expected_output: str
    result: str
    cancel_reason: str
    outputs: tuple[OutputRow, ...]
    participations: tuple[ParticipantsRow, ...]
    costs: tuple[CostRow, ...]
    copied_from: int | None
    statuses: tuple[ActivityStatus, ...]
    planning: Planning
    may_plan: bool
    may_record: bool
    may_remove: bool

    @property
    def people(self) -> int:
        """All attendances (lượt người)."""
        return sum(one.people for one in self.participations)


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """The activities of a month: `rows` begin or end in it, `throughout` go on before, in and after it."""

    first: date
    last: date
    rows: tuple[ActivityRow, ...]
    throughout: tuple[ActivityRow, ...]

    def on_day(self, day: date) -> tuple[ActivityRow, ...]:
        """Those of `rows` that go on on a day."""
        return tuple(row for row in self.rows if row.starts_on <= day <= row.ends_on)


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The activities in one status: the first of them, and how many there are."""

    status: ActivityStatus
    rows: tuple[ActivityRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BoardAgency:
    """How the activities of one agency stand."""

    agency: AgencyLink
    counts: StatusCounts


@dataclass(frozen=True, slots=True)
class Board:
    """The year's work by status and by agency."""

    columns: tuple[BoardColumn, ...]
    agencies: tuple[BoardAgency, ...]
    counts: StatusCounts


def list_activities(
    viewer: Viewer, wanted: ActivityFilter = EVERYTHING, *, on: date, limit: int | None = None, offset: int = 0
) -> tuple[ActivityRow, ...]:
    """The activities that are asked for, by their first day. Two queries (four with a task)."""
    return _rows(_wanted(viewer, wanted, on).order_by("starts_on", "pk"), on, limit, offset)


def late_activities(
    viewer: Viewer, wanted: ActivityFilter = EVERYTHING, *, on: date, limit: int | None = None
) -> tuple[ActivityRow, ...]:
    """What should be over and is not, the longest overdue first. Two queries."""
    late = _wanted(viewer, wanted, on).filter(is_late(on))
    return _rows(late.order_by("ends_on", "pk"), on, limit)


def count_activities(viewer: Viewer, wanted: ActivityFilter = EVERYTHING, *, on: date) -> StatusCounts:
    """How many of the activities that are asked for stand where. One query."""
    found = _wanted(viewer, wanted, on).aggregate(**status_counts(on))
    return StatusCounts(**found)


def calendar(viewer: Viewer, wanted: ActivityFilter = EVERYTHING, *, year: int, month: int, on: date) -> CalendarMonth:
    """The activities that go on in a month, cancelled ones left out. Two queries."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = _wanted(viewer, wanted, on).filter(starts_on__lte=last, ends_on__gte=first)
    rows = _rows(found.exclude(status=ActivityStatus.CANCELLED).order_by("starts_on", "pk"), on)
    throughout = tuple(row for row in rows if row.starts_on < first and row.ends_on > last)
    return CalendarMonth(first, last, tuple(row for row in rows if row not in throughout), throughout)


def board(viewer: Viewer, wanted: ActivityFilter = EVERYTHING, *, on: date, cards: int = MOST_CARDS) -> Board:
    """The activities that are asked for by status and by agency. Seven queries."""
    found = _wanted(viewer, wanted, on)
    # The types of Django do not know the names that `annotate` gives.
    counted: Any = found.order_by("annual_plan__agency").values("annual_plan__agency").annotate(**status_counts(on))
    by_agency: list[dict[str, int]] = list(counted)
    bodies = Agency.objects.select_related("unit").in_bulk([one["annual_plan__agency"] for one in by_agency])
    agencies = tuple(
        sorted(
            (_board_agency(bodies[one.pop("annual_plan__agency")], one, on) for one in by_agency),
            key=lambda row: (-row.counts.late, -row.counts.live, row.agency.name, row.agency.number),
        )
    )
    totals = together(row.counts for row in agencies)
    rows = {
        status: list(with_links(found.filter(status=status)).order_by("starts_on", "pk")[:cards])
        for status in ActivityStatus
    }
    tasks = TasksNow({activity.plan_id for many in rows.values() for activity in many})
    columns = tuple(
        BoardColumn(status, tuple(activity_row(a, tasks, on) for a in rows[status]), getattr(totals, status.value))
        for status in ActivityStatus
    )
    return Board(columns, agencies, totals)


def get_activity(viewer: Viewer, number: int, *, on: date) -> ActivityDetail:
    """One activity with all its facts. Raises ActivityNotFound. Five queries."""
    found = with_links(visible_activities(viewer).filter(pk=number)).prefetch_related(
        Prefetch("outputs", ActivityOutput.objects.order_by("kind")),
        Prefetch("participations", Participation.objects.order_by("kind")),
        Prefetch("costs", ActivityCost.objects.select_related("line", "source").order_by("stage", "pk")),
    )
    activity = found.order_by("pk").first()
    if activity is None:
        raise ActivityNotFound(number)
    return _detail(viewer, activity, on)


def activity_history(viewer: Viewer, number: int, limit: int = MOST_EVENTS) -> tuple[EventRow, ...]:
    """The acts on one activity, newest first: for who may see the history or record the work; none for others.

    Three queries.
    """
    found = visible_activities(viewer).filter(pk=number).order_by("pk")
    scope = found.values_list("plan__unit_id", "annual_plan__agency_id").first()
    if scope is None or not may_see_history(viewer, *scope):
        return ()
    return records.history(subject=(WorkKind.ACTIVITY, number), limit=limit)


def may_see_history(viewer: Viewer, unit_id: int, agency_id: int) -> bool:
    """Who did what is for those who oversee and for those whose own work it is."""
    return viewer.may(Permission.VIEW_HISTORY, unit_id) or viewer.may(Permission.RECORD_WORK, unit_id, agency_id)


def status_counts(on: date, prefix: str = "") -> dict[str, Count]:
    """The counts of `StatusCounts` as aggregates over activities; prefix: the way to them ("activities__")."""
    counts = {
        status.value: Count(f"{prefix}pk", filter=Q(**{f"{prefix}status": status.value})) for status in ActivityStatus
    }
    open_late = Q(
        **{f"{prefix}status__in": [ActivityStatus.PLANNED, ActivityStatus.RUNNING], f"{prefix}ends_on__lt": on}
    )
    return {**counts, "late": Count(f"{prefix}pk", filter=open_late)}


def _board_agency(agency: Agency, counts: dict[str, int], on: date) -> BoardAgency:
    return BoardAgency(agency_link(agency, on), StatusCounts(**counts))


def _wanted(viewer: Viewer, wanted: ActivityFilter, on: date) -> QuerySet[Activity]:
    return filtered(visible_activities(viewer), wanted, on)


def _rows(ordered: QuerySet[Activity], on: date, limit: int | None = None, offset: int = 0) -> tuple[ActivityRow, ...]:
    end = None if limit is None else offset + limit
    return activity_rows(with_links(ordered)[offset:end], on)


def _detail(viewer: Viewer, activity: Activity, on: date) -> ActivityDetail:
    row = activity_row(activity, TasksNow([activity.plan_id]), on)
    planning = PLANNING[row.annual_plan_state]
    unit, owner = activity.plan.unit_id, activity.annual_plan.agency_id
    may_plan = viewer.may(Permission.PLAN_WORK, unit, owner)
    outputs, people, costs = activity.outputs.all(), activity.participations.all(), activity.costs.all()
    is_bare = not outputs and not people and not any(cost.stage == CostStage.ACTUAL for cost in costs)
    is_draft = row.annual_plan_state in {AnnualPlanState.DRAFT, AnnualPlanState.RETURNED}
    return ActivityDetail(
        row=row,
        rule=KIND_RULES[row.kind],
        task_id=activity.task_id,
        commune_id=activity.commune_id,
        organiser=activity.organiser,
        expected_output=activity.expected_output,
        result=activity.result,
        cancel_reason=activity.cancel_reason,
        outputs=tuple(OutputRow(OutputKind(one.kind), plain_number(one.quantity)) for one in outputs),
        participations=tuple(
            ParticipantsRow(ParticipantKind(one.kind), one.people, one.women, one.organisations) for one in people
        ),
        costs=tuple(_cost(cost) for cost in costs),
        copied_from=activity.copied_from_id,
        statuses=recordable(row.status, is_tallied=bool(KIND_RULES[row.kind].tallied)),
        planning=planning,
        may_plan=may_plan and planning is not Planning.CLOSED,
        may_record=viewer.may(Permission.RECORD_WORK, unit, owner),
        may_remove=may_plan and is_draft and is_bare and row.status is ActivityStatus.PLANNED,
    )


def _cost(cost: ActivityCost) -> CostRow:
    line = f"{cost.line.key} {cost.line.title}".strip() if cost.line else ""
    source = cost.source.name if cost.source else ""
    return CostRow(CostStage(cost.stage), cost.vnd, cost.line_id, line, cost.source_id, source)
