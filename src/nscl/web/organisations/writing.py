"""A form of the registry, and a question before an act: shown, refused at the place to mend, conflicts settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nscl.organisations.operations.registry import (
    InvalidEntry,
    OrganisationMerged,
    RegistryConflict,
    RegistryError,
    TaxCodeTaken,
)
from nscl.plans.operations.errors import FieldConflict
from nscl.web.organisations.places import organisation_href
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.registers.writing import Question, Writing, asked_initial
from nscl.web.training.asking import REASON, show_question
from nscl.web.ui.parts import Text
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField
from nscl.web.work.places import sent_version
from nscl.web.work.views.conflicts import settle, settle_title

__all__ = ["Question", "Writing"]  # the same parts as in the registers of training

ON: Final = "on"
REASON_LENGTH: Final = 250  # as flags and merges keep it


@dataclass
class _Settled:
    """A conflict as the page that settles it takes it."""

    current_version: int
    fields: tuple[FieldConflict, ...]


def write(
    request: HttpRequest,
    writing: Writing,
    save: Callable[[], str],
    *,
    said: Text,
    judge: Callable[[Editor], bool] = lambda _editor: True,
    places: Mapping[str, str] | None = None,
) -> HttpResponse:
    """GET: the form. POST: what `save` keeps; it returns the address to go on to.

    judge: what the fields must say together, told at the fields. places: the form's names of fields that the operation
    calls otherwise.
    """
    editor = writing.editor
    if request.method != "POST":
        editor.show(writing.values, {})
        return form_page(request, writing)
    # Both are asked: everything to mend is told at once.
    if all([editor.read(request.POST).is_valid(), judge(editor)]):
        try:
            href = save()
        except RegistryConflict as conflict:
            return _settle(request, writing, conflict)
        except RegistryError as error:
            refuse(editor, error, places or {})
        else:
            messages.success(request, str(said))
            return go_to(request, href)
    return form_page(request, writing, refused=True)


def form_page(
    request: HttpRequest, writing: Writing, *, refused: bool = False, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page with the form. refused: something is to be mended; more: what else the template shows this time."""
    version = writing.version
    if request.method == "POST" and version is not None:
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
        **(more or {}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return show(request, writing.template, context, status)


def _settle(request: HttpRequest, writing: Writing, conflict: RegistryConflict) -> HttpResponse:
    page = replace(writing.page, title=settle_title(), answer=str(conflict), acts=())
    fields = tuple(FieldConflict(one.field, one.label, one.mine, one.theirs) for one in conflict.fields)
    return settle(request, page, _Settled(conflict.current_version, fields), writing.back)


def refuse(editor: Editor, error: RegistryError, places: Mapping[str, str]) -> None:
    """Say why nothing was written: at the field to mend, or on top, with the door to what stands in the way."""
    match error:
        case TaxCodeTaken(holder=holder):
            number = holder.kept.number if holder.kept is not None else holder.number
            _with_door(editor, str(error), organisation_href(number), _("Mở tổ chức đó"))
        case InvalidEntry(problems=problems):
            for problem in problems:
                _at_field(editor, places.get(problem.field, problem.field), str(problem))
        case OrganisationMerged(kept=kept):
            _with_door(editor, str(error), organisation_href(kept), _("Mở tổ chức đó"))
        case _:
            editor.refuse_whole(str(error))


def _at_field(editor: Editor, field: str, message: str) -> None:
    if field in editor.form.fields:
        editor.form.add_error(field, message)
    else:
        editor.refuse_whole(message)


def _with_door(editor: Editor, message: str, href: str, label: str) -> None:
    editor.refuse_whole(format_html('{} <a href="{}">{}</a>', message, href, label))


def ask(request: HttpRequest, asked: Question, act: Callable[[], object], *, said: Text) -> HttpResponse:
    """GET: the question. POST: the act, and back to the organisation; a refusal is told on the page of the question."""
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
    except RegistryError as error:
        if editor is not None and isinstance(error, InvalidEntry):
            refuse(editor, error, {})
            return show_question(request, page, question, editor, version=typed, is_bad=True)
        return show_question(request, page, question, editor, refused=(_why(error),), version=asked.version)
    messages.success(request, str(said))
    return go_to(request, question.back)


def _why(error: RegistryError) -> str:
    if isinstance(error, RegistryConflict):
        return _("Người khác vừa sửa tổ chức này sau khi bạn mở trang. Hãy xem lại rồi bấm lần nữa.")
    return str(error)


def reason_form(label: Text, *, day: Text = "", today: Any = None, help_text: Text = "") -> Editor:
    """A reason; day: the label of the day from which it holds, where one is asked for; today: what it starts with."""
    fields: dict[str, forms.Field] = {}
    if day:
        fields[ON] = DayField(label=day, initial=today)
    box = forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH})
    fields[REASON] = forms.CharField(label=label, max_length=REASON_LENGTH, widget=box, help_text=help_text)
    return Editor(fields, {}, Choices())
