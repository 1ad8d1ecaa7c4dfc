"""Lines of an estimate: added (one or many, with their money), changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneyKind
from nscl.finance.models import EstimateLine
from nscl.finance.operations.estimates.conflicts import last_act_on
from nscl.finance.operations.estimates.desk import Desk, desk_of_line, open_desk
from nscl.finance.operations.estimates.errors import InvalidLine, LineConflict
from nscl.finance.operations.estimates.fields import conflicts_between, field_changes, store_values
from nscl.finance.operations.estimates.links import Links
from nscl.finance.operations.estimates.places import position_for
from nscl.finance.operations.estimates.trees import as_branches, branch_problems, store_branches
from nscl.finance.queries.estimates.facts import line_values
from nscl.finance.rules.line_values import MOST_LINES, LineValues, NewLine, check_line, tidied
from nscl.finance.rules.places import place_of
from nscl.finance.rules.problems import Problem, Reason
from nscl.records.operations import Actor, Change, Reference, record_event


@dataclass(frozen=True, slots=True)
class LineSaved:
    """A line as it is now: its number and version, and the version of its estimate."""

    number: int
    version: int
    estimate_version: int


@dataclass(frozen=True, slots=True)
class LinesAdded:
    """The new lines by number, in the order in which they were sent, and the estimate's version."""

    numbers: tuple[int, ...]
    estimate_version: int


@transaction.atomic
def add_lines(
    *,
    estimate: int,
    lines: Sequence[NewLine],
    parent: int | None = None,
    before: int | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> LinesAdded:
    """Add lines, with their cells, under `parent` (None: on the first level), before its child `before` (None: last).

    The depth of a line says what it stands under among those that are sent. What `remove_line` returned is put back by
    it. Raises NotAllowed, EstimateMissing, EstimateClosed, LineMissing, InvalidLine, InvalidCells.
    """
    desk = open_desk(estimate, Permission.ESTIMATE, viewer)
    desk.require_open()
    place = position_for(desk, parent, before)
    _require_room(desk, lines)
    branches = as_branches(lines)
    problems = list(branch_problems(desk, branches, Links(desk.estimate), desk.depth(parent)))
    if problems:
        raise InvalidLine(problems)
    numbers = store_branches(desk, branches, parent, place)
    names = [place_of(branch.line.values.key, branch.line.values.title) for branch in branches]
    record_event(
        action="estimate.lines_added",
        by=by,
        at=at,
        subject=desk.reference,
        context=desk.reference,
        changes=[Change("Dòng dự toán", "", name) for name in names],
    )
    return LinesAdded(tuple(numbers), desk.bump())


@transaction.atomic
def change_line(
    *, number: int, version: int, values: LineValues, viewer: Viewer | None, by: Actor, at: datetime
) -> LineSaved:
    """Give a line other values, if it still has the version that the person saw; the same values write nothing.

    Raises NotAllowed, LineMissing, EstimateClosed, InvalidLine, LineConflict (with both values of what differs).
    """
    desk = desk_of_line(number, Permission.ESTIMATE, viewer)
    desk.require_open()
    row = EstimateLine.objects.select_related("agency", "task").get(pk=number)
    after = tidied(values)
    before = line_values(row)
    if after == before:
        return LineSaved(number, row.version, desk.estimate.version)
    links = Links(desk.estimate)
    if row.version != version:
        who, when = last_act_on(MoneyKind.ESTIMATE_LINE, number)
        raise LineConflict(row.version, conflicts_between(after, before, links), by=who, at=when)
    problems = [*check_line(after), *links.problems(after, known=before), *_key_taken(desk, after.key, number)]
    if problems:
        raise InvalidLine(problems)
    changes = field_changes(before, after, links)
    store_values(row, after)
    row.version += 1
    row.save()
    record_event(
        action="estimate.line_changed",
        by=by,
        at=at,
        subject=Reference(MoneyKind.ESTIMATE_LINE, number, place_of(after.key, after.title)),
        context=desk.reference,
        changes=changes,
    )
    return LineSaved(number, row.version, desk.bump())


def _require_room(desk: Desk, lines: Sequence[NewLine]) -> None:
    if not lines:
        message = _("chưa có dòng nào để thêm")
        raise InvalidLine([Problem(Reason.EMPTY, message, _("ghi nội dung chi của dòng mới"), field="title")])
    if len(desk.lines) + len(lines) > MOST_LINES:
        message = _("dự toán có nhiều nhất %(most)s dòng") % {"most": MOST_LINES}
        raise InvalidLine([Problem(Reason.TOO_MANY, message, _("gộp bớt dòng"))])


def _key_taken(desk: Desk, key: str, number: int) -> Iterator[Problem]:
    other = next((head for head in desk.lines.values() if key and head.key == key and head.number != number), None)
    if other is not None:
        message = _("số thứ tự %(key)s đã dùng cho “%(title)s”") % {"key": key, "title": other.title}
        yield Problem(Reason.TWICE, message, _("chọn số khác"), line=number, field="key")
