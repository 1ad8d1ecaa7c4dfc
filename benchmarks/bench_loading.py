"""Claim: loading the five plans takes under 5 × the time PyYAML's C loader needs to parse them, checks included.

Loading is everything between the file's bytes and a committed draft that can be searched: reading strictly, checking,
inserting, indexing, the audit event; each time into a database without plans. Both are measured in one run, turn about;
judged is the median of the rounds' ratios, so that another program on the same cores slows down both.
Run: `.venv/bin/python benchmarks/bench_loading.py`; exit status 1 above the limit.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django
import yaml

LIMIT = 5.0
ROUNDS = 9
AT = datetime(2026, 11, 21, tzinfo=UTC)
DATA = Path(__file__).resolve().parent.parent / "data"

# Settings are read when models are imported: the database is named before.
FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.testing")
os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
django.setup()

from django.core.management import call_command  # noqa: E402

from nscl.documents.pack.reader import read_pack  # noqa: E402
from nscl.finance.operations.editions import discard_draft  # noqa: E402
from nscl.finance.operations.intake import load_pack  # noqa: E402
from nscl.institutions.operations import load_reference  # noqa: E402
from nscl.institutions.reference import read_reference  # noqa: E402
from nscl.plans.models import PlanEdition  # noqa: E402
from nscl.records.operations import SYSTEM  # noqa: E402


def main() -> int:
    call_command("migrate", verbosity=0)
    load_reference(reference=read_reference(DATA / "reference"), by=SYSTEM, at=AT)
    files = [path.read_bytes() for path in sorted((DATA / "plans").glob("*/plan.yaml"))]
    parsing, reading, loading = [], [], []
    for _round in range(ROUNDS):
        parsing.append(_timed(_parse, files))
        reading.append(_timed(_read, files))
        loading.append(_timed(_load, files))
        _remove_all()
    parse, read, load = map(statistics.median, (parsing, reading, loading))
    ratio = _ratio(loading, parsing)
    print(f"packs                       {len(files)}, {sum(map(len, files)) / 1000:.0f} kB; medians of {ROUNDS} rounds")
    print(f"parse (yaml.CSafeLoader)    {parse * 1000:8.1f} ms")
    print(f"read strictly               {read * 1000:8.1f} ms   {_ratio(reading, parsing):.2f} ×")
    print(f"load (read, check, store)   {load * 1000:8.1f} ms   {ratio:.2f} ×   limit {LIMIT:.0f} ×")
    return 0 if ratio < LIMIT else 1


def _timed(act: Callable[[list[bytes]], None], files: list[bytes]) -> float:
    gc.collect()
    begin = time.perf_counter()
    act(files)
    return time.perf_counter() - begin


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def _parse(files: list[bytes]) -> None:
    for data in files:
        yaml.load(data, Loader=yaml.CSafeLoader)


def _read(files: list[bytes]) -> None:
    for data in files:
        read_pack(data, name="plan.yaml")


def _load(files: list[bytes]) -> None:
    for data in files:
        load_pack(pack=read_pack(data, name="plan.yaml"), viewer=None, by=SYSTEM, at=AT)


def _remove_all() -> None:
    for edition_id in list(PlanEdition.objects.order_by("pk").values_list("pk", flat=True)):
        discard_draft(edition_id=edition_id, viewer=None, by=SYSTEM, at=AT)


if __name__ == "__main__":
    sys.exit(main())
