"""Unspent money carried over into the next year (chuyển nguồn), with the commitments that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import Stage, VoucherKind
from nscl.finance.operations.ledger.accounts import Accounts, lock_years, open_accounts, resolve
from nscl.finance.operations.ledger.drafts import AccountKey, Booked, EntryDraft, VoucherDraft
from nscl.finance.operations.ledger.errors import Exceeds, ExcessRow, InvalidVoucher, VoucherProblem
from nscl.finance.operations.ledger.fields import check_draft, check_entries, judged_day, require, require_day, tidy
from nscl.finance.operations.ledger.judging import refuse_excesses
from nscl.finance.operations.ledger.register import Author, Register, open_ledger
from nscl.finance.operations.ledger.writing import record, voucher_row, write_voucher
from nscl.finance.rules.ledger import AccountName, Balance, Booking, judge, unspent
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor


@transaction.atomic
def carry_over(
    *,
    plan: int,
    voucher: VoucherDraft,
    entries: Sequence[EntryDraft] | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Booked:
    """Carry money over from the budget year `voucher.year` into the next, by the document in `voucher`.

    entries: how much of which account of that year, each at most what is unspent of it; None: all that is unspent.
    It comes on top of what is appraised for the next year; the reason is the document unless the voucher gives one.
    Both years must be open. Raises NotAllowed, LedgerPlanMissing, InvalidVoucher (nothing unspent too), NotInPlan,
    ClosedYear, DuplicateVoucher, Exceeds.
    """
    opened = open_ledger(plan, viewer, Permission.RECORD_MONEY, alone=True)
    draft, author = _with_reason(tidy(voucher)), Author(by, at, is_sample)
    amounts_checked = check_entries(entries, may_take_away=False) if entries is not None else ()
    accounts = lock_years(opened.estimate, [draft.year, draft.year + 1])
    register = Register(opened.plan.pk, [draft.number])
    require([*check_draft(draft, register), *amounts_checked])
    numbers, amounts = _carried(accounts, draft.year, entries)
    sources = {accounts.names[number].source for number in numbers}
    warnings = require_day(judged_day(VoucherKind.CARRY_OVER, draft, at, sources))
    register.require_open([draft.year, draft.year + 1])
    register.require_new(VoucherKind.CARRY_OVER, draft.year, draft.number)
    _require_unspent(accounts, numbers, amounts)
    open_accounts(opened.estimate, [_next_key(accounts.names[number]) for number in numbers], accounts)
    bookings = [
        booking for number, vnd in zip(numbers, amounts, strict=True) for booking in _moved(accounts, number, vnd)
    ]
    refuse_excesses(judge(bookings, accounts.balances), accounts.names, numbers, may_go_beyond=False)
    row = voucher_row(opened.plan, VoucherKind.CARRY_OVER, draft, author)
    write_voucher(row, bookings)
    total = sum(amounts)
    record(row, "recorded", author, bookings, vnd=total, why=draft.reason)
    return Booked(row.pk, total, total, warnings)


def _with_reason(draft: VoucherDraft) -> VoucherDraft:
    if draft.reason:
        return draft
    with as_stored():
        words = _("Chuyển nguồn năm %(year)s sang năm %(next)s theo %(number)s ngày %(day)s")
    reason = words % {"year": draft.year, "next": draft.year + 1, "number": draft.number, "day": f"{draft.on:%d/%m/%Y}"}
    return replace(draft, reason=reason)


def _carried(accounts: Accounts, year: int, entries: Sequence[EntryDraft] | None) -> tuple[list[int], list[int]]:
    """The accounts to carry from, and how much of each. Raises NotInPlan, InvalidVoucher where nothing is unspent."""
    if entries is None:
        left = {number: unspent(balance) for number, balance in accounts.of_year(year)}
        numbers = [number for number, vnd in left.items() if vnd > 0]
        amounts = [left[number] for number in numbers]
    else:
        numbers = resolve(accounts, entries, year)
        amounts = [entry.vnd for entry in entries]
    if not numbers:
        message = _("năm %(year)s không còn dự toán chưa chi") % {"year": year}
        raise InvalidVoucher([VoucherProblem("entries", message, _("xem lại niên độ"))])
    return numbers, amounts


def _next_key(name: AccountName) -> AccountKey:
    return AccountKey(name.line_id, name.year + 1, name.source)


def _require_unspent(accounts: Accounts, numbers: Sequence[int], amounts: Sequence[int]) -> None:
    """Raise Exceeds where more is to be carried over than is unspent."""
    rows = [
        ExcessRow(accounts.names[number], place, Stage.ALLOCATED, Stage.DISBURSED, -vnd, max(0, left))
        for place, (number, vnd) in enumerate(zip(numbers, amounts, strict=True))
        if vnd > (left := unspent(accounts.balances[number]))
    ]
    if rows:
        raise Exceeds(rows, may_go_beyond=False)


def _moved(accounts: Accounts, number: int, vnd: int) -> Iterator[Booking]:
    """What carries an amount over: out of its year, into the next on top of what is appraised there.

    A commitment that the year's remaining allocation no longer covers goes with the money.
    """
    balance = accounts.balances[number]
    following = accounts.find(_next_key(accounts.names[number]))
    if following is None:  # opened a moment ago, under the lock of the plan
        raise LookupError(number)
    yield Booking(number, Stage.ALLOCATED, -vnd)
    yield Booking(following, Stage.ALLOCATED, vnd, vnd)
    if (open_commitment := _uncovered(balance, vnd)) > 0:
        yield Booking(number, Stage.COMMITTED, -open_commitment)
        yield Booking(following, Stage.COMMITTED, open_commitment)


def _uncovered(balance: Balance, vnd: int) -> int:
    committed = balance.vnd[Stage.COMMITTED] - balance.beyond[Stage.COMMITTED]
    return committed - (balance.vnd[Stage.ALLOCATED] - vnd)
