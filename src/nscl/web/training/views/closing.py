"""A class comes to its end, and is opened again."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.operations.classes import close_class, reopen_class
from nscl.training.operations.errors import TrainingError
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.enrolments import count_enrolments
from nscl.training.queries.sessions import SessionRow, list_sessions
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.training.asking import ask_then_act, reason_form, show_question
from nscl.web.training.lacks import lacks_of
from nscl.web.training.places import class_crumbs, class_href, run_or_404, training_page
from nscl.web.ui.parts import Confirmation
from nscl.web.work.forms.editor import Editor
from nscl.work.enums import ActivityStatus
from nscl.work.rules.moves import OPEN_STATUSES

REST_ABSENT: Final = "rest_absent"


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """What is missing, with doors; then the question, and whether those who are not marked were absent."""
    header = run_or_404(request, number)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            close_class(
                number=number,
                mark_rest_absent=REST_ABSENT in request.POST,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except TrainingError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Lớp đã kết thúc; số liệu đã tính vào hoạt động và chỉ tiêu."))
            return go_to(request, class_href(number))
    return _close_page(request, header, refused)


def _close_page(request: HttpRequest, header: ClassHeader, refused: tuple[str, ...]) -> HttpResponse:
    at = timezone.now()
    sessions = list_sessions(header)
    lacks = lacks_of(header, sessions, count_enrolments(header.number), at)
    over = [one for one in sessions if one.cancelled_at is None and one.ends_at <= at]
    unmarked = sum(one.unmarked for one in over)
    # Attendance that is missing can be settled here; nothing else can.
    can = header.status in OPEN_STATUSES and bool(over) and len(lacks) == sum(bool(one.unmarked) for one in over)
    if header.status not in OPEN_STATUSES and not refused:
        refused = (_("Lớp %(state)s nên không làm việc này được.") % {"state": header.status.label},)
    return show_question(
        request,
        training_page(_("Kết thúc lớp"), header.title, crumbs=class_crumbs(header)),
        _question(header, over),
        _rest_form(unmarked) if unmarked else None,
        refused=refused,
        lacks=lacks if header.status in OPEN_STATUSES else [],
        can=can,
    )


def _question(header: ClassHeader, over: list[SessionRow]) -> Confirmation:
    return Confirmation(
        _("Kết thúc lớp “%(title)s”?") % {"title": header.title},
        [
            _("Hoạt động của lớp được ghi là đã xong vào ngày buổi học cuối, và được tính cho chỉ tiêu."),
            _("Lượt người được đào tạo tính từ điểm danh của %(n)s buổi đã học.") % {"n": len(over)},
            _("Sửa điểm danh sau đó phải ghi lý do; cần thì mở lại lớp được."),
        ],
        _("Kết thúc lớp"),
        class_href(header.number),
        icon="flag",
    )


def _rest_form(unmarked: int) -> Editor:
    label = _("Ghi vắng cho %(n)s lượt chưa điểm danh") % {"n": format_number(unmarked)}
    return Editor({REST_ABSENT: forms.BooleanField(label=label, required=False)}, {}, Choices())


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, then open a done class again."""
    header = run_or_404(request, number)
    question = Confirmation(
        _("Mở lại lớp “%(title)s”?") % {"title": header.title},
        [_("Lớp thôi được tính cho chỉ tiêu cho đến khi kết thúc lại; điểm danh đã ghi vẫn còn.")],
        _("Mở lại lớp"),
        class_href(number),
        icon="rotate-ccw",
    )
    page = training_page(_("Mở lại lớp"), header.title, crumbs=class_crumbs(header))

    def act(reason: str) -> None:
        reopen_class(number=number, reason=reason, viewer=viewer(request), by=actor(request), at=timezone.now())
        messages.success(request, _("Đã mở lại lớp."))

    editor = reason_form(_("Vì sao mở lại"))
    return ask_then_act(request, page, question, editor, act, can=header.status is ActivityStatus.DONE)
