"""A claim about the band of TFP growth (issue 8).

Growth accounting over 34 provinces × 30 years × 6 methods × 10,000 draws, quantiles included: at most 20 × drawing the
random numbers alone (three uniform and 4 × 30 normal ones a draw and province), which is what `simulation.draw` does.
The sixth method, KLEMS, has its own table: gross output and ten inputs.

Ours and theirs are timed turn about in one run, and judged is the median of their ratios.
Run: `.venv/bin/python benchmarks/bench_simulation.py`; exit status 1 where the claim does not hold.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np

from nscl.economics.growth.accounting import Method
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.klems import Factor, FactorKind, Klems
from nscl.economics.growth.study import Options
from nscl.economics.series import Series
from nscl.economics.simulation import draw, simulate

PROVINCES, YEARS, DRAWS, ROUNDS = 34, range(1995, 2025), 10_000, 3
METHODS = tuple(Method)
OPTIONS = Options(table_shares={1995: 0.55, 2007: 0.57, 2019: 0.59})
MOST_TIMES = 20.0
FACTORS = (
    *((f"vốn {number}", FactorKind.CAPITAL) for number in range(5)),
    *((f"trung gian {number}", FactorKind.INTERMEDIATE) for number in range(3)),
    *((f"lao động {number}", FactorKind.LABOUR) for number in range(2)),
)


def province(number: int) -> Figures:
    """Figures of a province that grows in its own way."""
    chance = np.random.default_rng(number)

    def series(name: str, pace: float, spread: float, level: float) -> Series:
        levels = level * np.exp(np.cumsum(chance.normal(pace, spread, len(YEARS))))
        return Series(name, "", dict(zip(YEARS, levels.tolist(), strict=True)))

    factors = {
        name: Factor(series(name, 0.06, 0.03, 100), series(name, 0.08, 0.03, 10).values, kind) for name, kind in FACTORS
    }
    return Figures(
        series("GRDP", 0.07, 0.03, 100),
        series("Lao động", 0.01, 0.01, 50),
        investment=series("Đầu tư", 0.08, 0.1, 30),
        labour_share=Series("Tỷ trọng lao động", "", dict(zip(YEARS, np.linspace(0.5, 0.6, len(YEARS)), strict=True))),
        klems=Klems(series("Giá trị sản xuất", 0.08, 0.03, 200), factors),
    )


def main() -> int:
    """Measure the claim."""
    figures = [province(number) for number in range(PROVINCES)]
    ratios = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for number in range(PROVINCES):
            draw(np.random.default_rng(number), len(YEARS), DRAWS)
        alone = time.perf_counter() - begin
        begin = time.perf_counter()
        for number, one in enumerate(figures):
            simulate(one, METHODS, OPTIONS, draws=DRAWS, seed=number)
        ours = time.perf_counter() - begin
        ratios.append(ours / alone)
        print(f"  drawing alone {alone:.2f} s, all of it {ours:.2f} s: {ours / alone:.1f} ×")
    ratio = statistics.median(ratios)
    held = ratio <= MOST_TIMES
    verdict = "holds" if held else "DOES NOT HOLD"
    print(f"34 × 30 × {len(METHODS)} × 10,000 ÷ drawing alone: {ratio:.1f} × (at most {MOST_TIMES:.0f}): {verdict}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
