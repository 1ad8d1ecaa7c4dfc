"""Drawing a year's activities from the tasks of the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, record_event
from nscl.work.operations.activities.opening import identity_of, index, others
from nscl.work.operations.activities.states import create
from nscl.work.operations.book import Book, bump, open_book, require_planning
from nscl.work.operations.errors import duplicate_sentence
from nscl.work.queries.proposals import propose
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.values import ActivityState, planned


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was not taken over: its number (of a task or an activity), what people call it, and why."""

    number: int
    label: str
    problems: tuple[Problem, ...]

    @property
    def why(self) -> str:
        """All reasons in one sentence."""
        return "; ".join(problem.message for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of drawing: the new activities by number, and the tasks from which none came."""

    created: tuple[int, ...]
    left: tuple[Left, ...]


@transaction.atomic
def draw_from_tasks(
    *, annual_plan: int, tasks: Collection[int], viewer: Viewer | None, by: Actor, at: datetime, reason: str = ""
) -> Drawn:
    """Plan one activity for each of these tasks: its title, the year's part of its schedule, what it is to yield.

    Kind and dates are proposals to be looked at. A task from which nothing can come (it has this very activity already,
    it was superseded) is left, with the reason; one that the plan sets for another year is drawn: it may be late.
    Raises NotAllowed, AnnualPlanMissing, PlanningClosed, ReasonMissing (an approved annual plan).
    """
    book = open_book(annual_plan, Permission.PLAN_WORK, viewer, at)
    require_planning(book, reason)
    states: list[ActivityState] = []
    left: list[Left] = []
    proposals = propose(book.annual.year, tasks, agency_from=book.annual.agency.valid_from)
    for task in dict.fromkeys(tasks):
        plan = proposals.get(task)
        if plan is None:
            message = _("không có nhiệm vụ này")
            left.append(Left(task, "", (Problem("task_id", Reason.UNKNOWN, message, _("chọn lại nhiệm vụ")),)))
            continue
        state = planned(plan)
        problems = book.check(state)
        if problems:
            left.append(Left(task, state.title, problems))
        else:
            states.append(state)
    kept, twice = without_duplicates(book, states)
    left += [Left(state.task_id, state.title, (problem,)) for state, problem in twice]
    return Drawn(store(book, kept, verb="drawn", by=by, at=at, comment=reason), tuple(left))


def without_duplicates(
    book: Book, states: Sequence[ActivityState]
) -> tuple[list[ActivityState], list[tuple[ActivityState, Problem]]]:
    """What is not in the annual plan yet, and what is, with the record that is there."""
    there = others(book, [identity_of(state) for state in states]) if states else {}
    seen = set(there)
    kept: list[ActivityState] = []
    twice: list[tuple[ActivityState, Problem]] = []
    for state in states:
        one = identity_of(state)
        if one not in seen:
            seen.add(one)
            kept.append(state)
            continue
        message = duplicate_sentence(there[one]) if one in there else _("trùng với một việc khác vừa chọn")
        number = there[one].number if one in there else None
        twice.append((state, Problem("title", Reason.DUPLICATE, message, _("sửa hoạt động đã có"), number)))
    return kept, twice


def store(
    book: Book,
    states: Sequence[ActivityState],
    *,
    verb: str,
    by: Actor,
    at: datetime,
    comment: str = "",
    copied_from: Sequence[int | None] = (),
) -> tuple[int, ...]:
    """Store new activities of an annual plan with one event; nothing where there is none."""
    if not states:
        return ()
    rows = create(book, states, by=by, at=at, copied_from=copied_from)
    index(book, rows)
    bump(book.annual)
    record_event(
        action=f"annual_plan.{verb}",
        by=by,
        at=at,
        subject=book.reference,
        context=book.reference,
        changes=[Change("Hoạt động", "", row.title) for row in rows],
        comment=comment.strip(),
    )
    return tuple(row.pk for row in rows)
