"""What may stand on an account of the ledger: each stage within the earlier one, or beyond it with a reason.

The same is held by check constraints of the database (`nscl.finance.models.ledger`), whoever writes. Here it is asked
before, so that a refusal names every line with what is left, and not the first constraint that broke.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nscl.finance.enums import BOOKED, MoneySource, Stage
from nscl.finance.rules.places import place_of

# A thousand times the yearly state budget of Vietnam: more is a slip of the hand. Sums of such amounts fit a BIGINT.
MOST_VND: Final = 10**15

# What bounds a stage: at most so much as stands at the other one.
BOUND_BY: Final[Mapping[Stage, Stage]] = {
    Stage.ALLOCATED: Stage.APPRAISED,
    Stage.COMMITTED: Stage.ALLOCATED,
    Stage.DISBURSED: Stage.ALLOCATED,
    Stage.SETTLED: Stage.DISBURSED,
}


@dataclass(frozen=True, slots=True)
class AccountName:
    """What an account is called: the line's number and title, the year, the source. number: None: no such account."""

    number: int | None
    line_id: int
    key: str
    title: str
    year: int
    source: MoneySource

    @property
    def line(self) -> str:
        """The line as people call it: "I.2 Tài liệu"."""
        return place_of(self.key, self.title)


@dataclass(frozen=True, slots=True)
class Booking:
    """Money booked to an account at a stage. beyond_vnd: the part that goes beyond the earlier stage."""

    account: int
    stage: Stage
    vnd: int
    beyond_vnd: int = 0

    @property
    def reversed(self) -> Booking:
        """The booking that takes this one back."""
        return Booking(self.account, self.stage, -self.vnd, -self.beyond_vnd)


@dataclass(frozen=True, slots=True)
class Excess:
    """A booking that an account cannot bear.

    stage: at which it was booked; against: the stage whose amount it passes (an earlier one for money that is added, a
    later one for money that is taken away). left_vnd: how much could be added, or taken away, at most.
    """

    account: int
    stage: Stage
    against: Stage
    asked_vnd: int
    left_vnd: int

    @property
    def takes_away(self) -> bool:
        """True where money was to be taken away that later stages need."""
        return self.asked_vnd < 0


@dataclass(slots=True)
class Balance:
    """What stands on an account: appraised, the sum of its entries by stage, and how far each was let go beyond."""

    appraised: int
    vnd: dict[Stage, int] = field(default_factory=lambda: dict.fromkeys(BOOKED, 0))
    beyond: dict[Stage, int] = field(default_factory=lambda: dict.fromkeys(BOOKED, 0))

    def copy(self) -> Balance:
        """The same, to be tried upon."""
        return Balance(self.appraised, dict(self.vnd), dict(self.beyond))

    def at(self, stage: Stage) -> int:
        """How much stands at a stage, from APPRAISED on."""
        return self.appraised if stage is Stage.APPRAISED else self.vnd[stage]

    def left(self, stage: Stage) -> int:
        """How much may still be booked at a stage without a reason. Never below nought in a ledger that holds."""
        return self.at(BOUND_BY[stage]) + self.beyond[stage] - self.vnd[stage]

    def spare(self, stage: Stage) -> int:
        """How much may be taken away at a stage: what no later stage needs."""
        needed = (self.vnd[later] - self.beyond[later] for later, bound in BOUND_BY.items() if bound is stage)
        return self.vnd[stage] - max((0, *needed))

    def over(self, stage: Stage) -> int:
        """By how much a stage stands above the earlier one, whatever the reason."""
        return max(0, self.vnd[stage] - self.at(BOUND_BY[stage]))

    def book(self, booking: Booking) -> None:
        """Add a booking of this account."""
        self.vnd[booking.stage] += booking.vnd
        self.beyond[booking.stage] += booking.beyond_vnd


def unspent(balance: Balance) -> int:
    """What is allocated and not disbursed; below nought where more was disbursed than is allocated, for a reason."""
    return balance.vnd[Stage.ALLOCATED] - balance.vnd[Stage.DISBURSED]


def in_booking_order(bookings: Iterable[Booking]) -> list[Booking]:
    """Bookings in an order in which the database can take them one by one.

    Money is taken away from the latest stage first and added to the earliest first, so that no account is beyond its
    bounds between two entries of one voucher.
    """
    rank = {stage: place for place, stage in enumerate(BOOKED)}
    return sorted(
        bookings,
        key=lambda one: (one.account, one.vnd > 0, rank[one.stage] if one.vnd > 0 else -rank[one.stage]),
    )


def granted(booking: Booking, balance: Balance) -> Booking:
    """The booking with as much beyond the earlier stage as it needs: nothing where the account bears it as it is."""
    missing = max(0, booking.vnd - balance.left(booking.stage)) if booking.vnd > 0 else 0
    return Booking(booking.account, booking.stage, booking.vnd, missing)


def judge(bookings: Sequence[Booking], balances: Mapping[int, Balance]) -> tuple[Excess, ...]:
    """What the accounts cannot bear of the bookings of one voucher, booked to `balances` in their order.

    A booking that cannot be borne is not added; whoever is refused throws the balances away.
    """
    found = []
    for booking in in_booking_order(bookings):
        balance = balances[booking.account]
        excess = _excess(booking, balance)
        if excess is None:
            balance.book(booking)
        else:
            found.append(excess)
    return tuple(found)


def _excess(booking: Booking, balance: Balance) -> Excess | None:
    stage = booking.stage
    if booking.vnd > 0:
        left = balance.left(stage)
        if booking.vnd <= left + booking.beyond_vnd:
            return None
        return Excess(booking.account, stage, BOUND_BY[stage], booking.vnd, left)
    spare = balance.spare(stage)
    if -booking.vnd <= spare:
        return None
    later = [one for one, bound in BOUND_BY.items() if bound is stage]
    against = max(later, key=lambda one: balance.vnd[one] - balance.beyond[one], default=stage)
    return Excess(booking.account, stage, against, booking.vnd, max(0, spare))
