"""The rules of a case over plain values."""

from __future__ import annotations

from itertools import pairwise

from nscl.accounts.enums import Permission
from nscl.rulebook.policies.policy import Once
from nscl.support.enums import CaseState
from nscl.support.rules.moves import BEFORE_PAYMENT, MOVES, WAITS_FOR, find_move
from nscl.support.rules.scopes import certificate_key, invoice_key, slot_scope

WAY = ("draft", "submitted", "eligible", "appraised", "approved", "contracted", "accepted", "paid", "closed")


def test_the_way_of_a_case_is_one_table() -> None:
    assert all(find_move(CaseState(one), CaseState(then)) for one, then in pairwise(WAY))
    assert len({(one.from_state, one.to_state) for one in MOVES}) == len(MOVES)
    # What ended has no way on, nothing but an appraised case is approved, and what was paid is not given up.
    ended = {CaseState.REFUSED, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.CLOSED}
    assert not ended & {one.from_state for one in MOVES}
    assert {one.from_state for one in MOVES if one.to_state is CaseState.APPROVED} == {
        CaseState.APPRAISED,
        CaseState.ACCEPTED,  # an acceptance is taken back
    }
    assert {one.from_state for one in MOVES if one.to_state is CaseState.WITHDRAWN} == set(BEFORE_PAYMENT)
    assert find_move(CaseState.PAID, CaseState.WITHDRAWN) is None
    # The organisation hands in and gives up; everything else is others' to do.
    assert {(one.to_state) for one in MOVES if one.by_applicant} == {CaseState.SUBMITTED, CaseState.WITHDRAWN}
    decided = {one.to_state for one in MOVES if one.permission is Permission.DECIDE_SUPPORT}
    assert decided == {CaseState.APPROVED, CaseState.REJECTED}
    assert {one.from_state for one in MOVES if one.permission is Permission.PAY_SUPPORT} == {
        CaseState.ACCEPTED,
        CaseState.PAID,
    }
    assert set(WAITS_FOR) <= {one.from_state for one in MOVES}


def test_what_a_case_takes() -> None:
    scope = {
        once: slot_scope(once, subject_key="iso 9001", year=2026, public_id="abc")
        for once in (Once.LIFE, Once.SUBJECT, Once.YEAR, Once.MANY, None)
    }
    assert scope == {Once.LIFE: "", Once.SUBJECT: "iso 9001", Once.YEAR: "2026", Once.MANY: "abc", None: ""}


def test_papers_are_compared_as_people_write_them() -> None:
    assert invoice_key("0101248141", "C24 taa", "000123") == invoice_key("0101 248 141", "C24TAA", "123")
    assert invoice_key("0101248141", "C24TAA", "124") != invoice_key("0101248141", "C24TAA", "123")
    assert invoice_key("", "C24TAA", "123") == invoice_key("0101248141", "C24TAA", "000") == ""
    one = certificate_key("Trung tâm Chứng nhận Đông Bắc", "HT-01/2024")
    assert one == certificate_key("TRUNG TÂM CHỨNG NHẬN ĐÔNG BẮC", "HT 01 2024")
    assert certificate_key("", "1") == certificate_key("Trung tâm", "–") == ""
    assert len(certificate_key("x" * 200, "9" * 80)) <= 200
