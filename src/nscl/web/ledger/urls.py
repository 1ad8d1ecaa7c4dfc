"""Money at a glance and the ledgers of plans, below `/kinh-phi/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.ledger.views import (
    carrying,
    entries,
    matrix,
    overview,
    recording,
    reversing,
    settling,
    voucher,
    vouchers,
    years,
)

LEDGER = "<slug:slug>/so/"
VOUCHER = f"{LEDGER}chung-tu/<int:number>/"
YEAR = f"{LEDGER}nam/<int:year>/"

urlpatterns = [
    path("", overview.overview, name="money"),
    path("bieu-do.<str:form>", overview.overview_chart, name="money-chart"),
    path(LEDGER, matrix.ledger, name="ledger"),
    path(f"{LEDGER}bieu-do.<str:form>", matrix.ledger_chart, name="ledger-chart"),
    path(f"{LEDGER}but-toan/", entries.entry_list, name="ledger-entries"),
    path(f"{LEDGER}chung-tu/", vouchers.voucher_list, name="voucher-list"),
    path(f"{LEDGER}chung-tu/ghi/", recording.record, name="voucher-new"),
    path(VOUCHER, voucher.voucher, name="voucher"),
    path(f"{VOUCHER}huy/", reversing.take_back, name="voucher-reverse"),
    path(YEAR, years.year_end, name="ledger-year"),
    path(f"{YEAR}du-bao/", years.year_forecast, name="ledger-forecast"),
    path(f"{YEAR}chuyen-nguon/", carrying.carry, name="ledger-carry"),
    path(f"{YEAR}quyet-toan/", settling.settle, name="ledger-settle"),
]
