"""The way of an annual plan to its approval: submitted, returned with a reason, submitted again, approved."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change, record_event
from nscl.work.enums import ActivityStatus, AnnualPlanState
from nscl.work.models import Activity, AnnualPlanStep
from nscl.work.operations.book import Book, open_book
from nscl.work.operations.errors import AnnualPlanConflict, EmptyAnnualPlan, ReasonMissing, StepRefused
from nscl.work.rules.moves import may_step


@transaction.atomic
def submit_annual_plan(
    *, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Submit an annual plan, for the first time or after it was returned; returns its version.

    Raises NotAllowed, AnnualPlanMissing, AnnualPlanConflict, StepRefused, EmptyAnnualPlan.
    """
    book = open_book(number, Permission.PLAN_WORK, viewer, at)
    _require(book, version, AnnualPlanState.SUBMITTED)
    live = Activity.objects.filter(annual_plan=number).exclude(status=ActivityStatus.CANCELLED)
    if not live.exists():
        raise EmptyAnnualPlan
    book.annual.submitted_at, book.annual.submitted_by_id = at, by.number
    book.annual.decided_at, book.annual.decided_by_id = None, None
    return _step(book, AnnualPlanState.SUBMITTED, comment, by=by, at=at)


@transaction.atomic
def return_annual_plan(
    *, number: int, version: int, comment: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Give a submitted annual plan back to be completed, and say why; returns its version.

    Raises NotAllowed, AnnualPlanMissing, AnnualPlanConflict, StepRefused, ReasonMissing.
    """
    book = open_book(number, Permission.APPROVE_WORK, viewer, at)
    _require(book, version, AnnualPlanState.RETURNED)
    if not comment.strip():
        raise ReasonMissing(_("Trả lại kế hoạch năm phải ghi lý do, để cơ quan biết cần bổ sung gì."), "comment")
    book.annual.decided_at, book.annual.decided_by_id = at, by.number
    return _step(book, AnnualPlanState.RETURNED, comment, by=by, at=at)


@transaction.atomic
def approve_annual_plan(
    *, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Approve a submitted annual plan as the person saw it; returns its version.

    Raises NotAllowed, AnnualPlanMissing, AnnualPlanConflict, StepRefused.
    """
    book = open_book(number, Permission.APPROVE_WORK, viewer, at)
    _require(book, version, AnnualPlanState.APPROVED)
    book.annual.decided_at, book.annual.decided_by_id = at, by.number
    return _step(book, AnnualPlanState.APPROVED, comment, by=by, at=at)


def _require(book: Book, version: int, then: AnnualPlanState) -> None:
    # The state first: "already approved" says more than "changed since".
    if not may_step(book.state, then):
        raise StepRefused(book.state, then)
    if book.annual.version != version:
        raise AnnualPlanConflict(book.annual.version)


def _step(book: Book, then: AnnualPlanState, comment: str, *, by: Actor, at: datetime) -> int:
    before = book.state
    annual = book.annual
    annual.state = then
    annual.version += 1
    annual.save()
    AnnualPlanStep.objects.create(
        annual_plan=annual, from_state=before, to_state=then, comment=comment.strip(), at=at, by_id=by.number
    )
    record_event(
        action=f"annual_plan.{then.value}",
        by=by,
        at=at,
        subject=book.reference,
        context=book.reference,
        changes=[Change("Trạng thái", stored(before.label), stored(then.label))],
        comment=comment.strip(),
    )
    return annual.version
