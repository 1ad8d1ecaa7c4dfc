"""The database refuses nonsense in the ledger: every constraint, every frozen row, and it keeps the balances itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from nscl.finance.enums import BOOKED, VoucherKind
from nscl.finance.models import LedgerAccount, LedgerEntry, LedgerImport, SettledYear, Voucher
from nscl.finance.operations.ledger import LedgerFile, book_many, reverse, settle_year
from nscl.finance.operations.ledger.drafts import BookingDraft
from nscl.finance.queries.ledger import check_ledger
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from tests.factories.ledger import MILLION, YEAR, a_voucher, account, allocated, committed, disbursed, entry
from tests.factories.people import AT

TABLES = (LedgerAccount, LedgerImport, Voucher, LedgerEntry, SettledYear)
# Of the account of line 2: 80 million appraised, 70 allocated, 60 committed, 50 disbursed, nothing settled.
BALANCES: dict[str, dict[str, Any]] = {
    "finance_account_not_negative": {"settled_vnd": -1},
    "finance_account_allocated": {"allocated_vnd": 80 * MILLION + 1},
    "finance_account_committed": {"committed_vnd": 70 * MILLION + 1},
    "finance_account_disbursed": {"disbursed_vnd": 70 * MILLION + 1},
    "finance_account_settled": {"settled_vnd": 50 * MILLION + 1},
    "finance_account_source": {"source": "trời"},
}
# A voucher or an entry like one that is there, but for this.
NEW_ROWS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "finance_voucher_kind": (Voucher, {"number": "mới", "kind": "quà"}),
    "finance_voucher_year": (Voucher, {"number": "mới", "year": 1999}),
    "finance_voucher_has_number": (Voucher, {"number": ""}),
    "finance_voucher_reversal_has_reason": (Voucher, {"number": "mới", "reverses_id": "itself"}),
    "finance_voucher_reversal_stands": (
        Voucher,
        {"number": "mới", "reverses_id": "itself", "reason": "nhầm", "reversed_at": AT},
    ),
    "finance_entry_stage": (LedgerEntry, {"stage": "planned"}),
    "finance_entry_not_nought": (LedgerEntry, {"stage": "settled", "vnd": 0}),
    "finance_entry_beyond_within": (LedgerEntry, {"stage": "settled", "vnd": 1, "beyond_vnd": 2}),
}
CHECKS = [*BALANCES, *NEW_ROWS]
TWINS: dict[str, type[Model]] = {
    "finance_account_once": LedgerAccount,
    "finance_ledger_import_once": LedgerImport,
    "finance_voucher_once": Voucher,
    "finance_entry_once": LedgerEntry,
    "finance_year_settled_once": SettledYear,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(plan: Plan) -> Plan:
    allocated(plan, entry(plan, 70, "2"))
    committed(plan, entry(plan, 60, "2"))
    disbursed(plan, entry(plan, 50, "2"))
    return plan


def constraints(kind: type[models.BaseConstraint]) -> set[str]:
    return {one.name for table in TABLES for one in table._meta.constraints if isinstance(one, kind)}


def first(model: type[Model]) -> Any:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    return row


def test_every_constraint_is_tried() -> None:
    assert set(TABLES) <= set(apps.get_app_config("finance").get_models())
    assert constraints(CheckConstraint) == set(CHECKS)
    assert constraints(UniqueConstraint) == set(TWINS)


@pytest.mark.parametrize("name", BALANCES)
def test_an_account_beyond_its_bounds_is_refused(booked: Plan, name: str) -> None:
    rows = LedgerAccount.objects.filter(pk=account(booked, "2").pk)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**BALANCES[name])


def test_no_balance_goes_below_nought(plan: Plan) -> None:
    rows = LedgerAccount.objects.filter(pk=account(plan).pk)
    for stage in BOOKED:
        for column in ("vnd", "beyond_vnd"):
            with pytest.raises(IntegrityError, match="finance_account_"), transaction.atomic():
                rows.update(**{f"{stage.value}_{column}": -1})


@pytest.mark.usefixtures("booked")
@pytest.mark.parametrize("name", NEW_ROWS)
def test_a_row_of_nonsense_is_refused(name: str) -> None:
    model, change = NEW_ROWS[name]
    row = first(model)
    there, row.pk = row.pk, None
    for field, value in change.items():
        setattr(row, field, there if value == "itself" else value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", TWINS)
def test_a_second_row_of_the_same_is_refused(booked: Plan, name: str) -> None:
    sent = BookingDraft(kind=VoucherKind.DISBURSEMENT, voucher=a_voucher("tệp"), entries=[entry(booked, 1, "2")])
    book_many(plan=booked.pk, vouchers=[sent], file=LedgerFile("a" * 64, "so.xlsx"), viewer=None, by=SYSTEM, at=AT)
    if name == "finance_year_settled_once":
        close(booked)
    twin = first(TWINS[name])
    twin.pk = None
    if name == "finance_year_settled_once":
        twin.voucher_id = first(Voucher).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def close(plan: Plan) -> int:
    return settle_year(plan=plan.pk, voucher=a_voucher("QT", on=AT.date()), viewer=None, by=SYSTEM, at=AT).voucher


def test_a_number_is_used_again_once_its_voucher_was_taken_back(booked: Plan) -> None:
    number = Voucher.objects.get(kind="commitment").pk
    reverse(voucher=number, reason="Nhầm hợp đồng", viewer=None, by=SYSTEM, at=AT)
    committed(booked, entry(booked, 40, "2"))
    assert Voucher.objects.filter(kind="commitment", number="HĐ-01").count() == 3


@pytest.mark.usefixtures("booked")
def test_entries_and_vouchers_stay_as_they_were_booked() -> None:
    for table, change in (
        (LedgerEntry, {"vnd": 1}),
        (LedgerEntry, {"voucher": None}),
        (Voucher, {"number": "khác"}),
        (Voucher, {"on": AT.date()}),
        (Voucher, {"about": "khác"}),
        (Voucher, {"reason": "khác"}),
        (Voucher, {"recorded_at": AT + timedelta(1)}),
        (Voucher, {"is_sample": True}),
    ):
        rows = table._default_manager.filter(pk=first(table).pk)
        with pytest.raises(DatabaseError, match=f"frozen_{table._meta.db_table}_update"), transaction.atomic():
            rows.update(**change)
    for table in (LedgerEntry, Voucher):
        rows = table._default_manager.filter(pk=first(table).pk)
        with pytest.raises(DatabaseError, match=f"frozen_{table._meta.db_table}_delete"), transaction.atomic():
            rows._raw_delete(rows.db)


@pytest.mark.usefixtures("booked")
def test_a_voucher_is_taken_back_once_and_for_good() -> None:
    number = Voucher.objects.get(kind="commitment").pk
    reverse(voucher=number, reason="Nhầm", viewer=None, by=SYSTEM, at=AT)
    for at in (None, AT + timedelta(hours=1)):
        with pytest.raises(DatabaseError, match="frozen_finance_voucher_update"), transaction.atomic():
            Voucher.objects.filter(pk=number).update(reversed_at=at)


def test_a_settled_year_takes_no_entry_until_the_settlement_is_taken_back(booked: Plan) -> None:
    settlement = close(booked)
    there = LedgerEntry.objects.order_by("pk").first()
    assert there is not None
    late = LedgerEntry(voucher_id=settlement, account_id=there.account_id, stage="allocated", vnd=1)
    with pytest.raises(DatabaseError, match="frozen_finance_ledgerentry_insert"), transaction.atomic():
        late.save()
    rows = SettledYear.objects.filter(plan=booked, year=YEAR)
    for act in (rows.delete, lambda: rows.update(year=2024)):
        with pytest.raises(DatabaseError, match="frozen_finance_settledyear_"), transaction.atomic():
            act()
    # Another year of the same plan is open.
    LedgerEntry.objects.create(voucher_id=settlement, account=account(booked, "2", year=2024), stage="allocated", vnd=1)
    reverse(voucher=settlement, reason="Quyết toán thiếu", viewer=None, by=SYSTEM, at=AT)
    assert not rows.exists()
    late.save()


def test_balances_are_the_database_s_own_sums(booked: Plan) -> None:
    """Whoever adds an entry, with or without our operations: it stands in the balance."""
    there = account(booked, "2")
    voucher = Voucher.objects.order_by("pk").last()
    assert voucher is not None
    LedgerEntry.objects.bulk_create(
        [
            LedgerEntry(voucher=voucher, account=there, stage="allocated", vnd=15, beyond_vnd=5),
            LedgerEntry(voucher=voucher, account=there, stage="settled", vnd=9),
            LedgerEntry(voucher=voucher, account=account(booked), stage="allocated", vnd=8),
        ]
    )
    row = account(booked, "2")
    assert (row.allocated_vnd, row.allocated_beyond_vnd, row.settled_vnd) == (70 * MILLION + 15, 5, 9)
    assert account(booked).allocated_vnd == 8
    found = check_ledger()
    assert (found.imbalances, found.entries) == ((), 6)
    with pytest.raises(IntegrityError, match="finance_account_allocated"), transaction.atomic():
        LedgerEntry.objects.create(
            voucher=voucher, account=account(booked, year=2024), stage="allocated", vnd=100 * MILLION + 1
        )


def test_a_balance_that_was_touched_is_found(booked: Plan) -> None:
    LedgerAccount.objects.filter(pk=account(booked, "2").pk).update(committed_vnd=0)
    (found,) = check_ledger().imbalances
    assert (found.stage.value, found.kept_vnd, found.summed_vnd, found.beyond) == ("committed", 0, 60 * MILLION, False)
