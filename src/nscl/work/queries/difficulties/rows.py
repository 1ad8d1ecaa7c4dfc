"""Difficulties as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nscl.plans.rules import plan_label
from nscl.work.enums import DifficultyState
from nscl.work.models import Difficulty, DifficultyStep
from nscl.work.rules import difficulties as rules
from nscl.work.rules.difficulties import DifficultyAct, Standing


@dataclass(frozen=True, kw_only=True)
class DifficultyRow:
    """A difficulty in a list. agency_name "": the province's as a whole; raised_by "": the system."""

    number: int
    title: str
    state: DifficultyState
    plan_id: int
    plan_slug: str
    plan_label: str
    unit_id: int
    province_name: str
    agency_id: int | None
    agency_name: str
    subject_kind: str
    subject_number: int | None
    subject_label: str
    raised_at: datetime
    raised_by_number: int | None
    raised_by: str
    assignee_id: int | None
    assignee_name: str
    answer_due: date | None
    closed_at: datetime | None
    version: int
    is_sample: bool

    @property
    def standing(self) -> Standing:
        """What decides who may do what with it."""
        return Standing(self.state, self.unit_id, self.agency_id, self.assignee_id)

    @property
    def is_live(self) -> bool:
        """Whether it still stands in the way."""
        return self.state is not DifficultyState.CLOSED

    def is_overdue(self, on: date) -> bool:
        """Whether its answer is owed since before that day."""
        return rules.is_overdue(self.state, self.answer_due, on)


@dataclass(frozen=True, kw_only=True)
class DifficultyStepRow:
    """One step of the log; assignee and answer_due where it was assigned. by "": the system."""

    from_state: DifficultyState
    to_state: DifficultyState
    text: str
    assignee_name: str
    answer_due: date | None
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class DifficultyDetail:
    """A difficulty with its words, its log (oldest first) and what the viewer may do with it now."""

    row: DifficultyRow
    text: str
    steps: tuple[DifficultyStepRow, ...]
    acts: frozenset[DifficultyAct]


@dataclass(frozen=True, slots=True)
class DifficultyCounts:
    """How many stand where, as of a day.

    live: all but the closed; unassigned: raised and given to nobody; assigned: an answer is owed, of which overdue
    since before the day; answered: to be closed, or asked again; escalated: the People's Committee decides; mine:
    assigned to an agency of the viewer.
    """

    live: int
    unassigned: int
    assigned: int
    overdue: int
    answered: int
    escalated: int
    closed: int
    mine: int


def row_of(difficulty: Difficulty) -> DifficultyRow:
    """The row of a stored difficulty; load it with plan, provinces, agencies and the person."""
    plan = difficulty.plan
    return DifficultyRow(
        number=difficulty.pk,
        title=difficulty.title,
        state=DifficultyState(difficulty.state),
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=difficulty.unit_id,
        province_name=difficulty.unit.name,
        agency_id=difficulty.agency_id,
        agency_name=difficulty.agency.name if difficulty.agency else "",
        subject_kind=difficulty.subject_kind,
        subject_number=difficulty.subject_id,
        subject_label=difficulty.subject_label,
        raised_at=difficulty.raised_at,
        raised_by_number=difficulty.raised_by_id,
        raised_by=difficulty.raised_by.full_name if difficulty.raised_by else "",
        assignee_id=difficulty.assignee_id,
        assignee_name=difficulty.assignee.name if difficulty.assignee else "",
        answer_due=difficulty.answer_due,
        closed_at=difficulty.closed_at,
        version=difficulty.version,
        is_sample=difficulty.is_sample,
    )


def step_row(step: DifficultyStep) -> DifficultyStepRow:
    """The row of a stored step; load it with the agency and the person."""
    return DifficultyStepRow(
        from_state=DifficultyState(step.from_state),
        to_state=DifficultyState(step.to_state),
        text=step.text,
        assignee_name=step.assignee.name if step.assignee else "",
        answer_due=step.answer_due,
        at=step.at,
        by=step.by.full_name if step.by else "",
    )
