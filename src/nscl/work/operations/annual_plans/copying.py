"""Copying last year's activities into an annual plan, and saying what could not be taken over."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity
from nscl.work.operations.activities.states import state_of, with_parts
from nscl.work.operations.annual_plans.drawing import Left, store, without_duplicates
from nscl.work.operations.annual_plans.money_now import MoneyNow
from nscl.work.operations.book import Book, open_book, require_planning
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.schedules import shifted
from nscl.work.rules.values import ActivityState, Cost


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of copying: the new activities by number; those left behind; those copied without something."""

    created: tuple[int, ...]
    left: tuple[Left, ...]
    incomplete: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    source: Activity
    state: ActivityState
    dropped: tuple[Problem, ...]


@transaction.atomic
def copy_from_year(
    *,
    annual_plan: int,
    from_year: int | None = None,
    activities: Collection[int] | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Copied:
    """Plan again what the agency (and those that went into it) planned in an earlier year, on the same days.

    from_year: the year before where none is named; activities: only these. Only what was planned is copied: title
    (with its year moved on), days, place, people, money by line. Cancelled activities are left. Tasks and budget lines
    follow the edition in force. Raises NotAllowed, AnnualPlanMissing, PlanningClosed, ReasonMissing (an approved plan).
    """
    book = open_book(annual_plan, Permission.PLAN_WORK, viewer, at)
    require_planning(book, reason)
    year = book.annual.year - 1 if from_year is None else from_year
    copies: list[_Copy] = []
    left: list[Left] = []
    money = MoneyNow(book.annual.plan_id)
    done_before = _copied_before(book)
    for source in _sources(book, year, activities):
        copy = _copy(book, source, money)
        problems = _not_copied(book, source, done_before) or book.check(copy.state)
        if problems:
            left.append(Left(source.pk, source.title, problems))
        else:
            copies.append(copy)
    kept, twice = without_duplicates(book, [copy.state for copy in copies])
    by_state = {id(copy.state): copy for copy in copies}
    left += [Left(by_state[id(s)].source.pk, s.title, (problem,)) for s, problem in twice]
    taken = [by_state[id(state)] for state in kept]
    created = store(
        book, kept, verb="copied", by=by, at=at, comment=reason, copied_from=[copy.source.pk for copy in taken]
    )
    incomplete = tuple(
        Left(number, copy.state.title, copy.dropped)
        for number, copy in zip(created, taken, strict=True)
        if copy.dropped
    )
    return Copied(created, tuple(left), incomplete)


def _sources(book: Book, year: int, activities: Collection[int] | None) -> list[Activity]:
    agencies = [book.annual.agency_id, *(agency.id for agency in book.seats.lineage.predecessors)]
    rows = Activity.objects.filter(
        annual_plan__plan=book.annual.plan_id, annual_plan__agency__in=agencies, annual_plan__year=year
    )
    if activities is not None:
        rows = rows.filter(pk__in=list(activities))
    return list(with_parts(rows.order_by("starts_on", "pk")))


def _copied_before(book: Book) -> frozenset[int]:
    rows = Activity.objects.filter(annual_plan=book.annual.pk, copied_from__isnull=False)
    return frozenset(
        number
        for number in rows.exclude(status=ActivityStatus.CANCELLED).values_list("copied_from_id", flat=True)
        if number is not None
    )


def _not_copied(book: Book, source: Activity, done_before: Collection[int]) -> tuple[Problem, ...]:
    if source.status == ActivityStatus.CANCELLED:
        message = _("đã hủy trong năm %(year)s") % {"year": source.year}
        return (Problem("status", Reason.MOVE, message, _("thêm lại nếu vẫn cần")),)
    if source.pk in done_before:
        message = _("đã chép vào kế hoạch năm %(year)s") % {"year": book.annual.year}
        return (Problem("", Reason.DUPLICATE, message, _("sửa bản đã chép")),)
    return ()


def _copy(book: Book, source: Activity, money: MoneyNow) -> _Copy:
    """The activity as it would be planned in the book's year, and what could not come along."""
    before = state_of(source)
    years = book.annual.year - source.year
    task = book.tasks.present(before.task_id)
    costs, lost = money.carried(before.planned_costs)
    state = ActivityState(
        task_id=before.task_id if task is None else task.number,
        kind=before.kind,
        title=_moved_on(before.title, source.year, book.annual.year),
        starts_on=shifted(before.starts_on, years),
        ends_on=shifted(before.ends_on, years),
        place=before.place,
        commune_id=before.commune_id,
        organiser=before.organiser,
        outlet=before.outlet,
        responsible_id=before.responsible_id,
        expected_output=_moved_on(before.expected_output, source.year, book.annual.year),
        planned_costs=costs,
    )
    dropped = [_without_money(lost)] if lost else []
    # A commune that is no more, a person who left: the activity is copied without them.
    for problem in book.check(state):
        if problem.field == "commune_id":
            state = replace(state, commune_id=None)
            dropped.append(problem)
        elif problem.field == "responsible_id":
            state = replace(state, responsible_id=None)
            dropped.append(problem)
    return _Copy(source, state, tuple(dropped))


def _without_money(lost: Sequence[Cost]) -> Problem:
    message = _("%(n)s khoản kinh phí thuộc dòng dự toán không còn trong bản đang có hiệu lực") % {"n": len(lost)}
    return Problem("planned_costs", Reason.SUPERSEDED_TASK, message, _("nhập lại kinh phí"))


def _moved_on(text: str, before: int, now: int) -> str:
    """The text with the year moved on: "Hội nghị tổng kết năm 2025" is next year's "… năm 2026"."""
    return re.sub(rf"(?<!\d){before}(?!\d)", str(now), text)
