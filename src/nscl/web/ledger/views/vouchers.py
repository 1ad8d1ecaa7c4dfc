"""The register of vouchers of a plan, and one voucher."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.accounts.enums import Permission
from nscl.finance.enums import VoucherKind
from nscl.finance.queries.ledger import MoneyPlan, VoucherFilter, VoucherPage, VoucherRow, list_vouchers
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.places import number_of
from nscl.web.ledger.places import (
    KIND,
    YEAR,
    ledger_href,
    ledger_tabs,
    money_page,
    new_voucher_href,
    no_ledger,
    plan_or_404,
    voucher_href,
)
from nscl.web.ledger.views.matrix import current_year
from nscl.web.ledger.words import KIND_NAMES, voucher_chip
from nscl.web.ui.parts import Act, Crumb, Empty, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, DatabasePage, Filter, Kind, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

VOUCHERS_A_PAGE: Final = 50
MOST_EXPORTED: Final = 20_000
STATE: Final = "tinh-trang"
STANDING: Final = "hieu-luc"
BACK: Final = "huy"
BEYOND: Final = "vuot"
_STATES: Final = (
    (STANDING, gettext_lazy("Có hiệu lực")),
    (BEYOND, gettext_lazy("Ghi vượt")),
    (BACK, gettext_lazy("Đã hủy và chứng từ hủy")),
)


@requires(Permission.VIEW_MONEY)
@require_safe
def voucher_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The vouchers, the latest first, by kind, year and state."""
    plan, query = plan_or_404(request, slug), TableQuery.of(request)
    limit = MOST_EXPORTED if query.wants_xlsx else VOUCHERS_A_PAGE
    offset = 0 if query.wants_xlsx else (query.page - 1) * limit
    found = list_vouchers(viewer(request), _wanted(plan, query), limit=limit, offset=offset)
    if query.wants_xlsx:
        title = sample_title(_("Chứng từ, %(plan)s") % {"plan": plan.label}, is_sample=plan.is_sample)
        return xlsx_response([_table(plan, found).present(query)], title=title, at=timezone.localtime())
    asked = number_of(query.filter(YEAR))
    year = asked if asked in plan.years else current_year(request, plan)
    context = {
        "page": money_page(plan, _("Chứng từ"), _answer(found), below=[], acts=_acts(plan, year)),
        "tabs": ledger_tabs(plan, "voucher-list", year),
        "notices": sample_notices(is_sample=plan.is_sample),
        "views": [_table(plan, found).present(query)],
    }
    if plan.estimate_id is None:
        context |= {"views": [], "tabs": None, "empty": no_ledger(plan)}
    return render(request, "ledger/page.html", context)


def voucher_crumb(plan: MoneyPlan) -> Crumb:
    """The way to the register."""
    return Crumb(_("Chứng từ"), ledger_href(plan, "voucher-list"))


def _wanted(plan: MoneyPlan, query: TableQuery) -> VoucherFilter:
    kind, state = query.filter(KIND), query.filter(STATE)
    wanted = VoucherFilter(
        plan=plan.number,
        year=number_of(query.filter(YEAR)),
        kind=VoucherKind(kind) if kind in VoucherKind.values else None,
        q=query.search,
    )
    if state in {STANDING, BACK}:
        return replace(wanted, standing=state == STANDING)
    return replace(wanted, beyond=state == BEYOND)


def _answer(found: VoucherPage) -> str:
    words = ngettext("%(n)s chứng từ.", "%(n)s chứng từ.", found.count)
    return words % {"n": format_number(found.count)} if found.count else _("Chưa có chứng từ nào.")


def _acts(plan: MoneyPlan, year: int) -> list[Act]:
    if plan.estimate_id is None:
        return []
    whole = Act(_("Tải cả sổ"), ledger_href(plan, "ledger-file"), "download")
    if not plan.may_record:
        return [whole]
    return [
        whole,
        Act(_("Nhập từ Excel"), ledger_href(plan, "ledger-import"), "upload"),
        Act(_("Ghi chứng từ"), new_voucher_href(plan, nam=year), "plus", Weight.PRIMARY),
    ]


def _table(plan: MoneyPlan, found: VoucherPage) -> Table[VoucherRow]:
    return Table(
        name="chung-tu",
        caption=_("Chứng từ"),
        rows=found.rows,
        columns=[
            Column(
                "number", _("Số"), href=lambda row: voucher_href(plan.slug, row.voucher), note=_note, sortable=False
            ),
            Column("on", _("Ngày"), Kind.DATE, sortable=False),
            Column("kind", _("Loại"), value=lambda row: KIND_NAMES[row.kind], sortable=False),
            Column("year", _("Niên độ"), value=lambda row: str(row.year), narrow=True, sortable=False),
            Column("about", _("Nội dung"), filling=True, note=lambda row: row.agency, sortable=False),
            Column("vnd", _("Số tiền"), Kind.VND, unit=_("đồng"), note=_beyond, sortable=False),
            Column("state", _("Tình trạng"), Kind.CHIP, value=voucher_chip, sortable=False),
        ],
        search=lambda row: f"{row.number} {row.about}",
        filters=[
            Filter(KIND, _("Loại"), lambda row: row.kind.value, options=[(k.value, n) for k, n in KIND_NAMES.items()]),
            Filter(YEAR, _("Niên độ"), lambda row: str(row.year), options=[(str(y), str(y)) for y in plan.years]),
            Filter(STATE, _("Tình trạng"), lambda _row: "", options=list(_STATES)),
        ],
        empty=Empty(
            _("Chưa có chứng từ nào"),
            _("Chứng từ giao dự toán là chứng từ đầu tiên của một năm."),
            "receipt-text",
            _acts(plan, max(plan.years, default=plan.period_start)) if plan.may_record else (),
        ),
        page_size=VOUCHERS_A_PAGE,
        database_page=DatabasePage(found.count),
    )


def _beyond(row: VoucherRow) -> str:
    # What a carry-over adds is beyond the year's appraised money by its nature.
    if row.beyond_vnd <= 0 or row.kind is VoucherKind.CARRY_OVER:
        return ""
    return _("vượt %(vnd)s") % {"vnd": format_number(row.beyond_vnd)}


def _note(row: VoucherRow) -> str:
    return _("Số liệu mẫu") if row.is_sample else ""
