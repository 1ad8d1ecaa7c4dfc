"""Claim: taking in a file of 50,000 activities takes at most 8 × `executemany` of the rows that it writes.

Taking in is everything from the file's bytes to the commit: unpacking and reading the .xlsx, finding every name among
the choices, checking every row, inserting activities with outputs, participants and costs, the search index, the audit
event. The baseline writes the same rows, read back, with one `executemany` a table into the same tables, emptied of
them: what the driver, the constraints and the indexes cost. Told besides: the same into tables without any index or
constraint; the rehearsal of the file, and of one with three wrong rows, which must write nothing; the memory's peak.
Run: `.venv/bin/python benchmarks/bench_activity_import.py [rows]`; exit status 1 above the limit.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import django

LIMIT = 8.0
ROWS = 50_000
WRONG = 3
AT = datetime(2026, 11, 21, tzinfo=UTC)
REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
T = TypeVar("T")

# Settings are read when models are imported: the database is named before.
FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.testing")
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402

from nscl.institutions.operations import load_reference  # noqa: E402
from nscl.institutions.reference import read_reference  # noqa: E402
from nscl.records.models import SearchEntry  # noqa: E402
from nscl.records.operations import SYSTEM  # noqa: E402
from nscl.work.imports.columns import KIND_LABELS  # noqa: E402
from nscl.work.models import Activity, ActivityCost, ActivityOutput, Participation  # noqa: E402
from nscl.work.operations.imports import Rehearsal, import_activities, rehearse_import  # noqa: E402
from nscl.work.rules.kinds import KIND_RULES  # noqa: E402
from tests.factories.work import issue_small_plan, open_year  # noqa: E402
from tests.factories.xlsx import KEYS, filled  # noqa: E402

TABLES: tuple[type[Model], ...] = (Activity, ActivityOutput, Participation, ActivityCost, SearchEntry)
COLUMNS = (*KEYS, "expected_output", "result", "actual_cost", "output:copies", "people:enterprise:people")


def main(rows: int) -> int:
    call_command("migrate", verbosity=0)
    load_reference(reference=read_reference(REFERENCE), by=SYSTEM, at=AT)
    annual = open_year(issue_small_plan())
    good = filled(_rows(rows), keys=COLUMNS)
    bad = filled(_spoiled(_rows(rows)), keys=COLUMNS)
    rehearsal, rehearsed = _timed(lambda: rehearse_import(annual_plan=annual, data=bad, viewer=None, at=AT))
    if len(rehearsal.problems) != WRONG or Activity.objects.exists():
        raise AssertionError("the rehearsal wrote something, or did not find what is wrong")
    del rehearsal
    told, clean = _timed(lambda: rehearse_import(annual_plan=annual, data=good, viewer=None, at=AT))
    before = _counts()
    done, taken = _timed(lambda: _import(annual, good))
    if done != told:
        raise AssertionError("the run does not do what the rehearsal said")
    written = {model: _counts()[model] - before[model] for model in TABLES}
    floor, bare = _floors(written)
    print(f"file                            {len(good) / 1e6:.1f} MB, {rows:,} rows")
    print(f"rows written                    {sum(written.values()):,} in {len(TABLES)} tables")
    print(f"executemany, the same tables    {floor:8.2f} s")
    print(f"executemany, bare tables        {bare:8.2f} s")
    for name, took in ((f"rehearsal, {WRONG} rows wrong", rehearsed), ("rehearsal", clean), ("taking in", taken)):
        print(f"{name:<32}{took:8.2f} s   {took / floor:5.1f} ×   ({took / bare:.1f} × bare)")
    print(f"peak memory                     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:8.0f} MB")
    holds = taken <= LIMIT * floor
    print(f"{'holds' if holds else 'does NOT hold'}: at most {LIMIT:.0f} ×")
    return 0 if holds else 1


def _rows(count: int) -> Iterator[dict[str, Any]]:
    """Rows as an agency fills them in: planned ones and finished ones, of every kind."""
    kinds = list(KIND_LABELS.items())
    for number in range(count):
        kind, label = kinds[number % len(kinds)]
        rule, day = KIND_RULES[kind], date(2024, 1, 1) + timedelta(days=number % 300)
        row: dict[str, Any] = {
            "task": ("1.1", "2.1")[number % 2],
            "kind": label,
            "title": f"Hoạt động nâng cao năng suất, chất lượng của doanh nghiệp đợt {number}",
            "starts_on": day,
            "expected_output": "01 báo cáo kết quả",
            "planned_cost": 15_000_000.0 + number,
        }
        if rule.has_place:
            row["place"] = f"Hội trường UBND xã số {number % 200}"
        if number % 2:
            row |= {"status": "đã xong", "done_on": day, "result": "Đã tổ chức", "actual_cost": 14_000_000.0}
            if rule.has_participants:
                row["people:enterprise:people"] = 40.0 + number % 60
            if any(output.value == "copies" for output in rule.outputs):
                row["output:copies"] = 100.0
        yield row


def _spoiled(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same with three rows that cannot be taken in: an unknown kind, two amounts in one, a day of another year."""
    wrong: dict[int, dict[str, Any]] = {
        10: {"kind": "hội họp"},
        20: {"planned_cost": "12,34"},
        30: {"starts_on": date(2023, 1, 1), "done_on": None, "status": None},
    }
    for number, row in enumerate(rows):
        yield row | wrong.get(number, {})


def _import(annual: int, data: bytes) -> Rehearsal:
    return import_activities(annual_plan=annual, file_name="a.xlsx", data=data, viewer=None, by=SYSTEM, at=AT)


def _counts() -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in TABLES}


def _floors(written: dict[type[Model], int]) -> tuple[float, float]:
    """Seconds that `executemany` takes for the last rows of each table: into the same tables, and into bare ones."""
    rows = {model: _last_rows(model, count) for model, count in written.items() if count}
    with connection.cursor() as cursor:
        for model in rows:
            cursor.execute(
                f"CREATE TABLE bare_{model._meta.db_table} AS SELECT * FROM {model._meta.db_table} WHERE 1 = 0"
            )
    for model in reversed(rows):
        model._default_manager.filter(pk__gte=rows[model][0][0]).delete()
    floor = _timed(lambda: _write(rows, ""))[1]
    return floor, _timed(lambda: _write(rows, "bare_"))[1]


def _last_rows(model: type[Model], count: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        key = model._meta.pk.column
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY {key} DESC LIMIT {count}")
        return list(cursor.fetchall())[::-1]


@transaction.atomic
def _write(rows: dict[type[Model], list[tuple[Any, ...]]], prefix: str) -> None:
    with connection.cursor() as cursor:
        for model, many in rows.items():
            places = ", ".join(["%s"] * len(many[0]))
            cursor.executemany(f"INSERT INTO {prefix}{model._meta.db_table} VALUES ({places})", many)


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    # What the benchmark holds on to is not what an import has to carry through every collection.
    gc.collect()
    gc.freeze()
    start = time.perf_counter()
    found = act()
    return found, time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
