"""What the forms of courses and classes offer to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nscl.accounts.rules import Viewer
from nscl.institutions.queries import territories_today
from nscl.training.enums import QuestionnaireKind
from nscl.training.queries.courses import CourseRow, FormChoice, form_choices, list_courses
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.training.forms.courses import RULE_FIELDS


@dataclass(frozen=True)
class Offered:
    """Courses in use, tests and evaluation forms, of a province with all that it absorbed."""

    rows: Sequence[CourseRow]
    forms: Sequence[FormChoice]

    @property
    def courses(self) -> list[Choice]:
        """The courses as a drop-down takes them."""
        return [(str(row.number), row.title) for row in self.rows]

    @property
    def tests(self) -> list[Choice]:
        """The tests."""
        return self._of(QuestionnaireKind.TEST)

    @property
    def evaluations(self) -> list[Choice]:
        """The evaluation forms."""
        return self._of(QuestionnaireKind.EVALUATION)

    def _of(self, kind: QuestionnaireKind) -> list[Choice]:
        return [(str(one.number), one.title) for one in self.forms if one.kind is kind]


def offered(person: Viewer, unit_id: int, *, keep: int | None = None) -> Offered:
    """What a class or course of this province may have: courses in use, and the one that is to be kept. Three queries.

    keep: the course of a class that is there already.
    """
    territory = territories_today([unit_id])[unit_id]
    courses = [one for one in list_courses(person, unit_ids=territory) if one.retired_at is None or one.number == keep]
    return Offered(courses, form_choices(territory))


def rules_of(row: CourseRow) -> Mapping[str, Any]:
    """The rules that a course brings to its classes."""
    return {name: getattr(row, name) for name in RULE_FIELDS}
