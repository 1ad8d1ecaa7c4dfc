"""The money of a plan: lines, tasks, agencies, years or sources down, years or sources × stages across."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.queries.ledger import MoneyMatrix, MoneyPlan, money_matrix
from nscl.finance.queries.ledger.figures import Figures
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.ledger.layout import Layout, layout_of, ledger_matrix
from nscl.web.ledger.places import ledger_href, ledger_tabs, money_page, new_voucher_href, no_ledger, plan_or_404
from nscl.web.ledger.stage_chart import StageRow, chart_file_response, stage_chart
from nscl.web.ledger.words import spent_words
from nscl.web.ui.parts import Act, Chart, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables.export import matrix_response
from nscl.web.ui.tables.query import DOWNLOAD, XLSX


@requires(Permission.VIEW_MONEY)
@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix as the person asks for it, and the same rows as a chart."""
    plan = plan_or_404(request, slug)
    layout = layout_of(request, plan)
    table = _read(request, plan, layout)
    if table is None:
        page = money_page(plan, plan.label, _("Sổ kinh phí chưa mở."))
        return render(request, "ledger/page.html", {"page": page, "empty": no_ledger(plan)})
    matrix = ledger_matrix(plan, table, layout)
    if request.GET.get(DOWNLOAD) == XLSX:
        title = sample_title(_("Sổ kinh phí, %(plan)s") % {"plan": plan.label}, is_sample=plan.is_sample)
        return matrix_response(matrix, title=title, at=timezone.localtime())
    year = current_year(request, plan)
    context = {
        "page": money_page(plan, plan.label, _answer(table, layout), acts=_acts(plan, year)),
        "tabs": ledger_tabs(plan, "ledger", year),
        "notices": sample_notices(is_sample=plan.is_sample),
        "choices": layout.choices(plan, table),
        "matrix": matrix,
        "chart": _chart(plan, table, layout),
    }
    return render(request, "ledger/page.html", context)


@requires(Permission.VIEW_MONEY)
@require_safe
def ledger_chart(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The chart of the same rows as a file."""
    plan = plan_or_404(request, slug)
    layout = layout_of(request, plan)
    table = _read(request, plan, layout)
    return chart_file_response(_chart_rows(table, layout) if table else [], form, f"{slug}-so-kinh-phi")


def current_year(request: HttpRequest, plan: MoneyPlan) -> int:
    """The chosen year of the top bar, or the nearest one that the plan's money has; of a plan without, its first."""
    year = context_choice.current(request).year
    return min(plan.years, key=lambda one: abs(one - year), default=plan.period_start)


def _read(request: HttpRequest, plan: MoneyPlan, layout: Layout) -> MoneyMatrix | None:
    if plan.estimate_id is None:
        return None
    return money_matrix(viewer(request), plan.number, by=layout.by)


def _answer(table: MoneyMatrix, layout: Layout) -> str:
    said = spent_words(layout.total(table))
    return f"{layout.where}: {said[:1].lower()}{said[1:]}" if layout.where else said


def _acts(plan: MoneyPlan, year: int) -> list[Act]:
    if not plan.may_record:
        return []
    return [Act(_("Ghi chứng từ"), new_voucher_href(plan, nam=year), "plus", Weight.PRIMARY)]


def _chart_rows(table: MoneyMatrix, layout: Layout) -> list[StageRow]:
    rows = table.rows
    if any(row.is_heading for row in rows):
        # A tree: its chapters where there are several, else the lines themselves.
        chapters = [row for row in rows if row.depth == 0]
        rows = tuple(chapters) if len(chapters) > 1 else tuple(row for row in rows if not row.is_heading)
    return [StageRow(row.label, row.get(layout.year, layout.source) or Figures()) for row in rows]


def _chart(plan: MoneyPlan, table: MoneyMatrix, layout: Layout) -> Chart | None:
    base = f"{ledger_href(plan)}bieu-do."
    source = _("Nguồn: sổ kinh phí, %(plan)s.") % {"plan": plan.label}
    return stage_chart(_answer(table, layout), _chart_rows(table, layout), source=source, base=base, query=layout.query)
