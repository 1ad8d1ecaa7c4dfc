"""The package's Django configuration: what the database freezes, and the balances it keeps."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.finance.booking import keep_balances
from nscl.plans.apps import frozen_with_edition
from nscl.records.freezing import Frozen, FrozenColumns, FrozenRows, protect

ESTIMATE_OPEN = "state IN ('draft', 'submitted', 'returned')"
LINE_OPEN = (
    f"EXISTS (SELECT 1 FROM finance_estimate e WHERE e.id = finance_estimateline.estimate_id AND e.{ESTIMATE_OPEN})"
)
YEAR_OPEN = (
    "NOT EXISTS (SELECT 1 FROM finance_settledyear settled "
    "WHERE settled.plan_id = finance_ledgeraccount.plan_id AND settled.year = finance_ledgeraccount.year)"
)

PLANNED_ROWS = tuple(
    frozen_with_edition(table)
    for table in (
        "finance_budget",
        "finance_budgetyear",
        "finance_fundingsource",
        "finance_budgetline",
        "finance_budgetlineagency",
        "finance_budgetamount",
        "finance_printedtotal",
        "finance_statedsum",
    )
)
FROZEN_ROWS: tuple[Frozen, ...] = (
    *PLANNED_ROWS,
    FrozenColumns(
        "finance_estimate",
        ("plan_id", "edition_id", "adjusts_id", "ordinal", "title", "first_year", "last_year", "document"),
        open_when=ESTIMATE_OPEN,
        reopened_when=f"NEW.{ESTIMATE_OPEN}",
    ),
    FrozenRows("finance_estimateline", "estimate_id", "finance_estimate", ESTIMATE_OPEN),
    FrozenRows("finance_estimateamount", "line_id", "finance_estimateline", LINE_OPEN),
    FrozenRows("finance_estimatestep", append_only=True),
    # A voucher stays as it was recorded; that it was taken back is noted on it, once.
    FrozenColumns(
        "finance_voucher",
        (
            *("plan_id", "kind", "year", "number", '"on"', "agency_id", "about", "reason", "reverses_id"),
            *("imported_id", "recorded_at", "recorded_by_id", "is_sample"),
        ),
        open_when="FALSE",
        reopened_when="OLD.reversed_at IS NOT NULL AND (NEW.reversed_at IS NULL OR NEW.reversed_at <> OLD.reversed_at)",
    ),
    # A settlement closes its year: no entry comes to an account of that year any more.
    FrozenRows("finance_ledgerentry", "account_id", "finance_ledgeraccount", YEAR_OPEN, append_only=True),
    # The year opens again only when that settlement is taken back.
    FrozenRows("finance_settledyear", "voucher_id", "finance_voucher", "reversed_at IS NOT NULL", grows=True),
)


class FinanceConfig(AppConfig):
    """Money of the plan."""

    name = "nscl.finance"
    verbose_name = "Kinh phí"

    def ready(self) -> None:
        """Have the database freeze issued and approved money, refuse edits of the ledger, and keep its balances."""
        protect(self, FROZEN_ROWS)
        keep_balances(self)
