"""Several activities at once: all of them, or none and what is wrong with which row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, record_event
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity
from nscl.work.operations.activities.opening import Identity, identity_of, index, others
from nscl.work.operations.activities.planning import is_addable
from nscl.work.operations.activities.recording import move_problem
from nscl.work.operations.activities.states import create, rewrite, state_of, with_parts
from nscl.work.operations.activities.wording import Wording
from nscl.work.operations.book import Book, bump, open_book
from nscl.work.operations.errors import RowsRefused, duplicate_sentence
from nscl.work.rules.problems import Problem, Reason, RowProblem
from nscl.work.rules.values import ActivityPlan, ActivityRecord, ActivityState, planned, recorded

# How many activities of an act on many its event names; the others it counts.
_NAMED = 200


@dataclass(frozen=True)
class NewActivity:
    """A row that makes an activity; `record` None: only planned."""

    plan: ActivityPlan
    record: ActivityRecord | None = None

    @cached_property
    def state(self) -> ActivityState:
        """The activity as it shall stand, worked out once."""
        state = planned(self.plan)
        return state if self.record is None else recorded(state, self.record)


@dataclass(frozen=True, slots=True)
class RecordedActivity:
    """A row that records what was done of an activity of the same annual plan, as the person saw it."""

    number: int
    version: int
    record: ActivityRecord


Row: TypeAlias = NewActivity | RecordedActivity


@dataclass(frozen=True, slots=True)
class _Judged:
    """A row as it shall be stored. activity, before: what is there already, for a row that records."""

    state: ActivityState
    activity: Activity | None = None
    before: ActivityState | None = None


@transaction.atomic
def record_many(
    *,
    annual_plan: int,
    rows: Sequence[Row],
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> tuple[int, ...]:
    """Store all rows and return the numbers of their activities in the same order; one event for them all.

    The queries do not grow with new rows. Raises NotAllowed, AnnualPlanMissing, and RowsRefused with everything that
    is wrong with any row; then nothing was written.
    """
    book = _open(annual_plan, rows, viewer, at)
    judged, problems = _judge(book, rows)
    if problems:
        raise RowsRefused(problems)
    new = [one for one in judged if one.activity is None]
    made = iter(create(book, [one.state for one in new], by=by, at=at, is_sample=is_sample))
    stored = [one.activity or next(made) for one in judged]
    wording = Wording(book)
    changes = [Change("Hoạt động", "", one.state.title) for one in new[:_NAMED]]
    for one in judged:
        if one.activity is not None and one.before is not None and one.before != one.state:
            rewrite(book, one.activity, one.state)
            title = one.activity.title
            found = wording.changes(one.before, one.state)
            changes += [Change(f"{title[:60]} · {c.field}"[:100], c.before, c.after) for c in found]
    index(book, [row for row, one in zip(stored, judged, strict=True) if one.activity is None], are_new=True)
    index(book, [one.activity for one in judged if one.activity is not None])
    if new:
        bump(book.annual)
    comment = f"{len(new)} hoạt động mới, {len(stored) - len(new)} hoạt động được ghi kết quả"
    record_event(
        action="activity.many_recorded",
        by=by,
        at=at,
        subject=book.reference,
        context=book.reference,
        changes=changes,
        comment=comment,
    )
    return tuple(row.pk for row in stored)


@transaction.atomic
def rehearse_many(
    *, annual_plan: int, rows: Sequence[Row], viewer: Viewer | None, at: datetime
) -> tuple[RowProblem, ...]:
    """What `record_many` would refuse of the same rows now; nothing is written. Raises NotAllowed,
    AnnualPlanMissing.
    """
    return tuple(_judge(_open(annual_plan, rows, viewer, at), rows)[1])


def _open(annual_plan: int, rows: Sequence[Row], viewer: Viewer | None, at: datetime) -> Book:
    only_planned = any(isinstance(row, NewActivity) and row.record is None for row in rows)
    return open_book(annual_plan, Permission.PLAN_WORK if only_planned else Permission.RECORD_WORK, viewer, at)


def _judge(book: Book, rows: Sequence[Row]) -> tuple[list[_Judged], list[RowProblem]]:
    """Every row as it shall be stored, and everything that is wrong with any of them."""
    stored = _stored(book, rows)
    judged: dict[int, _Judged] = {}
    problems: list[RowProblem] = []
    for place, row in enumerate(rows):
        one = _read(row, stored)
        if one is None:
            problems.append(RowProblem(place, _missing()))
        else:
            judged[place] = one
    book.prefetch([one.state for one in judged.values()])
    for place, one in judged.items():
        wrong = (*_untimely(book, one, rows[place]), *book.check(one.state, one.before))
        problems += [RowProblem(place, problem) for problem in wrong]
    problems += _duplicates(book, judged)
    return list(judged.values()), sorted(problems, key=lambda problem: problem.row)


def _stored(book: Book, rows: Sequence[Row]) -> dict[int, Activity]:
    numbers = {row.number for row in rows if isinstance(row, RecordedActivity)}
    if not numbers:
        return {}
    found = Activity.objects.filter(pk__in=numbers, annual_plan=book.annual.pk).order_by("pk")
    return {activity.pk: activity for activity in with_parts(found)}


def _read(row: Row, stored: dict[int, Activity]) -> _Judged | None:
    if isinstance(row, NewActivity):
        return _Judged(row.state)
    activity = stored.pop(row.number, None)  # a second row for the same activity finds none
    if activity is None:
        return None
    before = state_of(activity)
    return _Judged(recorded(before, row.record), activity, before)


def _untimely(book: Book, one: _Judged, row: Row) -> Iterator[Problem]:
    """What keeps a row from being written whatever its values: the annual plan is closed, somebody was faster."""
    if isinstance(row, NewActivity):
        if not is_addable(book, one.state):
            message = _("kế hoạch năm đang chờ duyệt nên chưa thêm việc dự kiến được")
            yield Problem("status", Reason.MOVE, message, _("ghi việc đã làm, hoặc chờ duyệt xong"))
        return
    if one.activity is None or one.before is None or one.before == one.state:
        return
    if one.activity.version != row.version:
        message = _("người khác vừa sửa hoạt động này")
        yield Problem("", Reason.CONFLICT, message, _("mở hoạt động xem lại rồi ghi"), one.activity.pk)
    wrong_move = move_problem(one.before, one.state)
    if wrong_move is not None:
        yield wrong_move


def _duplicates(book: Book, judged: dict[int, _Judged]) -> Iterator[RowProblem]:
    """Rows that say the same as another row, or as what the annual plan has already."""
    live = {place: one for place, one in judged.items() if one.state.status is not ActivityStatus.CANCELLED}
    if not live:
        return
    there = others(book, [identity_of(one.state) for one in live.values()])
    first: dict[Identity, int] = {}
    for place, one in live.items():
        key = identity_of(one.state)
        other = there.get(key)
        if other is not None and (one.activity is None or one.activity.pk != other.number):
            message = duplicate_sentence(other)
            yield RowProblem(place, Problem("title", Reason.DUPLICATE, message, _("bỏ dòng này"), other.number))
        elif key in first:
            message = _("trùng với dòng %(row)s") % {"row": first[key] + 1}
            yield RowProblem(place, Problem("title", Reason.DUPLICATE, message, _("bỏ một trong hai dòng")))
        else:
            first[key] = place


def _missing() -> Problem:
    message = _("hoạt động này không còn, không thuộc kế hoạch năm này, hoặc đã có ở dòng trên")
    return Problem("", Reason.UNKNOWN, message, _("tải lại trang rồi ghi lại"))
