"""The figures of a submission, a table a tab, each a door to its rows; estimates are typed in beside the measures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.documents.report_papers.tables import ReportTable, RowRecord, TableCode
from nscl.reporting.operations.errors import EstimateConflict, ReportingError
from nscl.reporting.operations.estimates import SavedEstimate, save_estimate
from nscl.reporting.queries.submissions import EstimateRow, SubmissionPage
from nscl.text.dates import format_date
from nscl.text.decimals import format_number
from nscl.web.access import actor, require_POST, require_safe, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.reports.access import reads_reports
from nscl.web.reports.doors import Doors, doors_of
from nscl.web.reports.figures import TAB_LABELS, Shown, behind_row, newest_set, shown_table, tables_of
from nscl.web.reports.frame import FIGURES, framed
from nscl.web.reports.places import crumbs, head_or_404, number_of, report_head, submission_href, today
from nscl.web.reports.tables import CellKey, ReportTableView, report_table, with_column_after
from nscl.web.reports.views.writing import writes_reports
from nscl.web.ui.parts import Empty, Notice, Tab, Tabs, Text, Tone
from nscl.web.ui.tables import Column, Kind, Table, TableQuery

TABLE: Final = "bang"
ROW: Final = "dong"
VALUE: Final = "uoc"
NOTE: Final = "can-cu"
VERSION: Final = "pb"
_FIELD: Final = re.compile(rf"{VALUE}-(\d{{1,10}})")
_ESTIMATE: Final = "estimate"
Typed = Mapping[int, tuple[str, str]]


@reads_reports
@require_safe
def figures(request: HttpRequest, number: int) -> HttpResponse:
    """One table (`?bang=money`), by default that of the measures."""
    code = _asked(request)
    return _page(request, head_or_404(request, number, with_estimates=code is TableCode.MEASURES), code)


def _asked(request: HttpRequest) -> TableCode:
    text = request.GET.get(TABLE, "")
    return TableCode(text) if text in set(TableCode) else TableCode.MEASURES


def _page(
    request: HttpRequest,
    page: SubmissionPage,
    code: TableCode,
    *,
    typed: Typed | None = None,
    wrong: Mapping[int, str] | None = None,
) -> HttpResponse:
    if code not in tables_of(page):
        raise Http404
    shown = shown_table(page, code, today())
    writes = page.may_write and shown.sealed is None and code is TableCode.MEASURES
    context: dict[str, Any] = {
        **framed(page, FIGURES, is_sample=shown.is_sample),
        "parts": _table_tabs(page, code),
        "basis": _basis(shown),
        "view": _view(request, page, shown, _Controls(page, typed or {}, wrong or {}) if writes else None),
        "wrong": [f"{page_label(shown.table, key)}: {words}" for key, words in (wrong or {}).items()],
        "save": reverse("estimate-save", kwargs={"number": page.row.number}) if writes else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "reports/figures.html", context, status=status)


def _table_tabs(page: SubmissionPage, current: TableCode) -> Tabs:
    here = submission_href(page.row.number, FIGURES)
    items = [Tab(TAB_LABELS[code], f"{here}?{TABLE}={code.value}", current=code is current) for code in tables_of(page)]
    return Tabs(_("Các bảng số liệu"), items)


def _basis(shown: Shown) -> str:
    """As of when, and whether it still moves."""
    day = format_date(shown.as_of)
    if shown.sealed is not None:
        return _("Số liệu đã chốt khi nộp, tính đến hết %(day)s; bản ghi sửa sau đó không làm đổi bảng này.") % {
            "day": day
        }
    return _("Số liệu tính đến hết %(day)s, tự cập nhật theo việc đã ghi cho đến khi nộp.") % {"day": day}


def _view(
    request: HttpRequest, page: SubmissionPage, shown: Shown, controls: _Controls | None
) -> ReportTableView | Empty:
    if shown.table is None:
        return Empty(_("Báo cáo này không có bảng này"), "", "table-2")
    return report_table(
        with_column_after(shown.table, _ESTIMATE, "measure") if controls is not None else shown.table,
        _doors(request, page, shown),
        controls=controls.of(shown.table) if controls is not None else None,
        notes=_notes(page) if controls is None else None,
        empty_text=_("Chưa có việc nào thuộc bảng này được ghi trong kỳ."),
    )


def _doors(request: HttpRequest, page: SubmissionPage, shown: Shown) -> Doors:
    behind = ""
    if shown.sealed is not None:
        behind = f"{submission_href(page.row.number, 'submission-records')}?{TABLE}={{table}}&{ROW}={{row}}"
    return doors_of(
        viewer(request),
        plan=page.round.plan_slug,
        unit_id=page.round.unit_id,
        year=page.round.year,
        behind=behind,
    )


def _notes(page: SubmissionPage) -> Mapping[CellKey, Text]:
    """What an estimate rests on, under it."""
    return {(f"measure:{one.measure_id}", _ESTIMATE): one.note for one in page.estimates.values() if one.note}


def page_label(table: ReportTable | None, measure: int) -> str:
    """What a measure is called in the table; its number where the table does not have it."""
    if table is not None:
        for row in table.rows:
            if row.key == f"measure:{measure}":
                return next((cell.text for cell in row.cells if cell.text), str(measure))
    return str(measure)


class _Controls:
    """The fields of the column “ước cả năm”: a figure and what it rests on, each with the version it was drawn with."""

    def __init__(self, page: SubmissionPage, typed: Typed, wrong: Mapping[int, str]) -> None:
        self.page = page
        self.typed = typed
        self.wrong = wrong

    def of(self, table: ReportTable) -> Mapping[CellKey, SafeString]:
        """One pair of fields for every measure of the table."""
        found = {}
        for row in table.leaves:
            kind, _colon, text = row.key.partition(":")
            measure = number_of(text)
            if kind == "measure" and measure is not None:
                unit = table.cell(row, "unit").text
                found[(row.key, _ESTIMATE)] = self._field(measure, page_label(table, measure), unit)
        return found

    def _field(self, measure: int, label: str, unit: str) -> SafeString:
        stored = self.page.estimates.get(measure)
        value, note = self.typed.get(measure, (shown_value(stored), stored.note if stored else ""))
        context = {
            "measure": measure,
            "label": label,
            "unit": unit,
            "value": value,
            "note": note,
            "version": stored.version if stored else 0,
            "is_wrong": measure in self.wrong,
        }
        return render_to_string("reports/estimate_field.html", context)


def shown_value(stored: EstimateRow | None) -> str:
    """An estimate as it is typed: 1.234,5; "" for none."""
    return "" if stored is None else written(stored.value)


def written(value: Decimal) -> str:
    """A number without the noughts that a column adds."""
    return format_number(value.normalize() if value else Decimal(0))


@writes_reports
@require_POST
def save(request: HttpRequest, number: int) -> HttpResponse:
    """Save the estimates that changed, each by itself; htmx gets one line, everybody else the page."""
    page = head_or_404(request, number, with_estimates=True)
    if not page.may_write:
        raise Http404
    saved: dict[int, SavedEstimate] = {}
    wrong: dict[int, str] = {}
    typed = _typed(request)
    for measure, (value, note) in typed.items():
        if not _is_changed(page.estimates.get(measure), value, note):
            continue
        try:
            saved[measure] = _save(request, number, measure, value, note)
        except EstimateConflict as conflict:
            theirs = "–" if conflict.theirs is None else written(conflict.theirs)
            wrong[measure] = _("%(why)s Đang lưu: %(theirs)s.") % {"why": conflict, "theirs": theirs}
        except ReportingError as refused:
            wrong[measure] = str(refused)
    if request.headers.get("HX-Request") == "true":
        return _said(request, saved, wrong)
    if wrong:
        again = head_or_404(request, number, with_estimates=True)
        return _page(request, again, TableCode.MEASURES, typed=typed, wrong=wrong)
    words = ngettext("Đã lưu %(n)s số ước.", "Đã lưu %(n)s số ước.", len(saved)) % {"n": len(saved)}
    messages.success(request, words if saved else _("Không có gì thay đổi."))
    return go_to(request, submission_href(number, FIGURES))


def _typed(request: HttpRequest) -> dict[int, tuple[str, str]]:
    found = {}
    for name in request.POST:
        if match := _FIELD.fullmatch(name):
            measure = int(match[1])
            found[measure] = (request.POST[name].strip(), request.POST.get(f"{NOTE}-{measure}", "").strip())
    return found


def _is_changed(stored: EstimateRow | None, value: str, note: str) -> bool:
    return (value, note) != (shown_value(stored), stored.note if stored else "")


def _save(request: HttpRequest, number: int, measure: int, value: str, note: str) -> SavedEstimate:
    return save_estimate(
        submission=number,
        measure=measure,
        value=value,
        note=note,
        version=_sent_version(request, measure),
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _said(request: HttpRequest, saved: Mapping[int, SavedEstimate], wrong: Mapping[int, str]) -> HttpResponse:
    """One line under the table, and the versions that the form is of now: those after the table count."""
    versions = {measure: _sent_version(request, measure) for measure in _typed(request)}
    versions |= {measure: one.version for measure, one in saved.items()}
    context = {
        "words": _("Đã lưu lúc %(time)s.") % {"time": f"{timezone.localtime():%H:%M:%S}"} if saved else "",
        "wrong": list(wrong.values()),
        "versions": versions.items(),
    }
    return render(request, "reports/estimate_saved.html", context)


def _sent_version(request: HttpRequest, measure: int) -> int:
    return number_of(request.POST.get(f"{VERSION}-{measure}")) or 0


@reads_reports
@require_safe
def records(request: HttpRequest, number: int) -> HttpResponse:
    """What stood behind a sealed row (`?bang=measures&dong=measure:12`), as it was then."""
    page = head_or_404(request, number)
    code, key = _asked(request), request.GET.get(ROW, "")
    sealed = newest_set(submission_id=number)
    found = behind_row(sealed.number, code, key) if sealed is not None else ()
    if not found or sealed is None:
        raise Http404
    doors = doors_of(viewer(request), plan=page.round.plan_slug, unit_id=page.round.unit_id, year=page.round.year)
    context: dict[str, Any] = {
        "page": report_head(
            _("Bản ghi phía sau số liệu đã chốt"),
            _("%(table)s: các bản ghi như lúc nộp, tính đến hết %(day)s.")
            % {"table": TAB_LABELS[code], "day": format_date(sealed.as_of)},
            way=crumbs(page.round, page.row),
        ),
        "notices": [Notice(_("Số liệu mẫu"), "", Tone.WARN)] if sealed.is_sample else [],
        "view": _records_table(found, doors).present(TableQuery.of(request)),
    }
    return render(request, "reports/records.html", context)


def _records_table(rows: tuple[RowRecord, ...], doors: Doors) -> Table[RowRecord]:
    columns: list[Column[RowRecord]] = [
        Column("title", _("Bản ghi"), href=lambda row: record_href(row, doors), filling=True),
        Column("on", _("Ngày"), Kind.DATE),
        Column("amount", _("Giá trị"), Kind.NUMBER),
        Column("whose", _("Của")),
    ]
    return Table("ban-ghi", _("Bản ghi"), columns, rows, exportable=False)


def record_href(row: RowRecord, doors: Doors) -> str:
    """Where a record stands today, by the last word of its kind ("work.activity" 17 → the activity)."""
    return doors.href(f"{row.kind.rpartition('.')[2]}:{row.number}")
