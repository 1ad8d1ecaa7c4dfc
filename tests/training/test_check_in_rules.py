"""The code of self check-in, the session's address, what a phone is known by."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from nscl.text.phones import PhoneError
from nscl.training.rules.check_in import (
    CODE_LENGTH,
    STEP,
    TICKET_FOR,
    Opening,
    Who,
    accepts,
    code_at,
    device_hash,
    is_tag_of,
    next_code_in,
    opening,
    read_who,
    session_address,
    split_address,
    ticket_holds,
)
from tests.factories.training import DAYS, moment

KEY, OTHER = "a1" * 32, "b2" * 32
STARTS, ENDS = moment(DAYS[0], 8), moment(DAYS[0], 11, 30)
SECOND = timedelta(seconds=1)
# A whole step begins here.
STEP_BEGINS = moment(DAYS[0], 9)


def taken(code: str, at: datetime, key: str = KEY) -> bool:
    return accepts(key, code, at, STARTS, ENDS)


def test_a_code_is_taken_in_its_step_and_the_next_and_never_again() -> None:
    code = code_at(KEY, STEP_BEGINS)
    assert len(code) == CODE_LENGTH
    assert code == code_at(KEY, STEP_BEGINS + STEP - SECOND) != code_at(KEY, STEP_BEGINS + STEP)
    for age, is_taken in ((0, True), (29, True), (30, True), (59, True), (60, False), (3600, False)):
        assert taken(code, STEP_BEGINS + age * SECOND) is is_taken, age
    assert not taken(code, STEP_BEGINS - SECOND), "a code of the future"
    assert taken(code.upper(), STEP_BEGINS), "a keyboard that writes capitals"


def test_a_code_of_another_session_or_an_altered_one_is_not_taken() -> None:
    code = code_at(KEY, STEP_BEGINS)
    assert not taken(code_at(OTHER, STEP_BEGINS), STEP_BEGINS)
    altered = ("a" if code[0] != "a" else "b") + code[1:]
    for wrong in (altered, code[:-1], code + "a", "", "ă" * CODE_LENGTH):
        assert not taken(wrong, STEP_BEGINS), wrong


def test_the_codes_of_a_morning_are_all_different() -> None:
    codes = {code_at(KEY, STARTS + number * STEP) for number in range(420)}
    assert len(codes) == 420


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (STARTS - timedelta(minutes=15, seconds=1), Opening.NOT_YET),
        (STARTS - timedelta(minutes=15), Opening.OPEN),
        (ENDS, Opening.OPEN),
        (ENDS + SECOND, Opening.OVER),
    ],
)
def test_from_a_quarter_of_an_hour_before_to_the_end(at: datetime, expected: Opening) -> None:
    assert opening(STARTS, ENDS, at) is expected
    assert taken(code_at(KEY, at), at) is (expected is Opening.OPEN)


def test_the_screen_asks_for_the_next_code_when_there_is_one() -> None:
    assert next_code_in(STEP_BEGINS) == STEP
    assert next_code_in(STEP_BEGINS + 29 * SECOND) == SECOND


def test_an_address_tells_neither_key_nor_session() -> None:
    address = session_address("Abc-_123", KEY)
    public_id, tag = split_address(address)
    assert public_id == "Abc-_123"
    assert is_tag_of(KEY, tag)
    assert not is_tag_of(OTHER, tag)
    assert KEY not in address
    for wrong in ("", "Abc", ".12345678", "Abc.1234567", "Abc.123456789"):
        assert split_address(wrong) == ("", ""), wrong


def test_a_phone_is_not_followed_from_one_session_to_the_next() -> None:
    assert device_hash(KEY, "x") == device_hash(KEY, "x")
    assert len({device_hash(KEY, "x"), device_hash(OTHER, "x"), device_hash(KEY, "y")}) == 3


def test_a_ticket_holds_for_minutes_and_not_beyond_the_end() -> None:
    assert ticket_holds(STEP_BEGINS, ENDS, STEP_BEGINS + TICKET_FOR)
    assert not ticket_holds(STEP_BEGINS, ENDS, STEP_BEGINS + TICKET_FOR + SECOND)
    assert not ticket_holds(STEP_BEGINS, ENDS, STEP_BEGINS - SECOND)
    assert not ticket_holds(ENDS - SECOND, ENDS, ENDS + SECOND)


def test_who_somebody_is() -> None:
    assert read_who(" 0912 345 678 ") == Who(phone="+84912345678")
    assert read_who("012 345") == Who(code="012345")
    assert read_who("a2b3c4") == Who(code="A2B3C4")
    for wrong in ("5678", "678", "abc", "Nguyễn Thị An"):
        with pytest.raises(PhoneError):
            read_who(wrong)
