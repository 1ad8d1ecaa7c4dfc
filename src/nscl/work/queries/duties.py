"""What a person owes now: their own activities, their agency's, and what waits for their decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.work.enums import AnnualPlanState
from nscl.work.models import Activity
from nscl.work.queries.access import visible_activities
from nscl.work.queries.annual_plans import AnnualPlanRow, list_annual_plans
from nscl.work.queries.rows import ActivityRow, activity_row, with_links
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.moves import OPEN_STATUSES

# What ends within a month is on the list of today.
AHEAD: Final = timedelta(days=30)
# How many of a kind a list of duties holds; the page of activities has them all.
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Duties:
    """A person's duties on a day.

    mine: open activities for which they are responsible, late ones and those that end within a month, the most urgent
    first. agency: the same for their agencies, without `mine`. to_complete: annual plans of their agencies that were
    returned or never submitted. to_decide: annual plans that wait for their approval.
    """

    mine: tuple[ActivityRow, ...]
    agency: tuple[ActivityRow, ...]
    to_complete: tuple[AnnualPlanRow, ...]
    to_decide: tuple[AnnualPlanRow, ...]

    @property
    def late(self) -> int:
        """How many of the activities are late."""
        return sum(row.is_late for row in (*self.mine, *self.agency))

    @property
    def total(self) -> int:
        """How many things there are to do."""
        return len(self.mine) + len(self.agency) + len(self.to_complete) + len(self.to_decide)


def duties_of(viewer: Viewer, *, on: date) -> Duties:
    """What the person owes on a day. At most five queries."""
    mine = _urgent(viewer, on, responsible=viewer.number)
    agency: list[Activity] = []
    if viewer.agencies:
        agency = _urgent(viewer, on, annual_plan__agency__in=list(viewer.agencies))
    own = {activity.pk for activity in mine}
    tasks = TasksNow({activity.plan_id for activity in (*mine, *agency)})
    waiting = list_annual_plans(viewer, on=on, states=[AnnualPlanState.SUBMITTED]) if _decides(viewer) else ()
    return Duties(
        mine=tuple(activity_row(activity, tasks, on) for activity in mine),
        agency=tuple(activity_row(activity, tasks, on) for activity in agency if activity.pk not in own),
        to_complete=_to_complete(viewer, on),
        to_decide=tuple(row for row in waiting if row.may_decide),
    )


def _urgent(viewer: Viewer, on: date, **whose: object) -> list[Activity]:
    found = visible_activities(viewer).filter(status__in=OPEN_STATUSES, ends_on__lte=on + AHEAD, **whose)
    return list(with_links(found).order_by("ends_on", "pk")[:MOST])


def _decides(viewer: Viewer) -> bool:
    return viewer.may(Permission.APPROVE_WORK)


def _to_complete(viewer: Viewer, on: date) -> tuple[AnnualPlanRow, ...]:
    if not viewer.agencies:
        return ()
    states = [AnnualPlanState.RETURNED, AnnualPlanState.DRAFT]
    rows = list_annual_plans(viewer, on=on, agency_ids=viewer.agencies, states=states)
    return tuple(row for row in rows if row.may_submit and row.year >= on.year - 1)
