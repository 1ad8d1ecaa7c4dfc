"""A question before an act that matters, with the reason where one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse

from nscl.training.operations.errors import StateRefused, TrainingError
from nscl.training.rules.values import REASON_LENGTH
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.lacks import Lack
from nscl.web.training.refusals import refuse
from nscl.web.ui.parts import Confirmation, Page
from nscl.web.work.forms.editor import Editor

# As operations name it in a refusal.
REASON: Final = "reason"


def reason_form(label: str, help_text: str = "") -> Editor:
    """A reason; whether one must be there is for the operation to say."""
    box = forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH})
    field = forms.CharField(label=label, required=False, widget=box, help_text=help_text)
    return Editor({REASON: field}, {}, Choices())


def show_question(
    request: HttpRequest,
    page: Page,
    question: Confirmation,
    editor: Editor | None = None,
    *,
    refused: Sequence[str] = (),
    lacks: Sequence[Lack] = (),
    can: bool = True,
    is_bad: bool = False,
    version: int | None = None,
) -> HttpResponse:
    """The page that asks. refused: why it was not done; is_bad: the form came back; can False: only the way back.

    version: of what the person saw, where the act asks for it.
    """
    context: dict[str, Any] = {
        "page": page,
        "confirmation": question,
        "editor": editor,
        "refused": refused,
        "lacks": lacks,
        "can_confirm": can,
        "version": version,
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY if is_bad else HTTPStatus.OK
    return show(request, "training/confirm.html", context, status)


def ask_then_act(
    request: HttpRequest,
    page: Page,
    question: Confirmation,
    editor: Editor | None,
    act: Callable[[str], None],
    *,
    can: bool = True,
) -> HttpResponse:
    """Ask; when answered, call `act` with the reason ("" where none is asked for) and go where the question came from.

    What `act` refuses is said on the page, which keeps what was typed.
    """
    if request.method != "POST":
        return show_question(request, page, question, editor, can=can)
    refused: tuple[str, ...] = ()
    if editor is None or editor.read(request.POST).is_valid():
        try:
            act(editor.values()[REASON] if editor is not None else "")
        except TrainingError as error:
            if editor is None or isinstance(error, StateRefused):
                refused = (str(error),)
            else:
                refuse(editor, error)
        else:
            return go_to(request, question.back)
    return show_question(request, page, question, editor, refused=refused, is_bad=True)
