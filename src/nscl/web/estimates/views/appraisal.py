"""The appraisal: proposed and appraised side by side, cut with a reason, as a grid or line by line."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.finance.enums import EstimateState
from nscl.finance.operations.estimates import appraise as appraise_cells
from nscl.finance.operations.estimates import appraise_as_proposed
from nscl.finance.operations.estimates.errors import CellsConflict, EstimateError, InvalidCells
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.lines import GridLine
from nscl.finance.rules.places import place_of
from nscl.text.formats import format_million, format_number, format_vnd
from nscl.web.access import actor, require_POST, require_safe, requires, viewer
from nscl.web.estimates.forms.line import AmountsForm
from nscl.web.estimates.forms.steps import CutForm
from nscl.web.estimates.grid.building import appraising_view
from nscl.web.estimates.head import appraisal_acts, estimate_tabs, notices_of, stats_of, stepper_of
from nscl.web.estimates.line_page import facts_of
from nscl.web.estimates.places import crumbs_of, estimate_href, grid_or_404, line_href, money_page
from nscl.web.estimates.problems import table_of
from nscl.web.estimates.refusals import refuse
from nscl.web.estimates.views.grid import asked_unit, grid_context
from nscl.web.estimates.views.lines import line_of
from nscl.web.estimates.words import STATE_CHIPS
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.tables import TableQuery


@requires(Permission.VIEW_MONEY)
@require_safe
def appraise(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The appraisal as a grid, to be written in by who appraises; a line's title leads to its form."""
    found = grid_or_404(request, slug, number)
    row, unit = found.row, asked_unit(request)
    is_shown = bool(found.lines) and row.state is not EstimateState.DRAFT
    view = (
        appraising_view(found, unit_vnd=unit, href=lambda line: line_href(row, line, "estimate-line-appraise"))
        if is_shown
        else None
    )
    open_table = None
    if row.may_appraise and found.open_problems:
        caption = _("Còn phải làm trước khi duyệt")
        open_table = table_of(row, found.open_problems, caption, line_page="estimate-line-appraise")
    context: dict[str, Any] = {
        "page": money_page(
            row.title, _answer(found), crumbs=crumbs_of(row), acts=appraisal_acts(row), chip=STATE_CHIPS[row.state]
        ),
        "tabs": estimate_tabs(row, "estimate-appraise"),
        "notices": notices_of(found),
        "stepper": stepper_of(row),
        "stats": stats_of(found),
        "caption": _("Số thẩm định theo dòng, năm và nguồn"),
        "words": found.appraised_words,
        "save_href": estimate_href(row, "estimate-appraised-cells") if row.may_appraise else "",
        "exports": _as_proposed(found),
        "empty": Empty(_("Chưa có gì để thẩm định"), _("Dự toán thẩm định được khi đơn vị lập đã trình."), "scale"),
        "tables": [open_table.present(TableQuery.of(request))] if open_table else [],
        **grid_context(view, unit),
    }
    return render(request, "estimates/grid.html", context)


def _answer(found: EstimateGrid) -> str:
    if found.row.state is EstimateState.DRAFT:
        return _("Dự toán đang lập, chưa trình.")
    if found.whole.open_cells:
        cells = found.whole.open_cells
        return ngettext("Còn %(n)s ô chưa thẩm định.", "Còn %(n)s ô chưa thẩm định.", cells) % {
            "n": format_number(cells)
        }
    return _("Thẩm định %(appraised)s trên %(planned)s triệu đồng đề nghị, cắt %(cut)s.") % {
        "appraised": format_million(found.appraised_vnd or 0),
        "planned": format_million(found.total_vnd),
        "cut": format_million(found.cut_vnd),
    }


def _as_proposed(found: EstimateGrid) -> list[Act]:
    """One act for all cells that nobody has looked at."""
    if not found.row.may_appraise or not found.whole.open_cells:
        return []
    href = estimate_href(found.row, "estimate-as-proposed")
    return [Act(_("Nhận số đề nghị cho các ô còn lại"), href, "list-checks", post=True)]


