"""The page of an estimate: the grid, what is to be looked at, its way, what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.enums import EstimateState, MoneyKind, MoneySource
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.listing import EstimateRow
from nscl.records.queries import history
from nscl.text.formats import format_million, format_number, format_vnd
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.events import timeline
from nscl.web.estimates.grid.building import building_view, shown_sources
from nscl.web.estimates.grid.rendering import GridView
from nscl.web.estimates.head import estimate_acts, estimate_tabs, notices_of, stats_of, stepper_of
from nscl.web.estimates.places import crumbs_of, estimate_href, grid_or_404, line_href, money_page
from nscl.web.estimates.problems import problem_table
from nscl.web.estimates.words import MILLION, STATE_CHIPS, UNITS, lines_words, source_name
from nscl.web.ui.parts import Act, Empty, Timeline, Weight
from nscl.web.ui.tables import TableQuery

UNIT: Final = "don-vi"
SOURCE: Final = "nguon"
# The last acts; every one of them is in the audit trail.
MOST_EVENTS: Final = 15


@requires(Permission.VIEW_MONEY)
@require_safe
def estimate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The estimate as a grid, to be written in by who may; a line's title leads to its form."""
    found = grid_or_404(request, slug, number)
    row = found.row
    unit, more = asked_unit(request), asked_sources(request)
    view = (
        building_view(found, unit_vnd=unit, href=lambda line: line_href(row, line), more=more) if found.lines else None
    )
    query = TableQuery.of(request)
    context: dict[str, Any] = {
        "page": money_page(
            row.title, answer_of(found), crumbs=crumbs_of(row), acts=estimate_acts(row), chip=STATE_CHIPS[row.state]
        ),
        "tabs": estimate_tabs(row, "estimate"),
        "notices": notices_of(found),
        "stepper": stepper_of(row),
        "stats": stats_of(found),
        "caption": _("Số đề nghị theo dòng, năm và nguồn"),
        "words": found.total_words if found.total_vnd else "",
        "save_href": estimate_href(row, "estimate-cells") if row.may_edit else "",
        "line_acts": _line_acts(found),
        "empty": _empty(found),
        "tables": [table.present(query) for table in (problem_table(found),) if table is not None],
        "timeline": _history(request, row),
        **grid_context(view, unit, more_sources=_more(found, more) if row.may_edit else (), kept=more),
    }
    return render(request, "estimates/grid.html", context)


def _history(request: HttpRequest, row: EstimateRow) -> Timeline | None:
    """The last acts on the estimate and on its lines; None for who may not see history. Two queries."""
    if not viewer(request).may(Permission.VIEW_HISTORY, row.unit_id):
        return None
    return timeline(history(context=(MoneyKind.ESTIMATE, row.number), limit=MOST_EVENTS))


def grid_context(
    view: GridView | None,
    unit: int,
    *,
    more_sources: Sequence[MoneySource] = (),
    kept: Sequence[MoneySource] = (),
) -> dict[str, Any]:
    """What the template needs for the grid and the choices above it."""
    return {
        "grid": view,
        "unit_name": UNITS[unit],
        "units": list(UNITS.items()),
        "more_sources": [(source.value, source_name(source)) for source in more_sources],
        "kept": [(SOURCE, source.value) for source in kept],
    }


def asked_unit(request: HttpRequest) -> int:
    """The unit in which the figures stand: triệu đồng unless another is asked for."""
    text = request.GET.get(UNIT, "")
    return next((unit for unit in UNITS if str(unit) == text), MILLION)


def asked_sources(request: HttpRequest) -> list[MoneySource]:
    """The columns that the person added."""
    known = {source.value: source for source in MoneySource}
    return [known[text] for text in dict.fromkeys(request.GET.getlist(SOURCE)) if text in known]


def _more(found: EstimateGrid, shown: Sequence[MoneySource]) -> list[MoneySource]:
    there = shown_sources(found, shown)
    return [source for source in MoneySource if source not in there]


def answer_of(found: EstimateGrid) -> str:
    """What it comes to, in how many lines and years, and what is to be mended."""
    leaves = sum(not line.is_heading for line in found.lines)
    if not leaves:
        return _("Dự toán chưa có dòng nào.")
    parts = [
        _("%(total)s trong %(lines)s, năm %(first)s–%(last)s.")
        % {
            "total": _("%(n)s triệu đồng") % {"n": format_million(found.total_vnd)},
            "lines": lines_words(leaves),
            "first": found.row.first_year,
            "last": found.row.last_year,
        }
    ]
    if found.row.state is EstimateState.APPROVED and found.appraised_vnd is not None:
        parts.append(_("Đã duyệt %(sum)s.") % {"sum": format_vnd(found.appraised_vnd)})
    elif found.row.may_submit and found.blocking:
        parts.append(_("Còn %(n)s chỗ phải sửa trước khi trình.") % {"n": format_number(len(found.blocking))})
    return " ".join(parts)


def _line_acts(found: EstimateGrid) -> list[Act]:
    if not found.row.may_edit:
        return []
    return [Act(_("Thêm dòng"), estimate_href(found.row, "estimate-line-add"), "plus")]


def _empty(found: EstimateGrid) -> Empty:
    row = found.row
    acts = []
    if row.may_edit:
        acts = [Act(_("Thêm dòng đầu tiên"), estimate_href(row, "estimate-line-add"), "plus", Weight.PRIMARY)]
    stated = [one for one in found.stated if one.year is None]
    text = _("Thêm từng dòng chi, rồi ghi số tiền theo năm và nguồn ngay trong bảng.") if acts else ""
    if stated:
        said = _("Kế hoạch chỉ nêu tổng %(sum)s trong lời văn, không có bảng theo dòng.") % {
            "sum": format_vnd(stated[0].vnd)
        }
        text = f"{said} {text}".strip()
    return Empty(_("Dự toán chưa có dòng nào"), text, "table-properties", acts)
