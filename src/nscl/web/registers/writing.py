"""A form of a register, and a question before an act: shown, sent, refused at the place to mend, conflicts settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nscl.training.operations.registers.errors import DuplicateEntry, EntryConflict
from nscl.training.rules.registers import LONGEST
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.asking import REASON, show_question
from nscl.web.ui.parts import Confirmation, Page, Text
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField
from nscl.web.work.places import sent_version
from nscl.web.work.refusals import refuse as refuse_work
from nscl.web.work.views.conflicts import settle, settle_title
from nscl.work.operations.errors import ReasonMissing, Refused, WorkError


@dataclass(frozen=True)
class Writing:
    """A page with a form. groups: headings with the names of fields; back: where it leads without saving.

    values: what the form starts with; version: of the entry that it changes; entry: the name of the address under
    which another entry of the register opens. more: what else the template shows.
    """

    page: Page
    editor: Editor
    groups: Sequence[tuple[Text, Sequence[str]]]
    back: str
    entry: str
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    verb: Text = ""
    icon: str = "save"
    template: str = "training/edit.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def write(
    request: HttpRequest,
    writing: Writing,
    save: Callable[[], str],
    *,
    said: Text,
    judge: Callable[[Editor], bool] = lambda _editor: True,
) -> HttpResponse:
    """GET: the form. POST: what `save` keeps; it returns the address to go on to.

    judge: what the fields must say together, told at the fields.
    """
    editor = writing.editor
    if request.method != "POST":
        editor.show(writing.values, {})
        return _form(request, writing)
    # Both are asked: everything to mend is told at once.
    if all([editor.read(request.POST).is_valid(), judge(editor)]):
        try:
            href = save()
        except EntryConflict as conflict:
            page = replace(writing.page, title=settle_title(), answer=str(conflict), acts=())
            return settle(request, page, conflict, writing.back)
        except WorkError as error:
            refuse(editor, error, writing.entry)
        else:
            messages.success(request, str(said))
            return go_to(request, href)
    return _form(request, writing, refused=True)


def _form(request: HttpRequest, writing: Writing, *, refused: bool = False) -> HttpResponse:
    version = writing.version
    if refused and version is not None:
        version = sent_version(request)
    context: dict[str, Any] = {
        "page": writing.page,
        "editor": writing.editor,
        "groups": [(heading, writing.editor.bound(*names)) for heading, names in writing.groups],
        "version": version,
        "back": writing.back,
        "verb": writing.verb or _("Lưu"),
        "icon": writing.icon,
        **writing.more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return show(request, writing.template, context, status)


def refuse(editor: Editor, error: WorkError, entry: str) -> None:
    """Say why nothing was written; of what is in the register already, with the door to it."""
    if isinstance(error, DuplicateEntry):
        href = reverse(entry, kwargs={"number": error.number})
        door = format_html('<a href="{}">{}</a>', href, _("Mở mục đó"))
        editor.refuse_whole(format_html("{} {}", str(error), door))
    else:
        refuse_work(editor, error)


@dataclass(frozen=True)
class Question:
    """What is asked before an act. editor: what must be said with it; None: nothing."""

    page: Page
    question: Confirmation
    entry: str
    version: int | None = None
    editor: Editor | None = None


def ask(request: HttpRequest, asked: Question, act: Callable[[], object], *, said: Text) -> HttpResponse:
    """GET: the question. POST: the act, and back to the entry; a refusal is told on the page of the question."""
    page, question, editor = asked.page, asked.question, asked.editor
    if request.method != "POST":
        if editor is not None:
            editor.show(asked_initial(editor), {})
        return show_question(request, page, question, editor, version=asked.version)
    typed = sent_version(request) if asked.version is not None else None
    if editor is not None and not editor.read(request.POST).is_valid():
        return show_question(request, page, question, editor, version=typed, is_bad=True)
    try:
        act()
    except WorkError as error:
        if editor is not None and isinstance(error, (Refused, ReasonMissing)):
            refuse(editor, error, asked.entry)
            return show_question(request, page, question, editor, version=typed, is_bad=True)
        return show_question(request, page, question, editor, refused=(_why(error),), version=asked.version)
    messages.success(request, str(said))
    return go_to(request, question.back)


def _why(error: WorkError) -> str:
    if isinstance(error, EntryConflict):
        return _("Người khác vừa sửa mục này sau khi bạn mở trang. Hãy xem lại rồi bấm lần nữa.")
    return str(error)


ON: Final = "on"


def reason_form(label: Text, *, day: Text = "", today: Any = None) -> Editor:
    """A reason; day: the label of the day from which it holds, where one is asked for; today: what it starts with."""
    fields: dict[str, forms.Field] = {}
    if day:
        fields[ON] = DayField(label=day, initial=today)
    box = forms.Textarea({"rows": 3, "maxlength": LONGEST["reason"]})
    fields[REASON] = forms.CharField(label=label, max_length=LONGEST["reason"], widget=box)
    return Editor(fields, {}, Choices())


def asked_initial(editor: Editor) -> dict[str, Any]:
    """What the fields of a question start with."""
    return {name: one.initial for name, one in editor.form.fields.items() if one.initial is not None}
