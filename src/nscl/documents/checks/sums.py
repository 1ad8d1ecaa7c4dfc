"""Sums inside the budget table: over sources, over years, over the lines under a heading, and the bottom row.

Arithmetic is exact (Decimal). Each check makes one finding per row and direction, however many cells disagree: a
missing line would otherwise fill a page. A row without printed figures is never compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.table import ZERO, Table, cell, figure, split_sum, sum_years
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import BudgetLine
from nscl.documents.pack.values import ALL_SOURCES, Amounts, Span

# Cells written out in one finding; the rest are counted.
_CELLS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that prints sums: a line, or the table's bottom row (``line`` None)."""

    name: str
    subject: str
    at: Span
    total: Amounts
    by_year: Mapping[int, Amounts]
    line: BudgetLine | None

    def groups(self, years: Iterable[int]) -> Iterator[tuple[int | None, Amounts]]:
        """The row's column groups: the total (None), then each year; none for years in a row of totals alone."""
        if self.total:
            yield None, self.total
        if self.by_year:
            yield from ((year, self.by_year.get(year, {})) for year in years)


@dataclass(frozen=True, slots=True)
class _Mismatch:
    column: str
    printed: Decimal
    computed: Decimal


def sources_against_all(examination: Examination) -> Iterator[Finding]:
    """The amount over all sources against the sum of the amounts by source, for the total and for each year."""
    table = examination.table
    if table is None:
        return
    for row in _rows(table):
        found = [
            _Mismatch(table.column(year, ALL_SOURCES), amounts[ALL_SOURCES], split_sum(amounts))
            for year, amounts in row.groups(table.budget.years)
            if ALL_SOURCES in amounts and len(amounts) > 1 and amounts[ALL_SOURCES] != split_sum(amounts)
        ]
        yield from _finding(table, row, found, "cộng các nguồn", "sum.sources")


def years_against_total(examination: Examination) -> Iterator[Finding]:
    """A row's total, source by source, against the sum of its years.

    The amount over all sources is compared only where it is not merely the sum of sources that are compared already.
    """
    table = examination.table
    if table is None:
        return
    for row in _rows(table):
        found = []
        for source, printed in _printed(table, row.total) if row.total and row.by_year else ():
            split = len(row.total) > 1 and not any(ALL_SOURCES in amounts for amounts in row.by_year.values())
            computed = sum_years(row.by_year, source)
            if computed is not None and computed != printed and not (source == ALL_SOURCES and split):
                found.append(_Mismatch(table.column(None, source), printed, computed))
        yield from _finding(table, row, found, "cộng các năm", "sum.years")


def children_against_parent(examination: Examination) -> Iterator[Finding]:
    """A heading's figures against the sum of the lines directly under it; the bottom row against the top lines.

    Compared are the cells that the heading prints, and its blanks between them as zero. Where a line under it has
    figures that do not reach down to a cell (an unsplit amount, a total without years), that cell is left alone.
    """
    table = examination.table
    if table is None:
        return
    for row in _rows(table):
        under = table.children.get(row.line.key if row.line is not None else None, [])
        if not under:
            continue
        found = []
        for year, amounts in row.groups(table.budget.years):
            for source, printed in _printed(table, amounts):
                computed = table.sum_of(under, year, source)
                if computed is not None and computed != printed:
                    found.append(_Mismatch(table.column(year, source), printed, computed))
        against = "cộng các dòng con" if row.line is not None else "cộng các dòng cấp cao nhất"
        yield from _finding(table, row, found, against, "sum.lines")


def unit_cost_times_quantity(examination: Examination) -> Iterator[Finding]:
    """A line's unit cost × quantity against its printed total over all sources."""
    table = examination.table
    if table is None:
        return
    for line in table.lines:
        if line.unit_cost is None or line.quantity is None or not line.total:
            continue
        printed, computed = cell(line.total, ALL_SOURCES), line.unit_cost * line.quantity
        if printed is None or printed == computed:
            continue
        unit = f" {line.quantity_unit}" if line.quantity_unit else ""
        yield Finding(
            kind=FindingKind.UNIT_COST,
            severity=FindingSeverity.ERROR,
            at=line.at,
            says=f"Dòng {line.key}: tổng {table.money(printed)}",
            conflicts_with=(
                f"Đơn giá × số lượng: {figure(line.quantity)}{unit} × {table.money(line.unit_cost)}"
                f" = {table.money(computed)}"
            ),
            likely=table.money(computed),
            subject=f"budget.lines[{line.key}].total",
            rule="unit-cost.total",
        )


def _printed(table: Table, amounts: Amounts) -> Iterator[tuple[str, Decimal]]:
    """The cells that a column group of a row fills: a blank beside printed amounts is zero, so is a blank group."""
    if ALL_SOURCES in amounts or not amounts:
        yield ALL_SOURCES, amounts.get(ALL_SOURCES, ZERO)
    if any(source != ALL_SOURCES for source in amounts):
        yield from ((source.key, amounts.get(source.key, ZERO)) for source in table.budget.sources)


def _rows(table: Table) -> Iterator[_Row]:
    for line in table.lines:
        if line.total or line.by_year:
            yield _Row(f"Dòng {line.key}", f"budget.lines[{line.key}]", line.at, line.total, line.by_year, line)
    bottom = table.budget.grand_total
    if bottom.total or bottom.by_year:
        yield _Row("Dòng tổng cộng", "budget.grand_total", table.span, bottom.total, bottom.by_year, None)


def _finding(table: Table, row: _Row, found: list[_Mismatch], against: str, rule: str) -> Iterator[Finding]:
    if not found:
        return
    shown = found[:_CELLS_SHOWN]
    rest = f" và {len(found) - len(shown)} ô khác" if len(found) > len(shown) else ""
    likely = [f"{table.money(one.computed)} ({one.column})" for one in shown]
    yield Finding(
        kind=FindingKind.SUM,
        severity=FindingSeverity.ERROR,
        at=row.at,
        says=f"{row.name}: " + "; ".join(f"{one.column} {table.money(one.printed)}" for one in shown) + rest,
        conflicts_with=f"{against.capitalize()}: "
        + "; ".join(f"{one.column} {table.money(one.computed)}" for one in shown)
        + rest,
        likely=f"{'; '.join(likely)} nếu các số thành phần đúng",
        subject=row.subject,
        rule=rule,
    )
