"""An act as a page: what follows from it, what must be said with it, and what was refused, told in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.support.refusals import EXPECTED, is_conflict, refuse
from nscl.web.ui.parts import Confirmation, Facts, Page, Text
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import sent_version

TEMPLATE: Final = "support/act.html"
# The button that asks for one row more.
MORE: Final = "them-dong"


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """The page of one act. editor: what must be said with it, starting with `values`, `rows`; None: nothing.

    version: of the thing as it is now; refused: why the act cannot be done at all, only the way back is shown then;
    facts: what one must see to answer; onward: where the act leads, where that is not back to where the question
    came from; show: fills the form by itself; on_phone: its boxes are large enough for a thumb.
    """

    page: Page
    question: Confirmation
    editor: Editor | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[object]] = field(default_factory=dict)
    version: int | None = None
    refused: Sequence[str] = ()
    facts: Facts | None = None
    onward: Callable[[], str] | None = None
    show: Callable[[], object] | None = None
    on_phone: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the values of the valid form, and the version that the person saw."""

    values: Mapping[str, Any]
    version: int


def answer(
    request: HttpRequest,
    asked: ActPage,
    act: Callable[[Sent], object],
    *,
    said: Text,
    expected: tuple[type[Exception], ...] = EXPECTED,
    told: Callable[[Editor, Exception], None] = refuse,
) -> HttpResponse:
    """GET: the page. POST: the act, and back to where the question came from; a refusal keeps what was typed.

    expected: what the act raises as a refusal, everything else being a fault; told: says it in the form.
    After another person changed the thing, the page says so and takes the new version: what was typed stays, and is
    done when it is sent once more.
    """
    editor = asked.editor
    if request.method != "POST":
        if asked.show is not None:
            asked.show()
        elif editor is not None:
            editor.show(asked.values, asked.rows)
        return _show(request, asked, asked.version)
    version = sent_version(request) if asked.version is not None else 0
    if editor is not None and (more := request.POST.get(MORE)):
        editor.resume(request.POST, more)
        return _show(request, asked, version)
    if asked.refused or (editor is not None and not editor.read(request.POST).is_valid()):
        return _show(request, asked, version, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        act(Sent(editor.values() if editor is not None else {}, version))
    except expected as error:
        if editor is None:
            return _show(request, asked, asked.version, refused=str(error).splitlines(), status=HTTPStatus.CONFLICT)
        told(editor, error)
        now = asked.version if is_conflict(error) else version
        return _show(request, asked, now, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if said:
        messages.success(request, str(said))
    return go_to(request, asked.onward() if asked.onward is not None else asked.question.back)


def _show(
    request: HttpRequest,
    asked: ActPage,
    version: int | None,
    *,
    refused: Sequence[str] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": asked.page,
        "confirmation": asked.question,
        "editor": asked.editor,
        "version": version,
        "refused": refused or asked.refused,
        "can_confirm": not asked.refused,
        "facts": asked.facts,
        "on_phone": asked.on_phone,
    }
    return show(request, TEMPLATE, context, status)
