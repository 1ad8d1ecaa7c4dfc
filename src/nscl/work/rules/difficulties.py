"""Difficulties: from which state which act leads where, who may act, and when words are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import ItemKind
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.rules.problems import Problem, Reason

# As wide as the column; a text longer than that is a document, and belongs to the evidence.
MOST_TITLE: Final = 200
MOST_TEXT: Final = 5_000

# On what a difficulty may be raised, besides a whole plan ("").
SUBJECT_KINDS: Final[tuple[str, ...]] = (
    ItemKind.TARGET.value,
    ItemKind.TASK.value,
    ItemKind.BUDGET_LINE.value,
    WorkKind.ANNUAL_PLAN.value,
    WorkKind.ACTIVITY.value,
)


class DifficultyAct(StrEnum):
    """What can be done with a difficulty that was raised."""

    EDIT = "edit"
    ASSIGN = "assign"
    ANSWER = "answer"
    ESCALATE = "escalate"
    CLOSE = "close"
    REOPEN = "reopen"


_LIVE: Final = (
    DifficultyState.OPEN,
    DifficultyState.ASSIGNED,
    DifficultyState.ANSWERED,
    DifficultyState.ESCALATED,
)

# Act → state from which it is possible → state after it. What is not here is refused.
MOVES: Final[Mapping[DifficultyAct, Mapping[DifficultyState, DifficultyState]]] = {
    # Nobody has begun to answer: what they read is what was raised.
    DifficultyAct.EDIT: {DifficultyState.OPEN: DifficultyState.OPEN},
    DifficultyAct.ASSIGN: dict.fromkeys(_LIVE, DifficultyState.ASSIGNED),
    # Also again, to what was answered: a further answer.
    DifficultyAct.ANSWER: dict.fromkeys(_LIVE, DifficultyState.ANSWERED),
    DifficultyAct.ESCALATE: {
        DifficultyState.OPEN: DifficultyState.ESCALATED,
        DifficultyState.ASSIGNED: DifficultyState.ESCALATED,
        DifficultyState.ANSWERED: DifficultyState.ESCALATED,
    },
    DifficultyAct.CLOSE: dict.fromkeys(_LIVE, DifficultyState.CLOSED),
    DifficultyAct.REOPEN: {DifficultyState.CLOSED: DifficultyState.OPEN},
}

# What the person lacks who has no part in an act.
PERMISSIONS: Final[Mapping[DifficultyAct, Permission]] = {
    DifficultyAct.EDIT: Permission.RAISE_DIFFICULTIES,
    DifficultyAct.ASSIGN: Permission.ESCALATE,
    DifficultyAct.ANSWER: Permission.ANSWER_DIFFICULTIES,
    DifficultyAct.ESCALATE: Permission.ESCALATE,
    DifficultyAct.CLOSE: Permission.RAISE_DIFFICULTIES,
    DifficultyAct.REOPEN: Permission.RAISE_DIFFICULTIES,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides who may do what with a difficulty. agency_id None: it is the whole province's."""

    state: DifficultyState
    unit_id: int
    agency_id: int | None
    assignee_id: int | None


def after(act: DifficultyAct, state: DifficultyState) -> DifficultyState | None:
    """The state to which an act leads; None where it is not possible."""
    return MOVES[act].get(state)


def needs_text(act: DifficultyAct, state: DifficultyState) -> bool:
    """Whether an act must say something: an answer, a report, a reason; why it goes to somebody else or ends unsaid."""
    if act is DifficultyAct.ASSIGN:
        return state is DifficultyState.ASSIGNED
    if act is DifficultyAct.CLOSE:
        return state is not DifficultyState.ANSWERED
    return act is not DifficultyAct.EDIT


def may_act(viewer: Viewer, act: DifficultyAct, standing: Standing) -> bool:
    """Whether the person may do this now: it has a part in it, and the difficulty is where this is possible.

    An assigned agency answers until it is escalated: then the People's Committee does, through the programme officer.
    """
    if after(act, standing.state) is None or not has_part(viewer, act, standing):
        return False
    if act is DifficultyAct.ANSWER and not viewer.may(Permission.ESCALATE, standing.unit_id):
        return standing.state in {DifficultyState.ASSIGNED, DifficultyState.ANSWERED}
    return True


def has_part(viewer: Viewer, act: DifficultyAct, standing: Standing) -> bool:
    """Whether this act is the person's to do, whatever the state.

    The programme officer assigns, escalates and may do everything else. An agency edits, closes and reopens its own;
    the agency to which it was assigned answers it.
    """
    if viewer.may(Permission.ESCALATE, standing.unit_id):
        return True
    if act is DifficultyAct.ANSWER:
        return answers_for(viewer, standing)
    if act in {DifficultyAct.EDIT, DifficultyAct.CLOSE, DifficultyAct.REOPEN}:
        return may_raise(viewer, standing.unit_id, standing.agency_id)
    return False


def answers_for(viewer: Viewer, standing: Standing) -> bool:
    """Whether the person answers in the name of the agency to which it was assigned."""
    assignee = standing.assignee_id
    return assignee is not None and viewer.may(Permission.ANSWER_DIFFICULTIES, standing.unit_id, assignee)


def may_raise(viewer: Viewer, unit_id: int, agency_id: int | None) -> bool:
    """Whether the person may raise a difficulty for this agency; None: for the province as a whole."""
    if agency_id is not None:
        return viewer.may(Permission.RAISE_DIFFICULTIES, unit_id, agency_id)
    wide = (grant for grant in viewer.grants if grant.agency_id is None)
    return any(grant.allows(Permission.RAISE_DIFFICULTIES, unit_id, None) for grant in wide)


def may_raise_somehow(viewer: Viewer, unit_id: int) -> bool:
    """Whether the person may raise a difficulty in this province at all, for some agency or the whole."""
    return viewer.may(Permission.RAISE_DIFFICULTIES, unit_id)


def is_overdue(state: DifficultyState, answer_due: date | None, on: date) -> bool:
    """Whether the answer is owed and its day is over. A day that is not over yet is in time."""
    return state is DifficultyState.ASSIGNED and answer_due is not None and answer_due < on


def check_words(title: str, text: str) -> Iterable[Problem]:
    """What is wrong with what was raised."""
    if not title.strip():
        yield Problem("title", Reason.MISSING, _("chưa có tiêu đề"), _("nêu vướng mắc trong một câu ngắn"))
    if len(title) > MOST_TITLE:
        yield _too_long("title", MOST_TITLE)
    if not text.strip():
        yield Problem("text", Reason.MISSING, _("chưa có nội dung"), _("nói rõ vướng ở đâu và đề nghị gì"))
    yield from check_text(text)


def check_text(text: str) -> Iterable[Problem]:
    """What is wrong with the words of a step."""
    if len(text) > MOST_TEXT:
        yield _too_long("text", MOST_TEXT)


def check_due(answer_due: date, on: date) -> Iterable[Problem]:
    """A day for the answer lies ahead."""
    if answer_due < on:
        message = _("hạn trả lời %(day)s đã qua") % {"day": f"{answer_due:%d/%m/%Y}"}
        yield Problem("answer_due", Reason.BACKWARD, message, _("chọn ngày từ hôm nay trở đi"))


def _too_long(field: str, most: int) -> Problem:
    message = _("dài hơn %(most)s ký tự") % {"most": most}
    return Problem(field, Reason.TOO_LONG, message, _("viết ngắn lại, hoặc đính kèm văn bản"))
