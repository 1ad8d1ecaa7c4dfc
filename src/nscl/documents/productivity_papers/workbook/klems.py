"""A block of gross-output accounting: every factor's part of cost, and what its growth gave."""

from __future__ import annotations

from nscl.documents.productivity_papers.accounts import AccountPaper, FactorGroup, FactorPaper
from nscl.documents.productivity_papers.workbook.blocks import Block, rates
from nscl.documents.productivity_papers.workbook.frame import Book, Line, Look, YearSheet
from nscl.documents.productivity_papers.workbook.live import Live, added, ln

_GROUP_NAMES = {FactorGroup.CAPITAL: "Vốn", FactorGroup.LABOUR: "Lao động"}


def write_klems(book: Book, sheet: YearSheet, account: AccountPaper) -> Block | None:
    """The block, or None where the paper lacks a series of it."""
    years = [one.year for one in account.years]
    wanted = [account.output, *(key for one in account.factors for key in (one.quantity, one.cost, one.less) if key)]
    span = [years[0] - 1, *years]
    if any(key not in book.series or any(year not in book.series[key] for year in span) for key in wanted):
        return None
    level = book.series[account.output]
    output = sheet.line("Giá trị sản xuất tăng", rates(account, level), look=Look.PERCENT, how="lô-ga-rít")
    weights, given = _factors(book, sheet, account, span)
    made: dict[FactorGroup, tuple[Line, Line, Line]] = {}
    for group, name in _GROUP_NAMES.items():
        made[group] = _group(sheet, name, [place for place, one in enumerate(account.factors) if one.group is group],
                             (weights, given, years))  # fmt: skip
    others = [given[place] for place, one in enumerate(account.factors) if one.group is FactorGroup.INTERMEDIATE]
    from_others = sheet.line(
        "Đầu vào trung gian đóng góp",
        {year: added([line[year] for line in others]) for year in years},
        look=Look.PERCENT,
    )
    capital, labour = made[FactorGroup.CAPITAL], made[FactorGroup.LABOUR]
    rest = {year: output[year] - capital[1][year] - labour[1][year] - from_others[year] for year in years}
    tfp = sheet.line("TFP", rest, look=Look.PERCENT, how="phần còn lại của tăng trưởng")
    return Block(
        account, level, output, capital[2], labour[2], capital[0], labour[0], capital[1], labour[1], from_others, tfp
    )


def _factors(book: Book, sheet: YearSheet, account: AccountPaper, span: list[int]) -> tuple[list[Line], list[Line]]:
    """Each factor's weight (mean of two years' parts of cost) and what it gave."""
    costs = [_cost(book, sheet, one, span) for one in account.factors]
    whole = sheet.line("Tổng chi phí", {year: added([cost[year] for cost in costs]) for year in span}, look=Look.FIGURE)
    weights, given = [], []
    for factor, cost in zip(account.factors, costs, strict=True):
        share = sheet.line(
            f"{factor.name}: phần chi phí", {year: cost[year] / whole[year] for year in span}, look=Look.COEFFICIENT
        )
        weight = {year: (share[year - 1] + share[year]) / 2 for year in span[1:]}
        weights.append(sheet.line(f"{factor.name}: trọng số", weight, look=Look.COEFFICIENT, how="bình quân hai năm"))
        given.append(_given(book, sheet, factor, weights[-1], span[1:]))
    return weights, given


def _cost(book: Book, sheet: YearSheet, factor: FactorPaper, span: list[int]) -> Line:
    """The factor's nominal cost: a series, or one less another."""
    cost = book.series[factor.cost]
    if not factor.less:
        return cost
    less = book.series[factor.less]
    return sheet.line(f"{factor.name}: chi phí", {year: cost[year] - less[year] for year in span}, look=Look.FIGURE)


def _given(book: Book, sheet: YearSheet, factor: FactorPaper, weight: Line, years: list[int]) -> Line:
    quantity = book.series[factor.quantity]

    def points(year: int) -> Live | float:
        # A factor that costs nothing takes no part, whatever its index says.
        return weight[year] * ln(quantity[year] / quantity[year - 1]) if weight[year].value else 0.0

    return sheet.line(
        f"{factor.name}: đóng góp", {year: points(year) for year in years}, look=Look.PERCENT, how="trọng số × ln(tăng)"
    )


def _group(
    sheet: YearSheet, name: str, places: list[int], of: tuple[list[Line], list[Line], list[int]]
) -> tuple[Line, Line, Line]:
    """Coefficient, contribution and growth of all factors of a group together."""
    weights, given, years = of
    share = sheet.line(
        f"Hệ số của {name.lower()}",
        {year: added([weights[place][year] for place in places]) for year in years},
        look=Look.COEFFICIENT,
    )
    points = sheet.line(
        f"{name} đóng góp",
        {year: added([given[place][year] for place in places]) for year in years},
        look=Look.PERCENT,
    )
    rate = sheet.line(
        f"{name} tăng", {year: points[year] / share[year] for year in years}, look=Look.PERCENT, how="đóng góp ÷ hệ số"
    )
    return share, points, rate
