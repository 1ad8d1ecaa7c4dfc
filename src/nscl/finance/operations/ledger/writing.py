"""A voucher that was judged, written: its row, its entries, its audit event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import IntegrityError, transaction

from nscl.finance.enums import MoneyKind, VoucherKind
from nscl.finance.models import LedgerEntry, Voucher
from nscl.finance.operations.ledger.drafts import VoucherDraft
from nscl.finance.operations.ledger.errors import DuplicateVoucher
from nscl.finance.operations.ledger.register import Author, standing_voucher
from nscl.finance.rules.ledger import Booking, in_booking_order
from nscl.plans.models import Plan
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Change, Reference, record_event
from nscl.text.formats import format_vnd


def voucher_row(plan: Plan, kind: VoucherKind, draft: VoucherDraft, author: Author, **more: Any) -> Voucher:
    """The voucher's row, not written yet. more: further columns."""
    return Voucher(
        plan=plan,
        kind=kind.value,
        year=draft.year,
        number=draft.number,
        on=draft.on,
        agency_id=draft.agency_id,
        about=draft.about,
        reason=draft.reason,
        recorded_at=author.at,
        recorded_by_id=author.by.number,
        is_sample=author.is_sample,
        **more,
    )


def entry_rows(voucher: int, bookings: Iterable[Booking]) -> list[LedgerEntry]:
    """The entries of a voucher, not written yet, in the order in which the database can bear them."""
    return [
        LedgerEntry(
            voucher_id=voucher,
            account_id=one.account,
            stage=one.stage.value,
            vnd=one.vnd,
            beyond_vnd=one.beyond_vnd,
        )
        for one in in_booking_order(bookings)
    ]


# A voucher and an entry as plain values, for thousands of them (`nscl.records.inserting`).
VOUCHER_COLUMNS: Final = (
    *("plan_id", "kind", "year", "number", "on", "agency_id", "about", "reason"),
    *("imported_id", "recorded_at", "recorded_by_id", "is_sample"),
)
ENTRY_COLUMNS: Final = ("voucher_id", "account_id", "stage", "vnd", "beyond_vnd")


def voucher_values(
    plan: int, kind: VoucherKind, draft: VoucherDraft, author: Author, imported: int
) -> tuple[object, ...]:
    """What `voucher_row` writes, by VOUCHER_COLUMNS."""
    return (
        *(plan, kind.value, draft.year, draft.number, draft.on, draft.agency_id, draft.about, draft.reason),
        *(imported, author.at, author.by.number, author.is_sample),
    )


def entry_values(voucher: int, bookings: Sequence[Booking]) -> list[tuple[object, ...]]:
    """What `entry_rows` writes, by ENTRY_COLUMNS, in the same order."""
    ordered = bookings if len(bookings) == 1 else in_booking_order(bookings)
    return [(voucher, one.account, one.stage.value, one.vnd, one.beyond_vnd) for one in ordered]


def write_voucher(voucher: Voucher, bookings: Iterable[Booking]) -> None:
    """Write a voucher with its entries; the database adds them to the balances itself.

    Raises DuplicateVoucher where somebody books the same document at this moment.
    """
    kind = VoucherKind(voucher.kind)
    try:
        with transaction.atomic():
            voucher.save(force_insert=True)
    except IntegrityError as clash:
        # The second of two waited here for the first; only now can it see that voucher.
        other = standing_voucher(voucher.plan_id, kind, voucher.year, voucher.number)
        if other is None or voucher.reverses_id is not None:
            raise
        raise DuplicateVoucher(kind, voucher.year, voucher.number, other) from clash
    LedgerEntry.objects.bulk_create(entry_rows(voucher.pk, bookings))


def record(voucher: Voucher, verb: str, author: Author, bookings: Sequence[Booking], *, vnd: int, why: str) -> None:
    """The audit event of an act on a voucher: how much, on how many lines, how much of it beyond the earlier stage."""
    with as_stored():
        kind = VoucherKind(voucher.kind).label
    beyond = sum(one.beyond_vnd for one in bookings)
    changes = [
        Change("Số tiền", "", format_vnd(vnd)),
        Change("Số dòng", "", str(len({one.account for one in bookings}))),
        *([Change("Ghi vượt", "", format_vnd(beyond))] if beyond else []),
    ]
    record_event(
        action=f"voucher.{verb}",
        by=author.by,
        at=author.at,
        subject=Reference(MoneyKind.VOUCHER, voucher.pk, f"{kind} {voucher.number}"),
        context=Reference(MoneyKind.LEDGER, voucher.plan_id),
        changes=changes,
        comment=why,
    )
