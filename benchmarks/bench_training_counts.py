"""Claims: counting whom training reached costs little more than asking the database, whatever the country holds.

Data: 34 provinces with a plan each, 30,000 classes done over 10 years, 1,000,000 enrolments of 400,000 people from
60,000 organisations, 3,000,000 attendances written one by one (the triggers keep in each enrolment how many); in a
temporary SQLite file, or where NSCL_DATABASE_URL says.

1. Attendances, people, classes and organisations of the whole country, told apart by year, agency, commune, kind of
   organisation, sex and topic, each with its total: within 3 × the bare SQL of the same rows (one statement, no total).
2. The same of one province: within 3 × the bare SQL of the province.
3. What the registers give for all plans of the country (enterprises and their people, each once in the year of its
   first, for whatever phase): within 3 × the bare SQL of one phase.

Run: `.venv/bin/python benchmarks/bench_training_counts.py [classes]`; exit status 1 where a claim fails.
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

CLASSES = 30_000
FACTOR = 3
ROUNDS = 5

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
os.environ.setdefault("NSCL_VAR_DIR", FOLDER.name)
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.training_data import FIRST_YEAR, LAST_YEAR, fill_training  # noqa: E402
from benchmarks.work_data import AT, ON, Country, load_country  # noqa: E402
from nscl.accounts.models import User  # noqa: E402
from nscl.accounts.operations import create_sample_accounts  # noqa: E402
from nscl.accounts.queries import viewer_of  # noqa: E402
from nscl.progress.catalogue import Scope, catalogue  # noqa: E402
from nscl.progress.queries.registers import RegisterCounts  # noqa: E402
from nscl.training.queries.counts import Asked, By, training_counts  # noqa: E402

_JOINED = (
    "FROM training_enrolment e JOIN training_trainingclass c ON c.id = e.training_class_id "
    "JOIN work_activity a ON a.id = c.activity_id "
)
_YEAR = {"sqlite": "CAST(SUBSTR(a.done_on, 1, 4) AS INTEGER)", "postgresql": "EXTRACT(YEAR FROM a.done_on)::integer"}
_SUMS = "COUNT(*), COUNT(DISTINCT e.person_id), COUNT(DISTINCT e.training_class_id), COUNT(DISTINCT e.organisation_id)"
_WHERE = f"WHERE e.attended > 0 AND a.done_on BETWEEN '{FIRST_YEAR}-01-01' AND '{LAST_YEAR}-12-31'"
_PERSON = "JOIN organisations_person p ON p.id = e.person_id "
_COURSE = "JOIN training_course k ON k.id = c.course_id "
_FROM_ENTERPRISES = f"{_JOINED} {_WHERE} AND e.kind = 'enterprise' AND e.organisation_id IS NOT NULL"
# Enterprises of each plan, and people from enterprises, by the year of their first class: of one phase.
_REGISTERS = (
    (
        "SELECT plan_id, first, COUNT(*) FROM (SELECT a.plan_id, e.organisation_id, MIN({year}) AS first "
        f"{_FROM_ENTERPRISES} GROUP BY a.plan_id, e.organisation_id) AS f GROUP BY plan_id, first"
    ),
    (
        "SELECT plan_id, first, COUNT(*) FROM (SELECT a.plan_id, e.person_id, MIN({year}) AS first "
        f"{_FROM_ENTERPRISES} GROUP BY a.plan_id, e.person_id) AS f GROUP BY plan_id, first"
    ),
)


def main() -> int:
    """Measure the three claims, print them, return 1 where one fails."""
    classes = int(sys.argv[1]) if len(sys.argv) > 1 else CLASSES
    call_command("migrate", verbosity=0)
    country = load_country()
    create_sample_accounts(at=AT)
    began = time.perf_counter()
    filled = fill_training(country, classes)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{filled}; written in {time.perf_counter() - began:.0f} s")
    viewer = viewer_of(User.objects.get(username="bokhcn"))
    province = country.provinces[0]
    failed = []
    for unit_ids, where in ((None, ""), (frozenset({province.unit}), f" AND a.plan_id = {province.plan}")):
        asked = Asked(first=FIRST_YEAR, last=LAST_YEAR, on=ON, unit_ids=unit_ids)
        for by in By:
            name = f"{'one province' if where else 'country'} by {by.value}"
            ours = lambda by=by, asked=asked: training_counts(viewer, asked, by)  # noqa: E731
            bare = lambda by=by, where=where: run([_bare(by, where)])  # noqa: E731
            failed.append(compare(name, ours, bare))
    failed.append(compare("registers of the country", lambda: _registers(country), _bare_registers))
    return int(any(failed))


def _registers(country: Country) -> object:
    """What the table of the country asks of the registers."""
    registers = [one.register for one in catalogue().values() if one.register is not None]
    scope = Scope(
        first=ON.replace(year=FIRST_YEAR, month=1, day=1),
        last=ON,
        plan_ids=frozenset(one.plan for one in country.provinces),
    )
    return RegisterCounts.of(registers, scope, ON)


def _bare_registers() -> None:
    run([statement.replace("{year}", _YEAR[connection.vendor]) for statement in _REGISTERS])


def _bare(by: By, where: str) -> str:
    """The same rows by hand."""
    column, more = {
        By.YEAR: (_YEAR[connection.vendor], ""),
        By.AGENCY: ("a.agency_id", ""),
        By.COMMUNE: ("e.commune_id", ""),
        By.KIND: ("e.kind", ""),
        By.SEX: ("p.sex", _PERSON),
        By.TOPIC: ("k.topic", _COURSE),
    }[by]
    return f"SELECT {column}, {_SUMS} {_JOINED}{more}{_WHERE}{where} GROUP BY 1"


def compare(name: str, ours: Callable[[], object], bare: Callable[[], object]) -> bool:
    """Print how many times the bare statement ours takes, the median over rounds. True where it takes too many."""
    ours(), bare()  # warm
    ratios, shown = [], []
    for _round in range(ROUNDS):
        whole, alone = timed(ours), timed(bare)
        ratios.append(whole / alone)
        shown.append((whole, alone))
    whole, alone = (statistics.median(column) * 1000 for column in zip(*shown, strict=True))
    ratio = statistics.median(ratios)
    missed = ratio > FACTOR
    verdict = "MISSED" if missed else "holds"
    print(f"{name}: {whole:.0f} ms, bare SQL {alone:.0f} ms: {ratio:.2f} (allowed {FACTOR}) {verdict}")
    return missed


def timed(act: Callable[[], object]) -> float:
    """How long an act takes, in seconds."""
    gc.collect()
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def run(statements: list[str]) -> None:
    """Execute statements and fetch all they give."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


if __name__ == "__main__":
    sys.exit(main())
