"""Claim: taking in a ledger file of 100,000 rows takes at most 3 × COPY/`executemany` of the rows that it writes.

Taking in is everything from the file's bytes to the commit: unpacking and reading the .xlsx, finding every line, source
and day, judging every voucher against the accounts, the counterpart rule and the closed years, writing vouchers and
entries, the audit event. The baseline writes the same rows, read back, into the same tables, emptied of them: COPY
on PostgreSQL, one `executemany` a table on SQLite: what the driver, constraints, indexes and the trigger that
keeps the balances cost. And: exporting the rows to Excel takes at most 2 × xlsxwriter alone writing the same cells.
Told besides: the rehearsal of the file, and of one with three wrong rows, which must write nothing.
Run: `.venv/bin/python benchmarks/bench_ledger_import.py [rows]`; exit status 1 above a limit.
"""

from __future__ import annotations

import gc
import io
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
import xlsxwriter
from python_calamine import CalamineWorkbook

LIMIT = 3.0
EXPORT_LIMIT = 2.0
ROWS = 100_000
ENTRIES_A_VOUCHER = 4
LINES, YEARS = 40, (2021, 2025)
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

from nscl.finance.enums import MoneySource  # noqa: E402
from nscl.finance.models import LedgerAccount, LedgerEntry, Voucher  # noqa: E402
from nscl.finance.operations.ledger.importing import LedgerRehearsal, import_ledger, rehearse_import  # noqa: E402
from nscl.finance.queries.ledger.export import ledger_file  # noqa: E402
from nscl.institutions.operations import load_reference  # noqa: E402
from nscl.institutions.reference import read_reference  # noqa: E402
from nscl.plans.queries.access import SYSTEM_READER  # noqa: E402
from nscl.records.operations import SYSTEM  # noqa: E402
from tests.factories.ledger import approved_estimate  # noqa: E402
from tests.factories.ledger_files import filled_ledger  # noqa: E402
from tests.factories.work import issue_small_plan  # noqa: E402

TABLES: tuple[type[Model], ...] = (Voucher, LedgerEntry)
KEYS = ("kind", "number", "on", "year", "about", "line", "source", "vnd")


def main(rows: int) -> int:
    call_command("migrate", verbosity=0)
    load_reference(reference=read_reference(REFERENCE), by=SYSTEM, at=AT)
    plan = issue_small_plan()
    cells = {(year, MoneySource.STATE_PROVINCIAL): 10**14 for year in range(YEARS[0], YEARS[1] + 1)}
    approved_estimate(plan, {str(key): cells for key in range(1, LINES + 1)}, years=YEARS)
    good, bad = filled_ledger(_rows(rows), keys=KEYS), filled_ledger(_spoiled(_rows(rows)), keys=KEYS)
    wrong, rehearsed = _timed(lambda: rehearse_import(plan=plan.pk, data=bad, viewer=None, at=AT))
    if len(wrong.problems) != WRONG or Voucher.objects.exists():
        raise AssertionError("the rehearsal wrote something, or did not find what is wrong")
    del wrong
    told, clean = _timed(lambda: rehearse_import(plan=plan.pk, data=good, viewer=None, at=AT))
    done, taken = _timed(lambda: _import(plan.pk, good))
    if done != told or LedgerEntry.objects.count() != rows:
        raise AssertionError("the run does not do what the rehearsal said")
    del done, told
    exported, alone = _exports(plan.pk)
    written = {model: model._default_manager.count() for model in TABLES}
    floor = _floor()
    print(f"file                            {len(good) / 1e6:.1f} MB, {rows:,} rows")
    print(f"rows written                    {sum(written.values()):,} in {len(TABLES)} tables")
    print(f"bare writing, the same tables   {floor:8.2f} s")
    for name, took in ((f"rehearsal, {WRONG} rows wrong", rehearsed), ("rehearsal", clean), ("taking in", taken)):
        print(f"{name:<32}{took:8.2f} s   {took / floor:5.2f} ×")
    print(f"xlsxwriter alone                {alone:8.2f} s")
    print(f"export                          {exported:8.2f} s   {exported / alone:5.2f} ×")
    print(f"peak memory                     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:8.0f} MB")
    holds = taken <= LIMIT * floor and exported <= EXPORT_LIMIT * alone
    verdict = "holds" if holds else "does NOT hold"
    print(f"{verdict}: taking in at most {LIMIT:.0f} ×, export at most {EXPORT_LIMIT:.0f} ×")
    return 0 if holds else 1


