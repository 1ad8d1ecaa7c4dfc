"""From which state an estimate may go to which, and when its figures may be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.finance.enums import EstimateState

ESTIMATE_MOVES: Final[Mapping[EstimateState, frozenset[EstimateState]]] = {
    EstimateState.DRAFT: frozenset({EstimateState.SUBMITTED}),
    # Back to a draft: whoever submitted it takes it back before it is decided.
    EstimateState.SUBMITTED: frozenset({EstimateState.DRAFT, EstimateState.RETURNED, EstimateState.APPROVED}),
    EstimateState.RETURNED: frozenset({EstimateState.SUBMITTED}),
    EstimateState.APPROVED: frozenset({EstimateState.SUPERSEDED}),
    EstimateState.SUPERSEDED: frozenset(),
}
# While somebody appraises, what they appraise stays as it was submitted.
OPEN_FOR_EDIT: Final = frozenset({EstimateState.DRAFT, EstimateState.RETURNED})


def may_step(state: EstimateState, then: EstimateState) -> bool:
    """Whether an estimate in `state` may go to `then`."""
    return then in ESTIMATE_MOVES[state]
