"""What is wrong with values that somebody sent, told so that a form, an import and a test can each use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Reason(StrEnum):
    """Why a value is refused, for whoever must tell one refusal from another without reading its sentence."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    OUTSIDE_PERIOD = "outside_period"
    OUTSIDE_YEAR = "outside_year"
    BACKWARD = "backward"
    IN_FUTURE = "in_future"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    TOO_LARGE = "too_large"
    MORE_THAN_WHOLE = "more_than_whole"
    TWICE = "twice"
    UNFIT = "unfit"
    TALLIED = "tallied"
    UNKNOWN = "unknown"
    SUPERSEDED_TASK = "superseded_task"
    DRAFT_TASK = "draft_task"
    OTHER_PLAN = "other_plan"
    NO_HOLDER = "no_holder"
    DUPLICATE = "duplicate"
    MOVE = "move"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field and what to do about it.

    field: its name in the values ("starts_on", "costs[1].vnd"); "" for the whole. number: what the remedy points at
    (the successor of a superseded task, the activity that is there already), None where nothing.
    """

    field: str
    reason: Reason
    message: str
    remedy: str
    number: int | None = None

    def __str__(self) -> str:
        return _("%(message)s. Cách sửa: %(remedy)s.") % {"message": self.message, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A problem of one of many rows; `row` counts from 0, as they were sent."""

    row: int
    problem: Problem

    def __str__(self) -> str:
        return _("Dòng %(row)s: %(problem)s") % {"row": self.row + 1, "problem": self.problem}
