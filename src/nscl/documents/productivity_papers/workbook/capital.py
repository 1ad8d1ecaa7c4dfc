"""Sheet "Vốn": the stock of capital by perpetual inventory, cell by cell; kinds of assets one by one, then together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from nscl.documents.productivity_papers.accounts import CapitalPaper, StartKind, StockPaper
from nscl.documents.productivity_papers.workbook.frame import Book, Line, Look, YearSheet
from nscl.documents.productivity_papers.workbook.live import Live, added, geometric_level, literal

NAME: Final = "Vốn"
_TABLE: Final = "Vốn"


@dataclass(frozen=True, slots=True)
class _Wear:
    """Depreciation of a stock, and the part of it that new investment bears at once."""

    rate: Live
    at_once: Live


def write_capital(book: Book) -> None:
    """The sheet; the stock that works becomes the series "capital". Nothing where the stock was brought as it is."""
    capital = book.paper.capital
    if capital is None or not book.makes_capital:
        return
    sheet = YearSheet(book, NAME, "Trữ lượng vốn theo phương pháp kiểm kê liên tục")
    at_once = book.option(
        "hao_mon_nam_dau", "Phần khấu hao mà đầu tư chịu ngay trong năm (0; 0,5; 1)", capital.worn_at_once, Look.FIGURE
    )
    weight = book.option(
        "phan_cuoi_nam",
        "Phần của vốn cuối năm trong vốn làm việc (0,5: bình quân; 0: đầu năm)",
        capital.closing_weight,
        Look.FIGURE,
    )
    several = len(capital.stocks) > 1
    made = [
        _stock(book, sheet, one, (at_once, f"_{place}" if several else ""))
        for place, one in enumerate(capital.stocks, start=1)
    ]
    closing = _together(sheet, made) if several else made[0]
    years = [year for year in closing.years if year - 1 in closing]
    working = sheet.line(
        "Vốn làm việc trong năm",
        {year: (1 - weight) * closing[year - 1] + weight * closing[year] for year in years},
        look=Look.FIGURE,
        unit=closing.unit,
        how=capital.basis,
    )
    book.series["capital"] = working
    _check(book, capital, closing, working)


def _together(sheet: YearSheet, made: list[Line]) -> Line:
    """The sum of all kinds, over the years that all of them have."""
    sheet.block("Mọi loại tài sản")
    years = sorted(set.intersection(*(set(line.years) for line in made)))
    cells = {year: added([line[year] for line in made]) for year in years}
    return sheet.line("Vốn cuối năm, cộng", cells, look=Look.FIGURE, unit=made[0].unit)


def _check(book: Book, capital: CapitalPaper, closing: Line, working: Line) -> None:
    for name, kept, line in (("Vốn cuối năm", capital.closing, closing), ("Vốn làm việc", capital.working, working)):
        for year in sorted(kept):
            if year in line:
                book.check((_TABLE, "kiểm kê liên tục", name), (year, year), kept[year], line[year])


def _stock(book: Book, sheet: YearSheet, stock: StockPaper, options: tuple[Live, str]) -> Line:
    """One stock from its start on. options: what wears at once, and what tells its options from another stock's."""
    at_once, suffix = options
    kind = f": {stock.name}" if suffix else ""
    put_in = book.series[stock.investment]
    rate = book.option(f"khau_hao{suffix}", f"Khấu hao mỗi năm{kind}", stock.depreciation, Look.PERCENT)
    wear = _Wear(rate, at_once)
    sheet.block(f"{stock.name}. Vốn ban đầu: {stock.how}")
    first_stock = _start(book, sheet, stock, (wear, suffix))
    years = [year for year in put_in.years if year > stock.start_year]
    invested = sheet.line(
        "Vốn đầu tư",
        {year: put_in[year] for year in years},
        look=Look.FIGURE,
        unit=put_in.unit,
        how=book.paper.capital.timing if book.paper.capital else "",
    )
    return _inventory(sheet, invested, {stock.start_year: first_stock}, wear)


def _start(book: Book, sheet: YearSheet, stock: StockPaper, of: tuple[_Wear, str]) -> Live:
    """The stock at the end of the start year."""
    wear, suffix = of
    if stock.start is StartKind.STEADY:
        return _steady(sheet, stock, book.series[stock.investment], wear)
    output, year = book.series.get("output"), stock.start_year + 1
    if stock.start is StartKind.RATIO and stock.ratio is not None and output is not None and year in output:
        return book.option(f"von_tren_grdp{suffix}", "Vốn ban đầu trên GRDP", stock.ratio, Look.FIGURE) * output[year]
    if stock.start_value is None:
        raise ValueError(f"{stock.name}: không có giá trị vốn ban đầu")
    label = f"{stock.name} cuối năm {stock.start_year}"
    return book.option(f"von_ban_dau{suffix}", label, stock.start_value, Look.FIGURE)


def _steady(sheet: YearSheet, stock: StockPaper, put_in: Line, wear: _Wear) -> Live:
    """What is left of I ÷ (g + δ), both averaged over the first years."""
    chosen = put_in.years[: stock.steady_years]
    first, last, at = chosen[0], chosen[-1], stock.start_year
    pace = sheet.line(
        f"Tốc độ tăng đầu tư {first}–{last}",
        {at: (put_in[last] / put_in[first]) ** (literal(1) / (last - first)) - 1},
        look=Look.PERCENT,
        how="bình quân nhân",
    )[at]
    level = sheet.line(
        f"Mức đầu tư quy về năm {first}",
        {at: geometric_level(put_in.over(first, last)) / (pace + 1) ** (literal(last - first) / 2)},
        look=Look.FIGURE,
        unit=put_in.unit,
        how=f"bình quân nhân {first}–{last}, lùi về năm đầu",
    )[at]
    return (1 - wear.rate * wear.at_once) * level / (pace + wear.rate)


def _inventory(sheet: YearSheet, invested: Line, start: Mapping[int, Live], wear: _Wear) -> Line:
    """From the stock at the end of the start year: K = (1 − δ)·K₋₁ + I less what wears at once.

    The line refers to itself, so it is written year by year.
    """
    lost = sheet.line(
        "Đầu tư hao mòn ngay trong năm",
        {year: wear.rate * wear.at_once * invested[year] for year in invested.years},
        look=Look.FIGURE,
        unit=invested.unit,
        how="khấu hao × phần chịu ngay × đầu tư",
    )
    how = "(1 − khấu hao) × vốn cuối năm trước + đầu tư − hao mòn ngay"
    stocks = sheet.line("Vốn cuối năm", start, look=Look.FIGURE, unit=invested.unit, how=how)
    values = dict(stocks.values)
    for year in invested.years:
        made = (1 - wear.rate) * values[year - 1] + invested[year] - lost[year]
        values[year] = sheet.add(year, made, Look.FIGURE)
    return replace(stocks, values=values)
