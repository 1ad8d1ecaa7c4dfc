"""KLEMS: growth of gross output by capital, labour, energy, materials and services (Jorgenson, Gollop, Fraumeni 1987).

Δln TFP = Δln GO − Σ ½(s(t) + s(t−1))·Δln X, s being an input's part of all nominal cost, which equals nominal output.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nscl.economics.growth.accounting import GrowthAccount, Method, YearOfGrowth, common_years
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, log_growth


class FactorKind(StrEnum):
    """What an input of production is."""

    CAPITAL = "capital"
    LABOUR = "labour"
    INTERMEDIATE = "intermediate"


@dataclass(frozen=True)
class Factor:
    """An input of production: its quantity index and its nominal cost by year. A cost of nought: it is unused."""

    quantity: Series
    cost: Mapping[int, float]
    kind: FactorKind


@dataclass(frozen=True)
class Klems:
    """Gross output (quantity index, or at constant prices) and what it was made of, by name."""

    gross_output: Series
    factors: Mapping[str, Factor]


def klems_account(klems: Klems) -> GrowthAccount:
    """Growth of gross output by year and what capital, labour and each intermediate gave of it, in log points.

    The rate of capital (labour) is that of its kinds weighed by their cost. A factor that costs nothing in both years
    takes no part, whatever its index says. Raises DataProblem for no factors, capital or labour without cost, missing
    years, and a factor whose quantity is not above nought while it costs something.
    """
    span = common_years(klems.gross_output)
    of_output = log_growth(klems.gross_output.checked(span))
    shares = {year: _cost_shares(klems.factors, year) for year in span}
    rows = []
    for year in span[1:]:
        weights = {name: (shares[year][name] + shares[year - 1][name]) / 2 for name in klems.factors}
        given = {
            name: weights[name] * log_growth(factor.quantity.checked((year - 1, year)))[year] if weights[name] else 0.0
            for name, factor in klems.factors.items()
        }
        rows.append(_year(klems, year, of_output[year], weights, given))
    return GrowthAccount(Method.KLEMS, tuple(rows))


def _year(
    klems: Klems, year: int, output: float, weights: Mapping[str, float], given: Mapping[str, float]
) -> YearOfGrowth:
    """A year's contributions by factor, capital and labour of all kinds together."""

    def of(kind: FactorKind, values: Mapping[str, float]) -> float:
        return math.fsum(values[name] for name, factor in klems.factors.items() if factor.kind is kind)

    capital, labour = of(FactorKind.CAPITAL, weights), of(FactorKind.LABOUR, weights)
    for name, share in (("vốn", capital), ("lao động", labour)):
        if not share:
            raise DataProblem(f"Chi phí {name} năm {year}", "không có.", f"Hãy bổ sung chi phí {name}.")
    return YearOfGrowth(
        year,
        output,
        of(FactorKind.CAPITAL, given) / capital,
        of(FactorKind.LABOUR, given) / labour,
        capital,
        labour,
        {name: given[name] for name, factor in klems.factors.items() if factor.kind is FactorKind.INTERMEDIATE},
    )


def _cost_shares(factors: Mapping[str, Factor], year: int) -> dict[str, float]:
    costs = {name: factor.cost.get(year) for name, factor in factors.items()}
    for name, cost in costs.items():
        if cost is None or not 0 <= cost < math.inf:
            raise DataProblem(f"Chi phí {name} năm {year}", "thiếu hoặc âm.", "Hãy bổ sung số của năm này.")
    total = math.fsum(cost for cost in costs.values() if cost)
    if total <= 0:
        raise DataProblem(f"Chi phí năm {year}", "bằng 0.", "Cần chi phí của ít nhất một yếu tố.")
    return {name: (cost or 0.0) / total for name, cost in costs.items()}
