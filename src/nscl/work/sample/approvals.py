"""How the annual plans of a sample year went through their approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from nscl.work.enums import AnnualPlanState

_RETURN_REASON: Final = "Đề nghị bổ sung kinh phí dự kiến và thời gian của từng hoạt động"
# Of an ended year's plans, so many were returned once; of those of a year that runs, so many still are on their way.
_RETURNED_ONCE, _WAITING, _TO_CORRECT = 0.25, 0.15, 0.1
_Way = tuple[AnnualPlanState, ...]
_STRAIGHT: Final[_Way] = (AnnualPlanState.SUBMITTED, AnnualPlanState.APPROVED)
_ROUND: Final[_Way] = (AnnualPlanState.SUBMITTED, AnnualPlanState.RETURNED, *_STRAIGHT)


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """One step, with the words of a return."""

    state: AnnualPlanState
    at: datetime
    comment: str


def draw_approval(random: Random, opened_at: datetime, *, year: int, at: datetime) -> tuple[ApprovalStep, ...]:
    """The steps of an annual plan since it was opened, none after `at`; of a year to come it is at most submitted."""
    steps: list[ApprovalStep] = []
    moment = opened_at
    for state in _way(random, year, at):
        moment = min(moment + timedelta(days=random.randint(3, 9), hours=random.randint(0, 6)), at)
        comment = _RETURN_REASON if state is AnnualPlanState.RETURNED else ""
        steps.append(ApprovalStep(state, moment, comment))
    return tuple(steps)


def _way(random: Random, year: int, at: datetime) -> _Way:
    drawn = random.random()
    if year > at.year:
        return () if drawn < 1 / 2 else _STRAIGHT[:1]
    if year == at.year and drawn < _WAITING:
        return _STRAIGHT[:1]
    if year == at.year and drawn < _WAITING + _TO_CORRECT:
        return _ROUND[:2]
    return _ROUND if random.random() < _RETURNED_ONCE else _STRAIGHT
