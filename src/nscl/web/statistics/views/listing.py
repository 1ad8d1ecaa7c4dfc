"""The list of series, the questions that wait, the files that were taken in, and the figures as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.productivity.enums import FileForm
from nscl.productivity.queries.series import SeriesRow, list_series, list_takings, open_questions
from nscl.productivity.queries.series_export import export_series
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.organisations.places import units_in_view
from nscl.web.productivity.places import overview_crumbs, productivity_page
from nscl.web.productivity.sections import section_tabs
from nscl.web.statistics.places import GROUP, IMPORT, LIST, QUESTIONS, TAKINGS, may_keep, statistics_crumbs
from nscl.web.statistics.tables import in_order, question_table, series_table, taking_table
from nscl.web.statistics.words import GROUP_OF, GROUP_WORDS, Group, questions_words
from nscl.web.ui.parts import Act, Empty, Notice, Tab, Tabs, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import XLSX_TYPE, xlsx_response

# What a form of file is called in an address, its type, and its ending.
FORMS: Final = {
    "so-lieu.xlsx": (FileForm.EXCEL, XLSX_TYPE),
    "so-lieu.csv": (FileForm.SDMX, "text/csv; charset=utf-8"),
}


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Every series of the chosen province and its predecessors, by group."""
    rows, group = _series(request), _group(request)
    chosen, is_sample = in_order(rows, group), any(row.is_sample for row in rows)
    query = TableQuery.of(request)
    view = series_table(chosen, empty=_empty(request)).present(query)
    if query.wants_xlsx:
        title = sample_title(_("Danh mục chuỗi số liệu"), is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    asked = sum(row.open_questions for row in rows)
    context: dict[str, Any] = {
        "page": productivity_page(
            _("Số liệu thống kê"),
            _answer(rows, asked),
            crumbs=overview_crumbs(),
            acts=_acts(request) if rows else [],
        ),
        "sections": section_tabs(LIST),
        "groups": _groups(rows, group) if rows else None,
        "notices": [*sample_notices(is_sample=is_sample), *_asked(asked)],
        "view": view,
        "downloads": _downloads(group) if chosen else [],
    }
    return render(request, "statistics/list.html", context)


def _series(request: HttpRequest) -> tuple[SeriesRow, ...]:
    return list_series(viewer(request), units_in_view(request, Permission.VIEW_PRODUCTIVITY))


def _group(request: HttpRequest) -> str:
    given = request.GET.get(GROUP, "")
    return given if given in set(Group) else ""


def _answer(rows: Sequence[SeriesRow], asked: int) -> str:
    if not rows:
        return _("Chưa có số liệu nào.")
    words = _("%(n)s chuỗi số liệu") % {"n": format_number(len(rows))}
    years = [year for row in rows for year in (row.first_year, row.last_year) if year is not None]
    if years:
        words = _("%(series)s, từ năm %(first)s đến năm %(last)s") % {
            "series": words,
            "first": min(years),
            "last": max(years),
        }
    return (
        f"{words}; {_('%(questions)s chờ trả lời') % {'questions': questions_words(asked)}}." if asked else f"{words}."
    )


def _asked(count: int) -> list[Notice]:
    if not count:
        return []
    title = _("%(questions)s về số liệu chờ trả lời") % {"questions": questions_words(count)}
    text = _("Chuỗi còn câu hỏi thì chưa đưa vào lần tính được.")
    return [Notice(title, text, Tone.WARN, [Act(_("Xem các câu hỏi"), reverse(QUESTIONS), "circle-question-mark")])]


def _acts(request: HttpRequest) -> list[Act]:
    if not may_keep(request):
        return []
    return [
        Act(_("Gõ số liệu"), reverse("statistics-entry-new"), "keyboard"),
        Act(_("Nhập từ tệp"), reverse(IMPORT), "file-up", Weight.PRIMARY),
    ]


def _empty(request: HttpRequest) -> Empty:
    if not may_keep(request):
        return Empty(_("Chưa có số liệu nào"), _("Cán bộ chương trình của tỉnh nhập số liệu ở đây."), "chart-line")
    text = _("Tải tệp mẫu, chép số từ niên giám thống kê rồi nhập; hoặc gõ từng chuỗi.")
    template = Act(_("Tải tệp mẫu"), reverse("statistics-template"), "download")
    return Empty(_("Chưa có số liệu nào"), text, "chart-line", [template, *_acts(request)])


def _groups(rows: Sequence[SeriesRow], current: str) -> Tabs:
    """The groups that have series, each with their number."""
    counts = {group: sum(GROUP_OF[row.variable] is group for row in rows) for group in Group}
    items = [Tab(_("Tất cả"), reverse(LIST), not current, len(rows))]
    items += [
        Tab(GROUP_WORDS[group], f"{reverse(LIST)}?{GROUP}={group}", current == group, count)
        for group, count in counts.items()
        if count or current == group
    ]
    return Tabs(_("Nhóm số liệu"), items)


def _downloads(group: str) -> list[Act]:
    query = f"?{GROUP}={group}" if group else ""
    excel, sdmx = (reverse("statistics-export", kwargs={"name": name}) + query for name in FORMS)
    return [
        Act(_("Tải số liệu, Excel theo mẫu"), excel, "file-spreadsheet"),
        Act(_("Tải số liệu, SDMX-CSV"), sdmx, "download"),
    ]


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The figures that count of the series in view, as a file that can be taken in again."""
    if name not in FORMS:
        raise Http404
    form, content_type = FORMS[name]
    rows = in_order(_series(request), _group(request))
    if not rows:
        raise Http404  # nothing to give out
    units = units_in_view(request, Permission.VIEW_PRODUCTIVITY) or {row.unit_id for row in rows}
    data = export_series(viewer(request), units, form, timezone.now(), numbers=[row.number for row in rows])
    stem, _dot, ending = name.partition(".")
    mark = "-mau" if any(row.is_sample for row in rows) else ""
    headers = {"Content-Disposition": f'attachment; filename="{stem}-thong-ke{mark}.{ending}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """Every question that waits for an answer, in the chosen province and its predecessors."""
    rows = open_questions(viewer(request), units_in_view(request, Permission.VIEW_PRODUCTIVITY))
    empty = Empty(_("Không còn câu hỏi nào"), _("Mọi chuỗi số liệu đưa vào lần tính được."), "circle-check")
    view = question_table(rows, may_keep=may_keep(request), empty=empty).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    if view.query.wants_xlsx:
        title = sample_title(_("Câu hỏi về số liệu"), is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    words = _("%(questions)s chờ trả lời; chuỗi còn câu hỏi thì chưa đưa vào lần tính được.")
    answer = words % {"questions": questions_words(len(rows))} if rows else _("Mọi câu hỏi đã được trả lời.")
    context: dict[str, Any] = {
        "page": productivity_page(_("Câu hỏi về số liệu"), answer, crumbs=statistics_crumbs()),
        "sections": section_tabs(QUESTIONS),
        "notices": sample_notices(is_sample=is_sample),
        "view": view,
    }
    return render(request, "statistics/list.html", context)


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def taking_list(request: HttpRequest) -> HttpResponse:
    """The files that were taken in."""
    rows = list_takings(viewer(request), units_in_view(request, Permission.VIEW_PRODUCTIVITY))
    acts = _acts(request)
    empty = Empty(_("Chưa nhập tệp nào"), _("Tệp đã nhập hiện ở đây, và hủy được cả lần nhập."), "file-up", acts)
    view = taking_table(rows, empty=empty).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Tệp số liệu đã nhập"), at=timezone.localtime())
    answer = _("%(n)s tệp đã nhập.") % {"n": format_number(len(rows))} if rows else _("Chưa nhập tệp nào.")
    context: dict[str, Any] = {
        "page": productivity_page(_("Tệp đã nhập"), answer, crumbs=statistics_crumbs(), acts=acts if rows else []),
        "sections": section_tabs(TAKINGS),
        "notices": [],
        "view": view,
    }
    return render(request, "statistics/list.html", context)
