"""The budget tab."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.documents.annex import write_annex
from nscl.finance.queries.annex import annex_of
from nscl.finance.queries.budget import BudgetTable, budget_table
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans import sentences
from nscl.web.plans.addresses import TabKey
from nscl.web.plans.budget.chart import budget_chart
from nscl.web.plans.budget.checks import CheckedSum, Outcome, check_table, checked_sums, stated_table
from nscl.web.plans.budget.table import LINE_SEARCH, MATRIX_FILE, budget_matrix, narrowed
from nscl.web.plans.frame import TAB_LABELS, address_of, edition_or_404, edition_page
from nscl.web.plans.tables import add_act, empty_part, wanted_file
from nscl.web.ui.parts import Act
from nscl.web.ui.tables import TableQuery, TableView
from nscl.web.ui.tables.export import XLSX_TYPE, matrix_response
from nscl.web.ui.tables.query import DOWNLOAD

ANNEX_FILE: Final = "phu-luc"


@requires(Permission.VIEW_PLANS)
@require_safe
def budget(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The matrix of the budget, the chart, the checks of its sums, the sums of the prose."""
    edition = edition_or_404(request, slug, ordinal)
    address = address_of(edition)
    table = budget_table(viewer(request), edition.edition_id)
    acts = [*_money_acts(request, edition), *add_act(request, edition, ItemKind.BUDGET_LINE, _("Thêm dòng dự toán"))]
    if table is None:
        page = edition_page(request, edition, TabKey.BUDGET, _("Kế hoạch này không có bảng dự toán."), acts=acts)
        context = {**page, "empty": empty_part(_("Không có bảng dự toán"), "wallet")}
        return render(request, "plans/no_budget.html", context)
    wanted = request.GET.get(LINE_SEARCH, "").strip()
    matrix = narrowed(table, budget_matrix(table, address), wanted)
    title = f"{edition.label} – {TAB_LABELS[TabKey.BUDGET]}"
    if request.GET.get(DOWNLOAD) == ANNEX_FILE:
        return _annex_file(table, edition)
    if request.GET.get(DOWNLOAD) == MATRIX_FILE:
        return matrix_response(matrix, title=title, at=timezone.localtime())
    sums = checked_sums(table)
    views: list[TableView[Any]] = [
        check_table(sums, address).present(TableQuery.of(request, prefix="tong-")),
        stated_table(table.stated, address).present(TableQuery.of(request, prefix="loi-van-")),
    ]
    if file := wanted_file(views, title):
        return file
    if table.lines:
        acts = [*acts, Act(_("Phụ lục Excel"), f"?{DOWNLOAD}={ANNEX_FILE}", "download")]
    page = edition_page(request, edition, TabKey.BUDGET, _answer(table, sums), acts=acts)
    context = {**page, "matrix": matrix, "chart": budget_chart(table, edition, address), "views": views}
    return render(request, "plans/budget.html", context | {"wanted": wanted, "search_name": LINE_SEARCH})


def _annex_file(table: BudgetTable, edition: EditionHeader) -> HttpResponse:
    """The plan's own table with live formulas."""
    data = write_annex(annex_of(table, edition.label), created=timezone.localtime())
    name = f"phu-luc-du-toan-{edition.slug}-ban-{edition.ordinal}.xlsx"
    return HttpResponse(data, content_type=XLSX_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _money_acts(request: HttpRequest, edition: EditionHeader) -> list[Act]:
    """The doors from what the plan prints to what was granted and paid; for the edition in force."""
    if edition.state is not EditionState.ISSUED or not viewer(request).may(Permission.VIEW_MONEY, edition.unit_id):
        return []
    place = {"slug": edition.slug}
    return [
        Act(_("Các dự toán"), reverse("plan-estimates", kwargs=place), "coins"),
        Act(_("Sổ kinh phí"), reverse("ledger", kwargs=place), "wallet"),
    ]


def _answer(table: BudgetTable, sums: list[CheckedSum]) -> str:
    wrong = sum(row.outcome is Outcome.WRONG for row in sums)
    amount = sentences.million(table.total) if table.total is not None else _("không nêu số tiền")
    lines = sentences.lines(len(table.lines))
    if not sums:
        return _("%(amount)s trong %(lines)s; bảng không in tổng nào để so.") % {"amount": amount, "lines": lines}
    held = len(sums) - wrong
    checked = ngettext("%(n)s tổng in", "%(n)s tổng in", len(sums)) % {"n": format_number(len(sums))}
    if not wrong:
        return _("%(amount)s trong %(lines)s; đã so %(checked)s, không tổng nào sai.") % {
            "amount": amount,
            "lines": lines,
            "checked": checked,
        }
    return _("%(amount)s trong %(lines)s; đã so %(checked)s: %(held)s không sai, %(wrong)s không khớp.") % {
        "amount": amount,
        "lines": lines,
        "checked": checked,
        "held": held,
        "wrong": wrong,
    }
