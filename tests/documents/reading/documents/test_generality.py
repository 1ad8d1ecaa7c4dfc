"""The reader is made for plans that nobody here has seen: nothing in it names one of the five published plans."""

from __future__ import annotations

import re

import pytest

from nscl.text.folding import fold
from tests.documents.reading.documents.places import ROOT

READER = ROOT / "src" / "nscl" / "documents" / "reading"
PROVINCES = ("Bắc Giang", "Bắc Ninh", "Hưng Yên", "Lạng Sơn", "Quảng Trị")
SLUGS = ("bac-giang", "bac-ninh", "hung-yen", "lang-son", "quang-tri")
FILES = sorted(path for path in READER.rglob("*") if path.suffix in {".py", ".yaml", ".yml", ".json", ".csv", ".txt"})


def test_the_reader_is_where_it_is_looked_for() -> None:
    assert any(path.suffix == ".yaml" for path in FILES)
    assert len([path for path in FILES if path.suffix == ".py"]) > 50


@pytest.mark.parametrize("name", PROVINCES)
def test_no_published_province_is_named(name: str) -> None:
    words = r"[\s_-]*".join(fold(name).split())
    spelled = re.compile(rf"(?<![a-z]){words}(?![a-z])")
    named = [str(path.relative_to(ROOT)) for path in FILES if spelled.search(fold(path.read_text(encoding="utf-8")))]
    assert not named


@pytest.mark.parametrize("slug", SLUGS)
def test_no_published_plan_is_named(slug: str) -> None:
    named = [path for path in FILES if slug in path.name or slug in path.read_text(encoding="utf-8")]
    assert not named
