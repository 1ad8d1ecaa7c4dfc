"""The way of an application: what is asked for, what it cost, the papers, a look at everything before it goes out."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.support.enums import CaseState
from nscl.web.support_apply.places import CasePlace
from nscl.web.ui.parts import Step, Stepper, StepState

NEED, COSTS, PAPERS, REVIEW = "need", "costs", "papers", "review"
# `?kiem=1`: the form is opened to mend what was refused, and says so at each field.
CHECK: Final = "kiem"
_OF_COSTS: Final = ("costs", "certificate")
WRITING: Final = (
    (NEED, gettext_lazy("Đề nghị")),
    (COSTS, gettext_lazy("Chi phí")),
    (PAPERS, gettext_lazy("Giấy tờ")),
    (REVIEW, gettext_lazy("Xem lại, nộp")),
)
# The way of a case that was handed in, as an applicant sees it: each with the states in which it is there.
_S = CaseState
_HANDLING: Final = (
    (gettext_lazy("Nộp hồ sơ"), (_S.DRAFT, _S.SUPPLEMENT)),
    (gettext_lazy("Xét điều kiện"), (_S.SUBMITTED,)),
    (gettext_lazy("Thẩm định"), (_S.ELIGIBLE,)),
    (gettext_lazy("Quyết định"), (_S.APPRAISED,)),
    (gettext_lazy("Thực hiện, nghiệm thu"), (_S.APPROVED, _S.CONTRACTED)),
    (gettext_lazy("Chi hỗ trợ"), (_S.ACCEPTED,)),
)
_PAID: Final = frozenset({_S.PAID, _S.CLOSED})
_STOPPED_AT: Final = {_S.REFUSED: 1, _S.REJECTED: 3}


def step_of(field: str) -> str:
    """The step of the form in which a field of the application stands; "" for what is chosen before."""
    if field.startswith(_OF_COSTS):
        return COSTS
    if field.startswith("documents"):
        return PAPERS
    return "" if field in {"", "item", "content", "policy", "organisation", "plan", "unit"} else NEED


def writing_stepper(current: str) -> Stepper:
    """Where the person is in writing the application."""
    keys = [key for key, _label in WRITING]
    at = keys.index(current)
    states = [StepState.DONE if n < at else StepState.CURRENT if n == at else StepState.TODO for n in range(len(keys))]
    return Stepper(
        _("Các bước làm hồ sơ"), [Step(label, state) for (_key, label), state in zip(WRITING, states, strict=True)]
    )


def next_step(current: str) -> str:
    """The step after this one."""
    keys = [key for key, _label in WRITING]
    return keys[keys.index(current) + 1]


def step_before(current: str) -> str:
    """The step before this one; "" before the first: the page of the case."""
    keys = [key for key, _label in WRITING]
    return keys[keys.index(current) - 1] if current != keys[0] else ""


def handling_stepper(place: CasePlace) -> Stepper:
    """Where the case is on its way through the office."""
    state = place.case.state
    at = next((n for n, (_label, states) in enumerate(_HANDLING) if state in states), _STOPPED_AT.get(state, 0))
    steps = []
    for n, (label, _states) in enumerate(_HANDLING):
        if n < at or state in _PAID:
            steps.append(Step(label, StepState.DONE))
        elif n > at or state is CaseState.WITHDRAWN:
            steps.append(Step(label, StepState.TODO))
        else:
            mark = StepState.REFUSED if state in _STOPPED_AT else StepState.CURRENT
            steps.append(Step(label, mark, str(state.label)))
    return Stepper(_("Đường đi của hồ sơ"), steps)
