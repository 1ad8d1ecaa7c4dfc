"""Where a line stands: moved to another place, removed with its money."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.operations.estimates import move_line, remove_line
from nscl.finance.operations.estimates.errors import EstimateError
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.lines import GridLine
from nscl.finance.rules.places import place_of
from nscl.text.formats import format_number, format_vnd
from nscl.web.access import acting, requires, viewer
from nscl.web.estimates.forms.line import PlaceForm
from nscl.web.estimates.places import crumbs_of, estimate_href, grid_or_404, line_href, money_page, sent_version
from nscl.web.estimates.refusals import refuse
from nscl.web.estimates.views.lines import line_of
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Confirmation, Crumb


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Ask where a line goes, then move it with all that stands under it."""
    found, one = _asked(request, slug, number, line)
    initial = {"parent": one.parent_number, "before": _follower(found, one)}
    form = PlaceForm(found.lines, request.POST if request.method == "POST" else None, moving=one, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                move_line(number=line, version=sent_version(request), **form.cleaned_data, **acting(request))
            except EstimateError as error:
                refuse(form, error)
            else:
                messages.success(request, _("Đã chuyển dòng."))
                return go_to(request, f"{estimate_href(found.row)}#dong-{line}")
    question = _("Chuyển “%(place)s” đến đâu?") % {"place": place_of(one.key, one.title)}
    said = Confirmation(
        question,
        [_("Các dòng con đi theo. Số thứ tự in trong tên dòng không tự đổi.")],
        _("Chuyển"),
        line_href(found.row, line),
        icon="move",
    )
    return _page(request, found, one, said, form=form, status=status)


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Ask, then remove a line with its money and all that stands under it."""
    found, one = _asked(request, slug, number, line)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            removed = remove_line(number=line, version=sent_version(request), **acting(request))
        except EstimateError as error:
            refused = (str(error),)
        else:
            count = len(removed.lines)
            said = ngettext("Đã bỏ %(n)s dòng.", "Đã bỏ %(n)s dòng.", count) % {"n": format_number(count)}
            messages.success(request, said)
            return go_to(request, estimate_href(found.row))
    asked = Confirmation(
        _("Bỏ “%(place)s”?") % {"place": place_of(one.key, one.title)},
        [_("Mất số tiền %(sum)s và các dòng con của nó.") % {"sum": format_vnd(one.total_vnd)}],
        _("Bỏ dòng"),
        line_href(found.row, line),
        danger=True,
        icon="trash-2",
    )
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return _page(request, found, one, asked, refused=refused, status=status)


def _asked(request: HttpRequest, slug: str, number: int, line: int) -> tuple[EstimateGrid, GridLine]:
    found = grid_or_404(request, slug, number)
    if not viewer(request).may(Permission.ESTIMATE, found.row.unit_id):
        raise Http404
    return found, line_of(found, line)


def _follower(found: EstimateGrid, one: GridLine) -> int | None:
    """The next line under the same one."""
    siblings = [line.number for line in found.lines if line.parent_number == one.parent_number]
    later = siblings[siblings.index(one.number) + 1 :]
    return later[0] if later else None


def _page(
    request: HttpRequest,
    found: EstimateGrid,
    one: GridLine,
    asked: Confirmation,
    *,
    form: forms.Form | None = None,
    refused: tuple[str, ...] = (),
    status: HTTPStatus,
) -> HttpResponse:
    row = found.row
    if not row.may_edit:
        refused = (_("Dự toán %(state)s nên không làm việc này được.") % {"state": row.state.label},)
    way = Crumb(place_of(one.key, one.title), line_href(row, one.number))
    context = {
        "page": money_page(asked.verb, row.title, crumbs=crumbs_of(row, way)),
        "confirmation": asked,
        "form": form,
        "version": one.version,
        "can_confirm": row.may_edit,
        "refused": refused,
    }
    return show(request, "estimates/confirm.html", context, status)
