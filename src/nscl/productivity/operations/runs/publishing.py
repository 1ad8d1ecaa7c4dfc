"""A leader publishes a run, which freezes it, or withdraws it with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.economics.problems import DataProblem
from nscl.productivity.enums import RunState
from nscl.productivity.models import ProductivityRun, RunFigure
from nscl.productivity.operations.run_errors import ReasonMissing, RunFrozen, RunRefused
from nscl.productivity.operations.runs.opening import SavedRun, conflict_of, open_run, record
from nscl.productivity.queries.prepared import prepare_figures
from nscl.productivity.queries.run_values import values_of
from nscl.productivity.queries.runs import find_run
from nscl.productivity.rules.computing.whole import MADE
from nscl.productivity.rules.runs import MOVES
from nscl.records.operations import Actor


@transaction.atomic
def publish_run(*, number: int, version: int | None, viewer: Viewer | None, by: Actor, at: datetime) -> SavedRun:
    """Publish a computed draft; from then on nothing of it changes.

    Raises RunGone, NotAllowed, RunFrozen, RunConflict; RunRefused with every reason: not computed, figures that changed
    since, open questions, a main method that gave nothing.
    """
    row = open_run(number, viewer, Permission.PUBLISH_PRODUCTIVITY, version=None)
    if RunState.PUBLISHED not in MOVES[RunState(row.state)]:
        raise RunFrozen(RunState(row.state))
    if version is not None and version != row.version:
        raise conflict_of(row)
    reasons = find_run(None, number).why_not_publishable
    if not reasons and not _is_from_present_figures(row):
        reasons = (_("Số liệu đã thay đổi sau lần tính này, hãy tính lại."),)
    if reasons:
        raise RunRefused(reasons)
    row.state, row.published_at, row.published_by_id = RunState.PUBLISHED, at, by.number
    row.version += 1
    row.save(update_fields=["state", "published_at", "published_by", "version"])
    return record(row, "published", by=by, at=at)


@transaction.atomic
def withdraw_run(
    *, number: int, version: int | None, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> SavedRun:
    """Withdraw what was published; its figures stay to be read, with the reason. Nothing leads back.

    Raises RunGone, NotAllowed, RunFrozen, RunConflict, ReasonMissing.
    """
    row = open_run(number, viewer, Permission.PUBLISH_PRODUCTIVITY, version=version)
    if RunState.WITHDRAWN not in MOVES[RunState(row.state)]:
        raise RunFrozen(RunState(row.state))
    if not reason.strip():
        raise ReasonMissing
    row.state, row.withdrawn_at, row.withdrawn_by_id = RunState.WITHDRAWN, at, by.number
    row.withdrawal_reason = reason.strip()
    row.version += 1
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawal_reason", "version"])
    return record(row, "withdrawn", by=by, at=at, comment=row.withdrawal_reason)


def _is_from_present_figures(row: ProductivityRun) -> bool:
    """Whether the figures that it was computed with are those that one computed now would get."""
    try:
        prepared = prepare_figures(row.unit_id, values_of(row))
    except DataProblem:
        return False
    kept = RunFigure.objects.filter(run=row).exclude(key__in=MADE).order_by("pk").values_list("key", "year", "value")
    now = {(key, year): value for key, _name, _unit, year, value in prepared.rows if key not in MADE}
    return {(key, year): value for key, year, value in kept} == now
