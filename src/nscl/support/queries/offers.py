"""What an organisation could get: per content, every rule side by side, what is missing, what it had already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from nscl.organisations.queries.facts import facts_of
from nscl.rulebook.policies import Case, Cost, Decision, Item, Missing, Outcome, Policy, State, StepKind, assess_item
from nscl.rulebook.policies.case import CERTIFIED
from nscl.rulebook.policies.eligibility import earlier_support
from nscl.rulebook.policies.policy import ANY_CONTENT, NATIONAL, Cap, Once, Principle, Rate, Role
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase
from nscl.support.queries.access import case_label
from nscl.support.queries.assessing import case_of
from nscl.support.queries.history import Place, holding_cases, support_of
from nscl.support.queries.known import registry_answers, rules_folder
from nscl.support.queries.rulebook import policies, vocabulary
from nscl.support.rules.values import CaseValues

# A cost that nothing but a cap bounds: what a rule then gives is the most that it can give.
_UNBOUNDED_VND: Final = 10**14
# What whoever applies says in the application itself; it is not missing before.
_OF_APPLICATION: Final = frozenset({StepKind.COSTS, StepKind.CERTIFICATE, StepKind.SUBJECT, StepKind.COUNT})
_OF_TEXT: Final = "text."


class OfferStatus(StrEnum):
    """OPEN: can be applied for. MISSING: the text is not known well enough to be paid by. HAD: the organisation has it.

    NOT_FOR_YOU: something known is against it.
    """

    OPEN = "open"
    MISSING = "missing"
    HAD = "had"
    NOT_FOR_YOU = "not_for_you"


@dataclass(frozen=True, slots=True)
class HadBefore:
    """The case in which the organisation, a branch or a predecessor has the content."""

    number: int
    label: str
    on: date
    state: CaseState
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOffer:
    """One rule about the content for this organisation.

    rate, cap: of the level that fits it, None where none can be told; at_most_vnd: the most that it gives, None where
    it has no cap or nobody knows. to_supply: what it takes besides the application itself (the registry's figures);
    decision: the answer to an application with nothing in it yet.
    """

    policy: Policy
    item: Item
    status: OfferStatus
    decision: Decision
    rate: Rate | None
    cap: Cap | None
    at_most_vnd: int | None
    to_supply: tuple[Missing, ...]
    had: HadBefore | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A content: its rules, the best for the organisation first; choice: that it picks one, where several apply."""

    content: str
    name: str
    rules: tuple[RuleOffer, ...]
    choice: Principle | None

    @property
    def status(self) -> OfferStatus:
        """That of the best rule."""
        return self.rules[0].status

    @property
    def had(self) -> HadBefore | None:
        """The case in which it was had, where the best rule gives it no more."""
        return self.rules[0].had

    @property
    def at_most_vnd(self) -> int | None:
        """The most that a rule which is open gives; None where that cannot be told."""
        known = [one.at_most_vnd for one in self.rules if one.status is OfferStatus.OPEN and one.at_most_vnd]
        return max(known, default=None)


_ORDER: Final[Mapping[OfferStatus, int]] = {
    OfferStatus.OPEN: 0,
    OfferStatus.HAD: 1,
    OfferStatus.MISSING: 2,
    OfferStatus.NOT_FOR_YOU: 3,
}


def offers_for(organisation: int, on: date, *, content: str = "") -> tuple[Offer, ...]:
    """What an organisation could get on a day, what is open first; contents without any rule are left out.

    content: of that one alone. Twelve queries at most, whatever the number of rules. Who asks has been let in. Raises
    OrganisationMissing.
    """
    known = facts_of(organisation, on)
    rows = list(holding_cases(known.lineage_head, Place()))
    blank = case_of(
        CaseValues(),
        known,
        province=rules_folder(organisation, on),
        history=tuple(map(support_of, rows)),
        facts=registry_answers(known),
        used={},
        submitted_on=None,
    )
    asked = _Asked(blank, {case_label(row.year, row.number): row for row in rows}, on)
    wanted = [content] if content else list(vocabulary().contents)
    found = [offer for key in wanted if (offer := asked.offer(key)) is not None]
    return tuple(sorted(found, key=lambda one: _ORDER[one.status]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """An organisation without an application, on a day; cases: the history by what they are called."""

    blank: Case
    cases: Mapping[str, SupportCase]
    on: date

    def offer(self, content: str) -> Offer | None:
        """A content with all rules about it, or None where there is no rule."""
        case = replace(self.blank, content=content)
        rules, choice = [], None
        for policy in policies().values():
            if not self._is_near(policy):
                continue
            rules += [self._rule(case, policy, item) for item in policy.items_for(content) if _gives(item)]
            if choice is None and policy.force_on(self.on) is not None:
                choice = policy.choice
        if not rules:
            return None
        best = sorted(rules, key=lambda one: (_ORDER[one.status], -(one.at_most_vnd or 0)))
        name = vocabulary().contents.get(content, content)
        return Offer(content=content, name=name, rules=tuple(best), choice=choice)

    def _is_near(self, policy: Policy) -> bool:
        return policy.province == NATIONAL or self.blank.province is None or policy.province == self.blank.province

    def _rule(self, case: Case, policy: Policy, item: Item) -> RuleOffer:
        decision = assess_item(case, policy, item, self.on)
        had = self._had(case, item)
        level = _level(case, item)
        to_supply = tuple(one for one in decision.missing if not _is_asked(one, item))
        return RuleOffer(
            policy=policy,
            item=item,
            status=OfferStatus.HAD if had is not None else _status(decision),
            decision=decision,
            rate=level[0],
            cap=level[1],
            at_most_vnd=self._most(case, policy, item),
            to_supply=to_supply,
            had=had,
        )

    def _had(self, case: Case, item: Item) -> HadBefore | None:
        # What is had once for each standard is not had before one is named.
        if item.once in {Once.MANY, Once.SUBJECT}:
            return None
        earlier = earlier_support(item, case, case.history or (), self.on)
        row = self.cases.get(earlier.case) if earlier is not None else None
        if row is None or earlier is None:
            return None
        return HadBefore(row.pk, earlier.case, earlier.on, CaseState(row.state), row.organisation.name)

    def _most(self, case: Case, policy: Policy, item: Item) -> int | None:
        """What the rule gives for costs without end."""
        heads = item.heads or frozenset()
        costs = tuple(Cost(head=head, vnd=_UNBOUNDED_VND, on=self.on) for head in sorted(heads))
        ceilings = {head for _policy, above in policy.bound_by for head in above.heads or ()} - set(heads)
        costs += tuple(Cost(head=head, vnd=_UNBOUNDED_VND, on=self.on) for head in sorted(ceilings))
        decision = assess_item(replace(case, costs=costs), policy, item, self.on)
        most = decision.amount_vnd or decision.at_most_vnd
        # As much as the rate of an endless cost: nothing caps it.
        return most if most and most < _UNBOUNDED_VND // 100 else None


def _gives(item: Item) -> bool:
    return item.role is Role.LEVEL and item.content != ANY_CONTENT


def _status(decision: Decision) -> OfferStatus:
    """What an answer to an application with nothing in it means: wanting costs and papers are no obstacle."""
    failed = [one for one in decision.steps if one.outcome is Outcome.FAILED and one.kind not in _OF_APPLICATION]
    if failed:
        return OfferStatus.NOT_FOR_YOU
    if any(one.key.startswith(_OF_TEXT) for one in decision.missing):
        return OfferStatus.MISSING
    return OfferStatus.OPEN if decision.state is not State.REFUSED else OfferStatus.NOT_FOR_YOU


def _is_asked(missing: Missing, item: Item) -> bool:
    """Whether something that is missing is asked in the application itself, or is the text's own."""
    key = missing.key
    asked = {one.fact for one in item.conditions} | {*item.any_of, CERTIFIED}
    for level in item.levels:
        asked |= {*level.any_of}
    return key.startswith((_OF_TEXT, "costs", "certificate", "subject", "units")) or key in asked


def _level(case: Case, item: Item) -> tuple[Rate | None, Cap | None]:
    """Rate and cap of the first level that fits, as far as that can be told."""
    for level in item.levels:
        if level.sizes is not None and (case.size is None or case.size not in level.sizes):
            if case.size is None:
                return None, None
            continue
        if not level.any_of or any(case.facts.get(key) for key in level.any_of):
            return level.rate, level.cap
    return None, None
