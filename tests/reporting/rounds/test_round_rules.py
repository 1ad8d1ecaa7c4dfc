"""Rules of rounds: closing days, what is wrong with values, being on time, who answers for whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.queries import AgencyRow
from nscl.reporting.enums import RoundKind, SubmissionState
from nscl.reporting.rules.answering import Covered, answering, sole_heirs
from nscl.reporting.rules.moves import IN_HAND, MOVES, SENT, may_step
from nscl.reporting.rules.rounds import closing_of, due_in, round_problems
from nscl.reporting.rules.submissions import warnings, word_problems
from nscl.reporting.rules.timeliness import Tally, Timely, days_late, timely
from nscl.work.rules.reminders import year_reported
from tests.factories.reporting_desk import DUE, values

ENDED = date(2025, 2, 28)


def test_a_duty_early_in_the_year_is_about_the_year_before() -> None:
    assert due_in(2026, 11, 20) == date(2026, 11, 20)
    assert due_in(2026, 1, 15) == date(2027, 1, 15)
    assert due_in(2026, 2, 29) == date(2027, 2, 28)
    assert [year_reported(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [2026, 2027]


def test_figures_close_on_14_december_or_when_agencies_report() -> None:
    assert closing_of(2026, date(2026, 11, 20)) == date(2026, 11, 20)
    assert closing_of(2026, date(2027, 1, 15)) == date(2026, 12, 14)
    assert closing_of(2026, None) is None


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"title": "  "}, ["title"]),
        ({"title": "x" * 201}, ["title"]),
        ({"year": 2026}, ["year"]),
        ({"year": 2026, "kind": RoundKind.FINAL}, []),  # a plan that is over is still reviewed
        ({"year": 2028, "kind": RoundKind.FINAL}, ["year"]),
        ({"period_end": date(2023, 12, 31)}, ["period_end"]),
        ({"data_until": date(2023, 12, 31)}, ["data_until"]),
        ({"agencies_due": date(2023, 12, 31), "province_due": None}, ["agencies_due"]),
        ({"province_due": date(2024, 11, 19)}, ["province_due"]),
    ],
)
def test_what_is_wrong_with_a_round(changes: dict[str, Any], fields: list[str]) -> None:
    assert [one.field for one in round_problems(values(**changes), 2021, 2025)] == fields


@pytest.mark.parametrize(
    ("first", "on", "expected", "days"),
    [
        (DUE, date(2025, 1, 1), Timely.ON_TIME, 0),
        (date(2024, 11, 23), date(2025, 1, 1), Timely.LATE, 3),
        (None, DUE, Timely.WAITING, 0),
        (None, date(2024, 11, 21), Timely.NEVER, 1),
    ],
)
def test_being_on_time_is_judged_by_the_first_submission(
    first: date | None, on: date, expected: Timely, days: int
) -> None:
    assert (timely(first, DUE, on), days_late(first, DUE, on)) == (expected, days)


def test_the_rate_counts_only_reports_that_came_or_should_have() -> None:
    many = [Timely.ON_TIME, Timely.ON_TIME, Timely.LATE, Timely.WAITING, Timely.NOT_ASKED]
    tally = Tally.of(many)
    assert (tally.asked, tally.rate) == (4, Decimal("66.7"))
    assert (tally + Tally(never=1)).rate == Decimal("50.0")
    assert Tally(waiting=3).rate is None


def test_moves() -> None:
    assert set(MOVES) == set(SubmissionState)
    assert not set(IN_HAND) & set(SENT)
    assert not may_step(SubmissionState.ACCEPTED, SubmissionState.HANDED_OVER)
    assert all(may_step(state, SubmissionState.SUBMITTED) for state in IN_HAND)


def test_what_is_pointed_out_before_a_report_goes() -> None:
    assert word_problems(["", " \n"])[0].field == "text"
    assert word_problems(["", "x"]) == ()
    found = warnings(late_days=3, open_remarks=1, without_estimate=["lớp"])
    assert [one.field for one in found] == ["due", "remarks", "estimates"]
    assert warnings(late_days=0, open_remarks=0, without_estimate=[]) == ()


def an_agency(number: int, valid_from: date = date(2020, 1, 1), valid_to: date | None = None) -> AgencyRow:
    name = f"Sở {number}"
    return AgencyRow(number, f"so-{number}", name, name, AgencyKind.DEPARTMENT, 1, valid_from, valid_to)


def test_successors_report_for_those_that_went_into_them() -> None:
    """1 and 2 became 3; 4 was divided into 5 and 6; 7 ended with nobody after it; 8 is there."""
    born = date(2025, 3, 1)
    gone = [an_agency(number, valid_to=ENDED) for number in (1, 2, 4, 7)]
    heirs = [an_agency(number, born) for number in (3, 5, 6)]
    known = {one.id: one for one in (*gone, *heirs, an_agency(8))}
    edges = [(1, 3), (2, 3), (4, 5), (4, 6)]
    bodies = [known[number] for number in (1, 2, 4, 7, 8)]
    found = answering(bodies, known, edges, born)
    assert {one.agency.id: one.covers for one in found.reporters} == {
        3: (Covered(1, "Sở 1", born), Covered(2, "Sở 2", born)),
        5: (Covered(4, "Sở 4", born),),
        6: (Covered(4, "Sở 4", born),),
        8: (),
    }
    assert [one.id for one in found.ended] == [7]
    assert sole_heirs([1, 2, 3, 4, 7, 8], edges) == {1: 3, 2: 3, 3: 3, 4: 4, 7: 7, 8: 8}
    before = answering(bodies, known, edges, ENDED)
    assert [(one.agency.id, one.covers) for one in before.reporters] == [(n, ()) for n in (1, 2, 4, 7, 8)]
