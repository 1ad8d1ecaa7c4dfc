"""Sessions of a class: added (several at once too), changed, cancelled with a reason."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.training.operations.classes import add_sessions, cancel_session, edit_session
from nscl.training.operations.errors import TrainingError
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.sessions import SessionRow
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.asking import ask_then_act, reason_form
from nscl.web.training.forms.classes import session_values, sessions_of
from nscl.web.training.forms.repeating import RepeatForm
from nscl.web.training.forms.sessions import (
    SESSIONS,
    agrees,
    session_fields,
    session_rows,
    shown_session,
    with_sittings,
)
from nscl.web.training.places import class_crumbs, class_href, run_or_404, session_or_404, training_page
from nscl.web.training.refusals import refuse
from nscl.web.training.words import span_words
from nscl.web.ui.parts import Confirmation
from nscl.web.work.forms.editor import Editor

MORE: Final = "them-dong"
REPEAT: Final = "lap-lai"


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: int) -> HttpResponse:
    """One session or several."""
    header = run_or_404(request, number)
    editor = Editor({}, {SESSIONS: session_rows()}, Choices())
    if request.method != "POST":
        return _add_page(request, header, editor.show({}, {}))
    if REPEAT in request.POST:
        repeat = RepeatForm(request.POST)
        if repeat.is_valid():
            return _add_page(request, header, editor.resume(with_sittings(request.POST, repeat.sittings()), SESSIONS))
        return _add_page(request, header, editor.resume(request.POST, ""), repeat=repeat, refused=True)
    if more := request.POST.get(MORE):
        return _add_page(request, header, editor.resume(request.POST, more))
    if editor.read(request.POST).is_valid():
        sessions = sessions_of(editor)
        try:
            if sessions:
                add_sessions(
                    training_class=number,
                    sessions=sessions,
                    viewer=viewer(request),
                    by=actor(request),
                    at=timezone.now(),
                )
        except TrainingError as error:
            refuse(editor, error)
        else:
            if sessions:
                count = len(sessions)
                words = ngettext("Đã thêm %(n)s buổi.", "Đã thêm %(n)s buổi.", count) % {"n": count}
                messages.success(request, words)
                return go_to(request, class_href(number))
            editor.refuse_whole(_("Chưa ghi buổi nào."))
    return _add_page(request, header, editor, refused=True)


def _add_page(
    request: HttpRequest,
    header: ClassHeader,
    editor: Editor,
    *,
    repeat: RepeatForm | None = None,
    refused: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": training_page(_("Thêm buổi học"), header.title, crumbs=class_crumbs(header)),
        "editor": editor,
        "groups": [],
        "repeat": repeat or RepeatForm(),
        "back": class_href(header.number),
        "verb": _("Thêm các buổi này"),
        "icon": "calendar-plus",
    }
    return show(request, "training/edit.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int, session: int) -> HttpResponse:
    """Move a session, or say otherwise what it is about."""
    header = run_or_404(request, number)
    sitting = session_or_404(header, session)
    editor = Editor(session_fields(), {}, Choices())
    if request.method != "POST":
        stored = shown_session(sitting.starts_at, sitting.ends_at, sitting.topic, sitting.place)
        return _edit_page(request, header, sitting, editor.show(stored, {}))
    if editor.read(request.POST).is_valid() and _agrees(editor):
        try:
            edit_session(
                session=session,
                values=session_values(editor.values()),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except TrainingError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã lưu buổi học."))
            return go_to(request, class_href(number))
    return _edit_page(request, header, sitting, editor, refused=True)


def _agrees(editor: Editor) -> bool:
    """Whether the two times can be those of one session."""
    found = list(agrees(editor.values()))
    for name, message in found:
        editor.form.add_error(name, message)
    return not found


def _edit_page(
    request: HttpRequest, header: ClassHeader, sitting: SessionRow, editor: Editor, *, refused: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": training_page(_("Sửa buổi %(n)s") % {"n": sitting.position}, header.title, crumbs=class_crumbs(header)),
        "editor": editor,
        "groups": [("", editor.bound(*editor.form.fields))],
        "back": class_href(header.number),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return show(request, "training/edit.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: int, session: int) -> HttpResponse:
    """Ask why, then cancel a session."""
    header = run_or_404(request, number)
    sitting = session_or_404(header, session)
    question = Confirmation(
        _("Hủy buổi %(n)s, %(when)s?")
        % {"n": sitting.position, "when": span_words(sitting.starts_at, sitting.ends_at)},
        [_("Buổi đã hủy vẫn hiện trong danh sách cùng lý do, không điểm danh và không tính vào số buổi của lớp.")],
        _("Hủy buổi học"),
        class_href(number),
        danger=True,
        icon="ban",
    )
    page = training_page(_("Hủy buổi học"), header.title, crumbs=class_crumbs(header))

    def act(reason: str) -> None:
        cancel_session(session=session, reason=reason, viewer=viewer(request), by=actor(request), at=timezone.now())
        messages.success(request, _("Đã hủy buổi học."))

    return ask_then_act(request, page, question, reason_form(_("Vì sao hủy")), act)
