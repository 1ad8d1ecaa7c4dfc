"""Firms whose truth is known: labour 0.55, capital 0.30, and the panel of the peers' timings (9,969 rows, seed 7)."""

from __future__ import annotations

import numpy as np

from nscl.economics.firms.panel import Panel, panel_of
from nscl.economics.firms.production import Production

LABOUR, CAPITAL = 0.55, 0.30
BY_INVESTMENT = Production("y", ("l",), ("k",), "i")
BY_MATERIALS = Production("y", ("l",), ("k",), "m")


def simulated(firms: int = 834, years: int = 15, seed: int = 7) -> Panel:
    """Productivity and wages go on from year to year; labour, materials and investment follow them; firms come, go."""
    chance = np.random.default_rng(seed)
    omega = chance.normal(0, 0.3 / np.sqrt(1 - 0.49), firms)
    k = chance.normal(3, 1, firms)
    chance.normal(0, 0.3, firms)
    wage = chance.normal(0, 0.3, firms)
    rows = []
    for year in range(years):
        wage = 0.6 * wage + chance.normal(0, 0.2, firms)
        invested = 0.5 * k + 1.2 * omega + chance.normal(0, 0.05, firms)
        labour = 0.5 * k + 0.8 * omega - wage + chance.normal(0, 0.15, firms)
        materials = 0.6 * k + 1.1 * omega + chance.normal(0, 0.0, firms)
        output = 1 + LABOUR * labour + CAPITAL * k + omega + chance.normal(0, 0.1, firms)
        rows.append((np.arange(firms), np.full(firms, year), output, labour, k, materials, invested, omega))
        k = np.log(np.exp(k) * 0.88 + np.exp(np.clip(invested, -5, 8)) * 0.12 * 1.2)
        omega = 0.7 * omega + chance.normal(0, 0.3, firms)
    firm, year_of, *columns = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    turns = np.random.default_rng(1)
    enters, leaves = turns.integers(0, 4, firms), years - turns.integers(0, 4, firms)
    seen = (year_of >= enters[firm]) & (year_of < leaves[firm])
    names = ("y", "l", "k", "m", "i", "omega")
    return panel_of(
        firm[seen], year_of[seen], {name: column[seen] for name, column in zip(names, columns, strict=True)}
    )
