"""Claims about the rules of support (issue 7).

(a) `assess()` with its explanation: at least 20,000 cases a second in one process, over 100,000 cases drawn for all
    shipped rules, most of them near enough to the rule that every step is taken;
(b) the batch path: at most 3 × a bare vectorised calculation of the amounts, written by hand in numpy for the one rule
    (its costs within its days, its per cent, its cap, whom it is for), over the same columns. For a rule with one
    level (Bắc Giang, 1.1) and for one with six (Decree 80/2021, article 13.2).

(a) in processor time, the fastest of three rounds; in (b) ours and theirs are timed turn about in one run, and judged
is the median of their ratios.
Run: `.venv/bin/python benchmarks/bench_rules.py`; exit status 1 where a claim does not hold. Needs the extra analytics.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from nscl.rulebook.policies import Case, assess  # noqa: E402
from nscl.rulebook.policies.batch import assess_many  # noqa: E402
from nscl.rulebook.policies.columns import Columns, columns_of  # noqa: E402
from tests.rulebook.policies.drawing import draw_case, shipped  # noqa: E402

CASES, ROUNDS = 100_000, 9
LEAST_A_SECOND, MOST_TIMES = 20_000, 3.0
ON = date(2024, 11, 20)
Ints = NDArray[np.int64]


def main() -> int:
    """Measure both claims."""
    chance = random.Random(20261121)  # noqa: S311
    held = [_explained(chance)]
    held.append(_batch(chance, "bac-giang/43-2022-nq-hdnd", "systems-1", _by_hand_one_level))
    held.append(_batch(chance, "quoc-gia/80-2021-nd-cp", "consulting", _by_hand_by_size))
    return 0 if all(held) else 1


def _explained(chance: random.Random) -> bool:
    policies = [policy for policy in shipped().values() if policy.force_on(ON) is not None]
    rules = [(policy, item) for policy in policies for item in policy.items]
    asked = [(draw_case(chance, item, ON), policy) for policy, item in (chance.choice(rules) for _ in range(CASES))]
    best, steps = 0.0, 0
    for _ in range(3):
        begin = time.process_time()
        steps = sum(len(assess(case, policy, ON).steps) for case, policy in asked)
        best = max(best, CASES / (time.process_time() - begin))
    held = best >= LEAST_A_SECOND
    verdict = "holds" if held else "DOES NOT HOLD"
    print(f"(a) {best:,.0f} cases a second, {steps / CASES:.1f} steps each, at least {LEAST_A_SECOND:,}: {verdict}")
    return held


def _batch(chance: random.Random, slug: str, key: str, by_hand: Callable[[Columns], Ints]) -> bool:
    policy = shipped()[slug]
    item = next(one for one in policy.items if one.key == key)
    cases: list[Case] = [draw_case(chance, item, ON) for _ in range(CASES)]
    columns = columns_of(cases, policy, item, ON)
    ratios = []
    ours = theirs = 0.0
    for _ in range(ROUNDS):
        theirs, ours = _time(lambda: by_hand(columns)), _time(lambda: assess_many(columns))
        ratios.append(ours / theirs)
    granted = int((assess_many(columns).marks == 0).sum())
    ratio = statistics.median(ratios)
    held = ratio <= MOST_TIMES
    print(f"(b) {item.ref}: {granted} of {CASES} granted, ours {ours * 1000:.1f} ms, by hand {theirs * 1000:.1f} ms")
    print(f"(b) ours ÷ by hand: {ratio:.2f} ×, allowed {MOST_TIMES:g} ×: {'holds' if held else 'DOES NOT HOLD'}")
    return held


def _by_hand_one_level(columns: Columns) -> Ints:
    """50 % of what was built, applied, assessed from 2023 on, at most 50 million a standard less what was had."""
    total = _within(columns, {"build", "apply", "assess"}, date(2023, 1, 1), date(2025, 6, 30))
    amount = np.minimum(total * 50 // 100, np.maximum(50_000_000 - columns.used_vnd, 0))
    subjects = [columns.item.subjects.match(name) for name in columns.subject.names]
    fits = np.array(subjects)[columns.subject.codes] & (columns.certificate == 1) & (columns.is_supported == 0)
    fits &= _is_in(columns, {"enterprise", "cooperative", "cooperative_union"})
    fits &= np.array([name == "bac-giang" for name in columns.province.names])[columns.province.codes]
    return np.where(fits, amount, 0)


def _by_hand_by_size(columns: Columns) -> Ints:
    """Article 13.2: the per cent and the cap by size, the cap larger for three groups."""
    total = _within(columns, {"contract"}, date(2021, 10, 15), ON)
    percents = np.array([{"micro": 100, "small": 50, "medium": 30}.get(name, 0) for name in columns.size.names])
    plain = np.array([{"micro": 50, "small": 100, "medium": 150}.get(name, 0) for name in columns.size.names])
    larger = np.array([{"micro": 70, "small": 150, "medium": 200}.get(name, 0) for name in columns.size.names])
    women, many, social = (columns.facts[key] == 1 for key in ("women-owned", "many-women", "social-enterprise"))
    size = columns.size.codes
    cap = np.where(women | many | social, larger[size], plain[size]) * 1_000_000
    amount = np.minimum(total * percents[size] // 100, np.maximum(cap - columns.used_vnd, 0))
    fits = _is_in(columns, {"enterprise"}) & (columns.facts["consultant-in-network"] == 1)
    return np.where(fits, amount, 0)


def _within(columns: Columns, heads: set[str], first: date, last: date) -> Ints:
    begin, end = first.toordinal(), min(last, ON).toordinal()
    total = np.zeros(len(columns.cases), dtype=np.int64)
    for cost in columns.costs:
        ours = np.array([name in heads for name in cost.head.names])[cost.head.codes]
        total += np.where(ours & (cost.day >= begin) & (cost.day <= end) & (cost.is_used == 0), cost.vnd, 0)
    return total


def _is_in(columns: Columns, kinds: set[str]) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = np.array([name in kinds for name in columns.kind.names])[columns.kind.codes]
    return mask


def _time(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
