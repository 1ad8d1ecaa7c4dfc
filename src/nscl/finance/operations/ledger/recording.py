"""Money allocated, committed and disbursed: one voucher with its entries, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import VoucherKind
from nscl.finance.operations.ledger.accounts import Accounts, lines_of, lock_lines, open_accounts
from nscl.finance.operations.ledger.drafts import AccountKey, Booked, BookingDraft, EntryDraft, VoucherDraft
from nscl.finance.operations.ledger.fields import tidy
from nscl.finance.operations.ledger.judging import judge_voucher
from nscl.finance.operations.ledger.register import Author, OpenLedger, Register, open_ledger
from nscl.finance.operations.ledger.writing import record, voucher_row, write_voucher
from nscl.records.operations import Actor


@transaction.atomic
def allocate(
    *,
    plan: int,
    voucher: VoucherDraft,
    entries: Sequence[EntryDraft],
    beyond: bool = False,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Booked:
    """Book an allocation (giao dự toán) of the budget year `voucher.year`.

    plan: its number. beyond: let an account go beyond what was appraised, or open one where nothing was, for
    `voucher.reason`. viewer None: the system books. Entries below nought are a cut of what was allocated.
    Raises NotAllowed, LedgerPlanMissing, InvalidVoucher, NotInPlan, ClosedYear, DuplicateVoucher, Exceeds.
    """
    sent = BookingDraft(kind=VoucherKind.ALLOCATION, voucher=voucher, entries=entries, beyond=beyond)
    return _book(plan, sent, viewer, Author(by, at, is_sample))


@transaction.atomic
def commit(
    *,
    plan: int,
    voucher: VoucherDraft,
    entries: Sequence[EntryDraft],
    beyond: bool = False,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Booked:
    """Book a commitment (cam kết chi), within what is allocated. Arguments and errors as `allocate`."""
    sent = BookingDraft(kind=VoucherKind.COMMITMENT, voucher=voucher, entries=entries, beyond=beyond)
    return _book(plan, sent, viewer, Author(by, at, is_sample))


@transaction.atomic
def disburse(
    *,
    plan: int,
    voucher: VoucherDraft,
    entries: Sequence[EntryDraft],
    beyond: bool = False,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Booked:
    """Book a disbursement (giải ngân), within what is allocated, state money in step with the counterpart.

    Arguments and errors as `allocate`, and AheadOfCounterpart, which no reason lifts: what the state share may run
    ahead of the counterpart is fixed in the line of the estimate.
    """
    sent = BookingDraft(kind=VoucherKind.DISBURSEMENT, voucher=voucher, entries=entries, beyond=beyond)
    return _book(plan, sent, viewer, Author(by, at, is_sample))


def _book(plan: int, sent: BookingDraft, viewer: Viewer | None, author: Author) -> Booked:
    opens = sent.beyond and sent.kind is VoucherKind.ALLOCATION
    opened = open_ledger(plan, viewer, Permission.RECORD_MONEY, alone=opens)
    accounts = lock_lines(opened.estimate, [entry.account for entry in sent.entries])
    if opens:
        _open_where_nothing_was_appraised(opened, sent.voucher.year, sent.entries, accounts)
    register = Register(opened.plan.pk, [tidy(sent.voucher).number])
    judged = judge_voucher(register, accounts, sent, author.at)
    row = voucher_row(opened.plan, judged.kind, judged.draft, author)
    write_voucher(row, judged.bookings)
    record(row, "recorded", author, judged.bookings, vnd=judged.vnd, why=judged.draft.reason)
    return Booked(row.pk, judged.vnd, judged.beyond_vnd, judged.warnings)


def _open_where_nothing_was_appraised(
    opened: OpenLedger, year: int, entries: Sequence[EntryDraft], accounts: Accounts
) -> None:
    """Open the accounts that an allocation beyond the estimate needs: of its lines, in its years."""
    estimate = opened.estimate
    if not estimate.first_year <= year <= estimate.last_year:
        return
    keys = [entry.account for entry in entries if isinstance(entry.account, AccountKey) and entry.vnd > 0]
    keys = [key for key in keys if key.year == year and accounts.find(key) is None]
    lines = lines_of(estimate, {key.line_id for key in keys}) if keys else set()
    open_accounts(estimate, [key for key in keys if key.line_id in lines], accounts)
