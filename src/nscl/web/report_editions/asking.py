"""A question before an act on an edition or a template: refusals told in place, nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from nscl.reporting.operations.edition_errors import EditionError, InvalidFront, ReasonMissing
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.training.asking import show_question
from nscl.web.ui.parts import Confirmation, Page, Text
from nscl.web.work.forms.editor import Editor

# Does the act with what was typed, and says where to go.
Act = Callable[[dict[str, Any]], str]


def ask(
    request: HttpRequest,
    page: Page,
    question: Confirmation,
    act: Act,
    *,
    said: Text,
    version: int | None = None,
    editor: Editor | None = None,
) -> HttpResponse:
    """GET: the question. POST: the act, and on to where it says; what it refuses is said on the page."""
    if request.method != "POST":
        return show_question(request, page, question, editor, version=version)
    if editor is not None and not editor.read(request.POST).is_valid():
        return show_question(request, page, question, editor, is_bad=True, version=version)
    try:
        href = act(editor.values() if editor is not None else {})
    except ReasonMissing as missing:
        if editor is not None:
            editor.form.add_error(missing.field, str(missing))
        return show_question(request, page, question, editor, is_bad=True, version=version)
    except InvalidFront as invalid:
        if editor is not None:
            editor.refuse(invalid.problems)
        return show_question(request, page, question, editor, is_bad=True, version=version)
    except EditionError as error:
        return show_question(request, page, question, editor, refused=(str(error),), version=version)
    messages.success(request, str(said))
    return go_to(request, href)
