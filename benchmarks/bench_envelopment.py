"""Claim: DEA by variable returns, 3 inputs and 2 outputs, exact: 5,000 units at least 20 times as fast as HiGHS with
hot start in the same run, 20,000 at least 50 times; Malmquist of 2,000 units in 5 years (2 inputs, 1 output, constant
returns, as the peers time it) at most 6 times one such DEA of 2,000 units.

Run: `.tools/uv run --no-sync --with highspy python benchmarks/bench_envelopment.py` (highspy is a peer, no dependency;
without it scipy's HiGHS stands in, one programme at a time). The peer solves a sample of units, its time taken in
proportion; the scores of the sample must agree to 1e-7 before a time counts. `--large` adds 100,000 units, whose
scores are held against HiGHS on a sample, and what memory it took.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.firm_data import units
from nscl.economics.frontiers.envelopment import _Scale, efficiency
from nscl.economics.frontiers.highs import solve_one
from nscl.economics.frontiers.malmquist import malmquist
from nscl.economics.frontiers.units import Floats, Orientation, Returns, Units

SIZES = (500, 2_000, 5_000, 20_000)
GOALS = {5_000: 20.0, 20_000: 50.0}
SAMPLE = {500: 500, 2_000: 400, 5_000: 200, 20_000: 60}
LARGE = 100_000
MALMQUIST_GOAL = 6.0
ROUNDS = 3
T = TypeVar("T")


def main(arguments: Sequence[str]) -> int:
    """Measure, print the ratios, return 1 where a goal is missed."""
    chance = np.random.default_rng(3)
    missed = False
    for size in SIZES:
        missed |= not report(units(size, chance))
    if "--large" in arguments:
        report_large(units(LARGE, chance))
    missed |= not report_malmquist(chance)
    return int(missed)


def report(one: Units) -> bool:
    """Ours and the peer's time of one size; True where its goal is held."""
    seconds, scores = timed(lambda: efficiency(one, Returns.VARIABLE), rounds=ROUNDS)
    x, y = _Scale(one, Returns.VARIABLE).of(one)
    sample = np.linspace(0, len(one) - 1, SAMPLE[len(one)]).astype(int)
    name, theirs = peer()
    start = time.perf_counter()
    expected = theirs(x, y, sample)
    whole = (time.perf_counter() - start) / len(sample) * len(one)
    worst = float(np.abs(expected - scores.values[sample]).max())
    ratio, goal = whole / seconds, GOALS.get(len(one), 0.0)
    held = ratio >= goal and worst < 1e-7
    print(
        f"  {len(one):6} units: ours {seconds:7.3f} s, {name} {whole:8.2f} s = {ratio:6.1f}×; mean "
        f"{scores.values.mean():.7f}, {len(scores.efficient)} efficient, worst difference {worst:.0e}; "
        f"goal {goal:.0f}× {'held' if held else 'MISSED'}"
    )
    return held


def report_large(one: Units) -> None:
    """Time, memory and agreement of a size that no peer finishes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, scores = timed(lambda: efficiency(one, Returns.VARIABLE), rounds=1)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    x, y = _Scale(one, Returns.VARIABLE).of(one)
    few = np.linspace(0, len(one) - 1, 3).astype(int)
    worst = float(np.abs(one_by_one(x, y, few) - scores.values[few]).max())
    print(
        f"  {len(one)} units: {seconds:.1f} s, mean {scores.values.mean():.6f}, {len(scores.efficient)} efficient, "
        f"peak memory {grown / len(one):.0f} bytes a unit more, worst difference of {len(few)} from HiGHS {worst:.0e}"
    )


def report_malmquist(chance: np.random.Generator) -> bool:
    """Malmquist of 2,000 units in five years against one DEA of 2,000; True where the goal is held."""
    one, _ = timed(lambda: efficiency(units(2_000, np.random.default_rng(1)), Returns.VARIABLE), rounds=ROUNDS)
    years = {}
    for year in range(5):
        drawn = units(2_000, chance)
        years[2020 + year] = Units(drawn.names, drawn.inputs[:, :2].copy(), drawn.outputs.sum(axis=1, keepdims=True))
    whole, made = timed(lambda: malmquist(years), rounds=ROUNDS)
    held = whole / one <= MALMQUIST_GOAL
    print(
        f"  Malmquist 2,000 × 5: {whole:.3f} s = {whole / one:.1f} × one DEA ({one:.3f} s), "
        f"{len(made.changes)} indexes; goal {MALMQUIST_GOAL:.0f}× {'held' if held else 'MISSED'}"
    )
    return held


def timed(call: Callable[[], T], *, rounds: int) -> tuple[float, T]:
    """Median seconds, and what the last call gave."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        given = call()
        times.append(time.perf_counter() - start)
    return statistics.median(times), given


def peer() -> tuple[str, Callable[[Floats, Floats, np.ndarray], Floats]]:
    """HiGHS with one programme re-used and a hot start; scipy's, one by one, where highspy is absent."""
    try:
        import highspy  # noqa: F401, PLC0415  (a peer, not a dependency)
    except ModuleNotFoundError:
        return "scipy HiGHS", one_by_one
    return "highspy hot start", hot_start


def one_by_one(x: Floats, y: Floats, sample: np.ndarray) -> Floats:
    found = [solve_one((x, y), (x[i], y[i]), Returns.VARIABLE, Orientation.INPUT).score for i in sample]
    return np.array(found, dtype=np.float64)


def hot_start(x: Floats, y: Floats, sample: np.ndarray) -> Floats:
    """min θ: Σλx − θx₀ ≤ 0, Σλy ≥ y₀, Σλ = 1; from unit to unit only x₀ and y₀ change."""
    import highspy  # noqa: PLC0415

    count, used = x.shape
    made = y.shape[1]
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    infinite = highspy.kHighsInf
    for _ in range(used):
        model.addRow(-infinite, 0.0, 0, np.empty(0, dtype=np.int32), np.empty(0))
    for _ in range(made):
        model.addRow(0.0, infinite, 0, np.empty(0, dtype=np.int32), np.empty(0))
    model.addRow(1.0, 1.0, 0, np.empty(0, dtype=np.int32), np.empty(0))
    rows = np.arange(used + made + 1, dtype=np.int32)
    model.addCol(1.0, 0.0, infinite, used, rows[:used], -x[0])
    for unit in range(count):
        model.addCol(0.0, 0.0, infinite, len(rows), rows, np.concatenate([x[unit], y[unit], [1.0]]))
    found = []
    for unit in sample:
        for row in range(used):
            model.changeCoeff(row, 0, -float(x[unit, row]))
        for row in range(made):
            model.changeRowBounds(used + row, float(y[unit, row]), infinite)
        model.run()
        found.append(model.getInfo().objective_function_value)
    return np.array(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
