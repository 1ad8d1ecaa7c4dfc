"""What the ledger refuses of a voucher, told at the cells of the file where it is to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.finance.imports.columns import VOUCHERS
from nscl.finance.imports.rows import ReadVoucher
from nscl.finance.operations.ledger.errors import (
    AheadOfCounterpart,
    ClosedYear,
    DuplicateVoucher,
    Exceeds,
    InvalidVoucher,
    LedgerError,
    NotInPlan,
)
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet
from nscl.records.spreadsheets.rows import problem_at

# Columns of a problem's field where the two are not called the same.
_FIELD_COLUMNS = {"agency_id": "agency", "entries": "vnd"}


def problems_of(sheet: ImportSheet, voucher: ReadVoucher, refused: LedgerError) -> Iterator[ImportProblem]:
    """Each thing that is wrong with a voucher, at its cell."""
    rows = voucher.rows
    for place, key, message, remedy in _found(voucher, refused):
        yield problem_at(sheet, rows[place or 0], key, message.rstrip("."), remedy)


def _found(voucher: ReadVoucher, refused: LedgerError) -> Iterator[tuple[int | None, str, str, str]]:
    """The entry's place, the column, what is wrong, how to mend it."""
    match refused:
        case InvalidVoucher():
            for one in refused.problems:
                yield one.entry, _FIELD_COLUMNS.get(one.field, one.field), one.message, one.remedy
        case NotInPlan():
            for place, why in refused.places:
                yield place, "line", why, _("chọn lại dòng, năm, nguồn; hoặc điều chỉnh dự toán trước")
        case Exceeds():
            for row in refused.rows:
                yield row.entry, "vnd", str(row), _excess_remedy(may_go_beyond=refused.may_go_beyond)
        case AheadOfCounterpart():
            for ahead in refused.rows:
                remedy = _("ghi phần đối ứng đã chi trước, hoặc chi trong mức được phép (%(cite)s)")
                yield _of_line(voucher, ahead.line_id), "vnd", str(ahead), remedy % {"cite": refused.cite}
        case _:
            yield _of_whole(refused)


def _of_whole(refused: LedgerError) -> tuple[None, str, str, str]:
    if isinstance(refused, ClosedYear):
        return None, "year", str(refused), _("hủy quyết toán năm đó trước, hoặc xem lại niên độ")
    if isinstance(refused, DuplicateVoucher):
        return None, "number", str(refused), _("so với chứng từ đã ghi; nếu là chứng từ khác, ghi số đầy đủ")
    return None, "number", str(refused), _("xem lại chứng từ này")


def _excess_remedy(*, may_go_beyond: bool) -> str:
    if not may_go_beyond:
        return _("sửa số tiền, hoặc hủy chứng từ của bước sau trước")
    return _("sửa số tiền; nếu được phép vượt, nêu lý do ở cột “%(name)s”") % {
        "name": VOUCHERS.by_key["reason"].heading
    }


def _of_line(voucher: ReadVoucher, line: int) -> int | None:
    """The first entry of a line."""
    return voucher.lines.index(line) if line in voucher.lines else None
