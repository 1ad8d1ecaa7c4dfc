"""A line by its form: added, changed with its money, or read. Works without the grid's script, and on a phone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.operations.estimates import add_lines, change_line, set_amounts
from nscl.finance.operations.estimates.errors import CellsConflict, EstimateError, InvalidCells, LineConflict
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.lines import GridLine
from nscl.finance.queries.estimates.starts import line_options
from nscl.finance.rules.line_values import NewLine
from nscl.finance.rules.places import place_of
from nscl.web.access import acting, actor, require_POST, require_safe, requires, viewer
from nscl.web.estimates.forms.line import AmountsForm, LineForm, PlaceForm
from nscl.web.estimates.grid.building import shown_sources
from nscl.web.estimates.line_page import line_context
from nscl.web.estimates.places import (
    crumbs_of,
    estimate_href,
    grid_or_404,
    line_href,
    money_page,
    number_of,
    sent_version,
    today,
)
from nscl.web.estimates.refusals import refuse
from nscl.web.estimates.views.grid import asked_sources
from nscl.web.plan_editing.views.pages import go_to, show

AND_NEXT: Final = "ghi-va-sang"
PARENT: Final = "thuoc"
BEFORE: Final = "truoc"


@requires(Permission.VIEW_MONEY)
@require_safe
def line(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """A line whole: its form for who may change it, else what it holds."""
    found = grid_or_404(request, slug, number)
    one = line_of(found, line)
    return _page(request, found, one, _line_form(request, found, one), _amounts(request, found, one))


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_POST
def save(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Keep a line with its money; what is refused is told in its form, with all that was typed."""
    found = grid_or_404(request, slug, number)
    one = line_of(found, line)
    if not viewer(request).may(Permission.ESTIMATE, found.row.unit_id):
        raise Http404
    form, amounts = _line_form(request, found, one), _amounts(request, found, one)
    refused: int | None = sent_version(request)
    if all([form.is_valid(), amounts is None or amounts.is_valid()]):
        refused = _refused(request, found, one, form, amounts)
    if refused is not None:
        return _page(request, found, one, form, amounts, version=refused)
    messages.success(request, _("Đã lưu dòng “%(place)s”.") % {"place": place_of(one.key, one.title)})
    following = _after(found, one)
    if AND_NEXT in request.POST and following is not None:
        return go_to(request, line_href(found.row, following.number))
    return go_to(request, f"{estimate_href(found.row)}#dong-{line}")


def line_of(found: EstimateGrid, number: int) -> GridLine:
    """A line of the estimate. Raises Http404."""
    one = next((line for line in found.lines if line.number == number), None)
    if one is None:
        raise Http404
    return one


def _line_form(request: HttpRequest, found: EstimateGrid, one: GridLine) -> LineForm:
    options = line_options(viewer(request), found.row.number, on=today())
    return LineForm(options, request.POST if request.method == "POST" else None, one)


def _amounts(request: HttpRequest, found: EstimateGrid, one: GridLine) -> AmountsForm | None:
    """The money of a line; a heading has none of its own."""
    if one.is_heading:
        return None
    stored = {cell: money.planned_vnd for cell, money in one.cells.items()}
    sources = shown_sources(found, asked_sources(request))
    return AmountsForm(found.years, sources, request.POST if request.method == "POST" else None, stored)


def _refused(
    request: HttpRequest, found: EstimateGrid, one: GridLine, form: LineForm, amounts: AmountsForm | None
) -> int | None:
    """Keep the line and its money: None. Where something is refused: the reasons in the forms, and the version with
    which it may be sent again."""
    who = acting(request)
    stored = {cell: money.planned_vnd for cell, money in one.cells.items()}
    version = sent_version(request)
    try:
        version = change_line(number=one.number, version=version, values=form.values(), **who).version
        changed = [] if amounts is None else amounts.changes(one.number, stored)
        if changed:
            set_amounts(estimate=found.row.number, cells=changed, **who)
    except (InvalidCells, CellsConflict) as error:
        if amounts is not None:
            amounts.refuse(error)
        return version
    except LineConflict as conflict:
        refuse(form, conflict)
        return conflict.current_version
    except EstimateError as error:
        refuse(form, error)
        return version
    return None


def _after(found: EstimateGrid, one: GridLine) -> GridLine | None:
    """The next line that carries money."""
    place = found.lines.index(one)
    return next((line for line in found.lines[place + 1 :] if not line.is_heading), None)


def _page(
    request: HttpRequest,
    found: EstimateGrid,
    one: GridLine,
    form: LineForm,
    amounts: AmountsForm | None,
    *,
    version: int | None = None,
) -> HttpResponse:
    """version: of a form that was refused."""
    context = line_context(found, one, form, amounts, one.version if version is None else version)
    status = HTTPStatus.OK if version is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return show(request, "estimates/line.html", context, status)


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The blank form of a line; POST adds it. `?thuoc=` and `?truoc=` say where it goes."""
    found = grid_or_404(request, slug, number)
    if not viewer(request).may(Permission.ESTIMATE, found.row.unit_id):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = LineForm(line_options(viewer(request), number, on=today()), data)
    amounts = AmountsForm(found.years, shown_sources(found, asked_sources(request)), data, {})
    where = {"parent": number_of(request.GET.get(PARENT)), "before": number_of(request.GET.get(BEFORE))}
    place = PlaceForm(found.lines, data, initial=where)
    if data is not None and all([form.is_valid(), amounts.is_valid(), place.is_valid()]):
        try:
            added = add_lines(
                estimate=number,
                lines=[NewLine(values=form.values(), cells=amounts.cells())],
                **place.cleaned_data,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidCells as error:
            amounts.refuse(error)
        except EstimateError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã thêm dòng."))
            again = AND_NEXT in request.POST
            href = f"{estimate_href(found.row)}#dong-{added.numbers[0]}"
            return go_to(request, request.get_full_path() if again else href)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    context = {
        "page": money_page(_("Thêm dòng"), found.row.title, crumbs=crumbs_of(found.row, own=True)),
        "form": form if found.row.may_edit else None,
        "place_form": place,
        "grid": amounts.grid(_("Số tiền theo năm và nguồn"), _("Ghi bằng đồng; gõ “12,5 triệu” cũng được.")),
        "back": estimate_href(found.row),
        "adding": True,
        "closed": _("Dự toán %(state)s nên không thêm dòng được.") % {"state": found.row.state.label},
    }
    return show(request, "estimates/line.html", context, status)
