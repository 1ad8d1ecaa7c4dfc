"""What whoever books money sends in, and what they get back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from nscl.finance.enums import MoneySource, VoucherKind


@dataclass(frozen=True, slots=True)
class AccountKey:
    """An account by what it stands for: a line of the approved estimate (by number), a year, a source."""

    line_id: int
    year: int
    source: MoneySource


# An account by its number or by what it stands for.
AccountRef: TypeAlias = int | AccountKey


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """Money for an account, in đồng; below nought where the document takes it away (a cut, money paid back)."""

    account: AccountRef
    vnd: int


@dataclass(frozen=True, kw_only=True)
class VoucherDraft:
    """A document that books money.

    number, on: as on the document. year: the budget year (niên độ) it belongs to. agency_id: whose money it is, None
    where the document does not say. reason: why a stage may go beyond the earlier one, where it shall.
    """

    number: str
    on: date
    year: int
    about: str
    agency_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BookingDraft:
    """A voucher with its entries, as one of many that are booked together.

    kind: ALLOCATION, COMMITMENT or DISBURSEMENT. beyond: a stage may go beyond the earlier one, for its reason.
    """

    kind: VoucherKind
    voucher: VoucherDraft
    entries: Sequence[EntryDraft]
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """A voucher that was booked. voucher: its number in the register (its row's key).

    vnd: the sum of its entries as the document says it; beyond_vnd: how much of that goes beyond the earlier stage.
    warnings: what a person should look at again, in sentences; nothing was refused for it.
    """

    voucher: int
    vnd: int
    beyond_vnd: int
    warnings: tuple[str, ...] = ()
