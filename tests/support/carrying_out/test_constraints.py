"""What the database itself refuses of councils, ceilings, and what comes after the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model

from nscl.accounts.models import User
from nscl.finance.models import Voucher
from nscl.support.models import (
    Acceptance,
    AcceptanceCost,
    Conflict,
    Contract,
    Council,
    CouncilMember,
    CouncilSession,
    FollowUp,
    Payment,
    ScorePoint,
    ScoreSheet,
    SessionCase,
    SessionPresence,
    SupportFund,
)
from tests.factories.councils import DAY, a_ceiling, a_council, a_session, appraise, approve, hearing_of, score
from tests.factories.people import make_person
from tests.factories.support import a_firm, an_eligible, make_world

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 3)


def refused(name: str, act: Callable[[], object]) -> None:
    """The act fails on the constraint of that name (SQLite names the columns of a unique one instead)."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    if connection.vendor == "postgresql" or "CHECK" in str(error.value):
        assert name in str(error.value), (name, error.value)
    else:
        assert "UNIQUE" in str(error.value), (name, error.value)


def a_row(model: type[Model], base: dict[str, Any], **changes: Any) -> Callable[[], object]:
    return lambda: model._default_manager.create(**{**base, **changes})


def test_councils_and_ceilings() -> None:
    world = make_world()
    council, fund = a_council(world.unit_id), a_ceiling(world.plan)
    case, other = an_eligible(world.firm), an_eligible(a_firm(world.unit_id))
    session = a_session(council, case)
    hearing = hearing_of(session, case)
    score(hearing, council.users[:1])
    sheet = ScoreSheet.objects.get(hearing=hearing)
    person = make_person()
    named = {"unit_id": world.unit_id, "name": "Hội đồng", "decision_number": "1", "decided_on": ON, "created_at": DAY}
    seat = {"council_id": council.number, "user": person, "role": "member"}
    meeting = {"council_id": council.number, "on": ON, "criteria": "chung-1"}
    agenda = {"session_id": session, "case_id": other, "position": 9}
    interest = {"case_id": case, "user": person, "reason": "Góp vốn", "at": DAY}
    scored = {"hearing_id": hearing, "case_id": case, "user": person, "proposal": "approve", "at": DAY}
    point = {"sheet": sheet, "criterion": "x", "points": 1}
    Conflict.objects.create(**{**interest, "user": make_person()})
    SessionPresence.objects.create(session_id=session, user=person)
    funds = SupportFund.objects.filter(pk=fund.pk)
    twin = {
        "unit_id": world.unit_id,
        "plan": world.plan,
        "year": 2025,
        "name": "Hai",
        "account_id": fund.account_id,
        "ceiling_vnd": 1,
        "created_at": DAY,
    }
    for name, act in (
        ("support_council_named", a_row(Council, named, name="")),
        ("support_council_named", a_row(Council, named, decision_number="")),
        ("support_member_once", a_row(CouncilMember, seat, user=User.objects.get(pk=council.users[3]))),
        ("support_member_role", a_row(CouncilMember, seat, role="guest")),
        ("support_council_one_chair", a_row(CouncilMember, seat, role="chair")),
        ("support_session_held", a_row(CouncilSession, meeting, state="held", present=None, held_at=DAY)),
        ("support_session_held", a_row(CouncilSession, meeting, held_at=DAY)),
        ("support_session_state", a_row(CouncilSession, meeting, state="moved")),
        ("support_presence_once", a_row(SessionPresence, {"session_id": session, "user": person})),
        ("support_hearing_once", a_row(SessionCase, agenda, case_id=case)),
        ("support_hearing_conclusion", a_row(SessionCase, agenda, conclusion="approve")),
        ("support_hearing_conclusion", a_row(SessionCase, agenda, conclusion="approve", proposed_vnd=0)),
        ("support_hearing_conclusion", a_row(SessionCase, agenda, conclusion="reject")),
        ("support_hearing_conclusion", a_row(SessionCase, agenda, proposed_vnd=1)),
        ("support_conflict_why", a_row(Conflict, interest, reason="")),
        ("support_conflict_once", a_row(Conflict, interest, user=Conflict.objects.get().user)),
        ("support_sheet_once", a_row(ScoreSheet, scored, user=sheet.user)),
        ("support_sheet_proposal", a_row(ScoreSheet, scored, proposal="maybe")),
        ("support_sheet_against_why", a_row(ScoreSheet, scored, proposal="reject")),
        ("support_point_once", a_row(ScorePoint, point, criterion="need")),
        ("support_point_not_negative", a_row(ScorePoint, point, points=-1)),
        ("support_fund_within", lambda: funds.update(approved_vnd=F("ceiling_vnd") + 1)),
        ("support_fund_within", lambda: funds.update(approved_vnd=-1)),
        ("support_fund_within", lambda: funds.update(ceiling_vnd=-1)),
        ("support_fund_named", lambda: funds.update(name="")),
        ("support_fund_account_once", a_row(SupportFund, twin)),
    ):
        refused(name, act)
    assert SupportFund.objects.create(**twin, is_sample=True).pk  # a sample's stands beside the real one


