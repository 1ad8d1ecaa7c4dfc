"""Many vouchers from one file, and what the counterpart rule says in the course of time."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import EstimateState, MoneySource, VoucherKind
from nscl.finance.models import Estimate, LedgerAccount, LedgerImport, Voucher
from nscl.finance.operations.ledger import (
    AheadOfCounterpart,
    BookingDraft,
    DuplicateVoucher,
    EntryDraft,
    Exceeds,
    FileTaken,
    InvalidVoucher,
    LedgerFile,
    NotInPlan,
    book_many,
    rehearse_many,
    reverse,
)
from nscl.finance.queries.ledger import check_ledger
from nscl.plans.models import Plan
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.ledger import (
    ENTERPRISE,
    MILLION,
    STATE,
    a_voucher,
    account,
    allocated,
    approved_estimate,
    disbursed,
    entry,
)
from tests.factories.people import AT

FILE = LedgerFile("f" * 64, "so-2025.xlsx")


def sent(kind: VoucherKind, number: str, *entries: EntryDraft, beyond: bool = False, reason: str = "") -> BookingDraft:
    return BookingDraft(kind=kind, voucher=a_voucher(number, reason=reason), entries=entries, beyond=beyond)


@pytest.fixture
def rows(plan: Plan) -> list[BookingDraft]:
    """Sound and unsound vouchers of one file, each judged with those before it booked."""
    give, pay = VoucherKind.ALLOCATION, VoucherKind.DISBURSEMENT
    return [
        sent(give, "QĐ-1", entry(plan, 60, "2")),
        sent(pay, "PC-1", entry(plan, 50, "2")),
        sent(pay, "PC-2", entry(plan, 5, "2"), entry(plan, 20, "2", year=2024)),
        sent(pay, "PC-3", entry(plan, 11, "2")),
        sent(pay, "PC-1", entry(plan, 1, "2")),
        sent(give, "QĐ-2", entry(plan, 21, "2"), beyond=True, reason="Bổ sung"),
        sent(give, "QĐ-2", entry(plan, 0, "2")),
        sent(pay, "PC-4", entry(plan, 10, "2")),
    ]


ERRORS = [None, None, NotInPlan, Exceeds, DuplicateVoucher, None, InvalidVoucher, None]


def test_what_is_rehearsed_is_what_is_booked(
    plan: Plan, rows: list[BookingDraft], officer: Viewer, actor: Actor
) -> None:
    rehearsed = rehearse_many(plan=plan.pk, vouchers=rows, file=FILE, viewer=officer, at=AT)
    assert [type(one.error) if one.error else None for one in rehearsed] == ERRORS
    assert not Voucher.objects.exists()
    done = book_many(plan=plan.pk, vouchers=rows, file=FILE, viewer=officer, by=actor, at=AT)
    assert [str(one.error) for one in done.outcomes] == [str(one.error) for one in rehearsed]
    assert [(one.vnd, one.beyond_vnd) for one in done.outcomes if not one.error] == [
        (60 * MILLION, 0),
        (50 * MILLION, 0),
        (21 * MILLION, MILLION),
        (10 * MILLION, 0),
    ]
    row = account(plan, "2")
    assert (row.allocated_vnd, row.allocated_beyond_vnd, row.disbursed_vnd) == (81 * MILLION, MILLION, 60 * MILLION)
    assert list(Voucher.objects.order_by("pk").values_list("number", "imported", "recorded_by")) == [
        (number, done.imported, actor.number) for number in ("QĐ-1", "PC-1", "QĐ-2", "PC-4")
    ]
    (event,) = AuditEvent.objects.filter(context_kind="finance.ledger").order_by("pk")
    assert (event.action, event.subject_label, event.comment) == ("ledger.imported", FILE.name, FILE.sha256)
    assert check_ledger().imbalances == ()


def test_a_file_is_taken_in_once(plan: Plan, rows: list[BookingDraft], reader: Viewer) -> None:
    book_many(plan=plan.pk, vouchers=rows, file=FILE, viewer=None, by=SYSTEM, at=AT)
    again = LedgerFile(FILE.sha256, "tên khác.xlsx")
    with pytest.raises(FileTaken, match="đã nhập lúc 08:00 21/11/2026"):
        book_many(plan=plan.pk, vouchers=rows, file=again, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(FileTaken):
        rehearse_many(plan=plan.pk, vouchers=rows, file=again, viewer=None, at=AT)
    # Another file with the same vouchers: each is told, the file is not taken.
    done = book_many(plan=plan.pk, vouchers=rows[:2], file=LedgerFile("e" * 64, "x"), viewer=None, by=SYSTEM, at=AT)
    assert [type(one.error) for one in done.outcomes] == [DuplicateVoucher] * 2
    assert (done.imported, LedgerImport.objects.count()) == (0, 1)
    with pytest.raises(NotAllowed):
        book_many(plan=plan.pk, vouchers=rows, file=FILE, viewer=reader, by=SYSTEM, at=AT)


def test_the_line_says_how_far_the_state_may_run_ahead(plan: Plan) -> None:
    Estimate.objects.filter(plan=plan).update(state=EstimateState.SUPERSEDED)
    cells = {(2025, STATE): 200 * MILLION, (2025, ENTERPRISE): 100 * MILLION}
    basis = {"state_ahead_percent": 10, "state_ahead_basis": "Phương án nguồn 5/PA-SKHCN"}
    approved_estimate(plan, {"1": cells}, ordinal=2, line_1=basis)
    allocated(plan, entry(plan, 200), entry(plan, 100, source=ENTERPRISE))
    with pytest.raises(AheadOfCounterpart) as refused:
        disbursed(plan, entry(plan, 21), number="sớm")
    assert refused.value.rows[0].allowed_vnd == 20 * MILLION
    disbursed(plan, entry(plan, 20), number="sớm")


def test_counterpart_money_that_is_taken_back_stops_the_next_payment(plan: Plan) -> None:
    """Taking it back is a fact that is booked, though it leaves the state's money ahead."""
    allocated(plan, entry(plan, 200), entry(plan, 100, source=ENTERPRISE))
    disbursed(plan, entry(plan, 50, source=ENTERPRISE), number="DN")
    disbursed(plan, entry(plan, 100), number="NN")
    reverse(voucher=Voucher.objects.get(number="DN").pk, reason="Ghi nhầm", viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(AheadOfCounterpart) as refused:
        disbursed(plan, entry(plan, 1), number="tiếp")
    assert refused.value.rows[0].allowed_vnd == 0
    # State money that comes back is always taken.
    disbursed(plan, entry(plan, -20), number="nộp trả")


def test_before_the_circular_no_rule_bound_the_state_share(plan: Plan) -> None:
    """Circular 35/2021/TT-BTC is in force from 5 July 2021."""
    LedgerAccount.objects.filter(plan=plan, line__key="1", year=2025).update(year=2021)
    for source in (MoneySource.STATE_PROVINCIAL, ENTERPRISE):
        allocated(plan, entry(plan, 50, source=source, year=2021), number=source.value, year=2021, on=date(2021, 3, 1))
    disbursed(plan, entry(plan, 10, year=2021), year=2021, on=date(2021, 7, 4))
    with pytest.raises(AheadOfCounterpart):
        disbursed(plan, entry(plan, 10, year=2021), number="2", year=2021, on=date(2021, 7, 5))
