"""A case from eligibility to closing, and back where something was written by mistake."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nscl.finance.models import Voucher
from nscl.finance.operations.ledger import DuplicateVoucher, Exceeds, reverse
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState
from nscl.support.models import Assessment, Payment, SupportCase, SupportFund, UsedPaper
from nscl.support.operations.acceptances import accept_result, take_back_acceptance
from nscl.support.operations.contracts import VoucherNumber, sign_contract
from nscl.support.operations.errors import PaperUsed, ReasonMissing, Refused, StateRefused
from nscl.support.operations.follow_ups import close_case, record_follow_up
from nscl.support.operations.payments import undo_payment
from nscl.support.operations.refusals import PaymentGone
from nscl.support.queries.carrying_out import carrying_out
from nscl.support.rules.granting import AcceptanceValues, ContractValues, FollowUpValues
from tests.factories.councils import DAY, a_ceiling, a_council, accept, acceptance, actual_cost, appraise, approve, pay
from tests.factories.ledger import MILLION, account
from tests.factories.support import a_cost, a_firm, an_application, an_eligible, make_world

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=400)


def test_from_eligible_to_closed() -> None:
    world = make_world()
    fund, council = a_ceiling(world.plan), a_council(world.unit_id)
    case = an_eligible(world.firm)
    appraise(council, case, 28)
    approve(case, fund, 28)
    assert left(fund) == 52 * MILLION
    contract = ContractValues(
        number="01/HĐ", on=DAY.date(), provider="Trung tâm Thử", support_vnd=28 * MILLION, own_vnd=32 * MILLION
    )
    commitment = VoucherNumber("CK-01", DAY.date())
    sign_contract(case=case, version=None, values=contract, commitment=commitment, viewer=None, by=SYSTEM, at=DAY)
    assert account(world.plan, "2").committed_vnd == 28 * MILLION
    # It cost less than was applied for: half of 50 million is paid, the rest is free for others.
    accept(case, 30, 20)
    row = SupportCase.objects.get(pk=case)
    assert (row.approved_vnd, row.state) == (25 * MILLION, CaseState.ACCEPTED)
    assert left(fund) == 55 * MILLION
    assert Assessment.objects.filter(case=case).count() == 3
    pay(case, 10, "UNC-01")
    assert SupportCase.objects.get(pk=case).state == CaseState.ACCEPTED
    pay(case, 15, "UNC-02")
    assert SupportCase.objects.get(pk=case).state == CaseState.PAID
    assert account(world.plan, "2").disbursed_vnd == 25 * MILLION
    done = carrying_out(case)
    assert [one.due_on for one in done.follow_ups] == [date(2025, 9, 8), date(2026, 3, 8)]
    with pytest.raises(ReasonMissing):
        close_case(case=case, version=None, viewer=None, by=SYSTEM, at=LATER)
    for one in done.follow_ups:
        found = FollowUpValues(done_on=one.due_on, is_kept=True, findings="Vẫn áp dụng")
        record_follow_up(follow_up=one.number, values=found, viewer=None, by=SYSTEM, at=LATER)
    close_case(case=case, version=None, viewer=None, by=SYSTEM, at=LATER)
    assert SupportCase.objects.get(pk=case).state == CaseState.CLOSED
    with pytest.raises(StateRefused):
        undo_payment(payment=done.payments[0].number, reason="Nhầm", viewer=None, by=SYSTEM, at=LATER)


def test_what_was_paid_or_accepted_by_mistake_is_taken_back() -> None:
    world = make_world()
    fund, council = a_ceiling(world.plan), a_council(world.unit_id)
    case = an_eligible(world.firm)
    appraise(council, case, 30)
    approve(case, fund, 30)
    accept(case, 40)  # no contract: what is supported was obtained before
    pay(case, 20, "UNC-01")
    first = Payment.objects.get(case=case)
    with pytest.raises(StateRefused):
        take_back_acceptance(case=case, version=None, reason="Nhầm", viewer=None, by=SYSTEM, at=LATER)
    with pytest.raises(ReasonMissing):
        undo_payment(payment=first.pk, reason=" ", viewer=None, by=SYSTEM, at=LATER)
    undo_payment(payment=first.pk, reason="Ghi nhầm số", viewer=None, by=SYSTEM, at=LATER)
    assert SupportCase.objects.get(pk=case).state == CaseState.ACCEPTED
    assert Voucher.objects.filter(reverses=first.voucher).exists()
    with pytest.raises(PaymentGone):
        undo_payment(payment=first.pk, reason="Lần nữa", viewer=None, by=SYSTEM, at=LATER)
    # The number of a voucher that was taken back is free; one reversed in the ledger itself is noted as such.
    pay(case, 5, "UNC-01")
    second = Payment.objects.get(case=case, undone_at__isnull=True)
    reverse(voucher=second.voucher_id, reason="Sổ cái", viewer=None, by=SYSTEM, at=LATER)
    undo_payment(payment=second.pk, reason="Đã hủy ở sổ", viewer=None, by=SYSTEM, at=LATER)
    assert left(fund) == 60 * MILLION
    take_back_acceptance(case=case, version=None, reason="Nhầm hóa đơn", viewer=None, by=SYSTEM, at=LATER)
    row = SupportCase.objects.get(pk=case)
    assert (row.state, row.approved_vnd, row.paid_vnd) == (CaseState.APPROVED, 30 * MILLION, 0)
    assert left(fund) == 50 * MILLION
    assert UsedPaper.objects.filter(case=case).count() == 2  # those of the application
    assert not carrying_out(case).follow_ups


def test_what_the_ledger_refuses_is_not_paid() -> None:
    world = make_world()
    fund, council = a_ceiling(world.plan), a_council(world.unit_id)
    one, two = an_eligible(world.firm), an_eligible(a_firm(world.unit_id))
    for case in (one, two):
        appraise(council, case, 30)
        approve(case, fund, 30)
        accept(case, 60)
    with pytest.raises(Refused):
        pay(one, 31)
    pay(one, 30, "UNC-01")
    with pytest.raises(DuplicateVoucher):
        pay(two, 30, "UNC-01")
    row = account(world.plan, "2")
    type(row).objects.filter(pk=row.pk).update(allocated_vnd=40 * MILLION)
    with pytest.raises(Exceeds):
        pay(two, 30, "UNC-02")
    assert SupportCase.objects.get(pk=two).paid_vnd == 0
    assert Voucher.objects.filter(kind="disbursement").count() == 1


def test_a_result_is_not_accepted_on_papers_of_another_case() -> None:
    world = make_world()
    fund, council = a_ceiling(world.plan), a_council(world.unit_id)
    spent = a_cost(60)
    other = an_eligible(a_firm(world.unit_id), an_application(costs=(spent,)))
    case = an_eligible(world.firm)
    appraise(council, case, 30)
    approve(case, fund, 30)
    with pytest.raises(PaperUsed):
        accept_values(case, acceptance(costs=(spent,)))
    with pytest.raises(Refused) as refused:
        accept_values(case, acceptance(costs=(actual_cost(60, LATER.date()), actual_cost(0, DAY.date())), result=" "))
    assert {one.field for one in refused.value.problems} == {"result", "costs[0].on", "costs[1].vnd"}
    assert SupportCase.objects.get(pk=other).state == CaseState.ELIGIBLE
    assert SupportCase.objects.get(pk=case).state == CaseState.APPROVED
    # The resolution's life after July 2025 is not known: what was granted before is paid by it all the same.
    accept(case, 60, at=LATER)
    assert SupportCase.objects.get(pk=case).approved_vnd == 30 * MILLION
    assert "ngày duyệt 03/03/2025" in Assessment.objects.filter(case=case).latest("number").cautions


def accept_values(case: int, values: AcceptanceValues) -> None:
    accept_result(case=case, version=None, values=values, viewer=None, by=SYSTEM, at=DAY + timedelta(days=30))


def left(fund: SupportFund) -> int:
    fund.refresh_from_db()
    return fund.ceiling_vnd - fund.approved_vnd
