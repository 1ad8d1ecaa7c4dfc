"""The reading of the five published plans: unchanged since it was stored, and as good as issue 3 asks."""

from __future__ import annotations

import re

import pytest

from nscl.documents.pack.enums import FindingKind, FindingSeverity
from tests.corpus.figures import changes, figures
from tests.corpus.published import ABSENT, SLUGS, overall, present, read, scores
from tests.corpus.store import load, path_of

needs_plans = pytest.mark.skipif(not present(), reason=ABSENT)

# Issue 3, "How well".
OVERALL = {
    "hung-yen-2021-2030": 92.0,
    "lang-son-2026-2030": 92.0,
    "bac-giang-2021-2025": 90.0,
    "quang-tri-2021-2030": 88.0,
    "bac-ninh-2026-2030": 80.0,
}
PARTS = (
    ("hung-yen-2021-2030", "measures", 95.0),
    ("lang-son-2026-2030", "measures", 95.0),
    ("bac-giang-2021-2025", "budget", 99.0),
    ("quang-tri-2021-2030", "tasks", 92.0),
)
ARITHMETIC = {FindingKind.DIGITS_VS_WORDS, FindingKind.SUM, FindingKind.UNIT_COST}
# Longest line of figures; a sentence of a plan would be longer, or have diacritics.
LONGEST = 400
SHOWN = 60


@needs_plans
@pytest.mark.parametrize("slug", SLUGS)
def test_reading_is_as_stored(slug: str) -> None:
    changed = changes(load(slug), figures(read(slug), scores(slug)))
    shown = "\n".join(changed[:SHOWN])
    more = f"\n… and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
    assert not changed, (
        f"the reading of {slug} has changed (- lost, + gained):\n{shown}{more}\n"
        "meant so? python -m tests.corpus.renew, and commit what it writes"
    )


@needs_plans
@pytest.mark.parametrize("slug", SLUGS)
def test_overall_score(slug: str) -> None:
    parts = scores(slug)
    assert overall(parts) >= OVERALL[slug], {name: round(f1, 1) for name, (_, _, f1) in parts.items()}


@needs_plans
@pytest.mark.parametrize(("slug", "part", "least"), PARTS)
def test_score_of_the_part_that_matters_most(slug: str, part: str, least: float) -> None:
    assert scores(slug)[part][2] >= least


@needs_plans
@pytest.mark.parametrize("slug", SLUGS)
def test_no_arithmetic_contradiction_is_missed_or_made_up(slug: str) -> None:
    found = [
        finding
        for finding in read(slug).pack.findings
        if finding.kind in ARITHMETIC and finding.severity is not FindingSeverity.INFO
    ]
    # One of the five plans has such a contradiction, one: a yearly sum whose digits lack three noughts.
    expected = {FindingKind.DIGITS_VS_WORDS} if slug == "bac-giang-2021-2025" else set()
    assert {finding.kind for finding in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_stored_are_figures_and_keys_not_words(slug: str) -> None:
    text = path_of(slug).read_text(encoding="utf-8")
    assert re.search(r"overall \d+\.\d", text)
    for line in text.splitlines():
        assert len(line) <= LONGEST
        assert not re.search(r"[ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]", line)
