"""The budget of an edition as a table: lines in the order of the tree, computed sums beside printed ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from nscl.accounts.rules import Viewer
from nscl.finance.enums import UNSPLIT, Stage
from nscl.finance.models import (
    Budget,
    BudgetAmount,
    BudgetLine,
    BudgetLineAgency,
    BudgetYear,
    FundingSource,
    PrintedTotal,
    StatedSum,
)
from nscl.finance.rules import (
    Cells,
    Difference,
    LineFigures,
    Sum,
    compare_sums,
    in_tree_order,
    printed_cell,
    sum_up_the_tree,
)
from nscl.plans.enums import AgencyRole
from nscl.plans.queries.access import part_with, parts_of
from nscl.plans.queries.rows import AgencyName, ItemRow, agency_name, item_base
from nscl.plans.rules import plain_number


@dataclass(frozen=True)
class SourceColumn:
    """A source of money: its number, its key in the pack, its name in the table."""

    number: int
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LineRow(ItemRow):
    """A line of the table. computed: from the lines without children; printed: as the table has it (VND by cell).

    differs: some printed sum of this very line is not the computed one.
    """

    parent_number: int | None
    parent_key: str | None
    depth: int
    is_leaf: bool
    title: str
    unit_cost_vnd: int | None
    quantity: Decimal | None
    quantity_unit: str | None
    note: str | None
    lead: tuple[AgencyName, ...]
    coordinate: tuple[AgencyName, ...]
    computed: Cells
    printed: Cells
    differs: bool


@dataclass(frozen=True, kw_only=True)
class SumCheck:
    """A printed sum that is not the sum of what stands under it; line_number None: the bottom row of the table."""

    line_number: int | None
    line_key: str
    title: str
    year: int | None
    source: str | None
    printed_vnd: int
    computed_vnd: int
    difference_vnd: int
    first_line: int | None
    last_line: int | None


@dataclass(frozen=True, kw_only=True)
class StatedRow(ItemRow):
    """A sum in the prose, in digits and in words, beside the table's own.

    computed_vnd: the table's sum for that year and source, None where it has none; words_agree: digits and words are
    the same sum, None where only one of the two is given.
    """

    what: str
    year: int | None
    source_key: str
    source_name: str
    printed: str
    vnd: int
    words: str | None
    words_vnd: int | None
    computed_vnd: int | None

    @property
    def words_agree(self) -> bool | None:
        """Whether digits and words say the same; None where there are no words."""
        return None if self.words_vnd is None else self.words_vnd == self.vnd

    @property
    def agrees(self) -> bool | None:
        """Whether the digits are the table's sum; None where the table has no such sum."""
        return None if self.computed_vnd is None else self.computed_vnd == self.vnd


@dataclass(frozen=True, kw_only=True)
class BudgetTable:
    """The money of an edition. Cells are by (year or None: all years, source key or None: all sources together).

    sources: the columns that have a figure, with `UNSPLIT` only where some amounts are split and others are not; empty
    where no amount is split, so that the sum over sources is the only column. declared: every source that the plan
    names.
    """

    number: int
    edition_id: int
    unit_vnd: int
    years: tuple[int, ...]
    sources: tuple[SourceColumn, ...]
    declared: tuple[SourceColumn, ...]
    lines: tuple[LineRow, ...]
    grand: Cells
    grand_printed: Cells
    checks: tuple[SumCheck, ...]
    stated: tuple[StatedRow, ...]

    @property
    def total(self) -> int | None:
        """The computed grand total in VND; None where no line has money."""
        return self.grand.get(None, None)


@dataclass(frozen=True)
class LineDetail:
    """One line with the unit of its table."""

    unit_vnd: int
    line: LineRow


def budget_table(viewer: Viewer, edition_id: int) -> BudgetTable | None:
    """The budget of an edition; None where the plan states no money or may not be seen. Eight queries."""
    budget = parts_of(Budget.objects.all(), viewer, edition_id).first()
    if budget is None:
        return None
    sources = list(FundingSource.objects.filter(edition=edition_id).order_by("position"))
    lines = list(_lines(edition_id))
    figures = read_figures(edition_id, _parents(lines))
    checks = figures.differences
    rows = _line_rows(lines, figures, {difference.line for difference in checks})
    years = BudgetYear.objects.filter(edition=edition_id).order_by("position").values_list("year", flat=True)
    return BudgetTable(
        number=budget.pk,
        edition_id=edition_id,
        unit_vnd=budget.unit_vnd,
        years=tuple(years),
        sources=_columns(sources, figures),
        declared=tuple(_column(source) for source in sources if source.key != UNSPLIT),
        lines=rows,
        grand=figures.whole.cells,
        grand_printed=figures.printed.get(None, Cells()),
        checks=_checks(checks, rows),
        stated=tuple(
            _stated_row(row, figures.whole)
            for row in StatedSum.objects.filter(edition=edition_id).select_related("source").order_by("position")
        ),
    )


def get_line(viewer: Viewer, number: int) -> LineDetail:
    """One line with its sums. Raises ItemNotFound. Six queries."""
    line = part_with(BudgetLine.objects.all(), viewer, number)
    lines = list(_lines(line.edition_id))
    figures = read_figures(line.edition_id, _parents(lines))
    differing = {difference.line for difference in figures.differences}
    unit = Budget.objects.filter(edition=line.edition_id).values_list("unit_vnd", flat=True).get()
    rows = _line_rows(lines, figures, differing)
    return LineDetail(unit, next(row for row in rows if row.number == number))


def get_stated_sum(viewer: Viewer, number: int) -> StatedRow:
    """One stated sum beside the table's own. Raises ItemNotFound. Four queries."""
    row = part_with(StatedSum.objects.select_related("source"), viewer, number)
    return _stated_row(row, read_figures(row.edition_id).whole)


