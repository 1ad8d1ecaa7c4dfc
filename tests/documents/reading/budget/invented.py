"""Invented budgets whose every cell is known, and the ways in which documents print them."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import docx
from docx.table import Table as DocxTable

from nscl.documents.pack.values import Span
from nscl.documents.reading.budget.columns import AmountColumn, Layout
from nscl.documents.reading.budget.figures import Figure, Gap
from nscl.documents.reading.budget.keys import RowKey, RowLabel, RowLabelKind
from nscl.documents.reading.budget.tables import BudgetRow
from nscl.text.decimals import format_number

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII")
TITLES = (
    "Khảo sát thực trạng của các cơ sở sản xuất",
    "Tổ chức lớp bồi dưỡng cho cán bộ quản lý",
    "Xây dựng chuyên mục trên sóng truyền hình",
    "Hướng dẫn áp dụng công cụ cải tiến",
    "In ấn tài liệu hướng dẫn",
    "Hỗ trợ chứng nhận hệ thống quản lý",
)
Cells = dict[int, Decimal]  # place → printed amount; blanks have none


@dataclass(frozen=True)
class Row:
    """A row of an invented table; ``number`` "" for the bottom row."""

    number: str
    parent: str | None
    title: str
    cells: Cells

    @property
    def key(self) -> str:
        return f"{self.parent}.{self.number}" if self.parent else self.number


@dataclass(frozen=True)
class Table:
    layout: Layout
    rows: tuple[Row, ...]  # the bottom row last


def make_layout(
    years: int, sources: Sequence[str], *, total_first: bool = True, total_all: bool = True, first_year: int = 2022
) -> Layout:
    """Total group and years; both split over the sources where there are any."""
    total = [AmountColumn(None)] if total_all or not sources else []
    total += [AmountColumn(None, source) for source in sources]
    by_year = [
        AmountColumn(year, source) for year in range(first_year, first_year + years) for source in (sources or ("all",))
    ]
    return Layout(tuple(total + by_year if total_first else by_year + total))


def make_table(
    seed: int, layout: Layout, *, groups: int = 3, most_lines: int = 4, zeros: float = 0.2, decimals: bool = True
) -> Table:
    """A consistent budget: random amounts in the year columns of the lines, everything else added up."""
    dice = random.Random(seed)
    rows: list[Row] = []
    tops: list[Cells] = []
    for group in range(groups):
        lines = [_line(dice, layout, decimals=decimals) for _ in range(dice.randint(1, most_lines))]
        whole = _add(lines, layout)
        tops.append(whole)
        rows.append(Row(ROMANS[group], None, dice.choice(TITLES), _print(whole, dice, zeros)))
        rows += [
            Row(str(number), ROMANS[group], dice.choice(TITLES), _print(line, dice, zeros))
            for number, line in enumerate(lines, start=1)
        ]
    rows.append(Row("", None, "Tổng cộng", _print(_add(tops, layout), dice, 0.0)))
    return Table(layout, tuple(rows))


def _line(dice: random.Random, layout: Layout, *, decimals: bool) -> Cells:
    leaves = sorted(layout.year_places)
    amount = Decimal(dice.choice((5, 20, 25, 44, 100, 133, 238, 395, 1100)))
    if decimals and dice.random() < 0.2:
        amount += Decimal(dice.randint(1, 99)) / 100
    filled = [place for place in leaves if dice.random() < 0.6] or [dice.choice(leaves)]
    same = dice.random() < 0.5
    cells = {place: amount if same else amount * dice.randint(1, 4) for place in filled}
    return _complete({place: cells.get(place, Decimal(0)) for place in leaves}, layout)


def _complete(leaves: Cells, layout: Layout) -> Cells:
    """Totals over years and over sources from the year columns."""
    cells = dict(leaves)
    for place, column in enumerate(layout.columns):
        if column.year is None:
            cells[place] = sum(
                (
                    leaves[other]
                    for other, leaf in enumerate(layout.columns)
                    if leaf.year is not None and column.source in ("all", leaf.source)
                ),
                Decimal(0),
            )
    return cells


def _add(lines: Sequence[Cells], layout: Layout) -> Cells:
    return {place: sum((line[place] for line in lines), Decimal(0)) for place in range(len(layout))}


def _print(cells: Cells, dice: random.Random, zeros: float) -> Cells:
    """Blank most zeros; some are printed."""
    return {place: amount for place, amount in cells.items() if amount or dice.random() < zeros * 0.5}


def figures_of(cells: Cells, gap: Callable[[int], Gap] | None = None) -> tuple[Figure, ...]:
    """A row's figures; ``gap`` says what the empty cells between them left in the text."""
    figures: list[Figure] = []
    before: int | None = None
    for place in sorted(cells):
        left = gap(place - before - 1) if gap is not None and before is not None else Gap(1)
        figures.append(Figure(cells[place], format_number(_plain(cells[place])), "", 1, 0, left))
        before = place
    return tuple(figures)


def rows_of(table: Table, gap: Callable[[int], Gap] | None = None) -> tuple[list[BudgetRow], list[RowKey | None]]:
    """The rows as the finder hands them to the solver, without columns."""
    rows, keys = [], []
    for row in table.rows:
        kind = RowLabelKind.NONE if not row.number else RowLabelKind.ARABIC if row.parent else RowLabelKind.ROMAN
        rows.append(
            BudgetRow(
                label=RowLabel(kind, row.number),
                title=row.title,
                figures=figures_of(row.cells, gap),
                span=Span(1, 1),
                is_total=not row.number,
            )
        )
        keys.append(RowKey(row.key, row.parent) if row.number else None)
    return rows, keys


