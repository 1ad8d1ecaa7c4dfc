"""The budget as a matrix: lines down, years × sources across, printed sums beside computed ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from nscl.finance.queries.budget import BudgetTable, LineRow, SumCheck
from nscl.finance.rules.sums import Cells
from nscl.plans.enums import ItemKind
from nscl.text.folding import fold_words
from nscl.text.formats import format_million, format_number, format_vnd
from nscl.web.plans.addresses import EditionAddress
from nscl.web.ui.matrix import Matrix, MatrixCell, MatrixGroup, MatrixRow
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Kind
from nscl.web.ui.tables.query import DOWNLOAD
from nscl.web.ui.tables.table import has_words

# The matrix draws headings, subheadings and lines; what lies deeper looks like a line.
DEEPEST_LEVEL = 3
MATRIX_FILE = "ma-tran"
LINE_SEARCH = "dong"

CellKey = tuple[int | None, int | None, str | None]  # line, year, source


def columns_of(table: BudgetTable) -> list[tuple[int | None, list[str | None]]]:
    """The matrix's columns: for each year (None: all years) the sources, and the sum where there are several."""
    keys: list[str | None] = [source.key for source in table.sources]
    sources = [*keys, None] if len(keys) != 1 else keys
    years: list[int | None] = [*table.years, None] if len(table.years) != 1 else [*table.years]
    return [(year, sources) for year in years]


def budget_matrix(table: BudgetTable, address: EditionAddress) -> Matrix:
    """The whole table with its computed totals and, below, what the document prints as its total."""
    columns = columns_of(table)
    cells = [(year, source) for year, sources in columns for source in sources]
    names: Mapping[str | None, str] = {source.key: source.name for source in table.sources} | {None: _("Cộng")}
    flags = {(check.line_number, check.year, check.source): check for check in table.checks}
    return Matrix(
        name="du-toan",
        caption=_("Dự toán theo dòng, năm và nguồn"),
        groups=[
            MatrixGroup(
                str(year) if year is not None else _("Cả giai đoạn"),
                [names[source] for source in sources],
                len(sources) - 1 if len(sources) > 1 else -1,
            )
            for year, sources in columns
        ],
        # The printed total stands last among the lines: the foot, which stays in sight, is for the computed one.
        rows=[*(_row(line, columns, flags, address) for line in table.lines), *_printed_total(table, cells, flags)],
        totals=[MatrixRow(_("Tổng cộng, tính từ các dòng"), [table.grand.get(*cell) for cell in cells], level=0)],
        unit=_("triệu đồng"),
        kind=Kind.MILLION,
        export_href=f"?{DOWNLOAD}={MATRIX_FILE}",
    )


def narrowed(table: BudgetTable, matrix: Matrix, wanted: str) -> Matrix:
    """The matrix with only the lines that hold every folded word of `wanted`, each under its headings.

    The totals of the whole table are left out: they would stand under lines of which they are not the sum.
    """
    words = fold_words(wanted)
    if not words:
        return matrix
    parents = {line.number: line.parent_number for line in table.lines}
    kept: set[int | None] = set()
    for line in table.lines:
        number: int | None = line.number if has_words(line.folded, words) else None
        while number is not None and number not in kept:
            kept.add(number)
            number = parents[number]
    # The rows of the lines come first, in the order of the lines; what follows is the printed total.
    rows = [row for line, row in zip(table.lines, matrix.rows, strict=False) if line.number in kept]
    return replace(
        matrix,
        rows=rows,
        totals=(),
        empty=Empty(_("Không dòng dự toán nào khớp"), icon="search-x"),
        export_href="?" + urlencode({LINE_SEARCH: wanted, DOWNLOAD: MATRIX_FILE}),
    )


def _row(
    line: LineRow,
    columns: Sequence[tuple[int | None, list[str | None]]],
    flags: Mapping[CellKey, SumCheck],
    address: EditionAddress,
) -> MatrixRow:
    href = address.item(ItemKind.BUDGET_LINE, line.number)
    values = [
        _value(line.computed, year, source, flags.get((line.number, year, source)), href)
        for year, sources in columns
        for source in sources
    ]
    return MatrixRow(
        label=line.title,
        values=values,
        level=min(line.depth, DEEPEST_LEVEL) if line.depth or not line.is_leaf else 1,
        number=line.key,
        href=href,
        note=unit_cost_in_words(line),
        anchor=f"dong-du-toan-{line.number}",
    )


def _value(
    cells: Cells, year: int | None, source: str | None, check: SumCheck | None, href: str
) -> int | MatrixCell | None:
    value = cells.get(year, source)
    return value if check is None else MatrixCell(value, href, check_in_words(check))


def check_in_words(check: SumCheck) -> str:
    """What is wrong with a printed sum, in triệu đồng."""
    return _("văn bản in %(printed)s, cộng lại được %(computed)s triệu đồng") % {
        "printed": format_million(check.printed_vnd),
        "computed": format_million(check.computed_vnd),
    }


def unit_cost_in_words(line: LineRow) -> str:
    """Unit cost × quantity, where the table gives them: "20.000.000 đồng × 5 lớp"."""
    parts = []
    if line.unit_cost_vnd is not None:
        parts.append(format_vnd(line.unit_cost_vnd))
    if line.quantity is not None:
        parts.append(f"{format_number(line.quantity)} {line.quantity_unit or ''}".strip())
    return " × ".join(parts)


def _printed_total(
    table: BudgetTable,
    cells: Sequence[tuple[int | None, str | None]],
    flags: Mapping[CellKey, SumCheck],
) -> list[MatrixRow]:
    """The bottom row as the document prints it; nothing where it prints none."""
    if not table.grand_printed:
        return []
    values: list[int | MatrixCell | None] = []
    for year, source in cells:
        value, check = table.grand_printed.get(year, source), flags.get((None, year, source))
        values.append(value if check is None else MatrixCell(value, "#bang-so-tong", check_in_words(check)))
    return [MatrixRow(_("Tổng cộng in trong văn bản"), values, level=0)]
