"""What every act on a run begins and ends with: locked, allowed, of the version that was seen, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.productivity.enums import ProductivityKind, RunState
from nscl.productivity.models import ProductivityRun
from nscl.productivity.operations.run_errors import FieldConflict, RunConflict, RunFrozen, RunGone
from nscl.productivity.queries.run_access import visible_runs
from nscl.productivity.queries.run_values import values_of
from nscl.productivity.rules.run_words import changed_choices
from nscl.productivity.rules.runs import RunValues
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.queries import history


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A run after an act: its number and its version now."""

    number: int
    version: int
    changed: bool = True


def open_run(number: int, viewer: Viewer | None, permission: Permission, *, version: int | None) -> ProductivityRun:
    """The run, locked until the transaction ends. viewer None: the system acts; version None: whatever it is.

    Raises RunGone (also where the viewer does not see it), NotAllowed, RunConflict.
    """
    seen = visible_runs(viewer).filter(pk=number).exists()
    row = ProductivityRun.objects.select_for_update(no_key=True).filter(pk=number).first() if seen else None
    if row is None:
        raise RunGone(number)
    if viewer is not None and not viewer.may(permission, row.unit_id):
        raise NotAllowed(permission)
    if version is not None and version != row.version:
        raise conflict_of(row)
    return row


def open_draft(number: int, viewer: Viewer | None, *, version: int | None) -> ProductivityRun:
    """The same for a run that is worked on. Raises RunFrozen too, before a conflict: the publication was the change."""
    row = open_run(number, viewer, Permission.KEEP_PRODUCTIVITY, version=None)
    if row.state != RunState.DRAFT:
        raise RunFrozen(RunState(row.state))
    if version is not None and version != row.version:
        raise conflict_of(row)
    return row


def conflict_of(row: ProductivityRun, mine: RunValues | None = None) -> RunConflict:
    """That somebody changed the run: who, when, and where their values differ from `mine`."""
    theirs = values_of(row)
    fields = [
        FieldConflict(one.field, one.name, mine=one.after, theirs=one.before)
        for one in changed_choices(theirs, mine or theirs)
    ]
    last = next(iter(history(subject=(ProductivityKind.RUN, row.pk), limit=1)), None)
    if last is None:
        return RunConflict(row.version, fields)
    return RunConflict(row.version, fields, by=last.actor_name, at=last.at)


def record(
    row: ProductivityRun,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    changes: Sequence[Change] = (),
    comment: str = "",
) -> SavedRun:
    """Write the event of the act and say how it left the run."""
    record_event(
        action=f"productivity_run.{verb}",
        by=by,
        at=at,
        subject=Reference(ProductivityKind.RUN, row.pk, row.title),
        changes=changes,
        comment=comment,
    )
    return SavedRun(row.pk, row.version)
