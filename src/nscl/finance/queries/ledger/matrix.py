"""The money of a plan in a table: years × sources × stages, by line, task, agency or year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models import EstimateAmount, EstimateLine
from nscl.finance.queries.ledger.access import require_plan, visible_accounts, visible_entries
from nscl.finance.queries.ledger.figures import COLUMNS, Figures, carried_into, figures_of
from nscl.finance.rules.places import place_of
from nscl.finance.rules.sums import in_tree_order

# A year (None: all) and a source (None: all together).
Cell = tuple[int | None, MoneySource | None]
WHOLE: Cell = (None, None)
_SOURCES = list(MoneySource)


class Grouping(StrEnum):
    """By what the rows of the table are."""

    LINE = "line"
    TASK = "task"
    AGENCY = "agency"
    YEAR = "year"
    SOURCE = "source"


@dataclass(slots=True)
class MoneyRow:
    """A row: what it is about, and its figures by cell; a cell without figures is empty.

    number: of the line, task, agency or year (None: lines without one; by source: see `key`). key: for addresses and
    filters ("12", "2025", "state", "" for none). is_heading: a line that only sums up the lines under it.
    """

    number: int | None
    key: str
    label: str
    depth: int = 0
    is_heading: bool = False
    cells: dict[Cell, Figures] = field(default_factory=dict)

    def get(self, year: int | None, source: MoneySource | None) -> Figures | None:
        """The figures of a cell, None where there is no money."""
        return self.cells.get((year, source))

    @property
    def whole(self) -> Figures:
        """The figures over all years and sources."""
        return self.cells.get(WHOLE) or Figures()


@dataclass(frozen=True, kw_only=True)
class MoneyMatrix:
    """The table. years, sources: those with any money, sources in the order of the circular. total: over all rows."""

    by: Grouping
    years: tuple[int, ...]
    sources: tuple[MoneySource, ...]
    rows: tuple[MoneyRow, ...]
    total: MoneyRow


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    parent: int | None
    key: str
    title: str
    task_id: int | None
    task: str
    agency_id: int | None
    agency: str


def money_matrix(
    viewer: Viewer, plan_id: int, *, by: Grouping = Grouping.LINE, years: Collection[int] | None = None
) -> MoneyMatrix:
    """The money of a plan's approved estimate, by line, task, agency, year or source.

    years: these alone; None: all. Raises MoneyPlanNotFound. Five queries, whatever the number of lines.
    """
    require_plan(viewer, plan_id)
    lines = _lines(plan_id)
    total = MoneyRow(None, "", _("Cộng"))
    rows = {row.key: row for row in _empty_rows(by, lines)}
    for line, cell, figures in _amounts(viewer, plan_id, years):
        _add(total, cell, figures)
        for key in _keys(by, lines, line, cell):
            row = rows.get(key) or rows.setdefault(key, _new_row(by, lines[line], cell, key))
            _add(row, cell, figures)
    return MoneyMatrix(
        by=by,
        years=tuple(sorted({year for year, _source in total.cells if year is not None})),
        sources=tuple(sorted({s for _year, s in total.cells if s is not None}, key=_SOURCES.index)),
        rows=tuple(row for row in _in_order(by, rows) if row.cells),
        total=total,
    )


def _lines(plan_id: int) -> dict[int, _Line]:
    rows = EstimateLine.objects.filter(estimate__plan=plan_id, estimate__state=EstimateState.APPROVED)
    columns = ("pk", "parent_id", "key", "title", "task_id", "task__key", "task__title", "agency_id", "agency__name")
    found = {}
    for number, parent, key, title, task, task_key, task_title, agency, name in rows.order_by(
        "position", "pk"
    ).values_list(*columns):
        label = place_of(task_key, task_title) if task is not None else ""
        found[number] = _Line(number, parent, key, title, task, label, agency, name or "")
    return found


def _empty_rows(by: Grouping, lines: Mapping[int, _Line]) -> Iterator[MoneyRow]:
    """Lines come in the order of their tree; other rows come as they are met."""
    if by is not Grouping.LINE:
        return
    headings = {line.parent for line in lines.values()}
    for number, depth in in_tree_order([(line.number, line.parent) for line in lines.values()]):
        line = lines[number]
        yield MoneyRow(number, str(number), place_of(line.key, line.title), depth, number in headings)


def _amounts(viewer: Viewer, plan_id: int, years: Collection[int] | None) -> Iterator[tuple[int, Cell, Figures]]:
    """Every account's figures, and what was proposed, each as (line, cell, figures). Three queries."""
    accounts = visible_accounts(viewer).filter(plan=plan_id)
    planned: QuerySet[EstimateAmount] = EstimateAmount.objects.filter(
        line__estimate__plan=plan_id, line__estimate__state=EstimateState.APPROVED
    )
    if years is not None:
        accounts, planned = accounts.filter(year__in=list(years)), planned.filter(year__in=list(years))
    carried = carried_into(visible_entries(viewer).filter(account__plan=plan_id))
    rows = accounts.order_by("pk").values_list("pk", "line_id", "year", "source", *COLUMNS)
    for number, line, year, source, *columns in rows:
        yield line, (year, MoneySource(source)), figures_of(*columns, carried=carried.get(number, 0))
    for line, year, source, vnd in planned.order_by("pk").values_list("line_id", "year", "source", "planned_vnd"):
        yield line, (year, MoneySource(source)), Figures(planned=vnd)


def _keys(by: Grouping, lines: Mapping[int, _Line], number: int, cell: Cell) -> Iterable[str]:
    """The rows to which an account's money belongs: for a line, those of its headings too."""
    line = lines[number]
    if by is Grouping.LINE:
        return _upwards(lines, line)
    one = {
        Grouping.TASK: line.task_id,
        Grouping.AGENCY: line.agency_id,
        Grouping.YEAR: cell[0],
        Grouping.SOURCE: cell[1].value if cell[1] else "",
    }[by]
    return ("" if one is None else str(one),)


def _upwards(lines: Mapping[int, _Line], line: _Line) -> Iterator[str]:
    there: _Line | None = line
    while there is not None:
        yield str(there.number)
        there = None if there.parent is None else lines[there.parent]


def _new_row(by: Grouping, line: _Line, cell: Cell, key: str) -> MoneyRow:
    year, source = cell
    if by is Grouping.TASK:
        return MoneyRow(line.task_id, key, line.task or _("Chưa gắn nhiệm vụ"))
    if by is Grouping.AGENCY:
        return MoneyRow(line.agency_id, key, line.agency or _("Chưa giao cơ quan"))
    if by is Grouping.YEAR:
        return MoneyRow(year, key, _("Năm %(year)s") % {"year": year})
    return MoneyRow(None, key, str(source.label) if source else "")


def _in_order(by: Grouping, rows: Mapping[str, MoneyRow]) -> list[MoneyRow]:
    """Lines as in their tree, years and sources in their order, tasks and agencies as the lines name them first."""
    if by is Grouping.YEAR:
        return sorted(rows.values(), key=lambda row: row.number or 0)
    if by is Grouping.SOURCE:
        return sorted(rows.values(), key=lambda row: _SOURCES.index(MoneySource(row.key)))
    # What belongs to no task or agency comes last.
    return sorted(rows.values(), key=lambda row: by is not Grouping.LINE and row.number is None)


def _add(row: MoneyRow, cell: Cell, figures: Figures) -> None:
    year, source = cell
    for one in ((year, source), (year, None), (None, source), WHOLE):
        there = row.cells.get(one)
        if there is None:
            there = row.cells[one] = Figures()
        there.add(figures)
