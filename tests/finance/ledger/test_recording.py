"""Vouchers that are booked, and those that are refused: each refusal says where, what is left, and what to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import MoneySource, Stage
from nscl.finance.models import LedgerAccount, LedgerEntry, Voucher
from nscl.finance.operations.ledger import (
    AccountKey,
    AheadOfCounterpart,
    Booked,
    DuplicateVoucher,
    EntryDraft,
    Exceeds,
    InvalidVoucher,
    LedgerPlanMissing,
    NotInPlan,
    VoucherDraft,
    allocate,
    disburse,
)
from nscl.finance.rules.ledger import MOST_VND
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
    line_of,
)
from tests.factories.people import AT


def test_an_allocation_adds_to_its_accounts(plan: Plan, officer: Viewer, actor: Actor) -> None:
    entries = [entry(plan, 120), EntryDraft(account(plan, "2").pk, 80 * MILLION)]
    booked = allocate(
        plan=plan.pk, voucher=a_voucher(" 12/QĐ-STC ", reason=""), entries=entries, viewer=officer, by=actor, at=AT
    )
    assert (booked.vnd, booked.beyond_vnd, booked.warnings) == (200 * MILLION, 0, ())
    assert (account(plan).allocated_vnd, account(plan, "2").allocated_vnd) == (120 * MILLION, 80 * MILLION)
    row = Voucher.objects.get(pk=booked.voucher)
    assert (row.number, row.kind, row.recorded_by_id, row.entries.count()) == (
        "12/QĐ-STC",
        "allocation",
        actor.number,
        2,
    )
    (event,) = AuditEvent.objects.filter(subject_kind="finance.voucher").order_by("pk")
    assert (event.action, event.subject_id, event.context_id) == ("voucher.recorded", row.pk, plan.pk)
    assert [(one.field, one.after) for one in event.changes.order_by("pk")] == [
        ("Số tiền", "200.000.000 đồng"),
        ("Số dòng", "2"),
    ]


def test_every_stage_stays_within_the_earlier_one(plan: Plan) -> None:
    with pytest.raises(Exceeds) as refused:
        allocated(plan, entry(plan, 201), entry(plan, 80, "2"), entry(plan, 31, "3", MoneySource.UNSPLIT))
    assert [(row.entry, row.left_vnd, row.against) for row in refused.value.rows] == [
        (0, 200 * MILLION, Stage.APPRAISED),
        (2, 30 * MILLION, Stage.APPRAISED),
    ]
    assert refused.value.may_go_beyond
    assert str(refused.value) == (
        "Dòng “1 Việc 1”, năm 2025, nguồn NSNN tỉnh: giao dự toán 201.000.000 đồng, chỉ còn 200.000.000 đồng so với "
        "số thẩm định; Dòng “3 Việc 3”, năm 2025, nguồn chưa tách nguồn: giao dự toán 31.000.000 đồng, chỉ còn "
        "30.000.000 đồng so với số thẩm định. Hãy sửa số tiền; nếu được phép vượt, chọn “ghi vượt” và nêu lý do."
    )
    assert not Voucher.objects.exists()
    allocated(plan, entry(plan, 80, "2"))
    committed(plan, entry(plan, 70, "2"))
    disbursed(plan, entry(plan, 60, "2"))
    for act in (committed, disbursed):
        with pytest.raises(Exceeds) as refused:
            act(plan, entry(plan, 21, "2"), number="khác")
        assert refused.value.rows[0].against is Stage.ALLOCATED
    assert refused.value.rows[0].left_vnd == 20 * MILLION


def test_a_stage_goes_beyond_only_with_a_reason(plan: Plan) -> None:
    entries = [entry(plan, 90, "2"), entry(plan, 10)]

    def beyond(voucher: VoucherDraft) -> Booked:
        return allocate(plan=plan.pk, voucher=voucher, entries=entries, beyond=True, viewer=None, by=SYSTEM, at=AT)

    with pytest.raises(InvalidVoucher, match="Ghi vượt mà chưa có lý do"):
        beyond(a_voucher())
    booked = beyond(a_voucher(reason="Bổ sung theo Công văn 15/STC"))
    assert (booked.vnd, booked.beyond_vnd) == (100 * MILLION, 10 * MILLION)
    row = account(plan, "2")
    assert (row.allocated_vnd, row.allocated_beyond_vnd) == (90 * MILLION, 10 * MILLION)
    assert account(plan).allocated_beyond_vnd == 0


def test_money_goes_where_nothing_was_appraised_only_beyond_the_estimate(plan: Plan) -> None:
    key = account_key(plan, "2", ENTERPRISE)
    with pytest.raises(NotInPlan, match="dòng “2 Việc 2” không có tiền năm 2025 từ nguồn doanh nghiệp") as refused:
        allocated(plan, entry(plan, 5, "2"), EntryDraft(key, MILLION))
    assert [place for place, _why in refused.value.places] == [1]
    voucher = a_voucher(reason="Doanh nghiệp đóng góp thêm")
    allocate(
        plan=plan.pk, voucher=voucher, entries=[EntryDraft(key, MILLION)], beyond=True, viewer=None, by=SYSTEM, at=AT
    )
    row = account(plan, "2", ENTERPRISE)
    assert (row.appraised_vnd, row.allocated_vnd, row.allocated_beyond_vnd) == (0, MILLION, MILLION)


def test_headings_other_plans_and_other_years_have_no_account(plan: Plan) -> None:
    heading = AccountKey(line_of(plan, "0").pk, YEAR, STATE)
    for ref, why in (
        (heading, "không có dòng này trong dự toán đã duyệt"),
        (10**6, "không có dòng này trong dự toán đã duyệt"),
        (account_key(plan, year=2024), "niên độ chứng từ là 2025, dòng này của năm 2024"),
        (account(plan, year=2024).pk, "niên độ chứng từ là 2025, dòng này của năm 2024"),
        (AccountKey(heading.line_id, 2031, STATE), "niên độ chứng từ là 2025, dòng này của năm 2031"),
    ):
        for beyond in (False, True):
            with pytest.raises(NotInPlan, match=why):
                allocate(
                    plan=plan.pk,
                    voucher=a_voucher(reason="vượt"),
                    entries=[EntryDraft(ref, MILLION)],
                    beyond=beyond,
                    viewer=None,
                    by=SYSTEM,
                    at=AT,
                )
    assert not LedgerAccount.objects.filter(line__key="0").exists()


def test_a_document_is_booked_once(plan: Plan, officer: Viewer, actor: Actor) -> None:
    first = allocate(plan=plan.pk, voucher=a_voucher("5/QĐ"), entries=[entry(plan, 5)], viewer=officer, by=actor, at=AT)
    with pytest.raises(DuplicateVoucher) as refused:
        allocated(plan, entry(plan, 6), number=" 5/QĐ ")
    other = refused.value.other
    assert other is not None
    assert (other.voucher, other.vnd, other.recorded_by) == (first.voucher, 5 * MILLION, actor.name)
    assert f"do {actor.name} ghi lúc 08:00 21/11/2026" in str(refused.value)
    # Another kind, or another budget year, is another document.
    committed(plan, entry(plan, 5), number="5/QĐ")
    allocated(plan, entry(plan, 5, year=2024), number="5/QĐ", year=2024, on=date(2024, 3, 1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "  "}, "number"),
        ({"number": "9" * 61}, "number"),
        ({"about": ""}, "about"),
        ({"about": "a" * 501}, "about"),
        ({"year": 20255}, "year"),
        ({"agency_id": 10**6}, "agency_id"),
        ({"on": AT.date() + timedelta(days=2)}, "on"),
        ({"on": date(2023, 12, 31)}, "on"),
        ({"on": date(2026, 2, 1)}, "on"),
    ],
)
def test_fields_that_cannot_be_kept_are_named(plan: Plan, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidVoucher) as refused:
        allocated(plan, entry(plan, 5), **{"number": "7", **changes})  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == [field]
    assert "Cách sửa: " in str(refused.value)


def test_amounts_that_cannot_be_kept_are_named_in_their_place(plan: Plan) -> None:
    entries = [entry(plan, 0), EntryDraft(account_key(plan, "2"), MOST_VND + 1), entry(plan, 3), entry(plan, 4)]
    with pytest.raises(InvalidVoucher) as refused:
        allocated(plan, *entries)
    assert [(p.entry, p.message) for p in refused.value.problems] == [
        (0, "số tiền bằng không"),
        (1, "số tiền 1.000.000.000.000.001 đồng quá lớn"),
        (2, "dòng này ghi hai lần trong một chứng từ"),
        (3, "dòng này ghi hai lần trong một chứng từ"),
    ]
    with pytest.raises(InvalidVoucher, match="Chứng từ chưa có dòng nào"):
        allocated(plan)


def test_the_closing_day_of_the_year_binds_state_money_and_warns_of_the_rest(plan: Plan) -> None:
    """Law on the state budget 83/2015/QH13, article 64.1: a year's accounts are adjusted until 31 January."""
    allocated(plan, entry(plan, 50), entry(plan, 50, source=ENTERPRISE))
    late = date(2026, 2, 1)
    with pytest.raises(InvalidVoucher, match=r"hạn chỉnh lý quyết toán niên độ 2025.*83/2015/QH13, điều 64\.1"):
        disbursed(plan, entry(plan, 5, source=ENTERPRISE), entry(plan, 1), on=late)
    (warning,) = disbursed(plan, entry(plan, 5, source=ENTERPRISE), on=late).warnings
    assert warning.startswith(
        "Ngày chứng từ 01/02/2026 sau ngày 31/01/2026, hạn chỉnh lý quyết toán niên độ 2025 (Luật"
    )
    assert disbursed(plan, entry(plan, 1), number="2", on=date(2026, 1, 31)).warnings == ()


