"""Money by year and source as a chart, whose title states what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.queries.budget import BudgetTable, budget_table
from nscl.plans.queries.editions import EditionHeader
from nscl.text.formats import format_million, format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import edition_or_404
from nscl.web.ui import charts
from nscl.web.ui.charts import LIGHT, BudgetPoint
from nscl.web.ui.parts import Chart

FORMS: Final = {
    "svg": "image/svg+xml",
    "toi.svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
# The drawing with room for the names of the sources beside the last bar (charts.WIDTH, LABEL_ROOM).
CHART_SIZE: Final = (810, 320)


def chart_points(table: BudgetTable) -> list[BudgetPoint]:
    """The computed sums by year and source; by year alone where sources are not told apart or are too many to draw."""
    several = 0 < len(table.sources) <= len(LIGHT.series)
    if several:
        return [
            BudgetPoint(year, source.name, table.grand.get(year, source.key) or 0)
            for source in table.sources
            for year in table.years
        ]
    return [BudgetPoint(year, _("Tổng"), table.grand.get(year, None) or 0) for year in table.years]


def budget_chart(table: BudgetTable, edition: EditionHeader, address: EditionAddress) -> Chart | None:
    """The chart with its addresses and its table; None where the plan gives no money by year."""
    points = chart_points(table)
    if not any(point.vnd for point in points):
        return None
    head, rows = chart_rows(points)
    base = f"{address.tab(TabKey.BUDGET)}bieu-do."
    return Chart(
        title=_title(points),
        source=_("Nguồn: tính từ các dòng của bảng dự toán, %(plan)s.") % {"plan": edition.label},
        svg=f"{base}svg",
        svg_dark=f"{base}toi.svg",
        png=f"{base}png",
        csv=f"{base}csv",
        head=head,
        rows=rows,
        width=CHART_SIZE[0],
        height=CHART_SIZE[1],
    )


def _title(points: Sequence[BudgetPoint]) -> str:
    """The finding: which year takes the most, and how much of the whole."""
    by_year: dict[int, int] = {}
    for point in points:
        by_year[point.year] = by_year.get(point.year, 0) + point.vnd
    year = max(by_year, key=lambda y: by_year[y])
    share = Decimal(by_year[year] * 100) / Decimal(sum(by_year.values()))
    return _("Năm %(year)s cần nhiều nhất: %(sum)s triệu đồng, %(share)s%% của cả giai đoạn") % {
        "year": year,
        "sum": format_million(by_year[year]),
        "share": format_number(share.quantize(Decimal(1))),
    }


def chart_rows(points: Sequence[BudgetPoint]) -> tuple[list[str], list[list[str]]]:
    """The chart's table: a row a year, a column a source, in triệu đồng."""
    sources = list(dict.fromkeys(point.source for point in points))
    amounts = {(point.year, point.source): point.vnd for point in points}
    years = sorted({point.year for point in points})
    head = [_("Năm"), *(_("%(source)s (triệu đồng)") % {"source": source} for source in sources)]
    return head, [[str(year), *(format_million(amounts[year, source]) for source in sources)] for year in years]


@requires(Permission.VIEW_PLANS)
@require_safe
def chart_file(request: HttpRequest, slug: str, ordinal: int, form: str) -> HttpResponse:
    """The chart as `svg`, `toi.svg` (dark), `png` or `csv`."""
    if form not in FORMS:
        raise Http404
    edition = edition_or_404(request, slug, ordinal)
    table = budget_table(viewer(request), edition.edition_id)
    points = chart_points(table) if table else []
    if not any(point.vnd for point in points):
        raise Http404
    headers = {"Cache-Control": "private, no-cache"}
    if form in {"png", "csv"}:
        headers["Content-Disposition"] = f'attachment; filename="{slug}-du-toan.{form}"'
    return HttpResponse(_drawn(points, form), content_type=FORMS[form], headers=headers)


def _drawn(points: Sequence[BudgetPoint], form: str) -> bytes:
    if form == "csv":
        return charts.csv(*chart_rows(points))
    drawing = charts.budget_chart(points)
    return charts.png(drawing) if form == "png" else charts.svg(drawing, dark=form == "toi.svg")
