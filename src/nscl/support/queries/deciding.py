"""What whoever decides on a case has before them: what the rules give, what the council proposed, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.accounts.rules import Viewer
from nscl.rulebook.policies import Decision, State
from nscl.support.enums import Conclusion
from nscl.support.models import SessionCase, SupportCase
from nscl.support.queries.assessing import assess_now
from nscl.support.queries.funds import FundRow, funds_for


@dataclass(frozen=True, slots=True)
class ApprovalForm:
    """What an approval starts from. computed_vnd: by the rules on the day; proposed_vnd: by the council, if one met.

    funds: out of which the case may be granted, fullest first.
    """

    decision: Decision
    computed_vnd: int
    proposed_vnd: int | None
    funds: tuple[FundRow, ...]

    @property
    def suggested_vnd(self) -> int:
        """The least of what the rules compute and what the council proposed."""
        return self.computed_vnd if self.proposed_vnd is None else min(self.computed_vnd, self.proposed_vnd)

    @property
    def is_granted(self) -> bool:
        """Whether the rules give it on that day."""
        return self.decision.state is State.GRANTED


def approval_form(viewer: Viewer, case: int, on: date) -> ApprovalForm:
    """What an approval of a case on a day starts from; the caller has found the case."""
    row = SupportCase.objects.select_related("organisation").get(pk=case)
    decision = assess_now(row, on)
    proposed = (
        SessionCase.objects.filter(case=case, conclusion=Conclusion.APPROVE)
        .order_by("-pk")
        .values_list("proposed_vnd", flat=True)
        .first()
    )
    funds = sorted(funds_for(viewer, case, on), key=lambda one: -one.left_vnd)
    return ApprovalForm(decision, decision.amount_vnd, proposed, tuple(funds))
