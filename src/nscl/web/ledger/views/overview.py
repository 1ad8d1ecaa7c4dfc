"""The money of the chosen province's plans at a glance: how far it has come, and the doors to everything."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.enums import Stage
from nscl.finance.queries.ledger import PlanMoney, money_overview
from nscl.finance.queries.ledger.figures import Figures, total_of
from nscl.text.formats import format_million, format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.places import SECTION
from nscl.web.ledger.stage_chart import StageRow, chart_file_response, stage_chart
from nscl.web.ledger.words import STAGE_NAMES, over_words, spent_words
from nscl.web.ui.parts import Act, Chart, Empty, Page, Stat, Stats, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Kind, Link, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_MONEY)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every plan in force with its money by stage, as figures, chart and table."""
    rows = _rows(request)
    is_sample = any(row.is_sample for row in rows)
    view = _table(rows).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=sample_title(_("Kinh phí"), is_sample=is_sample), at=timezone.localtime())
    whole = total_of(row.figures for row in rows)
    context = {
        "page": Page(
            _("Kinh phí"),
            _answer(rows, whole),
            section=SECTION,
            acts=[Act(_("Các dự toán"), reverse("estimate-list"), "coins")],
        ),
        "notices": sample_notices(is_sample=is_sample),
        "stats": _stats(whole) if whole.appraised else None,
        "views": [view],
        "chart": _chart(rows, whole),
    }
    return render(request, "ledger/page.html", context)


@requires(Permission.VIEW_MONEY)
@require_safe
def overview_chart(request: HttpRequest, form: str) -> HttpResponse:
    """The chart of the same plans as a file."""
    return chart_file_response(_chart_rows(_rows(request)), form, "kinh-phi")


def _rows(request: HttpRequest) -> list[PlanMoney]:
    units = context_choice.territory(request)
    return [row for row in money_overview(viewer(request)) if units is None or row.unit_id in units]


def _answer(rows: Sequence[PlanMoney], whole: Figures) -> str:
    if not rows:
        return _("Chưa có kế hoạch nào có hiệu lực.")
    without = sum(not row.has_estimate for row in rows)
    said = spent_words(whole)
    return f"{said} {_('%(n)s kế hoạch chưa có dự toán được duyệt.') % {'n': without}}" if without else said


def _stats(whole: Figures) -> Stats:
    million, table = _("triệu đồng"), "#bang-kinh-phi"
    items = [
        Stat(
            STAGE_NAMES[stage],
            format_million(whole.at(stage)),
            over_words(whole, stage) or _note(whole, stage),
            table,
            icon,
            million,
            Tone.BAD if whole.over.get(stage) else None,
        )
        for stage, icon in (
            (Stage.APPRAISED, "scale"),
            (Stage.ALLOCATED, "wallet"),
            (Stage.DISBURSED, "receipt-text"),
            (Stage.SETTLED, "badge-check"),
        )
    ]
    return Stats(items)


def _note(whole: Figures, stage: Stage) -> str:
    if stage is Stage.DISBURSED and whole.unspent > 0:
        return _("còn %(vnd)s đã giao mà chưa chi") % {"vnd": format_million(whole.unspent)}
    return ""


def _chart_rows(rows: Sequence[PlanMoney]) -> list[StageRow]:
    return [StageRow(row.label, row.figures) for row in rows]


def _chart(rows: Sequence[PlanMoney], whole: Figures) -> Chart | None:
    base = reverse("money-chart", kwargs={"form": "svg"}).removesuffix("svg")
    source = _("Nguồn: sổ kinh phí của các kế hoạch.")
    return stage_chart(spent_words(whole), _chart_rows(rows), source=source, base=base)


def _href(row: PlanMoney) -> str:
    return reverse("ledger" if row.has_estimate else "plan-estimates", kwargs={"slug": row.slug})


def _table(rows: Sequence[PlanMoney]) -> Table[PlanMoney]:
    return Table(
        name="kinh-phi",
        caption=_("Kinh phí các kế hoạch"),
        rows=rows,
        columns=[
            Column("label", _("Kế hoạch"), filling=True, href=_href, note=_sample_note),
            *(_stage_column(stage) for stage in STAGE_NAMES),
            Column(
                "percent",
                _("Đã giải ngân"),
                value=_percent,
                sort_value=lambda row: row.figures.spent_percent,
                narrow=True,
            ),
            Column("estimate", _("Dự toán"), Kind.LINK, value=_estimate_link, sortable=False),
        ],
        search=lambda row: row.label,
        empty=Empty(
            _("Chưa có kế hoạch nào có hiệu lực"),
            _("Đổi tỉnh ở thanh trên cùng; kinh phí theo kế hoạch đã ban hành."),
            "wallet",
            [Act(_("Xem các kế hoạch"), reverse("plan-list"), "file-text")],
        ),
    )


def _stage_column(stage: Stage) -> Column[PlanMoney]:
    def value(row: PlanMoney) -> int | None:
        return row.figures.at(stage) if row.has_estimate else None

    return Column(
        stage.value,
        STAGE_NAMES[stage],
        Kind.MILLION,
        value=value,
        unit=_("triệu đồng"),
        total=True,
        note=lambda row: over_words(row.figures, stage),
    )


def _percent(row: PlanMoney) -> str:
    percent = row.figures.spent_percent
    return "" if percent is None else f"{format_number(percent)}%"


def _estimate_link(row: PlanMoney) -> Link:
    href = reverse("plan-estimates", kwargs={"slug": row.slug})
    if row.open_vnd is not None:
        return Link(_("Đang làm"), href, _("%(vnd)s triệu đồng") % {"vnd": format_million(row.open_vnd)})
    return Link(_("Đã duyệt") if row.has_estimate else _("Chưa có"), href)


def _sample_note(row: PlanMoney) -> str:
    return _("Số liệu mẫu") if row.is_sample else ""
