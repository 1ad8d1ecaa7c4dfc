"""From which state a round and a submission may go to which, and what may be written meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.reporting.enums import SubmissionState

_S = SubmissionState
# An accepted report may be returned as long as its round is open: what was overlooked is found while consolidating.
MOVES: Final[Mapping[SubmissionState, frozenset[SubmissionState]]] = {
    _S.NOT_STARTED: frozenset({_S.DRAFT, _S.SUBMITTED, _S.HANDED_OVER}),
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.HANDED_OVER}),
    _S.SUBMITTED: frozenset({_S.RETURNED, _S.ACCEPTED}),
    _S.RETURNED: frozenset({_S.SUBMITTED, _S.HANDED_OVER}),
    _S.ACCEPTED: frozenset({_S.RETURNED}),
    _S.HANDED_OVER: frozenset(),
}
# The agency may write in it; the database holds the same (`reporting.apps.SUBMISSION_OPEN`).
IN_HAND: Final = (_S.NOT_STARTED, _S.DRAFT, _S.RETURNED)
# It lies with the department.
SENT: Final = (_S.SUBMITTED, _S.ACCEPTED)


def may_step(before: SubmissionState, then: SubmissionState) -> bool:
    """Whether a way leads from one state to the other."""
    return then in MOVES[before]
