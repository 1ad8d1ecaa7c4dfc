"""Planning an activity: added, changed, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, record_event, remove_entry
from nscl.records.queries.evidence import count_evidence
from nscl.work.enums import ActivityStatus, AnnualPlanState, WorkKind
from nscl.work.operations.activities.opening import (
    Opened,
    Saved,
    change,
    index,
    open_activity,
    record,
    reference_of,
    refuse_duplicate,
    refuse_invalid,
    refuse_other_kind,
    refuse_stale,
)
from nscl.work.operations.activities.states import create
from nscl.work.operations.book import Book, bump, open_book, require_planning
from nscl.work.operations.errors import (
    ActivityConflict,
    CannotRemove,
    EvidencedActivity,
    PlanningClosed,
    RecordedElsewhere,
)
from nscl.work.rules.moves import PLANNING, Planning
from nscl.work.rules.values import ActivityPlan, ActivityRecord, ActivityState, planned, recorded, replanned

__all__ = ["Saved", "add_activity", "edit_activity", "remove_activity"]


@transaction.atomic
def add_activity(
    *,
    annual_plan: int,
    plan: ActivityPlan,
    record: ActivityRecord | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Saved:
    """Plan an activity; with `record`, one that was begun or done already, which can be told at any time.

    Asks PLAN_WORK, or RECORD_WORK where it comes with a record. In an approved plan it counts as added later ("bổ
    sung"). Raises NotAllowed, AnnualPlanMissing, PlanningClosed, InvalidActivity, DuplicateActivity.
    """
    permission = Permission.PLAN_WORK if record is None else Permission.RECORD_WORK
    book = open_book(annual_plan, permission, viewer, at)
    state = planned(plan) if record is None else recorded(planned(plan), record)
    if not is_addable(book, state):
        raise PlanningClosed(book.state)
    refuse_invalid(book, state)
    refuse_duplicate(book, state)
    (row,) = create(book, [state], by=by, at=at, is_sample=is_sample)
    index(book, [row])
    bump(book.annual)
    added = Change("Hoạt động", "", row.title)
    record_event(
        action="activity.added", by=by, at=at, subject=reference_of(row), context=book.reference, changes=[added]
    )
    return Saved(row.pk, row.version)


@transaction.atomic
def edit_activity(
    *,
    number: int,
    version: int,
    plan: ActivityPlan,
    reason: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Plan an activity otherwise, if it still has the version that the person saw. The same values write nothing.

    reason: asked for once the annual plan is approved; kept in the audit trail. Raises NotAllowed, ActivityMissing,
    ActivityConflict (with both values of every field that differs), PlanningClosed, ReasonMissing, InvalidActivity,
    DuplicateActivity.
    """
    opened = open_activity(number, Permission.PLAN_WORK, viewer, at)
    state = replanned(opened.state, plan)
    if state == opened.state:
        return opened.saved
    refuse_stale(opened, version, state)
    require_planning(opened.book, reason)
    refuse_other_kind(opened, state)
    refuse_invalid(opened.book, state, opened.state)
    refuse_duplicate(opened.book, state, apart_from=number)
    saved = change(opened, state, verb="planned", by=by, at=at, comment=reason)
    bump(opened.book.annual)
    return saved


@transaction.atomic
def remove_activity(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take an activity out of an annual plan that is not submitted, as if it had never been planned.

    Raises NotAllowed, ActivityMissing, ActivityConflict, CannotRemove (whatever was begun, submitted or has evidence is
    cancelled with a reason instead).
    """
    opened = open_activity(number, Permission.PLAN_WORK, viewer, at)
    if opened.activity.version != version:
        raise ActivityConflict(opened.activity.version, ())
    if not _is_only_planned(opened):
        raise CannotRemove
    if opened.activity.has_own_record:
        raise RecordedElsewhere
    proofs = count_evidence(WorkKind.ACTIVITY, [number]).get(number, 0)
    if proofs:
        raise EvidencedActivity(proofs)
    remove_entry(kind=WorkKind.ACTIVITY.value, number=number)
    record(opened, "removed", [Change("Hoạt động", opened.activity.title, "")], by=by, at=at)
    opened.activity.delete()
    bump(opened.book.annual)


def is_addable(book: Book, state: ActivityState) -> bool:
    """Whether it can be added now: what is only planned waits until the annual plan is decided on, facts do not."""
    return PLANNING[book.state] is not Planning.CLOSED or state.status is not ActivityStatus.PLANNED


def _is_only_planned(opened: Opened) -> bool:
    is_draft = opened.book.state in {AnnualPlanState.DRAFT, AnnualPlanState.RETURNED}
    has_result = bool(opened.state.outputs or opened.state.participations or opened.state.actual_costs)
    return is_draft and opened.state.status is ActivityStatus.PLANNED and not has_result
