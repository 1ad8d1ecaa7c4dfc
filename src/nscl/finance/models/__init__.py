"""Tables of money, split by noun: the plan's printed budget, estimates and their appraisal, the ledger."""

from nscl.finance.models.budget import (
    QUANTITY_DIGITS,
    QUANTITY_PLACES,
    Budget,
    BudgetAmount,
    BudgetLine,
    BudgetLineAgency,
    BudgetYear,
    FundingSource,
    PrintedTotal,
    StatedSum,
)
from nscl.finance.models.estimate import Estimate, EstimateAmount, EstimateLine, EstimateStep
from nscl.finance.models.ledger import LedgerAccount, LedgerEntry, LedgerImport, SettledYear, Voucher

__all__ = [
    "QUANTITY_DIGITS",
    "QUANTITY_PLACES",
    "Budget",
    "BudgetAmount",
    "BudgetLine",
    "BudgetLineAgency",
    "BudgetYear",
    "Estimate",
    "EstimateAmount",
    "EstimateLine",
    "EstimateStep",
    "FundingSource",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerImport",
    "PrintedTotal",
    "SettledYear",
    "StatedSum",
    "Voucher",
]
