"""Recording what was done: how far it is, when, with whom, at what cost; cancelling and opening again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.work.enums import ActivityStatus
from nscl.work.operations.activities.opening import (
    Saved,
    change,
    open_activity,
    refuse_duplicate,
    refuse_invalid,
    refuse_stale,
)
from nscl.work.operations.book import bump
from nscl.work.operations.errors import InvalidActivity, MoveRefused, ReasonMissing
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.rules.moves import REOPENED, may_become
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.values import ActivityRecord, ActivityState, recorded


@transaction.atomic
def record_activity(
    *, number: int, version: int, record: ActivityRecord, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Tell what was done, if the activity still has the version that the person saw. The same values write nothing.

    Possible in every state of the annual plan: what was done is a fact. Raises NotAllowed, ActivityMissing,
    ActivityConflict (with both values of every field that differs, and who was first), InvalidActivity,
    DuplicateActivity.
    """
    opened = open_activity(number, Permission.RECORD_WORK, viewer, at)
    state = recorded(opened.state, record)
    if state == opened.state:
        return opened.saved
    refuse_stale(opened, version, state)
    wrong_move = move_problem(opened.state, state)
    if wrong_move is not None:
        raise InvalidActivity([wrong_move, *opened.book.check(state, opened.state)])
    refuse_invalid(opened.book, state, opened.state)
    refuse_duplicate(opened.book, state, apart_from=number)
    return change(opened, state, verb="recorded", by=by, at=at)


@transaction.atomic
def cancel_activity(*, number: int, version: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Say that an activity will not be, and why. Raises NotAllowed, ActivityMissing, ReasonMissing, MoveRefused
    (what is done is not cancelled), ActivityConflict.
    """
    opened = open_activity(number, Permission.PLAN_WORK, viewer, at)
    if not reason.strip():
        raise ReasonMissing(_("Hủy một hoạt động phải ghi lý do."))
    state = replace(opened.state, status=ActivityStatus.CANCELLED, cancel_reason=reason.strip(), done_on=None)
    if state == opened.state:
        return opened.saved
    refuse_stale(opened, version, state)
    if not may_become(opened.state.status, ActivityStatus.CANCELLED):
        raise MoveRefused(opened.state.status, _("Hoạt động đã xong thì không hủy được. Hãy mở lại trước."))
    saved = change(opened, state, verb="cancelled", by=by, at=at, comment=reason)
    bump(opened.book.annual)
    return saved


@transaction.atomic
def reopen_activity(
    *, number: int, version: int, reason: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Open a done activity again (it is then under way), or a cancelled one (planned again).

    What was recorded of it stays. Raises NotAllowed, ActivityMissing, MoveRefused, ActivityConflict,
    DuplicateActivity (a cancelled one that was planned anew meanwhile).
    """
    opened = open_activity(number, Permission.RECORD_WORK, viewer, at)
    then = REOPENED.get(opened.state.status)
    if then is None:
        raise MoveRefused(opened.state.status, _("Hoạt động này đang mở, không cần mở lại."))
    if then is ActivityStatus.RUNNING and KIND_RULES[opened.state.kind].tallied:
        raise MoveRefused(opened.state.status, _("Lớp đã xong mở lại ở trang lớp, trong mục Đào tạo."))
    state = replace(opened.state, status=then, done_on=None, cancel_reason="")
    refuse_stale(opened, version, state)
    refuse_duplicate(opened.book, state, apart_from=number)
    saved = change(opened, state, verb="reopened", by=by, at=at, comment=reason)
    if then is ActivityStatus.PLANNED:  # what was struck from the plan stands in it again
        bump(opened.book.annual)
    return saved


def move_problem(before: ActivityState, after: ActivityState) -> Problem | None:
    """Why an activity cannot be recorded with this status; None where it can."""
    if before.status is ActivityStatus.CANCELLED:
        message = _("hoạt động đã hủy")
        return Problem("status", Reason.MOVE, message, _("mở lại hoạt động rồi ghi"))
    if after.status is ActivityStatus.CANCELLED:
        message = _("hủy hoạt động phải có lý do")
        return Problem("status", Reason.MOVE, message, _("dùng “Hủy hoạt động”"))
    if may_become(before.status, after.status):
        return None
    message = _("hoạt động %(now)s, không ghi lùi thành “%(then)s” được") % {
        "now": before.status.label,
        "then": after.status.label,
    }
    return Problem("status", Reason.MOVE, message, _("mở lại hoạt động rồi ghi"))
