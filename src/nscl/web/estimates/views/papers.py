"""The appraisal as papers: the report in Word, the table in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.appraisal import AppraisalLine, AppraisalPaper, write_report, write_workbook
from nscl.finance.enums import EstimateState
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.institutions.queries import successor_of, unit_by_id
from nscl.institutions.rules import NoSingleSuccessor
from nscl.text.folding import fold_words
from nscl.web.access import require_safe, requires
from nscl.web.estimates.grid.building import shown_sources
from nscl.web.estimates.places import grid_or_404, today
from nscl.web.estimates.words import source_name
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables.export import XLSX_TYPE

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Permission.VIEW_MONEY)
@require_safe
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The finance department's report on the appraisal, to be numbered, dated and signed outside."""
    found = grid_or_404(request, slug, number)
    return _file(write_report(paper_of(found)), found, "docx", DOCX_TYPE)


@requires(Permission.VIEW_MONEY)
@require_safe
def workbook(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Proposed and appraised by line, year and source, with live formulas."""
    found = grid_or_404(request, slug, number)
    return _file(write_workbook(paper_of(found), created=timezone.now()), found, "xlsx", XLSX_TYPE)


def _file(data: bytes, found: EstimateGrid, ending: str, content_type: str) -> HttpResponse:
    title = sample_title(_("Thẩm định %(title)s") % {"title": found.row.title}, is_sample=found.row.is_sample)
    name = "-".join(fold_words(title))
    disposition = f"attachment; filename=\"{name}.{ending}\"; filename*=UTF-8''{quote(title)}.{ending}"
    return HttpResponse(data, content_type=content_type, headers={"Content-Disposition": disposition})


def paper_of(found: EstimateGrid) -> AppraisalPaper:
    """What the papers say of an estimate."""
    row = found.row
    decided = row.state in {EstimateState.APPROVED, EstimateState.SUPERSEDED}
    return AppraisalPaper(
        province=_province(row.unit_id),
        plan=row.plan_label,
        title=row.title,
        years=found.years,
        sources=[(source.value, source_name(source)) for source in shown_sources(found)],
        lines=list(_lines(found)),
        document=row.document if decided else "",
        document_on=row.document_on if decided else None,
        is_sample=row.is_sample,
    )


def _province(unit_id: int) -> str:
    """Whose department appraises: the province that holds the plan's land today; its own where that was divided."""
    try:
        return successor_of(unit_id, today()).label
    except NoSingleSuccessor:
        return unit_by_id(unit_id).label


def _lines(found: EstimateGrid) -> Iterator[AppraisalLine]:
    for line in found.lines:
        cells = {(year, source.value): money for (year, source), money in line.cells.items()}
        yield AppraisalLine(
            number=line.key,
            title=line.title,
            depth=line.depth,
            is_heading=line.is_heading,
            unit_cost_vnd=line.unit_cost_vnd,
            quantity=line.quantity,
            quantity_unit=line.quantity_unit,
            proposed={cell: money.planned_vnd for cell, money in cells.items()},
            appraised={cell: money.appraised_vnd for cell, money in cells.items() if money.appraised_vnd is not None},
            reason=line.cut_reason,
        )