def test_state_money_is_paid_in_step_with_the_counterpart(plan: Plan) -> None:
    """Circular 35/2021/TT-BTC, articles 3 and 4: 200 million of the state and 100 of the enterprise in line 1, 2025."""
    allocated(plan, entry(plan, 200), entry(plan, 100, source=ENTERPRISE), entry(plan, 80, "2"))
    allocated(plan, entry(plan, 100, year=2024), number="2", year=2024, on=date(2024, 2, 1))
    # In 2024 the line has no counterpart money: nothing to keep in step with.
    disbursed(plan, entry(plan, 60, year=2024), number="0", year=2024, on=date(2024, 6, 1))
    disbursed(plan, entry(plan, 20, source=ENTERPRISE))
    # 300 of the state in both years, a fifth of the enterprise's paid: 60 of the state by now, all of it paid.
    with pytest.raises(AheadOfCounterpart) as refused:
        disbursed(plan, entry(plan, 1), number="2")
    (row,) = refused.value.rows
    assert (row.allowed_vnd, row.asked_vnd, row.line) == (0, MILLION, "1 Việc 1")
    # Paid together in one voucher: judged as they stand after it. A third of the enterprise's allows 40 more.
    both = [entry(plan, 40), EntryDraft(account_key(plan, "1", ENTERPRISE), 13_333_333)]
    with pytest.raises(AheadOfCounterpart) as refused:
        disbursed(plan, *both, number="2")
    assert refused.value.rows[0].allowed_vnd == 39_999_999
    assert "Thông tư 35/2021/TT-BTC" in str(refused.value)
    assert "lúc này chi được nhiều nhất 39.999.999 đồng NSNN" in str(refused.value)
    disbursed(plan, entry(plan, 40), EntryDraft(account_key(plan, "1", ENTERPRISE), 13_333_334), number="2")
    # A line without counterpart is not bound; no reason lifts the rule where it binds.
    disbursed(plan, entry(plan, 80, "2"), number="3")
    with pytest.raises(AheadOfCounterpart):
        disburse(
            plan=plan.pk,
            voucher=a_voucher("4", reason="cần gấp"),
            entries=[entry(plan, 5)],
            beyond=True,
            viewer=None,
            by=SYSTEM,
            at=AT,
        )


