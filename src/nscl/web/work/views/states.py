"""An activity is cancelled with a reason, opened again, taken out of a plan that nobody has submitted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.ui.parts import Confirmation
from nscl.web.work.forms.steps import ReasonForm
from nscl.web.work.places import (
    activity_crumbs,
    activity_href,
    activity_or_404,
    annual_plan_href,
    sent_version,
    work_page,
)
from nscl.web.work.words import activity_chip
from nscl.work.enums import ActivityStatus
from nscl.work.operations.activities import cancel_activity, remove_activity, reopen_activity
from nscl.work.operations.errors import ReasonMissing, WorkError
from nscl.work.queries.activities import ActivityDetail
from nscl.work.rules.moves import OPEN_STATUSES

REASON = "ly_do"


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, then cancel."""
    detail = _with(request, number, Permission.PLAN_WORK)
    form = _form(request, _("Vì sao không làm nữa"))
    question = Confirmation(
        _("Hủy hoạt động “%(title)s”?") % {"title": detail.row.title},
        [_("Hoạt động vẫn nằm trong kế hoạch năm, ghi là đã hủy cùng lý do; mở lại được.")],
        _("Hủy hoạt động"),
        activity_href(number),
        danger=True,
        icon="ban",
    )
    can = detail.row.status in OPEN_STATUSES
    if request.method != "POST":
        return _page(request, detail, question, form, can=can)
    form.is_valid()
    try:
        cancel_activity(
            number=number,
            version=sent_version(request),
            reason=form.cleaned_data.get(REASON, ""),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except ReasonMissing as missing:
        form.add_error(REASON, str(missing))
        return _page(request, detail, question, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except WorkError as error:
        return _refused(request, number, question, form, error)
    messages.success(request, _("Đã hủy hoạt động."))
    return go_to(request, activity_href(number))


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then open a done or cancelled activity again."""
    detail = _with(request, number, Permission.RECORD_WORK)
    form = _form(request, _("Vì sao mở lại"))
    is_done = detail.row.status is ActivityStatus.DONE
    follows = (
        _("Hoạt động trở lại đang làm và thôi được tính cho chỉ tiêu; kết quả đã ghi vẫn còn.")
        if is_done
        else _("Hoạt động trở lại dự kiến.")
    )
    question = Confirmation(
        _("Mở lại hoạt động “%(title)s”?") % {"title": detail.row.title},
        [follows],
        _("Mở lại"),
        activity_href(number),
        icon="rotate-ccw",
    )
    can = detail.row.status not in OPEN_STATUSES
    if request.method != "POST":
        return _page(request, detail, question, form, can=can)
    form.is_valid()
    try:
        reopen_activity(
            number=number,
            version=sent_version(request),
            reason=form.cleaned_data.get(REASON, ""),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except WorkError as error:
        return _refused(request, number, question, form, error)
    messages.success(request, _("Đã mở lại hoạt động."))
    return go_to(request, activity_href(number))


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then take an activity out of an annual plan that nobody has submitted."""
    detail = _with(request, number, Permission.PLAN_WORK)
    question = Confirmation(
        _("Xóa hoạt động “%(title)s” khỏi kế hoạch năm?") % {"title": detail.row.title},
        [_("Hoạt động biến khỏi kế hoạch năm; nhật ký ghi lại ai xóa, lúc nào.")],
        _("Xóa hoạt động"),
        activity_href(number),
        danger=True,
        icon="trash-2",
    )
    if request.method != "POST":
        return _page(request, detail, question, None, can=detail.may_remove)
    try:
        remove_activity(
            number=number,
            version=sent_version(request),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except WorkError as error:
        return _refused(request, number, question, None, error)
    messages.success(request, _("Đã xóa hoạt động khỏi kế hoạch năm."))
    return go_to(request, annual_plan_href(detail.row.annual_plan))


def _with(request: HttpRequest, number: int, permission: Permission) -> ActivityDetail:
    """The activity, for who has the permission for its agency. Raises Http404."""
    detail = activity_or_404(request, number)
    if not viewer(request).may(permission, detail.row.plan.unit_id, detail.row.owner.number):
        raise Http404
    return detail


def _form(request: HttpRequest, label: str) -> ReasonForm:
    return ReasonForm(request.POST if request.method == "POST" else None, label=label, required=False)


def _refused(
    request: HttpRequest, number: int, question: Confirmation, form: ReasonForm | None, error: WorkError
) -> HttpResponse:
    """The question again, about the activity as it is by now."""
    detail = activity_or_404(request, number)
    return _page(request, detail, question, form, refused=(str(error),), status=HTTPStatus.CONFLICT)


def _page(
    request: HttpRequest,
    detail: ActivityDetail,
    question: Confirmation,
    form: ReasonForm | None,
    *,
    refused: tuple[str, ...] = (),
    can: bool = True,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    row = detail.row
    if not can and not refused:
        refused = (_("Hoạt động %(state)s nên không làm việc này được.") % {"state": row.status.label},)
    context: dict[str, Any] = {
        "page": work_page(question.verb, row.title, crumbs=activity_crumbs(row, own=True), chip=activity_chip(row)),
        "confirmation": question,
        "form": form,
        "refused": refused,
        "version": row.version,
        "can_confirm": can,
    }
    return render(request, "work/confirm.html", context, status=status)
