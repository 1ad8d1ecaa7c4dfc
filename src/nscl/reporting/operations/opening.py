"""A round or a submission opened for writing: locked until the transaction ends, looked at after the lock was had.

Who writes in a submission locks the submission alone, and reads the round after that. Who closes a round locks it and
all its submissions: whoever was writing is waited for, whoever comes later finds the round closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.plans.operations.wording import stored
from nscl.plans.rules import plan_label
from nscl.records.enums import Audience
from nscl.records.operations import Actor, Change, Entry, Reference, index_entries, record_event
from nscl.reporting.enums import ReportingKind, RoundState, SubmissionState
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission, SubmissionStep
from nscl.reporting.operations.errors import (
    ReasonMissing,
    RoundClosed,
    RoundMissing,
    StepRefused,
    SubmissionClosed,
    SubmissionConflict,
    SubmissionMissing,
)
from nscl.reporting.queries.access import writes_for
from nscl.reporting.rules.moves import IN_HAND, may_step


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission under its lock, with its round as it stood then."""

    row: Submission
    round: ReportingRound

    @property
    def state(self) -> SubmissionState:
        """Where the submission stands."""
        return SubmissionState(self.row.state)

    @property
    def reference(self) -> Reference:
        """The submission as the audit trail refers to it."""
        return submission_reference(self.row, self.round)

    @property
    def agency_ids(self) -> tuple[int, ...]:
        """The bodies that it reports for. One query."""
        return covered_ids(self.row.pk)

    def bump(self) -> int:
        """Its content changed: who has it open is told. Returns its version."""
        self.row.version += 1
        self.row.save(update_fields=["version"])
        return self.row.version


def covered_ids(submission: int) -> tuple[int, ...]:
    """The numbers of the bodies whose part a submission reports. One query."""
    return tuple(CoveredAgency.objects.filter(submission=submission).order_by("pk").values_list("agency_id", flat=True))


def lock_round(number: int, permission: Permission, viewer: Viewer | None) -> ReportingRound:
    """The round, locked. Raises RoundMissing, NotAllowed."""
    rows = ReportingRound.objects.select_for_update(of=("self",), no_key=True).filter(pk=number)
    found = rows.order_by("pk").first()
    if found is None:
        raise RoundMissing(number)
    if viewer is not None:
        viewer.require(permission, found.unit_id)
    return found


def require_open(round_row: ReportingRound) -> None:
    """Raise RoundClosed unless agencies may still report."""
    if round_row.state != RoundState.OPEN:
        raise RoundClosed


def lock_submissions(numbers: Iterable[int]) -> dict[int, Submission]:
    """Submissions locked in one order, so that two who lock the same ones wait for each other once."""
    rows = Submission.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(numbers))
    return {row.pk: row for row in rows.select_related("agency").order_by("pk")}


def lock_submission(number: int) -> Opened:
    """The submission, locked, with its round as it stands after that. Raises SubmissionMissing."""
    found = lock_submissions([number])
    if number not in found:
        raise SubmissionMissing(number)
    return Opened(found[number], ReportingRound.objects.get(pk=found[number].round_id))


def open_to_decide(number: int, viewer: Viewer | None) -> Opened:
    """The submission for the department. Raises SubmissionMissing, NotAllowed, RoundClosed."""
    opened = lock_submission(number)
    if viewer is not None:
        viewer.require(Permission.RUN_ROUNDS, opened.round.unit_id)
    require_open(opened.round)
    return opened


def open_to_write(number: int, viewer: Viewer | None) -> Opened:
    """The submission for its agency. Raises SubmissionMissing, NotAllowed, RoundClosed, SubmissionClosed."""
    opened = lock_submission(number)
    require_writer(opened, viewer)
    require_open(opened.round)
    if opened.state not in IN_HAND:
        raise SubmissionClosed(opened.state)
    return opened


def require_writer(opened: Opened, viewer: Viewer | None) -> None:
    """Raise NotAllowed unless the person writes for a body that the submission reports for."""
    if viewer is None or writes_for(viewer, opened.round.unit_id, [opened.row.agency_id]):
        return
    if not writes_for(viewer, opened.round.unit_id, opened.agency_ids):
        raise NotAllowed(Permission.WRITE_REPORTS)


def begin(opened: Opened, *, by: Actor, at: datetime) -> None:
    """A report in which the first word is written is a draft from then on."""
    if opened.state is SubmissionState.NOT_STARTED:
        log_step(opened.row, SubmissionState.DRAFT, "", by=by, at=at)
        opened.row.save(update_fields=["state"])


def require_step(opened: Opened, version: int, then: SubmissionState) -> None:
    """Raise StepRefused, SubmissionConflict: the state first, "already accepted" says more than "changed since"."""
    if not may_step(opened.state, then):
        raise StepRefused(opened.state, then)
    if opened.row.version != version:
        raise SubmissionConflict(opened.row.version)


def require_words(text: str, message: str, field: str) -> str:
    """The words, trimmed. Raises ReasonMissing where there are none."""
    if not text.strip():
        raise ReasonMissing(message, field)
    return text.strip()


def log_step(row: Submission, then: SubmissionState, comment: str, *, by: Actor, at: datetime) -> None:
    """Write the step into the submission's log and set the state, which the caller saves."""
    SubmissionStep.objects.create(
        submission=row, from_state=row.state, to_state=then, comment=comment.strip(), at=at, by_id=by.number
    )
    row.state = then


def take_step(
    opened: Opened,
    then: SubmissionState,
    verb: str,
    comment: str,
    *,
    by: Actor,
    at: datetime,
    more: Sequence[Change] = (),
) -> int:
    """Log the step, save the submission and write the event; returns the new version."""
    before = opened.state
    log_step(opened.row, then, comment, by=by, at=at)
    opened.row.version += 1
    opened.row.save()
    tell(
        opened,
        verb,
        [Change("Trạng thái", stored(before.label), stored(then.label)), *more],
        comment=comment,
        by=by,
        at=at,
    )
    return opened.row.version


def tell(opened: Opened, verb: str, changes: Sequence[Change], *, by: Actor, at: datetime, comment: str = "") -> None:
    """Write the one audit event of an act on a submission."""
    record_event(
        action=f"submission.{verb}",
        by=by,
        at=at,
        subject=opened.reference,
        context=round_reference(opened.round),
        changes=changes,
        comment=comment.strip(),
    )


def submission_reference(row: Submission, round_row: ReportingRound) -> Reference:
    """A submission as the audit trail refers to it; load it with its agency."""
    return Reference(ReportingKind.SUBMISSION, row.pk, f"{round_row.title}: {row.agency.name}")


def round_reference(row: ReportingRound) -> Reference:
    """A round as the audit trail and the search refer to it."""
    return Reference(ReportingKind.ROUND, row.pk, row.title)


def index_round(row: ReportingRound) -> None:
    """Have the search of everything find the round; load it with its plan's unit."""
    plan = row.plan
    place = plan_label(plan.unit.name, plan.period_start, plan.period_end)
    entry = Entry(
        ReportingKind.ROUND, row.pk, row.title, place, Audience.PROVINCE_WORK, row.unit_id, f"kỳ báo cáo {row.year}"
    )
    index_entries(owner=round_reference(row), entries=[entry])
