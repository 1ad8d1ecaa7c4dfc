"""Claim: over 100 samples of known truth the mean estimate lies within two standard errors of the truth, and within
what is published for the same design: ACF on the first design of Ackerberg, Caves and Frazer 2015 (labour .599 (.009),
capital .401 (.015), prodest's table 2); Wooldridge on the peers' panel (0.55, 0.30), where two R packages give capital
−0.20 and labour 0.74, with the width that its own standard errors say.

Run: `.venv/bin/python benchmarks/bench_monte_carlo.py [SAMPLES]` (a minute).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nscl.economics.firms.estimation import estimate
from nscl.economics.firms.panel import Panel
from nscl.economics.firms.production import Estimator, Production
from tests.economics.firms.monte_carlo import CAPITAL, DESIGN, LABOUR, design
from tests.economics.firms.simulation import BY_MATERIALS, simulated

SAMPLES = 100
PEERS_TRUTH = (0.55, 0.30)


def main(arguments: Sequence[str]) -> int:
    """Print each estimator's mean, spread and own errors; 1 where a mean is away from the truth."""
    samples = int(arguments[0]) if arguments else SAMPLES
    acf = told("acf, ACF 2015", lambda seed: design(1000, 10, seed), DESIGN, Estimator.ACKERBERG_CAVES_FRAZER, samples)
    held = within(acf, (LABOUR, CAPITAL), samples)
    wrdg = told("wrdg, peers", lambda seed: simulated(seed=seed), BY_MATERIALS, Estimator.WOOLDRIDGE, samples)
    held &= within(wrdg, PEERS_TRUTH, samples)
    return int(not held)


def told(
    name: str, sample: Callable[[int], Panel], production: Production, estimator: Estimator, samples: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The coefficients of each sample; their mean, spread, and the mean of their own standard errors are printed."""
    made = [estimate(sample(seed), production, estimator) for seed in range(samples)]
    found = np.array([list(one.coefficients.values()) for one in made])
    own = [list(one.errors.values()) for one in made if one.errors]
    said = f"; own errors {np.mean(own, axis=0).round(4)}" if own else ""
    print(f"{name}: mean {found.mean(axis=0).round(4)}, spread {found.std(axis=0, ddof=1).round(4)}{said}")
    return found


def within(found: np.ndarray[tuple[int, int], np.dtype[np.float64]], truth: tuple[float, ...], samples: int) -> bool:
    """Whether the mean is within two of its standard errors of the truth."""
    error = found.std(axis=0, ddof=1) / np.sqrt(samples)
    held = bool((np.abs(found.mean(axis=0) - truth) <= 2 * error).all())
    print(f"  truth {truth}: {'held' if held else 'MISSED'}")
    return held


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