def test_after_the_decision() -> None:
    world = make_world()
    case = an_eligible(world.firm)
    appraise(a_council(world.unit_id), case, 30)
    approve(case, a_ceiling(world.plan), 30)
    signed = {"case_id": case, "number": "01", "on": ON, "value_vnd": 3, "support_vnd": 2, "own_vnd": 1}
    seen = {"case_id": case, "on": ON, "result": "Đạt", "at": DAY, "cost_vnd": 9, "approved_vnd": 3, "payable_vnd": 2}
    voucher = Voucher.objects.earliest("pk")
    paid = {"case_id": case, "voucher": voucher, "on": ON, "vnd": 1, "at": DAY}
    later = {"case_id": case, "months": 6, "due_on": ON}
    for name, act in (
        ("support_contract_numbered", a_row(Contract, signed, number="")),
        ("support_contract_shares", a_row(Contract, signed, value_vnd=4)),
        ("support_contract_shares", a_row(Contract, signed, support_vnd=0, value_vnd=1)),
        ("support_contract_forward", a_row(Contract, signed, ends_on=date(2025, 3, 2))),
        ("support_acceptance_says", a_row(Acceptance, seen, result="")),
        ("support_acceptance_certificate", a_row(Acceptance, seen, certificate_number="1")),
        ("support_acceptance_cost", a_row(Acceptance, seen, cost_vnd=0)),
        ("support_acceptance_payable", a_row(Acceptance, seen, payable_vnd=4)),
        ("support_acceptance_payable", a_row(Acceptance, seen, payable_vnd=0)),
        ("support_acceptance_payable", a_row(Acceptance, seen, cost_vnd=1)),
        ("support_payment_positive", a_row(Payment, paid, vnd=0)),
        ("support_follow_up_months", a_row(FollowUp, later, months=7)),
        ("support_follow_up_done", a_row(FollowUp, later, is_kept=True)),
        ("support_follow_up_done", a_row(FollowUp, later, is_kept=True, done_on=ON, at=DAY)),
    ):
        refused(name, act)
    FollowUp.objects.create(**later)
    refused("support_follow_up_once", a_row(FollowUp, later))
    acceptance = Acceptance.objects.create(**seen)
    cost = {"acceptance": acceptance, "position": 0, "head": "build", "vnd": 9, "on": ON}
    AcceptanceCost.objects.create(**cost)
    for name, act in (
        ("support_actual_cost_position", a_row(AcceptanceCost, cost)),
        ("support_actual_cost_credible", a_row(AcceptanceCost, cost, position=1, vnd=0)),
        ("support_actual_cost_credible", a_row(AcceptanceCost, cost, position=1, vnd=10**15)),
        ("support_actual_cost_invoice_whole", a_row(AcceptanceCost, cost, position=1, invoice_number="1")),
    ):
        refused(name, act)
