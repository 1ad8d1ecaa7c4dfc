"""Sheet "TFP": growth, coefficients, contributions and the residual of every method, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from nscl.documents.productivity_papers.accounts import AccountPaper, ShareKind
from nscl.documents.productivity_papers.workbook.blocks import Block, kept_part, part_of, rates
from nscl.documents.productivity_papers.workbook.frame import Book, Line, Look, YearSheet
from nscl.documents.productivity_papers.workbook.klems import write_klems
from nscl.documents.productivity_papers.workbook.live import Live, ln, slope

NAME: Final = "TFP"
_TABLE: Final = "Từng năm"


def write_growth(book: Book) -> tuple[list[Block], Live]:
    """The sheet: the blocks with formulas, and the growth below which no share is told.

    A method whose series are not in the paper has its kept figures, and says so.
    """
    sheet = YearSheet(book, NAME, "Tăng trưởng và đóng góp của vốn, lao động, TFP theo từng phương pháp")
    least = book.option(
        "nguong_ty_trong", "Không nêu tỷ trọng khi tăng trưởng dưới", book.paper.least_growth, Look.PERCENT
    )
    blocks = []
    for account in book.paper.accounts:
        logs = ", tốc độ tăng bằng lô-ga-rít" if account.in_logs else ""
        sheet.block(f"{account.name}{logs}")
        if account.factors:
            block = write_klems(book, sheet, account)
        elif _is_whole(book, account):
            block = _account(book, sheet, account)
        else:
            block = None
        if block is None:
            _kept_only(sheet, account)
        else:
            blocks.append(block)
            book.live_tables |= {("year", account.method), ("period", account.method)}
            write_parts(book, sheet, block, least)
    return blocks, least


def _is_whole(book: Book, account: AccountPaper) -> bool:
    """Whether the paper has every figure that the account was made of."""
    if account.share is ShareKind.COSTS:
        return False
    keys = [account.output, account.capital, account.labour]
    keys += {ShareKind.INCOME: ["labour_income", "output_current"], ShareKind.SERIES: ["labour_share"]}.get(
        account.share, []
    )
    return all(key in book.series for key in keys) and all(
        year in book.series[key]
        for key in keys
        for one in account.years
        for year in ((one.year - 1, one.year) if key in keys[:3] or account.in_logs else (one.year,))
    )


def _account(book: Book, sheet: YearSheet, account: AccountPaper) -> Block:
    levels = [book.series[key] for key in (account.output, account.capital, account.labour)]
    how = "lô-ga-rít(năm nay ÷ năm trước)" if account.in_logs else "năm nay ÷ năm trước − 1"
    output, capital, labour = (
        sheet.line(f"{name} tăng", rates(account, level), look=Look.PERCENT, how=how)
        for name, level in zip(("GRDP", "Vốn", "Lao động"), levels, strict=True)
    )
    years = [one.year for one in account.years]
    share_how, shares = _shares(book, sheet, account, levels)
    labour_share = sheet.line("Hệ số của lao động", shares, look=Look.COEFFICIENT, how=share_how)
    capital_share = sheet.line(
        "Hệ số của vốn", {year: 1 - labour_share[year] for year in years}, look=Look.COEFFICIENT, how="1 − của lao động"
    )
    given = [
        sheet.line(
            f"{name} đóng góp",
            {year: share[year] * rate[year] for year in years},
            look=Look.PERCENT,
            how="hệ số × tăng",
        )
        for name, share, rate in (("Vốn", capital_share, capital), ("Lao động", labour_share, labour))
    ]
    rest = {year: output[year] - given[0][year] - given[1][year] for year in years}
    tfp = sheet.line("TFP", rest, look=Look.PERCENT, how="phần còn lại của tăng trưởng")
    return Block(
        account, levels[0], output, capital, labour, capital_share, labour_share, given[0], given[1], None, tfp
    )


def _shares(
    book: Book, sheet: YearSheet, account: AccountPaper, levels: Sequence[Line]
) -> tuple[str, Mapping[int, Live | float]]:
    """The labour share by year and how it is made."""
    years = [one.year for one in account.years]
    if account.share is ShareKind.FITTED:
        return _fitted(sheet, years, levels)
    if account.share in {ShareKind.INCOME, ShareKind.SERIES}:
        measured = _measured(book, sheet, account)
        if account.in_logs:
            return "bình quân hai năm", {year: (measured[year - 1] + measured[year]) / 2 for year in years}
        return "của năm", {year: measured[year] for year in years}
    found = {one.labour_share for one in account.years}
    if len(found) > 1:
        return "theo bảng cân đối liên ngành của từng thời kỳ", {one.year: one.labour_share for one in account.years}
    name = f"he_so_lao_dong_{account.method}"
    option = book.option(name, f"Hệ số của lao động: {account.name}", found.pop(), Look.COEFFICIENT)
    return f"lựa chọn {name}", dict.fromkeys(years, option + 0)


def _measured(book: Book, sheet: YearSheet, account: AccountPaper) -> Line:
    if account.share is ShareKind.SERIES:
        return book.series["labour_share"]
    income, output = book.series["labour_income"], book.series["output_current"]
    years = [one.year for one in account.years]
    if account.in_logs:
        years = [years[0] - 1, *years]
    return sheet.line(
        "Thu nhập lao động trên GRDP",
        {year: income[year] / output[year] for year in years},
        look=Look.COEFFICIENT,
        how="cùng giá hiện hành",
    )


def _fitted(sheet: YearSheet, years: Sequence[int], levels: Sequence[Line]) -> tuple[str, Mapping[int, Live]]:
    """Least squares of ln(GRDP ÷ labour) on ln(capital ÷ labour) over every year that the three series have."""
    output, capital, labour = levels
    span = range(max(line.years[0] for line in levels), min(line.years[-1] for line in levels) + 1)
    made = [
        sheet.line(name, {year: ln(line[year] / labour[year]) for year in span}, look=Look.COEFFICIENT)
        for name, line in (("ln(GRDP trên lao động)", output), ("ln(vốn trên lao động)", capital))
    ]
    first, last = span[0], span[-1]
    fitted = 1 - slope(made[0].over(first, last), made[1].over(first, last))
    return "1 − độ dốc của hồi quy (SLOPE)", dict.fromkeys(years, fitted)


def write_parts(book: Book, sheet: YearSheet, block: Block, least: Live) -> None:
    """Parts of growth below the block, and the check of every line against what was kept."""
    named = {"Vốn": block.from_capital, "Lao động": block.from_labour, "TFP": block.tfp}
    if block.from_intermediates is not None:
        named["Đầu vào trung gian"] = block.from_intermediates
    parts = {
        name: sheet.line(
            f"{name} trong tăng trưởng",
            {year: part_of(line[year], block.output[year], block.output[year].below(least)) for year in line.years},
            look=Look.PERCENT,
        )
        for name, line in named.items()
    }
    for one in block.account.years:
        kept = {
            "GRDP tăng": (one.output, block.output),
            "vốn tăng": (one.capital, block.capital),
            "lao động tăng": (one.labour, block.labour),
            "hệ số của vốn": (one.capital_share, block.capital_share),
            "hệ số của lao động": (one.labour_share, block.labour_share),
            "vốn đóng góp": (one.from_capital, block.from_capital),
            "lao động đóng góp": (one.from_labour, block.from_labour),
            "TFP": (one.tfp, block.tfp),
        }
        if block.from_intermediates is not None:
            kept["đầu vào trung gian đóng góp"] = (one.from_intermediates, block.from_intermediates)
        for measure, (figure, line) in kept.items():
            book.check((_TABLE, block.account.name, measure), (one.year, one.year), figure, line[one.year])
        for name, line in parts.items():
            told = kept_part(one.parts, one.refused, name)
            what = (_TABLE, block.account.name, f"{name} trong tăng trưởng")
            book.check(what, (one.year, one.year), told, line[one.year])


def _kept_only(sheet: YearSheet, account: AccountPaper) -> None:
    """The figures of a method whose series are not all in the paper: no formulas, and so it is said."""

    def line(name: str, look: Look, of: Mapping[int, float]) -> None:
        sheet.line(name, of, look=look, how="số đã tính; tệp không kèm đủ chuỗi gốc")

    def told(name: str) -> dict[int, float]:
        return {one.year: float(getattr(one, name)) for one in account.years}

    for name, field, look in (
        ("GRDP tăng", "output", Look.PERCENT),
        ("Vốn tăng", "capital", Look.PERCENT),
        ("Lao động tăng", "labour", Look.PERCENT),
        ("Hệ số của lao động", "labour_share", Look.COEFFICIENT),
        ("Hệ số của vốn", "capital_share", Look.COEFFICIENT),
        ("Vốn đóng góp", "from_capital", Look.PERCENT),
        ("Lao động đóng góp", "from_labour", Look.PERCENT),
        ("Đầu vào trung gian đóng góp", "from_intermediates", Look.PERCENT),
        ("TFP", "tfp", Look.PERCENT),
    ):
        line(name, look, told(field))
