"""A ledger to book money in: an approved estimate with its accounts, and vouchers made by the real operations.

The estimate is written straight into its tables: what leads to an approved one is the estimates' own affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models import Estimate, EstimateAmount, EstimateLine, LedgerAccount
from nscl.finance.operations.ledger import AccountKey, Booked, EntryDraft, VoucherDraft, allocate, commit, disburse
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from tests.factories.people import AT

MILLION = 1_000_000
STATE, ENTERPRISE = MoneySource.STATE_PROVINCIAL, MoneySource.ENTERPRISE
YEAR = 2025
# Appraised, by line, year and source: two lines with a counterpart, one of the state's money alone, one unsplit.
APPRAISED: Mapping[str, Mapping[tuple[int, MoneySource], int]] = {
    "1": {(2024, STATE): 100 * MILLION, (2025, STATE): 200 * MILLION, (2025, ENTERPRISE): 100 * MILLION},
    "2": {(2024, STATE): 50 * MILLION, (2025, STATE): 80 * MILLION},
    "3": {(2025, MoneySource.UNSPLIT): 30 * MILLION},
}


def approved_estimate(
    plan: Plan,
    appraised: Mapping[str, Mapping[tuple[int, MoneySource], int]] = APPRAISED,
    *,
    years: tuple[int, int] = (2021, 2025),
    ordinal: int = 1,
    **lines: Mapping[str, Any],
) -> Estimate:
    """An approved estimate with a line for each key under one heading, and their accounts.

    lines: further columns of a line, as `line_1={"state_ahead_percent": 10, …}`.
    """
    estimate = Estimate.objects.create(
        plan=plan, ordinal=ordinal, title="Dự toán", first_year=years[0], last_year=years[1], created_at=AT
    )
    heading = EstimateLine.objects.create(estimate=estimate, position=0, key="0", title="Đào tạo và mô hình điểm")
    for place, (key, cells) in enumerate(appraised.items(), 1):
        line = EstimateLine.objects.create(
            estimate=estimate,
            parent=heading,
            position=place,
            key=key,
            title=f"Việc {key}",
            **lines.get(f"line_{key}", {}),
        )
        EstimateAmount.objects.bulk_create(
            EstimateAmount(line=line, year=year, source=source, planned_vnd=vnd, appraised_vnd=vnd)
            for (year, source), vnd in cells.items()
        )
        LedgerAccount.objects.bulk_create(
            LedgerAccount(plan=plan, line=line, year=year, source=source, appraised_vnd=vnd)
            for (year, source), vnd in cells.items()
        )
    Estimate.objects.filter(pk=estimate.pk).update(state=EstimateState.APPROVED, submitted_at=AT, decided_at=AT)
    estimate.refresh_from_db()
    return estimate


def line_of(plan: Plan, key: str = "1") -> EstimateLine:
    """The line with this key in the approved estimate."""
    return EstimateLine.objects.get(estimate__plan=plan, estimate__state=EstimateState.APPROVED, key=key)


def account_key(plan: Plan, key: str = "1", source: MoneySource = STATE, year: int = YEAR) -> AccountKey:
    """An account by the key of its line."""
    return AccountKey(line_of(plan, key).pk, year, source)


def account(plan: Plan, key: str = "1", source: MoneySource = STATE, year: int = YEAR) -> LedgerAccount:
    """An account as it stands now."""
    return LedgerAccount.objects.get(plan=plan, line=line_of(plan, key), year=year, source=source)


def a_voucher(number: str = "01", **changes: Any) -> VoucherDraft:
    """A voucher of the year."""
    values: dict[str, Any] = {"number": number, "on": date(YEAR, 3, 1), "year": YEAR, "about": "Chứng từ thử"}
    return VoucherDraft(**{**values, **changes})


def entry(plan: Plan, millions: int, key: str = "1", source: MoneySource = STATE, year: int = YEAR) -> EntryDraft:
    """An amount in million đồng for an account."""
    return EntryDraft(account_key(plan, key, source, year), millions * MILLION)


def allocated(plan: Plan, *entries: EntryDraft, number: str = "QĐ-01", **changes: Any) -> Booked:
    """An allocation by the system."""
    return allocate(plan=plan.pk, voucher=a_voucher(number, **changes), entries=entries, viewer=None, by=SYSTEM, at=AT)


def committed(plan: Plan, *entries: EntryDraft, number: str = "HĐ-01", **changes: Any) -> Booked:
    """A commitment by the system."""
    return commit(plan=plan.pk, voucher=a_voucher(number, **changes), entries=entries, viewer=None, by=SYSTEM, at=AT)


def disbursed(plan: Plan, *entries: EntryDraft, number: str = "PC-01", at: datetime = AT, **changes: Any) -> Booked:
    """A disbursement by the system."""
    return disburse(plan=plan.pk, voucher=a_voucher(number, **changes), entries=entries, viewer=None, by=SYSTEM, at=at)


def everything(plan: Plan, stage: str) -> Sequence[int]:
    """What stands at a stage on every account, in the order of their numbers."""
    return list(LedgerAccount.objects.filter(plan=plan).order_by("pk").values_list(f"{stage}_vnd", flat=True))
