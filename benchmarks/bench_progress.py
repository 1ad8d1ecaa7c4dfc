"""Claims: progress costs what the province's own records cost, whatever the country holds.

Data: 34 provinces with one plan each of 30 measures (15 counted indicators × 2 phases), 1,000,000 finished activities
over 10 years and 3,000,000 participations; in a temporary SQLite file, or where NSCL_DATABASE_URL says.

1. The progress page of one province: at most 15 queries, and at most the empty page (a plan without targets, in the
   same layout) + 2 × its SQL executed alone.
2. The whole-country table of 34 × 30 measures: within 10 × one sequential scan of the tables it counts (activities and
   their outputs), each scanned once.
3. One province's table, and the page of one of its measures (records, participants, parts), at 1 ×, 4 ×, 16 × of the
   country's size, its own records unchanged: flat (at most 1.5 ×).

Run: `.venv/bin/python benchmarks/bench_progress.py [activities]`; exit status 1 where a claim fails.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

ACTIVITIES = 1_000_000
STEPS = (16, 4, 1)  # the country at a sixteenth, a quarter and the whole of its size
MOST_QUERIES = 15
SQL_FACTOR = 2
SCAN_FACTOR = 10
FLAT = 1.5
ROUNDS = 11
# It adds up a quantity, so that every part of its page reads the outputs of its records.
MEASURE = "organisations_inspected"

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
os.environ.setdefault("NSCL_VAR_DIR", FOLDER.name)
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
os.environ["NSCL_ALLOWED_HOSTS"] = "testserver"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
(Path(FOLDER.name) / "static").mkdir(exist_ok=True)
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.work_data import AT, ON, Country, load_country  # noqa: E402
from nscl.accounts.models import User  # noqa: E402
from nscl.accounts.operations import create_sample_accounts  # noqa: E402
from nscl.accounts.queries import viewer_of  # noqa: E402
from nscl.plans.queries.editions import find_edition  # noqa: E402
from nscl.progress.queries import measure_detail, nation_table, programme_table  # noqa: E402

SCANS = {
    "sqlite": (
        "SELECT COUNT(*), SUM(LENGTH(title)), MAX(done_on) FROM work_activity NOT INDEXED",
        "SELECT COUNT(*), SUM(quantity) FROM work_activityoutput NOT INDEXED",
    ),
    "postgresql": (
        "SELECT COUNT(*), SUM(LENGTH(title)), MAX(done_on::text) FROM work_activity",
        "SELECT COUNT(*), SUM(quantity) FROM work_activityoutput",
    ),
}


def main() -> int:
    """Measure the three claims, print them, return 1 where one fails."""
    activities = int(sys.argv[1]) if len(sys.argv) > 1 else ACTIVITIES
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    country = load_country()
    create_sample_accounts(at=AT)
    user = User.objects.get(username="bokhcn")
    viewer = viewer_of(user)
    country.fill_own(activities)
    header = find_edition(viewer, country.slug)
    measures = {row.indicator: row.number for row in programme_table(viewer, header, ON).rows}
    tables: list[float] = []
    details: list[float] = []
    for step in STEPS:
        country.fill_others(activities // step)
        analyse()
        tables.append(least(lambda: programme_table(viewer, header, ON)))
        details.append(least(lambda: measure_detail(viewer, header, measures[MEASURE], ON)))
        shown = f"one province's table {tables[-1] * 1000:7.1f} ms, a measure {details[-1] * 1000:7.1f} ms"
        print(f"country {activities // step:9,} activities: {shown}")
    failed = [
        judge("one province's table at 16 × ÷ at 1 × of the country", tables[-1] / tables[0], FLAT),
        judge("one measure's page at 16 × ÷ at 1 × of the country", details[-1] / details[0], FLAT),
        page(user, country),
        nation(user),
    ]
    return int(any(failed))


def page(user: User, country: Country) -> bool:
    """The first claim. True where it fails."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    href, empty = (f"/ke-hoach/{slug}/tien-do/?on={ON.isoformat()}" for slug in (country.slug, country.empty_slug))
    with CaptureQueriesContext(connection) as made:
        get(client, href)
        captured = [query["sql"] for query in made.captured_queries]
    statements = [sql for sql in captured if sql.startswith("SELECT")]
    ratios, shown = [], []
    for _round in range(ROUNDS):
        whole, layout, sql = (
            timed(lambda: get(client, href)),
            timed(lambda: get(client, empty)),
            timed(lambda: run(statements)),
        )
        ratios.append(whole / (layout + SQL_FACTOR * sql))
        shown.append((whole, layout, sql))
    whole, layout, sql = (statistics.median(column) * 1000 for column in zip(*shown, strict=True))
    print(f"page {whole:.1f} ms, empty page {layout:.1f} ms, its SQL alone {sql:.1f} ms")
    too_many = judge("queries of the page", len(captured), MOST_QUERIES)
    return judge("page ÷ (empty page + 2 × SQL)", statistics.median(ratios), 1) or too_many


def nation(user: User) -> bool:
    """The second claim. True where it fails."""
    viewer = viewer_of(user)
    with CaptureQueriesContext(connection) as made:
        table = nation_table(viewer, ON)
    measures = sum(row.measures for row in table.rows)
    scans = SCANS[connection.vendor]
    ratios = []
    for _round in range(3):
        scan = timed(lambda: run(list(scans)))
        whole = timed(lambda: nation_table(viewer, ON))
        ratios.append(whole / scan)
    print(f"nation {measures} measures, {len(made)} queries, {whole * 1000:.0f} ms; scan {scan * 1000:.0f} ms")
    return judge("whole country ÷ one scan", statistics.median(ratios), SCAN_FACTOR)


def analyse() -> None:
    """Let the database know its tables, as its own housekeeping does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def least(act: Callable[[], object]) -> float:
    """The least time of an act in seconds, warm: sizes are measured minutes apart, and the machine has other work."""
    act()
    return min(timed(act) for _round in range(2 * ROUNDS))


def timed(act: Callable[[], object]) -> float:
    """How long an act takes, in seconds."""
    gc.collect()
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def get(client: Client, href: str) -> None:
    """Fetch a page that must be there."""
    answer = client.get(href)
    if answer.status_code != 200:
        raise RuntimeError(f"{href}: {answer.status_code}")


def run(statements: list[str]) -> None:
    """Execute statements and fetch all they give."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def judge(what: str, measured: float, allowed: float) -> bool:
    """Print a figure against its limit. True where it misses it."""
    missed = measured > allowed
    print(f"{what}: {measured:.2f} (allowed {allowed}) {'MISSED' if missed else 'holds'}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
