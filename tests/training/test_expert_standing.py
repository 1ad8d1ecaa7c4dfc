"""Where an expert stands on a day, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nscl.training.rules.experts import ENDING_WITHIN, ExpertStanding, Validity, holds_until, standing

ON = date(2026, 11, 21)
GRANTED = date(2024, 1, 10)
DAY = timedelta(days=1)


def valid(to: date | None = None, revoked: date | None = None, granted: date = GRANTED) -> Validity:
    return Validity(granted, to, revoked)


@pytest.mark.parametrize(
    ("held", "trained_on", "expected"),
    [
        ([], None, ExpertStanding.CANDIDATE),
        ([], ON, ExpertStanding.TRAINED),
        ([], ON + DAY, ExpertStanding.CANDIDATE),
        ([valid()], None, ExpertStanding.CERTIFIED),
        ([valid(ON)], None, ExpertStanding.ENDING),
        ([valid(ON - DAY)], GRANTED, ExpertStanding.EXPIRED),
        ([valid(ON + ENDING_WITHIN)], None, ExpertStanding.ENDING),
        ([valid(ON + ENDING_WITHIN + DAY)], None, ExpertStanding.CERTIFIED),
        ([valid(revoked=ON)], None, ExpertStanding.EXPIRED),
        ([valid(revoked=ON + DAY)], None, ExpertStanding.CERTIFIED),
        ([valid(granted=ON + DAY)], GRANTED, ExpertStanding.TRAINED),
        ([valid(ON - DAY), valid(ON + ENDING_WITHIN + DAY)], None, ExpertStanding.CERTIFIED),
    ],
)
def test_where_an_expert_stands(held: list[Validity], trained_on: date | None, expected: ExpertStanding) -> None:
    assert standing(held, trained_on=trained_on, is_retired=False, on=ON) is expected
    assert standing(held, trained_on=trained_on, is_retired=True, on=ON) is ExpertStanding.RETIRED


def test_the_last_day_is_that_of_the_certificate_that_holds_longest() -> None:
    assert holds_until([valid(ON), valid(ON + DAY)], ON) == ON + DAY
    assert holds_until([valid(ON), valid()], ON) is None
    assert holds_until([valid(ON - DAY)], ON) is None
