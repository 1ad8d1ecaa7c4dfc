"""Growth accounting against published figures: Penn World Table, BEA–BLS, Vietnamese papers (cases A1–A16)."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.economics.growth.accounting import (
    Factor,
    GrowthAccount,
    Method,
    account,
    fixed_share,
    gross_output_tfp,
    share_of_income,
)
from nscl.economics.growth.consistency import Printed, contradictions, implied_output
from nscl.economics.growth.periods import (
    Average,
    PeriodOfGrowth,
    Refused,
    Shares,
    needed_tfp,
    period,
    shares_of_growth,
)
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, growth

PWT_TOLERANCE = 2e-7


def series(name: str, values: dict[int, float]) -> Series:
    return Series(name, "tỷ đồng", values)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def small_account(method: Method = Method.GSO) -> GrowthAccount:
    """Three years worked by hand: output +10 %, +5 %; capital +12 %, +8 %; labour +2 %, +1 %; labour share 0.6."""
    years = range(2020, 2023)
    return account(
        series("GRDP", dict(zip(years, (100.0, 110.0, 115.5), strict=True))),
        series("Vốn", dict(zip(years, (200.0, 224.0, 241.92), strict=True))),
        series("Lao động", dict(zip(years, (50.0, 51.0, 51.51), strict=True))),
        fixed_share(0.6, years),
        method,
    )


def test_a_residual_worked_by_hand() -> None:
    first, second = small_account().years
    # 10 − 0.4·12 − 0.6·2 = 4.0; 5 − 0.4·8 − 0.6·1 = 1.2
    assert first.tfp == pytest.approx(0.040)
    assert second.tfp == pytest.approx(0.012)
    assert first.from_capital + first.from_labour + first.tfp == pytest.approx(first.output)


def test_the_three_averages_differ_and_are_named() -> None:
    made = small_account()
    arithmetic = period(made, 2021, 2022, Average.ARITHMETIC)
    geometric = period(made, 2021, 2022, Average.GEOMETRIC)
    cumulated = period(made, 2021, 2022)
    assert arithmetic.output == pytest.approx(0.075)
    assert geometric.output == pytest.approx(math.sqrt(1.155) - 1)
    assert cumulated.average is Average.CUMULATED
    assert cumulated.output == pytest.approx(math.sqrt(1.155) - 1)
    # 4.0 points of the first level, 1.2 of a level 1.1 times as high: 5.32 of 15.5 points.
    shares = shares_of_growth(cumulated)
    assert isinstance(shares, Shares)
    assert shares.tfp == pytest.approx((0.040 + 1.1 * 0.012) / 0.155)


def test_cumulated_contributions_are_consistent_over_sub_periods() -> None:
    made = small_account()
    whole = period(made, 2021, 2022)
    parts = [period(made, year, year) for year in (2021, 2022)]
    assert parts[0].tfp == pytest.approx(0.04)
    assert whole.tfp + whole.from_capital + whole.from_labour == pytest.approx(whole.output)


def test_logarithms_add_up_whatever_the_average() -> None:
    made = small_account(Method.TORNQVIST)
    figures = {round(period(made, 2021, 2022, average).tfp, 12) for average in Average}
    assert len(figures) == 1


# A12: three years averaging −4.93 %, five averaging 13.13 %: the printed 6.36 is the arithmetic mean.
def test_thai_nguyen_took_the_arithmetic_mean() -> None:
    years = range(2010, 2019)
    level, output = 100.0, {2010: 100.0}
    for year in years[1:]:
        level *= 1 + (-0.0493 if year <= 2013 else 0.1313)
        output[year] = level
    flat = dict.fromkeys(years, 1.0)
    made = account(
        series("GRDP", output), series("Vốn", flat), series("Lao động", flat), fixed_share(0.63, years), Method.GSO
    )
    assert period(made, 2011, 2018, Average.ARITHMETIC).output == pytest.approx(0.063575, abs=5e-5)
    assert period(made, 2011, 2018, Average.GEOMETRIC).output == pytest.approx(0.05987, abs=5e-5)


# A13: α 0.37, β 0.63, I_Y 6.36, TFP share 41.61, capital 10.47 points more.
def test_thai_nguyen_shares_give_their_rates() -> None:
    one = PeriodOfGrowth(2011, 2018, Average.ARITHMETIC, 0.0636, 0.0636 * 0.5208, 0.0636 * 0.0631)
    shares = shares_of_growth(one)
    assert isinstance(shares, Shares)
    assert shares.tfp * 100 == pytest.approx(41.61, abs=0.01)
    assert one.tfp * 100 == pytest.approx(2.65, abs=0.01)
    assert one.from_capital / 0.37 * 100 == pytest.approx(8.95, abs=0.01)
    assert one.from_labour / 0.63 * 100 == pytest.approx(0.64, abs=0.01)


# A14, A15: published figures that agree and that cannot.
@pytest.mark.parametrize(
    ("tfp", "share", "output"), [(1.85, 13.21, 14.00), (-4.10, -36.55, 11.22), (2.55, 25.63, 9.95)]
)
def test_kien_giang_output_is_implied(tfp: float, share: float, output: float) -> None:
    printed = Printed(tfp=tfp, tfp_share=share, weight_of_capital=0.4539, weight_of_labour=0.5461)
    assert implied_output(printed) == pytest.approx(output, abs=0.05)
    assert contradictions(printed) == ()


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        (Printed(capital=11.59, labour=0.12, tfp=1.36, capital_share=88, tfp_share=10.26), "không hệ số nào của vốn"),
        (Printed(tfp=0.89, tfp_share=-10.77), "trái dấu"),
        (Printed(weight_of_capital=0.4359, weight_of_labour=0.5461), "không phải 1"),
        (Printed(output=6.36, tfp=2.65, tfp_share=51.61), "trong khi ghi 6,36"),
        (Printed(capital_share=50, labour_share=30, tfp_share=30), "không phải 100"),
    ],
)
def test_figures_that_cannot_be_true_together_are_told(printed: Printed, says: str) -> None:
    assert any(says in sentence for sentence in contradictions(printed))


# A16
@pytest.mark.parametrize("output", [0.003, -0.012, -0.004])
def test_a_share_of_next_to_no_growth_is_refused_with_its_reason(output: float) -> None:
    answer = shares_of_growth(PeriodOfGrowth(2020, 2020, Average.CUMULATED, output, 0.002, 0.001))
    assert isinstance(answer, Refused)
    assert "chỉ nêu điểm %" in answer.why


def test_what_a_target_share_asks_for() -> None:
    assert needed_tfp(0.10, 0.55) == pytest.approx(0.055)


@given(st.floats(0.01, 1000), st.floats(0.01, 1000), st.floats(0.05, 0.95))
def test_units_of_measurement_change_nothing(unit: float, people: float, share: float) -> None:
    years = range(2020, 2023)
    plain = ((100.0, 110.0, 115.5), (200.0, 224.0, 241.92), (50.0, 51.0, 51.51))
    results = []
    for scale in ((1.0, 1.0, 1.0), (unit, unit * 7, people)):
        output, capital, labour = (
            series(str(index), {year: value * by for year, value in zip(years, values, strict=True)})
            for index, (values, by) in enumerate(zip(plain, scale, strict=True))
        )
        results.append(
            [year.tfp for year in account(output, capital, labour, fixed_share(share, years), Method.VNPI).years]
        )
    assert results[0] == pytest.approx(results[1])


def test_the_share_of_income_tells_a_slip_of_the_unit() -> None:
    output = series("GRDP giá hiện hành", {2020: 100.0, 2021: 110.0})
    assert share_of_income(series("Thu nhập", {2020: 55.0}), output) == {2020: 0.55}
    with pytest.raises(DataProblem, match=r"Thu nhập năm 2021.*đơn vị"):
        share_of_income(series("Thu nhập", {2021: 55_000.0}), output)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({2020: 100.0, 2022: 110.0}, "năm 2021: không có số liệu"),
        ({2020: 100.0, 2021: 0.0}, "năm 2021: là 0"),
        ({2020: 100.0, 2021: math.nan}, "năm 2021: là nan"),
        ({2020: 100.0, 2021: 105_000.0}, "khác đơn vị"),
        ({}, "không có hai năm"),
    ],
)
def test_figures_that_cannot_be_used_are_named(values: dict[int, float], says: str) -> None:
    whole = {2020: 1.0, 2021: 1.0, 2022: 1.0}
    with pytest.raises(DataProblem, match=says):
        account(
            series("GRDP", values),
            series("Vốn", whole),
            series("Lao động", whole),
            dict.fromkeys(whole, 0.5),
            Method.GSO,
        )


def test_a_share_outside_nought_and_one_is_refused() -> None:
    whole = {2020: 1.0, 2021: 1.0}
    with pytest.raises(DataProblem, match="Tỷ trọng lao động năm 2021"):
        account(series("Y", whole), series("K", whole), series("L", whole), {2020: 0.5, 2021: 1.2}, Method.GSO)


# A1–A5: Penn World Table 10.01.
PWT = {
    ("THA", 2018, 2019): (0.00802119, PWT_TOLERANCE),
    ("MYS", 2018, 2019): (0.00371558, PWT_TOLERANCE),
    ("IDN", 2018, 2019): (0.00351999, PWT_TOLERANCE),
    ("PHL", 2010, 2019): (0.11662269, 1e-6),
    ("USA", 2007, 2009): (-0.00626778, 4e-7),
}


def pwt_account(shared: Path, country: str, first: int, last: int) -> GrowthAccount:
    rows = [
        row
        for row in rows_of(shared / "data" / "productivity" / "pwt1001_asia.csv")
        if row["isocode"] == country and first <= int(row["year"]) <= last
    ]

    def column(of: str) -> dict[int, float]:
        return {int(row["year"]): float(row[of]) for row in rows}

    hours = {
        y: e * h * c
        for (y, e), h, c in zip(column("emp").items(), column("avh").values(), column("hc").values(), strict=True)
    }
    return account(
        series("Y", column("rgdpna")),
        series("K", column("rkna")),
        series("L", hours),
        column("labsh"),
        Method.TORNQVIST,
    )


@pytest.mark.parametrize(("country", "first", "last"), sorted(PWT))
def test_penn_world_table(shared: Path, country: str, first: int, last: int) -> None:
    expected, tolerance = PWT[country, first, last]
    made = pwt_account(shared, country, first, last)
    assert math.fsum(year.tfp for year in made.years) == pytest.approx(expected, abs=tolerance)


def test_every_country_and_year_of_the_penn_world_table(shared: Path) -> None:
    """A6, as far as the file at hand goes: every pair of years with all inputs."""
    rows = rows_of(shared / "data" / "productivity" / "pwt1001_asia.csv")
    needed = ("rgdpna", "rkna", "emp", "avh", "hc", "labsh", "rtfpna")
    whole = {(r["isocode"], int(r["year"])): r for r in rows if all(r[name] for name in needed)}
    pairs = [(country, year) for country, year in whole if (country, year - 1) in whole]
    worst = 0.0
    for country, year in pairs:
        before, after = whole[country, year - 1], whole[country, year]
        made = account(
            series("Y", {year - 1: float(before["rgdpna"]), year: float(after["rgdpna"])}),
            series("K", {year - 1: float(before["rkna"]), year: float(after["rkna"])}),
            series(
                "L",
                {y: float(r["emp"]) * float(r["avh"]) * float(r["hc"]) for y, r in ((year - 1, before), (year, after))},
            ),
            {year - 1: float(before["labsh"]), year: float(after["labsh"])},
            Method.TORNQVIST,
        )
        published = math.log(float(after["rtfpna"]) / float(before["rtfpna"]))
        worst = max(worst, abs(made.years[0].tfp - published))
    assert len(pairs) > 400
    assert worst < PWT_TOLERANCE


# A11: Viet Nam over the labour share.
@pytest.mark.parametrize(
    ("share", "points", "part"), [(0.4, 1.03, 17), (0.5, 1.69, 27), (0.6, 2.35, 38), (0.7, 3.01, 48)]
)
def test_viet_nam_over_the_labour_share(shared: Path, share: float, points: float, part: float) -> None:
    rows = rows_of(shared / "data" / "productivity" / "pwt1001_asia.csv")
    chosen = [row for row in rows if row["isocode"] == "VNM" and 2010 <= int(row["year"]) <= 2018]
    output, capital, labour = (
        series(name, {int(row["year"]): float(row[name]) for row in chosen}) for name in ("rgdpna", "rnna", "emp")
    )
    made = account(output, capital, labour, fixed_share(share, range(2010, 2019)), Method.GSO)
    one = period(made, 2011, 2018, Average.GEOMETRIC)
    shares = shares_of_growth(one)
    assert isinstance(shares, Shares)
    assert one.output * 100 == pytest.approx(6.21, abs=0.01)
    assert one.tfp * 100 == pytest.approx(points, abs=0.01)
    assert shares.tfp * 100 == pytest.approx(part, abs=0.5)


INPUTS = ("art", "rd", "it", "oth", "soft", "e", "m", "s", "lcol", "lno")


def test_gross_output_tfp_of_the_american_industries(shared: Path) -> None:
    """A7–A10: 63 industries × 26 years against the published index (printed to three decimals)."""
    rows = rows_of(shared / "data" / "productivity" / "bea_bls_klems_1997_2023.csv")
    industries: dict[str, dict[int, dict[str, str]]] = {}
    for row in rows:
        industries.setdefault(row["industry"], {})[int(row["year"])] = row
    errors, cumulated = [], {}
    for name, years in industries.items():
        output = Series(name, "", {year: float(row["q_go"]) for year, row in years.items()})
        factors = {
            of: Factor(
                Series(of, "", {year: float(row[f"q_{of}"]) for year, row in years.items()}),
                {year: float(row[f"c_{of}"]) for year, row in years.items()},
            )
            for of in INPUTS
        }
        made = gross_output_tfp(output, factors)
        cumulated[name] = made
        for year, value in made.items():
            printed = math.log(float(years[year]["q_tfp"]) / float(years[year - 1]["q_tfp"]))
            errors.append(abs(value - printed))
        gaps = (abs(sum(float(r[f"c_{of}"]) for of in INPUTS) / float(r["c_go"]) - 1) for r in years.values())
        assert max(gaps) < 1e-4
    errors.sort()
    assert len(errors) == 1638
    assert errors[-1] < 3.8e-4
    assert errors[int(len(errors) * 0.99)] < 1.35e-4  # given as 1.3e-4
    assert errors[len(errors) // 2] < 6e-6
    assert math.fsum(cumulated["Chemical products"].values()) == pytest.approx(-0.092995, abs=5e-5)
    assert cumulated["Chemical products"][2019] == pytest.approx(-0.041944, abs=2e-5)
    assert cumulated["Construction"][2020] == pytest.approx(0.000375, abs=2e-5)


def test_discrete_growth() -> None:
    assert growth(series("Y", {2020: 100.0, 2021: 110.0})) == {2021: pytest.approx(0.1)}
