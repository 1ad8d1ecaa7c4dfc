"""Claim: a province's yearly report is collected and written as Word in under 2 s and 300 MB.

Data: one plan of 30 measures and 40 tasks in force, 40 agencies whose reports were accepted, 200 finished activities
(200 rows of annex), a draft with two pages of words; in a temporary SQLite file, or where NSCL_DATABASE_URL says.
Measured in this process, the first report after the start and then warm; memory is the peak of the whole process, which
has loaded all that data before.

Run: `.venv/bin/python benchmarks/bench_report.py`; exit status 1 where the claim fails.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import django

MOST_SECONDS = 2.0
MOST_MB = 300
YEAR = 2026
MEASURES, TASKS, AGENCIES, ACTIVITIES = 30, 40, 40, 200
ROUNDS = 5

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
os.environ.setdefault("NSCL_VAR_DIR", FOLDER.name)
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.report_data import load_report  # noqa: E402
from nscl.documents.report_papers.tables import TableCode  # noqa: E402
from nscl.reporting.enums import FileForm  # noqa: E402
from nscl.reporting.queries.papers import render, report_paper  # noqa: E402

AT = datetime(YEAR, 11, 28, 2, 0, tzinfo=UTC)
ON = date(YEAR, 11, 28)


def main() -> int:
    """Measure, print, return 1 where the claim fails."""
    call_command("migrate", verbosity=0)
    edition = load_report(year=YEAR, measures=MEASURES, tasks=TASKS, agencies=AGENCIES, activities=ACTIVITIES, at=AT)
    with CaptureQueriesContext(connection) as made:
        cold = timed(edition, FileForm.WORD)
    print(f"queries {len(made)}; first report after the start {cold:.2f} s")
    paper = report_paper(None, edition, today=ON)
    rows = {table.code: len(table.leaves) for table in paper.figures.tables}
    print(", ".join(f"{code} {count}" for code, count in rows.items()))
    wanted = {
        TableCode.MEASURES: MEASURES,
        TableCode.TASKS: TASKS,
        TableCode.AGENCIES: AGENCIES,
        TableCode.ACTIVITIES: ACTIVITIES,
    }
    if any(rows[code] != count for code, count in wanted.items()):
        sys.exit("the report is not of the size that is claimed")
    word = min(timed(edition, FileForm.WORD) for _ in range(ROUNDS))
    whole = {form: min(timed(edition, form) for _ in range(2)) for form in (FileForm.EXCEL, FileForm.PDF)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"Word {word:.2f} s, Excel {whole[FileForm.EXCEL]:.2f} s, PDF {whole[FileForm.PDF]:.2f} s, peak {memory:.0f} MB"
    )
    holds = max(cold, word) < MOST_SECONDS and memory < MOST_MB
    print("holds" if holds else "does not hold")
    return int(not holds)


def timed(edition: int, form: FileForm) -> float:
    """Seconds from the question to the file: figures collected from the records, then written."""
    began = time.perf_counter()
    render(report_paper(None, edition, today=ON), form, template=None, at=AT)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
