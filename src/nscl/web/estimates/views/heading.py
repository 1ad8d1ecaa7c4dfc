"""The estimate itself: its title and years; thrown away while nobody has submitted it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.operations.estimates import change_estimate, discard_estimate
from nscl.finance.operations.estimates.errors import EstimateError
from nscl.finance.queries.estimates.listing import EstimateRow
from nscl.web.access import actor, requires, viewer
from nscl.web.estimates.forms.steps import HeadForm
from nscl.web.estimates.places import crumbs_of, estimate_href, estimate_or_404, money_page, plan_href, sent_version
from nscl.web.estimates.refusals import refuse
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Confirmation, Weight


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The title and the years; POST keeps them."""
    row = _row(request, slug, number)
    form = HeadForm(row, request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                change_estimate(
                    number=number,
                    version=sent_version(request),
                    **form.cleaned_data,
                    viewer=viewer(request),
                    by=actor(request),
                    at=timezone.now(),
                )
            except EstimateError as error:
                refuse(form, error)
                row = _row(request, slug, number)
            else:
                messages.success(request, _("Đã lưu tên và các năm của dự toán."))
                return go_to(request, estimate_href(row))
    discard_act = Act(_("Bỏ dự toán này"), estimate_href(row, "estimate-discard"), "trash-2", Weight.QUIET)
    context = {
        "page": money_page(
            _("Tên và các năm"), row.title, crumbs=crumbs_of(row, own=True), acts=[discard_act] if row.may_edit else []
        ),
        "confirmation": Confirmation(
            _("Tên và các năm của dự toán"),
            [_("Bớt năm chỉ được khi năm ấy không còn số tiền nào.")],
            _("Lưu"),
            estimate_href(row),
            icon="save",
        ),
        "form": form,
        "version": row.version,
        "can_confirm": row.may_edit,
        "refused": () if row.may_edit else (_closed(row),),
    }
    return show(request, "estimates/confirm.html", context, status)


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, then throw a draft away."""
    row = _row(request, slug, number)
    refused: tuple[str, ...] = () if row.may_edit else (_closed(row),)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            discard_estimate(
                number=number,
                version=sent_version(request),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except EstimateError as error:
            refused, status = (str(error),), HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Đã bỏ dự toán “%(title)s”.") % {"title": row.title})
            return go_to(request, plan_href(slug))
    context = {
        "page": money_page(_("Bỏ dự toán"), row.title, crumbs=crumbs_of(row, own=True)),
        "confirmation": Confirmation(
            _("Bỏ dự toán “%(title)s”?") % {"title": row.title},
            [_("Mọi dòng và số tiền của nó mất hẳn; chỉ còn lại trong nhật ký thay đổi.")],
            _("Bỏ dự toán"),
            estimate_href(row),
            danger=True,
            icon="trash-2",
        ),
        "version": row.version,
        "can_confirm": row.may_edit,
        "refused": refused,
    }
    return show(request, "estimates/confirm.html", context, status)


def _row(request: HttpRequest, slug: str, number: int) -> EstimateRow:
    row = estimate_or_404(request, slug, number)
    if not viewer(request).may(Permission.ESTIMATE, row.unit_id):
        raise Http404
    return row


def _closed(row: EstimateRow) -> str:
    return _("Dự toán %(state)s nên không làm việc này được.") % {"state": row.state.label}
