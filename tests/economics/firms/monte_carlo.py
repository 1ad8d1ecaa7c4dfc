"""The first design of Ackerberg, Caves and Frazer 2015 (Econometrica 83, section 6): labour 0.6, capital 0.4.

ln Y = 0.4·k + 0.6·l + ω + ε, materials in proportion to output before ε; ω and ln W are AR(1); labour is chosen half a
year before the year's productivity is known, at wages of the firm's own; investment is optimal under convex costs of
adjustment that differ between firms. Profits are linear in capital, so investment has a closed form.
"""

from __future__ import annotations

import numpy as np

from nscl.economics.firms.panel import Floats, Panel, panel_of
from nscl.economics.firms.production import Production

LABOUR, CAPITAL = 0.6, 0.4
DESIGN = Production("y", ("l",), ("k",), "m")
_KEEPS, _SPREAD = 0.7, 0.3  # of ω from year to year, and over firms
_WAGE_KEEPS, _WAGE_SPREAD = 0.3, 0.1
_HALF = 0.5  # of a year, before which labour is chosen
_STAYS, _DISCOUNT, _COSTS_SPREAD = 0.8, 0.95, 0.6
_NOISE = 0.1
_HORIZON, _BURN = 60, 40


def design(firms: int, years: int, seed: int) -> Panel:
    """So many firms in so many years, after the years in which capital settles."""
    chance = np.random.default_rng(seed)
    omega, wage = chance.normal(0, _SPREAD, firms), chance.normal(0, _WAGE_SPREAD, firms)
    cost, capital = np.exp(chance.normal(0, _COSTS_SPREAD, firms)), np.full(firms, 1.0)
    rows = []
    for year in range(_BURN + years):
        midway = _moved(chance, omega, _KEEPS**_HALF, _SPREAD)
        omega = _moved(chance, midway, _KEEPS ** (1 - _HALF), _SPREAD)
        k = np.log(capital)
        expected = _KEEPS ** (1 - _HALF) * midway + _left(_KEEPS ** (1 - _HALF), _SPREAD) / 2
        labour = k + (np.log(LABOUR) + expected - wage) / (1 - LABOUR)
        materials = CAPITAL * k + LABOUR * labour + omega
        if year >= _BURN:
            output = materials + chance.normal(0, _NOISE, firms)
            rows.append((np.arange(firms), np.full(firms, year - _BURN), output, labour, k, materials))
        capital = _STAYS * capital + _worth_of_capital(omega, wage) * _DISCOUNT / cost
        wage = _moved(chance, wage, _WAGE_KEEPS, _WAGE_SPREAD)
    firm, year_of, *columns = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    return panel_of(firm, year_of, dict(zip(("y", "l", "k", "m"), columns, strict=True)))


def _moved(chance: np.random.Generator, at: Floats, keeps: float, spread: float) -> Floats:
    return keeps * at + chance.normal(0, np.sqrt(_left(keeps, spread)), len(at))


def _left(keeps: float, spread: float) -> float:
    """The variance of what is not kept."""
    return float(spread**2 * (1 - keeps**2))


def _worth_of_capital(omega: Floats, wage: Floats) -> Floats:
    """What a unit of capital is expected to earn from next year on: the sum of its discounted marginal profits."""
    worth = np.zeros(len(omega))
    of_omega, of_wage = 1 / (1 - LABOUR), -LABOUR / (1 - LABOUR)
    to_known = _KEEPS ** (1 - _HALF)
    for ahead in range(1, _HORIZON):
        keeps, wage_keeps = _KEEPS ** (ahead - _HALF), _WAGE_KEEPS**ahead
        log_profit = of_omega * (to_known * keeps * omega + _left(to_known, _SPREAD) / 2) + of_wage * wage_keeps * wage
        spread = (of_omega * to_known) ** 2 * _left(keeps, _SPREAD) + of_wage**2 * _left(wage_keeps, _WAGE_SPREAD)
        worth += (_DISCOUNT * _STAYS) ** (ahead - 1) * np.exp(log_profit + spread / 2)
    return np.asarray((1 - LABOUR) * LABOUR ** (LABOUR / (1 - LABOUR)) * worth)
