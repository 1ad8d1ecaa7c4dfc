"""Many lines at once as branches of a tree: checked, then stored level by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.finance.models import EstimateAmount, EstimateLine
from nscl.finance.operations.estimates.desk import Desk
from nscl.finance.operations.estimates.fields import store_values
from nscl.finance.operations.estimates.links import Links
from nscl.finance.rules.line_values import (
    MOST_DEPTH,
    MOST_TOTAL_VND,
    CellValue,
    NewLine,
    check_line,
    tidied,
    vnd_problem,
)
from nscl.finance.rules.places import place_of
from nscl.finance.rules.problems import Problem, Reason


@dataclass(frozen=True, slots=True)
class Branch:
    """A line that is to be stored: which of those before it it stands under (None: the place itself)."""

    line: NewLine
    under: int | None
    is_heading: bool

    @property
    def place(self) -> str:
        """What people will call it."""
        return place_of(self.line.values.key, self.line.values.title)


def as_branches(lines: Sequence[NewLine]) -> list[Branch]:
    """The lines, tidied, with what each stands under; a depth that leaps is brought back below the line before."""
    open_branches: list[int] = []
    found: list[tuple[NewLine, int | None]] = []
    for place, line in enumerate(lines):
        depth = min(max(line.depth, 0), len(open_branches))
        del open_branches[depth:]
        under = open_branches[-1] if open_branches else None
        found.append((replace(line, values=tidied(line.values), depth=depth), under))
        open_branches.append(place)
    headings = {under for _line, under in found}
    return [Branch(line, under, place in headings) for place, (line, under) in enumerate(found)]


def branch_problems(desk: Desk, branches: Sequence[Branch], links: Links, depth: int) -> Iterator[Problem]:
    """Everything that is wrong with new lines that go `depth` levels below the first."""
    taken = {head.key: head.title for head in desk.lines.values() if head.key}
    counts = Counter(branch.line.values.key for branch in branches)
    deepest = depth + max(branch.line.depth for branch in branches)
    if deepest >= MOST_DEPTH:
        message = _("các dòng lồng nhau quá %(most)s cấp") % {"most": MOST_DEPTH}
        yield Problem(Reason.TOO_MANY, message, _("bớt cấp"))
    for branch in branches:
        values, place = branch.line.values, branch.place
        yield from check_line(values, place)
        yield from (replace(problem, place=place) for problem in links.problems(values))
        yield from (replace(problem, place=place) for problem in links.origin_problems(branch.line))
        if values.key in taken:
            message = _("số thứ tự %(key)s đã dùng cho “%(title)s”") % {"key": values.key, "title": taken[values.key]}
            yield Problem(Reason.TWICE, message, _("chọn số khác"), place=place, field="key")
        elif values.key and counts[values.key] > 1:
            message = _("số thứ tự %(key)s dùng hai lần") % {"key": values.key}
            yield Problem(Reason.TWICE, message, _("chọn số khác"), place=place, field="key")
        yield from _cell_problems(desk, branch)
    whole = sum(cell.vnd for branch in branches for cell in branch.line.cells)
    if whole > MOST_TOTAL_VND:
        yield Problem(Reason.TOO_LARGE, _("tổng dự toán quá lớn"), _("xem lại đơn vị tính và số chữ số"))


def _cell_problems(desk: Desk, branch: Branch) -> Iterator[Problem]:
    cells, place = branch.line.cells, branch.place
    if cells and branch.is_heading:
        message = _("đây là dòng cộng, số của nó do phần mềm cộng từ các dòng con")
        yield Problem(Reason.HEADING, message, _("ghi số vào các dòng con"), place=place)
    seen = Counter((cell.year, cell.source) for cell in cells)
    first, last = desk.estimate.first_year, desk.estimate.last_year
    for cell in cells:
        wrong = vnd_problem(cell.vnd)
        if seen[cell.year, cell.source] > 1:
            wrong = (Reason.TWICE, _("ô này có hai số"), _("giữ một số"))
        elif cell.source not in MoneySource.values:
            wrong = (Reason.UNKNOWN, _("không có nguồn này"), _("chọn nguồn trong danh sách"))
        elif not first <= cell.year <= last:
            message = _("năm %(year)s ngoài các năm của dự toán (%(first)s–%(last)s)") % {
                "year": cell.year,
                "first": first,
                "last": last,
            }
            wrong = (Reason.OUTSIDE_YEARS, message, _("xem lại cột, hoặc đổi các năm của dự toán"))
        if wrong is not None:
            yield Problem(*wrong, place=place, year=cell.year, source=str(cell.source))


def store_branches(
    desk: Desk, branches: Sequence[Branch], parent: int | None, position: int, *, appraised: bool = False
) -> list[int]:
    """Store new lines from a position on, under a line of the estimate or on the first level; returns their numbers.

    appraised: their cells are appraised as they are proposed.
    """
    estimate = desk.number
    EstimateLine.objects.filter(estimate=estimate, position__gte=position).update(
        position=F("position") + len(branches)
    )
    rows = [_row(estimate, branch, position + place) for place, branch in enumerate(branches)]
    for depth in range(max((branch.line.depth for branch in branches), default=-1) + 1):
        level = [place for place, branch in enumerate(branches) if branch.line.depth == depth]
        for place in level:
            under = branches[place].under
            rows[place].parent_id = parent if under is None else rows[under].pk
        EstimateLine.objects.bulk_create([rows[place] for place in level])
    EstimateAmount.objects.bulk_create(
        [
            _amount(row.pk, cell, appraised=appraised)
            for row, branch in zip(rows, branches, strict=True)
            for cell in branch.line.cells
        ]
    )
    desk.forget_lines()
    return [row.pk for row in rows]


def _row(estimate: int, branch: Branch, position: int) -> EstimateLine:
    line = branch.line
    row = EstimateLine(
        estimate_id=estimate, position=position, budget_line_id=line.budget_line, continues_id=line.continues
    )
    store_values(row, line.values)
    return row


def _amount(line: int, cell: CellValue, *, appraised: bool) -> EstimateAmount:
    return EstimateAmount(
        line_id=line,
        year=cell.year,
        source=cell.source,
        planned_vnd=cell.vnd,
        appraised_vnd=cell.vnd if appraised else None,
    )
