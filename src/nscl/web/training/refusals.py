"""What an operation refused, told in the form: at the field to mend, or on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.utils.html import format_html
from django.utils.translation import gettext as _

from nscl.training.operations.errors import CourseExists, Refused, TrainingError
from nscl.web.training.forms.sessions import SESSIONS
from nscl.web.training.places import course_href
from nscl.web.work.forms.editor import Editor
from nscl.web.work.refusals import refuse as refuse_work
from nscl.work.operations.errors import WorkError
from nscl.work.rules.problems import Problem

# A session has two moments; its form has a day and two times.
_TIMES: Final = {"starts_at": "starts", "ends_at": "ends"}


def refuse(editor: Editor, error: TrainingError | WorkError) -> None:
    """Say why nothing was written."""
    match error:
        case WorkError():
            refuse_work(editor, error)
        case Refused(problems=problems):
            editor.refuse(_placed(editor, problem) for problem in problems)
        case CourseExists(number=number):
            door = format_html('<a href="{}">{}</a>', course_href(number), _("Mở khóa học đó"))
            editor.refuse_whole(format_html("{} {}", str(error), door))
        case _:
            editor.refuse_whole(str(error))


def _placed(editor: Editor, problem: Problem) -> Problem:
    """The problem at the field by which the form asks for it; of one session alone, operations name no row."""
    head, dot, last = problem.field.rpartition(".")
    if last in _TIMES and not head and SESSIONS in editor.rows:
        head, dot = f"{SESSIONS}[0]", "."
    return replace(problem, field=f"{head}{dot}{_TIMES.get(last, last)}")
