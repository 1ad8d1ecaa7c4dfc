"""Taking in a file of vouchers: a rehearsal that says voucher by voucher what will happen, and the run that does it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import VoucherKind
from nscl.finance.imports.choices import Choices, DatedAgency, choices_of
from nscl.finance.imports.columns import VOUCHERS
from nscl.finance.imports.rows import ReadVoucher, read_vouchers
from nscl.finance.imports.template import write_template
from nscl.finance.imports.told import problems_of
from nscl.finance.models import LedgerAccount, LedgerImport
from nscl.finance.operations.ledger.drafts import BookingDraft
from nscl.finance.operations.ledger.errors import DuplicateVoucher, LedgerError
from nscl.finance.operations.ledger.many import LedgerFile, Outcome, book_many, rehearse_many, require_new_file
from nscl.finance.operations.ledger.register import OpenLedger, open_ledger
from nscl.finance.queries.ledger.figures import name_of
from nscl.institutions.models import Agency
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.rules import plan_label
from nscl.records.operations import Actor
from nscl.records.spreadsheets.collecting import uncollected
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, read_sheet

NAME_LENGTH: Final = LedgerImport._meta.get_field("name").max_length or 0
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A voucher that is booked. rows: of the file; vnd: the sum of its entries; beyond_vnd: of it for a reason."""

    rows: tuple[int, ...]
    kind: VoucherKind
    number: str
    year: int
    on: date
    about: str
    vnd: int
    beyond_vnd: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownVoucher:
    """A voucher of the file that stands in the ledger already, with the same day and sum; voucher: its number there."""

    rows: tuple[int, ...]
    voucher: int
    message: str


@dataclass(frozen=True, slots=True)
class LedgerRehearsal:
    """What taking in a file does: `new` vouchers are booked, `known` ones left out, the others refused whole.

    rows: how many the file has; refused: vouchers with problems; hidden: rows that are hidden; unknown: headings of
    columns that are not read.
    """

    sha256: str
    rows: int
    new: tuple[NewVoucher, ...]
    known: tuple[KnownVoucher, ...]
    refused: int
    problems: tuple[ImportProblem, ...]
    hidden: int
    unknown: tuple[str, ...]

    @property
    def new_rows(self) -> int:
        """How many rows of the file are booked."""
        return sum(len(one.rows) for one in self.new)

    @property
    def wrong_rows(self) -> int:
        """How many rows have something to mend."""
        return len({problem.row for problem in self.problems})

    def vnd_of(self, kind: VoucherKind) -> int:
        """Money of the new vouchers of a kind: a slip by a thousand shows here."""
        return sum(one.vnd for one in self.new if one.kind is kind)


class LedgerImportRefused(LedgerError):
    """Some vouchers of the file cannot be booked, so none was; `rehearsal` has all that is wrong."""

    def __init__(self, rehearsal: LedgerRehearsal) -> None:
        super().__init__(
            _(
                "%(n)s chứng từ của tệp chưa ghi được nên chưa ghi chứng từ nào. Hãy sửa rồi nhập lại, hoặc chọn chỉ "
                "ghi các chứng từ đúng."
            )
            % {"n": rehearsal.refused}
        )
        self.rehearsal = rehearsal


def ledger_template(*, plan: int, viewer: Viewer | None) -> bytes:
    """The Excel file to fill for a plan's ledger; viewer None: the system asks.

    Raises NotAllowed, LedgerPlanMissing.
    """
    opened = open_ledger(plan, viewer, Permission.RECORD_MONEY)
    label = plan_label(opened.plan.unit.name, opened.plan.period_start, opened.plan.period_end)
    return write_template(_choices(opened), f"Sổ kinh phí: {label}")


def rehearse_import(
    *, plan: int, data: bytes, viewer: Viewer | None, at: datetime, progress: Progress | None = None
) -> LedgerRehearsal:
    """What `import_ledger` would do with the same file now; nothing is written.

    Raises ImportFileRefused, FileTaken, NotAllowed, LedgerPlanMissing.
    """
    with uncollected():
        sheet, read = _read(plan, data, viewer, progress)
        sent = _readable(read)
        file = LedgerFile(sheet.sha256, "")
        return _rehearsal(sheet, read, rehearse_many(plan=plan, vouchers=sent, file=file, viewer=viewer, at=at))