def _plain(amount: Decimal) -> int | Decimal:
    normal = amount.normalize()
    return int(normal) if normal == normal.to_integral_value() else normal


def printed(amount: Decimal) -> str:
    """An amount as plans print it."""
    return format_number(_plain(amount))


def heads_of(layout: Layout, *, total_word: str = "Tổng cộng") -> list[str]:
    """The head lines of a text without geometry."""
    years = " ".join(f"Năm {year}" for year in layout.years)
    total = any(column.year is None for column in layout.columns)
    first = layout.columns[0].year is None
    groups = f"Kinh phí {years}" if total and first else f"{years} Tổng số" if total else years
    lines = ["TT Nội dung", groups]
    if layout.sources:
        names = {"state": "NSNN", "enterprise": "DN", "other": "Khác"}
        run = " ".join(names[source] for source in layout.sources)
        if layout.place(None, "all") is not None and first:
            lines.append(total_word)
        lines.append(" ".join([run] * (len(layout.years) + int(total))))
    return lines


def as_cell_text(table: Table, *, blanks_a_cell: int = 2, unit: str = "triệu đồng") -> str:
    """The table as the text of a PDF whose geometry is lost: cells one after the other, empty ones as blanks."""
    lines = ["DỰ TOÁN KINH PHÍ THỰC HIỆN KẾ HOẠCH", "", f"Đơn vị: {unit}", "", *heads_of(table.layout), ""]
    for row in table.rows:
        words = row.title.split()
        middle = len(words) // 2
        number = f"{row.number}. " if row.number and not row.parent else f"{row.number} " if row.number else ""
        if row.number:
            lines += [f"{number}{' '.join(words[:middle])}", "", " ".join(words[middle:])]
            lines += [_line_of(row.cells, len(table.layout), blanks_a_cell), ""]
        else:
            lines += [f"{row.title} {_line_of(row.cells, len(table.layout), blanks_a_cell)}"]
    return "\n".join(lines) + "\n"


def _line_of(cells: Cells, width: int, blanks_a_cell: int) -> str:
    parts = [printed(cells[place]) + " " if place in cells else " " * blanks_a_cell for place in range(width)]
    return "".join(parts).lstrip(" ") if blanks_a_cell else " ".join(printed(cells[place]) for place in sorted(cells))


def as_columns(table: Table, *, width: int = 10) -> str:
    """The table in columns of blanks, as `pdftotext -layout` writes it."""
    title_width = 50
    lines = ["DỰ TOÁN KINH PHÍ", "Đơn vị tính: triệu đồng"]
    lines += [" ".join(heads_of(table.layout))]
    for row in table.rows:
        number = f"{row.number}." if row.number and not row.parent else row.number
        cells = "".join(
            printed(row.cells[place]).rjust(width) if place in row.cells else " " * width
            for place in range(len(table.layout))
        )
        lines.append(f"{number:<4}{row.title:<{title_width}}{cells}".rstrip())
    return "\n".join(lines) + "\n"


SOURCE_HEADS = {"state": "NSNN", "enterprise": "DN", "other": "Nguồn khác"}


def as_docx(table: Table, *, numbered_columns: bool = False, agencies: bool = True) -> bytes:
    """The table in a Word document: heads in two rows with merged cells, agencies, the bottom row merged."""
    document = docx.Document()
    document.add_paragraph("Phụ lục II")
    document.add_paragraph("DỰ TOÁN KINH PHÍ THỰC HIỆN KẾ HOẠCH")
    document.add_paragraph("Đơn vị tính: triệu đồng")
    layout = table.layout
    width = 2 + len(layout) + (2 if agencies else 0)
    grid = document.add_table(rows=2, cols=width)
    for column, text in enumerate(("TT", "Nội dung")):
        grid.cell(0, column).merge(grid.cell(1, column)).text = text
    _word_heads(grid, layout)
    if agencies:
        for column, text in ((width - 2, "Đơn vị chủ trì"), (width - 1, "Đơn vị phối hợp")):
            grid.cell(0, column).merge(grid.cell(1, column)).text = text
    if numbered_columns:
        for column, cell in enumerate(grid.add_row().cells, start=1):
            cell.text = f"({column})"
    for row in table.rows:
        _word_row(grid, row, agencies=agencies)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _word_heads(grid: DocxTable, layout: Layout) -> None:
    column = 2
    while column < 2 + len(layout):
        year = layout.columns[column - 2].year
        stop = column
        while stop < 2 + len(layout) and layout.columns[stop - 2].year == year:
            stop += 1
        text = f"Năm {year}" if year is not None else "Kinh phí"
        if not layout.sources:
            grid.cell(0, column).merge(grid.cell(1, column)).text = text
        else:
            grid.cell(0, column).merge(grid.cell(0, stop - 1)).text = text
            for place in range(column, stop):
                source = layout.columns[place - 2].source
                grid.cell(1, place).text = SOURCE_HEADS.get(source, "Tổng cộng")
        column = stop


def _word_row(grid: DocxTable, row: Row, *, agencies: bool) -> None:
    cells = grid.add_row().cells  # type: ignore[no-untyped-call]
    if row.number:
        cells[0].text, cells[1].text = row.number, row.title
    else:
        cells[0].merge(cells[1]).text = row.title
    for place, amount in row.cells.items():
        cells[2 + place].text = printed(amount)
    if agencies and row.parent:
        cells[-2].text, cells[-1].text = "Sở Khoa học và Công nghệ", "Sở Y tế, Sở Tài chính"
