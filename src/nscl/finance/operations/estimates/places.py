"""Where lines of an estimate stand: moved to another place of the tree, removed with what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneyKind, MoneySource
from nscl.finance.models import EstimateAmount, EstimateLine, LedgerEntry
from nscl.finance.operations.estimates.conflicts import last_act_on
from nscl.finance.operations.estimates.desk import Desk, LineHead, desk_of_line
from nscl.finance.operations.estimates.errors import InvalidLine, LineConflict
from nscl.finance.queries.estimates.facts import line_values
from nscl.finance.rules.line_values import MOST_DEPTH, CellValue, NewLine
from nscl.finance.rules.problems import Problem, Reason
from nscl.records.operations import Actor, Change, Reference, record_event


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed, as `add_lines` puts it back: the lines with their cells, and where they stood."""

    lines: tuple[NewLine, ...]
    parent: int | None
    before: int | None
    estimate_version: int


@transaction.atomic
def move_line(
    *,
    number: int,
    version: int,
    parent: int | None,
    before: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Move a line, with all that stands under it, under `parent` before its child `before` (None: last).

    Returns the estimate's version. Raises NotAllowed, LineMissing, EstimateClosed, LineConflict, InvalidLine (under
    itself, under a line that has money of its own, too deep).
    """
    desk = desk_of_line(number, Permission.ESTIMATE, viewer)
    desk.require_open()
    head = desk.line(number)
    _require_version(number, version)
    if before == number:
        return desk.estimate.version
    branch = desk.under(number)
    position = position_for(desk, parent, before, moving=branch)
    was = _where(desk, head)
    rows = EstimateLine.objects.filter(estimate=desk.number)
    rows.filter(position__gte=position).update(position=F("position") + 1)
    rows.filter(pk=number).update(parent=parent, position=position, version=F("version") + 1)
    desk.forget_lines()
    now = _where(desk, desk.line(number))
    record_event(
        action="estimate.line_moved",
        by=by,
        at=at,
        subject=Reference(MoneyKind.ESTIMATE_LINE, number, head.place),
        context=desk.reference,
        changes=[Change("Vị trí", was, now)],
    )
    return desk.bump()


@transaction.atomic
def remove_line(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> Removed:
    """Remove a line with its money and with all that stands under it; `add_lines` puts back what is returned.

    Raises NotAllowed, LineMissing, EstimateClosed, LineConflict, InvalidLine where the line adjusts one on which money
    is booked.
    """
    desk = desk_of_line(number, Permission.ESTIMATE, viewer)
    desk.require_open()
    head = desk.line(number)
    _require_version(number, version)
    branch = desk.under(number)
    _require_unbooked(branch)
    siblings = [line.number for line in desk.children[head.parent]]
    later = siblings[siblings.index(number) + 1 :]
    lines = _snapshot(desk, branch, desk.depth(number))
    EstimateLine.objects.filter(pk__in=[line.number for line in branch]).delete()
    desk.forget_lines()
    record_event(
        action="estimate.line_removed",
        by=by,
        at=at,
        subject=Reference(MoneyKind.ESTIMATE_LINE, number, head.place),
        context=desk.reference,
        changes=[Change("Dòng dự toán", line.place, "") for line in branch],
    )
    return Removed(tuple(lines), head.parent, later[0] if later else None, desk.bump())


def position_for(desk: Desk, parent: int | None, before: int | None, moving: Sequence[LineHead] = ()) -> int:
    """The position for a line under `parent` before its child `before` (None: last).

    moving: the lines that are to go there, with what stands under them. Raises LineMissing, InvalidLine.
    """
    _require_place(desk, parent, moving)
    if before is None:
        return max((head.position for head in desk.lines.values()), default=0) + 1
    if desk.line(before).parent != parent:
        message = _("dòng đứng sau không thuộc dòng cha này")
        raise InvalidLine([Problem(Reason.UNFIT, message, _("tải lại bảng rồi chọn lại chỗ"))])
    return desk.line(before).position


def _require_place(desk: Desk, parent: int | None, moving: Sequence[LineHead]) -> None:
    if parent is None:
        return
    place = desk.line(parent).place
    if parent in {head.number for head in moving}:
        message = _("không chuyển được một dòng vào dưới chính nó")
        raise InvalidLine([Problem(Reason.CIRCLE, message, _("chọn dòng cha khác"), line=parent, place=place)])
    if EstimateAmount.objects.filter(line=parent).exists():
        message = _("dòng này đã có số tiền nên chưa thành dòng cộng được")
        remedy = _("xóa số tiền ở dòng này rồi ghi ở dòng con")
        raise InvalidLine([Problem(Reason.HEADING, message, remedy, line=parent, place=place)])
    if moving:
        height = max(desk.depth(head.number) for head in moving) - desk.depth(moving[0].parent)
        if desk.depth(parent) + height > MOST_DEPTH:
            message = _("các dòng lồng nhau quá %(most)s cấp") % {"most": MOST_DEPTH}
            raise InvalidLine([Problem(Reason.TOO_MANY, message, _("chọn dòng cha cao hơn"), line=parent, place=place)])


def _require_version(number: int, version: int) -> None:
    current = EstimateLine.objects.filter(pk=number).order_by("pk").values_list("version", flat=True).get()
    if current != version:
        who, when = last_act_on(MoneyKind.ESTIMATE_LINE, number)
        raise LineConflict(current, (), by=who, at=when)


def _require_unbooked(branch: Iterable[LineHead]) -> None:
    """Raise InvalidLine where money is booked on a line that these adjust: the ledger would lose its line."""
    places = {head.number: head.place for head in branch}
    booked = EstimateLine.objects.filter(
        pk__in=places, continues__isnull=False, continues__in=LedgerEntry.objects.values("account__line")
    )
    problems = [
        Problem(
            Reason.HAS_ENTRIES,
            _("dòng này đã có chứng từ trong sổ kinh phí nên không bỏ được"),
            _("giữ dòng, giảm số tiền các năm chưa giao; muốn bỏ hẳn thì hủy các chứng từ trước"),
            line=number,
            place=places[number],
        )
        for number in booked.order_by("position", "pk").values_list("pk", flat=True)
    ]
    if problems:
        raise InvalidLine(problems)


def _snapshot(desk: Desk, branch: Sequence[LineHead], top: int) -> list[NewLine]:
    """The lines as they would be added again; `top`: the depth of what stands under the first of them."""
    numbers = [head.number for head in branch]
    rows = EstimateLine.objects.in_bulk(numbers)
    cells: dict[int, list[CellValue]] = {}
    stored = EstimateAmount.objects.filter(line__in=numbers).order_by("line", "year", "source")
    for line, year, source, vnd in stored.values_list("line_id", "year", "source", "planned_vnd"):
        cells.setdefault(line, []).append(CellValue(year, MoneySource(source), vnd))
    return [
        NewLine(
            values=line_values(rows[number]),
            depth=desk.depth(number) - top,
            cells=tuple(cells.get(number, ())),
            budget_line=rows[number].budget_line_id,
            continues=rows[number].continues_id,
        )
        for number in numbers
    ]


def _where(desk: Desk, head: LineHead) -> str:
    """The place of a line in words: under which line, as which of its lines."""
    siblings = [line.number for line in desk.children[head.parent]]
    place = siblings.index(head.number) + 1
    under = "" if head.parent is None else desk.place(head.parent)
    return f"{under}, dòng thứ {place}" if under else f"dòng thứ {place}"
