"""Many vouchers at once, as a file brings them: each is booked whole or refused whole, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneyKind
from nscl.finance.models import LedgerEntry, LedgerImport, Voucher
from nscl.finance.operations.ledger.accounts import Accounts, lock_all, read_all
from nscl.finance.operations.ledger.drafts import BookingDraft
from nscl.finance.operations.ledger.errors import FileTaken, LedgerChanged, LedgerError
from nscl.finance.operations.ledger.judging import Judged, judge_voucher
from nscl.finance.operations.ledger.register import Author, OpenLedger, Register, open_ledger
from nscl.finance.operations.ledger.writing import (
    ENTRY_COLUMNS,
    VOUCHER_COLUMNS,
    entry_values,
    voucher_values,
)
from nscl.records.inserting import insert_values
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.text.formats import format_vnd


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A file of vouchers. sha256: of its bytes, in hexadecimal."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became, or would become, of one voucher: why it was refused (`error`), or what it books (VND)."""

    error: LedgerError | None = None
    vnd: int = 0
    beyond_vnd: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ManyBooked:
    """What became of many vouchers, one outcome each, in their order. imported: the number of the file's own row."""

    outcomes: tuple[Outcome, ...]
    imported: int


def rehearse_many(
    *, plan: int, vouchers: Sequence[BookingDraft], file: LedgerFile, viewer: Viewer | None, at: datetime
) -> tuple[Outcome, ...]:
    """What would become of many vouchers if they were booked now, one outcome each; nothing is written or locked.

    Raises NotAllowed, LedgerPlanMissing, FileTaken.
    """
    opened = open_ledger(plan, viewer, Permission.RECORD_MONEY)
    require_new_file(opened, file)
    return tuple(outcome for outcome, _judged in _judge(opened, read_all(opened.estimate), vouchers, at))


@transaction.atomic
def book_many(
    *,
    plan: int,
    vouchers: Sequence[BookingDraft],
    file: LedgerFile,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> ManyBooked:
    """Book the vouchers of a file that can be booked, each whole; the others are refused whole and told.

    A voucher is judged with all those before it booked. The file is taken once: one with the same bytes is refused, and
    a file of which nothing can be booked is not taken.
    Raises NotAllowed, LedgerPlanMissing, FileTaken, LedgerChanged.
    """
    opened = open_ledger(plan, viewer, Permission.RECORD_MONEY, alone=True)
    require_new_file(opened, file)
    author = Author(by, at, is_sample)
    judged = _judge(opened, lock_all(opened.estimate), vouchers, at)
    outcomes = tuple(outcome for outcome, _one in judged)
    sound = [one for _outcome, one in judged if one is not None]
    if not sound:
        return ManyBooked(outcomes, 0)
    imported = LedgerImport.objects.create(
        plan=opened.plan,
        sha256=file.sha256,
        name=file.name,
        entries=sum(len(one.bookings) for one in sound),
        at=at,
        by_id=by.number,
    )
    _write(opened, sound, imported, author)
    record_event(
        action="ledger.imported",
        by=by,
        at=at,
        subject=Reference(MoneyKind.LEDGER, opened.plan.pk, file.name),
        context=Reference(MoneyKind.LEDGER, opened.plan.pk),
        changes=[
            Change("Số chứng từ", "", str(len(sound))),
            Change("Số dòng", "", str(imported.entries)),
            Change("Số tiền", "", format_vnd(sum(one.vnd for one in sound))),
        ],
        comment=file.sha256,
    )
    return ManyBooked(outcomes, imported.pk)


def _judge(
    opened: OpenLedger, accounts: Accounts, vouchers: Sequence[BookingDraft], at: datetime
) -> list[tuple[Outcome, Judged | None]]:
    register = Register(opened.plan.pk, None)
    found: list[tuple[Outcome, Judged | None]] = []
    for sent in vouchers:
        try:
            judged = judge_voucher(register, accounts, sent, at)
        except LedgerError as refused:
            found.append((Outcome(refused), None))
        else:
            found.append((Outcome(None, judged.vnd, judged.beyond_vnd, judged.warnings), judged))
    return found


def require_new_file(opened: OpenLedger, file: LedgerFile) -> None:
    """Raise FileTaken where a file with the same bytes was taken into this ledger."""
    taken = LedgerImport.objects.filter(plan=opened.plan, sha256=file.sha256).order_by("pk").first()
    if taken is not None:
        raise FileTaken(taken.name, taken.at)


def _write(opened: OpenLedger, sound: Sequence[Judged], imported: LedgerImport, author: Author) -> None:
    rows = [voucher_values(opened.plan.pk, one.kind, one.draft, author, imported.pk) for one in sound]
    try:
        numbers = insert_values(Voucher, VOUCHER_COLUMNS, rows)
    except IntegrityError as clash:
        raise LedgerChanged(
            _("Có người vừa ghi một chứng từ của tệp này nên chưa ghi gì. Hãy kiểm tra lại tệp rồi nhập.")
        ) from clash
    entries = (entry_values(number, one.bookings) for number, one in zip(numbers, sound, strict=True))
    insert_values(LedgerEntry, ENTRY_COLUMNS, [values for of_voucher in entries for values in of_voucher])
