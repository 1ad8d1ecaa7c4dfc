"""Activities as a list."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.web.access import require_safe, requires, viewer
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.samples import sample_notice, sample_title
from nscl.web.ui.tables import DatabasePage, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.ui.tables.table import ROWS_A_PAGE
from nscl.web.work.places import today, work_page
from nscl.web.work.scope import place_words, wanted, whose_tabs
from nscl.web.work.sections import section_tabs
from nscl.web.work.tables import KIND, LATE, STATUS, activities_table
from nscl.web.work.words import counts_words
from nscl.work.enums import ActivityKind, ActivityStatus
from nscl.work.queries.activities import count_activities, list_activities
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.rows import ActivityRow, StatusCounts

# A file of more rows than this is no file for people; the rest is in the list, narrowed.
MOST_EXPORTED: Final = 20_000


@requires(Permission.VIEW_WORK)
@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """The activities of the chosen province and year, by their first day."""
    person, query = viewer(request), TableQuery.of(request)
    everything = wanted(request)
    narrowed = _narrowed(everything, query)
    counts = count_activities(person, everything, on=today())
    passing = counts if narrowed == everything else count_activities(person, narrowed, on=today())
    count = _count(passing)
    if query.wants_xlsx:
        rows = list_activities(person, narrowed, on=today(), limit=MOST_EXPORTED)
        title = sample_title(_("Hoạt động, %(where)s") % {"where": place_words(request)}, is_sample=_is_sample(rows))
        return xlsx_response([_table(rows, len(rows)).present(query)], title=title, at=timezone.localtime())
    page = min(query.page, max(1, -(-count // ROWS_A_PAGE)))
    rows = list_activities(person, narrowed, on=today(), limit=ROWS_A_PAGE, offset=(page - 1) * ROWS_A_PAGE)
    context = {
        "page": work_page(
            _("Danh sách hoạt động"),
            f"{place_words(request)}. {counts_words(counts)}",
            crumbs=[],
            acts=[Act(_("Tải lịch (.ics)"), reverse("activity-feed"), "calendar-arrow-down")],
        ),
        "sections": section_tabs("activity-list"),
        "whose": whose_tabs(request, "activity-list"),
        "sample": sample_notice(is_sample=_is_sample(rows)),
        "view": _table(rows, count).present(query),
    }
    return render(request, "work/list.html", context)


def _narrowed(base: ActivityFilter, query: TableQuery) -> ActivityFilter:
    status, kind = query.filter(STATUS), query.filter(KIND)
    return replace(
        base,
        q=query.search,
        late=status == LATE,
        statuses=(ActivityStatus(status),) if status in set(ActivityStatus) else (),
        kinds=(ActivityKind(kind),) if kind in set(ActivityKind) else (),
    )


def _count(counts: StatusCounts) -> int:
    return counts.live + counts.cancelled


def _is_sample(rows: tuple[ActivityRow, ...]) -> bool:
    return any(row.is_sample for row in rows)


def _table(rows: tuple[ActivityRow, ...], count: int) -> Table[ActivityRow]:
    empty = Empty(
        _("Không có hoạt động nào"),
        _("Đổi tỉnh, năm hoặc phạm vi; hoạt động được thêm trong kế hoạch năm của từng cơ quan."),
        "calendar-check",
        [Act(_("Xem kế hoạch năm"), reverse("annual-plan-list"), "calendar-check")],
    )
    table = activities_table(rows, _("Hoạt động"), empty=empty, by_task=False, with_agency=True)
    columns = [replace(column, sortable=False, total=False) for column in table.columns]
    return replace(table, columns=columns, database_page=DatabasePage(count))
