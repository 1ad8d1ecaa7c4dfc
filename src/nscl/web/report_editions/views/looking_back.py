"""Who did what to an edition, and in which figures it differs from the one before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.reporting.queries.comparing import ChangedCell, Difference, compare_editions
from nscl.reporting.queries.editions import EditionDetail, EditionMissing
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.report_editions.events import edition_timeline
from nscl.web.report_editions.frame import HISTORY, edition_frame
from nscl.web.report_editions.places import act_page, edition_or_404
from nscl.web.reports.access import reads_reports
from nscl.web.ui.parts import Empty
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Column, Filter, Table, TableQuery


@requires(Permission.VIEW_REPORTS)
@require_safe
def report_history(request: HttpRequest, number: int) -> HttpResponse:
    """Every act on the edition, the newest first."""
    found = edition_or_404(request, number)
    viewer(request).require(Permission.VIEW_REPORTS, found.row.unit_id)
    context: dict[str, Any] = {**edition_frame(request, found, HISTORY), "timeline": edition_timeline(number)}
    return render(request, "report_editions/history.html", context)


@reads_reports
@require_safe
def report_compare(request: HttpRequest, number: int) -> HttpResponse:
    """Which cells changed since the earlier edition."""
    found = edition_or_404(request, number, with_words=False)
    before = next((one for one in found.others if one.ordinal == found.row.ordinal - 1), None)
    if before is None or found.row.is_draft:
        raise Http404
    try:
        cells = compare_editions(viewer(request), number)
    except EditionMissing as missing:
        raise Http404 from missing
    context: dict[str, Any] = {
        "page": act_page(found.row, _("So với bản %(n)s") % {"n": before.ordinal}, _answer(found, cells)),
        "notices": sample_notices(is_sample=found.row.is_sample or before.is_sample),
        "view": _table(cells).present(TableQuery.of(request)),
    }
    return render(request, "report_editions/compare.html", context)


def _answer(found: EditionDetail, cells: tuple[ChangedCell, ...]) -> str:
    if not cells:
        return _("Không ô số liệu nào khác; chỉ lời văn hoặc thể thức có thể đã đổi.")
    words = ngettext("%(n)s chỗ khác bản trước.", "%(n)s chỗ khác bản trước.", len(cells))
    said = words % {"n": format_number(len(cells))}
    return f"{said} {_('Lý do lập bản này: %(why)s') % {'why': found.row.reason}}" if found.row.reason else said


def _column(cell: ChangedCell) -> str:
    if cell.kind is Difference.ADDED:
        return _("dòng thêm")
    return _("dòng bớt") if cell.kind is Difference.REMOVED else cell.column


def _table(cells: tuple[ChangedCell, ...]) -> Table[ChangedCell]:
    columns: list[Column[ChangedCell]] = [
        Column("table", _("Bảng")),
        Column("row", _("Dòng"), filling=True),
        Column("column", _("Cột"), value=_column),
        Column("before", _("Bản trước"), value=lambda c: c.before or None),
        Column("after", _("Bản này"), value=lambda c: c.after or None),
    ]
    return Table(
        "khac-nhau",
        _("Ô số liệu khác nhau"),
        columns,
        cells,
        search=lambda c: f"{c.table} {c.row} {c.column}",
        filters=[Filter("bang", _("Bảng"), lambda c: c.table)],
        empty=Empty(_("Số liệu hai bản như nhau"), icon="equal"),
        exportable=False,
    )
