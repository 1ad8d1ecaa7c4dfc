"""Claim: taking in the statistics of a country takes at most 12 × reading its cells and writing its rows alone.

34 provinces, each an Excel file of 15 quantities × 20 sectors × 35 years (357,000 figures in all): everything from the
files' bytes to the commits, judging every series against what is there, asking what must be asked, the audit events.
The baseline reads all cells of the same files (calamine alone) and writes the same rows, read back, into the same
tables, emptied of them, by `executemany` or COPY. Besides: the same files again make
nothing; a yearbook a year later (five years of each series) is a vintage of each; a run's figures are prepared in as
many queries for 300 series as for 15, and a list of 10,200 series is read in as many as one of 300.
Run: `.venv/bin/python benchmarks/bench_statistics.py [provinces]`; exit status 1 above a limit.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import django
from python_calamine import CalamineWorkbook

LIMIT = 12.0
PROVINCES, SECTORS, YEARS = 34, 20, range(1990, 2025)
LATER = range(2021, 2026)
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
from django.test.utils import CaptureQueriesContext  # noqa: E402

from nscl.institutions.enums import UnitLevel  # noqa: E402
from nscl.institutions.operations import load_reference  # noqa: E402
from nscl.institutions.queries import units_on  # noqa: E402
from nscl.institutions.reference import read_reference  # noqa: E402
from nscl.productivity.apps import FROZEN  # noqa: E402
from nscl.productivity.enums import Breakdown, PriceBasis, Variable  # noqa: E402
from nscl.productivity.imports.excel import write_template  # noqa: E402
from nscl.productivity.models import Observation, SeriesQuestion, SeriesVintage, StatisticalSeries  # noqa: E402
from nscl.productivity.operations.series_files import take_in_file  # noqa: E402
from nscl.productivity.queries.prepared import prepare_figures  # noqa: E402
from nscl.productivity.queries.series import list_series  # noqa: E402
from nscl.productivity.queries.territory import territories_of  # noqa: E402
from nscl.productivity.rules.runs import RunValues  # noqa: E402
from nscl.productivity.rules.series_tables import RULES  # noqa: E402
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries  # noqa: E402
from nscl.records import freezing  # noqa: E402
from nscl.records.inserting import insert_values  # noqa: E402
from nscl.records.operations import SYSTEM  # noqa: E402

# 15 quantities that come by sector.
QUANTITIES = [
    *((variable, prices) for variable in list(Variable)[:5] for prices in (PriceBasis.CONSTANT, PriceBasis.CURRENT)),
    (Variable.OUTPUT_PRICE, PriceBasis.NONE),
    (Variable.WORKERS, PriceBasis.NONE),
    (Variable.HOURS, PriceBasis.NONE),
    (Variable.WAGES, PriceBasis.CURRENT),
    (Variable.LABOUR_INCOME, PriceBasis.CURRENT),
]


def main(provinces: int) -> int:
    call_command("migrate", verbosity=0)
    load_reference(reference=read_reference(REFERENCE), by=SYSTEM, at=AT)
    units = [unit.id for unit in units_on(AT.date(), UnitLevel.PROVINCE)][:provinces]
    files = [_file(unit, YEARS, "Niên giám 2024") for unit in units]
    _nothing, taken = _timed(lambda: [_take_in(unit, data) for unit, data in zip(units, files, strict=True)])
    figures = Observation.objects.count()
    if figures != provinces * len(QUANTITIES) * SECTORS * len(YEARS):
        raise AssertionError(f"{figures} figures were written")
    again, repeated = _timed(lambda: [_take_in(unit, data) for unit, data in zip(units, files, strict=True)])
    if any(again):
        raise AssertionError("the same files made something new")
    later = [_file(unit, LATER, "Niên giám 2025") for unit in units]
    _nothing, revised = _timed(lambda: [_take_in(unit, data) for unit, data in zip(units, later, strict=True)])
    vintages, asked = SeriesVintage.objects.count(), SeriesQuestion.objects.count()
    one, every = _queries(lambda: list_series(None, units[:1])), _queries(lambda: list_series(None, units))
    _rows, listed = _timed(lambda: list_series(None, units[:1]))
    values = RunValues(title="", first_year=2020, last_year=2024)
    _ready, prepared = _timed(lambda: prepare_figures(units[0], values))
    _cells, unpacked = _timed(lambda: [_cells_of(data) for data in files])
    baseline = unpacked + _baseline()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{connection.vendor}: {provinces} provinces, {figures:,} figures, {vintages:,} vintages, {asked:,} questions"
    )
    print(f"taking in {taken:.1f} s; cells and rows alone {baseline:.1f} s: {taken / baseline:.2f} ×")
    print(f"the same files again {repeated:.1f} s; a yearbook later {revised:.1f} s")
    print(f"list of one province {listed * 1000:.0f} ms, {one} queries; of all {every}; a run {prepared * 1000:.0f} ms")
    print(f"peak {memory} MB")
    return 1 if taken / baseline > LIMIT or one != every else 0


def _file(unit: int, years: range, source: str) -> bytes:
    """A province's file, through the template itself."""
    places = territories_of([unit]).within(unit)
    return write_template(places[:1], AT.year, ((places[0], one) for one in _stated(unit, years, source)))


