"""A voucher held against the ledger: its fields, its day, its year, what its accounts bear, the counterpart rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.finance.enums import STATE_SOURCES, Stage, VoucherKind
from nscl.finance.operations.ledger.accounts import Accounts, resolve
from nscl.finance.operations.ledger.drafts import BookingDraft, VoucherDraft
from nscl.finance.operations.ledger.errors import AheadOfCounterpart, AheadRow, Exceeds, ExcessRow
from nscl.finance.operations.ledger.fields import check_draft, check_entries, judged_day, require, require_day, tidy
from nscl.finance.operations.ledger.register import Register
from nscl.finance.queries.ledger.rulebook import counterpart_rule
from nscl.finance.rules.counterpart import SourceSum, shares_until
from nscl.finance.rules.ledger import AccountName, Balance, Booking, Excess, granted, judge

STAGE_OF: Mapping[VoucherKind, Stage] = {
    VoucherKind.ALLOCATION: Stage.ALLOCATED,
    VoucherKind.COMMITMENT: Stage.COMMITTED,
    VoucherKind.DISBURSEMENT: Stage.DISBURSED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A voucher that can be booked: its tidy draft, what it books, and what a person should look at again."""

    kind: VoucherKind
    draft: VoucherDraft
    bookings: tuple[Booking, ...]
    warnings: tuple[str, ...]

    @property
    def vnd(self) -> int:
        """The sum of its entries."""
        return sum(booking.vnd for booking in self.bookings)

    @property
    def beyond_vnd(self) -> int:
        """How much of it goes beyond the earlier stage."""
        return sum(booking.beyond_vnd for booking in self.bookings)


def judge_voucher(register: Register, accounts: Accounts, sent: BookingDraft, at: datetime) -> Judged:
    """Judge an allocation, commitment or disbursement and book it to `accounts`, which are locked; nothing is written.

    Raises InvalidVoucher, NotInPlan, ClosedYear, DuplicateVoucher, Exceeds, AheadOfCounterpart; `accounts` are then as
    they were.
    """
    kind, entries, draft = sent.kind, sent.entries, tidy(sent.voucher)
    require([*check_draft(draft, register, needs_reason=sent.beyond), *check_entries(entries)])
    numbers = resolve(accounts, entries, draft.year)
    sources = {accounts.names[number].source for number in numbers}
    warnings = require_day(judged_day(kind, draft, at, sources))
    register.require_open((draft.year,))
    register.require_new(kind, draft.year, draft.number)
    stage = STAGE_OF[kind]
    trial = accounts.copies(numbers)
    bookings = [Booking(number, stage, entry.vnd) for number, entry in zip(numbers, entries, strict=True)]
    if sent.beyond:
        bookings = [granted(booking, trial[booking.account]) for booking in bookings]
    refuse_excesses(judge(bookings, trial), accounts.names, numbers, may_go_beyond=True)
    if kind is VoucherKind.DISBURSEMENT:
        _require_step(accounts, trial, bookings, draft)
    accounts.balances.update(trial)
    register.remember(kind, draft.year, draft.number)
    return Judged(kind, draft, tuple(bookings), warnings)


def refuse_excesses(
    excesses: Sequence[Excess], names: Mapping[int, AccountName], entries: Sequence[int], *, may_go_beyond: bool
) -> None:
    """Raise Exceeds where there are some. entries: the account of each entry that was sent, in its order."""
    if not excesses:
        return
    places = {account: place for place, account in enumerate(entries)}
    rows = [
        ExcessRow(names[one.account], places.get(one.account), one.stage, one.against, one.asked_vnd, one.left_vnd)
        for one in excesses
    ]
    rows.sort(key=lambda row: (row.entry is None, row.entry or 0))
    raise Exceeds(rows, may_go_beyond=may_go_beyond and not any(one.takes_away for one in excesses))


def _require_step(
    accounts: Accounts, trial: Mapping[int, Balance], bookings: Collection[Booking], draft: VoucherDraft
) -> None:
    """Raise AheadOfCounterpart where state money just booked runs ahead of the counterpart money of its line."""
    rule = counterpart_rule(draft.on)
    if rule is None:
        return
    paid: dict[int, int] = {}
    for booking in bookings:
        name = accounts.names[booking.account]
        if name.line_id in accounts.matched and name.source in STATE_SOURCES:
            paid[name.line_id] = paid.get(name.line_id, 0) + booking.vnd
    rows = []
    for line, vnd in paid.items():
        ahead = max(int(rule.value), accounts.ahead[line])
        shares = shares_until(_sums(accounts, trial, line), draft.year, ahead)
        if vnd > 0 and shares.most_state is not None and shares.is_ahead:
            allowed = max(0, shares.most_state - shares.state_disbursed + vnd)
            rows.append(AheadRow(line, accounts.line_name(line), draft.year, vnd, allowed, shares))
    if rows:
        raise AheadOfCounterpart(rows, rule.cite)


def _sums(accounts: Accounts, trial: Mapping[int, Balance], line: int) -> Iterator[SourceSum]:
    for number in accounts.of_line(line):
        name = accounts.names[number]
        balance = trial.get(number) or accounts.balances[number]
        yield SourceSum(name.year, name.source, balance.appraised, balance.vnd[Stage.DISBURSED])
