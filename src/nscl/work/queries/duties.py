"""What a person has to do: questions for `lines`, and the duties that the answers are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.models import Evidence
from nscl.work.enums import ActivityStatus, AnnualPlanState, DifficultyState, WorkKind
from nscl.work.models import Activity, ActivityOutput, AnnualPlan, AnnualPlanStep, Difficulty, Participation
from nscl.work.queries.access import visible_activities, visible_annual_plans
from nscl.work.queries.lines import Line, asked, flag
from nscl.work.rules.moves import OPEN_STATUSES

# What ends within a month is on the list of today.
AHEAD: Final = timedelta(days=30)
# How many activities a list of duties holds, the most urgent; the list of activities has them all.
MOST: Final = 200


class DutyKind(StrEnum):
    """What is to be done.

    RECORD: an activity that should be over, or ends within a month. COMPLETE: one that is done, without a result or
    without evidence. SUBMIT, CORRECT: an annual plan that was never submitted, or was returned. APPROVE: one that waits
    for a decision. ANSWER: a difficulty that the person's agency is to answer. STEER: one that is to be assigned, to be
    closed, or waits for the People's Committee. SIGN: a stated value. REPORT: a report that the plan asks for and for
    which no round is open. SEND_REPORT, RECEIVE_REPORT, ISSUE_REPORT: an agency's report in a round that is to be
    submitted, that waits to be accepted; the province's own (`nscl.reporting`).
    """

    RECORD = "record"
    COMPLETE = "complete"
    CORRECT = "correct"
    SUBMIT = "submit"
    APPROVE = "approve"
    ANSWER = "answer"
    STEER = "steer"
    SIGN = "sign"
    REPORT = "report"
    SEND_REPORT = "send_report"
    RECEIVE_REPORT = "receive_report"
    ISSUE_REPORT = "issue_report"


class Lack(StrEnum):
    """What a record that is done lacks."""

    RESULT = "result"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do. number: of what it is about, by `kind`; other: what more its address needs.

    state: where that stands (the value of its own states, a `Lack`). whose: the agency; is_mine: the person's alone,
    not the agency's or the province's. due: None where no day is set. note: why it was returned, who receives it.
    """

    kind: DutyKind
    number: int
    title: str
    whose: str
    is_mine: bool
    due: date | None
    state: str = ""
    note: str = ""
    other: int = 0
    is_sample: bool = False

    def is_late(self, on: date) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < on


@dataclass(frozen=True, slots=True)
class Duties:
    """All that a person has to do on a day, the most urgent first. is_cut: there are more activities than here."""

    on: date
    rows: tuple[Duty, ...]
    is_cut: bool = False

    @property
    def late(self) -> int:
        """How many should have been done by now."""
        return sum(row.is_late(self.on) for row in self.rows)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.rows)

    def of(self, *kinds: DutyKind) -> tuple[Duty, ...]:
        """Those of some kinds."""
        return tuple(row for row in self.rows if row.kind in kinds)


def duties_in(on: date, rows: Iterable[Duty]) -> Duties:
    """Duties in the order in which they are urgent: by their day, then decisions for which others wait."""
    kinds = list(DutyKind)
    once = {(row.kind, row.number): row for row in rows}
    ordered = sorted(once.values(), key=lambda row: (row.due or on, kinds.index(row.kind), row.title, row.number))
    recorded = sum(row.kind is DutyKind.RECORD for row in ordered)
    return Duties(on, tuple(ordered), is_cut=recorded >= MOST)


def work_questions(viewer: Viewer, on: date) -> Sequence[QuerySet[Any]]:
    """What to ask of the year's work to know a person's duties."""
    return [
        *_activities(viewer, on),
        _annual_plans(viewer, on),
        _waiting_plans(viewer),
        _to_answer(viewer),
        _to_steer(viewer),
    ]


def duty_of(kind: DutyKind, line: Line, *, is_mine: bool) -> Duty:
    """A line of an answer as a duty."""
    return Duty(
        kind=kind,
        number=line.number,
        title=line.title,
        whose=line.name,
        is_mine=is_mine,
        due=line.day,
        state=line.state,
        note=line.note,
        other=line.other,
        is_sample=line.is_sample,
    )


def work_duties(viewer: Viewer, answers: Mapping[str, Iterable[Line]]) -> list[Duty]:
    """The duties that are the answers to `work_questions`."""
    return [
        duty_of(DutyKind(line.arm), line, is_mine=line.arm in _OWN and line.other == viewer.number)
        for kind in (*_OWN, DutyKind.SUBMIT, DutyKind.CORRECT, DutyKind.APPROVE, DutyKind.ANSWER, DutyKind.STEER)
        for line in answers.get(kind.value, ())
    ]


# Activities have a responsible person.
_OWN: Final = (DutyKind.RECORD, DutyKind.COMPLETE)


