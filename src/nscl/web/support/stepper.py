"""The way of a case as steps, from the application to the follow-up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.support.enums import CaseState
from nscl.text.dates import format_date
from nscl.web.ui.parts import Step, Stepper, StepState, Text

# Each step, and the states in which it is the one that is waited for.
STEPS: Final[tuple[tuple[Text, frozenset[CaseState]], ...]] = (
    (gettext_lazy("Nộp hồ sơ"), frozenset({CaseState.DRAFT})),
    (gettext_lazy("Thẩm tra"), frozenset({CaseState.SUBMITTED, CaseState.SUPPLEMENT})),
    (gettext_lazy("Thẩm định"), frozenset({CaseState.ELIGIBLE})),
    (gettext_lazy("Quyết định"), frozenset({CaseState.APPRAISED})),
    (gettext_lazy("Hợp đồng"), frozenset({CaseState.APPROVED})),
    (gettext_lazy("Nghiệm thu"), frozenset({CaseState.CONTRACTED})),
    (gettext_lazy("Chi hỗ trợ"), frozenset({CaseState.ACCEPTED})),
    (gettext_lazy("Theo dõi"), frozenset({CaseState.PAID})),
)
# Where a case that ended without support stopped, by the state that ended it.
_STOPPED: Final[Mapping[CaseState, int]] = {CaseState.REFUSED: 1, CaseState.REJECTED: 3}


def case_stepper(state: CaseState, *, before: CaseState | None, reached: Mapping[CaseState, date]) -> Stepper:
    """The steps of a case. before: the state that it was withdrawn from; reached: when it first came to each state."""
    if state is CaseState.CLOSED:
        return _stepper(len(STEPS), StepState.DONE, reached)
    if state is CaseState.WITHDRAWN:
        return _stepper(_place(before or CaseState.DRAFT), StepState.REFUSED, reached)
    if state in _STOPPED:
        stopped = _STOPPED[state]
        # A council that proposes no support ends the case at its own step.
        is_early = state is CaseState.REJECTED and CaseState.APPRAISED not in reached
        return _stepper(stopped - 1 if is_early else stopped, StepState.REFUSED, reached)
    return _stepper(_place(state), StepState.CURRENT, reached)


def _place(state: CaseState) -> int:
    return next((place for place, (_label, states) in enumerate(STEPS) if state in states), 0)


def _stepper(at: int, here: StepState, reached: Mapping[CaseState, date]) -> Stepper:
    steps = []
    for place, (label, _states) in enumerate(STEPS):
        state = StepState.DONE if place < at else here if place == at else StepState.TODO
        # A step is done on the day on which the case came to the next one.
        following = min((reached[one] for one in _after(place) if one in reached), default=None)
        note = format_date(following) if state is StepState.DONE and following is not None else ""
        steps.append(Step(label, state, note))
    return Stepper(_("Đường đi của hồ sơ"), steps)


def _after(place: int) -> frozenset[CaseState]:
    return STEPS[place + 1][1] if place + 1 < len(STEPS) else frozenset({CaseState.CLOSED})
