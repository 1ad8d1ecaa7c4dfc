"""The budget table as sums see it: blanks, printed zeros, headings without figures, and derived cells.

A blank cell of a row that prints other figures counts as zero, as it does for whoever adds up the table. A cell is
*undetermined* (None) when the row has figures that do not reach down to it: a total without years, an unsplit amount
where sources are asked for. Undetermined cells are never compared.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from nscl.documents.pack.schema import Budget, BudgetLine
from nscl.documents.pack.values import ALL_SOURCES, Amounts, Span
from nscl.text.decimals import format_number
from nscl.text.formats import format_vnd

ZERO = Decimal(0)
_UNIT_WORDS = {1: "đồng", 1_000: "nghìn đồng", 1_000_000: "triệu đồng", 1_000_000_000: "tỷ đồng"}


class Table:
    """A budget with at least one line, and its tree."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.children: dict[str | None, list[BudgetLine]] = {}
        for line in budget.lines:
            self.children.setdefault(line.parent, []).append(line)
        self.by_key = {line.key: line for line in budget.lines}
        # Lines with figures, and the headings over them: a heading over mere words is not worth zero.
        self._filled: set[str] = set()
        for line in budget.lines:
            if line.total or line.by_year:
                self._filled.add(line.key)
                self._filled.update(heading.key for heading in self.ancestors(line))
        self.source_names = {source.key: source.name for source in budget.sources}

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """All lines in the order of the table."""
        return self.budget.lines

    @property
    def span(self) -> Span:
        """The lines of the document over which the table's rows stretch."""
        return Span(min(line.at.first for line in self.lines), max(line.at.last for line in self.lines))

    def is_leaf(self, line: BudgetLine) -> bool:
        """Whether no other line stands under this one."""
        return line.key not in self.children

    def ancestors(self, line: BudgetLine) -> Iterator[BudgetLine]:
        """The headings over a line, nearest first."""
        parent = self.by_key.get(line.parent) if line.parent is not None else None
        while parent is not None:
            yield parent
            parent = self.by_key.get(parent.parent) if parent.parent is not None else None

    def value(self, line: BudgetLine, year: int | None, source: str) -> Decimal | None:
        """What a line contributes to a cell (``year`` None: the total), from its own figures or those under it."""
        if line.total or line.by_year:
            return self._own(line, year, source)
        return self._add(self.children.get(line.key, []), year, source)

    def sum_of(self, lines: list[BudgetLine], year: int | None, source: str) -> Decimal | None:
        """Sum of a cell over lines; None where no line has figures at all, or one of them is undetermined."""
        if not any(line.key in self._filled for line in lines):
            return None
        return self._add(lines, year, source)

    def grand(self, year: int | None, source: str) -> Decimal | None:
        """A cell of the bottom row, or of the sum over the top lines where the bottom row has none."""
        bottom = self.budget.grand_total
        amounts = bottom.total if year is None else bottom.by_year.get(year, {})
        printed = cell(amounts, source) if amounts else None
        return printed if printed is not None else self.sum_of(self.children.get(None, []), year, source)

    def column(self, year: int | None, source: str) -> str:
        """A column's heading for a sentence: "năm 2023, NSNN", "tổng"."""
        parts = ["tổng" if year is None else f"năm {year}"]
        if source != ALL_SOURCES:
            parts.append(self.source_names.get(source, source))
        return ", ".join(parts)

    def money(self, amount: Decimal) -> str:
        """An amount of the table with its unit: "3.926 triệu đồng"."""
        unit = _UNIT_WORDS.get(self.budget.unit_vnd)
        if unit is None:
            return format_vnd(int(amount * self.budget.unit_vnd))
        return f"{figure(amount)} {unit}"

    def _add(self, lines: list[BudgetLine], year: int | None, source: str) -> Decimal | None:
        result = ZERO
        for line in lines:
            part = self.value(line, year, source)
            if part is None:
                return None
            result += part
        return result

    def _own(self, line: BudgetLine, year: int | None, source: str) -> Decimal | None:
        if year is None:
            return cell(line.total, source) if line.total else sum_years(line.by_year, source)
        if not line.by_year:
            return None
        return cell(line.by_year.get(year, {}), source)


def cell(amounts: Amounts, source: str) -> Decimal | None:
    """One cell of a row's figures for one column group; None where only an unsplit amount is printed."""
    if source in amounts:
        return amounts[source]
    if source == ALL_SOURCES:
        return split_sum(amounts)
    return None if set(amounts) == {ALL_SOURCES} else ZERO


def split_sum(amounts: Amounts) -> Decimal:
    """Sum of the amounts by source, without the amount over all sources."""
    return sum((value for key, value in amounts.items() if key != ALL_SOURCES), ZERO)


def sum_years(by_year: Mapping[int, Amounts], source: str) -> Decimal | None:
    """Sum of a source over the years; None as soon as a year is undetermined."""
    result = ZERO
    for amounts in by_year.values():
        part = cell(amounts, source)
        if part is None:
            return None
        result += part
    return result


def figure(amount: Decimal) -> str:
    """A number as the plans print it: "11.855,55", no zeros that say nothing."""
    plain = amount.normalize()
    return format_number(int(plain) if plain == plain.to_integral_value() else plain)
