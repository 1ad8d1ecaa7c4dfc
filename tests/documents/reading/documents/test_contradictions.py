"""Mistakes put into a document come to light when it is read and checked; where none was put in, none is reported."""

from __future__ import annotations

from collections import Counter

import pytest

from nscl.documents.checks import check_pack
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.schema import PlanPack
from tests.documents.reading.documents.expected import expected_pack
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.layouts import LAYOUTS
from tests.documents.reading.documents.reading import try_layout
from tests.documents.reading.documents.story import Slip
from tests.documents.reading.documents.styles import Style

# What each mistake must be reported as, among what the checks find in the true pack.
RULES = {
    Slip.STATED_THOUSANDFOLD: {"stated.words"},
    Slip.YEAR_SUM: {"sum.years", "sum.lines"},
    Slip.UNIT_COST: {"unit-cost.total"},
    Slip.TARGET_WITHOUT_TASK: {"target.without-task"},
    Slip.DATE_BEFORE_ISSUE: {"years.before-issue"},
}
STYLES = tuple(Style)


def _found(pack: PlanPack) -> Counter[str]:
    return Counter(finding.rule for finding in check_pack(pack) if finding.severity is not FindingSeverity.INFO)


@pytest.mark.parametrize("seed", range(24))
def test_the_stories_contradict_themselves_only_where_they_are_told_to(seed: int) -> None:
    assert not _found(expected_pack(invent(seed)))
    for slip, rules in RULES.items():
        assert rules <= set(_found(expected_pack(invent(seed, slip))))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("slip", Slip)
def test_a_mistake_is_found_in_every_layout(layout: str, slip: Slip) -> None:
    for seed in (0, 5):
        trial = try_layout(layout, STYLES[seed % len(STYLES)], seed, slip)
        assert _found(trial.reading.pack) == _found(trial.due)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_mistake_is_found_where_there_is_none(layout: str) -> None:
    for place, style in enumerate(STYLES):
        assert not _found(try_layout(layout, style, place).reading.pack)
