"""The way of an annual plan: submitted, returned with a reason, approved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.ui.parts import Confirmation, Text
from nscl.web.work.forms.steps import ReasonForm
from nscl.web.work.places import (
    annual_crumbs,
    annual_plan_href,
    annual_row_or_404,
    annual_title,
    sent_version,
    work_page,
)
from nscl.web.work.words import counts_words, million_words
from nscl.work.operations.annual_plans import approve_annual_plan, return_annual_plan, submit_annual_plan
from nscl.work.operations.errors import ReasonMissing, WorkError
from nscl.work.queries.annual_plans import AnnualPlanRow

REASON = "ly_do"


@dataclass(frozen=True)
class _StepPage:
    """One step: what it asks, what follows, what it is called, the operation behind it."""

    title: Text
    question: Text
    consequence: Text
    verb: Text
    icon: str
    done: Text
    reason: Text
    needs_reason: bool
    may: Callable[[AnnualPlanRow], bool]
    step: Callable[..., int]


_SUBMIT = _StepPage(
    gettext_lazy("Trình duyệt kế hoạch năm"),
    gettext_lazy("Trình %(plan)s để duyệt?"),
    gettext_lazy("Trong lúc chờ duyệt, phần dự kiến khóa lại; kết quả vẫn ghi được."),
    gettext_lazy("Trình duyệt"),
    "send",
    gettext_lazy("Đã trình duyệt."),
    gettext_lazy("Lời nhắn cho người duyệt"),
    needs_reason=False,
    may=lambda row: row.may_submit,
    step=submit_annual_plan,
)
_RETURN = _StepPage(
    gettext_lazy("Trả lại để bổ sung"),
    gettext_lazy("Trả lại %(plan)s để bổ sung?"),
    gettext_lazy("Cơ quan đọc lý do, sửa rồi trình lại."),
    gettext_lazy("Trả lại để bổ sung"),
    "undo-2",
    gettext_lazy("Đã trả lại để bổ sung."),
    gettext_lazy("Cần bổ sung những gì"),
    needs_reason=True,
    may=lambda row: row.may_decide,
    step=return_annual_plan,
)
_APPROVE = _StepPage(
    gettext_lazy("Duyệt kế hoạch năm"),
    gettext_lazy("Duyệt %(plan)s?"),
    gettext_lazy("Từ nay sửa phần dự kiến phải ghi lý do; hoạt động thêm sau được đánh dấu bổ sung."),
    gettext_lazy("Duyệt"),
    "badge-check",
    gettext_lazy("Đã duyệt kế hoạch năm."),
    gettext_lazy("Ý kiến khi duyệt"),
    needs_reason=False,
    may=lambda row: row.may_decide,
    step=approve_annual_plan,
)


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then submit an annual plan."""
    return _take(request, number, _SUBMIT, Permission.PLAN_WORK)


@requires(Permission.VIEW_WORK, Permission.APPROVE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, then return an annual plan."""
    return _take(request, number, _RETURN, Permission.APPROVE_WORK)


@requires(Permission.VIEW_WORK, Permission.APPROVE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then approve an annual plan."""
    return _take(request, number, _APPROVE, Permission.APPROVE_WORK)


def _take(request: HttpRequest, number: int, page: _StepPage, permission: Permission) -> HttpResponse:
    row = annual_row_or_404(request, number)
    if not viewer(request).may(permission, row.plan.unit_id, row.agency.number):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None, label=page.reason, required=False)
    if request.method != "POST":
        return _show(request, row, page, form)
    form.is_valid()
    try:
        page.step(
            number=number,
            version=sent_version(request),
            comment=form.cleaned_data.get(REASON, ""),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except ReasonMissing as missing:
        form.add_error(REASON, str(missing))
        return _show(request, row, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except WorkError as error:
        row = annual_row_or_404(request, number)
        return _show(request, row, page, form, refused=(str(error),), status=HTTPStatus.CONFLICT)
    messages.success(request, str(page.done))
    return go_to(request, annual_plan_href(number))


def _show(
    request: HttpRequest,
    row: AnnualPlanRow,
    page: _StepPage,
    form: ReasonForm,
    *,
    refused: tuple[str, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    figures = [counts_words(row.counts), million_words(row.planned_vnd)]
    can = page.may(row)
    if not can and not refused:
        refused = (_("Kế hoạch năm %(state)s nên không làm việc này được.") % {"state": row.state.label},)
    context: dict[str, Any] = {
        "page": work_page(page.title, "", crumbs=annual_crumbs(row)),
        "confirmation": Confirmation(
            str(page.question) % {"plan": annual_title(row)},
            [*filter(None, figures), page.consequence],
            page.verb,
            annual_plan_href(row.number),
            icon=page.icon,
        ),
        "form": form,
        "refused": refused,
        "version": row.version,
        "can_confirm": can,
    }
    return render(request, "work/confirm.html", context, status=status)
