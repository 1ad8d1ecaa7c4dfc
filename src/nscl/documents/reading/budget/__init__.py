"""Tables of money: found in the document, their figures placed in columns, and the pack's budget made of them."""

from nscl.documents.reading.budget.finding import find_budget_tables
from nscl.documents.reading.budget.reading import BudgetRead, read_budget
from nscl.documents.reading.budget.tables import BudgetRow, BudgetTable

__all__ = ["BudgetRead", "BudgetRow", "BudgetTable", "find_budget_tables", "read_budget"]
