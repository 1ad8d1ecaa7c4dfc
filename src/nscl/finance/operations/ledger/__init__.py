"""Acts on the ledger: money allocated, committed, disbursed, settled, carried over; vouchers reversed, never edited."""

from nscl.finance.operations.ledger.carrying import carry_over
from nscl.finance.operations.ledger.drafts import AccountKey, Booked, BookingDraft, EntryDraft, VoucherDraft
from nscl.finance.operations.ledger.errors import (
    AheadOfCounterpart,
    AlreadyReversed,
    ClosedYear,
    DuplicateVoucher,
    Exceeds,
    FileTaken,
    InvalidVoucher,
    LedgerChanged,
    LedgerError,
    LedgerPlanMissing,
    NotInPlan,
    VoucherMissing,
)
from nscl.finance.operations.ledger.many import LedgerFile, ManyBooked, Outcome, book_many, rehearse_many
from nscl.finance.operations.ledger.recording import allocate, commit, disburse
from nscl.finance.operations.ledger.reversing import reverse
from nscl.finance.operations.ledger.settling import settle_year

__all__ = [
    "AccountKey",
    "AheadOfCounterpart",
    "AlreadyReversed",
    "Booked",
    "BookingDraft",
    "ClosedYear",
    "DuplicateVoucher",
    "EntryDraft",
    "Exceeds",
    "FileTaken",
    "InvalidVoucher",
    "LedgerChanged",
    "LedgerError",
    "LedgerFile",
    "LedgerPlanMissing",
    "ManyBooked",
    "NotInPlan",
    "Outcome",
    "VoucherDraft",
    "VoucherMissing",
    "allocate",
    "book_many",
    "carry_over",
    "commit",
    "disburse",
    "rehearse_many",
    "reverse",
    "settle_year",
]
