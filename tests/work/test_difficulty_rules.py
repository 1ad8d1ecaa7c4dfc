"""Where a difficulty may go, who may take it there, and when words are needed."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import Grant, Viewer
from nscl.work.enums import DifficultyState
from nscl.work.rules.difficulties import (
    MOST_TEXT,
    MOST_TITLE,
    DifficultyAct,
    Standing,
    after,
    check_due,
    check_text,
    check_words,
    has_part,
    is_overdue,
    may_act,
    may_raise,
    needs_text,
)
from nscl.work.rules.problems import Reason

OPEN, ASSIGNED, ANSWERED, ESCALATED, CLOSED = DifficultyState
ACT = DifficultyAct
UNIT, ELSEWHERE, RAISER, ANSWERER = 1, 2, 10, 20

# State → act → state after it, whole: what is not here is refused.
TABLE = {
    OPEN: {ACT.EDIT: OPEN, ACT.ASSIGN: ASSIGNED, ACT.ANSWER: ANSWERED, ACT.ESCALATE: ESCALATED, ACT.CLOSE: CLOSED},
    ASSIGNED: {ACT.ASSIGN: ASSIGNED, ACT.ANSWER: ANSWERED, ACT.ESCALATE: ESCALATED, ACT.CLOSE: CLOSED},
    ANSWERED: {ACT.ASSIGN: ASSIGNED, ACT.ANSWER: ANSWERED, ACT.ESCALATE: ESCALATED, ACT.CLOSE: CLOSED},
    ESCALATED: {ACT.ASSIGN: ASSIGNED, ACT.ANSWER: ANSWERED, ACT.CLOSE: CLOSED},
    CLOSED: {ACT.REOPEN: OPEN},
}


def person(role: Role, *, unit: int | None = UNIT, agency: int | None = None) -> Viewer:
    own = frozenset() if agency is None else frozenset({agency})
    grant = Grant(role, None if unit is None else frozenset({unit}), agency_id=agency, agency_ids=own)
    return Viewer(1, "Người thử", (grant,))


OFFICER = person(Role.PROVINCE_OFFICER)
RAISING = person(Role.AGENCY_FOCAL_POINT, agency=RAISER)
ANSWERING = person(Role.AGENCY_FOCAL_POINT, agency=ANSWERER)


def standing(state: DifficultyState, *, agency: int | None = RAISER) -> Standing:
    return Standing(state, UNIT, agency, ANSWERER if state in {ASSIGNED, ANSWERED, ESCALATED} else None)


@pytest.mark.parametrize("state", DifficultyState)
@pytest.mark.parametrize("act", DifficultyAct)
def test_the_table_of_moves(state: DifficultyState, act: DifficultyAct) -> None:
    assert after(act, state) == TABLE[state].get(act)


@pytest.mark.parametrize("state", DifficultyState)
def test_the_officer_may_do_whatever_is_possible(state: DifficultyState) -> None:
    assert {act for act in DifficultyAct if may_act(OFFICER, act, standing(state))} == set(TABLE[state])
    elsewhere = person(Role.PROVINCE_OFFICER, unit=ELSEWHERE)
    assert not any(may_act(elsewhere, act, standing(state)) for act in DifficultyAct)


@pytest.mark.parametrize(
    ("state", "raising", "answering"),
    [
        (OPEN, {ACT.EDIT, ACT.CLOSE}, set()),
        (ASSIGNED, {ACT.CLOSE}, {ACT.ANSWER}),
        (ANSWERED, {ACT.CLOSE}, {ACT.ANSWER}),  # a further answer
        (ESCALATED, {ACT.CLOSE}, set()),  # the People's Committee answers, through the officer
        (CLOSED, {ACT.REOPEN}, set()),
    ],
)
def test_what_agencies_may_do(
    state: DifficultyState, raising: set[DifficultyAct], answering: set[DifficultyAct]
) -> None:
    assert {act for act in DifficultyAct if may_act(RAISING, act, standing(state))} == raising
    assert {act for act in DifficultyAct if may_act(ANSWERING, act, standing(state))} == answering


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROVINCE_OFFICER, Role.AGENCY_FOCAL_POINT}))
def test_nobody_else_does_anything(role: Role) -> None:
    anybody = person(role)
    assert not any(has_part(anybody, act, standing(state)) for act in DifficultyAct for state in DifficultyState)
    assert not may_raise(anybody, UNIT, None)


def test_raising_for_an_agency_or_for_the_province() -> None:
    assert may_raise(RAISING, UNIT, RAISER)
    assert not may_raise(RAISING, UNIT, ANSWERER)
    assert not may_raise(RAISING, UNIT, None), "a focal point does not speak for the province"
    assert may_raise(OFFICER, UNIT, None)
    assert may_raise(OFFICER, UNIT, RAISER)
    assert not may_raise(OFFICER, ELSEWHERE, None)


def test_the_provinces_own_is_not_an_agencys_to_close() -> None:
    assert not may_act(RAISING, ACT.CLOSE, standing(OPEN, agency=None))


def test_when_words_are_needed() -> None:
    assert needs_text(ACT.ANSWER, ASSIGNED)
    assert needs_text(ACT.ESCALATE, OPEN)
    assert needs_text(ACT.REOPEN, CLOSED)
    assert not needs_text(ACT.ASSIGN, OPEN)
    assert needs_text(ACT.ASSIGN, ASSIGNED), "why it goes to somebody else"
    assert not needs_text(ACT.CLOSE, ANSWERED)
    assert needs_text(ACT.CLOSE, ASSIGNED), "why it ends without an answer"


def test_an_answer_is_in_time_on_its_day() -> None:
    due = date(2026, 11, 20)
    assert not is_overdue(ASSIGNED, due, due)
    assert is_overdue(ASSIGNED, due, date(2026, 11, 21))
    assert not is_overdue(ANSWERED, due, date(2026, 11, 21)), "answered, late or not"
    assert not is_overdue(OPEN, None, due)


def test_words_are_checked_all_at_once() -> None:
    found = {(problem.field, problem.reason) for problem in check_words(" ", "")}
    assert found == {("title", Reason.MISSING), ("text", Reason.MISSING)}
    long = [*check_words("a" * (MOST_TITLE + 1), "b" * (MOST_TEXT + 1)), *check_text("c" * (MOST_TEXT + 1))]
    assert [problem.reason for problem in long] == [Reason.TOO_LONG] * 3
    assert list(check_words("a" * MOST_TITLE, "b" * MOST_TEXT)) == []


def test_a_day_for_the_answer_lies_ahead() -> None:
    today = date(2026, 11, 21)
    assert list(check_due(today, today)) == []
    (problem,) = check_due(date(2026, 11, 20), today)
    assert (problem.field, problem.reason) == ("answer_due", Reason.BACKWARD)
    assert "20/11/2026" in str(problem)
