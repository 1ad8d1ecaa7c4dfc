"""Claim: a half-normal frontier of 1,000,000 rows takes, a row, a tenth of what panelsfa takes at 100,000.

Run: `.tools/uv run --no-sync --with panelsfa python benchmarks/bench_stochastic.py` (a peer, no dependency; without it
only our times are printed). The truth is 1, 0.6, 0.3; σ_u 0.4, σ_v 0.15; both must agree on it before a time counts.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.frontiers.stochastic import stochastic_frontier

SIZES = (10_000, 100_000, 1_000_000)
GOAL = 10.0
PEERS_ROWS = 100_000
TRUTH = (1.0, 0.6, 0.3)


def main() -> int:
    """Measure, print the ratio, return 1 where the goal is missed."""
    ours = {}
    for rows in SIZES:
        panel = Panel(np.arange(rows), np.full(rows, 2020), drawn(rows), range(rows))  # type: ignore[arg-type]
        start = time.perf_counter()
        found = stochastic_frontier(panel, "y", ("l", "k"))
        ours[rows] = time.perf_counter() - start
        values = list(found.coefficients.values())
        print(f"  {rows:9,} rows: {ours[rows]:6.2f} s, {ours[rows] / rows * 1e6:.2f} µs a row, {np.round(values, 3)}")
        if np.abs(np.array(values) - TRUTH).max() > 0.05:
            print("  not the truth: MISSED")
            return 1
    theirs = peer()
    if theirs is None:
        print("panelsfa is absent, or is not at the truth: no comparison")
        return 0
    ratio = (theirs / PEERS_ROWS) / (ours[SIZES[-1]] / SIZES[-1])
    print(f"panelsfa {PEERS_ROWS:,} rows {theirs:.2f} s; a row {ratio:.1f} × ours; goal {GOAL:.0f}×",
          "held" if ratio >= GOAL else "MISSED")  # fmt: skip
    return int(ratio < GOAL)


def drawn(rows: int) -> dict[str, Floats]:
    """Rows below a known frontier."""
    chance = np.random.default_rng(5)
    labour, capital = chance.normal(size=(2, rows))
    short = np.abs(chance.normal(0, 0.4, rows))
    output = TRUTH[0] + TRUTH[1] * labour + TRUTH[2] * capital + chance.normal(0, 0.15, rows) - short
    return {"y": output, "l": labour, "k": capital}


def peer() -> float | None:
    """Seconds of panelsfa's half-normal; None where it is absent."""
    try:
        from panelsfa import CrossSectionalSFA  # noqa: PLC0415  (a peer, not a dependency)
    except ModuleNotFoundError:
        return None
    columns = drawn(PEERS_ROWS)
    design = np.column_stack([np.ones(PEERS_ROWS), columns["l"], columns["k"]])
    start = time.perf_counter()
    fitted = CrossSectionalSFA().fit(design, columns["y"])
    seconds = time.perf_counter() - start
    print(f"  panelsfa {np.round(fitted.coef_, 3)}")
    return seconds if np.abs(np.asarray(fitted.coef_) - TRUTH).max() < 0.05 else None


if __name__ == "__main__":
    sys.exit(main())
