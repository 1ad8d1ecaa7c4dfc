"""Money of the lines: many cells in one act, refused whole where one of them cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneySource
from nscl.finance.models import EstimateAmount
from nscl.finance.operations.estimates.conflicts import conflicts_of
from nscl.finance.operations.estimates.desk import Desk, cell_label, open_desk
from nscl.finance.operations.estimates.errors import CellsConflict, InvalidCells
from nscl.finance.rules.line_values import MOST_TOTAL_VND, CellChange, vnd_problem
from nscl.finance.rules.problems import Problem, Reason
from nscl.records.operations import Actor, Change, record_event
from nscl.text.formats import format_vnd

Key = tuple[int, int, str]
_UNIQUE = ["line", "year", "source"]


@dataclass(frozen=True, slots=True)
class CellsSaved:
    """The estimate's version now, and how many cells came out other than they stood."""

    version: int
    changed: int


@transaction.atomic
def set_amounts(
    *, estimate: int, cells: Sequence[CellChange], viewer: Viewer | None, by: Actor, at: datetime
) -> CellsSaved:
    """Give cells of an estimate other amounts, all or none; the inverse act is the same with `vnd` and `was` swapped.

    A cell that somebody else changed from what the person saw (`was`) to something else than they want is a conflict.
    What was appraised of a changed cell is appraised again. Raises NotAllowed, EstimateMissing, EstimateClosed,
    InvalidCells (with all of them), CellsConflict (with who changed what).
    """
    desk = open_desk(estimate, Permission.ESTIMATE, viewer)
    desk.require_open()
    problems = list(_problems(desk, cells))
    if problems:
        raise InvalidCells(problems)
    stored = stored_cells(desk, {cell.line for cell in cells})
    planned = {key: row.planned_vnd for key, row in stored.items()}
    conflicts = [cell for cell in cells if planned.get(key_of(cell)) not in {cell.was, cell.vnd}]
    if conflicts:
        raise CellsConflict(conflicts_of(desk, conflicts, planned))
    changed = [cell for cell in cells if planned.get(key_of(cell)) != cell.vnd]
    if not changed:
        return CellsSaved(desk.estimate.version, 0)
    _require_bounded(desk, changed, planned)
    _write(changed, stored)
    record_event(
        action="estimate.amounts_set",
        by=by,
        at=at,
        subject=desk.reference,
        context=desk.reference,
        changes=[_change(desk, cell, planned.get(key_of(cell))) for cell in changed],
    )
    return CellsSaved(desk.bump(), len(changed))


def key_of(cell: CellChange) -> Key:
    """By what a cell is found."""
    return cell.line, cell.year, str(cell.source)


def stored_cells(desk: Desk, lines: set[int]) -> dict[Key, EstimateAmount]:
    """What is stored of some lines of the estimate."""
    rows = EstimateAmount.objects.filter(line__estimate=desk.number)
    if len(lines) < len(desk.lines):
        rows = rows.filter(line__in=lines)
    return {(row.line_id, row.year, row.source): row for row in rows.order_by("pk")}


def cell_problems(desk: Desk, cells: Sequence[CellChange]) -> Iterator[Problem]:
    """Cells that are none of the estimate's, come twice, or belong to a heading."""
    seen: set[Key] = set()
    first, last = desk.estimate.first_year, desk.estimate.last_year
    for cell in cells:
        if cell.line not in desk.lines:
            message = _("dòng này không còn trong dự toán")
            yield _problem(desk, cell, Reason.UNKNOWN, message, _("tải lại bảng"))
        elif key_of(cell) in seen:
            yield _problem(desk, cell, Reason.TWICE, _("ô này có hai số"), _("giữ một số"))
        elif cell.source not in MoneySource.values:
            yield _problem(desk, cell, Reason.UNKNOWN, _("không có nguồn này"), _("chọn nguồn trong danh sách"))
        elif not first <= cell.year <= last:
            message = _("năm %(year)s ngoài các năm của dự toán (%(first)s–%(last)s)") % {
                "year": cell.year,
                "first": first,
                "last": last,
            }
            yield _problem(desk, cell, Reason.OUTSIDE_YEARS, message, _("xem lại cột, hoặc đổi các năm của dự toán"))
        elif cell.line in desk.children and cell.vnd is not None:
            message = _("đây là dòng cộng, số của nó do phần mềm cộng từ các dòng con")
            yield _problem(desk, cell, Reason.HEADING, message, _("ghi số vào các dòng con"))
        seen.add(key_of(cell))


def _problems(desk: Desk, cells: Sequence[CellChange]) -> Iterator[Problem]:
    yield from cell_problems(desk, cells)
    for cell in cells:
        wrong = None if cell.vnd is None else vnd_problem(cell.vnd)
        if wrong is not None:
            reason, message, remedy = wrong
            yield _problem(desk, cell, reason, message, remedy)


def _problem(desk: Desk, cell: CellChange, reason: Reason, message: str, remedy: str) -> Problem:
    return Problem(
        reason,
        message,
        remedy,
        line=cell.line,
        place=desk.place(cell.line),
        year=cell.year,
        source=str(cell.source),
    )


def _require_bounded(desk: Desk, changed: Sequence[CellChange], planned: dict[Key, int]) -> None:
    """Raise InvalidCells where the sum of the estimate would leave what the database can add up."""
    sums = EstimateAmount.objects.filter(line__estimate=desk.number).aggregate(whole=Sum("planned_vnd"))
    more = sum((cell.vnd or 0) - planned.get(key_of(cell), 0) for cell in changed)
    if (sums["whole"] or 0) + more > MOST_TOTAL_VND:
        message = _("tổng dự toán quá lớn")
        raise InvalidCells([Problem(Reason.TOO_LARGE, message, _("xem lại đơn vị tính và số chữ số"))])


def _write(changed: Sequence[CellChange], stored: dict[Key, EstimateAmount]) -> None:
    gone = [stored[key_of(cell)].pk for cell in changed if cell.vnd is None]
    if gone:
        EstimateAmount.objects.filter(pk__in=gone).delete()
    rows = [
        EstimateAmount(line_id=cell.line, year=cell.year, source=cell.source, planned_vnd=cell.vnd)
        for cell in changed
        if cell.vnd is not None
    ]
    EstimateAmount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=_UNIQUE, update_fields=["planned_vnd", "appraised_vnd"]
    )


def _change(desk: Desk, cell: CellChange, before: int | None) -> Change:
    label = cell_label(desk.place(cell.line), cell.year, MoneySource(cell.source))
    return Change(label, _money(before), _money(cell.vnd))


def _money(vnd: int | None) -> str:
    return "" if vnd is None else format_vnd(vnd)
