"""Claim: the search of everything takes at most twice the bare index query, at 100 000 entries.

Run: `python benchmarks/bench_search.py` (SQLite in a temporary file; PostgreSQL where NSCL_DATABASE_URL names one that
may create databases). Bare is what the index itself does for the same words, nobody asking who may see them, no titles
read: the 50 best numbers by its own order (FTS5), or how many there are (trigrams know no order). Ours adds who may see
what, the titles as typed first, and the rows. Both are timed in turns in the same run; judged is the median, over the
queries, of the ratio of medians.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ENTRIES = 100_000
ROUNDS = 15
GOAL = 2.0
PROVINCES = 34
SEED = 20261121

QUERIES = (
    "doanh nghiệp",
    "doanh nghiep",
    "đào tạo chuyên gia năng suất",
    "mo hinh diem 5s",
    "ISO 9001",
    "bán",
    "truy xuất nguồn gốc nông sản",
    "giải thưởng chất lượng quốc gia",
    "hop chuan hop quy",
    "trường học",
    "kh",
    "năng su",
    "kaizen 1234",
)
VERBS = (
    "Tổ chức",
    "Xây dựng",
    "Hỗ trợ",
    "Đào tạo",
    "Khảo sát",
    "Kiểm tra",
    "Hướng dẫn",
    "Triển khai",
    "Bàn giao",
    "Mua bán",
)
THINGS = (
    "mô hình điểm",
    "hệ thống quản lý",
    "lớp tập huấn",
    "chuyên gia năng suất",
    "tiêu chuẩn cơ sở",
    "công cụ cải tiến",
    "truy xuất nguồn gốc",
    "hội nghị",
    "phóng sự truyền hình",
    "giải thưởng chất lượng quốc gia",
    "hợp chuẩn, hợp quy",
    "quy chuẩn kỹ thuật địa phương",
    "câu lạc bộ cải tiến",
    "năng lực đo lường, thử nghiệm",
    "đề tài khoa học",
)
WHOM = (
    "doanh nghiệp",
    "hợp tác xã",
    "trường học",
    "cơ sở khám bệnh",
    "cơ quan nhà nước",
    "làng nghề",
    "nông sản chủ lực",
    "khu công nghiệp",
    "sản phẩm OCOP",
    "hộ kinh doanh",
)
METHODS = ("ISO 9001", "5S", "Kaizen", "TPM", "Lean", "HACCP", "ISO 14001", "KPI", "ISO 50001", "7 lãng phí")


def main() -> int:
    """Measure on the database of the environment, print the ratios, return 1 where the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.testing")
        import django  # noqa: PLC0415  (the settings read the environment)

        django.setup()
        from django.db import connection  # noqa: PLC0415

        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench-test.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            fill()
            return report(connection.vendor)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def fill() -> None:
    """Write 100 000 entries of 34 provinces, one in ten a draft's."""
    from django.db import connection  # noqa: PLC0415

    from nscl.records.enums import Audience  # noqa: PLC0415
    from nscl.records.operations import Entry, Reference, index_entries  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311  (sample data)
    for province in range(1, PROVINCES + 1):
        entries = [
            Entry(
                kind="plans.task",
                number=province * ENTRIES + item,
                title=" ".join(chance.choice(words) for words in (VERBS, THINGS, METHODS, WHOM)),
                place=f"Kế hoạch {province} · Nhiệm vụ",
                audience=Audience.PROVINCE if item % 10 else Audience.PROVINCE_STAFF,
                unit_id=province,
                text=" ".join(chance.choice(THINGS + WHOM + METHODS) for _ in range(12)) + f" {chance.randrange(2000)}",
            )
            for item in range(ENTRIES // PROVINCES + 1)
        ]
        index_entries(owner=Reference("plans.edition", province), entries=entries)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE records_searchentry" if connection.vendor == "postgresql" else "ANALYZE")


def bare(words: Sequence[str], vendor: str) -> list[object]:
    """What the index itself gives for these folded words."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if vendor == "sqlite":
            match = " ".join(f'"{word}"*' for word in words)
            cursor.execute(
                "SELECT rowid FROM records_search_fts WHERE records_search_fts MATCH %s ORDER BY rank LIMIT 50", [match]
            )
        else:
            test = " AND ".join(["folded LIKE %s"] * len(words))
            cursor.execute(
                f"SELECT COUNT(*) FROM records_searchentry WHERE {test}",
                [f"%{word}%" for word in words],
            )
        return list(cursor.fetchall())


def report(vendor: str) -> int:
    """Time each query for a national viewer and for an officer of one province; print and judge."""
    from nscl.records.queries import Hit, search  # noqa: PLC0415

    viewers: dict[str, Callable[[str], tuple[Hit, ...]]] = {
        "cả nước": lambda q: search(q, everywhere=True),
        "một tỉnh": lambda q: search(q, unit_ids=[24, 1], staff_unit_ids=[24]),
    }
    missed = False
    for name, ours in viewers.items():
        ratios = []
        for q in QUERIES:
            mine, theirs = race(q, ours, vendor)
            ratios.append(mine / theirs)
            times = f"{mine * 1000:7.2f} ms / {theirs * 1000:7.2f} ms = {ratios[-1]:5.2f}×"
            print(f"  {vendor} {name:9} {q!r:36} {len(ours(q)):3} {times}")
        median = statistics.median(ratios)
        missed = missed or median > GOAL
        print(f"search / bare index, {vendor}, {ENTRIES} entries, {name}: {median:.2f}×, worst {max(ratios):.2f}×")
    print(f"goal: median ≤ {GOAL}× {'MISSED' if missed else 'held'}")
    return int(missed)


def race(q: str, ours: Callable[[str], object], vendor: str) -> tuple[float, float]:
    """Median seconds of our search and of the bare index for one query, taken in turns."""
    from nscl.text.folding import fold_words  # noqa: PLC0415

    words = fold_words(q)
    mine, theirs = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        bare(words, vendor)
        between = time.perf_counter()
        ours(q)
        mine.append(time.perf_counter() - between)
        theirs.append(between - start)
    return statistics.median(mine), statistics.median(theirs)


if __name__ == "__main__":
    sys.exit(main())
