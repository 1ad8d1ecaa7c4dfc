"""Labour productivity taken apart: identities for any table, and Viet Nam's twelve sectors (cases B1–B6)."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.economics.decomposition import (
    PART_NAMES,
    Decomposition,
    SectorYear,
    Table,
    capital_deepening,
    chained,
    check_total,
    decompose,
)
from nscl.economics.growth.accounting import GrowthAccount, Method, account
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series

figure = st.floats(0.5, 500)
sector = st.builds(SectorYear, figure, figure, figure)
tables = st.lists(st.tuples(sector, sector, sector), min_size=1, max_size=6).map(
    lambda rows: {f"ngành {i}": {2020: a, 2021: b, 2022: c} for i, (a, b, c) in enumerate(rows)}
)


def productivity(table: Table, year: int) -> float:
    rows = [years[year] for years in table.values()]
    return math.fsum(row.output for row in rows) / math.fsum(row.labour for row in rows)


@given(tables, st.sampled_from(list(Decomposition)))
def test_the_parts_of_the_sectors_sum_to_the_growth(table: Table, method: Decomposition) -> None:
    parts = decompose(table, 2020, 2022, method)
    ratio = productivity(table, 2022) / productivity(table, 2020)
    expected = math.log(ratio) if method is Decomposition.LMDI else ratio - 1
    largest = max(abs(part) for row in parts.by_sector.values() for part in row)
    assert parts.growth == pytest.approx(expected, abs=1e-9)
    assert math.fsum(parts.totals) == pytest.approx(parts.growth, abs=1e-12 * max(1.0, largest) * 100)
    assert len(parts.totals) == len(PART_NAMES[method])


@given(tables, st.sampled_from(list(Decomposition)), st.floats(0.01, 100), st.floats(0.01, 100))
def test_units_of_measurement_change_nothing(table: Table, method: Decomposition, money: float, people: float) -> None:
    other = {
        name: {
            y: SectorYear(r.output * money, r.labour * people, (r.current or 0) * money * 3) for y, r in rows.items()
        }
        for name, rows in table.items()
    }
    mine, theirs = decompose(table, 2020, 2021, method), decompose(other, 2020, 2021, method)
    assert mine.totals == pytest.approx(theirs.totals, rel=1e-6, abs=1e-9)


@given(tables)
def test_years_added_up_are_the_chained_figure(table: Table) -> None:
    whole = chained(table, 2020, 2022)
    years = [decompose(table, year - 1, year) for year in (2021, 2022)]
    assert whole.growth == pytest.approx(math.fsum(year.growth for year in years))


def test_three_terms_worked_by_hand() -> None:
    # Two sectors, people move from the poor to the rich one: P from 3 to 4.2.
    table = {
        "nông nghiệp": {2020: SectorYear(50, 50), 2021: SectorYear(36, 30)},
        "công nghiệp": {2020: SectorYear(250, 50), 2021: SectorYear(384, 70)},
    }
    within, static, dynamic = decompose(table, 2020, 2021).totals
    # θ₀Δp: 0.5·0.2 + 0.5·(384/70 − 5); Δθ·p₀: −0.2·1 + 0.2·5; Δθ·Δp: −0.2·0.2 + 0.2·(384/70 − 5); all ÷ 3.
    assert within == pytest.approx((0.1 + 0.5 * (384 / 70 - 5)) / 3)
    assert static == pytest.approx(0.8 / 3)
    assert dynamic == pytest.approx((-0.04 + 0.2 * (384 / 70 - 5)) / 3)
    assert within + static + dynamic == pytest.approx(4.2 / 3 - 1)


def test_capital_deepening_quality_and_tfp_are_the_growth() -> None:
    years = range(2020, 2023)
    output, capital, labour = (
        Series(name, "", dict(zip(years, values, strict=True)))
        for name, values in (("Y", (100, 110, 114)), ("K", (200, 224, 230)), ("L", (50, 51, 50)))
    )
    plain = account(output, capital, labour, dict.fromkeys(years, 0.6), Method.TORNQVIST)
    first, second = capital_deepening(plain)
    assert first.from_capital == pytest.approx(0.4 * math.log(224 / 200 * 50 / 51))
    assert first.productivity == pytest.approx(math.log(110 / 100 * 50 / 51))
    assert first.from_capital + first.tfp == pytest.approx(first.productivity)
    better = Series("L", "", {2020: 50, 2021: 51 * math.exp(0.01), 2022: 50 * math.exp(0.03)})
    account_of_quality = replace(
        account(output, capital, better, dict.fromkeys(years, 0.6), Method.TORNQVIST),
        labour_quality={2021: 0.01, 2022: 0.02},
    )
    for one, bare in zip(capital_deepening(account_of_quality), (first, second), strict=True):
        assert (one.productivity, one.from_capital) == pytest.approx((bare.productivity, bare.from_capital))
        assert one.from_quality + one.tfp == pytest.approx(bare.tfp)
    with_energy = GrowthAccount(Method.KLEMS, (replace(plain.years[0], intermediates={"than": 0.01}),))
    with pytest.raises(DataProblem, match="giá trị sản xuất"):
        capital_deepening(with_energy)


def viet_nam(shared: Path) -> dict[str, dict[int, SectorYear]]:
    figures: dict[str, dict[int, dict[str, float]]] = {}
    with (shared / "data" / "productivity" / "etd2021_vietnam.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row.keys() - {"var", "year"}:
                figures.setdefault(name, {}).setdefault(int(row["year"]), {})[row["var"]] = float(row[name])
    return {
        name: {year: SectorYear(v["VA_Q15"], v["EMP"], v["VA"]) for year, v in years.items()}
        for name, years in figures.items()
    }


@pytest.mark.parametrize(
    ("method", "years", "total", "parts"),
    [
        (Decomposition.FABRICANT, (2010, 2018), 44.07, (79.1, 31.9, -11.1)),
        (Decomposition.FABRICANT, (1990, 2000), 76.66, (54.7, 50.8, -5.5)),
        (Decomposition.FABRICANT, (2000, 2010), 22.05, (-18.7, 406.8, -288.0)),
        (Decomposition.GEAD, (2010, 2018), 44.07, (78.4, 30.9, -9.3)),
    ],
)
def test_viet_nam_by_end_points(
    shared: Path, method: Decomposition, years: tuple[int, int], total: float, parts: tuple[float, ...]
) -> None:
    table = viet_nam(shared)
    totals = table.pop("Total")
    check_total(table, totals)
    for year, printed in totals.items():  # B1
        assert math.fsum(rows[year].output for rows in table.values()) == pytest.approx(printed.output, rel=1e-12)
    made = decompose(table, *years, method)
    assert made.growth * 100 == pytest.approx(total, abs=0.1)
    assert [share * 100 for share in made.shares] == pytest.approx(parts, abs=0.1)


def test_viet_nam_year_by_year(shared: Path) -> None:
    table = viet_nam(shared)
    table.pop("Total")
    made = chained(table, 2010, 2018)
    assert made.growth / 8 * 100 == pytest.approx(4.67, abs=0.01)
    assert [share * 100 for share in made.shares] == pytest.approx([75.8, 27.7, -3.5], abs=0.1)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, "không có ngành"),
        ({"A": {2020: SectorYear(1, 1)}}, "Ngành A năm 2021: không có"),
        ({"A": {2020: SectorYear(1, 1), 2021: SectorYear(1, 0)}}, "lao động là 0"),
    ],
)
def test_a_sector_that_lacks_figures_is_named(table: Table, says: str) -> None:
    with pytest.raises(DataProblem, match=says):
        decompose(table, 2020, 2021)


def test_current_prices_are_asked_for_where_a_method_needs_them() -> None:
    table = {"A": {2020: SectorYear(1, 1), 2021: SectorYear(1, 1)}}
    with pytest.raises(DataProblem, match="giá hiện hành thiếu"):
        decompose(table, 2020, 2021, Decomposition.GEAD)


def test_a_total_that_its_sectors_do_not_give_is_told() -> None:
    with pytest.raises(DataProblem, match="Sản lượng năm 2020"):
        check_total({"A": {2020: SectorYear(1, 1)}}, {2020: SectorYear(2, 1)})


def test_no_share_of_no_growth() -> None:
    table = {"A": {2020: SectorYear(1, 1), 2021: SectorYear(1, 1)}}
    with pytest.raises(DataProblem, match="không đổi"):
        _ = decompose(table, 2020, 2021).shares
