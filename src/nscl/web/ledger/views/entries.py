"""The entries behind a figure."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.enums import BOOKED, Stage
from nscl.finance.queries.ledger import EntryFilter, EntryPage, EntryRow, MoneyPlan, entries
from nscl.text.formats import format_vnd
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.places import number_of
from nscl.web.estimates.words import source_name
from nscl.web.ledger.places import (
    AGENCY,
    LINE,
    NONE,
    SOURCE,
    STAGE,
    TASK,
    YEAR,
    ledger_tabs,
    money_page,
    plan_or_404,
    source_of,
    voucher_href,
)
from nscl.web.ledger.views.matrix import current_year
from nscl.web.ledger.words import BEYOND, KIND_NAMES, REVERSAL, REVERSED, STAGE_NAMES, STANDS
from nscl.web.ui.parts import Chip, Empty
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, DatabasePage, Filter, Kind, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

ENTRIES_A_PAGE: Final = 50
# A file of more rows than this is no file for people.
MOST_EXPORTED: Final = 50_000


@requires(Permission.VIEW_MONEY)
@require_safe
def entry_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Entries of a line, task, agency, year, source or stage, the earliest first, with their sum."""
    plan, query = plan_or_404(request, slug), TableQuery.of(request)
    wanted = _wanted(plan, query)
    limit = MOST_EXPORTED if query.wants_xlsx else ENTRIES_A_PAGE
    found = entries(viewer(request), wanted, limit=limit, offset=0 if query.wants_xlsx else (query.page - 1) * limit)
    view = _table(plan, found).present(query)
    title = _title(wanted)
    if query.wants_xlsx:
        name = sample_title(f"{title}, {plan.label}", is_sample=plan.is_sample)
        return xlsx_response([view], title=name, at=timezone.localtime())
    context = {
        "page": money_page(plan, title, _answer(wanted, found), below=[]),
        "tabs": ledger_tabs(plan, "ledger-entries", _tab_year(request, plan, wanted)),
        "notices": sample_notices(is_sample=plan.is_sample),
        "views": [view],
    }
    return render(request, "ledger/page.html", context)


def _tab_year(request: HttpRequest, plan: MoneyPlan, wanted: EntryFilter) -> int:
    return wanted.year if wanted.year in plan.years else current_year(request, plan)


def _wanted(plan: MoneyPlan, query: TableQuery) -> EntryFilter:
    task, agency, stage = query.filter(TASK), query.filter(AGENCY), query.filter(STAGE)
    return EntryFilter(
        plan=plan.number,
        line=number_of(query.filter(LINE)),
        task=number_of(task),
        agency=number_of(agency),
        without_task=task == NONE,
        without_agency=agency == NONE,
        year=number_of(query.filter(YEAR)),
        source=source_of(query.filter(SOURCE)),
        stage=Stage(stage) if stage in [one.value for one in BOOKED] else None,
    )


def _title(wanted: EntryFilter) -> str:
    """What the entries have in common: "Giải ngân, năm 2025, NSNN tỉnh"."""
    parts = [str(STAGE_NAMES[wanted.stage]) if wanted.stage is not None else _("Bút toán")]
    if wanted.year is not None:
        parts.append(_("năm %(year)s") % {"year": wanted.year})
    if wanted.source is not None:
        parts.append(source_name(wanted.source))
    return ", ".join(parts)


def _answer(wanted: EntryFilter, found: EntryPage) -> str:
    if not found.count:
        return _("Chưa có bút toán nào.")
    lines = {row.account.line for row in found.rows}
    of_line = f"{lines.pop()}: " if wanted.line is not None and len(lines) == 1 else ""
    if wanted.stage is None:
        return of_line + _("%(n)s bút toán ở mọi bước.") % {"n": found.count}
    return of_line + _("cộng %(vnd)s trong %(n)s bút toán.") % {"vnd": format_vnd(found.vnd), "n": found.count}


def _chip(row: EntryRow) -> Chip:
    if row.reverses is not None:
        return REVERSAL
    if row.is_reversed:
        return REVERSED
    return BEYOND if row.beyond_vnd > 0 else STANDS


def _table(plan: MoneyPlan, found: EntryPage) -> Table[EntryRow]:
    return Table(
        name="but-toan",
        caption=_("Bút toán"),
        rows=found.rows,
        columns=[
            Column(
                "number",
                _("Chứng từ"),
                href=lambda row: voucher_href(plan.slug, row.voucher),
                note=_kind,
                sortable=False,
            ),
            Column("on", _("Ngày"), Kind.DATE, sortable=False),
            Column("about", _("Nội dung"), filling=True, sortable=False),
            Column("line", _("Dòng"), value=lambda row: row.account.line, sortable=False),
            Column("year", _("Năm"), value=lambda row: str(row.account.year), narrow=True, sortable=False),
            Column("source", _("Nguồn"), value=lambda row: source_name(row.account.source), sortable=False),
            Column("stage", _("Bước"), value=lambda row: STAGE_NAMES[row.stage], sortable=False),
            Column("vnd", _("Số tiền"), Kind.VND, unit=_("đồng"), total=True, sortable=False),
            Column("state", _("Tình trạng"), Kind.CHIP, value=_chip, sortable=False),
        ],
        filters=[
            Filter(YEAR, _("Năm"), lambda row: str(row.account.year), options=[(str(y), str(y)) for y in plan.years]),
            Filter(STAGE, _("Bước"), lambda row: row.stage.value, options=[(s.value, STAGE_NAMES[s]) for s in BOOKED]),
        ],
        empty=Empty(_("Chưa có bút toán nào"), _("Chưa có chứng từ nào ghi vào đây."), "receipt-text"),
        page_size=ENTRIES_A_PAGE,
        database_page=DatabasePage(found.count, {"vnd": found.vnd}),
    )


def _kind(row: EntryRow) -> str:
    return str(KIND_NAMES[row.kind])
