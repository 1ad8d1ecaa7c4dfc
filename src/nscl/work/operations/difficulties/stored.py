"""A difficulty opened for writing, and what every act on one writes besides its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.plans.operations.wording import as_stored
from nscl.plans.rules import plan_label
from nscl.records.enums import Audience
from nscl.records.operations import Actor, Change, Entry, Reference, index_entries, record_event
from nscl.records.queries import history
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.models import Difficulty
from nscl.work.operations.difficulties.errors import DifficultyConflict, DifficultyMissing, DifficultyMoveRefused
from nscl.work.operations.errors import FieldConflict
from nscl.work.rules.difficulties import PERMISSIONS, DifficultyAct, Standing, after, has_part, may_act
from nscl.work.rules.samples import sample_place


def open_difficulty(number: int, act: DifficultyAct, viewer: Viewer | None) -> Difficulty:
    """The difficulty, locked until the transaction ends. `viewer` None: the system acts.

    Raises DifficultyMissing, DifficultyMoveRefused, NotAllowed.
    """
    rows = Difficulty.objects.select_related("plan__unit", "assignee").select_for_update(of=("self",), no_key=True)
    difficulty = rows.filter(pk=number).first()
    if difficulty is None:
        raise DifficultyMissing(number)
    standing = standing_of(difficulty)
    if viewer is not None and not has_part(viewer, act, standing):
        raise NotAllowed(PERMISSIONS[act])
    if after(act, standing.state) is None or (viewer is not None and not may_act(viewer, act, standing)):
        raise DifficultyMoveRefused(standing.state)
    return difficulty


def standing_of(difficulty: Difficulty) -> Standing:
    """What decides who may do what with it."""
    return Standing(DifficultyState(difficulty.state), difficulty.unit_id, difficulty.agency_id, difficulty.assignee_id)


def require_version(difficulty: Difficulty, version: int | None, fields: Iterable[FieldConflict] = ()) -> None:
    """Raise DifficultyConflict where the difficulty was changed since; None: the system does not ask."""
    if version is None or version == difficulty.version:
        return
    last = next(iter(history(subject=(WorkKind.DIFFICULTY.value, difficulty.pk), limit=1)), None)
    raise DifficultyConflict(
        difficulty.version,
        DifficultyState(difficulty.state),
        by=last.actor_name if last else "",
        at=last.at if last else None,
        fields=fields,
    )


def reference_of(difficulty: Difficulty) -> Reference:
    """The difficulty as the audit trail and the search refer to it."""
    return Reference(WorkKind.DIFFICULTY, difficulty.pk, difficulty.title)


def record(
    difficulty: Difficulty, verb: str, *, by: Actor, at: datetime, changes: Sequence[Change] = (), comment: str = ""
) -> None:
    """The audit event of an act."""
    record_event(
        action=f"difficulty.{verb}",
        by=by,
        at=at,
        subject=reference_of(difficulty),
        changes=changes,
        comment=comment,
    )


def index(difficulty: Difficulty) -> None:
    """Let those who see the province's work find it."""
    plan = difficulty.plan
    with as_stored():
        place = plan_label(plan.unit.name, plan.period_start, plan.period_end)
    entry = Entry(
        kind=WorkKind.DIFFICULTY,
        number=difficulty.pk,
        title=difficulty.title,
        place=sample_place(place, is_sample=difficulty.is_sample),
        audience=Audience.PROVINCE_WORK,
        unit_id=difficulty.unit_id,
        text=f"{difficulty.text} {difficulty.subject_label}",
    )
    index_entries(owner=reference_of(difficulty), entries=[entry])
