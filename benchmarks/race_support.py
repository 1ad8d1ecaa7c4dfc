"""Claim: in 1,000 races of two processes no content is taken twice and no ceiling is passed.

Run: `.venv/bin/python benchmarks/race_support.py` (SQLite in a temporary file); on PostgreSQL with
`tools/with_postgres.py` before it. Half of the races: two organisations of one lineage hand in an application for the
same content at the same moment, once for life against once for life, for a standard, or as often as one likes. The
other half: two cases of 30 million đồng are approved at the same moment out of a fund that has 30 million left. Exactly
one of the two must win, and whoever loses must be told why; at the end the sums are recounted (`nscl check-support`).
The suite has the same with fewer rounds (`tests/support/test_races.py`).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

RACES = 1000
RUNNERS = 2
PATIENCE_S = 60
WON = "won"
# What the loser is to be told.
FAIR = {"submit": "AlreadySupported", "approve": "CeilingExceeded"}
Race = tuple[str, tuple[int, int], int]


def main() -> int:
    """Race on the database of the environment, print, return 1 where a race was violated."""
    races = int(sys.argv[1]) if len(sys.argv) > 1 else RACES
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{Path(folder) / 'race.sqlite3'}")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.testing")
        import django  # noqa: PLC0415  (the settings read the environment)

        django.setup()
        from django.conf import settings  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        from tests.factories.support_rules import write_rules  # noqa: PLC0415

        settings.DATA_DIR = write_rules(Path(folder))
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "race-test.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            return report(connection.vendor, races)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def report(vendor: str, races: int) -> int:
    """Arrange, race, count."""
    from nscl.support.queries.checking import check_support  # noqa: PLC0415

    arranged = arrange(races)
    start = time.perf_counter()
    answers = run(arranged)
    seconds = time.perf_counter() - start
    outcomes = Counter((kind, *sorted(pair)) for (kind, _cases, _fund), pair in zip(arranged, answers, strict=True))
    violations = 0
    for (kind, *pair), count in sorted(outcomes.items()):
        held = sorted(pair) == sorted([WON, FAIR[kind]])
        violations += 0 if held else count
        print(f"{vendor} {kind}: {' | '.join(pair)}: {count}{'' if held else '  VIOLATED'}")
    problems = check_support().problems
    for problem in problems[:10]:
        print(problem)
    violations += len(problems)
    print(f"{vendor}: {len(arranged)} races of {RUNNERS} processes in {seconds:.1f} s, {violations} violations")
    return int(violations > 0)


def arrange(races: int) -> list[Race]:
    """Pairs of drafts of one lineage, and pairs of appraised cases with a fund that can bear one of them."""
    from nscl.finance.models import LedgerAccount  # noqa: PLC0415
    from nscl.support.enums import CaseState  # noqa: PLC0415
    from nscl.support.models import SupportFund  # noqa: PLC0415
    from tests.factories.ledger import MILLION, STATE, allocated, approved_estimate, entry  # noqa: PLC0415
    from tests.factories.reference import load_places  # noqa: PLC0415
    from tests.factories.support import MOMENT, a_branch, a_draft, a_firm, case_in, make_world  # noqa: PLC0415
    from tests.factories.support_rules import LIFE, MANY, SUBJECT, under  # noqa: PLC0415

    load_places()
    world, half = make_world(), races // 2
    arranged: list[Race] = []
    for number in range(races - half):
        firm = a_firm(world.unit_id)
        other = (LIFE, SUBJECT, MANY)[number % 3]
        pair = a_draft(firm, under(LIFE)), a_draft(a_branch(firm), under(other, subject="ISO 9001"))
        arranged.append(("submit", pair, 0))
    approved_estimate(world.plan, {str(line): {(2025, STATE): 30 * MILLION} for line in range(1, half + 1)})
    allocated(world.plan, *(entry(world.plan, 30, str(line)) for line in range(1, half + 1)))
    accounts = LedgerAccount.objects.filter(plan=world.plan).order_by("pk")
    for number, account in enumerate(accounts):
        fund = SupportFund.objects.create(
            unit_id=world.unit_id,
            plan=world.plan,
            year=2025,
            name=f"Quỹ {number}",
            account=account,
            ceiling_vnd=30 * MILLION,
            created_at=MOMENT,
        )
        cases = [case_in(CaseState.APPRAISED, a_firm(world.unit_id), under(MANY)).pk for _ in range(RUNNERS)]
        arranged.append(("approve", (cases[0], cases[1]), fund.pk))
    return arranged


def run(arranged: Sequence[Race]) -> list[tuple[str, str]]:
    """What each of the two runners came to, race by race; both start each race together."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(RUNNERS), context.Queue()
    runners = [context.Process(target=runner, args=(lane, arranged, barrier, answers)) for lane in range(RUNNERS)]
    for process in runners:
        process.start()
    found = dict(answers.get(timeout=PATIENCE_S * 60) for _runner in runners)
    for process in runners:
        process.join()
    return list(zip(found[0], found[1], strict=True))


def runner(lane: int, arranged: Sequence[Race], barrier: Any, answers: Any) -> None:
    """One process: its case of every pair."""
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    outcomes = []
    for kind, cases, fund in arranged:
        barrier.wait(PATIENCE_S)
        try:
            act(kind, cases[lane], fund)
        except Exception as error:  # noqa: BLE001  (told, and judged by the process that waits)
            outcomes.append(type(error).__name__)
        else:
            outcomes.append(WON)
    connection.close()
    answers.put((lane, outcomes))


def act(kind: str, case: int, fund: int) -> None:
    """Hand a draft in, or approve an appraised case."""
    from nscl.records.operations import SYSTEM  # noqa: PLC0415
    from nscl.support.operations.cases import submit_case  # noqa: PLC0415
    from nscl.support.operations.deciding import approve_case  # noqa: PLC0415
    from nscl.support.rules.granting import ApprovalValues  # noqa: PLC0415
    from tests.factories.ledger import MILLION  # noqa: PLC0415
    from tests.factories.support import MOMENT  # noqa: PLC0415

    if kind == "submit":
        submit_case(number=case, version=None, viewer=None, by=SYSTEM, at=MOMENT)
        return
    values = ApprovalValues(decision_number="1/QĐ-UBND", decision_on=MOMENT.date(), vnd=30 * MILLION, fund=fund)
    approve_case(case=case, version=None, values=values, viewer=None, by=SYSTEM, at=MOMENT)


if __name__ == "__main__":
    sys.exit(main())