def import_ledger(
    *,
    plan: int,
    file_name: str,
    data: bytes,
    sound_only: bool = False,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
    progress: Progress | None = None,
) -> LedgerRehearsal:
    """Book the vouchers of a file that are not in the ledger yet, with one event. Returns what was done.

    sound_only: book those that can be and leave out the others, each whole; without it one that cannot be booked
    refuses the file. Reading the file locks nothing. progress: told the rows read and their number.
    Raises ImportFileRefused, FileTaken, LedgerImportRefused (with the rehearsal), LedgerChanged, NotAllowed,
    LedgerPlanMissing.
    """
    with uncollected():
        sheet, read = _read(plan, data, viewer, progress)
        sent = _readable(read)
        file = LedgerFile(sheet.sha256, file_name[:NAME_LENGTH])
        if not sound_only and len(sent) < len(read):
            outcomes = rehearse_many(plan=plan, vouchers=sent, file=file, viewer=viewer, at=at)
            raise LedgerImportRefused(_rehearsal(sheet, read, outcomes))
        with transaction.atomic():
            booked = book_many(plan=plan, vouchers=sent, file=file, viewer=viewer, by=by, at=at, is_sample=is_sample)
            done = _rehearsal(sheet, read, booked.outcomes)
            if done.refused and not sound_only:
                raise LedgerImportRefused(done)
        return done


def _read(
    plan: int, data: bytes, viewer: Viewer | None, progress: Progress | None
) -> tuple[ImportSheet, list[ReadVoucher]]:
    """What the file says, in the words of the plan. The database is asked first and then left alone."""
    opened = open_ledger(plan, viewer, Permission.RECORD_MONEY)
    require_new_file(opened, LedgerFile(hashlib.sha256(data).hexdigest(), ""))
    choices = _choices(opened)
    sheet = read_sheet(data, VOUCHERS)
    return sheet, read_vouchers(sheet, choices, progress)


def _choices(opened: OpenLedger) -> Choices:
    accounts = LedgerAccount.objects.filter(plan=opened.plan, line__estimate=opened.estimate).select_related("line")
    return choices_of(
        (name_of(row) for row in accounts.order_by("line__position", "line", "year", "source")), _agencies(opened)
    )


def _agencies(opened: OpenLedger) -> Iterable[DatedAgency]:
    """The bodies of the plan's territory, those that were and those that are, and those of the state."""
    units = reachable(opened.plan.unit_id, succession_edges())
    rows = Agency.objects.filter(Q(unit__in=units) | Q(unit__isnull=True)).order_by("name", "pk")
    return [DatedAgency(*values) for values in rows.values_list("pk", "name", "valid_from", "valid_to")]


def _readable(read: Sequence[ReadVoucher]) -> list[BookingDraft]:
    return [one.booking for one in read if one.booking is not None]


def _rehearsal(sheet: ImportSheet, read: Sequence[ReadVoucher], outcomes: Sequence[Outcome]) -> LedgerRehearsal:
    """What becomes of each voucher; outcomes: of those that can be read, in their order."""
    new: list[NewVoucher] = []
    known: list[KnownVoucher] = []
    problems: list[ImportProblem] = []
    refused = 0
    judged = iter(outcomes)
    for voucher in read:
        if voucher.booking is None:
            refused += 1
            problems += voucher.problems
            continue
        outcome = next(judged)
        if outcome.error is None:
            new.append(_new(voucher.rows, voucher.booking, outcome))
        elif (there := _standing(voucher.booking, outcome.error)) is not None:
            known.append(KnownVoucher(voucher.rows, there, str(outcome.error)))
        else:
            refused += 1
            problems += problems_of(sheet, voucher, outcome.error)
    return LedgerRehearsal(
        sha256=sheet.sha256,
        rows=len(sheet.rows),
        new=tuple(new),
        known=tuple(known),
        refused=refused,
        problems=tuple(sorted(problems, key=lambda one: (one.row, one.column if one.column is not None else -1))),
        hidden=sheet.hidden,
        unknown=sheet.unknown,
    )


def _new(rows: tuple[int, ...], booking: BookingDraft, outcome: Outcome) -> NewVoucher:
    draft = booking.voucher
    return NewVoucher(
        rows,
        booking.kind,
        draft.number,
        draft.year,
        draft.on,
        draft.about,
        outcome.vnd,
        outcome.beyond_vnd,
        outcome.warnings,
    )


def _standing(booking: BookingDraft, error: LedgerError) -> int | None:
    """The voucher in the ledger that is this one: the same document with the same day and sum."""
    if not isinstance(error, DuplicateVoucher) or error.other is None:
        return None
    same = (error.other.on, error.other.vnd) == (booking.voucher.on, sum(entry.vnd for entry in booking.entries))
    return error.other.voucher if same else None
