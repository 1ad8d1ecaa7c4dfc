"""Sheet "Giai đoạn": the run's years as one period, by each of the three averages."""

from __future__ import annotations

from typing import Any, Final

from nscl.documents.excel.frame import set_up_page
from nscl.documents.productivity_papers.accounts import AverageKind, PeriodPaper
from nscl.documents.productivity_papers.workbook.blocks import Block, kept_part, part_of
from nscl.documents.productivity_papers.workbook.frame import HEAD_ROW, Book, Look, fit_row, headed_sheet, put
from nscl.documents.productivity_papers.workbook.live import Live, compounded, either, literal, lowest, mean, products

NAME: Final = "Giai đoạn"
_TABLE: Final = "Cả giai đoạn"
_HEADS: Final = (
    ("Phương pháp", 52.0),
    ("Giai đoạn", 14.0),
    ("Cách bình quân", 34.0),
    ("Tăng trưởng mỗi năm", 14.0),
    ("Vốn đóng góp", 14.0),
    ("Lao động đóng góp", 14.0),
    ("Đầu vào trung gian đóng góp", 14.0),
    ("TFP", 14.0),
    ("Vốn trong tăng trưởng", 14.0),
    ("Lao động trong tăng trưởng", 14.0),
    ("TFP trong tăng trưởng", 14.0),
)
_FIRST_FIGURE: Final = 3


def write_periods(book: Book, blocks: list[Block], least: Live) -> None:
    """The sheet: a line a method and average, every figure a formula over the years of sheet "TFP"."""
    sheet = headed_sheet(book, NAME, "Bình quân mỗi năm của cả giai đoạn", _HEADS)
    row = HEAD_ROW
    for block in blocks:
        for period in block.account.periods:
            row += 1
            _line(book, sheet, row, (block, period), least)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    set_up_page(sheet, HEAD_ROW)


def _line(book: Book, sheet: Any, row: int, of: tuple[Block, PeriodPaper], least: Live) -> None:
    block, period = of
    texts = (block.account.name, f"{period.first}–{period.last}", period.average_name)
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, book.styles.text)
    fit_row(sheet, row, [(text, width) for text, (_head, width) in zip(texts, _HEADS, strict=False)])
    output, capital, labour, others = _figures(block, period)
    cells = [
        put(book, sheet, (row, _FIRST_FIGURE + place), one, Look.PERCENT)
        for place, one in enumerate((output, capital, labour, others))
    ]
    rest = put(book, sheet, (row, 7), cells[0] - cells[1] - cells[2] - cells[3], Look.PERCENT)
    kept = (period.output, period.from_capital, period.from_labour, period.from_intermediates, period.tfp)
    span = (period.first, period.last)
    method = f"{block.account.name}; {period.average_name}"
    for (head, _width), figure, live in zip(_HEADS[_FIRST_FIGURE:8], kept, (*cells, rest), strict=True):
        book.check((_TABLE, method, head), span, figure, live)
    # No share either where growth turned its sign within the period.
    refused = cells[0].below(least).or_(lowest(block.output.over(period.first, period.last)).below(0))
    named = {"Vốn": cells[1], "Lao động": cells[2], "TFP": rest}
    for place, (name, points) in enumerate(named.items()):
        live = put(book, sheet, (row, 8 + place), part_of(points, cells[0], refused), Look.PERCENT)
        told = kept_part(period.parts, period.refused, name)
        book.check((_TABLE, method, _HEADS[8 + place][0]), span, told, live)


def _figures(block: Block, period: PeriodPaper) -> tuple[Live, Live, Live, Live]:
    """Output, and what capital, labour and intermediates gave, a year."""
    first, last = period.first, period.last
    nothing = literal(0)
    if period.average is AverageKind.GEOMETRIC and not block.account.in_logs:
        share = mean(block.labour_share.over(first, last))
        return (
            compounded(block.output.over(first, last)),
            (1 - share) * compounded(block.capital.over(first, last)),
            share * compounded(block.labour.over(first, last)),
            nothing,
        )
    if period.average is AverageKind.CUMULATED and not block.account.in_logs:
        return (*_cumulated(block, first, last), nothing)
    others = nothing if block.from_intermediates is None else mean(block.from_intermediates.over(first, last))
    output, capital, labour = (
        mean(line.over(first, last)) for line in (block.output, block.from_capital, block.from_labour)
    )
    return output, capital, labour, others


def _cumulated(block: Block, first: int, last: int) -> tuple[Live, Live, Live]:
    """Contributions in points of the opening level: each year's counts times what output had grown to by then."""
    level, count = block.output_level, last - first + 1
    ratio = level[last] / level[first - 1]
    pace, grown = ratio ** (literal(1) / count) - 1, ratio - 1
    scale = either(grown.equals(0), literal(1) / count, pace / grown)
    before = level.over(first - 1, last - 1)
    capital, labour = (
        products(before, line.over(first, last)) / level[first - 1] * scale
        for line in (block.from_capital, block.from_labour)
    )
    return pace, capital, labour
