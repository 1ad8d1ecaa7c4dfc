"""Acts on a run as pages: a question before one that matters, refusals told in place, conflicts settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.productivity.operations.run_errors import InvalidRun, ReasonMissing, RunConflict, RunError
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.support.forms.fields import long_field
from nscl.web.training.asking import show_question
from nscl.web.ui.parts import Confirmation, Page, Text
from nscl.web.work.forms.editor import Editor

REASON: Final = "reason"


def reason_form(label: str, help_text: str) -> Editor:
    """A reason that must be given."""
    fields: dict[str, forms.Field] = {REASON: long_field(label, help_text=help_text)}
    return Editor(fields, {}, Choices())


def ask(
    request: HttpRequest,
    page: Page,
    question: Confirmation,
    act: Callable[[dict[str, Any]], object],
    *,
    said: Text,
    version: int,
    refused: tuple[str, ...] = (),
    editor: Editor | None = None,
    onward: str = "",
) -> HttpResponse:
    """GET: the question. POST: the act, and back to where the question came from; a refusal keeps what was typed.

    refused: why the act cannot be done at all: only the way back is shown. onward: where the act leads, where that is
    not back.
    """
    if request.method != "POST" or refused:
        can = not refused
        return show_question(request, page, question, editor, refused=refused, can=can, version=version)
    if editor is not None and not editor.read(request.POST).is_valid():
        return show_question(request, page, question, editor, is_bad=True, version=version)
    try:
        act(editor.values() if editor is not None else {})
    except ReasonMissing as error:
        if editor is not None:
            editor.form.add_error(error.field, str(error))
        return show_question(request, page, question, editor, is_bad=True, version=version)
    except RunError as error:
        return show_question(request, page, question, editor, refused=(why(error),), version=version)
    messages.success(request, str(said))
    return go_to(request, onward or question.back)


def why(error: RunError) -> str:
    """A refusal as one sentence or several."""
    if isinstance(error, RunConflict):
        return _("Người khác vừa sửa lần tính này sau khi bạn mở trang. Hãy xem lại rồi bấm lần nữa.")
    return " ".join(str(error).splitlines())


def refuse(editor: Editor, error: RunError) -> None:
    """Say why nothing was saved: at the field to mend, or on top."""
    if isinstance(error, InvalidRun):
        editor.refuse(error.problems)
    else:
        editor.refuse_whole(why(error))
