"""From an estimate as it is read to the grid as it is shown: while it is built, and while it is appraised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.lines import GridLine
from nscl.finance.rules.estimate_sums import LineSums
from nscl.finance.rules.places import place_of
from nscl.web.estimates.grid.columns import appraising_columns, building_columns
from nscl.web.estimates.grid.flags import flags_of
from nscl.web.estimates.grid.rendering import GridRow, GridView

# An estimate that holds no money yet begins with a column for the state budget.
FIRST_SOURCE = MoneySource.STATE


def shown_sources(grid: EstimateGrid, more: Sequence[MoneySource] = ()) -> tuple[MoneySource, ...]:
    """The sources that have a column: those that hold money, and those that the person added."""
    wanted = {*grid.sources, *more} or {FIRST_SOURCE}
    return tuple(source for source in MoneySource if source in wanted)


def building_view(
    grid: EstimateGrid, *, unit_vnd: int, href: Callable[[int], str], more: Sequence[MoneySource] = ()
) -> GridView:
    """The grid of what is proposed; href: the page of a line by its number; more: further columns."""
    is_printed = any(line.printed for line in grid.lines)
    has_costs = grid.row.may_edit or any(line.unit_cost_vnd is not None or line.quantity for line in grid.lines)
    years = grid.years
    rows = [_proposed(line, years, href(line.number)) for line in grid.lines]
    printed = next((one.printed_vnd for one in grid.printed if one.year is None and one.column is None), None)
    root = GridRow(
        figures=grid.whole.planned,
        sums=_years(grid.whole, years, appraised=False),
        total=grid.total_vnd,
        printed=printed,
    )
    columns = building_columns(years, shown_sources(grid, more), is_printed=is_printed, has_costs=has_costs)
    return GridView(columns, rows, root, unit_vnd)


def appraising_view(grid: EstimateGrid, *, unit_vnd: int, href: Callable[[int], str]) -> GridView:
    """The grid of what is appraised, beside what was proposed."""
    years, cuts = grid.years, cuts_of(grid)
    rows = [_appraised(line, years, href(line.number), cuts[line.number]) for line in grid.lines]
    root = GridRow(
        figures=grid.whole.appraised,
        sums=_years(grid.whole, years, appraised=True),
        total=grid.appraised_vnd,
        proposed={},
        proposed_total=grid.total_vnd,
        cut=cuts[None],
    )
    return GridView(appraising_columns(years, shown_sources(grid)), rows, root, unit_vnd, total_label=_("Tổng cộng"))


def _proposed(line: GridLine, years: Sequence[int], href: str) -> GridRow:
    sums = line.sums
    return GridRow(
        number=line.number,
        depth=line.depth,
        is_heading=line.is_heading,
        place=place_of(line.key, line.title),
        key=line.key,
        title=line.title,
        href=href,
        figures=sums.planned,
        sums=_years(sums, years, appraised=False),
        total=sums.total if sums.planned else None,
        flags=flags_of(line),
        unit_cost=line.unit_cost_vnd,
        quantity=line.quantity,
        product=line.product_vnd,
        printed=line.printed_total_vnd,
    )


def _appraised(line: GridLine, years: Sequence[int], href: str, cut: int) -> GridRow:
    sums = line.sums
    return GridRow(
        number=line.number,
        depth=line.depth,
        is_heading=line.is_heading,
        place=place_of(line.key, line.title),
        key=line.key,
        title=line.title,
        href=href,
        figures=sums.appraised,
        sums=_years(sums, years, appraised=True),
        total=sums.appraised_total if sums.appraised else None,
        proposed=sums.planned,
        flags=flags_of(line),
        proposed_total=sums.total if sums.planned else None,
        cut=cut,
        reason=line.cut_reason,
    )


def _years(sums: LineSums, years: Sequence[int], *, appraised: bool) -> dict[int, int]:
    figures = sums.appraised if appraised else sums.planned
    return {year: figures.get((year, None), 0) for year in years}


def cuts_of(grid: EstimateGrid) -> dict[int | None, int]:
    """What has been taken away so far, by line and, under None, of the whole: of the cells that were appraised."""
    cuts: dict[int | None, int] = {None: 0}
    parents = {line.number: line.parent_number for line in grid.lines}
    for line in grid.lines:
        cut = sum(money.cut_vnd for money in line.cells.values())
        above: int | None = line.number
        while above is not None:
            cuts[above] = cuts.get(above, 0) + cut
            above = parents[above]
        cuts[None] += cut
    return cuts
