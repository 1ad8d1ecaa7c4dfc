"""The tables of an edition, one at a time; and what last year's estimates came to."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.report_papers.tables import ReportFigures, ReportTable, TableCode
from nscl.progress.queries.measures import plans_of_measures
from nscl.reporting.queries.editions import EditionDetail
from nscl.text.dates import format_date
from nscl.web.access import require_safe, viewer
from nscl.web.report_editions.figures import TABLES, chosen_table, figures_of, views_of
from nscl.web.report_editions.frame import FIGURES, SETTLED, edition_frame
from nscl.web.report_editions.places import TABLE, edition_or_404, table_href
from nscl.web.reports.access import reads_reports
from nscl.web.reports.figures import TAB_LABELS
from nscl.web.ui.parts import Notice, Tab, Tabs, Tone

# What the key of a measure's row begins with.
_MEASURE: Final = "measure:"


@reads_reports
@require_safe
def report_figures(request: HttpRequest, number: int) -> HttpResponse:
    """One table of the report; each row and each figure that was counted leads to what is behind it."""
    found = edition_or_404(request, number, with_words=False)
    code = chosen_table(request.GET.get(TABLE), TABLES)
    figures = figures_of(found, [code])
    tabs = [Tab(TAB_LABELS[one], table_href(number, one), current=one is code) for one in TABLES]
    context: dict[str, Any] = {
        **edition_frame(request, found, FIGURES, is_sample=figures.is_sample),
        "tables": Tabs(_("Các bảng số liệu"), tabs),
        "said": _as_of(found, figures),
        "views": views_of(request, found, figures, [code]),
    }
    return render(request, "report_editions/figures.html", context)


@reads_reports
@require_safe
def report_settled(request: HttpRequest, number: int) -> HttpResponse:
    """What was estimated for last year and what it came to, explained from the records that changed since."""
    found = edition_or_404(request, number, with_words=False)
    figures = figures_of(found, [TableCode.SETTLED])
    table = figures.table(TableCode.SETTLED)
    context: dict[str, Any] = {
        **edition_frame(request, found, SETTLED, is_sample=figures.is_sample),
        "explanation": _explanation(found.row.year - 1, table),
        "views": [],
    }
    if table is not None and table.rows:
        own = _of_ended_plans(request, found, table)
        context["views"] = views_of(request, found, figures, [TableCode.SETTLED], own)
    return render(request, "report_editions/figures.html", context)


def _of_ended_plans(request: HttpRequest, found: EditionDetail, table: ReportTable) -> dict[str, str]:
    """Where the rows of a plan before this one lead: to their measures' pages under that plan."""
    if not viewer(request).may(Permission.VIEW_WORK, found.row.unit_id):
        return {}
    measures = [number for row in table.leaves if (number := row.key.removeprefix(_MEASURE)).isdecimal()]
    return {
        f"{_MEASURE}{number}": reverse("progress-measure", kwargs={"slug": slug, "number": number})
        for number, slug in plans_of_measures(map(int, measures)).items()
        if slug != found.row.plan_slug
    }


def _as_of(found: EditionDetail, figures: ReportFigures) -> str:
    day = format_date(figures.as_of)
    if figures.is_frozen:
        return _("Số liệu đã chốt đến %(day)s khi ban hành, không đổi nữa.") % {"day": day}
    if found.as_of < found.data_until:
        words = _("Số liệu tính đến hôm nay %(day)s; chốt ngày %(until)s.")
        return words % {"day": day, "until": format_date(found.data_until)}
    return _("Số liệu chốt đến %(day)s; hồ sơ sửa trước khi ban hành vẫn làm số liệu đổi.") % {"day": day}


def _explanation(year: int, table: ReportTable | None) -> Notice:
    """What the table says in one sentence, or why there is none."""
    if table is None or not table.rows:
        text = _(
            "Báo cáo năm %(year)s chưa ban hành trên hệ thống, nên không có số ước để so. Từ năm sau trang này so được."
        )
        return Notice(_("Chưa có gì để so"), text % {"year": year}, Tone.INFO)
    rows = table.leaves
    moved = [row for row in rows if (table.cell(row, "difference").value or 0) != 0]
    if not moved:
        text = _("%(n)s chỉ tiêu của báo cáo năm %(year)s: kết quả nay đúng như khi báo cáo.")
        return Notice(_("Không có chênh lệch"), text % {"n": len(rows), "year": year}, Tone.GOOD)
    text = _(
        "%(moved)s trên %(n)s chỉ tiêu của báo cáo năm %(year)s nay khác số đã ước. "
        "Cột cuối nêu hồ sơ thêm, bớt hoặc sửa."
    )
    words = text % {"moved": len(moved), "n": len(rows), "year": year}
    return Notice(_("Số ước của năm trước và kết quả"), words, Tone.INFO)
