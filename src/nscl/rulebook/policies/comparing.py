"""Several policies about one content, side by side: the organisation picks one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nscl.rulebook.policies.assessing import assess_item, best_first, rules_for
from nscl.rulebook.policies.case import Case
from nscl.rulebook.policies.decision import Decision, State
from nscl.rulebook.policies.policy import NATIONAL, Policy, Principle, Role


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What each rule about a content answers, the best for the organisation first.

    ceilings: rules that only say how much may be given at most; choice: the rule that one of the options is picked,
    where a policy in force has it.
    """

    options: tuple[Decision, ...]
    ceilings: tuple[Decision, ...]
    choice: Principle | None

    @property
    def granted(self) -> tuple[Decision, ...]:
        """The options to pick from, the largest first."""
        return tuple(one for one in self.options if one.state is State.GRANTED)


def compare(case: Case, policies: Iterable[Policy], on: date) -> Comparison:
    """The answers of every rule about the case's content, of the whole country and of the case's province."""
    options: list[Decision] = []
    ceilings: list[Decision] = []
    choice: Principle | None = None
    for policy in policies:
        if policy.province != NATIONAL and case.province is not None and policy.province != case.province:
            continue
        for item in rules_for(case, policy):
            listed = ceilings if item.role is Role.CEILING else options
            listed.append(assess_item(case, policy, item, on))
        if choice is None and policy.force_on(on) is not None:
            choice = policy.choice
    return Comparison(options=tuple(best_first(options)), ceilings=tuple(best_first(ceilings)), choice=choice)
