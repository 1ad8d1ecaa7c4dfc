"""The five published plans, their reading, and its score against the packs read by hand. They lie outside this
repository, in ../shared; nothing of their text is stored here.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import yaml

from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from nscl.institutions.reference import read_gazetteer

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score_pack.py"
ABSENT = "các kế hoạch đã công bố nằm ngoài kho mã, ở ../shared/plans"

SLUGS = (
    "bac-giang-2021-2025",
    "bac-ninh-2026-2030",
    "hung-yen-2021-2030",
    "lang-son-2026-2030",
    "quang-tri-2021-2030",
)

Scores = Mapping[str, tuple[float, float, float]]


def present() -> bool:
    """Whether the published plans and the scoring program are at hand."""
    return SCORER.is_file() and all((SHARED / "plans" / slug / "source.txt").is_file() for slug in SLUGS)


@cache
def read(slug: str) -> Reading:
    """The reading of a published text."""
    data = (SHARED / "plans" / slug / "source.txt").read_bytes()
    return read_document(data, name="source.txt", gazetteer=read_gazetteer(ROOT / "data" / "reference"))


@cache
def scores(slug: str) -> Scores:
    """Precision, recall and F1 of each part, by the project's own scoring program."""
    gold = yaml.load((SHARED / "plans" / slug / "plan.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    ours = yaml.load(write_pack(read(slug).pack), Loader=yaml.CSafeLoader)
    scored: Scores = _scorer().score(ours, gold)
    return scored


def overall(parts: Scores) -> float:
    """The mean F1 of the parts."""
    return sum(f1 for _, _, f1 in parts.values()) / len(parts)


@cache
def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pack", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(str(SCORER))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
