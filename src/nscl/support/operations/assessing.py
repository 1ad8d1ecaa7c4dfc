"""An official answer of the rules to a case, kept as it was with every step (the calculation slip)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nscl.records.operations import Actor
from nscl.rulebook.policies import Decision
from nscl.support.enums import GRANTED, CaseState
from nscl.support.models import Assessment, AssessmentGap, AssessmentPriority, AssessmentStep, SupportCase
from nscl.support.queries.assessing import assess_now

__all__ = ["assess_now"]  # without keeping it

_CITE_LENGTH, _NAME_LENGTH, _KEY_LENGTH = 250, 300, 120


@dataclass(frozen=True, slots=True)
class Assessed:
    """The answer, and the number under which it is kept."""

    number: int
    decision: Decision


@transaction.atomic
def record_assessment(
    *, case: SupportCase, on: date, by: Actor, at: datetime, decision: Decision | None = None
) -> Assessed:
    """Keep what the rules answer to a case on a day, for an act that rests on it and records the event.

    decision: an answer that was had already (with the actual costs, say); else `assess_now`. Until the case is granted
    its amount is what the latest answer says: set on `case`, which the act saves. The case is locked by the caller.
    """
    decision = decision or assess_now(case, on)
    last = case.assessments.order_by("-number").values_list("number", flat=True).first() or 0
    row = Assessment.objects.create(
        case=case,
        number=last + 1,
        at=at,
        by_id=by.number,
        on=on,
        policy=decision.policy,
        policy_sha256=_file_hash(decision.policy),
        item=decision.item,
        rule=decision.rule,
        state=decision.state.value,
        amount_vnd=decision.amount_vnd,
        at_most_vnd=decision.at_most_vnd,
        cautions="\n".join(decision.cautions),
    )
    _write_parts(row, decision)
    if CaseState(case.state) not in GRANTED:
        case.computed_vnd = decision.amount_vnd
    return Assessed(row.pk, decision)


def _write_parts(row: Assessment, decision: Decision) -> None:
    AssessmentStep.objects.bulk_create(
        AssessmentStep(
            assessment=row,
            position=position,
            kind=step.kind.value,
            outcome=step.outcome.value,
            words=step.words,
            cite=step.cite[:_CITE_LENGTH],
            amount_vnd=step.amount_vnd,
            facts="\n".join(f"{name}: {value}" for name, value in step.facts),
        )
        for position, step in enumerate(decision.steps)
    )
    AssessmentGap.objects.bulk_create(
        AssessmentGap(
            assessment=row,
            position=position,
            key=gap.key[:_KEY_LENGTH],
            name=gap.name[:_NAME_LENGTH],
            supply=gap.supply[:_NAME_LENGTH],
        )
        for position, gap in enumerate(decision.missing)
    )
    AssessmentPriority.objects.bulk_create(
        AssessmentPriority(
            assessment=row,
            position=position,
            words=one.words[:_NAME_LENGTH],
            cite=one.cite[:_CITE_LENGTH],
            is_met=one.is_met,
        )
        for position, one in enumerate(decision.priorities)
    )


def _file_hash(slug: str) -> str:
    """Of the file whose rules answered, so that the very text is known."""
    return sha256((Path(settings.DATA_DIR) / "rules" / f"{slug}.yaml").read_bytes()).hexdigest()
