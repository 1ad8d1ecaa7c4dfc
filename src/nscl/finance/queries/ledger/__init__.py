"""Reads of the ledger: the matrix, the entries behind a figure, vouchers, accounts, the end of a year, all plans."""

from nscl.finance.queries.ledger.access import (
    AccountNotFound,
    MoneyPlan,
    MoneyPlanNotFound,
    VoucherNotFound,
    find_money_plan,
)
from nscl.finance.queries.ledger.accounts import (
    AccountChoice,
    AccountDetail,
    CounterpartRow,
    account_choices,
    account_detail,
    counterpart_lines,
)
from nscl.finance.queries.ledger.checking import Imbalance, LedgerCheck, check_ledger
from nscl.finance.queries.ledger.entries import EntryFilter, EntryPage, EntryRow, entries
from nscl.finance.queries.ledger.figures import Figures
from nscl.finance.queries.ledger.matrix import Grouping, MoneyMatrix, MoneyRow, money_matrix
from nscl.finance.queries.ledger.summary import MoneyLine, PlanMoney, money_line, money_overview
from nscl.finance.queries.ledger.vouchers import (
    VoucherDetail,
    VoucherEntry,
    VoucherFilter,
    VoucherPage,
    VoucherRow,
    ledger_history,
    list_vouchers,
    voucher_detail,
    voucher_history,
)
from nscl.finance.queries.ledger.year_end import (
    CarriedOver,
    CarriedRow,
    SettlementProposal,
    SettlementRow,
    Unspent,
    UnspentRow,
    carried_over,
    forecast,
    settlement_proposal,
    unspent_at,
)

__all__ = [
    "AccountChoice",
    "AccountDetail",
    "AccountNotFound",
    "CarriedOver",
    "CarriedRow",
    "CounterpartRow",
    "EntryFilter",
    "EntryPage",
    "EntryRow",
    "Figures",
    "Grouping",
    "Imbalance",
    "LedgerCheck",
    "MoneyLine",
    "MoneyMatrix",
    "MoneyPlan",
    "MoneyPlanNotFound",
    "MoneyRow",
    "PlanMoney",
    "SettlementProposal",
    "SettlementRow",
    "Unspent",
    "UnspentRow",
    "VoucherDetail",
    "VoucherEntry",
    "VoucherFilter",
    "VoucherNotFound",
    "VoucherPage",
    "VoucherRow",
    "account_choices",
    "account_detail",
    "carried_over",
    "check_ledger",
    "counterpart_lines",
    "entries",
    "find_money_plan",
    "forecast",
    "ledger_history",
    "list_vouchers",
    "money_line",
    "money_matrix",
    "money_overview",
    "settlement_proposal",
    "unspent_at",
    "voucher_detail",
    "voucher_history",
]
