"""The sums in words of the published plans, read from the shared folder where it is present."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from nscl.text.document_numbers import parse_document_number
from nscl.text.folding import fold
from nscl.text.formats import money_in_words, parse_vnd
from nscl.text.numbers import read_folded_words, read_words

PLANS = Path(__file__).parents[2].parent / "shared" / "plans"

pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="không có thư mục ../shared/plans")


class StatedSum(NamedTuple):
    plan: str
    printed: str
    vnd: int
    words: str | None
    words_vnd: int | None


def _packs() -> dict[str, dict[str, object]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {path.parent.name: yaml.load(path.read_bytes(), loader) for path in sorted(PLANS.glob("*/plan.yaml"))}  # noqa: S506


def _stated_sums() -> list[StatedSum]:
    sums: list[StatedSum] = []
    for name, pack in _packs().items():
        budget = pack.get("budget")
        stated = budget.get("stated") if isinstance(budget, dict) else None
        sums += [StatedSum(name, s["printed"], s["vnd"], s["words"], s["words_vnd"]) for s in stated or ()]
    return sums


def test_every_sum_in_words_is_read_and_written_as_the_plans_print_it() -> None:
    sums = [entry for entry in _stated_sums() if entry.words is not None]
    assert len(sums) >= 8, "Bắc Giang nêu bảy số bằng chữ, Lạng Sơn một"
    for entry in sums:
        assert entry.words is not None
        assert entry.words_vnd is not None
        assert read_words(entry.words) == entry.words_vnd, entry
        assert read_folded_words(fold(entry.words)) == entry.words_vnd, entry
        assert money_in_words(entry.words_vnd) == entry.words, entry


def test_every_printed_sum_is_read() -> None:
    sums = _stated_sums()
    assert len(sums) > 10
    for entry in sums:
        assert parse_vnd(entry.printed) == entry.vnd, entry


def test_every_document_number_of_the_packs_is_normal_already() -> None:
    read = 0
    for name, pack in _packs().items():
        basis = pack["legal_basis"]
        assert isinstance(basis, list)
        for document in basis:
            if document["number"] is not None:
                assert parse_document_number(document["number"]).text == document["number"], name
                read += 1
    assert read > 15