@requires(Permission.VIEW_MONEY, Permission.APPRAISE)
@require_POST
def as_proposed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Grant what was proposed in every cell that nobody has appraised yet; a cut is then made cell by cell."""
    found = _asked(request, slug, number)
    try:
        done = appraise_as_proposed(estimate=number, viewer=viewer(request), by=actor(request), at=timezone.now())
    except EstimateError as error:
        messages.error(request, str(error))
    else:
        said = ngettext("Đã nhận số đề nghị ở %(n)s ô.", "Đã nhận số đề nghị ở %(n)s ô.", done.cells)
        messages.success(request, said % {"n": format_number(done.cells)})
    return go_to(request, estimate_href(found.row, "estimate-appraise"))


@requires(Permission.VIEW_MONEY)
@require_safe
def appraised_line(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """What is granted of one line, with the reason of a cut: a form for who appraises it, else to be read."""
    found = grid_or_404(request, slug, number)
    one = line_of(found, line)
    context = _line_context(found, one, CutForm(one.cut_reason), _granted(one, None))
    return render(request, "estimates/line.html", context)


@requires(Permission.VIEW_MONEY, Permission.APPRAISE)
@require_POST
def save_line(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Keep what is granted of one line; what is refused is told in its form."""
    found = _asked(request, slug, number)
    one = line_of(found, line)
    form, amounts = CutForm(one.cut_reason, request.POST), _granted(one, request.POST)
    if all([form.is_valid(), amounts.is_valid()]) and _kept(request, found, one, form, amounts):
        messages.success(request, _("Đã lưu số thẩm định của “%(place)s”.") % {"place": place_of(one.key, one.title)})
        return go_to(request, f"{estimate_href(found.row, 'estimate-appraise')}#dong-{line}")
    context = _line_context(found, one, form, amounts)
    return show(request, "estimates/line.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)


def _granted(one: GridLine, data: Any) -> AmountsForm:
    """The cells in which something was proposed."""
    years = sorted({year for year, _source in one.cells})
    sources = sorted({source for _year, source in one.cells})
    stored = {cell: money.appraised_vnd for cell, money in one.cells.items() if money.appraised_vnd is not None}
    form = AmountsForm(years, sources, data, stored)
    for year in years:
        for source in sources:
            name = f"y{year}.{source.value}"
            if (year, source) in one.cells:
                proposed = format_number(one.cells[year, source].planned_vnd)
                form.fields[name].widget.attrs["placeholder"] = _("đề nghị %(n)s") % {"n": proposed}
            else:
                form.fields[name].disabled = True
    return form


def _kept(request: HttpRequest, found: EstimateGrid, one: GridLine, form: CutForm, amounts: AmountsForm) -> bool:
    stored = {cell: money.appraised_vnd for cell, money in one.cells.items() if money.appraised_vnd is not None}
    try:
        appraise_cells(
            estimate=found.row.number,
            cells=amounts.changes(one.number, stored),
            reasons={one.number: form.cleaned_data["reason"]},
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except (InvalidCells, CellsConflict) as error:
        amounts.refuse(error)
        return False
    except EstimateError as error:
        refuse(form, error)
        return False
    return True


def _line_context(found: EstimateGrid, one: GridLine, form: CutForm, amounts: AmountsForm) -> dict[str, Any]:
    row, place = found.row, found.lines.index(one)
    is_open = row.may_appraise and bool(one.cells)
    before = found.lines[place - 1] if place else None
    after = found.lines[place + 1] if place + 1 < len(found.lines) else None
    name = "estimate-line-appraise"
    return {
        "page": money_page(
            place_of(one.key, one.title),
            _("Đề nghị %(sum)s.") % {"sum": format_vnd(one.total_vnd)},
            crumbs=crumbs_of(row, own=True),
            chip=STATE_CHIPS[row.state],
        ),
        "form": form if is_open else None,
        "grid": amounts.grid(_("Số thẩm định theo năm và nguồn"), _("Ghi bằng đồng, không quá số đề nghị."))
        if is_open
        else None,
        "save": line_href(row, one.number, "estimate-line-appraised"),
        "facts": facts_of(one),
        "back": f"{estimate_href(row, 'estimate-appraise')}#dong-{one.number}",
        "before": line_href(row, before.number, name) if before is not None else "",
        "after": line_href(row, after.number, name) if after is not None else "",
    }


def _asked(request: HttpRequest, slug: str, number: int) -> EstimateGrid:
    found = grid_or_404(request, slug, number)
    if not viewer(request).may(Permission.APPRAISE, found.row.unit_id):
        raise Http404
    return found
