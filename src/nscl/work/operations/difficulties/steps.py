"""The way of a difficulty: assigned, answered, escalated, closed, opened again; each a step of its log."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.rules import Viewer
from nscl.institutions.queries import AgencyRow
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change
from nscl.work.enums import DifficultyState
from nscl.work.models import Difficulty, DifficultyStep
from nscl.work.operations.difficulties.errors import DifficultyMoveRefused, InvalidDifficulty
from nscl.work.operations.difficulties.stored import open_difficulty, record, require_version
from nscl.work.operations.provinces import province_on
from nscl.work.queries.difficulties import bodies_of
from nscl.work.rules.difficulties import DifficultyAct, after, check_due, check_text, needs_text
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def assign_difficulty(
    *,
    number: int,
    version: int | None,
    assignee_id: int,
    answer_due: date,
    text: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Give a difficulty to an agency to answer until a day; returns its version.

    Raises DifficultyMissing, NotAllowed, DifficultyMoveRefused, DifficultyConflict, InvalidDifficulty.
    """
    difficulty = open_difficulty(number, DifficultyAct.ASSIGN, viewer)
    require_version(difficulty, version)
    body = _body(difficulty, assignee_id, at)
    problems = [*_text_problems(DifficultyAct.ASSIGN, difficulty, text), *check_due(answer_due, localdate(at))]
    if body is None:
        message = _("cơ quan này không có trong tỉnh hiện nay")
        problems.append(Problem("assignee_id", Reason.UNKNOWN, message, _("chọn cơ quan trong danh sách")))
    if problems or body is None:
        raise InvalidDifficulty(problems)
    return _step(difficulty, DifficultyAct.ASSIGN, text, by=by, at=at, assignee=body, answer_due=answer_due)


@transaction.atomic
def answer_difficulty(
    *, number: int, version: int | None, text: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Answer a difficulty; returns its version.

    Raises DifficultyMissing, NotAllowed, DifficultyMoveRefused, DifficultyConflict, InvalidDifficulty.
    """
    return _plain_step(number, DifficultyAct.ANSWER, version, text, viewer=viewer, by=by, at=at)


@transaction.atomic
def escalate_difficulty(
    *, number: int, version: int | None, text: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Report a difficulty to the People's Committee: with which document, proposing what. Returns its version.

    Raises DifficultyMissing, NotAllowed, DifficultyMoveRefused, DifficultyConflict, InvalidDifficulty.
    """
    return _plain_step(number, DifficultyAct.ESCALATE, version, text, viewer=viewer, by=by, at=at)


@transaction.atomic
def close_difficulty(
    *, number: int, version: int | None, text: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """End a difficulty; without an answer it takes a reason. Returns its version.

    Raises DifficultyMissing, NotAllowed, DifficultyMoveRefused, DifficultyConflict, InvalidDifficulty.
    """
    return _plain_step(number, DifficultyAct.CLOSE, version, text, viewer=viewer, by=by, at=at)


@transaction.atomic
def reopen_difficulty(
    *, number: int, version: int | None, text: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Open a closed difficulty again, with the reason; it waits to be assigned anew. Returns its version.

    Raises DifficultyMissing, NotAllowed, DifficultyMoveRefused, DifficultyConflict, InvalidDifficulty.
    """
    return _plain_step(number, DifficultyAct.REOPEN, version, text, viewer=viewer, by=by, at=at)


def _plain_step(
    number: int,
    act: DifficultyAct,
    version: int | None,
    text: str,
    *,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    difficulty = open_difficulty(number, act, viewer)
    require_version(difficulty, version)
    if problems := _text_problems(act, difficulty, text):
        raise InvalidDifficulty(problems)
    return _step(difficulty, act, text, by=by, at=at)


# The audit trail's verb of each act.
_VERBS = {
    DifficultyAct.ASSIGN: "assigned",
    DifficultyAct.ANSWER: "answered",
    DifficultyAct.ESCALATE: "escalated",
    DifficultyAct.CLOSE: "closed",
    DifficultyAct.REOPEN: "reopened",
}


def _step(
    difficulty: Difficulty,
    act: DifficultyAct,
    text: str,
    *,
    by: Actor,
    at: datetime,
    assignee: AgencyRow | None = None,
    answer_due: date | None = None,
) -> int:
    """Write a step that was checked: the log, the row, the audit event."""
    before = DifficultyState(difficulty.state)
    then = after(act, before)
    if then is None:
        raise DifficultyMoveRefused(before)
    words = text.strip()
    DifficultyStep.objects.create(
        difficulty=difficulty,
        from_state=before,
        to_state=then,
        text=words,
        assignee_id=assignee.id if assignee else None,
        answer_due=answer_due,
        at=at,
        by_id=by.number,
    )
    changes = _changes(difficulty, then, assignee, answer_due)
    difficulty.state = then
    difficulty.closed_at = at if then is DifficultyState.CLOSED else None
    if act is DifficultyAct.ASSIGN and assignee is not None:
        difficulty.assignee_id, difficulty.answer_due = assignee.id, answer_due
    elif act is DifficultyAct.REOPEN:
        difficulty.assignee_id, difficulty.answer_due = None, None
    difficulty.version += 1
    difficulty.save(update_fields=["state", "closed_at", "assignee", "answer_due", "version"])
    record(difficulty, _VERBS[act], by=by, at=at, changes=changes, comment=words)
    return difficulty.version


def _changes(
    difficulty: Difficulty, then: DifficultyState, assignee: AgencyRow | None, answer_due: date | None
) -> list[Change]:
    """What the step changed, as the audit trail keeps it."""
    with as_stored():
        before = DifficultyState(difficulty.state)
        pairs = [(_("Trạng thái"), str(before.label), str(then.label))]
        if assignee is not None:
            pairs.append((_("Giao cho"), difficulty.assignee.name if difficulty.assignee else "", assignee.name))
            pairs.append((_("Hạn trả lời"), _day(difficulty.answer_due), _day(answer_due)))
    return [Change(field, old, new) for field, old, new in pairs if old != new]


def _text_problems(act: DifficultyAct, difficulty: Difficulty, text: str) -> list[Problem]:
    problems = list(check_text(text))
    if needs_text(act, DifficultyState(difficulty.state)) and not text.strip():
        problems.append(Problem("text", Reason.MISSING, _("chưa ghi nội dung"), str(_WANTED[act])))
    return problems


_WANTED = {
    DifficultyAct.ASSIGN: gettext_lazy("ghi vì sao giao lại"),
    DifficultyAct.ANSWER: gettext_lazy("ghi nội dung trả lời"),
    DifficultyAct.ESCALATE: gettext_lazy("ghi báo cáo bằng văn bản nào, đề nghị gì"),
    DifficultyAct.CLOSE: gettext_lazy("ghi vì sao kết thúc khi chưa có trả lời"),
    DifficultyAct.REOPEN: gettext_lazy("ghi vì sao mở lại"),
}


def _body(difficulty: Difficulty, agency_id: int, at: datetime) -> AgencyRow | None:
    """The body of the day, of the province that holds the land on that day."""
    on = localdate(at)
    bodies = bodies_of(province_on(difficulty.unit_id, on), on)
    return next((body for body in bodies if body.id == agency_id), None)


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"
