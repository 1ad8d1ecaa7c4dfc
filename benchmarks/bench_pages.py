"""Claim: a plan's page makes at most 12 queries and takes no longer than its layout, SQL and cells account for.

Allowed is the server time of the same tab of a plan without content (the layout), plus 3 × the page's own SQL executed
alone, plus 40 µs for each table cell shown; all measured in one run, in turns, judged is the median of the rounds'
ratios. Data: 34 provinces × 3 editions × 100 tasks × 60 budget lines (`benchmarks/data.py`), in a temporary SQLite file
or where NSCL_DATABASE_URL says.
Run: `.venv/bin/python benchmarks/bench_pages.py [provinces]`; exit status 1 where a page misses its goal.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import django

MOST_QUERIES = 12
SQL_FACTOR = 3
CELL_SECONDS = 40e-6
ROUNDS = 15
PROVINCES = 34
PAGES = {"plan": "", "targets": "muc-tieu/", "tasks": "nhiem-vu/", "budget": "du-toan/"}

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
os.environ.setdefault("NSCL_VAR_DIR", FOLDER.name)
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
os.environ["NSCL_ALLOWED_HOSTS"] = "testserver"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
(Path(FOLDER.name) / "static").mkdir()
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.data import AT, empty_plan, load_country  # noqa: E402
from nscl.accounts.models import User  # noqa: E402
from nscl.accounts.operations import create_sample_accounts  # noqa: E402
from nscl.finance.operations.intake import load_published  # noqa: E402
from nscl.institutions.enums import UnitLevel  # noqa: E402
from nscl.institutions.queries import units_on  # noqa: E402
from nscl.records.operations import SYSTEM  # noqa: E402


@dataclass(frozen=True)
class Measured:
    """One page: seconds (medians), queries, cells, and the median of page ÷ allowed."""

    queries: int
    cells: int
    page: float
    layout: float
    sql: float
    ratio: float


def main() -> int:
    """Measure the four pages, print them, return 1 where one misses its goal."""
    provinces = int(sys.argv[1]) if len(sys.argv) > 1 else PROVINCES
    # The measured server answers in Python alone: static addresses need no manifest here.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    slug = load_country(provinces)[provinces // 2]
    unit = units_on(AT.date(), UnitLevel.PROVINCE)[0]
    (empty,) = load_published(packs=[(empty_plan(unit), None)], by=SYSTEM, at=AT)
    create_sample_accounts(at=AT)
    client = Client()
    client.force_login(User.objects.get(username="bokhcn"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    missed = 0
    print(
        f"{provinces} provinces × 3 editions; medians of {ROUNDS} rounds; ratio: page ÷ (layout + 3 SQL + 40 µs a cell)"
    )
    for name, tab in PAGES.items():
        found = measure(client, f"/ke-hoach/{slug}/ban-3/{tab}", f"/ke-hoach/{empty.slug}/ban-1/{tab}")
        holds = found.queries <= MOST_QUERIES and found.ratio <= 1
        missed += not holds
        print(
            f"{name:8} {found.queries:2} queries  {found.cells:5} cells  page {found.page * 1000:6.1f} ms  "
            f"layout {found.layout * 1000:5.1f}  SQL {found.sql * 1000:5.1f}  ratio {found.ratio:.2f}  "
            f"{'holds' if holds else 'MISSED'}"
        )
    return 1 if missed else 0


def measure(client: Client, href: str, empty: str) -> Measured:
    """Time a page, the same tab without content, and the page's SQL alone, in turns."""
    with CaptureQueriesContext(connection) as made:
        body = client.get(href).content.decode()
        captured = [query["sql"] for query in made.captured_queries]
    statements = [sql for sql in captured if sql.startswith("SELECT")]
    cells = body.count("<td") + body.count("<th ") + body.count("<th>")
    pages, layouts, queries = [], [], []
    for _round in range(ROUNDS):
        pages.append(_timed(lambda: _get(client, href)))
        layouts.append(_timed(lambda: _get(client, empty)))
        queries.append(_timed(lambda: _run(statements)))
    allowed = [layout + SQL_FACTOR * sql + CELL_SECONDS * cells for layout, sql in zip(layouts, queries, strict=True)]
    ratio = statistics.median(page / limit for page, limit in zip(pages, allowed, strict=True))
    page, layout, sql = map(statistics.median, (pages, layouts, queries))
    return Measured(len(captured), cells, page, layout, sql, ratio)


def _timed(act: Callable[[], None]) -> float:
    gc.collect()
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _get(client: Client, href: str) -> None:
    answer = client.get(href)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{href}: {answer.status_code}")


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


if __name__ == "__main__":
    sys.exit(main())
