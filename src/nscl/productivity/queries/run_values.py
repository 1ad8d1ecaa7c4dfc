"""The choices of a stored run as rules take them, and the other way round."""

from __future__ import annotations

from typing import Any

from nscl.economics.capital import CapitalBasis, InvestmentTiming
from nscl.economics.decomposition import Decomposition
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.periods import Average
from nscl.productivity.enums import CapitalInput, LabourInput, StockStart
from nscl.productivity.models import ProductivityRun
from nscl.productivity.rules.runs import CHOICES, RunValues

_ENUMS = {
    "method": Method,
    "average": Average,
    "decomposition": Decomposition,
    "labour_input": LabourInput,
    "capital_input": CapitalInput,
    "stock_start": StockStart,
    "timing": InvestmentTiming,
    "basis": CapitalBasis,
}


def values_of(row: ProductivityRun) -> RunValues:
    """What was chosen for a run."""
    found: dict[str, Any] = {name: getattr(row, name) for name in CHOICES}
    return RunValues(**{name: _ENUMS[name](value) if name in _ENUMS else value for name, value in found.items()})


def columns_of(values: RunValues) -> dict[str, Any]:
    """Its columns."""
    columns = {name: getattr(values, name) for name in CHOICES}
    columns["title"] = " ".join(values.title.split())
    return columns
