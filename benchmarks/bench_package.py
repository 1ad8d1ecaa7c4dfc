"""Claim: the package of a province with 1,000,000 records costs at most 3 × writing its rows with xlsxwriter alone.

A temporary SQLite file with an issued report of Lạng Sơn whose sealed figures rest on that many records. Alone: the
rows as plain values into a workbook in constant memory, and nothing else. The package: the rows out of the database,
as CSV and as a workbook, hashed, packed and signed into a file. Then the package is verified from its first byte to its
last row. Each in a process of its own; seconds are the processor's, memory is the peak of the process.

Run: `.venv/bin/python benchmarks/bench_package.py [rows]`; exit status 1 where the claim fails.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import Any

import django
import xlsxwriter

ROWS = 1_000_000
FACTOR = 3
ROWS_OF_TABLE = 30
TOGETHER = 50_000
FIRST = date(2026, 1, 1)
# Excel's own limit; the baseline goes on on another sheet too.
A_SHEET = 1_048_576

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
os.environ.setdefault("NSCL_VAR_DIR", FOLDER.name)
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from nscl.documents.pack.reader import read_pack_file  # noqa: E402
from nscl.documents.province_package import open_package  # noqa: E402
from nscl.documents.province_package.schema import RECORDS  # noqa: E402
from nscl.finance.operations.intake import load_published  # noqa: E402
from nscl.plans.models import Plan  # noqa: E402
from nscl.records.inserting import insert_values  # noqa: E402
from nscl.records.operations import SYSTEM  # noqa: E402
from nscl.records.signing import load_signer  # noqa: E402
from nscl.reporting.models import FigureRecord, FigureRow, FigureSet, FigureTable  # noqa: E402
from nscl.reporting.queries.sending import write_province_package  # noqa: E402
from tests.factories.people import AT  # noqa: E402
from tests.factories.plans import PUBLISHED  # noqa: E402
from tests.factories.reference import load_places  # noqa: E402
from tests.factories.reporting import a_round, an_edition, issued  # noqa: E402

YEAR = 2026


def record(number: int) -> tuple[Any, ...]:
    """The number-th record: kind, number, title, day, amount, whose."""
    return (
        "work.activity",
        number,
        f"Hội nghị phổ biến công cụ cải tiến năng suất lần {number} tại xã {number % 331}",
        FIRST + timedelta(days=number % 365),
        Decimal(number % 900) / 4,
        f"Sở, ban, ngành thứ {number % 40}",
    )


def report(count: int) -> int:
    """A plan with an issued report that rests on so many records; the plan's number."""
    load_places()
    pack = read_pack_file(PUBLISHED / "lang-son-2026-2030" / "plan.yaml")
    (loaded,) = load_published(packs=[(pack, None)], by=SYSTEM, at=AT)
    plan = Plan.objects.get(slug=loaded.slug)
    edition = an_edition(a_round(plan, year=YEAR))
    figures = FigureSet.objects.create(edition=edition, as_of=AT.date(), taken_at=AT, software="nscl")
    table = FigureTable.objects.create(set=figures, code="activities", title="Hoạt động", position=1)
    rows = [FigureRow.objects.create(set=figures, table=table, position=place).pk for place in range(ROWS_OF_TABLE)]
    names = ("set_id", "row_id", "kind", "number", "title", "on", "amount", "whose")
    for start in range(0, count, TOGETHER):
        many = range(start, min(count, start + TOGETHER))
        insert_values(FigureRecord, names, [(figures.pk, rows[one % ROWS_OF_TABLE], *record(one)) for one in many])
    FigureSet.objects.filter(pk=figures.pk).update(sealed_at=AT)
    issued(edition)
    return plan.pk


def alone(path: Path, count: int, _plan: int) -> None:
    """The rows by xlsxwriter."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet, place = book.add_worksheet(), 0
        for row in plain(count):
            if place == A_SHEET:
                sheet, place = book.add_worksheet(), 0
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                else:
                    sheet.write_number(place, column, cell)
            place += 1


def plain(count: int) -> Iterator[tuple[Any, ...]]:
    """The rows of the package, without a database."""
    for number in range(count):
        yield ("activities", f"activity:{number % ROWS_OF_TABLE}", *record(number))


def package(path: Path, _count: int, plan: int) -> None:
    """The rows as a package."""
    signer = load_signer(Path(FOLDER.name) / "packages.pem")
    with path.open("wb") as file:
        write_province_package(
            file,
            viewer=None,
            plan_id=plan,
            year=YEAR,
            at=AT,
            on=AT.date(),
            signer=signer,
            deployment="Sở KH&CN",
            software="nscl",
        )


def verified(path: Path, count: int, _plan: int) -> None:
    """The package, read again: every hash, every row."""
    with path.open("rb") as file:
        rows = open_package(file).check(lambda _text, _signature: True)
    if rows[RECORDS] != count:
        raise RuntimeError(rows)


Act = Callable[[Path, int, int], None]


def measured(act: Act, path: Path, count: int, plan: int) -> tuple[float, float]:
    """Seconds of processor and megabytes at the peak of an act in a process of its own: others are at work too."""
    context = multiprocessing.get_context("fork")
    queue: SimpleQueue[tuple[float, int]] = context.SimpleQueue()
    process = context.Process(target=_run, args=(act, path, count, plan, queue))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{act.__name__}: {process.exitcode}")
    seconds, kilobytes = queue.get()
    return seconds, kilobytes / 1024


def _run(act: Act, path: Path, count: int, plan: int, queue: SimpleQueue[tuple[float, int]]) -> None:
    begin = time.process_time()
    act(path, count, plan)
    queue.put((time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def main() -> int:
    """Measure, print, return 1 where the claim fails."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        plan = report(count)
    connections.close_all()
    book, sent = Path(FOLDER.name) / "alone.xlsx", Path(FOLDER.name) / "package.nscl.zip"
    base, base_memory = measured(alone, book, count, plan)
    whole, memory = measured(package, sent, count, plan)
    again, again_memory = measured(verified, sent, count, plan)
    sizes = [path.stat().st_size / 1e6 for path in (book, sent)]
    print(f"xlsxwriter alone {base:6.1f} s, {base_memory:4.0f} MB at the peak, a file of {sizes[0]:.0f} MB")
    print(f"package          {whole:6.1f} s, {memory:4.0f} MB at the peak, a file of {sizes[1]:.0f} MB")
    print(f"verified         {again:6.1f} s, {again_memory:4.0f} MB at the peak")
    missed = whole / base > FACTOR
    print(f"package ÷ xlsxwriter alone: {whole / base:.2f} (allowed {FACTOR}) {'MISSED' if missed else 'holds'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
