"""What every act on a case begins and ends with: locked, allowed, moved, recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.organisations.models import Organisation
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.queries import history
from nscl.rulebook.errors import UnknownYear
from nscl.support.enums import CaseState, SupportKind
from nscl.support.models import CaseStep, SupportCase
from nscl.support.operations.errors import (
    CaseGone,
    Conflict,
    FieldConflict,
    MoveRefused,
    ReasonMissing,
    Refused,
)
from nscl.support.queries.access import Asker, ByLink, case_label, is_own
from nscl.support.queries.rulebook import calendar, policy_of
from nscl.support.rules.moves import STEP_OF_STATE, Move, find_move
from nscl.work.rules.problems import Problem

__all__ = ["Asker", "ByLink"]  # who asks, as everywhere in this package


@dataclass(frozen=True, slots=True)
class Saved:
    """A case after an act: its number and its version now."""

    number: int
    version: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case under its lock, with the head of its lineage. is_applicant: the organisation itself acts."""

    row: SupportCase
    lineage: int
    is_applicant: bool

    @property
    def state(self) -> CaseState:
        """How far the case has come."""
        return CaseState(self.row.state)

    @property
    def reference(self) -> Reference:
        """The case as the audit trail refers to it."""
        return reference_of(self.row)

    def saved(self, *, changed: bool = True) -> Saved:
        """The case as the act leaves it."""
        return Saved(self.row.pk, self.row.version, changed)


def open_case(
    number: int,
    viewer: Asker,
    permission: Permission | None = Permission.HANDLE_SUPPORT,
    *,
    applicant_may: bool = False,
) -> OpenedCase:
    """The case, locked until the transaction ends, after the row of its lineage's head.

    Whoever does something for organisations of one lineage so comes one after the other: what a case may get depends on
    the others. viewer None: the system acts. applicant_may: so may the organisation itself. Raises CaseGone,
    NotAllowed.
    """
    lineage = _lock_lineage(number)
    row = SupportCase.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    case = row.filter(pk=number).first()
    if case is None:
        raise CaseGone(number)
    if viewer is None:
        return OpenedCase(case, lineage, is_applicant=False)
    if applicant_may and is_own(viewer, case.pk, case.organisation_id):
        return OpenedCase(case, lineage, is_applicant=True)
    if isinstance(viewer, ByLink):
        raise CaseGone(number)
    if permission is not None:
        _require(viewer, permission, case.unit_id)
    return OpenedCase(case, lineage, is_applicant=False)


def _require(viewer: Viewer, permission: Permission, unit_id: int) -> None:
    if not viewer.may(permission, unit_id):
        raise NotAllowed(permission)


def _lock_lineage(number: int) -> int:
    """Lock the head of the lineage whose case it is; 0 where there is no such case.

    Read again under the lock: whoever held it may have united this lineage with another, under another head.
    """
    head = _head_of(number)
    while head:
        list(Organisation.objects.select_for_update(no_key=True).filter(pk=head).order_by("pk").values_list("pk"))
        now = _head_of(number)
        if now == head:
            break
        head = now
    return head


def _head_of(number: int) -> int:
    found = SupportCase.objects.filter(pk=number).values_list("organisation_id", "organisation__lineage_id").first()
    return 0 if found is None else int(found[1] or found[0])


def move(
    opened: OpenedCase,
    to: CaseState,
    *,
    by: Actor,
    at: datetime,
    comment: str = "",
    document: int | None = None,
    until: date | None = None,
) -> None:
    """Take the case to another state: step, deadline, version; saves the row with whatever else was set on it.

    document: the evidence that the step rests on; until: a deadline that somebody set for it. Raises MoveRefused,
    ReasonMissing.
    """
    row = opened.row
    if require_move(opened, to).needs_reason and not comment.strip():
        raise ReasonMissing
    add_step(row, to, by=by, at=at, comment=comment, document=document)
    row.state = to.value
    set_due(row, localdate(at), until)
    row.version += 1
    row.save()


def require_move(opened: OpenedCase, to: CaseState) -> Move:
    """The way from the state of the case to another. Raises MoveRefused where there is none."""
    found = find_move(opened.state, to)
    if found is None:
        raise MoveRefused(opened.state, to)
    return found


def add_step(
    row: SupportCase, to: CaseState, *, by: Actor, at: datetime, comment: str = "", document: int | None = None
) -> None:
    """Write the step of a case to a state, or within the one in which it is."""
    CaseStep.objects.create(
        case=row,
        from_state=row.state,
        to_state=to.value,
        at=at,
        by_id=by.number,
        comment=comment.strip(),
        document_id=document,
    )


def set_due(row: SupportCase, on: date, until: date | None = None) -> None:
    """Until when what is waited for in the state of a case must be done: a day that was set, or the policy's limit.

    None where the policy has none for it, or where the holidays on the way are not known.
    """
    row.due_on, row.due_unverified, row.escalated_at = until, False, None
    step = STEP_OF_STATE.get(CaseState(row.state))
    policy = policy_of(row.policy)
    limit = policy.time_limit(step) if policy and step and until is None else None
    if limit is None:
        return
    try:
        deadline = calendar().deadline(on, limit.working_days)
    except UnknownYear:
        return
    row.due_on, row.due_unverified = deadline.due, deadline.is_unverified


def touch(opened: OpenedCase, *fields: str) -> None:
    """Save some fields of the case with its next version."""
    opened.row.version += 1
    opened.row.save(update_fields=[*fields, "version"])


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Refused where there are problems."""
    found = tuple(problems)
    if found:
        raise Refused(found)


def refuse_stale(opened: OpenedCase, seen: int | None, fields: Iterable[FieldConflict] = ()) -> None:
    """Raise Conflict where the case changed since the person opened it; seen None: the system does not ask.

    Whoever applies learns that somebody changed it, not who.
    """
    row = opened.row
    if seen is None or row.version == seen:
        return
    last = next(iter(history(subject=(SupportKind.CASE.value, row.pk), limit=1)), None)
    if last is None or opened.is_applicant:
        raise Conflict(row.version, fields)
    raise Conflict(row.version, fields, by=last.actor_name, at=last.at)


def reference_of(row: SupportCase) -> Reference:
    """A case as the audit trail refers to it; load it with its organisation."""
    with as_stored():
        return Reference(SupportKind.CASE, row.pk, f"{case_label(row.year, row.number)}: {row.organisation.name}")


def record(
    opened: OpenedCase, verb: str, *, by: Actor, at: datetime, changes: Sequence[Change] = (), comment: str = ""
) -> None:
    """Write the one event of an act on a case."""
    record_event(
        action=f"case.{verb}", by=by, at=at, subject=opened.reference, changes=changes, comment=comment.strip()
    )
