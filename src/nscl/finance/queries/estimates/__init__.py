"""Reads of estimates: the list, the grid, the comparison with the one before; each takes the viewer."""

from nscl.finance.queries.estimates.access import EstimateNotFound
from nscl.finance.queries.estimates.comparing import ComparedLine, Comparison, compare_with_previous
from nscl.finance.queries.estimates.grid import EstimateGrid, estimate_grid
from nscl.finance.queries.estimates.history import estimate_history
from nscl.finance.queries.estimates.lines import GridLine, NormFlag, PrintedFigure
from nscl.finance.queries.estimates.listing import EstimateRow, StepRow, find_estimate, list_estimates
from nscl.finance.queries.estimates.starts import LineOptions, PlanMoney, line_options, plan_money, plans_with_money

__all__ = [
    "ComparedLine",
    "Comparison",
    "EstimateGrid",
    "EstimateNotFound",
    "EstimateRow",
    "GridLine",
    "LineOptions",
    "NormFlag",
    "PlanMoney",
    "PrintedFigure",
    "StepRow",
    "compare_with_previous",
    "estimate_grid",
    "estimate_history",
    "find_estimate",
    "line_options",
    "list_estimates",
    "plan_money",
    "plans_with_money",
]
