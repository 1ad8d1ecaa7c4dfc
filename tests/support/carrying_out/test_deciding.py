"""Approval within the ceiling and the rules of the day, rejection, many at once; the ceilings themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed
from nscl.finance.models import LedgerAccount
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase, SupportSlot
from nscl.support.operations.cases import withdraw_case
from nscl.support.operations.deciding import Approval, approve_case, approve_many, reject_case, reject_many
from nscl.support.operations.errors import (
    AlreadySupported,
    Conflict,
    MoveRefused,
    NotGranted,
    ReasonMissing,
    Refused,
    StateRefused,
)
from nscl.support.operations.funds import change_ceiling, open_fund
from nscl.support.operations.refusals import CeilingExceeded, FundExists, FundGone
from nscl.support.queries.deciding import approval_form
from nscl.support.queries.funds import account_choices, find_fund, funds_for, list_funds
from nscl.support.queries.papers import decision_paper
from tests.factories.councils import DAY, a_ceiling, a_council, appraise, approval, approve
from tests.factories.ledger import MILLION, account
from tests.factories.people import make_person
from tests.factories.support import World, a_firm, an_eligible, make_world

pytestmark = pytest.mark.django_db
ACTS: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": DAY}


@pytest.fixture
def world() -> World:
    return make_world()


def appraised(world: World, number: int, millions: int = 30) -> list[int]:
    """So many cases of different firms, each proposed so much."""
    council = a_council(world.unit_id)
    cases = [an_eligible(a_firm(world.unit_id)) for _one in range(number)]
    for case in cases:
        appraise(council, case, millions)
    return cases


def test_an_approval_keeps_to_the_rules_the_council_and_the_ceiling(world: World) -> None:
    fund = a_ceiling(world.plan, 40)
    first, second, third = appraised(world, 3, 25)
    leader = viewer_of(make_person(Role.PROVINCE_LEADER))
    form = approval_form(leader, first, DAY.date())
    assert (form.computed_vnd, form.proposed_vnd, form.suggested_vnd) == (30 * MILLION, 25 * MILLION, 25 * MILLION)
    officer = viewer_of(make_person(Role.PROVINCE_OFFICER))
    with pytest.raises(NotAllowed):
        approve_case(case=first, version=None, values=approval(fund, 25), viewer=officer, by=SYSTEM, at=DAY)
    with pytest.raises(Conflict):
        approve_case(case=first, version=1, values=approval(fund, 25), **ACTS)
    for wrong, field in (
        (approval(fund, 31), "vnd"),
        (approval(fund, 0), "vnd"),
        (approval(fund, 28), "comment"),  # above what the council proposed, without a word
        (approval(fund, 25, decision_number=" "), "decision_number"),
        (replace(approval(fund, 25), fund=None), "fund"),
    ):
        with pytest.raises(Refused) as refused:
            approve_case(case=first, version=None, values=wrong, **ACTS)
        assert [one.field for one in refused.value.problems] == [field]
    with pytest.raises(FundGone):
        approve_case(case=first, version=None, values=replace(approval(fund, 25), fund=10**9), **ACTS)
    approve_case(case=first, version=None, values=approval(fund, 28, comment="Đủ hồ sơ"), **ACTS)
    with pytest.raises(CeilingExceeded) as exceeded:
        approve(second, fund, 25)
    assert exceeded.value.left_vnd == 12 * MILLION
    assert SupportCase.objects.get(pk=second).state == CaseState.APPRAISED
    with pytest.raises(MoveRefused):
        approve(first, fund, 1)
    # What was given back is free for another.
    withdraw_case(number=first, version=None, reason="Không làm nữa", viewer=None, by=SYSTEM, at=DAY)
    approve(second, fund, 25)
    # Whoever lost the content to another case of the same organisations gets nothing.
    SupportSlot.objects.filter(case=third).update(holds=False)
    with pytest.raises(AlreadySupported):
        approve(third, fund, 10)
    paper = decision_paper([second])
    assert (paper.total_vnd, len(paper.cases), paper.on) == (25 * MILLION, 1, DAY.date())


def test_what_the_rules_do_not_give_on_the_day_is_not_approved(world: World) -> None:
    fund = a_ceiling(world.plan)
    (case,) = appraised(world, 1)
    before = SupportCase.objects.get(pk=case).computed_vnd
    with pytest.raises(NotGranted):  # the resolution's life after July 2025 is not known
        approve_case(
            case=case,
            version=None,
            values=approval(fund, 30),
            viewer=None,
            by=SYSTEM,
            at=datetime(2025, 9, 1, tzinfo=UTC),
        )
    row = SupportCase.objects.get(pk=case)
    assert (row.computed_vnd, row.assessments.count(), row.state) == (before, 1, CaseState.APPRAISED)


def test_many_are_approved_with_one_decision_each_by_itself(world: World) -> None:
    fund = a_ceiling(world.plan, 60)
    cases = appraised(world, 3, 25)
    outcomes = approve_many(
        approvals=[*(Approval(case) for case in cases), Approval(10**9)],
        decision_number="125/QĐ-UBND",
        decision_on=DAY.date(),
        fund=fund.pk,
        **ACTS,
    )
    assert [one.is_done for one in outcomes] == [True, True, False, False]
    assert "10.000.000" in outcomes[2].refused
    rows = SupportCase.objects.filter(decision_number="125/QĐ-UBND").order_by("pk")
    assert [row.approved_vnd for row in rows] == [25 * MILLION] * 2
    assert len(decision_paper([row.pk for row in rows]).cases) == 2
    with pytest.raises(StateRefused):
        reject_many(cases=[1] * 201, reason="x", **ACTS)
    (outcome,) = reject_many(cases=cases[2:], reason="Hết kinh phí năm", **ACTS)
    assert outcome.is_done
    row = SupportCase.objects.get(pk=cases[2])
    assert (row.state, row.slot.holds, row.used_papers.filter(holds=True).exists()) == (
        CaseState.REJECTED,
        False,
        False,
    )
    with pytest.raises(ReasonMissing):
        reject_case(case=an_eligible(world.firm), version=None, reason=" ", **ACTS)


def test_a_ceiling_lies_between_what_is_approved_and_what_is_allocated(world: World) -> None:
    fund = a_ceiling(world.plan, 40)
    finance, officer = (viewer_of(make_person(role)) for role in (Role.PROVINCE_FINANCE, Role.PROVINCE_OFFICER))
    there = account(world.plan, "2")
    with pytest.raises(FundExists):
        open_fund(account=there.pk, name="Lần hai", ceiling_vnd=1, **ACTS)
    with pytest.raises(FundGone):
        open_fund(account=10**9, name="Không có", ceiling_vnd=1, **ACTS)
    with pytest.raises(NotAllowed):
        change_ceiling(fund=fund.pk, version=None, ceiling_vnd=1, reason="Thử", viewer=officer, by=SYSTEM, at=DAY)
    (case,) = appraised(world, 1)
    approve(case, fund, 30)
    for ceiling in (81 * MILLION, 29 * MILLION, -1, None):
        with pytest.raises(Refused):
            change_ceiling(fund=fund.pk, version=None, ceiling_vnd=ceiling, reason="Thử", **ACTS)
    with pytest.raises(ReasonMissing):
        change_ceiling(fund=fund.pk, version=None, ceiling_vnd=80 * MILLION, reason="", **ACTS)
    change: dict[str, Any] = {
        "ceiling_vnd": 80 * MILLION,
        "reason": "QĐ giao bổ sung",
        "viewer": finance,
        "by": SYSTEM,
        "at": DAY,
    }
    change_ceiling(fund=fund.pk, version=1, **change)
    with pytest.raises(Conflict):
        change_ceiling(fund=fund.pk, version=1, **change)
    # The allocation was cut in the ledger since: a warning, nothing is undone.
    LedgerAccount.objects.filter(pk=there.pk).update(allocated_vnd=70 * MILLION)
    found = find_fund(finance, fund.pk)
    assert (found.left_vnd, found.short_vnd, found.cases, found.may_set) == (50 * MILLION, 10 * MILLION, 1, True)
    assert list_funds(officer, year=2025)[0].number == fund.pk
    assert [one.number for one in funds_for(finance, case, DAY.date())] == [fund.pk]
    assert there.pk not in {one.account for one in account_choices(finance)}
