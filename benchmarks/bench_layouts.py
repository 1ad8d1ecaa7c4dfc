"""Claim: a plan is read alike in whatever layout it comes: at least 90 of 100 overall in each.

Plans with known content, made from seeds (other provinces, years, wordings and tables than the published five), are
written in nine layouts and four ways of numbering, read, and compared with what they say; then the same with a mistake
put in, which reading and checking must report, and nothing else. The score is the mean F1 of the parts, as for the
published plans. Run: `.venv/bin/python benchmarks/bench_layouts.py`; exit status 1 where a layout stays below.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from nscl.documents.checks import check_pack  # noqa: E402
from nscl.documents.pack.enums import FindingSeverity  # noqa: E402
from nscl.documents.pack.schema import PlanPack  # noqa: E402
from tests.documents.reading.documents.layouts import LAYOUTS  # noqa: E402
from tests.documents.reading.documents.reading import try_layout  # noqa: E402
from tests.documents.reading.documents.scoring import overall  # noqa: E402
from tests.documents.reading.documents.story import Slip  # noqa: E402
from tests.documents.reading.documents.styles import Style  # noqa: E402

GOAL = 90.0
SEEDS = range(12)
SLIP_SEEDS = range(4)


def main() -> int:
    """Print one row a layout, as the table of benchmarks/README.md has them."""
    print("| layout | mean | least | weakest parts | mistakes found | made up |")
    print("|---|---|---|---|---|---|")
    held = [_layout(layout) for layout in LAYOUTS]
    return 0 if all(held) else 1


def _layout(layout: str) -> bool:
    trials = [try_layout(layout, _style(seed), seed) for seed in SEEDS]
    totals = [overall(trial.parts) for trial in trials]
    parts = {name for trial in trials for name in trial.parts}
    means = {name: statistics.mean(t.parts[name].f1 for t in trials if name in t.parts) for name in parts}
    weakest = [f"{name} {mean:.1f}" for name, mean in sorted(means.items(), key=lambda item: item[1]) if mean < 99.95]
    found, due, extra = _mistakes(layout)
    extra += sum(_found(trial.reading.pack).total() for trial in trials)
    print(
        f"| {layout} | {statistics.mean(totals):.1f} | {min(totals):.1f} | {', '.join(weakest[:3]) or '–'} "
        f"| {found} of {due} | {extra} |"
    )
    return min(totals) >= GOAL


def _mistakes(layout: str) -> tuple[int, int, int]:
    """Findings that the true pack has too; those that it has; those that only the reading has."""
    found = due = extra = 0
    for slip in Slip:
        for seed in SLIP_SEEDS:
            trial = try_layout(layout, _style(seed), seed, slip)
            ours, theirs = _found(trial.reading.pack), _found(trial.due)
            found += (ours & theirs).total()
            due += theirs.total()
            extra += (ours - theirs).total()
    return found, due, extra


def _found(pack: PlanPack) -> Counter[str]:
    return Counter(finding.rule for finding in check_pack(pack) if finding.severity is not FindingSeverity.INFO)


def _style(seed: int) -> Style:
    """Each numbering with each shape of table, over the seeds."""
    styles = tuple(Style)
    return styles[(seed + seed // len(styles)) % len(styles)]


if __name__ == "__main__":
    sys.exit(main())
