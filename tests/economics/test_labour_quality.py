"""Labour of constant quality and capital services: identities, figures worked by hand, and what is refused."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from nscl.economics.growth.accounting import Method, account
from nscl.economics.labour_quality import Asset, capital_services, labour_services, rate_of_return
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series


def series(values: tuple[float, ...], first: int = 2020) -> Series:
    return Series("x", "", dict(zip(range(first, first + len(values)), values, strict=True)))


def test_quality_is_what_the_mix_adds() -> None:
    skilled, other = series((10.0, 20.0)), series((90.0, 90.0))
    made = labour_services({"a": skilled, "b": other}, {"a": {2020: 40.0, 2021: 60.0}, "b": {2020: 60.0, 2021: 40.0}})
    # Half of the weight on a doubling: ½·ln 2; plain workers grow by ln 1.1.
    assert made.index[2021] == pytest.approx(math.sqrt(2))
    assert made.quality[2021] == pytest.approx(0.5 * math.log(2) - math.log(1.1))


def test_where_all_kinds_grow_alike_quality_stands() -> None:
    made = labour_services(
        {"a": series((10.0, 11.0)), "b": series((50.0, 55.0))},
        {"a": {2020: 7.0, 2021: 3.0}, "b": {2020: 1.0, 2021: 9.0}},
    )
    assert made.quality[2021] == pytest.approx(0.0, abs=1e-12)
    assert made.index[2021] == pytest.approx(1.1)


def test_user_costs_use_up_the_income_of_capital() -> None:
    assets = {
        "nhà": Asset(series((100.0, 104.0)), series((1.0, 1.05)), 0.02),
        "máy": Asset(series((50.0, 60.0)), series((1.0, 0.98)), 0.15),
    }
    income = series((30.0, 33.0))
    rate = rate_of_return(assets, income, 2021)
    paid = sum(
        one.stock[2021] * (one.price[2020] * rate + one.depreciation * one.price[2021] - (one.price[2021] - 1.0))
        for one in assets.values()
    )
    assert paid == pytest.approx(33.0)
    made = capital_services(assets, {2021: rate})
    # Machines cost more to use: services grow faster than the mean of stocks weighed by their value.
    assert math.log(made.index[2021]) > math.log(164 / 150)
    assert made.quality[2021] > 0


def test_services_go_into_the_account() -> None:
    labour = labour_services(
        {"a": series((10.0, 20.0)), "b": series((90.0, 90.0))},
        {"a": {2020: 40.0, 2021: 60.0}, "b": {2020: 60.0, 2021: 40.0}},
    ).index
    year = account(
        series((100.0, 120.0)), series((10.0, 10.0)), labour, {2020: 0.5, 2021: 0.5}, Method.TORNQVIST
    ).years[0]
    assert year.tfp == pytest.approx(math.log(1.2) - 0.5 * math.log(math.sqrt(2)))


def test_american_labour_of_both_kinds(shared: Path) -> None:
    """The BEA–BLS industries: workers with and without a degree; services exceed neither kind's growth."""
    rows = csv.DictReader(
        (shared / "data" / "productivity" / "bea_bls_klems_1997_2023.csv").read_text("utf-8").splitlines()
    )
    chosen = [row for row in rows if row["industry"] == "Construction"]
    kinds = {of: Series(of, "", {int(row["year"]): float(row[f"q_{of}"]) for row in chosen}) for of in ("lcol", "lno")}
    income = {of: {int(row["year"]): float(row[f"c_{of}"]) for row in chosen} for of in ("lcol", "lno")}
    made = labour_services(kinds, income)
    for year in range(1998, 2024):
        growth = math.log(made.index[year] / made.index[year - 1])
        ends = sorted(math.log(one[year] / one[year - 1]) for one in kinds.values())
        assert ends[0] - 1e-12 <= growth <= ends[1] + 1e-12


def test_what_cannot_be_weighed_is_told() -> None:
    with pytest.raises(DataProblem, match="không có loại nào"):
        labour_services({}, {})
    with pytest.raises(DataProblem, match="Thu nhập của a: không có"):
        labour_services({"a": series((1.0, 2.0))}, {})
    with pytest.raises(DataProblem, match="Thu nhập của a năm 2021"):
        labour_services({"a": series((1.0, 2.0))}, {"a": {2020: 1.0}})
    with pytest.raises(DataProblem, match="không có loại nào"):
        capital_services({}, {})
    rising = {"đất": Asset(series((1.0, 1.0)), series((1.0, 2.0)), 0.0)}
    with pytest.raises(DataProblem, match=r"đất năm 2021.*giá tài sản"):
        capital_services(rising, {2021: 0.1})
    with pytest.raises(DataProblem, match="Lãi suất năm 2021"):
        capital_services(rising, {})
