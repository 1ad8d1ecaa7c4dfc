"""The tables of the published plans against the packs read by hand, and what the checks then find."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from nscl.documents.checks import check_pack
from nscl.documents.pack.enums import FindingKind
from nscl.documents.pack.reader import read_pack_file
from nscl.documents.reading.budget import find_budget_tables, read_budget
from nscl.documents.reading.budget.reading import BudgetRead
from nscl.documents.reading.formats import decode
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.stated_sums import read_stated_sums

PLANS = Path(__file__).parents[5] / "shared" / "plans"
SLUGS = sorted(folder.name for folder in PLANS.glob("*/")) if PLANS.exists() else []
ARITHMETIC = {FindingKind.DIGITS_VS_WORDS, FindingKind.SUM, FindingKind.UNIT_COST}

pytestmark = pytest.mark.skipif(not SLUGS, reason="needs ../shared/plans")


@cache
def read(slug: str) -> BudgetRead:
    document = decode((PLANS / slug / "source.txt").read_bytes(), name="source.txt")
    tables = find_budget_tables(document)
    blocks = join_paragraphs(document, without=[table.span for table in tables])
    outline = build_outline(blocks, damaged=document.marks_lost)
    stated = read_stated_sums(outline, tables=tables, damaged=document.marks_lost)
    return read_budget(tables, outline=outline, stated=stated.items, damaged=document.marks_lost)


def gold(slug: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((PLANS / slug / "plan.yaml").read_text(encoding="utf-8"))
    return content


def cells(lines: list[dict[str, Any]], bottom: dict[str, Any]) -> dict[tuple[str, object, str], float]:
    found = {}
    for key, row in [*((str(line["key"]), line) for line in lines), ("", bottom)]:
        for year, amounts in [(None, row["total"]), *row["by_year"].items()]:
            for source, amount in amounts.items():
                found[key, year, source] = float(amount)
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_every_cell(slug: str) -> None:
    due, found = gold(slug)["budget"], read(slug)
    if due is None:
        assert found.budget is None
        return
    assert found.budget is not None
    said = found.budget.model_dump(mode="python")
    assert cells(said["lines"], said["grand_total"]) == cells(due["lines"], due["grand_total"])
    assert {doubt.rule for doubt in found.doubts} <= {"marks-lost", "budget-agencies-unread"}
    if due["lines"]:
        assert (said["unit_vnd"], list(said["years"])) == (due["unit_vnd"], due["years"])


@pytest.mark.parametrize("slug", SLUGS)
def test_every_stated_sum(slug: str) -> None:
    due, found = gold(slug)["budget"], read(slug).budget
    said = found.stated if found is not None else ()
    expected = due["stated"] if due is not None else []
    assert [(one.year, one.source, one.vnd, one.words_vnd, one.printed, tuple(one.at)) for one in said] == [
        (one["year"], one["source"], one["vnd"], one["words_vnd"], one["printed"], tuple(one["at"])) for one in expected
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_checks_find_the_slips_and_nothing_else(slug: str) -> None:
    due = gold(slug)["findings"]
    pack = read_pack_file(PLANS / slug / "plan.yaml").model_copy(update={"budget": read(slug).budget})
    found = sorted(tuple(one.at or ()) for one in check_pack(pack) if one.kind in ARITHMETIC)
    assert found == sorted(tuple(one["at"]) for one in due if one["kind"] in {kind.value for kind in ARITHMETIC})
