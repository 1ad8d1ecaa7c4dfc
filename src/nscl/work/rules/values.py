"""An activity as plain values: what is sent when one is planned or recorded, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from nscl.text.folding import fold_words
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.rules.kinds import KIND_RULES

# As wide as the column.
IDENTITY_LENGTH: Final = 520


@dataclass(frozen=True, slots=True)
class Cost:
    """Whole VND by budget line and source; None where the plan has no such line, or nobody knows it yet."""

    vnd: int
    line_id: int | None = None
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of one kind of output; every kind is a count, so the quantity is whole."""

    kind: OutputKind
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Participants:
    """Those who came from one kind of organisation: attendances (lượt người), women among them, organisations."""

    kind: ParticipantKind
    people: int
    organisations: int = 0
    women: int | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityPlan:
    """What is planned. ends_on None: it lasts one day. costs: the money that it is to take."""

    task_id: int
    kind: ActivityKind
    title: str
    starts_on: date
    ends_on: date | None = None
    place: str = ""
    commune_id: int | None = None
    organiser: str = ""
    outlet: str = ""
    responsible_id: int | None = None
    expected_output: str = ""
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActivityRecord:
    """What was done. status: PLANNED, RUNNING or DONE; DONE asks for done_on.

    costs: the money that it took. starts_on, ends_on, place, outlet, commune_id: as it really was; None: as planned.
    """

    status: ActivityStatus
    done_on: date | None = None
    outputs: tuple[Quantity, ...] = ()
    participations: tuple[Participants, ...] = ()
    costs: tuple[Cost, ...] = ()
    result: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    place: str | None = None
    outlet: str | None = None
    commune_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityState:
    """An activity as it stands or shall stand."""

    task_id: int
    kind: ActivityKind
    title: str
    starts_on: date
    ends_on: date
    place: str = ""
    commune_id: int | None = None
    organiser: str = ""
    outlet: str = ""
    responsible_id: int | None = None
    expected_output: str = ""
    planned_costs: tuple[Cost, ...] = ()
    status: ActivityStatus = ActivityStatus.PLANNED
    done_on: date | None = None
    cancel_reason: str = ""
    outputs: tuple[Quantity, ...] = ()
    participations: tuple[Participants, ...] = ()
    actual_costs: tuple[Cost, ...] = ()
    result: str = ""

    @cached_property
    def folded(self) -> str:
        """Title and place as searched, worked out once."""
        return identity(self.title, self.place)


def identity(title: str, place: str) -> str:
    """By what two records are the same thing, and by what they are found: words without marks, case and commas."""
    return " ".join(fold_words(f"{title} {place}"))[:IDENTITY_LENGTH]


def planned(plan: ActivityPlan) -> ActivityState:
    """A new activity with nothing done yet."""
    return ActivityState(
        task_id=plan.task_id,
        kind=plan.kind,
        title=_one_line(plan.title),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on or plan.starts_on,
        place=_one_line(plan.place),
        commune_id=plan.commune_id,
        organiser=_one_line(plan.organiser),
        outlet=_one_line(plan.outlet),
        responsible_id=plan.responsible_id,
        expected_output=plan.expected_output.strip(),
        planned_costs=_ordered(plan.costs),
    )


def replanned(state: ActivityState, plan: ActivityPlan) -> ActivityState:
    """The same activity, planned otherwise; what was recorded of it stays."""
    return replace(
        planned(plan),
        status=state.status,
        done_on=state.done_on,
        cancel_reason=state.cancel_reason,
        outputs=state.outputs,
        participations=state.participations,
        actual_costs=state.actual_costs,
        result=state.result,
    )


def recorded(state: ActivityState, record: ActivityRecord) -> ActivityState:
    """The same activity with what was done of it; what was planned stays, but for when and where it really was.

    What the kind's own record tallies stays too, unless the record says otherwise (which `check_tallied` refuses).
    """
    starts_on = record.starts_on or state.starts_on
    outputs, participations = _tallied(state, record)
    return replace(
        state,
        status=record.status,
        done_on=record.done_on,
        outputs=tuple(sorted(outputs, key=lambda one: one.kind)),
        participations=tuple(sorted(participations, key=lambda one: one.kind)),
        actual_costs=_ordered(record.costs),
        result=record.result.strip(),
        starts_on=starts_on,
        # Begun later than it was to end, and no new end is known: it lasts the day on which it begins.
        ends_on=record.ends_on or max(state.ends_on, starts_on),
        place=state.place if record.place is None else _one_line(record.place),
        outlet=state.outlet if record.outlet is None else _one_line(record.outlet),
        commune_id=record.commune_id or state.commune_id,
    )


def _tallied(state: ActivityState, record: ActivityRecord) -> tuple[tuple[Quantity, ...], tuple[Participants, ...]]:
    tallied = KIND_RULES[state.kind].tallied
    if not tallied:
        return record.outputs, record.participations
    named = {one.kind for one in record.outputs}
    kept = (one for one in state.outputs if one.kind in tallied and one.kind not in named)
    return (*record.outputs, *kept), record.participations or state.participations


def _ordered(costs: tuple[Cost, ...]) -> tuple[Cost, ...]:
    return tuple(sorted(costs, key=lambda cost: (cost.line_id or 0, cost.source_id or 0, cost.vnd)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
