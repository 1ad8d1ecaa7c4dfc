"""The way of an estimate to its approval: submitted, taken back, returned with a reason, approved by a document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate
from nscl.finance.operations.estimates.accounts import move_accounts, open_accounts, plan_moves
from nscl.finance.operations.estimates.desk import Desk, open_desk
from nscl.finance.operations.estimates.errors import EstimateConflict, NotReady, ReasonMissing, StepRefused
from nscl.finance.operations.estimates.step_log import log_step
from nscl.finance.queries.estimates.facts import read_estimate
from nscl.finance.rules.moves import may_step
from nscl.finance.rules.submission import approval_problems, blocking_of, submission_problems
from nscl.plans.models import Plan
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change, record_event

# As wide as the column of the document that approved an estimate.
DOCUMENT_LENGTH: Final = 60


@transaction.atomic
def submit_estimate(
    *, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Submit an estimate to be appraised; returns its version.

    Raises NotAllowed, EstimateMissing, StepRefused, EstimateConflict, NotReady (with every line that stands against it;
    what only has to be looked at does not).
    """
    desk = _open(number, version, Permission.ESTIMATE, EstimateState.SUBMITTED, viewer)
    problems = blocking_of(submission_problems(read_estimate(desk.estimate, localdate(at)).facts))
    if desk.estimate.adjusts_id is not None:
        problems += plan_moves(desk.estimate, figure="planned_vnd").problems
    if problems:
        raise NotReady(problems)
    desk.estimate.submitted_at, desk.estimate.submitted_by_id = at, by.number
    desk.estimate.decided_at, desk.estimate.decided_by_id = None, None
    return _step(desk, EstimateState.SUBMITTED, comment, by=by, at=at)


@transaction.atomic
def withdraw_estimate(
    *, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Take a submitted estimate back to go on with it; returns its version. What was appraised of a cell stays with it.

    Raises NotAllowed, EstimateMissing, StepRefused, EstimateConflict.
    """
    desk = _open(number, version, Permission.ESTIMATE, EstimateState.DRAFT, viewer)
    desk.estimate.submitted_at, desk.estimate.submitted_by_id = None, None
    return _step(desk, EstimateState.DRAFT, comment, by=by, at=at)


@transaction.atomic
def return_estimate(*, number: int, version: int, comment: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Give a submitted estimate back to be corrected, and say why; returns its version.

    Raises NotAllowed, EstimateMissing, StepRefused, EstimateConflict, ReasonMissing.
    """
    desk = _open(number, version, Permission.APPRAISE, EstimateState.RETURNED, viewer)
    if not comment.strip():
        raise ReasonMissing(_("Trả lại dự toán phải ghi lý do, để đơn vị biết cần sửa gì."))
    desk.estimate.decided_at, desk.estimate.decided_by_id = at, by.number
    return _step(desk, EstimateState.RETURNED, comment, by=by, at=at)


@transaction.atomic
def approve_estimate(
    *,
    number: int,
    version: int,
    document: str,
    document_on: date,
    comment: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Approve an appraised estimate by a decision; it is frozen, and the ledger's accounts are opened or moved on.

    The approved estimate that it adjusts is superseded. Returns its version. Raises NotAllowed, EstimateMissing,
    StepRefused, EstimateConflict, ReasonMissing (the document), NotReady (cells not appraised, cuts without a reason,
    money that is booked already).
    """
    _lock_ledger(number)
    desk = _open(number, version, Permission.APPRAISE, EstimateState.APPROVED, viewer)
    estimate = desk.estimate
    estimate.document, estimate.document_on = _document(document), _document_day(document_on, localdate(at))
    facts = read_estimate(estimate, localdate(at)).facts
    problems = list(approval_problems(facts))
    moves = None
    if estimate.adjusts_id is not None:
        moves = plan_moves(estimate, lock=True)
        problems += moves.problems
    if problems:
        raise NotReady(problems)
    if estimate.adjusts_id is not None:
        Estimate.objects.filter(pk=estimate.adjusts_id).update(state=EstimateState.SUPERSEDED)
    if moves is None:
        open_accounts(estimate)
    else:
        move_accounts(moves)
    estimate.decided_at, estimate.decided_by_id = at, by.number
    return _step(desk, EstimateState.APPROVED, comment, by=by, at=at, document=estimate.document)


def _open(number: int, version: int, permission: Permission, then: EstimateState, viewer: Viewer | None) -> Desk:
    desk = open_desk(number, permission, viewer)
    # The state first: "already approved" says more than "changed since".
    if not may_step(desk.state, then):
        raise StepRefused(desk.state, then)
    if desk.estimate.version != version:
        raise EstimateConflict(desk.estimate.version)
    return desk


def _lock_ledger(number: int) -> None:
    """Keep the plan's ledger from opening accounts and settling years meanwhile: these lock the plan's row as well."""
    plan = Estimate.objects.filter(pk=number).values("plan")
    Plan.objects.select_for_update(no_key=True).filter(pk__in=plan).order_by("pk").first()


def _document(text: str) -> str:
    document = " ".join(text.split())
    if not document or len(document) > DOCUMENT_LENGTH or "\0" in document:
        raise ReasonMissing(_("Hãy ghi số của quyết định phê duyệt dự toán, không quá 60 ký tự."), "document")
    return document


def _document_day(day: date, today: date) -> date:
    if day > today:
        raise ReasonMissing(_("Ngày của quyết định còn ở phía trước. Hãy ghi ngày trên quyết định."), "document_on")
    return day


def _step(desk: Desk, then: EstimateState, comment: str, *, by: Actor, at: datetime, document: str = "") -> int:
    before = desk.state
    estimate = desk.estimate
    estimate.state = then
    estimate.version += 1
    estimate.save()
    log_step(estimate, before, then, comment, by=by, at=at)
    changes = [Change("Trạng thái", stored(before.label), stored(then.label))]
    if document:
        changes.append(Change("Văn bản", "", document))
    # Taking back is a draft again, but an act of its own.
    verb = "withdrawn" if then is EstimateState.DRAFT else then.value
    record_event(
        action=f"estimate.{verb}",
        by=by,
        at=at,
        subject=desk.reference,
        context=desk.reference,
        changes=changes,
        comment=comment.strip(),
    )
    return estimate.version
