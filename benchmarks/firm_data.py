"""The synthetic firms of the peers' timings: a panel with a known truth (0.55, 0.30), and units below a frontier."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from nscl.economics.frontiers.units import Units, units_of

Floats = NDArray[np.float64]
YEARS = 15
# Rows → firms, as the peers have them.
FIRMS = {"10k": 834, "100k": 8_340, "1M": 83_400, "15M": 1_250_000}


def columns(firms: int, seed: int = 7) -> dict[str, NDArray[np.generic]]:
    """firm, year, y, l, k, m, i of all rows, sorted by firm and year."""
    chance = np.random.default_rng(seed)
    omega = chance.normal(0, 0.3 / np.sqrt(1 - 0.49), firms)
    k = chance.normal(3, 1, firms)
    chance.normal(0, 0.3, firms)
    wage = chance.normal(0, 0.3, firms)
    out = {name: np.empty((firms, YEARS)) for name in ("y", "l", "k", "m", "i")}
    for year in range(YEARS):
        wage = 0.6 * wage + chance.normal(0, 0.2, firms)
        invested = 0.5 * k + 1.2 * omega + chance.normal(0, 0.05, firms)
        labour = 0.5 * k + 0.8 * omega - wage + chance.normal(0, 0.15, firms)
        materials = 0.6 * k + 1.1 * omega + chance.normal(0, 0.0, firms)
        out["y"][:, year] = 1 + 0.55 * labour + 0.30 * k + omega + chance.normal(0, 0.1, firms)
        out["l"][:, year], out["k"][:, year], out["m"][:, year], out["i"][:, year] = labour, k, materials, invested
        k = np.log(np.exp(k) * 0.88 + np.exp(np.clip(invested, -5, 8)) * 0.12 * 1.2)
        omega = 0.7 * omega + chance.normal(0, 0.3, firms)
    turns = np.random.default_rng(1)
    enters, leaves = turns.integers(0, 4, firms), YEARS - turns.integers(0, 4, firms)
    span = np.arange(YEARS)
    seen = (span >= enters[:, None]) & (span < leaves[:, None])
    firm, year_of = np.nonzero(seen)
    return {"firm": firm, "year": year_of + 2000, **{name: values[seen] for name, values in out.items()}}


def written(path: Path, made: dict[str, NDArray[np.generic]]) -> None:
    """The columns as a Parquet file, the figures not in logarithms, as a survey has them."""
    store = duckdb.connect()
    store.register("made", pa.table(made))
    logs = ", ".join(f"exp({name}) AS {name}" for name in ("y", "l", "k", "m", "i"))
    store.execute(f"COPY (SELECT firm, year, {logs} FROM made) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    store.close()


def units(count: int, chance: np.random.Generator) -> Units:
    """Units of three inputs and two outputs below a frontier of nearly constant returns."""
    x = np.exp(chance.normal(0, 0.6, (count, 3)))
    best = x[:, 0] ** 0.3 * x[:, 1] ** 0.4 * x[:, 2] ** 0.25
    split, below = chance.uniform(0.3, 0.7, count), np.exp(-np.abs(chance.normal(0, 0.35, count)))
    outputs = np.column_stack([best * split * below, best * (1 - split) * below])
    return units_of([str(index) for index in range(count)], x, outputs)