def _activities(viewer: Viewer, on: date) -> list[QuerySet[Any]]:
    """The person's own and their agencies', apart, so that an index finds each. What is both comes twice."""
    mine = [Q(responsible=viewer.number)]
    if viewer.agencies:
        mine.append(Q(annual_plan__agency__in=sorted(viewer.agencies)))
    lack = Case(When(_is_told(), then=Value(Lack.EVIDENCE.value)), default=Value(Lack.RESULT.value))
    found: list[QuerySet[Any]] = []
    for whose in mine:
        seen = visible_activities(viewer).filter(whose)
        urgent = seen.filter(status__in=OPEN_STATUSES, ends_on__lte=on + AHEAD).order_by("ends_on", "pk")
        done = seen.filter(status=ActivityStatus.DONE, year=on.year)
        lacking = done.filter(~_is_told() | ~_is_proved()).order_by("-done_on", "pk")
        found.append(_activity(DutyKind.RECORD, urgent, state="status", day="ends_on"))
        found.append(_activity(DutyKind.COMPLETE, lacking, state=lack))
    return found


def _activity(kind: DutyKind, ordered: QuerySet[Activity], **columns: Combinable | str) -> QuerySet[Any]:
    """The first of some activities. SQLite takes no limit within a union, but below it."""
    return asked(
        kind.value,
        Activity.objects.filter(pk__in=ordered[:MOST].values("pk")),
        number="pk",
        other="responsible_id",
        title="title",
        name="annual_plan__agency__name",
        is_sample=flag("is_sample"),
        **columns,
    )


def _is_told() -> Q:
    """Whether a record says what it yielded."""
    of_it = {"activity": OuterRef("pk")}
    counted = Exists(ActivityOutput.objects.filter(**of_it)) | Exists(Participation.objects.filter(**of_it))
    return ~Q(result="") | counted


def _is_proved() -> Exists:
    """Whether some evidence stands."""
    of_it = Evidence.objects.filter(subject_kind=WorkKind.ACTIVITY, subject_id=OuterRef("pk"))
    return Exists(of_it.filter(removed_at__isnull=True))


def _annual_plans(viewer: Viewer, on: date) -> QuerySet[Any]:
    """Those of the person's agencies that are to be submitted; with the reason of those that were returned."""
    comments = AnnualPlanStep.objects.filter(annual_plan=OuterRef("pk"), to_state=AnnualPlanState.RETURNED)
    rows = visible_annual_plans(viewer).filter(
        agency__in=sorted(viewer.agencies),
        plan__unit__in=_reach(viewer, Permission.PLAN_WORK),
        state__in=[AnnualPlanState.DRAFT, AnnualPlanState.RETURNED],
        year__gte=on.year - 1,
    )
    is_returned = Q(state=AnnualPlanState.RETURNED)
    kind = Case(
        When(is_returned, then=Value(DutyKind.CORRECT.value)),
        default=Value(DutyKind.SUBMIT.value),
    )
    last = Subquery(comments.order_by("-at", "-pk").values("comment")[:1])
    why = Case(When(is_returned, then=last), default=Value(""), output_field=TextField())
    return _annual_plan(kind, rows, note=why)


def _waiting_plans(viewer: Viewer) -> QuerySet[Any]:
    reach = _reach(viewer, Permission.APPROVE_WORK)
    rows = visible_annual_plans(viewer).filter(plan__unit__in=reach, state=AnnualPlanState.SUBMITTED)
    return _annual_plan(Value(DutyKind.APPROVE.value), rows)


def _annual_plan(kind: Combinable, rows: QuerySet[AnnualPlan], **columns: Combinable | str) -> QuerySet[Any]:
    return asked(
        kind,
        rows,
        state="state",
        number="pk",
        other="year",
        title="agency__name",
        name="agency__name",
        is_sample=flag("is_sample"),
        **columns,
    )


def _to_answer(viewer: Viewer) -> QuerySet[Any]:
    rows = Difficulty.objects.filter(
        state=DifficultyState.ASSIGNED,
        assignee__in=sorted(viewer.agencies),
        unit__in=_reach(viewer, Permission.ANSWER_DIFFICULTIES),
    )
    return _difficulty(DutyKind.ANSWER, rows, name="assignee__name", day="answer_due")


def _to_steer(viewer: Viewer) -> QuerySet[Any]:
    rows = Difficulty.objects.filter(
        state__in=[DifficultyState.OPEN, DifficultyState.ANSWERED, DifficultyState.ESCALATED],
        unit__in=_reach(viewer, Permission.ESCALATE),
    )
    return _difficulty(DutyKind.STEER, rows, name="agency__name")


def _difficulty(kind: DutyKind, rows: QuerySet[Difficulty], **columns: str) -> QuerySet[Any]:
    return asked(kind.value, rows, state="state", number="pk", title="title", is_sample=flag("is_sample"), **columns)


def _reach(viewer: Viewer, permission: Permission) -> list[int]:
    """The provinces in which the person has the permission: nobody who acts has it in all of them."""
    return sorted(viewer.units_with(permission) or ())
