"""What an operation on figures refused, told in the form: at the field to mend, or on top."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from nscl.productivity.operations.series_errors import (
    AnswerRefused,
    InvalidSeries,
    LinkRefused,
    ReasonMissing,
    StatisticsError,
)
from nscl.web.plans.words import capital
from nscl.web.statistics.forms.entry import box_name
from nscl.web.work.forms.editor import Editor
from nscl.work.rules.problems import Problem

# What is told on the page; everything else is no refusal but a fault.
EXPECTED: Final = (StatisticsError,)
# How a problem names the figure of a year.
_FIGURE: Final = re.compile(r"figures\[(\d{4})\]", re.ASCII)


def refuse(editor: Editor, error: Exception) -> None:
    """Say why nothing was written."""
    match error:
        case InvalidSeries(problems=problems):
            _refuse_series(editor, problems)
        case AnswerRefused(field=field) | LinkRefused(field=field):
            editor.form.add_error(field if field in editor.form.fields else None, str(error))
        case ReasonMissing():
            editor.form.add_error("reason", str(error))
        case _:
            editor.refuse_whole(str(error))


def _refuse_series(editor: Editor, problems: Iterable[Problem]) -> None:
    """Each problem at its field or in its year's box; what is about neither, on top."""
    for problem in problems:
        figure = _FIGURE.fullmatch(problem.field)
        name = problem.field if figure is None else box_name(int(figure[1]))
        if name in editor.form.fields:
            editor.form.add_error(name, capital(str(problem)))
        else:
            editor.refuse_whole(capital(str(problem)))
