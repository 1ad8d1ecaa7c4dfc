"""Rows of a sheet as the vouchers that they mean, each with everything that cannot be read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource, VoucherKind
from nscl.finance.imports.choices import Choices
from nscl.finance.imports.columns import KIND_LABELS, SOURCE_LABELS
from nscl.finance.operations.ledger.drafts import AccountKey, AccountRef, BookingDraft, EntryDraft, VoucherDraft
from nscl.records.spreadsheets.cells import CellValue, text_of
from nscl.records.spreadsheets.columns import folded
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, SheetRow
from nscl.records.spreadsheets.rows import RowReader, problem_at

_KINDS: Final = {folded(label): kind for kind, label in KIND_LABELS.items()}
_SOURCES: Final = {folded(label): source for source, label in SOURCE_LABELS.items()}
# On one day money is allocated before it is committed, and committed before it is paid.
_RANKS: Final = {kind: rank for rank, kind in enumerate(KIND_LABELS)}
# Of how many rows progress is told at a time.
_STEP: Final = 1000


@dataclass(slots=True)
class _Row:
    """A row as it was read. What cannot be read is None, and among the problems."""

    number: int
    kind: VoucherKind | None
    document: str
    on: date | None
    year: int | None
    about: str
    account: _Account | None
    vnd: int | None
    agency: int | None
    reason: str
    problems: list[ImportProblem]


@dataclass(frozen=True, slots=True)
class ReadVoucher:
    """The rows of one document. booking None: the problems say why; they are refused together.

    rows, lines: their numbers and their lines of the estimate, in the order of the booking's entries.
    """

    rows: tuple[int, ...]
    booking: BookingDraft | None
    lines: tuple[int, ...] = ()
    problems: tuple[ImportProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Account:
    line: int
    ref: AccountRef


# Kind, day and budget year.
_Head: TypeAlias = tuple[VoucherKind | None, date | None, int | None]


@dataclass(slots=True)
class _Group:
    rows: list[_Row] = field(default_factory=list)
    # Rows outside that may belong to it.
    doubtful: list[int] = field(default_factory=list)


def read_vouchers(
    sheet: ImportSheet, choices: Choices, progress: Callable[[int, int], None] | None = None
) -> list[ReadVoucher]:
    """The vouchers of a sheet in the order in which they are booked: by day, then by stage, then as they stand.

    Rows with the same kind, year and number are one voucher, wherever they stand. A row of which nobody can tell to
    which voucher it belongs takes down with it those to which it may belong.
    """
    groups: dict[tuple[VoucherKind, int, str], _Group] = {}
    by_number: dict[str, list[_Group]] = {}
    strays: list[tuple[_Row, _Group | None]] = []
    last: _Group | None = None
    reader = _SheetReader(sheet, choices)
    for done, row in enumerate(sheet.rows, start=1):
        read = reader.read(row)
        if read.kind is None or read.year is None or not read.document:
            strays.append((read, last))
        else:
            key = (read.kind, read.year, read.document)
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group()
                by_number.setdefault(read.document, []).append(group)
            group.rows.append(read)
            last = group
        if progress is not None and (done % _STEP == 0 or done == len(sheet.rows)):
            progress(done, len(sheet.rows))
    for read, above in strays:
        for group in by_number.get(read.document, []) if read.document else ([above] if above else []):
            group.doubtful.append(read.number)
    found = [_voucher(sheet, group) for group in groups.values()]
    found += [ReadVoucher((read.number,), None, problems=tuple(read.problems)) for read, _above in strays]
    return sorted(found, key=_order)


def _order(voucher: ReadVoucher) -> tuple[date, int, int]:
    if voucher.booking is None:
        return (date.max, 0, voucher.rows[0])
    return (voucher.booking.voucher.on, _RANKS[voucher.booking.kind], voucher.rows[0])


class _SheetReader:
    """Reads rows. What a cell stands for is worked out once: the same few kinds, days and lines come again."""

    def __init__(self, sheet: ImportSheet, choices: Choices) -> None:
        self._sheet, self._choices = sheet, choices
        self._required = {column.key for column in sheet.shape.required}
        self._heads: dict[tuple[object, ...], _Head] = {}
        self._accounts: dict[tuple[object, ...], _Account] = {}

    def read(self, row: SheetRow) -> _Row:
        """A row, with what cannot be read in it."""
        reader, cells = RowReader(self._sheet, row), row.cells
        if row.broken or not self._required <= cells.keys():
            reader.require()
        kind, on, year = self._head(reader)
        return _Row(
            row.number,
            kind,
            _line_of(reader, "number"),
            on,
            year,
            _line_of(reader, "about"),
            self._account(reader, year),
            reader.money("vnd"),
            _agency(reader, self._choices, on) if "agency" in cells or row.broken else None,
            _line_of(reader, "reason") if "reason" in cells or row.broken else "",
            reader.problems,
        )

    def _head(self, reader: RowReader) -> _Head:
        cells = reader.row.cells
        said = (cells.get("kind"), cells.get("on"), cells.get("year"))
        if not reader.row.broken and (known := self._heads.get(said)) is not None:
            return known
        before = len(reader.problems)
        head = (reader.one_of("kind", _KINDS), reader.day("on"), _year(reader, self._choices))
        if len(reader.problems) == before and None not in head:
            self._heads[said] = head
        return head

    def _account(self, reader: RowReader, year: int | None) -> _Account | None:
        cells = reader.row.cells
        said = (year, cells.get("line"), cells.get("source"))
        if not reader.row.broken and (known := self._accounts.get(said)) is not None:
            return known
        before = len(reader.problems)
        account = _account(reader, self._choices, year)
        if account is not None and len(reader.problems) == before:
            self._accounts[said] = account
        return account


def _line_of(reader: RowReader, key: str) -> str:
    """A cell as one line of text."""
    return " ".join(reader.text(key).split())


def _year(reader: RowReader, choices: Choices) -> int | None:
    given: Decimal | None = reader.count("year")
    if given is None:
        return None
    if int(given) not in choices.years:
        years = {"first": min(choices.years, default=0), "last": max(choices.years, default=0)}
        message = _("niên độ %(year)s ngoài các năm của dự toán đã duyệt (%(first)s–%(last)s)")
        reader.note("year", message % {"year": int(given), **years}, _("ghi năm ngân sách của chứng từ"))
        return None
    return int(given)


def _agency(reader: RowReader, choices: Choices, on: date | None) -> int | None:
    among = choices.agencies_on(on) if on else None
    several = _("ghi tên đầy đủ của cơ quan, hoặc để trống ô này")

    def find(value: CellValue) -> int | None:
        return choices.agencies.find(text_of(value), among=among, several=several)

    return reader.get("agency", find, None)


def _account(reader: RowReader, choices: Choices, year: int | None) -> _Account | None:
    several = _("ghi số thứ tự của dòng, hoặc chọn trong danh sách của ô")

    def find(value: CellValue) -> int | None:
        return choices.lines.find(text_of(value), several=several)

    line = reader.get("line", find, None)
    source = _source(reader, choices, line, year)
    if line is None or source is None or year is None:
        return None
    # What the estimate does not have is for the ledger to refuse, in its own words.
    return _Account(line, choices.accounts.get((line, year, source)) or AccountKey(line, year, source))


def _source(reader: RowReader, choices: Choices, line: int | None, year: int | None) -> MoneySource | None:
    """The source that is named, or the only one that the line has in that year."""
    source = reader.one_of("source", _SOURCES)
    if source is not None or line is None or year is None or "source" in reader.row.cells:
        return source
    known = choices.sources.get((line, year), frozenset())
    if len(known) == 1:
        return next(iter(known))
    message = _("dòng này có %(n)s nguồn trong năm %(year)s") % {"n": len(known), "year": year}
    remedy = _("chọn nguồn ở cột “Nguồn kinh phí”") if known else _("xem lại dòng dự toán và niên độ")
    reader.note("source" if known else "line", message, remedy)
    return None


def _voucher(sheet: ImportSheet, group: _Group) -> ReadVoucher:
    rows = group.rows
    numbers = tuple(row.number for row in rows)
    problems = [problem for row in rows for problem in row.problems]
    first = rows[0]
    problems += _differing(sheet, rows)
    for number in group.doubtful:
        message = _("dòng %(row)s có thể thuộc chứng từ này mà chưa đọc được") % {"row": number}
        problems.append(problem_at(sheet, first.number, "number", message, _("sửa dòng đó, ghi đủ các cột")))
    entries = [(row.account, row.vnd) for row in rows if row.account is not None and row.vnd is not None]
    if problems or first.kind is None or first.year is None or first.on is None or len(entries) < len(rows):
        return ReadVoucher(numbers, None, problems=tuple(problems))
    reason = _joined(row.reason for row in rows)
    draft = VoucherDraft(
        number=first.document,
        on=first.on,
        year=first.year,
        about=_joined(row.about for row in rows),
        agency_id=first.agency,
        reason=reason,
    )
    drafts = [EntryDraft(account.ref, vnd) for account, vnd in entries]
    booking = BookingDraft(kind=first.kind, voucher=draft, entries=drafts, beyond=bool(reason))
    return ReadVoucher(numbers, booking, tuple(account.line for account, _vnd in entries))


def _differing(sheet: ImportSheet, rows: list[_Row]) -> Iterable[ImportProblem]:
    """Where the rows of one document do not agree on its day or its agency."""
    first = rows[0]
    for row in rows[1:]:
        if row.on == first.on and row.agency == first.agency:
            continue
        remedy = _("ghi như nhau ở các dòng của một chứng từ; nếu là chứng từ khác, ghi số khác")
        if row.on != first.on and row.on is not None and first.on is not None:
            message = _("ngày khác với dòng %(row)s của cùng chứng từ") % {"row": first.number}
            yield problem_at(sheet, row.number, "on", message, remedy)
        if row.agency != first.agency:
            message = _("cơ quan khác với dòng %(row)s của cùng chứng từ") % {"row": first.number}
            yield problem_at(sheet, row.number, "agency", message, remedy)


def _joined(texts: Iterable[str]) -> str:
    """Different texts of the rows of a document as one, none lost."""
    return "; ".join(dict.fromkeys(text for text in texts if text))
