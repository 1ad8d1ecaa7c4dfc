"""From which state a case may go to which, who may take it there, and what is waited for then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nscl.accounts.enums import Permission
from nscl.support.enums import CaseState


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another. by_applicant: the organisation itself may go it too; needs_reason: not without
    saying why.
    """

    from_state: CaseState
    to_state: CaseState
    permission: Permission
    by_applicant: bool = False
    needs_reason: bool = False


_HANDLE, _DECIDE, _PAY = Permission.HANDLE_SUPPORT, Permission.DECIDE_SUPPORT, Permission.PAY_SUPPORT
_S = CaseState
# A case can be given up as long as nothing was paid on it.
BEFORE_PAYMENT: Final = (
    _S.DRAFT,
    _S.SUBMITTED,
    _S.SUPPLEMENT,
    _S.ELIGIBLE,
    _S.APPRAISED,
    _S.APPROVED,
    _S.CONTRACTED,
    _S.ACCEPTED,
)
MOVES: Final = (
    Move(_S.DRAFT, _S.SUBMITTED, _HANDLE, by_applicant=True),
    Move(_S.SUBMITTED, _S.SUPPLEMENT, _HANDLE, needs_reason=True),
    Move(_S.SUPPLEMENT, _S.SUBMITTED, _HANDLE, by_applicant=True),
    Move(_S.SUBMITTED, _S.ELIGIBLE, _HANDLE),
    Move(_S.SUBMITTED, _S.REFUSED, _HANDLE, needs_reason=True),
    Move(_S.SUPPLEMENT, _S.REFUSED, _HANDLE, needs_reason=True),
    # What a council concludes.
    Move(_S.ELIGIBLE, _S.APPRAISED, _HANDLE),
    Move(_S.ELIGIBLE, _S.REJECTED, _HANDLE, needs_reason=True),
    Move(_S.APPRAISED, _S.APPROVED, _DECIDE),
    Move(_S.APPRAISED, _S.REJECTED, _DECIDE, needs_reason=True),
    Move(_S.APPROVED, _S.CONTRACTED, _HANDLE),
    Move(_S.CONTRACTED, _S.ACCEPTED, _HANDLE),
    # What is supported after it was obtained (a certificate) needs no contract.
    Move(_S.APPROVED, _S.ACCEPTED, _HANDLE),
    # An acceptance written by mistake, while nothing is paid.
    Move(_S.ACCEPTED, _S.CONTRACTED, _HANDLE, needs_reason=True),
    Move(_S.ACCEPTED, _S.APPROVED, _HANDLE, needs_reason=True),
    Move(_S.ACCEPTED, _S.PAID, _PAY),
    Move(_S.PAID, _S.ACCEPTED, _PAY, needs_reason=True),
    Move(_S.PAID, _S.CLOSED, _HANDLE),
    *(Move(one, _S.WITHDRAWN, _HANDLE, by_applicant=True, needs_reason=True) for one in BEFORE_PAYMENT),
)
_BY_STATES: Final = {(one.from_state, one.to_state): one for one in MOVES}

# While the applicant writes; later only what an officer corrects is changed.
OPEN_TO_APPLICANT: Final = frozenset({CaseState.DRAFT, CaseState.SUPPLEMENT})
# The key of the step in a policy's time limits (`Policy.time_limit`) that is waited for in a state.
STEP_OF_STATE: Final[Mapping[CaseState, str]] = {
    CaseState.SUBMITTED: "answer",
    CaseState.ELIGIBLE: "appraisal",
    CaseState.APPRAISED: "decision",
    CaseState.ACCEPTED: "payment",
}
# Who is waited for in a state: whoever has this permission. The applicant's own states are not here.
WAITS_FOR: Final[Mapping[CaseState, Permission]] = {
    CaseState.SUBMITTED: _HANDLE,
    CaseState.ELIGIBLE: _HANDLE,
    CaseState.APPRAISED: _DECIDE,
    CaseState.APPROVED: _HANDLE,
    CaseState.CONTRACTED: _HANDLE,
    CaseState.ACCEPTED: _PAY,
    CaseState.PAID: _HANDLE,
}


def find_move(from_state: CaseState, to_state: CaseState) -> Move | None:
    """The way from one state to the other, or None where there is none."""
    return _BY_STATES.get((from_state, to_state))
