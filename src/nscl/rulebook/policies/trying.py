"""A draft rule tried on cases of the past: what would have been paid, and what that does to the budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from nscl.rulebook.policies.assessing import assess
from nscl.rulebook.policies.case import Case
from nscl.rulebook.policies.decision import Decision, State
from nscl.rulebook.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class PastCase:
    """A case that was decided: on which day, and what was paid for it (0: refused)."""

    name: str
    case: Case
    on: date
    paid_vnd: int


@dataclass(frozen=True)
class Effect:
    """One past case under the draft."""

    past: PastCase
    decision: Decision

    @property
    def difference_vnd(self) -> int:
        """How much more (or, below nought, less) the draft pays than was paid."""
        return self.decision.amount_vnd - self.past.paid_vnd


@dataclass(frozen=True)
class Change:
    """Sums over some cases: what was paid, what the draft pays."""

    cases: int
    paid_vnd: int
    draft_vnd: int

    @property
    def difference_vnd(self) -> int:
        """The budget's effect over these cases."""
        return self.draft_vnd - self.paid_vnd


@dataclass(frozen=True)
class Trial:
    """A draft tried on past cases.

    A case that the draft cannot decide counts with 0 đồng in the sums; `undecided_vnd` is what such cases could cost at
    most, as far as that is known. others: how many cases are about contents that the draft has no rule for; they are in
    no sum, for the draft changes nothing about them.
    """

    effects: tuple[Effect, ...]
    others: int

    @cached_property
    def total(self) -> Change:
        """Over all cases."""
        return _change(self.effects)

    @cached_property
    def states(self) -> Mapping[State, int]:
        """How many cases the draft grants, refuses, cannot decide."""
        counted = Counter(one.decision.state for one in self.effects)
        return {state: counted[state] for state in State}

    @cached_property
    def newly_granted(self) -> int:
        """Cases that were refused and that the draft grants."""
        return sum(not one.past.paid_vnd and one.decision.amount_vnd > 0 for one in self.effects)

    @cached_property
    def no_longer_granted(self) -> int:
        """Cases that were paid and that the draft does not grant."""
        return sum(one.past.paid_vnd > 0 and not one.decision.amount_vnd for one in self.effects)

    @cached_property
    def undecided_vnd(self) -> int:
        """The most that the undecided cases could cost, where a bound is known."""
        return sum(one.decision.at_most_vnd or 0 for one in self.effects)

    @cached_property
    def by_year(self) -> Mapping[int, Change]:
        """The sums by year of decision, in order."""
        years = sorted({one.past.on.year for one in self.effects})
        return {year: _change([one for one in self.effects if one.past.on.year == year]) for year in years}

    @cached_property
    def by_content(self) -> Mapping[str, Change]:
        """The sums by content, the largest draft amount first."""
        contents = {one.past.case.content for one in self.effects}
        sums = {key: _change([one for one in self.effects if one.past.case.content == key]) for key in contents}
        return dict(sorted(sums.items(), key=lambda one: (-one[1].draft_vnd, one[0])))


def try_policy(cases: Iterable[PastCase], draft: Policy) -> Trial:
    """What a draft would have answered to past cases, each on its own day.

    The dates of the draft and of the ceilings over it are set aside (it is in force on no day of the past), and so are
    the rules that the cases name; all else holds, once-only with the history of each case included.
    """
    timeless = draft.as_if_always_in_force()
    past = list(cases)
    concerned = [one for one in past if timeless.items_for(one.case.content)]
    effects = [Effect(one, assess(replace(one.case, item=""), timeless, one.on)) for one in concerned]
    return Trial(tuple(effects), others=len(past) - len(concerned))


def _change(effects: Iterable[Effect]) -> Change:
    rows = list(effects)
    return Change(len(rows), sum(one.past.paid_vnd for one in rows), sum(one.decision.amount_vnd for one in rows))
