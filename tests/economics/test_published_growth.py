"""Growth accounting against published figures: Penn World Table 10.01 and BEA–BLS (cases A1–A11)."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from nscl.economics.growth.accounting import GrowthAccount, Method, account, fixed_share
from nscl.economics.growth.klems import Factor, FactorKind, Klems, klems_account
from nscl.economics.growth.periods import Average, Shares, period, shares_of_growth
from nscl.economics.series import Series

PWT_TOLERANCE = 2e-7


def series(name: str, values: dict[int, float]) -> Series:
    return Series(name, "tỷ đồng", values)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


KINDS = {
    **dict.fromkeys(("art", "rd", "it", "oth", "soft"), FactorKind.CAPITAL),
    **dict.fromkeys(("e", "m", "s"), FactorKind.INTERMEDIATE),
    **dict.fromkeys(("lcol", "lno"), FactorKind.LABOUR),
}


def american_industry(name: str, years: dict[int, dict[str, str]]) -> Klems:
    def index(of: str) -> Series:
        return Series(of, "", {year: float(row[f"q_{of}"]) for year, row in years.items()})

    factors = {
        of: Factor(index(of), {year: float(row[f"c_{of}"]) for year, row in years.items()}, kind)
        for of, kind in KINDS.items()
    }
    return Klems(Series(name, "", index("go").values), factors)


def test_gross_output_tfp_of_the_american_industries(shared: Path) -> None:
    """A7–A10: 63 industries × 26 years against the published index (printed to three decimals)."""
    rows = rows_of(shared / "data" / "productivity" / "bea_bls_klems_1997_2023.csv")
    industries: dict[str, dict[int, dict[str, str]]] = {}
    for row in rows:
        industries.setdefault(row["industry"], {})[int(row["year"])] = row
    errors, cumulated = [], {}
    for name, years in industries.items():
        made = klems_account(american_industry(name, years))
        cumulated[name] = made.tfp_by_year
        for year in made.years:
            now, before = years[year.year], years[year.year - 1]
            errors.append(abs(year.tfp - math.log(float(now["q_tfp"]) / float(before["q_tfp"]))))
            # Domar: gross output's TFP is value added's times its part.
            assert year.tfp_of_value_added * (year.capital_share + year.labour_share) == pytest.approx(year.tfp)
        gaps = (abs(sum(float(r[f"c_{of}"]) for of in KINDS) / float(r["c_go"]) - 1) for r in years.values())
        assert max(gaps) < 1e-4
    errors.sort()
    assert len(errors) == 1638
    assert errors[-1] < 3.8e-4
    assert errors[int(len(errors) * 0.99)] < 1.35e-4  # given as 1.3e-4
    assert errors[len(errors) // 2] < 6e-6
    assert math.fsum(cumulated["Chemical products"].values()) == pytest.approx(-0.092995, abs=5e-5)
    assert cumulated["Chemical products"][2019] == pytest.approx(-0.041944, abs=2e-5)
    assert cumulated["Construction"][2020] == pytest.approx(0.000375, abs=2e-5)