@dataclass(frozen=True)
class Figures:
    """Every figure of a table: printed sums by line (None: the bottom row), computed sums by line, and of the whole."""

    printed: Mapping[int | None, Cells]
    sums: Mapping[int, Sum]
    whole: Sum

    @property
    def differences(self) -> list[Difference]:
        """Printed sums that are not the computed ones: lines in the order of the table, the bottom row last."""
        lines: Iterable[tuple[int | None, Cells]] = [(line, self.printed.get(line, Cells())) for line in self.sums]
        return compare_sums([*lines, (None, self.printed.get(None, Cells()))], self.sums, self.whole)


def read_figures(edition_id: int, parents: Sequence[tuple[int, int | None]] | None = None) -> Figures:
    """Every figure of an edition's table, summed, whoever may see the edition.

    parents: the lines in the order of the table, each with its parent, where they have been read. Three queries, two
    with `parents`.
    """
    amounts: defaultdict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    planned = BudgetAmount.objects.filter(edition=edition_id, stage=Stage.PLANNED).order_by("year", "source__position")
    for line, year, source, vnd in planned.values_list("line_id", "year", "source__key", "vnd"):
        amounts[line][year, source] = vnd
    cells: defaultdict[int | None, dict[tuple[int | None, str | None], int]] = defaultdict(dict)
    totals = PrintedTotal.objects.filter(edition=edition_id).order_by("year", "source__position", "pk")
    for owner, when, source, vnd in totals.values_list("line_id", "year", "source__key", "vnd"):
        cells[owner][printed_cell(when, source)] = vnd
    printed = {owner: Cells(figures) for owner, figures in cells.items()}
    if parents is None:
        rows = BudgetLine.objects.filter(edition=edition_id).order_by("position")
        parents = list(rows.values_list("pk", "parent_id"))
    sums, whole = sum_up_the_tree(
        [LineFigures(line, parent, amounts.get(line, {}), printed.get(line, Cells())) for line, parent in parents]
    )
    return Figures(printed, sums, whole)


def _column(source: FundingSource) -> SourceColumn:
    return SourceColumn(source.pk, source.key, source.name)


def _columns(sources: Iterable[FundingSource], figures: Figures) -> tuple[SourceColumn, ...]:
    """The sources with a figure, computed or printed; the unsplit one only beside others."""
    used = {source for _year, source in figures.whole.figures}
    used |= {source for cells in figures.printed.values() for _year, source in cells.figures}
    columns = tuple(_column(source) for source in sources if source.key in used)
    return () if all(column.key == UNSPLIT for column in columns) else columns


def _parents(lines: Iterable[BudgetLine]) -> list[tuple[int, int | None]]:
    return [(line.pk, line.parent_id) for line in lines]


def _line_rows(rows: Sequence[BudgetLine], figures: Figures, differing: set[int | None]) -> tuple[LineRow, ...]:
    lines = {line.pk: line for line in rows}
    parents = {line.parent_id for line in rows}
    return tuple(
        _line_row(
            lines[number],
            figures,
            parent=lines.get(lines[number].parent_id or 0),
            depth=depth,
            is_leaf=number not in parents,
            differs=number in differing,
        )
        for number, depth in in_tree_order(_parents(rows))
    )


def _lines(edition_id: int) -> QuerySet[BudgetLine]:
    agencies = BudgetLineAgency.objects.select_related("agency").order_by("position", "pk")
    return (
        BudgetLine.objects.filter(edition=edition_id)
        .prefetch_related(Prefetch("agencies", agencies))
        .order_by("position", "pk")
    )


def _line_row(
    line: BudgetLine, figures: Figures, *, parent: BudgetLine | None, depth: int, is_leaf: bool, differs: bool
) -> LineRow:
    parts = list(line.agencies.all())
    return LineRow(
        **item_base(line),
        parent_number=line.parent_id,
        parent_key=parent.key if parent else None,
        depth=depth,
        is_leaf=is_leaf,
        title=line.title,
        unit_cost_vnd=line.unit_cost_vnd,
        quantity=None if line.quantity is None else plain_number(line.quantity),
        quantity_unit=line.quantity_unit,
        note=line.note,
        lead=tuple(agency_name(part.agency) for part in parts if part.role == AgencyRole.LEAD),
        coordinate=tuple(agency_name(part.agency) for part in parts if part.role == AgencyRole.COORDINATE),
        computed=figures.sums[line.pk].cells,
        printed=figures.printed.get(line.pk, Cells()),
        differs=differs,
    )


def _checks(differences: Iterable[Difference], rows: Iterable[LineRow]) -> tuple[SumCheck, ...]:
    by_number = {row.number: row for row in rows}
    return tuple(_check(each, None if each.line is None else by_number[each.line]) for each in differences)


def _check(difference: Difference, row: LineRow | None) -> SumCheck:
    return SumCheck(
        line_number=difference.line,
        line_key=row.key if row else "",
        title=row.title if row else "",
        year=difference.year,
        source=difference.source,
        printed_vnd=difference.printed_vnd,
        computed_vnd=difference.computed_vnd,
        difference_vnd=difference.difference_vnd,
        first_line=row.first_line if row else None,
        last_line=row.last_line if row else None,
    )


def _stated_row(row: StatedSum, whole: Sum) -> StatedRow:
    return StatedRow(
        **item_base(row),
        what=row.what,
        year=row.year,
        source_key=row.source.key,
        source_name=row.source.name,
        printed=row.printed,
        vnd=row.vnd,
        words=row.words,
        words_vnd=row.words_vnd,
        computed_vnd=whole.value(printed_cell(row.year, row.source.key)),
    )
