"""Plain arithmetic of the budget: between the table's unit and đồng, up the tree of lines, printed against computed.

A cell is named by a year (None: all years) and a source (None: all sources together). Money is whole đồng throughout.
Three things are kept apart, because a table of a plan knows all three: a printed zero, a blank, and a figure that
cannot be told (an amount not split by source where a source is asked for, a total without years where a year is).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nscl.finance.enums import UNSPLIT

Cell = tuple[int | None, str | None]
WHOLE: Cell = (None, None)


def in_table_units(vnd: int, unit_vnd: int) -> Decimal:
    """Whole đồng as an amount of the printed table, exact: 525 950 000 đ in millions is 525.95."""
    amount = Decimal(vnd) / Decimal(unit_vnd)
    whole = amount.to_integral_value()
    return whole if amount == whole else amount.normalize()


@dataclass(frozen=True)
class Cells:
    """Figures by cell. A cell without a figure is blank or cannot be told."""

    figures: Mapping[Cell, int] = field(default_factory=dict)

    def get(self, year: int | None, source: str | None) -> int | None:
        """The figure of a year (None: all) and a source (None: all together), None where there is none."""
        return self.figures.get((year, source))

    def __bool__(self) -> bool:
        return bool(self.figures)


@dataclass(frozen=True)
class LineFigures:
    """A line of the table by number, its parent, its amounts by (year, source key) and its printed sums by cell."""

    number: int
    parent: int | None
    amounts: Mapping[tuple[int, str], int]
    printed: Cells


@dataclass
class Sum:
    """A sum up the tree under construction: its figures, and where it cannot be told.

    vague: years (None: all years) in which some amount is not split by source; yearless: some line gives no years.
    """

    figures: dict[Cell, int] = field(default_factory=dict)
    vague: set[int | None] = field(default_factory=set)
    yearless: bool = False

    def add(self, other: Sum) -> None:
        """Add what stands under this one."""
        for cell, vnd in other.figures.items():
            self.figures[cell] = self.figures.get(cell, 0) + vnd
        self.vague |= other.vague
        self.yearless = self.yearless or other.yearless

    def knows(self, cell: Cell) -> bool:
        """True where the cell can be told; a blank in a sum that has figures is a nought, as for whoever adds up."""
        year, source = cell
        if not self.figures or (year is not None and self.yearless):
            return False
        return source in (None, UNSPLIT) or year not in self.vague

    def value(self, cell: Cell) -> int | None:
        """The sum in this cell, None where it cannot be told."""
        return self.figures.get(cell, 0) if self.knows(cell) else None

    @property
    def cells(self) -> Cells:
        """The figures that can be told."""
        return Cells({cell: vnd for cell, vnd in self.figures.items() if self.knows(cell)})


@dataclass(frozen=True)
class Difference:
    """A printed sum that is not the sum of what stands under it. line: None for the bottom row of the table."""

    line: int | None
    year: int | None
    source: str | None
    printed_vnd: int
    computed_vnd: int

    @property
    def difference_vnd(self) -> int:
        """Printed less computed."""
        return self.printed_vnd - self.computed_vnd


def printed_cell(year: int | None, source: str) -> Cell:
    """The cell of a printed sum: `UNSPLIT` in the table means all sources together."""
    return year, None if source == UNSPLIT else source


def in_tree_order(parents: Sequence[tuple[int, int | None]]) -> list[tuple[int, int]]:
    """(line, depth) with every line right after its parent and its elder siblings' lines.

    parents: (line, its parent or None) in the order of the table.
    """
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for line, parent in parents:
        children[parent].append(line)

    def walk(parent: int | None, depth: int) -> Iterator[tuple[int, int]]:
        for line in children[parent]:
            yield line, depth
            yield from walk(line, depth + 1)

    return list(walk(None, 0))


def sum_up_the_tree(lines: Sequence[LineFigures]) -> tuple[Mapping[int, Sum], Sum]:
    """The sum of every line, by number, and of the whole table, from the amounts of the lines without children.

    A line under which no amount stands counts as what it prints itself (a plan may state a total and no years).
    """
    by_number = {line.number: line for line in lines}
    order = [number for number, _depth in in_tree_order([(line.number, line.parent) for line in lines])]
    sums: dict[int, Sum] = {number: _own(by_number[number]) for number in order}
    whole = Sum()
    for number in reversed(order):  # every line after all that stands under it
        line, own = by_number[number], sums[number]
        if not own.figures:
            own.add(_as_printed(line.printed))
        parent = line.parent
        (whole if parent is None else sums[parent]).add(own)
    return sums, whole


def compare_sums(printed: Iterable[tuple[int | None, Cells]], sums: Mapping[int, Sum], whole: Sum) -> list[Difference]:
    """Where a printed sum differs from the computed one, in the order of `printed`; what cannot be told is passed over.

    printed: the printed sums of each line by its number, and of the bottom row by None.
    """
    differences = []
    for line, cells in printed:
        computed = whole if line is None else sums[line]
        for (year, source), vnd in cells.figures.items():
            value = computed.value((year, source))
            if value is not None and value != vnd:
                differences.append(Difference(line, year, source, vnd, value))
    return differences


def _own(line: LineFigures) -> Sum:
    own = Sum()
    for (year, source), vnd in line.amounts.items():
        for cell in ((year, source), (None, source), (year, None), WHOLE):
            own.figures[cell] = own.figures.get(cell, 0) + vnd
        if source == UNSPLIT:
            own.vague |= {year, None}
    return own


def _as_printed(printed: Cells) -> Sum:
    """What a line without amounts is worth: its printed figures, summed over sources and years where it does not."""
    own = Sum()
    split: defaultdict[int | None, int] = defaultdict(int)
    for (year, source), vnd in printed.figures.items():
        own.figures[year, source] = vnd
        if source is not None:
            split[year] += vnd
    for year, vnd in split.items():
        own.figures.setdefault((year, None), vnd)
    years = {year for year, _source in own.figures if year is not None}
    own.yearless = bool(own.figures) and not years
    own.vague = {year for year, _source in own.figures if year not in split}
    if years and (None, None) not in own.figures:
        for year, source in list(own.figures):
            if year is not None:
                own.figures[None, source] = own.figures.get((None, source), 0) + own.figures[year, source]
        own.vague |= {None} if own.vague else set()
    return own
