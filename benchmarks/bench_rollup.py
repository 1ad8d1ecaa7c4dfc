"""Claim: the roll-up of 34 provinces takes at most 3 × the SQL it runs, in as many queries for any number of them.

Data: 17 provinces that work here, each with a plan of 30 measures, together 200,000 finished activities; 17 that sent a
package of 60 measures and 3,000 grants each; in a temporary SQLite file, or where NSCL_DATABASE_URL says. The SQL: the
statements of one roll-up executed alone, all rows fetched. Beside it, told: the time that
the timeliness of provinces takes, and the search among 51,000 grants for organisations that were supported twice.

Run: `.venv/bin/python benchmarks/bench_rollup.py [activities]`; exit status 1 where the claim fails.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django

ACTIVITIES = 200_000
FACTOR = 3
ROUNDS = 7
MEASURES = 60
GRANTS = 3_000

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
os.environ.setdefault("NSCL_VAR_DIR", FOLDER.name)
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.work_data import AT, ON, load_country  # noqa: E402
from nscl.accounts.models import User  # noqa: E402
from nscl.accounts.operations import create_sample_accounts  # noqa: E402
from nscl.accounts.queries import viewer_of  # noqa: E402
from nscl.documents.pack.labels import INDICATOR_LABELS  # noqa: E402
from nscl.institutions.enums import UnitLevel  # noqa: E402
from nscl.institutions.queries import units_on  # noqa: E402
from nscl.plans.models import Plan  # noqa: E402
from nscl.records.inserting import insert_values  # noqa: E402
from nscl.reporting.models import (  # noqa: E402
    ReceivedMeasure,
    ReceivedPackage,
    ReceivedSupport,
    ReceivedTimeliness,
    TrustedKey,
)
from nscl.reporting.queries.national import national_table  # noqa: E402
from nscl.reporting.queries.national_timeliness import province_timeliness  # noqa: E402
from nscl.reporting.queries.twice import supported_twice  # noqa: E402


def main() -> int:
    """Measure, print, return 1 where the claim fails."""
    activities = int(sys.argv[1]) if len(sys.argv) > 1 else ACTIVITIES
    call_command("migrate", verbosity=0)
    load_country().fill_others(activities)
    create_sample_accounts(at=AT)
    viewer = viewer_of(User.objects.get(username="bokhcn"))
    units = [unit.id for unit in units_on(ON, UnitLevel.PROVINCE)]
    queries = []
    for sent in (1, 17):
        send(units[:sent])
        with CaptureQueriesContext(connection) as made:
            table = national_table(viewer, ON.year, ON)
        queries.append(len(made))
        shown = sum(len(row.entries) for row in table.indicators)
        print(f"{sent:2} packages: {len(made)} queries, {shown} measures of {len(table.provinces)} provinces")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    failed = [
        judge("queries at 17 packages ÷ at one", queries[1] / queries[0], 1),
        ratio("roll-up", lambda: national_table(viewer, ON.year, ON)),
    ]
    for what, act in {
        "timeliness": lambda: province_timeliness(viewer, ON.year, ON),
        "supported twice": lambda: supported_twice(viewer, ON),
    }.items():
        print(f"{what}: {least(act) * 1000:.0f} ms")
    return int(any(failed))


def send(units: Sequence[int]) -> None:
    """Packages of provinces whose plans are not here then."""
    for unit in units:
        Plan.objects.filter(unit=unit).update(period_end=ON.year - 1)
        if ReceivedPackage.objects.filter(unit=unit).exists():
            continue
        key = TrustedKey.objects.create(key_id=f"{unit:016x}", name="Sở", unit_id=unit, pem="", added_at=AT)
        values: dict[str, Any] = {"plan_label": "Kế hoạch", "edition": 1, "format_version": 1, "software": "nscl"}
        files = {"sha256": f"{unit:064x}", "file_name": "goi.nscl.zip", "content": b"", "rows": 1}
        times = {"made_at": AT, "taken_at": AT}
        package = ReceivedPackage.objects.create(key=key, unit_id=unit, year=ON.year, **values, **files, **times)
        fill(package.pk)
        ReceivedTimeliness.objects.create(package=package, year=ON.year, asked=40, submitted=35, on_time=30)
        ReceivedPackage.objects.filter(pk=package.pk).update(sealed_at=AT)


def fill(package: int) -> None:
    """Its measures and grants; a firm in a hundred is of another province too."""
    codes = list(INDICATOR_LABELS)
    names = ("package_id", "position", "indicator", "label", "op", "target", "unit", "when", "of")
    more = ("phase_start", "phase_end", "value", "value_year", "status", "source")
    measure = ("at_least", 100, "lượt", "total", "", 2021, 2030, 40, 7, "on_track", "counted")
    rows = [(package, place, codes[place % len(codes)], f"Chỉ tiêu {place}", *measure) for place in range(MEASURES)]
    insert_values(ReceivedMeasure, (*names, *more), rows)
    grants = [
        (
            package,
            f"{one if one % 100 == 0 else package * 10_000 + one:010}",
            "Công ty",
            "Chứng nhận",
            "iso",
            10,
            ON.year,
        )
        for one in range(GRANTS)
    ]
    columns = ("package_id", "tax_code", "name", "content", "content_code", "vnd", "year")
    insert_values(ReceivedSupport, columns, grants)


def ratio(what: str, act: Callable[[], object]) -> bool:
    """An act against its own statements executed alone. True where it misses the factor."""
    with CaptureQueriesContext(connection) as made:
        act()
        captured = [query["sql"] for query in made.captured_queries]
    found, shown = [], []
    for _round in range(ROUNDS):
        whole, alone = timed(act), timed(lambda: run(captured))
        found.append(whole / alone)
        shown.append((whole, alone))
    whole, alone = (statistics.median(column) * 1000 for column in zip(*shown, strict=True))
    print(f"{what}: {whole:.0f} ms, its {len(captured)} statements alone {alone:.0f} ms")
    return judge(f"{what} ÷ its SQL", statistics.median(found), FACTOR)


def least(act: Callable[[], object]) -> float:
    """The least time of an act in seconds."""
    return min(timed(act) for _round in range(ROUNDS))


def run(statements: Sequence[str]) -> None:
    """Execute statements and fetch all they give."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def timed(act: Callable[[], object]) -> float:
    """How long an act takes, in seconds."""
    gc.collect()
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def judge(what: str, measured: float, allowed: float) -> bool:
    """Print a figure against its limit. True where it misses it."""
    missed = measured > allowed
    print(f"{what}: {measured:.2f} (allowed {allowed}) {'MISSED' if missed else 'holds'}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
