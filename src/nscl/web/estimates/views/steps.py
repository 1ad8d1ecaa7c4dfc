"""The way of an estimate: submitted, taken back, returned with a reason, approved by a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.operations.estimates import approve_estimate, return_estimate, submit_estimate, withdraw_estimate
from nscl.finance.operations.estimates.errors import EstimateError, NotReady, ReasonMissing
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.rules.problems import Problem
from nscl.web.access import actor, requires, viewer
from nscl.web.estimates.forms.steps import ApprovalForm, CommentForm
from nscl.web.estimates.head import figures_of, problems_sentence
from nscl.web.estimates.places import crumbs_of, estimate_href, grid_or_404, money_page, sent_version
from nscl.web.estimates.problems import table_of
from nscl.web.estimates.refusals import refuse
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Confirmation, Text
from nscl.web.ui.tables import TableQuery


@dataclass(frozen=True)
class _Step:
    """One step: what it asks, what follows, what stands against it, the operation behind it."""

    permission: Permission
    title: Text
    consequence: Text
    verb: Text
    icon: str
    done: Text
    comment: Text
    form: type[CommentForm]
    may: Callable[[EstimateGrid], bool]
    against: Callable[[EstimateGrid], Sequence[Problem]]
    operation: Callable[..., int]
    line_page: str = "estimate-line"
    way_back: str = "estimate"


_SUBMIT = _Step(
    Permission.ESTIMATE,
    gettext_lazy("Trình thẩm định"),
    gettext_lazy("Trong lúc chờ thẩm định, dự toán khóa lại; rút lại được khi chưa có kết quả."),
    gettext_lazy("Trình thẩm định"),
    "send",
    gettext_lazy("Đã trình dự toán để thẩm định."),
    gettext_lazy("Lời nhắn cho cơ quan thẩm định"),
    CommentForm,
    may=lambda found: found.row.may_submit,
    against=lambda found: found.problems,
    operation=submit_estimate,
)
_WITHDRAW = _Step(
    Permission.ESTIMATE,
    gettext_lazy("Rút lại dự toán"),
    gettext_lazy("Dự toán trở lại đang lập; số đã thẩm định của các ô không đổi vẫn giữ."),
    gettext_lazy("Rút lại"),
    "undo-2",
    gettext_lazy("Đã rút lại dự toán."),
    gettext_lazy("Vì sao rút lại"),
    CommentForm,
    may=lambda found: found.row.may_withdraw,
    against=lambda _found: (),
    operation=withdraw_estimate,
)
_RETURN = _Step(
    Permission.APPRAISE,
    gettext_lazy("Trả lại để sửa"),
    gettext_lazy("Đơn vị lập đọc lý do, sửa rồi trình lại."),
    gettext_lazy("Trả lại để sửa"),
    "undo-2",
    gettext_lazy("Đã trả lại dự toán."),
    gettext_lazy("Cần sửa những gì"),
    CommentForm,
    may=lambda found: found.row.may_appraise,
    against=lambda _found: (),
    operation=return_estimate,
    way_back="estimate-appraise",
)
_APPROVE = _Step(
    Permission.APPRAISE,
    gettext_lazy("Duyệt dự toán"),
    gettext_lazy("Số đã duyệt không sửa nữa; sổ kinh phí mở theo số thẩm định. Muốn đổi phải lập dự toán điều chỉnh."),
    gettext_lazy("Duyệt"),
    "badge-check",
    gettext_lazy("Đã duyệt dự toán; sổ kinh phí đã mở."),
    gettext_lazy("Ý kiến khi duyệt"),
    ApprovalForm,
    may=lambda found: found.row.may_appraise,
    against=lambda found: found.open_problems,
    operation=approve_estimate,
    line_page="estimate-line-appraise",
    way_back="estimate-appraise",
)


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, with everything that is to be mended first, then submit."""
    return _take(request, slug, number, _SUBMIT)


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, then take a submitted estimate back."""
    return _take(request, slug, number, _WITHDRAW)


@requires(Permission.VIEW_MONEY, Permission.APPRAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask why, then return an estimate."""
    return _take(request, slug, number, _RETURN)


@requires(Permission.VIEW_MONEY, Permission.APPRAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask for the decision, with everything that stands against it, then approve."""
    return _take(request, slug, number, _APPROVE)


def _take(request: HttpRequest, slug: str, number: int, step: _Step) -> HttpResponse:
    found = grid_or_404(request, slug, number)
    if not viewer(request).may(step.permission, found.row.unit_id):
        raise Http404
    form = step.form(str(step.comment), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, found, step, form)
    if not form.is_valid():
        return _show(request, found, step, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        step.operation(
            number=number,
            version=sent_version(request),
            **form.cleaned_data,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except (NotReady, ReasonMissing) as error:
        against = error.problems if isinstance(error, NotReady) else None
        if against is None:
            refuse(form, error)
        return _show(request, found, step, form, against=against, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EstimateError as error:
        again = grid_or_404(request, slug, number)
        return _show(request, again, step, form, refused=(str(error),), status=HTTPStatus.CONFLICT)
    messages.success(request, str(step.done))
    return go_to(request, estimate_href(found.row, step.way_back if step.may(found) else "estimate"))


def _show(
    request: HttpRequest,
    found: EstimateGrid,
    step: _Step,
    form: forms.Form,
    *,
    against: Sequence[Problem] | None = None,
    refused: tuple[str, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    row, can = found.row, step.may(found)
    problems = (step.against(found) if against is None else against) if can else ()
    blocking = sum(problem.blocks for problem in problems)
    if not can and not refused:
        refused = (_("Dự toán %(state)s nên không làm việc này được.") % {"state": row.state.label},)
    elif blocking:
        refused = (*refused, problems_sentence(blocking))
    context: dict[str, Any] = {
        "page": money_page(step.title, row.title, crumbs=crumbs_of(row, own=True)),
        "confirmation": Confirmation(
            f"{step.title}?",
            [*figures_of(found), step.consequence],
            step.verb,
            estimate_href(row, step.way_back),
            icon=step.icon,
        ),
        "form": form,
        "refused": refused,
        "version": row.version,
        "can_confirm": can and not blocking,
        "problems": table_of(row, problems, _("Cần xem lại"), line_page=step.line_page).present(TableQuery.of(request))
        if problems
        else None,
    }
    return show(request, "estimates/confirm.html", context, status)
