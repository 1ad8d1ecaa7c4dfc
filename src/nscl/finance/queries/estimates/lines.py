"""The lines of the grid: their cells and sums, what was printed beside them, the norm they are held against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nscl.finance.enums import UNSPLIT, MoneySource
from nscl.finance.models import EstimateLine
from nscl.finance.queries.budget import Figures
from nscl.finance.queries.estimates.facts import Read, held
from nscl.finance.rules.estimate_sums import LineCells, LineSums
from nscl.finance.rules.line_values import product_vnd
from nscl.finance.rules.problems import Problem
from nscl.finance.rules.sources import PrintedColumns
from nscl.finance.rules.submission import LineFacts, line_problems, product_difference
from nscl.institutions.rules import label_of
from nscl.rulebook import Norm

# A printed figure by year (None: all years) and the plan's column (None: all columns together).
PrintedCell = tuple[int | None, str | None]
Printed = Mapping[int, Mapping[PrintedCell, int]]


@dataclass(frozen=True, slots=True)
class NormFlag:
    """The norm that a line is held against. over_vnd: how far its unit cost stands above, 0 where it does not.

    norm: None where none is in force on the day. is_unverified: the figure was not read in the instrument itself.
    """

    key: str
    norm: Norm | None
    over_vnd: int

    @property
    def is_over(self) -> bool:
        """Whether the unit cost stands above the norm."""
        return self.over_vnd > 0

    @property
    def is_unverified(self) -> bool:
        """Whether the figure is to be shown as unverified."""
        return self.norm is not None and self.norm.is_unverified


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as the plan prints it, beside what the estimate has for it now.

    year: None for all years; sources: ours that the plan's column holds, empty for all of them together; column: the
    column's key in the plan, None for all columns.
    """

    year: int | None
    column: str | None
    sources: frozenset[MoneySource]
    printed_vnd: int
    computed_vnd: int

    @property
    def difference_vnd(self) -> int:
        """What the estimate has less what is printed."""
        return self.computed_vnd - self.printed_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """A line of the grid. Money in VND.

    cells: its own, by year and source (a heading has none); sums: over all that stands under it. product_vnd: unit
    cost × quantity; product_difference_vnd: what the years add up to less that; both None where not given. printed:
    what the plan prints of the line it began with, empty where it began with none. problems: what to look at.
    """

    number: int
    version: int
    parent_number: int | None
    depth: int
    is_heading: bool
    key: str
    title: str
    agency_number: int | None
    agency_name: str
    agency_unit: str
    task_number: int | None
    task_label: str
    unit_cost_vnd: int | None
    quantity: Decimal | None
    quantity_unit: str
    product_vnd: int | None
    product_difference_vnd: int | None
    norm: NormFlag | None
    over_norm_reason: str
    state_ahead_percent: int
    state_ahead_basis: str
    note: str
    cut_reason: str
    budget_line_number: int | None
    continues_number: int | None
    cells: LineCells
    sums: LineSums
    printed: tuple[PrintedFigure, ...]
    problems: tuple[Problem, ...]

    @property
    def total_vnd(self) -> int:
        """Proposed over all years and sources."""
        return self.sums.total

    @property
    def cut_vnd(self) -> int:
        """How much the appraisal took away; 0 while some of it is not appraised."""
        return 0 if self.sums.open_cells else self.sums.total - self.sums.appraised_total

    @property
    def printed_total_vnd(self) -> int | None:
        """What the plan prints for the line over all years and sources, None where it prints no such sum."""
        return next((one.printed_vnd for one in self.printed if one.year is None and one.column is None), None)

    @property
    def differs(self) -> bool:
        """Whether something printed is not what the estimate has now."""
        return any(one.difference_vnd for one in self.printed)


def grid_lines(read: Read, printed: Printed) -> Iterator[GridLine]:
    """The lines in the order of the tree, each beside what the plan prints of it."""
    by_number = {line.number: line for line in read.facts.lines}
    for number, depth in read.facts.sums.order:
        row, sums = read.rows[number], read.facts.sums.lines[number]
        figures = printed.get(row.budget_line_id or 0, {})
        beside = tuple(printed_figures(figures, sums, read.columns))
        yield _line(row, by_number[number], depth, read, beside)


def _line(row: EstimateLine, line: LineFacts, depth: int, read: Read, printed: tuple[PrintedFigure, ...]) -> GridLine:
    values, sums = line.values, read.facts.sums.lines[row.pk]
    norm = read.facts.norms.get(values.norm)
    return GridLine(
        number=row.pk,
        version=row.version,
        parent_number=row.parent_id,
        depth=depth,
        is_heading=line.is_heading,
        key=values.key,
        title=values.title,
        agency_number=values.agency_id,
        agency_name=row.agency.name if row.agency else "",
        agency_unit=label_of(row.agency.unit.kind, row.agency.unit.name) if row.agency and row.agency.unit else "",
        task_number=values.task_id,
        task_label=f"{row.task.key} {row.task.title}".strip() if row.task else "",
        unit_cost_vnd=values.unit_cost_vnd,
        quantity=values.quantity,
        quantity_unit=values.quantity_unit,
        product_vnd=product_vnd(values.unit_cost_vnd, values.quantity),
        product_difference_vnd=product_difference(values, sums.total),
        norm=NormFlag(values.norm, norm, norm.over_by(values.unit_cost_vnd or 0) if norm else 0)
        if values.norm
        else None,
        over_norm_reason=values.over_norm_reason,
        state_ahead_percent=values.state_ahead_percent,
        state_ahead_basis=values.state_ahead_basis,
        note=values.note,
        cut_reason=row.cut_reason,
        budget_line_number=row.budget_line_id,
        continues_number=row.continues_id,
        cells=read.facts.cells.get(row.pk, {}),
        sums=sums,
        printed=printed,
        problems=tuple(line_problems(line, sums, norm)),
    )


def printed_by_line(figures: Figures, headings: Collection[int | None]) -> dict[int, dict[PrintedCell, int]]:
    """What an edition prints: of every line its sums and, of those that are no heading, its amounts.

    figures: of the edition's table; headings: its lines under which others stand.
    """
    found: dict[int, dict[PrintedCell, int]] = {}
    for line, own in figures.sums.items():
        cells: dict[PrintedCell, int] = {}
        if line not in headings:
            for (year, column), vnd in own.figures.items():
                if year is not None and column is not None:
                    cells[year, None if column == UNSPLIT else column] = vnd
        if line in figures.printed:
            cells |= figures.printed[line].figures
        found[line] = cells
    return found


def printed_figures(
    printed: Mapping[PrintedCell, int], sums: LineSums, columns: PrintedColumns
) -> Iterator[PrintedFigure]:
    """Printed figures beside the estimate's, sums over all years first. printed: by year and the plan's column."""
    for year, column in sorted(printed, key=lambda cell: (cell[0] or 0, cell[1] or "")):
        sources: frozenset[MoneySource] = frozenset() if column is None else columns.holds(column)
        yield PrintedFigure(year, column, sources, printed[year, column], held(sums, columns, year, column))
