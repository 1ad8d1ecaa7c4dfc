"""Writing the difficulties and commendations of a sample year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from nscl.institutions.queries import holders_of
from nscl.plans.enums import ItemKind
from nscl.plans.models import Plan
from nscl.text.folding import fold
from nscl.work.enums import DifficultyState
from nscl.work.models import Commendation, Difficulty, DifficultyStep
from nscl.work.operations.commendations.stored import index as index_commendation
from nscl.work.operations.difficulties.stored import index as index_difficulty
from nscl.work.operations.provinces import province_on
from nscl.work.queries.difficulties import find_subject
from nscl.work.rules.commendations import folded_of
from nscl.work.sample.commendations import DrawnCommendation
from nscl.work.sample.difficulties import DrawnDifficulty

_OFFICE_HOUR = time(9, 30)


def write_difficulties(
    plan: Plan, drawn: Sequence[DrawnDifficulty], agencies: Mapping[int, int], *, at: datetime
) -> None:
    """Store difficulties with their steps. agencies: whose difficulty it is, by task; the province's where nobody
    did that agency's work on the day.
    """
    for one in drawn:
        unit_id = province_on(plan.unit_id, one.on)
        holders = holders_of(agencies[one.task], one.on)
        agency = holders[0].id if len(holders) == 1 else None
        difficulty = _difficulty(plan, one, unit_id, agency, at=at)
        difficulty.save()
        _write_steps(difficulty, one, assignee=agency, at=at)
        index_difficulty(difficulty)


def _difficulty(plan: Plan, one: DrawnDifficulty, unit_id: int, agency: int | None, *, at: datetime) -> Difficulty:
    return Difficulty(
        plan=plan,
        unit_id=unit_id,
        agency_id=agency,
        subject_kind=ItemKind.TASK.value,
        subject_id=one.task,
        subject_label=find_subject(None, ItemKind.TASK.value, one.task).label,
        title=one.title,
        text=one.text,
        folded=fold(one.title),
        raised_at=_moment(one.on, at),
        is_sample=True,
    )


def _write_steps(difficulty: Difficulty, one: DrawnDifficulty, *, assignee: int | None, at: datetime) -> None:
    """Store the steps and where they led. Without an agency to assign it to, the difficulty stays open."""
    if assignee is None or not one.steps:
        return
    before = DifficultyState.OPEN
    for step in one.steps:
        DifficultyStep.objects.create(
            difficulty=difficulty,
            from_state=before.value,
            to_state=step.state.value,
            text=step.text,
            assignee_id=assignee if step.answer_due is not None else None,
            answer_due=step.answer_due,
            at=_moment(step.on, at),
        )
        before = step.state
    difficulty.state = before.value
    difficulty.assignee_id = assignee
    difficulty.answer_due = one.steps[0].answer_due
    difficulty.closed_at = _moment(one.steps[-1].on, at) if before is DifficultyState.CLOSED else None
    difficulty.version += len(one.steps)
    difficulty.save()


def write_commendations(plan: Plan, drawn: Sequence[DrawnCommendation], *, at: datetime) -> None:
    """Store candidates, and the decisions that were made about them."""
    for one in drawn:
        candidate = one.candidate
        number, decided_on = one.decision or ("", None)
        commendation = Commendation(
            plan=plan,
            unit_id=province_on(plan.unit_id, one.on),
            year=candidate.year,
            recipient_kind=candidate.recipient_kind.value,
            recipient=candidate.recipient,
            workplace=candidate.workplace,
            folded=folded_of(candidate),
            level=candidate.level.value,
            achievement=candidate.achievement,
            decision_number=number,
            decided_on=decided_on,
            proposed_at=_moment(one.on, at),
            version=2 if one.decision else 1,
            is_sample=True,
        )
        commendation.save()
        index_commendation(commendation)


def _moment(day: date, at: datetime) -> datetime:
    """An hour of a working day, not later than `at`."""
    return min(make_aware(datetime.combine(day, _OFFICE_HOUR)), at)
