"""Clerks at the same moment, on connections of their own, and a clerk whose machine dies in the middle of a voucher."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from nscl.finance.enums import MoneySource
from nscl.finance.models import LedgerEntry, Voucher
from nscl.finance.operations.ledger import (
    ClosedYear,
    DuplicateVoucher,
    EntryDraft,
    Exceeds,
    carry_over,
    disburse,
    settle_year,
)
from nscl.finance.queries.ledger import check_ledger
from nscl.plans.models import Plan
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from tests.factories.ledger import (
    MILLION,
    a_voucher,
    account,
    allocated,
    approved_estimate,
    committed,
    disbursed,
    entry,
)
from tests.factories.people import AT
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.factories.work import issue_small_plan

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[3]
AT_ONCE = 4
UNSPLIT = MoneySource.UNSPLIT


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def arranged() -> Plan:
    """A plan with money allocated for two years; called in a thread of the real database."""
    plan = issue_small_plan()
    approved_estimate(plan)
    allocated(plan, entry(plan, 80, "2"), entry(plan, 30, "3", UNSPLIT))
    early = [entry(plan, 100, "1", year=2024), entry(plan, 50, "2", year=2024)]
    allocated(plan, *early, number="QĐ-24", year=2024, on=date(2024, 3, 1))
    return plan


def pay(plan: Plan, number: str, *entries: EntryDraft) -> Callable[[], object]:
    return lambda: disburse(plan=plan.pk, voucher=a_voucher(number), entries=entries, viewer=None, by=SYSTEM, at=AT)


def the_last_of_an_allocation_is_paid_once(plan: Plan) -> None:
    disbursed(plan, entry(plan, 30, "2"), number="trước")
    last = entry(plan, 50, "2")
    late = in_threads([pay(plan, f"PC-{clerk}", last) for clerk in range(AT_ONCE)])
    assert [type(one) for one in late] == [Exceeds] * (AT_ONCE - 1), late
    assert {one.rows[0].left_vnd for one in late if isinstance(one, Exceeds)} == {0}
    assert account(plan, "2").disbursed_vnd == 80 * MILLION
    assert Voucher.objects.filter(kind="disbursement").count() == 2


def the_same_document_is_booked_once(plan: Plan) -> None:
    one = entry(plan, 1, "3", UNSPLIT)
    late = in_threads([pay(plan, "trùng", one)] * AT_ONCE)
    assert [type(error) for error in late] == [DuplicateVoucher] * (AT_ONCE - 1), late


def opposite_orders_never_wait_for_each_other(plan: Plan) -> None:
    """By the operations, which lock in one order, and without them, where only the database's own triggers do."""
    numbers = [account(plan, key, year=2024).pk for key in ("1", "2")]

    def by_operation(clerk: int, accounts: list[int]) -> Callable[[], object]:
        entries = [EntryDraft(number, 1) for number in accounts]
        return lambda: committed(plan, *entries, number=f"HĐ-{clerk}", year=2024, on=date(2024, 4, 1))

    def by_hand(clerk: int, accounts: list[int]) -> Callable[[], object]:
        values = {"kind": "allocation", "year": 2024, "on": date(2024, 4, 1), "about": "Ghi thẳng", "recorded_at": AT}
        voucher = Voucher.objects.create(plan=plan, number=f"tay {clerk}", **values)
        rows = [LedgerEntry(voucher=voucher, account_id=one, stage="allocated", vnd=-1) for one in accounts]
        return lambda: LedgerEntry.objects.bulk_create(rows)

    acts = [
        act(clerk, numbers if clerk % 2 else numbers[::-1])
        for clerk in range(AT_ONCE)
        for act in (by_operation, by_hand)
    ]
    assert in_threads(acts) == []
    assert account(plan, "1", year=2024).allocated_vnd == 100 * MILLION - AT_ONCE


def a_payment_comes_before_the_settlement_or_finds_the_year_closed(plan: Plan) -> None:
    closing, carrying = a_voucher("QT", on=AT.date()), a_voucher("CN", on=AT.date())
    late = in_threads(
        [
            pay(plan, "sát giờ", entry(plan, 7, "3", UNSPLIT)),
            lambda: settle_year(plan=plan.pk, voucher=closing, viewer=None, by=SYSTEM, at=AT),
            lambda: carry_over(plan=plan.pk, voucher=carrying, viewer=None, by=SYSTEM, at=AT),
        ]
    )
    assert all(isinstance(one, ClosedYear | Exceeds) for one in late), late
    row = account(plan, "3", UNSPLIT)
    assert row.settled_vnd == row.disbursed_vnd > 0


def test_clerks_at_the_same_moment() -> None:
    def test() -> None:
        plan = arranged()
        the_last_of_an_allocation_is_paid_once(plan)
        the_same_document_is_booked_once(plan)
        opposite_orders_never_wait_for_each_other(plan)
        a_payment_comes_before_the_settlement_or_finds_the_year_closed(plan)
        assert check_ledger().imbalances == ()

    in_a_thread(test)


# --- a machine that dies

DYING = """
import os, signal, sys
import django
from django.conf import settings
django.setup()
from django.db import connections
connections.databases["default"]["NAME"] = sys.argv[1]
from nscl.finance.models import LedgerEntry
from nscl.finance.operations.ledger import EntryDraft, disburse
from nscl.records.operations import SYSTEM
from tests.factories.ledger import a_voucher
from tests.factories.people import AT

def die_between(self, rows, **options):
    rows = list(rows)
    for row in rows[:1]:
        row.save(force_insert=True)
    os.kill(os.getpid(), signal.SIGKILL)

type(LedgerEntry.objects).bulk_create = die_between
entries = [EntryDraft(int(number), 1_000_000) for number in sys.argv[3:]]
disburse(plan=int(sys.argv[2]), voucher=a_voucher("dở dang"), entries=entries, viewer=None, by=SYSTEM, at=AT)
"""


def test_a_crash_between_two_entries_of_a_voucher_leaves_none(tmp_path: Path) -> None:
    def test() -> None:
        plan = arranged()
        before = LedgerEntry.objects.count(), Voucher.objects.count(), AuditEvent.objects.count()
        accounts = [account(plan, "2").pk, account(plan, "3", UNSPLIT).pk]
        script = tmp_path / "dying.py"
        script.write_text(DYING, encoding="utf-8")
        name = str(connection.settings_dict["NAME"])
        died = subprocess.run(
            [sys.executable, str(script), name, str(plan.pk), *map(str, accounts)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert (LedgerEntry.objects.count(), Voucher.objects.count(), AuditEvent.objects.count()) == before
        assert account(plan, "2").disbursed_vnd == 0
        # The next clerk is not kept waiting, and the number is free.
        disbursed(plan, entry(plan, 1, "2"), number="dở dang")
        assert check_ledger().imbalances == ()

    in_a_thread(test)
