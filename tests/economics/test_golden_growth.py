"""Growth accounting against an independent computation in exact fractions and long decimals (tests/golden)."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from nscl.economics.capital import (
    CapitalOptions,
    Initial,
    InitialStock,
    InvestmentTiming,
    initial_stock,
    perpetual_inventory,
)
from nscl.economics.decomposition import Decomposition, decompose
from nscl.economics.growth.accounting import GrowthAccount, Method
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.periods import Average, Shares, period, shares_of_growth
from nscl.economics.growth.reading import figures_of
from nscl.economics.growth.study import LabourMeasure, Options, study
from nscl.economics.tables import DecimalMark, read_rows, sectors_of
from tests.golden.make_growth import DEPRECIATION, FIRST_STOCK, TABLE_SHARES, tables

GOLDEN = Path(__file__).parents[1] / "golden"
EXACT = 1e-12
YEARS = range(2012, 2021)
STOCK = CapitalOptions(depreciation=float(DEPRECIATION), initial=Initial.SURVEYED, surveyed=float(FIRST_STOCK))
OPTIONS = Options(table_shares={year: float(share) for year, share in TABLE_SHARES.items()}, capital=STOCK)


def rows(name: str) -> list[dict[str, str]]:
    return read_rows((GOLDEN / f"growth_{name}.csv").read_text("utf-8"))


@pytest.fixture(scope="module")
def expected() -> dict[tuple[str, int], float]:
    with (GOLDEN / "growth_expected.csv").open(encoding="utf-8") as file:
        return {(row["case"], int(row["year"])): float(row["value"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def figures() -> Figures:
    return figures_of(rows("province"), klems=rows("klems"), decimal=DecimalMark.POINT)


@pytest.fixture(scope="module")
def whole() -> Figures:
    return figures_of(rows("province"), workers=rows("workers"), assets=rows("assets"), decimal=DecimalMark.POINT)


def test_the_files_are_what_the_script_makes() -> None:
    for name, text in tables().items():
        assert (GOLDEN / name).read_text("utf-8") == text, f"{name}: run tests/golden/make_growth.py"


def check(account: GrowthAccount, case: str, expected: dict[tuple[str, int], float]) -> None:
    assert [year.year for year in account.years] == list(YEARS)
    for year in account.years:
        assert year.tfp == pytest.approx(expected[case, year.year], abs=EXACT), (case, year.year)


def test_every_method(figures: Figures, expected: dict[tuple[str, int], float]) -> None:
    made = study(figures, OPTIONS)
    assert set(made.refused) == set()
    for method in (Method.GSO, Method.VNPI, Method.CONVENTION, Method.TORNQVIST, Method.KLEMS):
        check(made.account(method), f"tfp:{method.value}", expected)
    by_hours = study(figures, replace(OPTIONS, labour=LabourMeasure.HOURS))
    check(by_hours.account(Method.GSO), "tfp:gso by hours", expected)
    assert made.account(Method.REGRESSION).years, "judged by recovered truth elsewhere"


def test_the_quality_of_labour_and_capital_services(whole: Figures, expected: dict[tuple[str, int], float]) -> None:
    options = replace(OPTIONS, capital=replace(STOCK, initial=Initial.STEADY_STATE), methods=(Method.TORNQVIST,))
    made = study(whole, options)
    account = made.account(Method.TORNQVIST)
    check(account, "tfp:tornqvist by quality", expected)
    for year in account.years:
        assert account.labour_quality[year.year] == pytest.approx(expected["quality:labour", year.year], abs=EXACT)
        assert year.capital == pytest.approx(expected["quality:capital", year.year], abs=EXACT)
    assert made.labour is not None
    assert made.services is not None
    plain = study(whole, replace(options, quality=False)).account(Method.TORNQVIST)
    assert plain.labour_quality == {}
    for better, year in zip(account.years, plain.years, strict=True):
        # What quality adds to the inputs is taken from TFP, share by share.
        moved = year.labour_share * (better.labour - year.labour) + year.capital_share * (better.capital - year.capital)
        assert year.tfp - better.tfp == pytest.approx(moved, abs=EXACT)


def test_stocks_of_capital(figures: Figures, expected: dict[tuple[str, int], float]) -> None:
    assert figures.investment is not None
    for timing in InvestmentTiming:
        made = perpetual_inventory(
            figures.investment, InitialStock(float(FIRST_STOCK), ""), depreciation=float(DEPRECIATION), timing=timing
        )
        assert made[2020] == pytest.approx(expected[f"stock:{timing.value}", 2020], rel=EXACT)
    surveyed = initial_stock(figures.investment, figures.output, replace(STOCK, surveyed=150_000.0, surveyed_year=2014))
    later = perpetual_inventory(figures.investment, surveyed, depreciation=float(DEPRECIATION))
    assert later.years[0] == 2014
    assert later[2020] == pytest.approx(expected["stock:surveyed 2014", 2020], rel=EXACT)
    for options, case in (
        (CapitalOptions(initial=Initial.RATIO, ratio=2.25), "stock:ratio 2.25"),
        (CapitalOptions(depreciation=float(DEPRECIATION), steady_years=3), "stock:steady state of 3"),
    ):
        first = initial_stock(figures.investment, figures.output, options)
        assert first.value == pytest.approx(expected[case, 2010], rel=EXACT)


def test_the_three_averages(figures: Figures, expected: dict[tuple[str, int], float]) -> None:
    account = study(figures, OPTIONS).account(Method.GSO)
    for average in Average:
        made = period(account, 2012, 2019, average)
        assert made.tfp == pytest.approx(expected[f"period:{average.value}", 2019], abs=EXACT), average
    shares = shares_of_growth(period(account, 2012, 2019))
    assert isinstance(shares, Shares)
    assert shares.tfp == pytest.approx(expected["period:share", 2019], abs=EXACT)
    assert shares.capital + shares.labour + shares.tfp == pytest.approx(1, abs=EXACT)


@pytest.mark.parametrize("method", Decomposition)
def test_every_decomposition(method: Decomposition, expected: dict[tuple[str, int], float]) -> None:
    made = decompose(sectors_of(rows("sectors"), DecimalMark.POINT), 2011, 2020, method)
    for place, value in enumerate(made.totals):
        assert value == pytest.approx(expected[f"parts:{method.value}", place], abs=EXACT)
