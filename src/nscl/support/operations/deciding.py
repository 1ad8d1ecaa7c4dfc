"""The decision: support approved within the year's ceiling, or not; one case, or many with one decision number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.operations import Actor, Change
from nscl.rulebook.policies import State
from nscl.support.enums import CaseState, Conclusion
from nscl.support.models import SessionCase, SupportCase
from nscl.support.operations.assessing import record_assessment
from nscl.support.operations.errors import MoveRefused, NotGranted, ReasonMissing, StateRefused, SupportError
from nscl.support.operations.funds import draw_on
from nscl.support.operations.opening import OpenedCase, Saved, move, open_case, record, refuse, refuse_stale
from nscl.support.operations.refusals import day_words
from nscl.support.operations.slots import release, require_slot
from nscl.support.queries.access import case_label
from nscl.support.rules.appraisal import NUMBER_LENGTH, too_long
from nscl.support.rules.granting import ApprovalValues, check_approval
from nscl.support.rules.moves import find_move
from nscl.text.formats import format_vnd
from nscl.work.operations.provinces import province_on

MOST_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Approval:
    """A case to be approved with others. vnd None: what the council proposed, else what the rules compute today."""

    case: int
    vnd: int | None = None


@dataclass(frozen=True, slots=True)
class ManyOutcome:
    """What became of one of many: refused "" where it was done."""

    case: int
    label: str
    refused: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return not self.refused


@transaction.atomic
def approve_case(
    *, case: int, version: int | None, values: ApprovalValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Approve support of a case out of a fund: by the rules of this day, not beyond what they compute nor the ceiling.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, AlreadySupported, NotGranted (the rules do not give it today,
    or cannot tell), Refused, FundGone, CeilingExceeded. Nothing is written then.
    """
    opened = open_case(case, viewer, Permission.DECIDE_SUPPORT)
    refuse_stale(opened, version)
    return _approve(opened, values, by, at)


@transaction.atomic
def reject_case(
    *,
    case: int,
    version: int | None,
    reason: str,
    decision_number: str = "",
    decision_on: date | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Decide not to support a case, for a reason; its content and papers are free again.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, ReasonMissing, Refused.
    """
    opened = open_case(case, viewer, Permission.DECIDE_SUPPORT)
    refuse_stale(opened, version)
    _require_move(opened, CaseState.REJECTED)
    if not reason.strip():
        raise ReasonMissing(_("Hãy nêu vì sao không duyệt; tổ chức đọc được lý do này."))
    number = " ".join(decision_number.split())
    if len(number) > NUMBER_LENGTH:
        refuse([too_long("decision_number", _("số quyết định"), NUMBER_LENGTH)])
    row = opened.row
    row.decided_at, row.decided_by_id = at, by.number
    row.decision_number, row.decision_on = number, decision_on
    move(opened, CaseState.REJECTED, by=by, at=at, comment=reason.strip())
    release(row)
    record(opened, "rejected", by=by, at=at, changes=_decision_changes(row), comment=reason.strip())
    return Saved(row.pk, row.version)


def approve_many(
    *,
    approvals: Sequence[Approval],
    decision_number: str,
    decision_on: date | None,
    fund: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> tuple[ManyOutcome, ...]:
    """Approve a list of cases with one decision, each by itself: one that cannot be does not keep the others back.

    At most 200 (`MOST_AT_ONCE`). Raises StateRefused for more; what is wrong with a case stands in its outcome.
    """

    def act(one: Approval) -> None:
        with transaction.atomic():
            opened = open_case(one.case, viewer, Permission.DECIDE_SUPPORT)
            vnd = one.vnd if one.vnd is not None else proposed_vnd(one.case)
            values = ApprovalValues(decision_number=decision_number, decision_on=decision_on, vnd=vnd, fund=fund)
            _approve(opened, values, by, at, else_computed=True)

    return _each([(one.case, partial(act, one)) for one in approvals])


def reject_many(
    *, cases: Sequence[int], reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> tuple[ManyOutcome, ...]:
    """Reject a list of cases for one reason, each by itself. As `approve_many`."""

    act = partial(reject_case, version=None, reason=reason, viewer=viewer, by=by, at=at)
    return _each([(case, partial(act, case=case)) for case in cases])


def proposed_vnd(case: int) -> int | None:
    """What a council proposed for a case, None where none did."""
    rows = SessionCase.objects.filter(case=case, conclusion=Conclusion.APPROVE).order_by("-pk")
    return rows.values_list("proposed_vnd", flat=True).first()


def _approve(
    opened: OpenedCase, values: ApprovalValues, by: Actor, at: datetime, *, else_computed: bool = False
) -> Saved:
    row, today = opened.row, localdate(at)
    _require_move(opened, CaseState.APPROVED)
    require_slot(row)
    assessed = record_assessment(case=row, on=today, by=by, at=at)
    if assessed.decision.state is not State.GRANTED:
        raise NotGranted(assessed.decision)
    computed = assessed.decision.amount_vnd
    vnd = computed if values.vnd is None and else_computed else values.vnd
    sent = ApprovalValues(
        decision_number=" ".join(values.decision_number.split()),
        decision_on=values.decision_on,
        vnd=vnd,
        fund=values.fund,
        comment=values.comment.strip(),
    )
    refuse(check_approval(sent, computed=computed, proposed=proposed_vnd(row.pk), today=today))
    amount, number = sent.vnd or 0, sent.fund or 0
    units = {row.unit_id, province_on(row.unit_id, today)}
    fund = draw_on(number, amount, unit_ids=units, is_sample=row.is_sample)
    row.approved_vnd, row.fund, row.decided_at, row.decided_by_id = amount, fund, at, by.number
    row.decision_number, row.decision_on = sent.decision_number, sent.decision_on
    move(opened, CaseState.APPROVED, by=by, at=at, comment=sent.comment)
    changes = [
        *_decision_changes(row),
        Change("Được duyệt", "", format_vnd(amount)),
        Change("Nguồn", "", fund.name),
    ]
    record(opened, "approved", by=by, at=at, changes=changes, comment=sent.comment)
    return Saved(row.pk, row.version)


def _require_move(opened: OpenedCase, to: CaseState) -> None:
    """Before anything else is looked at. Raises MoveRefused."""
    if find_move(opened.state, to) is None:
        raise MoveRefused(opened.state, to)


def _decision_changes(row: SupportCase) -> list[Change]:
    day = "" if row.decision_on is None else f" ({day_words(row.decision_on)})"
    return [Change("Quyết định", "", f"{row.decision_number}{day}")] if row.decision_number else []


def _each(wanted: Sequence[tuple[int, Callable[[], object]]]) -> tuple[ManyOutcome, ...]:
    if len(wanted) > MOST_AT_ONCE:
        raise StateRefused(_("Mỗi lần chỉ duyệt tối đa %(most)s hồ sơ. Hãy chia nhỏ.") % {"most": MOST_AT_ONCE})
    rows = SupportCase.objects.filter(pk__in=[case for case, _act in wanted]).order_by("pk")
    labels = {row.pk: case_label(row.year, row.number) for row in rows}
    outcomes = []
    for case, act in wanted:
        refused = ""
        try:
            act()
        except (SupportError, NotAllowed) as error:
            refused = str(error)
        outcomes.append(ManyOutcome(case, labels.get(case, str(case)), refused))
    return tuple(outcomes)
