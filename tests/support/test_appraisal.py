"""Quorum and what sheets come to: plain values, no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.scoring import Scoring, read_scorings
from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.rules.appraisal import SheetFacts, lacks_quorum, tally
from nscl.support.rules.granting import months_after

FOLDER = Path(__file__).parents[2] / "data" / "scoring"
SCORING: Scoring = read_scorings(FOLDER)["chung-1"]
COUNCIL = dict(
    enumerate((CouncilRole.CHAIR, CouncilRole.DEPUTY, CouncilRole.SECRETARY, CouncilRole.MEMBER, CouncilRole.MEMBER))
)
FOR, AGAINST = Conclusion.APPROVE, Conclusion.REJECT


@pytest.mark.parametrize(
    ("present", "words"),
    [
        ((0, 2, 3, 4), ""),
        ((1, 2, 3, 4), ""),
        ((0, 1, 2), "Mới có 3/5"),  # two thirds of five are four
        ((2, 3, 4, 9), "Mới có 3/5"),  # a stranger counts for nothing
    ],
)
def test_two_thirds_of_the_members_must_be_there(present: tuple[int, ...], words: str) -> None:
    assert lacks_quorum(COUNCIL, present, SCORING).startswith(words)
    assert bool(words) or not lacks_quorum(COUNCIL, present, SCORING)


def test_somebody_must_lead() -> None:
    six = {**COUNCIL, 5: CouncilRole.MEMBER}
    assert "chủ tịch hội đồng" in lacks_quorum(six, (2, 3, 4, 5), SCORING)
    assert not lacks_quorum(six, (1, 3, 4, 5), SCORING)


def sheets(*votes: tuple[int, Conclusion]) -> list[SheetFacts]:
    return [SheetFacts(user, Decimal(points), proposal) for user, (points, proposal) in enumerate(votes)]


@pytest.mark.parametrize(
    ("votes", "appraisers", "conclusion"),
    [
        ([(60, FOR), (60, FOR), (60, FOR), (20, AGAINST)], 5, FOR),
        ([(60, FOR), (60, FOR), (60, FOR)], 5, None),  # too few sheets
        ([(60, FOR), (60, FOR)], 3, FOR),
        ([(60, FOR)], 1, None),  # one alone is no council
        ([(49, FOR), (49, FOR)], 2, AGAINST),  # all for it, and not good enough
        ([(90, AGAINST), (90, AGAINST), (90, FOR)], 3, AGAINST),
        ([(60, FOR), (60, AGAINST)], 2, FOR),  # even: the chair is for it
        ([(60, AGAINST), (60, FOR)], 2, AGAINST),
    ],
)
def test_conclusions(votes: list[tuple[int, Conclusion]], appraisers: int, conclusion: Conclusion | None) -> None:
    found = tally(sheets(*votes), appraisers=appraisers, chair=0, scoring=SCORING)
    assert found.conclusion is conclusion
    assert found.is_enough is (conclusion is not None)


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(Conclusion)), max_size=9), st.integers(0, 9))
def test_one_more_vote_for_it_never_turns_it_down(votes: list[tuple[int, Conclusion]], appraisers: int) -> None:
    before = tally(sheets(*votes), appraisers=appraisers, chair=None, scoring=SCORING)
    after = tally(sheets(*votes, (100, FOR)), appraisers=appraisers, chair=None, scoring=SCORING)
    if before.conclusion is FOR:
        assert after.conclusion is FOR
    assert before.approve + before.reject == before.sheets


def test_a_sheet_of_data_is_read_strictly(tmp_path: Path) -> None:
    text = (FOLDER / "chung-1.yaml").read_text(encoding="utf-8")
    assert SCORING.most == 100
    assert SCORING.passing == Decimal(50)
    assert SCORING.beforehand(4) == {"priority": 15}
    for wrong in (
        text.replace("key: need", "key: effect"),
        text.replace("numerator: 2", "numerator: 4"),
        "rulebook: 1",
    ):
        (tmp_path / "x.yaml").write_text(wrong, encoding="utf-8")
        with pytest.raises(RulebookFileError):
            read_scorings(tmp_path)
    with pytest.raises(RulebookFileError):
        read_scorings(tmp_path / "none")


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 15), 12) == date(2026, 12, 15)
