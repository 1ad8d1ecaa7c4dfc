"""Vouchers taken back, years settled, money carried over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import MoneySource, Stage
from nscl.finance.models import LedgerEntry, SettledYear, Voucher
from nscl.finance.operations.ledger import (
    AlreadyReversed,
    Booked,
    ClosedYear,
    DuplicateVoucher,
    EntryDraft,
    Exceeds,
    InvalidVoucher,
    NotInPlan,
    VoucherMissing,
    allocate,
    carry_over,
    reverse,
    settle_year,
)
from nscl.finance.queries.ledger import check_ledger
from nscl.plans.models import Plan
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.ledger import (
    ENTERPRISE,
    MILLION,
    STATE,
    YEAR,
    a_voucher,
    account,
    account_key,
    allocated,
    committed,
    disbursed,
    entry,
    everything,
    line_of,
)
from tests.factories.people import AT

AFTER = date(2026, 3, 10)


def taken_back(voucher: int, reason: str = "Ghi nhầm", **changes: Any) -> Booked:
    return reverse(**{"voucher": voucher, "reason": reason, "viewer": None, "by": SYSTEM, "at": AT, **changes})


def settled(plan: Plan, **changes: Any) -> Booked:
    values = {"plan": plan.pk, "voucher": a_voucher("QT-25", on=AFTER), "viewer": None, "by": SYSTEM, "at": AT}
    return settle_year(**{**values, **changes})


def carried(plan: Plan, *entries: EntryDraft, number: str = "CN-25", **changes: Any) -> Booked:
    voucher = a_voucher(number, on=AFTER, **changes)
    return carry_over(plan=plan.pk, voucher=voucher, entries=entries or None, viewer=None, by=SYSTEM, at=AT)


# --- taken back


def test_a_voucher_is_taken_back_whole(plan: Plan, officer: Viewer, actor: Actor) -> None:
    first = allocated(plan, entry(plan, 70, "2"), entry(plan, 20))
    back = taken_back(first.voucher, " Ghi nhầm dòng ", number="TB-3", on=date(2025, 4, 1), viewer=officer, by=actor)
    assert (back.vnd, everything(plan, "allocated")) == (-90 * MILLION, [0] * 6)
    row, of = Voucher.objects.get(pk=back.voucher), Voucher.objects.get(pk=first.voucher)
    assert (row.number, row.on, row.reason, row.reverses, row.kind) == (
        "TB-3",
        date(2025, 4, 1),
        "Ghi nhầm dòng",
        of,
        "allocation",
    )
    assert of.reversed_at == AT
    event = AuditEvent.objects.filter(action="voucher.reversed").get()
    assert (event.subject_id, event.comment, event.actor_id) == (of.pk, "Ghi nhầm dòng", actor.number)
    # The number is free again.
    allocated(plan, entry(plan, 5))


def test_what_was_taken_back_or_takes_back_is_not_taken_back_again(plan: Plan) -> None:
    first = allocated(plan, entry(plan, 70, "2"))
    back = taken_back(first.voucher)
    with pytest.raises(AlreadyReversed, match="đã hủy rồi") as refused:
        taken_back(first.voucher)
    assert refused.value.voucher == back.voucher
    with pytest.raises(AlreadyReversed, match="là chứng từ hủy của số QĐ-01"):
        taken_back(back.voucher)
    with pytest.raises(VoucherMissing):
        taken_back(10**6)


def test_money_that_a_later_stage_needs_is_not_taken_back(plan: Plan) -> None:
    first = allocated(plan, entry(plan, 70, "2"))
    paid = disbursed(plan, entry(plan, 50, "2"))
    with pytest.raises(Exceeds, match=r"chỉ bớt được 20.000.000 đồng vì đã giải ngân") as refused:
        taken_back(first.voucher)
    assert not refused.value.may_go_beyond
    assert "Hãy hủy chứng từ của bước sau trước" in str(refused.value)
    taken_back(paid.voucher)
    taken_back(first.voucher)
    assert everything(plan, "allocated") == everything(plan, "disbursed") == [0] * 6


def test_taking_back_takes_back_what_went_beyond(plan: Plan) -> None:
    beyond = allocate(
        plan=plan.pk,
        voucher=a_voucher(reason="Bổ sung"),
        entries=[entry(plan, 90, "2")],
        beyond=True,
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    taken_back(beyond.voucher)
    row = account(plan, "2")
    assert (row.allocated_vnd, row.allocated_beyond_vnd) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"on": date(2025, 2, 28)}, "on"),
        ({"on": date(2026, 11, 22)}, "on"),
        ({"number": "9" * 61}, "number"),
    ],
)
def test_a_reversal_needs_a_reason_and_a_possible_day(plan: Plan, changes: dict[str, Any], field: str) -> None:
    first = allocated(plan, entry(plan, 5))
    with pytest.raises(InvalidVoucher) as refused:
        taken_back(first.voucher, **changes)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_only_who_may_settle_takes_a_settlement_back(plan: Plan, officer: Viewer, finance: Viewer) -> None:
    paid = allocated(plan, entry(plan, 70, "2"))
    with pytest.raises(NotAllowed):
        settled(plan, viewer=officer)
    closing = settled(plan, viewer=finance)
    with pytest.raises(NotAllowed):
        taken_back(closing.voucher, viewer=officer)
    with pytest.raises(ClosedYear):
        taken_back(paid.voucher, viewer=officer)
    taken_back(closing.voucher, viewer=finance)
    taken_back(paid.voucher, viewer=officer)


# --- settled


def test_a_settlement_books_what_was_disbursed_and_closes_the_year(plan: Plan) -> None:
    allocated(plan, entry(plan, 70, "2"), entry(plan, 30, "3", MoneySource.UNSPLIT))
    disbursed(plan, entry(plan, 50, "2"), entry(plan, 30, "3", MoneySource.UNSPLIT))
    done = settled(plan)
    assert (done.vnd, account(plan, "2").settled_vnd) == (80 * MILLION, 50 * MILLION)
    assert SettledYear.objects.get().voucher_id == done.voucher
    for act in (allocated, committed, disbursed):
        with pytest.raises(ClosedYear, match="Năm 2025 đã quyết toán theo QT-25 ngày 10/03/2026") as refused:
            act(plan, entry(plan, 1, "2"), number="muộn")
        assert refused.value.voucher == done.voucher
    with pytest.raises(ClosedYear):
        settled(plan)
    allocated(plan, entry(plan, 1, year=2024), number="năm khác", year=2024, on=date(2024, 2, 2))


def test_a_settlement_may_accept_less_and_names_what_nobody_decided(plan: Plan) -> None:
    allocated(plan, entry(plan, 70, "2"), entry(plan, 30, "3", MoneySource.UNSPLIT))
    disbursed(plan, entry(plan, 50, "2"), entry(plan, 30, "3", MoneySource.UNSPLIT))
    with pytest.raises(InvalidVoucher, match=r"“3 Việc 3”.*đã giải ngân 30.000.000 đồng mà chưa ghi số quyết toán"):
        settled(plan, entries=[entry(plan, 48, "2")])
    with pytest.raises(Exceeds, match=r"quyết toán 51.000.000 đồng, chỉ còn 50.000.000 đồng so với số giải ngân"):
        settled(plan, entries=[entry(plan, 51, "2"), entry(plan, 30, "3", MoneySource.UNSPLIT)])
    with pytest.raises(InvalidVoucher, match="Số tiền âm"):
        settled(plan, entries=[entry(plan, -1, "2")])
    settled(plan, entries=[entry(plan, 48, "2"), entry(plan, 0, "3", MoneySource.UNSPLIT)])
    assert (account(plan, "2").settled_vnd, LedgerEntry.objects.filter(stage="settled").count()) == (48 * MILLION, 1)


def test_a_settlement_comes_after_its_year(plan: Plan) -> None:
    with pytest.raises(InvalidVoucher, match="sớm hơn ngày đầu ghi được cho niên độ 2025"):
        settled(plan, voucher=a_voucher("QT", on=date(2025, 12, 30)))
    # A year in which nothing happened is closed all the same.
    assert settled(plan).vnd == 0
    with pytest.raises(ClosedYear):
        allocated(plan, entry(plan, 1))


# --- carried over


def test_what_is_unspent_goes_into_the_next_year_on_top_of_what_is_appraised(plan: Plan) -> None:
    allocated(plan, entry(plan, 60, year=2024), number="24", year=2024, on=date(2024, 2, 1))
    disbursed(plan, entry(plan, 45, year=2024), number="24", year=2024, on=date(2024, 8, 1))
    allocated(plan, entry(plan, 120))
    done = carried(plan, year=2024)
    assert (done.vnd, done.beyond_vnd) == (15 * MILLION, 15 * MILLION)
    before, after = account(plan, year=2024), account(plan)
    assert (before.allocated_vnd, before.disbursed_vnd) == (45 * MILLION, 45 * MILLION)
    assert (after.allocated_vnd, after.allocated_beyond_vnd) == (135 * MILLION, 15 * MILLION)
    assert Voucher.objects.get(pk=done.voucher).reason == (
        "Chuyển nguồn năm 2024 sang năm 2025 theo CN-25 ngày 10/03/2026"
    )
    # What was appraised for the year itself is still there in full.
    allocated(plan, entry(plan, 80), number="đủ")
    with pytest.raises(Exceeds):
        allocated(plan, entry(plan, 1), number="thừa")
    with pytest.raises(InvalidVoucher, match="Năm 2024 không còn dự toán chưa chi"):
        carried(plan, year=2024, number="CN-lần 2")


def test_money_is_carried_into_a_year_after_the_estimate_and_back(plan: Plan) -> None:
    allocated(plan, entry(plan, 80, "2"))
    done = carried(plan, entry(plan, 30, "2"))
    row = account(plan, "2", year=2026)
    assert (row.appraised_vnd, row.allocated_vnd, row.allocated_beyond_vnd) == (0, 30 * MILLION, 30 * MILLION)
    disbursed(plan, entry(plan, 10, "2", year=2026), year=2026, on=date(2026, 4, 1))
    with pytest.raises(Exceeds, match=r"chỉ bớt được 20.000.000 đồng vì đã giải ngân"):
        taken_back(done.voucher)
    taken_back(Voucher.objects.get(year=2026).pk)
    taken_back(done.voucher)
    row = account(plan, "2", year=2026)
    assert (row.allocated_vnd, row.allocated_beyond_vnd, account(plan, "2").allocated_vnd) == (0, 0, 80 * MILLION)
    # The account of 2026 is there already when it is carried over again.
    carried(plan, entry(plan, 30, "2"))
    assert not check_ledger().imbalances


def test_a_commitment_goes_with_the_money_that_covered_it(plan: Plan) -> None:
    allocated(plan, entry(plan, 80, "2"))
    committed(plan, entry(plan, 70, "2"))
    disbursed(plan, entry(plan, 40, "2"))
    done = carried(plan)
    before, after = account(plan, "2"), account(plan, "2", year=2026)
    assert (before.allocated_vnd, before.committed_vnd, before.disbursed_vnd) == (40 * MILLION,) * 3
    assert (after.allocated_vnd, after.committed_vnd) == (40 * MILLION, 30 * MILLION)
    taken_back(done.voucher)
    assert account(plan, "2").committed_vnd == 70 * MILLION
    assert account(plan, "2", year=2026).committed_vnd == 0


def test_no_more_is_carried_over_than_is_unspent(plan: Plan) -> None:
    allocated(plan, entry(plan, 80, "2"))
    disbursed(plan, entry(plan, 50, "2"))
    with pytest.raises(Exceeds) as refused:
        carried(plan, entry(plan, 31, "2"))
    (row,) = refused.value.rows
    assert (row.entry, row.stage, row.against, row.left_vnd) == (0, Stage.ALLOCATED, Stage.DISBURSED, 30 * MILLION)
    with pytest.raises(InvalidVoucher, match="Số tiền âm"):
        carried(plan, entry(plan, -1, "2"))
    with pytest.raises(NotInPlan):
        carried(plan, EntryDraft(account_key(plan, "2", ENTERPRISE), 1))
    with pytest.raises(InvalidVoucher, match="sớm hơn ngày đầu"):
        carry_over(
            plan=plan.pk, voucher=a_voucher("CN", on=date(2025, 12, 30)), entries=None, viewer=None, by=SYSTEM, at=AT
        )
    carried(plan, entry(plan, 10, "2"))
    with pytest.raises(DuplicateVoucher) as again:
        carried(plan, entry(plan, 10, "2"))
    assert again.value.other is not None
    assert again.value.other.vnd == 10 * MILLION


def test_both_years_of_a_carry_over_must_be_open(plan: Plan) -> None:
    allocated(plan, entry(plan, 60, year=2024), number="24", year=2024, on=date(2024, 2, 1))
    settled(plan)
    with pytest.raises(ClosedYear, match="Năm 2025"):
        carried(plan, year=2024)
    assert line_of(plan).accounts.filter(source=STATE, year=YEAR).get().allocated_vnd == 0
