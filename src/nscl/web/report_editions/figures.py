"""The tables of an edition as parts of a page, and where their rows lead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from django.http import Http404, HttpRequest

from nscl.documents.report_papers.tables import ReportFigures, TableCode
from nscl.reporting.queries.editions import EditionDetail
from nscl.reporting.queries.figures import PROVINCE_TABLES, collect_province, newest_set, scope_of, stored_figures
from nscl.web.access import viewer
from nscl.web.report_editions.places import today
from nscl.web.reports.doors import Doors, doors_of
from nscl.web.reports.tables import ReportTableView, report_table

# The comparison with last year's estimates has a tab of its own.
TABLES: Final = tuple(code for code in PROVINCE_TABLES if code is not TableCode.SETTLED)


def figures_of(found: EditionDetail, codes: Collection[TableCode]) -> ReportFigures:
    """These tables of an edition that the person sees. Raises Http404 for an issued one without sealed figures."""
    if found.row.is_draft:
        return collect_province(scope_of(found.row.round, today()), codes)
    head = newest_set(edition_id=found.row.number)
    if head is None:
        raise Http404
    return stored_figures(head.number, codes)


def doors_to(request: HttpRequest, found: EditionDetail, own: Mapping[str, str] | None = None) -> Doors:
    """Where the rows of its tables lead for this person; own: some that lead elsewhere."""
    row = found.row
    return doors_of(viewer(request), plan=row.plan_slug, unit_id=row.unit_id, year=row.year, own=own)


def views_of(
    request: HttpRequest,
    found: EditionDetail,
    figures: ReportFigures,
    codes: Sequence[TableCode],
    own: Mapping[str, str] | None = None,
) -> list[ReportTableView]:
    """The tables as parts of a page. own: rows that lead elsewhere than the map of doors says, by their key."""
    doors = doors_to(request, found, own)
    return [report_table(table, doors) for table in figures.of(codes)]


def chosen_table(sent: str | None, codes: Sequence[TableCode]) -> TableCode:
    """The table that an address names; the first one where it names none of them."""
    return next((code for code in codes if code.value == sent), codes[0])
