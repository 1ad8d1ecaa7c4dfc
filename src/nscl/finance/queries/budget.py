"""The budget of an edition as a table: lines in the order of the tree, computed sums beside printed ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from django.db.models import BigIntegerField, OuterRef, Prefetch, QuerySet, Subquery, TextField, Value

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
from nscl.finance.rules.sums import (
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
from nscl.plans.queries.access import ItemNotFound, part_with, parts_of
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
    """One line with the unit of its table and the sources that have a figure in it."""

    unit_vnd: int
    line: LineRow
    sources: tuple[SourceColumn, ...]


def budget_table(viewer: Viewer, edition_id: int) -> BudgetTable | None:
    """The budget of an edition; None where the plan states no money or may not be seen. Six queries."""
    budget = parts_of(Budget.objects.all(), viewer, edition_id).first()
    if budget is None:
        return None
    sources = list(FundingSource.objects.filter(edition=edition_id).order_by("position"))
    lines = list(_lines(edition_id))
    figures = read_figures(edition_id, _parents(lines))
    checks = figures.differences
    rows = _line_rows(lines, figures, {difference.line for difference in checks})
    return BudgetTable(
        number=budget.pk,
        edition_id=edition_id,
        unit_vnd=budget.unit_vnd,
        years=figures.years,
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


def get_line(viewer: Viewer, number: int, *, edition_id: int | None = None) -> LineDetail:
    """One line with its sums. Raises ItemNotFound. Four queries, three where its edition is named."""
    if edition_id is None:
        edition_id = part_with(BudgetLine.objects.all(), viewer, number).edition_id
    unit = Budget.objects.filter(edition=OuterRef("edition")).order_by("pk").values("unit_vnd")[:1]
    lines = list(_with_agencies(parts_of(BudgetLine.objects.annotate(unit_vnd=Subquery(unit)), viewer, edition_id)))
    line = next((line for line in lines if line.pk == number), None)
    if line is None:
        raise ItemNotFound(f"BudgetLine {number}")
    figures = read_figures(edition_id, _parents(lines))
    rows = _line_rows(lines, figures, {difference.line for difference in figures.differences})
    row = next(row for row in rows if row.number == number)
    return LineDetail(int(getattr(line, "unit_vnd")), row, figures.sources)  # noqa: B009  (an annotation)


def get_stated_sum(viewer: Viewer, number: int) -> StatedRow:
    """One stated sum beside the table's own. Raises ItemNotFound. Three queries."""
    row = part_with(StatedSum.objects.select_related("source"), viewer, number)
    return _stated_row(row, read_figures(row.edition_id).whole)


@dataclass(frozen=True)
class Figures:
    """Every figure of a table: printed sums by line (None: the bottom row), computed sums by line, and of the whole.

    sources: those of which some amount is given; years: the columns of the table.
    """

    printed: Mapping[int | None, Cells]
    sums: Mapping[int, Sum]
    whole: Sum
    sources: tuple[SourceColumn, ...]
    years: tuple[int, ...]

    @property
    def differences(self) -> list[Difference]:
        """Printed sums that are not the computed ones: lines in the order of the table, the bottom row last."""
        lines: Iterable[tuple[int | None, Cells]] = [(line, self.printed.get(line, Cells())) for line in self.sums]
        return compare_sums([*lines, (None, self.printed.get(None, Cells()))], self.sums, self.whole)


def read_figures(edition_id: int, parents: Sequence[tuple[int, int | None]] | None = None) -> Figures:
    """Every figure of an edition's table, summed, whoever may see the edition.

    parents: the lines in the order of the table, each with its parent, where they have been read. Two queries, one
    with `parents`.
    """
    amounts: defaultdict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    cells: defaultdict[int | None, dict[tuple[int | None, str | None], int]] = defaultdict(dict)
    sources: dict[int, SourceColumn] = {}
    years = []
    for each in _stored_figures(edition_id):
        if each.arm is _Arm.YEAR:
            years.append(each.year or 0)
            continue
        sources[each.source_id] = SourceColumn(each.source_id, each.source_key, each.source_name)
        if each.arm is _Arm.AMOUNT:
            amounts[each.line or 0][each.year or 0, each.source_key] = each.vnd
        else:
            cells[each.line][printed_cell(each.year, each.source_key)] = each.vnd
    printed = {owner: Cells(figures) for owner, figures in cells.items()}
    if parents is None:
        rows = BudgetLine.objects.filter(edition=edition_id).order_by("position")
        parents = list(rows.values_list("pk", "parent_id"))
    sums, whole = sum_up_the_tree(
        [LineFigures(line, parent, amounts.get(line, {}), printed.get(line, Cells())) for line, parent in parents]
    )
    return Figures(printed, sums, whole, tuple(sources.values()), tuple(years))


class _Arm(IntEnum):
    """Which table a row of the union of `_stored_figures` is of."""

    AMOUNT = 0
    PRINTED = 1
    YEAR = 2


class _Stored(NamedTuple):
    """A row of the union: an amount, a printed sum, or a year of the table (then `place` is its column)."""

    arm: _Arm
    line: int | None
    year: int | None
    place: int
    source_id: int
    source_key: str
    source_name: str
    vnd: int


def _stored_figures(edition_id: int) -> list[_Stored]:
    """Amounts, printed sums and years of a table, by year and source; one query (a page may make twelve)."""
    nothing, no_number = Value("", output_field=TextField()), Value(0, output_field=BigIntegerField())
    columns = ("arm", "line_id", "year", "source__position", "source_id", "source__key", "source__name", "vnd")
    year_columns = ("arm", "owner", "year", "position", "nobody", "no_key", "no_name", "no_vnd")
    planned = BudgetAmount.objects.filter(edition=edition_id, stage=Stage.PLANNED)
    totals = PrintedTotal.objects.filter(edition=edition_id)
    years = BudgetYear.objects.filter(edition=edition_id).annotate(
        owner=no_number, nobody=no_number, no_key=nothing, no_name=nothing, no_vnd=no_number
    )
    union = (
        planned.annotate(arm=_constant(_Arm.AMOUNT))
        .values_list(*columns)
        .union(
            totals.annotate(arm=_constant(_Arm.PRINTED)).values_list(*columns),
            years.annotate(arm=_constant(_Arm.YEAR)).values_list(*year_columns),
            all=True,
        )
    )
    rows = [_Stored(_Arm(arm), *rest) for arm, *rest in union]
    # Columns of the table by their place; figures by year (a sum over all years first) and source.
    return sorted(rows, key=lambda r: (r.arm, 0 if r.arm is _Arm.YEAR else r.year or 0, r.place, r.line or 0))


def _constant(arm: _Arm) -> Value:
    return Value(int(arm), output_field=BigIntegerField())


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
    return _with_agencies(BudgetLine.objects.filter(edition=edition_id).order_by("position", "pk"))


def _with_agencies(lines: QuerySet[BudgetLine]) -> QuerySet[BudgetLine]:
    agencies = BudgetLineAgency.objects.select_related("agency").order_by("position", "pk")
    return lines.prefetch_related(Prefetch("agencies", agencies))


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
