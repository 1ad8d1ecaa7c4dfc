"""Activities that have a record of their own: that record says when they took place, whether they are done, and what
they yielded. Written for the packages above (`nscl.training`); nobody types it.

Who has a form of the activity open is told of a change of its days or its status, as of anybody's: the version grows.
Quantities and participants stand in no form of such an activity, so they change without a new version, and an
attendance corrected late stops nobody who writes down what the class cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.inserting import insert_values
from nscl.records.operations import Actor
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity, ActivityOutput, Participation
from nscl.work.operations.activities.opening import (
    Opened,
    Saved,
    index,
    open_activity,
    record,
    refuse_duplicate,
)
from nscl.work.operations.activities.states import place_by_day
from nscl.work.operations.activities.wording import Wording
from nscl.work.operations.errors import InvalidActivity, MoveRefused
from nscl.work.rules.checks import check_activity
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.rules.moves import REOPENED
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.values import ActivityState, Participants, Quantity

__all__ = ["Tally", "adopt_activity", "tally", "tally_sample"]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What an activity's own record says of it now.

    has_begun: it is under way or over. done_on: the day on which it was done; None: it is not. starts_on, ends_on:
    when it takes place; None: as it was planned.
    """

    has_begun: bool = False
    done_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    outputs: tuple[Quantity, ...] = ()
    participations: tuple[Participants, ...] = ()


@transaction.atomic
def adopt_activity(*, number: int, viewer: Viewer | None, at: datetime) -> ActivityState:
    """From now on a record of its own says whether this activity is done; the event is the record's.

    Raises ActivityMissing, NotAllowed, MoveRefused (cancelled, or it has such a record), InvalidActivity (its kind has
    none).
    """
    opened = open_activity(number, Permission.RECORD_WORK, viewer, at)
    if not KIND_RULES[opened.state.kind].tallied:
        message = _("“%(kind)s” không mở lớp được") % {"kind": opened.state.kind.label}
        remedy = _("đổi loại của hoạt động, hoặc thêm hoạt động khác")
        raise InvalidActivity([Problem("kind", Reason.UNFIT, message, remedy)])
    if opened.activity.has_own_record:
        raise MoveRefused(opened.state.status, _("Hoạt động này đã có lớp. Hãy mở lớp đó."))
    if opened.state.status is ActivityStatus.CANCELLED:
        raise MoveRefused(opened.state.status, _("Hoạt động đã hủy. Hãy mở lại hoạt động rồi mở lớp."))
    Activity.objects.filter(pk=number).update(has_own_record=True)
    return opened.state


@transaction.atomic
def tally(*, number: int, tally: Tally, by: Actor, at: datetime, comment: str = "") -> Saved:
    """Write what the activity's own record says, with one event; nothing where nothing differs.

    The caller asked whether the person may. Raises ActivityMissing, InvalidActivity (days outside the year or the
    plan, a seat that nobody holds), DuplicateActivity, MoveRefused (it was cancelled meanwhile).
    """
    opened = open_activity(number, Permission.RECORD_WORK, None, at)
    state = _tallied(opened.state, tally)
    if state == opened.state:
        return opened.saved
    changes = Wording(opened.book).changes(opened.state, state)
    _write(opened, state)
    record(opened, "tallied", changes, by=by, at=at, comment=comment)
    return Saved(number, opened.activity.version)


@transaction.atomic
def tally_sample(*, number: int, tally: Tally, at: datetime) -> None:
    """The same for an activity of a sample: the trail keeps that the sample was filled, not each act in it."""
    opened = open_activity(number, Permission.RECORD_WORK, None, at)
    _write(opened, _tallied(opened.state, tally))
    Activity.objects.filter(pk=number, is_sample=True).update(has_own_record=True)


def _write(opened: Opened, state: ActivityState) -> None:
    """Store an activity as its record says; its version grows where its days or its status change."""
    known = replace(state, outputs=opened.state.outputs, participations=opened.state.participations)
    if known != opened.state:
        _refuse_move(opened, state)
        unit = opened.activity.unit_id
        place_by_day(opened.book, opened.activity, state)
        opened.activity.version += 1
        opened.activity.save(update_fields=["unit", "agency", "starts_on", "ends_on", "status", "done_on", "version"])
        if unit != opened.activity.unit_id:
            index(opened.book, [opened.activity])
    _rewrite_parts(opened.activity, opened.state, state)


def _tallied(state: ActivityState, tally: Tally) -> ActivityState:
    starts_on = tally.starts_on or state.starts_on
    kinds = KIND_RULES[state.kind].tallied
    kept = tuple(one for one in state.outputs if one.kind not in kinds)
    return replace(
        state,
        status=_status(state.status, tally),
        done_on=tally.done_on,
        starts_on=starts_on,
        ends_on=max(tally.ends_on or state.ends_on, starts_on),
        outputs=tuple(sorted((*kept, *tally.outputs), key=lambda one: one.kind)),
        participations=tuple(sorted(tally.participations, key=lambda one: one.kind)),
    )


def _status(now: ActivityStatus, tally: Tally) -> ActivityStatus:
    if tally.done_on is not None:
        return ActivityStatus.DONE
    if now is ActivityStatus.DONE:
        return REOPENED[now]
    return ActivityStatus.RUNNING if now is ActivityStatus.PLANNED and tally.has_begun else now


def _refuse_move(opened: Opened, state: ActivityState) -> None:
    """Raise where the activity cannot stand as its record says."""
    if opened.state.status is ActivityStatus.CANCELLED:
        raise MoveRefused(opened.state.status, _("Hoạt động đã hủy. Hãy mở lại hoạt động rồi ghi."))
    problems = [*check_activity(state, opened.book.facts)]
    seat = opened.book.seats.at(state.starts_on)
    problems += [seat] if isinstance(seat, Problem) and not problems else []
    if problems:
        raise InvalidActivity(problems)
    refuse_duplicate(opened.book, state, apart_from=opened.activity.pk)


def _rewrite_parts(activity: Activity, before: ActivityState, state: ActivityState) -> None:
    if before.outputs != state.outputs:
        activity.outputs.all().delete()
        rows = [(activity.pk, activity.plan_id, one.kind.value, one.quantity) for one in state.outputs]
        insert_values(ActivityOutput, ("activity_id", "plan_id", "kind", "quantity"), rows)
    if before.participations != state.participations:
        activity.participations.all().delete()
        people = [(activity.pk, p.kind.value, p.people, p.women, p.organisations) for p in state.participations]
        insert_values(Participation, ("activity_id", "kind", "people", "women", "organisations"), people)
