"""Calculation slips as they were kept, and in the same shape an answer that nobody has kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from nscl.rulebook.policies import Decision, Outcome, State, StepKind
from nscl.rulebook.policies.decision import STATE_NAMES
from nscl.support.models import Assessment, AssessmentGap, AssessmentPriority, AssessmentStep
from nscl.support.queries.rulebook import policy_of


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a slip. amount_vnd: after it, where it is about an amount; facts: "name: value" each."""

    kind: StepKind
    outcome: Outcome
    words: str
    cite: str
    amount_vnd: int | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """What had to be known first, and how one supplies it."""

    key: str
    name: str
    supply: str


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority of the policy, and whether the case had it; is_met None: not known."""

    words: str
    cite: str
    is_met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """What the rules answered to a case on a day. number, at, by: of the kept one; None and "" where nobody kept it.

    policy_number: the policy as people call it.
    """

    number: int | None
    at: datetime | None
    by: str
    on: date
    policy: str
    policy_number: str
    item: str
    rule: str
    state: State
    amount_vnd: int
    at_most_vnd: int | None
    cautions: tuple[str, ...]
    steps: tuple[StepRow, ...]
    gaps: tuple[GapRow, ...]
    priorities: tuple[PriorityRow, ...]

    @property
    def state_words(self) -> str:
        """The answer in words: "được hỗ trợ"."""
        return STATE_NAMES[self.state]

    @property
    def reasons(self) -> tuple[StepRow, ...]:
        """The steps that stand in the way: failed ones where refused, unknown ones where not decidable."""
        wanted = {State.REFUSED: Outcome.FAILED, State.NOT_DECIDABLE: Outcome.UNKNOWN}.get(self.state)
        return tuple(step for step in self.steps if step.outcome is wanted)


def list_assessments(case: int) -> tuple[SlipRow, ...]:
    """The slips that were kept of a case, the latest first. Four queries. Whether one may see it is known above."""
    return tuple(_kept(row) for row in _rows(case))


def latest_assessment(case: int) -> SlipRow | None:
    """The slip that counts; None where none was kept. Four queries at most."""
    row = _rows(case).first()
    return None if row is None else _kept(row)


def as_slip(decision: Decision) -> SlipRow:
    """An answer that nobody has kept, as a slip."""
    return SlipRow(
        number=None,
        at=None,
        by="",
        on=decision.on,
        policy=decision.policy,
        policy_number=_policy_number(decision.policy),
        item=decision.item,
        rule=decision.rule,
        state=decision.state,
        amount_vnd=decision.amount_vnd,
        at_most_vnd=decision.at_most_vnd,
        cautions=decision.cautions,
        steps=tuple(
            StepRow(
                one.kind,
                one.outcome,
                one.words,
                one.cite,
                one.amount_vnd,
                tuple(f"{name}: {value}" for name, value in one.facts),
            )
            for one in decision.steps
        ),
        gaps=tuple(GapRow(one.key, one.name, one.supply) for one in decision.missing),
        priorities=tuple(PriorityRow(one.words, one.cite, one.is_met) for one in decision.priorities),
    )


def _rows(case: int) -> QuerySet[Assessment]:
    parts = (
        Prefetch("steps", AssessmentStep.objects.order_by("position")),
        Prefetch("gaps", AssessmentGap.objects.order_by("position")),
        Prefetch("priorities", AssessmentPriority.objects.order_by("position")),
    )
    return Assessment.objects.filter(case=case).select_related("by").prefetch_related(*parts).order_by("-number")


def _kept(row: Assessment) -> SlipRow:
    return SlipRow(
        number=row.number,
        at=row.at,
        by=row.by.full_name if row.by else "",
        on=row.on,
        policy=row.policy,
        policy_number=_policy_number(row.policy),
        item=row.item,
        rule=row.rule,
        state=State(row.state),
        amount_vnd=row.amount_vnd,
        at_most_vnd=row.at_most_vnd,
        cautions=_lines(row.cautions),
        steps=tuple(
            StepRow(StepKind(one.kind), Outcome(one.outcome), one.words, one.cite, one.amount_vnd, _lines(one.facts))
            for one in row.steps.all()
        ),
        gaps=tuple(GapRow(one.key, one.name, one.supply) for one in row.gaps.all()),
        priorities=tuple(PriorityRow(one.words, one.cite, one.is_met) for one in row.priorities.all()),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def _policy_number(slug: str) -> str:
    policy = policy_of(slug)
    return policy.number if policy is not None else slug
