"""How the annual plans of a sample year went through their approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from nscl.work.enums import AnnualPlanState

_RETURN_REASON: Final = "Đề nghị bổ sung kinh phí dự kiến và thời gian của từng hoạt động (số liệu mẫu)"
# Of approved plans, so many were returned once.
_RETURNED_ONCE = 0.25
Way = tuple[AnnualPlanState, ...]
_NEVER_SUBMITTED: Final[Way] = ()
_WAITING: Final[Way] = (AnnualPlanState.SUBMITTED,)
_STRAIGHT: Final[Way] = (AnnualPlanState.SUBMITTED, AnnualPlanState.APPROVED)
_TO_CORRECT: Final[Way] = (AnnualPlanState.SUBMITTED, AnnualPlanState.RETURNED)
_ROUND: Final[Way] = (*_TO_CORRECT, *_STRAIGHT)
# While the year runs, these are on their way, each once, where there are agencies enough: one is approved first.
_ON_THEIR_WAY: Final[tuple[Way, ...]] = (_WAITING, _TO_CORRECT, _NEVER_SUBMITTED)


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """One step, with the words of a return."""

    state: AnnualPlanState
    at: datetime
    comment: str


def draw_ways(random: Random, agencies: int, *, year: int, at: datetime) -> list[Way]:
    """The way of each annual plan, the first agency being the one with the most to do: approved once the year runs.

    A year that is over has them all approved; of a year to come they are at most submitted.
    """
    if year > at.year:
        return [random.choice((_NEVER_SUBMITTED, _WAITING)) for _agency in range(agencies)]
    ways = [_ROUND if random.random() < _RETURNED_ONCE else _STRAIGHT for _agency in range(agencies)]
    if year == at.year and agencies > 1:
        others = random.sample(range(1, agencies), agencies - 1)
        for agency, way in zip(others[:: _every(agencies)], _ON_THEIR_WAY, strict=False):
            ways[agency] = way
    return ways


def _every(agencies: int) -> int:
    """Where there are few agencies, at least every second one is approved."""
    return 1 if agencies > 2 * len(_ON_THEIR_WAY) else 2


def draw_approval(random: Random, way: Way, opened_at: datetime, *, at: datetime) -> tuple[ApprovalStep, ...]:
    """The steps of an annual plan since it was opened, none after `at`."""
    steps: list[ApprovalStep] = []
    moment = opened_at
    for state in way:
        moment = min(moment + timedelta(days=random.randint(3, 9), hours=random.randint(0, 6)), at)
        comment = _RETURN_REASON if state is AnnualPlanState.RETURNED else ""
        steps.append(ApprovalStep(state, moment, comment))
    return tuple(steps)
