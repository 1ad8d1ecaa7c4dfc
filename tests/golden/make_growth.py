"""Makes the growth tables of this folder: figures of an invented province, and what the formulas give to 30 digits.

An independent computation: straight from the formulas of docs/methods/nang-suat.md, in exact fractions and in decimals
of 50 digits, sharing no code with `nscl.economics`. Run `.venv/bin/python tests/golden/make_growth.py` to write the
files again; tests/economics/test_golden_growth.py holds the library against them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

getcontext().prec = 50
HERE = Path(__file__).parent
YEARS = range(2011, 2021)
Exact: TypeAlias = Fraction
Numbers: TypeAlias = dict[int, Fraction]

# The invented province, tỷ đồng at prices of 2010, nghìn người, triệu giờ; a fall of output in 2020.
OUTPUT = dict(
    zip(YEARS, map(Fraction, (50000, 53900, 57800, 62900, 68100, 74300, 80900, 88800, 95600, 95100)), strict=True)
)
INVESTMENT = dict(
    zip(YEARS, map(Fraction, (15200, 16800, 17100, 19400, 21000, 22800, 23500, 27100, 29900, 28000)), strict=True)
)
LABOUR = dict(zip(YEARS, map(Fraction, (820, 826, 835, 841, 850, 858, 862, 871, 880, 868)), strict=True))
HOURS = dict(zip(YEARS, map(Fraction, (1720, 1729, 1742, 1750, 1771, 1780, 1786, 1803, 1818, 1744)), strict=True))
CURRENT = {year: value * (100 + 4 * (year - 2010)) / 100 for year, value in OUTPUT.items()}
INCOME = {year: value * (560 + 3 * (year - 2011)) / 1000 for year, value in CURRENT.items()}
SKILLED = {year: LABOUR[year] * (15 + year - 2011) / 100 for year in YEARS}
KINDS: dict[str, tuple[Numbers, Numbers]] = {
    "có bằng cấp": (SKILLED, {year: Fraction(96 + 7 * (year - 2011)) for year in YEARS}),
    "không bằng cấp": (
        {year: LABOUR[year] - SKILLED[year] for year in YEARS},
        {year: Fraction(48 + 3 * (year - 2011)) for year in YEARS},
    ),
}
# Asset → part of investment, price index by year (2010 = 100), depreciation, first stock.
ASSETS: dict[str, tuple[Fraction, Numbers, Fraction, Fraction]] = {
    "nhà xưởng": (
        Fraction(3, 5),
        {y: Fraction(100 + 4 * (y - 2010)) for y in YEARS},
        Fraction(3, 100),
        Fraction(90000),
    ),
    "máy móc": (Fraction(2, 5), {y: Fraction(100 - (y - 2010)) for y in YEARS}, Fraction(12, 100), Fraction(40000)),
}
# Input of gross output → kind, index of the first year and its yearly step, cost of the first year and its step.
KLEMS: dict[str, tuple[str, int, int, int, int]] = {
    "máy móc": ("von", 100, 9, 21000, 1700),
    "phần mềm": ("von", 100, 23, 400, 160),
    "lao động": ("lao_dong", 100, 2, 30000, 2600),
    "năng lượng": ("trung_gian", 100, 6, 8000, 900),
    "nguyên liệu": ("trung_gian", 100, 8, 41000, 4700),
}
GROSS = {year: Fraction(1000 + 83 * (year - 2011) + 5 * ((year - 2011) % 3)) for year in YEARS}
SECTORS: dict[str, tuple[Sequence[int], Sequence[int], Sequence[int]]] = {  # output, workers, current; 2011, 2015, 2020
    "Nông, lâm, thủy sản": ((9000, 10100, 11800), (410, 372, 280), (9360, 11900, 15600)),
    "Công nghiệp, xây dựng": ((23000, 35000, 50500), (215, 268, 345), (23600, 41000, 69000)),
    "Dịch vụ": ((18000, 23000, 32800), (195, 210, 243), (19100, 29500, 47000)),
}
SECTOR_YEARS = (2011, 2015, 2020)
TABLE_SHARES = {2010: Fraction(58, 100), 2016: Fraction(55, 100)}
DEPRECIATION = Fraction(55, 1000)
FIRST_STOCK = Fraction(112500)


def tables() -> dict[str, str]:
    """File name → text, of every table in this folder that this script makes."""
    return {
        "growth_province.csv": _csv(
            ("nam", "grdp", "dau_tu", "lao_dong", "gio_lam_viec", "grdp_hien_hanh", "thu_nhap_lao_dong"),
            ((y, OUTPUT[y], INVESTMENT[y], LABOUR[y], HOURS[y], CURRENT[y], INCOME[y]) for y in YEARS),
        ),
        "growth_workers.csv": _csv(
            ("nam", "trinh_do", "lao_dong", "tien_luong"),
            ((y, f'"{kind}"', people[y], wage[y]) for kind, (people, wage) in KINDS.items() for y in YEARS),
        ),
        "growth_assets.csv": _csv(
            ("nam", "tai_san", "dau_tu", "chi_so_gia", "khau_hao", "von_dau_ky"),
            (
                (y, name, part * INVESTMENT[y], price[y], worn, first)
                for name, (part, price, worn, first) in ASSETS.items()
                for y in YEARS
            ),
        ),
        "growth_klems.csv": _csv(
            ("nam", "yeu_to", "loai", "luong", "chi_phi"),
            (
                *((y, "giá trị sản xuất", "gia_tri_san_xuat", GROSS[y], "") for y in YEARS),
                *(
                    (y, name, kind, _index(name, y), _cost(name, y))
                    for name, (kind, *_) in KLEMS.items()
                    for y in YEARS
                ),
            ),
        ),
        "growth_sectors.csv": _csv(
            ("nganh", "nam", "grdp", "lao_dong", "grdp_hien_hanh"),
            (
                (f'"{name}"', year, *(column[place] for column in columns))
                for name, columns in SECTORS.items()
                for place, year in enumerate(SECTOR_YEARS)
            ),
        ),
        "growth_expected.csv": _csv(("case", "year", "value"), _expected()),
    }


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [",".join(heads)]
    lines += [",".join(_cell(value) for value in row) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, Fraction):
        value = _decimal(value)
    return f"{value:.30f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else str(value)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _total(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _ln(value: Fraction) -> Decimal:
    return _decimal(value).ln()


def _index(name: str, year: int) -> Fraction:
    return Fraction(KLEMS[name][1] + KLEMS[name][2] * (year - 2011) + (year * 7 + len(name)) % 4)


def _cost(name: str, year: int) -> Fraction:
    return Fraction(KLEMS[name][3] + KLEMS[name][4] * (year - 2011))


def _expected() -> list[tuple[str, object, object]]:
    rows: list[tuple[str, object, object]] = []
    for make in (_stocks_told, _accounts, _periods, _by_quality, _klems, _by_sector):
        rows += make()
    return rows


def stocks(
    investment: Mapping[int, Fraction], first: Fraction, worn: Fraction, left: Fraction = Fraction(1)
) -> dict[int, Fraction]:
    """K(t) = (1 − δ)·K(t−1) + left·I(t), from the year before the first investment."""
    begin = min(investment)
    made = {begin - 1: first}
    for year in sorted(investment):
        made[year] = (1 - worn) * made[year - 1] + left * investment[year]
    return made


def _mean(made: Mapping[int, Fraction]) -> dict[int, Fraction]:
    return {year: (made[year - 1] + made[year]) / 2 for year in made if year - 1 in made}


def _stocks_told() -> list[tuple[str, object, object]]:
    half = 1 - DEPRECIATION / 2
    later = {year: value for year, value in INVESTMENT.items() if year > 2014}
    # Steady state: level and pace are geometric means of the first three years; I(1) back from their middle one.
    pace = (_ln(INVESTMENT[2013] / INVESTMENT[2011]) / 2).exp() - 1
    level = (_sum(_ln(INVESTMENT[y]) for y in range(2011, 2014)) / 3).exp() / (1 + pace)
    return [
        ("stock:end", 2020, stocks(INVESTMENT, FIRST_STOCK, DEPRECIATION)[2020]),
        ("stock:middle", 2020, stocks(INVESTMENT, FIRST_STOCK, DEPRECIATION, half)[2020]),
        ("stock:start", 2020, stocks(INVESTMENT, FIRST_STOCK, DEPRECIATION, 1 - DEPRECIATION)[2020]),
        ("stock:surveyed 2014", 2020, stocks(later, Fraction(150000), DEPRECIATION)[2020]),
        ("stock:ratio 2.25", 2010, Fraction(225, 100) * OUTPUT[2011]),
        ("stock:steady state of 3", 2010, level / (pace + _decimal(DEPRECIATION))),
    ]


def _table_share(year: int) -> Fraction:
    return TABLE_SHARES[max(table for table in TABLE_SHARES if table <= year)]


SHARES: dict[str, Callable[[int], Fraction]] = {
    "gso": _table_share,
    "vnpi": lambda year: INCOME[year] / CURRENT[year],
    "convention": lambda _year: Fraction(7, 10),
}


def _terms(method: str, year: int, labour: Mapping[int, Fraction] = LABOUR) -> tuple[Fraction, Fraction, Fraction]:
    """Growth of output, and what capital and labour gave of it."""
    capital = _mean(stocks(INVESTMENT, FIRST_STOCK, DEPRECIATION))
    share = SHARES[method](year)
    rates = [series[year] / series[year - 1] - 1 for series in (OUTPUT, capital, labour)]
    return rates[0], (1 - share) * rates[1], share * rates[2]


def _accounts() -> list[tuple[str, object, object]]:
    rows: list[tuple[str, object, object]] = []
    for year in range(2012, 2021):
        for method in SHARES:
            output, capital, labour = _terms(method, year)
            rows.append((f"tfp:{method}", year, output - capital - labour))
        output, capital, labour = _terms("gso", year, HOURS)
        rows.append(("tfp:gso by hours", year, output - capital - labour))
        rows.append(("tfp:tornqvist", year, _log_residual(year, _mean(stocks(INVESTMENT, FIRST_STOCK, DEPRECIATION)))))
    return rows


def _log_residual(year: int, capital: Mapping[int, Fraction]) -> Decimal:
    share = _decimal((SHARES["vnpi"](year) + SHARES["vnpi"](year - 1)) / 2)
    growth, of_capital, of_labour = (_ln(one[year] / one[year - 1]) for one in (OUTPUT, capital, LABOUR))
    return growth - (1 - share) * of_capital - share * of_labour


def _periods() -> list[tuple[str, object, object]]:
    """2012–2019 by gso: the three averages, TFP a year; the share by cumulated contributions."""
    years = range(2012, 2020)
    terms = {year: _terms("gso", year) for year in years}
    tfp = {year: one[0] - one[1] - one[2] for year, one in terms.items()}
    weight = _total(_table_share(year) for year in years) / len(years)
    capital = _mean(stocks(INVESTMENT, FIRST_STOCK, DEPRECIATION))

    def pace(series: Mapping[int, Fraction]) -> Decimal:
        return (_ln(series[2019] / series[2011]) / len(years)).exp() - 1

    geometric = pace(OUTPUT) - _decimal(1 - weight) * pace(capital) - _decimal(weight) * pace(LABOUR)
    points = _total(OUTPUT[year - 1] / OUTPUT[2011] * tfp[year] for year in years)
    share = points / (OUTPUT[2019] / OUTPUT[2011] - 1)
    return [
        ("period:arithmetic", 2019, _total(tfp.values()) / len(years)),
        ("period:geometric", 2019, geometric),
        ("period:cumulated", 2019, pace(OUTPUT) * _decimal(share)),
        ("period:share", 2019, share),
    ]


def _by_quality() -> list[tuple[str, object, object]]:
    """Törnqvist on labour by kind and on capital services at the rate that uses up the income of capital."""
    rows: list[tuple[str, object, object]] = []
    held = {name: _mean(stocks({y: part * INVESTMENT[y] for y in YEARS}, first, worn))
            for name, (part, _price, worn, first) in ASSETS.items()}  # fmt: skip
    costs = {year: _user_costs(held, year) for year in range(2012, 2021)}
    costs[2011] = {name: costs[2012][name] / held[name][2012] * held[name][2011] for name in ASSETS}
    for year in range(2012, 2021):
        pair = (year - 1, year)
        of_labour = _sum(
            _decimal(_total(_part({k: p[y] * w[y] for k, (p, w) in KINDS.items()}, kind) for y in pair) / 2)
            * _ln(people[year] / people[year - 1])
            for kind, (people, _wage) in KINDS.items()
        )
        of_capital = _sum(
            _decimal(_total(_part(costs[y], name) for y in pair) / 2) * _ln(one[year] / one[year - 1])
            for name, one in held.items()
        )
        share = _decimal((SHARES["vnpi"](year) + SHARES["vnpi"](year - 1)) / 2)
        rows.append(("quality:labour", year, of_labour - _ln(LABOUR[year] / LABOUR[year - 1])))
        rows.append(("quality:capital", year, of_capital))
        tfp = _ln(OUTPUT[year] / OUTPUT[year - 1]) - share * of_labour - (1 - share) * of_capital
        rows.append(("tfp:tornqvist by quality", year, tfp))
    return rows


def _part(values: Mapping[str, Fraction], name: str) -> Fraction:
    return values[name] / _total(values.values())


def _user_costs(held: Mapping[str, Mapping[int, Fraction]], year: int) -> dict[str, Fraction]:
    """u·K of each asset, u = q(−1)·r + δ·q − Δq, r such that they add up to what labour leaves of output."""
    prices = {
        name: {y: value / 100 for y, value in price.items()} for name, (_part_of, price, _w, _f) in ASSETS.items()
    }
    rest = {
        name: ASSETS[name][2] * prices[name][year] - (prices[name][year] - prices[name][year - 1]) for name in ASSETS
    }
    worth = _total(held[name][year] * prices[name][year - 1] for name in ASSETS)
    income = CURRENT[year] - INCOME[year]
    rate = (income - _total(held[name][year] * rest[name] for name in ASSETS)) / worth
    return {name: held[name][year] * (prices[name][year - 1] * rate + rest[name]) for name in ASSETS}


def _klems() -> list[tuple[str, object, object]]:
    rows: list[tuple[str, object, object]] = []
    for year in range(2012, 2021):
        costs = [{name: _cost(name, y) for name in KLEMS} for y in (year - 1, year)]
        inputs = _sum(
            _decimal((_part(costs[0], name) + _part(costs[1], name)) / 2)
            * _ln(_index(name, year) / _index(name, year - 1))
            for name in KLEMS
        )
        rows.append(("tfp:klems", year, _ln(GROSS[year] / GROSS[year - 1]) - inputs))
    return rows


def _by_sector() -> list[tuple[str, object, object]]:
    """Each decomposition's parts over all sectors, end points 2011 and 2020; the case's number is the part's place."""
    at = {
        name: [[Fraction(column[place]) for column in columns] for place in (0, 2)] for name, columns in SECTORS.items()
    }
    totals = [[_total(one[when][what] for one in at.values()) for what in range(3)] for when in (0, 1)]
    whole0, whole1 = (total[0] / total[1] for total in totals)
    parts: dict[str, list[Fraction | Decimal]] = {}

    def add(method: str, *values: Fraction | Decimal) -> None:
        mine = parts.setdefault(method, [0 * value for value in values])
        parts[method] = [a + b for a, b in zip(mine, values, strict=True)]  # type: ignore[operator]

    for one in at.values():
        (y0, l0, c0), (y1, l1, c1) = one
        p0, p1, w0, w1 = y0 / l0, y1 / l1, l0 / totals[0][1], l1 / totals[1][1]
        q0, q1 = c0 / y0 / (totals[0][2] / totals[0][0]), c1 / y1 / (totals[1][2] / totals[1][0])
        add("fabricant", w0 * (p1 - p0) / whole0, (w1 - w0) * p0 / whole0, (w1 - w0) * (p1 - p0) / whole0)
        add("mcmillan-rodrik", w0 * (p1 - p0) / whole0, (w1 - w0) * p1 / whole0)
        add("csls", w0 * (p1 - p0) / whole0, (w1 - w0) * (p0 - whole0) / whole0,
            (w1 - w0) * (p1 - p0 - whole1 + whole0) / whole0)  # fmt: skip
        moved, relative = q1 * w1 - q0 * w0, p0 / whole0
        add("gead", q0 * w0 * relative * (p1 / p0 - 1), relative * moved, relative * moved * (p1 / p0 - 1))
        weight = q0 * w0 * relative
        ratios = (p1 / p0, q1 / q0, w1 / w0)
        own = [weight * (ratio - 1) for ratio in ratios]
        add("diewert", *own, weight * (ratios[0] * ratios[1] * ratios[2] - 1) - sum(own))
        mean = _log_mean(p1 * w1, p0 * w0) / _log_mean(whole1, whole0)
        add("lmdi", mean * _ln(p1 / p0), mean * _ln(w1 / w0))
    return [(f"parts:{method}", place, value) for method, values in parts.items() for place, value in enumerate(values)]


def _log_mean(a: Fraction, b: Fraction) -> Decimal:
    return _decimal(a - b) / _ln(a / b)


if __name__ == "__main__":
    for name, text in tables().items():
        (HERE / name).write_text(text, encoding="utf-8")
