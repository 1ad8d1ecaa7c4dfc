"""The settlement of a year (quyết toán): what of the disbursed money is accepted. It closes the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import Stage, VoucherKind
from nscl.finance.models import SettledYear
from nscl.finance.operations.ledger.accounts import Accounts, lock_years, resolve
from nscl.finance.operations.ledger.drafts import Booked, EntryDraft, VoucherDraft
from nscl.finance.operations.ledger.errors import InvalidVoucher, VoucherProblem, account_words
from nscl.finance.operations.ledger.fields import check_draft, check_entries, judged_day, require, require_day, tidy
from nscl.finance.operations.ledger.judging import refuse_excesses
from nscl.finance.operations.ledger.register import Author, Register, open_ledger
from nscl.finance.operations.ledger.writing import record, voucher_row, write_voucher
from nscl.finance.rules.ledger import Booking, granted, judge
from nscl.records.operations import Actor
from nscl.text.formats import format_vnd


@transaction.atomic
def settle_year(
    *,
    plan: int,
    voucher: VoucherDraft,
    entries: Sequence[EntryDraft] | None = None,
    beyond: bool = False,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Booked:
    """Settle the budget year `voucher.year` and close it: it takes no entry until the settlement is reversed.

    entries: what is settled of each account; every account with money disbursed must be among them (nought where
    nothing of it is accepted). None: as disbursed. A payment that is being booked at the same moment either comes
    before and is settled with the others, or finds the year closed.
    Raises NotAllowed, LedgerPlanMissing, InvalidVoucher, NotInPlan, ClosedYear, DuplicateVoucher, Exceeds.
    """
    opened = open_ledger(plan, viewer, Permission.SETTLE_MONEY, alone=True)
    draft, author = tidy(voucher), Author(by, at, is_sample)
    given = () if entries is None else entries
    amounts = check_entries(given, may_take_away=False, may_be_nought=True) if given else ()
    accounts = lock_years(opened.estimate, [draft.year])
    register = Register(opened.plan.pk, [draft.number])
    require([*check_draft(draft, register, needs_reason=beyond), *amounts])
    warnings = require_day(judged_day(VoucherKind.SETTLEMENT, draft, at, ()))
    register.require_open([draft.year])
    register.require_new(VoucherKind.SETTLEMENT, draft.year, draft.number)
    numbers = resolve(accounts, given, draft.year)
    if entries is None:
        bookings = _as_disbursed(accounts, draft.year)
    else:
        bookings = [Booking(number, Stage.SETTLED, one.vnd) for number, one in zip(numbers, given, strict=True)]
        _require_all(accounts, numbers, draft.year)
    bookings = [booking for booking in bookings if booking.vnd]
    if beyond:
        bookings = [granted(booking, accounts.balances[booking.account]) for booking in bookings]
    refuse_excesses(judge(bookings, accounts.balances), accounts.names, numbers, may_go_beyond=True)
    row = voucher_row(opened.plan, VoucherKind.SETTLEMENT, draft, author)
    write_voucher(row, bookings)
    SettledYear.objects.create(plan=opened.plan, year=draft.year, voucher=row)
    total = sum(booking.vnd for booking in bookings)
    record(row, "recorded", author, bookings, vnd=total, why=draft.reason)
    return Booked(row.pk, total, sum(booking.beyond_vnd for booking in bookings), warnings)


def _as_disbursed(accounts: Accounts, year: int) -> list[Booking]:
    return [
        Booking(number, Stage.SETTLED, balance.vnd[Stage.DISBURSED] - balance.vnd[Stage.SETTLED])
        for number, balance in accounts.of_year(year)
    ]


def _require_all(accounts: Accounts, numbers: Sequence[int], year: int) -> None:
    """Raise InvalidVoucher where money was disbursed of an account of which nobody says what is settled."""
    problems = []
    for number, balance in accounts.of_year(year):
        disbursed = balance.vnd[Stage.DISBURSED]
        if disbursed and number not in numbers:
            words = {"account": account_words(accounts.names[number]), "vnd": format_vnd(disbursed)}
            message = _("%(account)s: đã giải ngân %(vnd)s mà chưa ghi số quyết toán") % words
            problems.append(VoucherProblem("entries", message, _("ghi số quyết toán, ghi 0 nếu không được quyết toán")))
    if problems:
        raise InvalidVoucher(problems)
