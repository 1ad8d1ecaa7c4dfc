"""Sections on growth: by year, over the period, by every method, and the stock of capital."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from nscl.documents.productivity_papers.accounts import AccountPaper, CapitalPaper, PartsOfGrowth
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.word.figures import (
    NONE,
    capital,
    coefficient,
    in_percent,
    percent,
    quantity,
    years_of,
)
from nscl.documents.productivity_papers.word.layout import MethodSheet, Row

_SHARES = ("Vốn trong tăng trưởng", "Lao động trong tăng trưởng", "TFP trong tăng trưởng")
_NO_SHARE = "không nêu"


def add_years(sheet: MethodSheet, paper: RunPaper, account: AccountPaper) -> None:
    """The main method year by year; a share that was refused has its reason below."""
    sheet.section("Tăng trưởng và đóng góp từng năm")
    sheet.say(f"Phương pháp: {account.name}.{_logs(account)}")
    others = any(one.from_intermediates for one in account.years)
    rows = [
        Row(
            (
                str(one.year),
                *map(in_percent, (one.output, one.capital, one.labour)),
                *map(coefficient, (one.capital_share, one.labour_share)),
                *map(in_percent, (one.from_capital, one.from_labour)),
                *([in_percent(one.from_intermediates)] if others else []),
                in_percent(one.tfp),
                *_parts(one.parts),
            )
        )
        for one in account.years
        if paper.first <= one.year <= paper.last
    ]
    made = "Giá trị sản xuất" if others else "GRDP"
    heads = (
        *("Năm", f"{made} tăng", "Vốn tăng", "Lao động tăng", "Hệ số của vốn", "Hệ số của lao động"),
        *("Vốn đóng góp", "Lao động đóng góp", *(("Trung gian đóng góp",) if others else ()), "TFP", *_SHARES),
    )
    sheet.table("Đơn vị tính: %; đóng góp: điểm %", heads, rows, [0.9, *[1.0] * (len(heads) - 1)])
    _reasons(sheet, {str(one.year): one.refused for one in account.years if paper.first <= one.year <= paper.last})


def add_periods(sheet: MethodSheet, account: AccountPaper) -> None:
    """The same years as one period, by each average."""
    if not account.periods:
        return
    one = account.periods[0]
    sheet.section(f"Bình quân giai đoạn {years_of(one.first, one.last)}")
    sheet.say(
        "Ba cách lấy bình quân cho ba kết quả khác nhau; dòng đầu là cách của lần tính này. Tỷ trọng là tỷ số của hai "
        "tổng, không phải bình quân của các tỷ trọng hằng năm."
    )
    rows = [
        Row(
            (
                capital(period.average_name),
                *map(in_percent, (period.output, period.from_capital, period.from_labour, period.tfp)),
                *_parts(period.parts),
            ),
            bold=place == 0,
        )
        for place, period in enumerate(account.periods)
    ]
    heads = ("Cách bình quân", "Tăng mỗi năm", "Vốn đóng góp", "Lao động đóng góp", "TFP", *_SHARES)
    sheet.table("Đơn vị tính: %; đóng góp: điểm %", heads, rows, (3.6, *[1.2] * 7))
    _reasons(sheet, {period.average_name: period.refused for period in account.periods})


def add_methods(sheet: MethodSheet, paper: RunPaper) -> None:
    """Every method side by side by the run's own average; one that gave nothing, with its reason."""
    sheet.section("Các phương pháp cạnh nhau")
    sheet.say(
        "Cùng số liệu, mỗi phương pháp cho một kết quả vì hệ số của vốn và của lao động khác nhau; không dùng con số "
        "nào tách khỏi tên phương pháp."
    )
    others = any(period.from_intermediates for account in paper.accounts for period in account.periods)
    rows = []
    for account in paper.accounts:
        if not account.periods:
            continue
        period = account.periods[0]
        share = fmean(one.labour_share for one in account.years if period.first <= one.year <= period.last)
        # Only a method on gross output has intermediates.
        between = (period.from_intermediates or None,) if others else ()
        figures = (period.output, period.from_capital, period.from_labour, *between, period.tfp)
        tfp_part = in_percent(period.parts.tfp) if period.parts else _NO_SHARE
        rows.append(
            Row(
                (capital(account.name), coefficient(share), *map(in_percent, figures), tfp_part),
                bold=account.method == paper.method,
            )
        )
    rows += [Row((capital(name),), words=f"Không tính được. {why}") for name, why in paper.refused.items()]
    heads = (
        *("Phương pháp", "Hệ số của lao động", "Tăng mỗi năm", "Vốn đóng góp", "Lao động đóng góp"),
        *(("Trung gian đóng góp",) if others else ()),
        *("TFP", "TFP trong tăng trưởng"),
    )
    sheet.table("Đơn vị tính: %; đóng góp: điểm %", heads, rows, (4.4, *[1.2] * (len(heads) - 1)))
    for account in paper.accounts:
        sheet.say(account.fit, name=capital(account.name))


def add_capital(sheet: MethodSheet, paper: RunPaper, made: CapitalPaper) -> None:
    """How the stock began, what wears off, and what came out."""
    sheet.section("Vốn")
    sheet.say(
        "Vốn tính theo phương pháp kiểm kê liên tục: vốn cuối năm bằng vốn cuối năm trước trừ khấu hao, cộng vốn đầu "
        f"tư trong năm theo giá so sánh. Đầu tư: {made.timing}; vốn làm việc trong năm: {made.basis}."
    )
    for stock in made.stocks:
        value = "" if stock.start_value is None else f" ({quantity(stock.start_value)} cuối năm {stock.start_year})"
        sheet.say(f"{stock.how}{value}; khấu hao {percent(stock.depreciation)} mỗi năm.", name=f"{stock.name}, ban đầu")
    investment = paper.one("investment")
    unit = investment.unit if investment else ""
    years = [year for year in sorted(made.closing) if paper.first - 1 <= year <= paper.last]
    rows = [
        Row(
            (
                str(year),
                quantity(investment.values[year]) if investment and year in investment.values else NONE,
                quantity(made.closing[year]),
                quantity(made.working[year]) if year in made.working else NONE,
            )
        )
        for year in years
    ]
    caption = f"Đơn vị tính: {unit}" if unit else "Theo đơn vị của vốn đầu tư"
    heads = ("Năm", "Vốn đầu tư, giá so sánh", "Vốn cuối năm", "Vốn làm việc trong năm")
    sheet.table(caption, heads, rows, (1.0, 2.0, 2.0, 2.0))


def _logs(account: AccountPaper) -> str:
    return " Tốc độ tăng tính bằng hiệu lô-ga-rít." if account.in_logs else ""


def _parts(parts: PartsOfGrowth | None) -> Sequence[str]:
    if parts is None:
        return [_NO_SHARE] * 3
    return [in_percent(part) for part in (parts.capital, parts.labour, parts.tfp)]


def _reasons(sheet: MethodSheet, refused: Mapping[str, str]) -> None:
    """Why shares are not told, one line a reason."""
    by_reason: dict[str, list[str]] = {}
    for what, why in refused.items():
        if why:
            by_reason.setdefault(why, []).append(what)
    for why, where in by_reason.items():
        sheet.say(why, name=f"Không nêu tỷ trọng ({'; '.join(where)})")
