"""The log of the appraisal: every step of an estimate, kept for good."""

from __future__ import annotations

from datetime import datetime

from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate, EstimateStep
from nscl.records.operations import Actor


def log_step(
    estimate: Estimate, before: EstimateState, then: EstimateState, comment: str, *, by: Actor, at: datetime
) -> None:
    """Note a step from one state to another."""
    EstimateStep.objects.create(
        estimate=estimate, from_state=before, to_state=then, comment=comment.strip(), at=at, by_id=by.number
    )
