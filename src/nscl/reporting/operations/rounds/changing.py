"""A round changed, closed, opened again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import RoundState
from nscl.reporting.models import ReportingRound, RoundStep, Submission
from nscl.reporting.operations.errors import FieldConflict, InvalidRound, RoundConflict, RoundStepRefused
from nscl.reporting.operations.opening import index_round, lock_round, lock_submissions, require_open, require_words
from nscl.reporting.operations.rounds.stored import as_changes, tell_round, values_of, words_of
from nscl.reporting.rules.rounds import round_problems

_RUN = Permission.RUN_ROUNDS


@transaction.atomic
def change_round(
    *,
    number: int,
    version: int,
    title: str,
    note: str,
    data_until: date,
    agencies_due: date,
    province_due: date | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Change name, note and days of an open round; the day of the reports that had the round's day changes with it.

    Returns the version; the same values write nothing. Raises RoundMissing, NotAllowed, RoundClosed, RoundConflict
    (both values of each field that differs), InvalidRound.
    """
    row = lock_round(number, _RUN, viewer)
    require_open(row)
    before, due_before = words_of(row), row.agencies_due
    row.title, row.note = title.strip(), note.strip()
    row.data_until, row.agencies_due, row.province_due = data_until, agencies_due, province_due
    changes = as_changes(before, words_of(row))
    if not changes:
        return row.version
    if row.version != version:
        raise RoundConflict(row.version, [FieldConflict(c.field, c.field, c.after, c.before) for c in changes])
    plan = row.plan
    problems = round_problems(values_of(row), plan.period_start, plan.period_end)
    if problems:
        raise InvalidRound(problems)
    row.version += 1
    row.save()
    if agencies_due != due_before:
        Submission.objects.filter(round=row, due=due_before).update(due=agencies_due)
    index_round(row)
    tell_round(row, "changed", changes, by=by, at=at)
    return row.version


@transaction.atomic
def close_round(*, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Close an open round: nothing in it changes any more. Returns its version.

    Who was writing at that moment is waited for. Raises RoundMissing, NotAllowed, RoundStepRefused, RoundConflict.
    """
    row = lock_round(number, _RUN, viewer)
    _require_state(row, RoundState.OPEN, version)
    lock_submissions(Submission.objects.filter(round=row).order_by("pk").values_list("pk", flat=True))
    row.closed_at, row.closed_by_id = at, by.number
    return _step(row, RoundState.CLOSED, "closed", comment, by=by, at=at)


@transaction.atomic
def reopen_round(*, number: int, version: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Open a closed round again and say why; also one whose report was issued: that edition stays as it is.

    Returns its version. Raises RoundMissing, NotAllowed, RoundStepRefused, RoundConflict, ReasonMissing.
    """
    row = lock_round(number, _RUN, viewer)
    _require_state(row, RoundState.CLOSED, version)
    why = require_words(reason, _("Mở lại kỳ báo cáo phải ghi lý do; lý do được lưu trong kỳ."), "reason")
    row.closed_at, row.closed_by_id = None, None
    return _step(row, RoundState.OPEN, "reopened", why, by=by, at=at)


def _require_state(row: ReportingRound, state: RoundState, version: int) -> None:
    if row.state != state:
        raise RoundStepRefused(RoundState(row.state))
    if row.version != version:
        raise RoundConflict(row.version)


def _step(row: ReportingRound, then: RoundState, verb: str, comment: str, *, by: Actor, at: datetime) -> int:
    before = RoundState(row.state)
    row.state = then
    row.version += 1
    row.save()
    RoundStep.objects.create(
        round=row, from_state=before, to_state=then, comment=comment.strip(), at=at, by_id=by.number
    )
    change = Change("Trạng thái", stored(before.label), stored(then.label))
    tell_round(row, verb, [change], by=by, at=at, comment=comment)
    return row.version