def _stated(unit: int, years: range, source: str) -> Iterator[StatedSeries]:
    for number, (variable, prices) in enumerate(QUANTITIES, start=1):
        rule = RULES[variable]
        base = 2010 if prices is PriceBasis.CONSTANT or rule.has_base else 0
        parts = ["", *(f"S{sector:02}" for sector in range(1, SECTORS))]
        for place, part in enumerate(parts, start=1):
            figures = {year: round(number * place * 1.06 ** (year - YEARS[0]) + year / 7, 2) for year in years}
            breakdown = Breakdown.SECTOR if part else Breakdown.WHOLE
            key = SeriesKey(unit, variable, breakdown, part, prices, base)
            yield StatedSeries(key, f"Ngành {part}" if part else "", rule.units[0], source, figures)


def _take_in(unit: int, data: bytes) -> int | None:
    return take_in_file(unit_id=unit, file_name="so-lieu.xlsx", data=data, viewer=None, by=SYSTEM, at=AT).number


def _cells_of(data: bytes) -> int:
    return len(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def _baseline() -> float:
    """Seconds to write the series, vintages and figures of the first files alone, into the emptied tables."""
    names = {
        model: [field.attname for field in model._meta.concrete_fields if not field.primary_key]
        for model in (StatisticalSeries, SeriesVintage, Observation)
    }
    first = SeriesVintage.objects.filter(number=1)
    series = list(StatisticalSeries.objects.order_by("pk").values_list(*names[StatisticalSeries]))
    vintages = list(first.order_by("series_id").values_list(*names[SeriesVintage]))
    rows = Observation.objects.filter(vintage__in=first.values("pk")).order_by("vintage__series_id", "year")
    figures = list(rows.values_list("year", "value"))
    freezing.remove(connection, FROZEN)
    Observation.objects.all().delete()
    SeriesVintage.objects.all().delete()
    StatisticalSeries.objects.all().delete()
    freezing.install(connection, FROZEN)

    def write() -> None:
        with transaction.atomic():
            owners = insert_values(StatisticalSeries, names[StatisticalSeries], series)
            place = names[SeriesVintage].index("series_id")
            numbered = [(*row[:place], owner, *row[place + 1 :]) for row, owner in zip(vintages, owners, strict=True)]
            made = insert_values(SeriesVintage, names[SeriesVintage], numbered)
            each = len(YEARS)
            insert_values(
                Observation,
                ("vintage_id", "year", "value"),
                [(made[number // each], year, value) for number, (year, value) in enumerate(figures)],
            )

    _nothing, seconds = _timed(write)
    return seconds


def _queries(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        read()
    return len(seen)


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = act()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PROVINCES))
