"""Claim: loading the five plans takes under 5 × the time PyYAML's C loader needs to parse them, checks included.

Loading is everything between the file's bytes and a committed draft that can be searched: reading strictly, checking,
inserting, indexing, the audit event; each time into a database without plans. Both are measured in one run, turn about,
and compared by their medians. Run: `.venv/bin/python benchmarks/bench_loading.py`; exit status 1 above the limit.
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

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 5.0
ROUNDS = 9
AT = datetime(2026, 11, 21, tzinfo=UTC)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.testing")
        os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        return _measure()


def _measure() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from nscl.institutions.operations import load_reference
    from nscl.institutions.reference import read_reference
    from nscl.records.operations import SYSTEM

    call_command("migrate", verbosity=0)
    load_reference(reference=read_reference(ROOT / "data" / "reference"), by=SYSTEM, at=AT)
    files = [path.read_bytes() for path in sorted((ROOT / "data" / "plans").glob("*/plan.yaml"))]
    parsing, loading, reading = [], [], []
    for _round in range(ROUNDS):
        parsing.append(_timed(lambda: _parse(files)))
        reading.append(_timed(lambda: _read(files)))
        loading.append(_timed(lambda: _load(files)))
        _remove_all()
    parse, read, load = map(statistics.median, (parsing, reading, loading))
    ratio = load / parse
    print(f"packs                       {len(files)}, {sum(map(len, files)) / 1000:.0f} kB")
    print(f"parse (yaml.CSafeLoader)    {parse * 1000:8.1f} ms")
    print(f"read strictly               {read * 1000:8.1f} ms   {read / parse:.2f} ×")
    print(f"load (read, check, store)   {load * 1000:8.1f} ms   {ratio:.2f} ×   limit {LIMIT:.0f} ×")
    return 0 if ratio < LIMIT else 1


def _timed(act: Callable[[], None]) -> float:
    gc.collect()
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _parse(files: list[bytes]) -> None:
    import yaml

    for data in files:
        yaml.load(data, Loader=yaml.CSafeLoader)


def _read(files: list[bytes]) -> None:
    from nscl.documents.pack.reader import read_pack

    for data in files:
        read_pack(data, name="plan.yaml")


def _load(files: list[bytes]) -> None:
    from nscl.documents.pack.reader import read_pack
    from nscl.finance.operations.intake import load_pack
    from nscl.records.operations import SYSTEM

    for data in files:
        load_pack(pack=read_pack(data, name="plan.yaml"), viewer=None, by=SYSTEM, at=AT)


def _remove_all() -> None:
    from nscl.finance.operations.editions import discard_draft
    from nscl.plans.models import PlanEdition
    from nscl.records.operations import SYSTEM

    for edition_id in list(PlanEdition.objects.order_by("pk").values_list("pk", flat=True)):
        discard_draft(edition_id=edition_id, viewer=None, by=SYSTEM, at=AT)


if __name__ == "__main__":
    sys.exit(main())
