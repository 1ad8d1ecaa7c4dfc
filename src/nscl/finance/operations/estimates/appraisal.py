"""The appraisal: what of a submitted estimate is granted, cell by cell, and why a line gets less."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models import EstimateAmount, EstimateLine
from nscl.finance.operations.estimates.amounts import Key, cell_problems, key_of, stored_cells
from nscl.finance.operations.estimates.conflicts import conflicts_of
from nscl.finance.operations.estimates.desk import Desk, appraised_label, open_desk
from nscl.finance.operations.estimates.errors import (
    CellsConflict,
    EstimateClosed,
    InvalidCells,
    InvalidLine,
)
from nscl.finance.rules.line_values import TEXT_LENGTH, CellChange, vnd_problem
from nscl.finance.rules.problems import Problem, Reason
from nscl.records.operations import Actor, Change, record_event
from nscl.text.formats import format_vnd

_UNIQUE = ["line", "year", "source"]


@dataclass(frozen=True, slots=True)
class Appraised:
    """The estimate's version now, how many cells and how many reasons came out other than they stood."""

    version: int
    cells: int
    reasons: int


@transaction.atomic
def appraise(
    *,
    estimate: int,
    cells: Sequence[CellChange] = (),
    reasons: Mapping[int, str] | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Appraised:
    """Give cells of a submitted estimate what is granted of them (`vnd`; None: not decided), and lines the reason.

    reasons: line → why less is granted ("": none). Raises NotAllowed, EstimateMissing, EstimateClosed (not submitted),
    InvalidCells (more than was proposed, nothing proposed), InvalidLine (a reason), LineMissing, CellsConflict.
    """
    desk = _open(estimate, viewer)
    stored = stored_cells(desk, {cell.line for cell in cells})
    problems = [*cell_problems(desk, cells), *_cell_problems(desk, cells, stored)]
    if problems:
        raise InvalidCells(problems)
    granted = {key: row.appraised_vnd for key, row in stored.items()}
    conflicts = [cell for cell in cells if granted[key_of(cell)] not in {cell.was, cell.vnd}]
    if conflicts:
        raise CellsConflict(conflicts_of(desk, conflicts, granted, label=appraised_label))
    changed = [cell for cell in cells if granted[key_of(cell)] != cell.vnd]
    changes = [_change(desk, cell, granted[key_of(cell)]) for cell in changed]
    said = _reasons(desk, reasons or {})
    if not changed and not said:
        return Appraised(desk.estimate.version, 0, 0)
    for cell in changed:
        stored[key_of(cell)].appraised_vnd = cell.vnd
    _write([stored[key_of(cell)] for cell in changed])
    record_event(
        action="estimate.appraised",
        by=by,
        at=at,
        subject=desk.reference,
        context=desk.reference,
        changes=[*changes, *said],
    )
    return Appraised(desk.bump(), len(changed), len(said))


@transaction.atomic
def appraise_as_proposed(
    *, estimate: int, lines: Collection[int] | None = None, viewer: Viewer | None, by: Actor, at: datetime
) -> Appraised:
    """Grant what was proposed in every cell that nobody has appraised yet: of these lines (None: of all).

    A heading stands for all that is under it. Raises NotAllowed, EstimateMissing, EstimateClosed, LineMissing.
    """
    desk = _open(estimate, viewer)
    rows = EstimateAmount.objects.filter(line__estimate=estimate, appraised_vnd__isnull=True)
    if lines is not None:
        rows = rows.filter(line__in={head.number for line in lines for head in desk.under(desk.line(line).number)})
    granted = list(rows.order_by("line__position", "line", "year", "source"))
    if not granted:
        return Appraised(desk.estimate.version, 0, 0)
    changes = []
    for row in granted:
        row.appraised_vnd = row.planned_vnd
        cell = CellChange(row.line_id, row.year, MoneySource(row.source), row.planned_vnd, None)
        changes.append(_change(desk, cell, None))
    _write(granted)
    record_event(
        action="estimate.appraised", by=by, at=at, subject=desk.reference, context=desk.reference, changes=changes
    )
    return Appraised(desk.bump(), len(granted), 0)


def _open(estimate: int, viewer: Viewer | None) -> Desk:
    desk = open_desk(estimate, Permission.APPRAISE, viewer)
    if desk.state is not EstimateState.SUBMITTED:
        raise EstimateClosed(desk.state)
    return desk


def _cell_problems(desk: Desk, cells: Sequence[CellChange], stored: Mapping[Key, EstimateAmount]) -> Iterator[Problem]:
    for cell in cells:
        row = stored.get(key_of(cell))
        wrong = None if cell.vnd is None else vnd_problem(cell.vnd)
        if row is None:
            wrong = (Reason.UNKNOWN, _("ô này không có số đề nghị"), _("thẩm định các ô có số đề nghị"))
        elif wrong is None and cell.vnd is not None and cell.vnd > row.planned_vnd:
            message = _("thẩm định %(vnd)s cao hơn đề nghị %(planned)s") % {
                "vnd": format_vnd(cell.vnd),
                "planned": format_vnd(row.planned_vnd),
            }
            remedy = _("ghi không quá số đề nghị, hoặc trả lại để đơn vị đề nghị thêm")
            wrong = (Reason.OVER_PROPOSED, message, remedy)
        if wrong is not None:
            reason, message, remedy = wrong
            yield Problem(
                reason,
                message,
                remedy,
                line=cell.line,
                place=desk.place(cell.line),
                year=cell.year,
                source=str(cell.source),
            )


def _reasons(desk: Desk, reasons: Mapping[int, str]) -> list[Change]:
    """Store the reasons that are new; returns what changed."""
    tidy = {desk.line(number).number: " ".join(text.split()) for number, text in reasons.items()}
    wrong = [number for number, text in tidy.items() if len(text) > TEXT_LENGTH or "\0" in text]
    if wrong:
        message = _("lý do dài quá %(limit)s ký tự hoặc có ký tự không đọc được") % {"limit": TEXT_LENGTH}
        remedy = _("viết gọn lại")
        raise InvalidLine(
            Problem(Reason.TOO_LONG, message, remedy, line=number, place=desk.place(number), field="cut_reason")
            for number in wrong
        )
    rows = [row for row in EstimateLine.objects.filter(pk__in=tidy).order_by("pk") if row.cut_reason != tidy[row.pk]]
    changes = [Change("Lý do cắt giảm", row.cut_reason, tidy[row.pk]) for row in rows]
    for row in rows:
        row.cut_reason = tidy[row.pk]
    EstimateLine.objects.bulk_update(rows, ["cut_reason"])
    return changes


def _write(rows: Sequence[EstimateAmount]) -> None:
    EstimateAmount.objects.bulk_create(
        [
            EstimateAmount(
                line_id=row.line_id,
                year=row.year,
                source=row.source,
                planned_vnd=row.planned_vnd,
                appraised_vnd=row.appraised_vnd,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=_UNIQUE,
        update_fields=["appraised_vnd"],
    )


def _change(desk: Desk, cell: CellChange, before: int | None) -> Change:
    label = appraised_label(desk.place(cell.line), cell.year, MoneySource(cell.source))
    return Change(label, _money(before), _money(cell.vnd))


def _money(vnd: int | None) -> str:
    return "" if vnd is None else format_vnd(vnd)