def test_a_document_may_take_money_away_as_far_as_no_later_stage_needs_it(plan: Plan) -> None:
    allocated(plan, entry(plan, 80, "2"))
    disbursed(plan, entry(plan, 50, "2"))
    with pytest.raises(Exceeds, match=r"bớt 31.000.000 đồng giao dự toán, chỉ bớt được 30.000.000 đồng") as refused:
        allocated(plan, entry(plan, -31, "2"), number="cắt")
    assert (refused.value.may_go_beyond, refused.value.rows[0].against) == (False, Stage.DISBURSED)
    allocated(plan, entry(plan, -30, "2"), number="cắt")
    disbursed(plan, entry(plan, -10, "2"), number="nộp trả")
    row = account(plan, "2")
    assert (row.allocated_vnd, row.disbursed_vnd) == (50 * MILLION, 40 * MILLION)
    with pytest.raises(Exceeds, match=r"chỉ bớt được 40.000.000 đồng"):
        disbursed(plan, entry(plan, -41, "2"), number="nộp trả 2")


def test_who_may_not_record_is_refused_before_anything_is_told(plan: Plan, reader: Viewer, focal_point: Viewer) -> None:
    for viewer in (reader, focal_point):
        with pytest.raises(NotAllowed):
            allocate(plan=plan.pk, voucher=a_voucher(""), entries=[], viewer=viewer, by=SYSTEM, at=AT)


def test_a_plan_without_approved_estimate_has_no_ledger(plan: Plan) -> None:
    with pytest.raises(LedgerPlanMissing, match="không còn"):
        allocate(plan=10**6, voucher=a_voucher(), entries=[], viewer=None, by=SYSTEM, at=AT)
    Plan.objects.filter(pk=plan.pk).update(slug="khac")
    other = Plan.objects.create(slug="moi", unit=plan.unit, period_start=2026, period_end=2030)
    with pytest.raises(LedgerPlanMissing, match="chưa có dự toán được duyệt"):
        allocate(plan=other.pk, voucher=a_voucher(), entries=[], viewer=None, by=SYSTEM, at=AT)


def test_a_refused_voucher_leaves_nothing(plan: Plan) -> None:
    with pytest.raises(Exceeds):
        allocated(plan, entry(plan, 10), entry(plan, 500, "2"))
    assert not LedgerEntry.objects.exists()
    assert account(plan).allocated_vnd == 0