def _rows(count: int) -> Iterator[dict[str, Any]]:
    """Vouchers of a few rows each: what is allocated, and payments out of it."""
    kinds = ("giao dự toán", "giải ngân")
    for number in range(count):
        voucher = number // ENTRIES_A_VOUCHER
        year = YEARS[0] + voucher % (YEARS[1] - YEARS[0] + 1)
        is_paid = voucher >= count // ENTRIES_A_VOUCHER // 2
        yield {
            "kind": kinds[is_paid],
            "number": f"{'UNC' if is_paid else 'QĐ'}-{voucher}",
            "on": date(year, 3 if not is_paid else 7, 1) + timedelta(days=voucher % 90),
            "year": float(year),
            "about": f"Nội dung của chứng từ {voucher}",
            "line": f"{number % LINES + 1} Việc {number % LINES + 1}",
            "source": "NSNN tỉnh",
            "vnd": 2_000_000.0 + number if not is_paid else 1_000_000.0,
        }


def _spoiled(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same with three rows that cannot be taken in: an unknown kind, an amount with decimals, a year outside."""
    wrong: dict[int, dict[str, Any]] = {10: {"vnd": "1.5"}, 20: {"vnd": "mười triệu"}, 30: {"line": "dòng lạ"}}
    for number, row in enumerate(rows):
        yield row | wrong.get(number, {})


def _import(plan: int, data: bytes) -> LedgerRehearsal:
    return import_ledger(plan=plan, file_name="so.xlsx", data=data, viewer=None, by=SYSTEM, at=AT)


def _exports(plan: int) -> tuple[float, float]:
    """Seconds of the export, and of xlsxwriter alone writing the cells of that file."""
    data, exported = _timed(lambda: ledger_file(SYSTEM_READER, plan))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return exported, _timed(lambda: _write_cells(cells))[1]


def _write_cells(cells: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(f"{FOLDER.name}/alone.xlsx", {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(cells):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    if value:
                        sheet.write_string(number, place, value)
                else:
                    sheet.write_number(number, place, value)


def _floor() -> float:
    """Seconds that the bare writing of the same rows takes, into the same tables without them."""
    rows = {model: _all_rows(model) for model in TABLES}
    with connection.cursor() as cursor:
        # Entries are only ever added: the tables are emptied past the triggers that hold that. Keys count anew too.
        _empty(cursor)
    LedgerAccount.objects.update(allocated_vnd=0, committed_vnd=0, disbursed_vnd=0, settled_vnd=0)
    return _timed(lambda: _write(rows))[1]


def _empty(cursor: Any) -> None:
    entries, vouchers = LedgerEntry._meta.db_table, Voucher._meta.db_table
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"DELETE FROM {entries}")
        cursor.execute(f"DELETE FROM {vouchers}")
        cursor.execute("SET session_replication_role = DEFAULT")
        return
    cursor.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('{entries}', '{vouchers}')"
    )
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    cursor.execute(f"DELETE FROM {entries}")
    cursor.execute(f"DELETE FROM {vouchers}")
    cursor.execute(f"DELETE FROM sqlite_sequence WHERE name IN ('{entries}', '{vouchers}')")
    for _name, sql in triggers:
        cursor.execute(sql)


def _all_rows(model: type[Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY {model._meta.pk.column}")
        return list(cursor.fetchall())


@transaction.atomic
def _write(rows: dict[type[Model], list[tuple[Any, ...]]]) -> None:
    with connection.cursor() as cursor:
        for model, many in rows.items():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {model._meta.db_table} FROM STDIN") as copy:
                    for row in many:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(many[0]))
                cursor.executemany(f"INSERT INTO {model._meta.db_table} VALUES ({places})", many)


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    # What the benchmark holds on to is not what an import has to carry through every collection.
    gc.collect()
    gc.freeze()
    start = time.perf_counter()
    found = act()
    return found, time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
