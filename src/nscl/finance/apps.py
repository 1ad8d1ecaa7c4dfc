"""The package's Django configuration: planned money is frozen with its edition."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.plans.apps import frozen_with_edition
from nscl.records.freezing import protect

FROZEN_ROWS = tuple(
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


class FinanceConfig(AppConfig):
    """Money of the plan."""

    name = "nscl.finance"
    verbose_name = "Kinh phí"

    def ready(self) -> None:
        """Have the database freeze the planned money of an issued edition."""
        protect(self, FROZEN_ROWS)
