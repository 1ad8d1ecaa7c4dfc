"""From which state an annual plan and an activity may go to which; what may be changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from nscl.work.enums import ActivityStatus, AnnualPlanState

PLAN_MOVES: Final[Mapping[AnnualPlanState, frozenset[AnnualPlanState]]] = {
    AnnualPlanState.DRAFT: frozenset({AnnualPlanState.SUBMITTED}),
    AnnualPlanState.SUBMITTED: frozenset({AnnualPlanState.RETURNED, AnnualPlanState.APPROVED}),
    AnnualPlanState.RETURNED: frozenset({AnnualPlanState.SUBMITTED}),
    AnnualPlanState.APPROVED: frozenset(),
}

# Going back to where something is under way is reopening, an act of its own.
ACTIVITY_MOVES: Final[Mapping[ActivityStatus, frozenset[ActivityStatus]]] = {
    ActivityStatus.PLANNED: frozenset({ActivityStatus.RUNNING, ActivityStatus.DONE, ActivityStatus.CANCELLED}),
    ActivityStatus.RUNNING: frozenset({ActivityStatus.DONE, ActivityStatus.CANCELLED}),
    ActivityStatus.DONE: frozenset(),
    ActivityStatus.CANCELLED: frozenset(),
}
REOPENED: Final[Mapping[ActivityStatus, ActivityStatus]] = {
    ActivityStatus.DONE: ActivityStatus.RUNNING,
    ActivityStatus.CANCELLED: ActivityStatus.PLANNED,
}
# What still has to be done.
OPEN_STATUSES: Final = (ActivityStatus.PLANNED, ActivityStatus.RUNNING)


class Planning(StrEnum):
    """Whether what is planned may be changed."""

    FREE = "free"
    CLOSED = "closed"
    WITH_REASON = "with_reason"


PLANNING: Final[Mapping[AnnualPlanState, Planning]] = {
    AnnualPlanState.DRAFT: Planning.FREE,
    AnnualPlanState.RETURNED: Planning.FREE,
    # Somebody is reading it: what they approve is what they read.
    AnnualPlanState.SUBMITTED: Planning.CLOSED,
    AnnualPlanState.APPROVED: Planning.WITH_REASON,
}


def may_step(state: AnnualPlanState, then: AnnualPlanState) -> bool:
    """Whether an annual plan in `state` may go to `then`."""
    return then in PLAN_MOVES[state]


def may_become(status: ActivityStatus, then: ActivityStatus) -> bool:
    """Whether an activity may be recorded as `then`: where it stands already, or further."""
    return then == status or then in ACTIVITY_MOVES[status]


def recordable(status: ActivityStatus, *, is_tallied: bool = False) -> tuple[ActivityStatus, ...]:
    """As what an activity may be recorded, in the order of the states; cancelling is an act of its own.

    is_tallied: a record of its own says when it is done, nobody else.
    """
    if status is ActivityStatus.CANCELLED:
        return ()
    found = tuple(s for s in ActivityStatus if s is not ActivityStatus.CANCELLED and may_become(status, s))
    return tuple(s for s in found if s is not ActivityStatus.DONE) if is_tallied and len(found) > 1 else found
