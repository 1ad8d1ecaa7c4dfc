"""Growth accounting: worked by hand, and held against the printed arithmetic of Vietnamese papers (A12–A16)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.economics.growth.accounting import (
    GrowthAccount,
    Method,
    account,
    fixed_share,
    share_of_income,
    share_of_tables,
)
from nscl.economics.growth.consistency import Printed, contradictions, implied_output
from nscl.economics.growth.klems import Factor, FactorKind, Klems, klems_account
from nscl.economics.growth.periods import (
    Average,
    PeriodOfGrowth,
    Refused,
    Shares,
    period,
    shares_of_growth,
)
from nscl.economics.growth.targets import needed
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, growth


def series(name: str, values: dict[int, float]) -> Series:
    return Series(name, "tỷ đồng", values)


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


def test_a_share_across_a_change_of_sign_is_refused() -> None:
    """+10 %, −2 %, +10 %: the sum is well above nought, yet parts of the fall and of the rises cancel in it."""
    years = range(2019, 2023)
    made = account(
        series("GRDP", dict(zip(years, (100.0, 110.0, 107.8, 118.58), strict=True))),
        series("Vốn", dict.fromkeys(years, 1.0)),
        series("Lao động", dict.fromkeys(years, 1.0)),
        fixed_share(0.6, years),
        Method.GSO,
    )
    for average in Average:
        one = period(made, 2020, 2022, average)
        answer = shares_of_growth(one)
        assert one.falls == (2021,)
        assert isinstance(answer, Refused)
        assert "giảm năm 2021" in answer.why
    assert isinstance(shares_of_growth(period(made, 2020, 2020)), Shares)
    assert period(made, 2021, 2021).falls == (), "one way only: refused for its fall, not for a change"


def test_what_a_target_asks_of_tfp() -> None:
    """Two years of 10 and 5 %: capital gives 4.8 and 3.2 points, labour 1.2 and 0.6."""
    made = small_account()
    set_by_plan = needed(made, 0.55, output_growth=0.13, first=2021, last=2021)
    assert set_by_plan.tfp == pytest.approx(0.0715)
    assert set_by_plan.past.tfp == pytest.approx(0.04)
    # 0.45 · 13 = 5.85 points for both inputs, 1.2 of them labour's: capital may grow by 4.65 ÷ 0.4.
    assert set_by_plan.capital_room == pytest.approx(0.0465 / 0.4)
    as_before = needed(made, 0.55, first=2021, last=2021)
    # 6 points of inputs are 45 %: growth 13.3 %, TFP 7.3 %.
    assert as_before.output_growth == pytest.approx(0.06 / 0.45)
    assert as_before.tfp == pytest.approx(0.06 / 0.45 * 0.55)
    for share, growth_wanted, says in ((55.0, 0.13, "giữa 0 và 100"), (0.55, -0.01, "lớn hơn 0")):
        with pytest.raises(DataProblem, match=says):
            needed(made, share, output_growth=growth_wanted)
    with pytest.raises(DataProblem, match="vượt ra ngoài"):
        needed(made, 0.55, first=2020, last=2021)
    with pytest.raises(DataProblem, match="mục tiêu nói về GRDP"):
        needed(GrowthAccount(Method.KLEMS, made.years), 0.55)


def test_a_share_of_tables_holds_until_the_next() -> None:
    shares = share_of_tables({2012: 0.6, 2016: 0.55}, range(2010, 2018))
    assert [shares[year] for year in (2010, 2012, 2015, 2016, 2017)] == [0.6, 0.6, 0.6, 0.55, 0.55]
    with pytest.raises(DataProblem, match="bảng cân đối liên ngành"):
        share_of_tables({}, range(2010, 2012))


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
        ({}, "GRDP: không có số liệu"),
        ({2030: 1.0, 2031: 1.0}, "không có hai năm liền nhau"),
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


@given(st.floats(0.01, 1000), st.floats(0.01, 1000))
def test_gross_output_knows_neither_units_nor_how_inputs_are_split(index: float, money: float) -> None:
    """An index may begin anywhere, costs be in any money; an input in two equal halves is the same input."""
    output = series("GO", {2020: 100.0, 2021: 108.0, 2022: 113.0})
    quantities = {"vốn": (10.0, 11.0, 11.4), "lao động": (50.0, 51.0, 50.2), "than": (7.0, 7.7, 8.1)}
    costs = {"vốn": (30.0, 33.0, 36.0), "lao động": (50.0, 52.0, 57.0), "than": (20.0, 26.0, 24.0)}
    kinds = dict(zip(quantities, (FactorKind.CAPITAL, FactorKind.LABOUR, FactorKind.INTERMEDIATE), strict=True))

    def made(scale: float, unit: float, *, halves: bool) -> GrowthAccount:
        factors = {}
        for name, values in quantities.items():
            for half in ("a", "b") if halves else ("",):
                quantity = series(name, {2020 + t: value * scale for t, value in enumerate(values)})
                cost = {2020 + t: value * unit / (2 if halves else 1) for t, value in enumerate(costs[name])}
                factors[name + half] = Factor(quantity, cost, kinds[name])
        return klems_account(Klems(output, factors))

    plain, other = made(1, 1, halves=False), made(index, money, halves=True)
    for one, two in zip(plain.years, other.years, strict=True):
        assert (one.tfp, one.from_capital, one.from_intermediates) == pytest.approx(
            (two.tfp, two.from_capital, two.from_intermediates), abs=1e-12
        )


def test_inputs_of_gross_output_that_cannot_be_used_are_named() -> None:
    def one(kind: FactorKind, cost: float, quantity: float = 1.0) -> Factor:
        return Factor(series("Lượng", {2020: 1.0, 2021: quantity}), {2020: cost, 2021: cost}, kind)

    output = series("GO", {2020: 1.0, 2021: 1.1})
    both = {"vốn": one(FactorKind.CAPITAL, 1), "lao động": one(FactorKind.LABOUR, 1)}
    unused = klems_account(Klems(output, {**both, "than": one(FactorKind.INTERMEDIATE, 0, 0.0)}))
    assert unused.years[0].tfp == pytest.approx(math.log(1.1))
    for factors, says in (
        ({**both, "than": one(FactorKind.INTERMEDIATE, 1, 0.0)}, "Lượng năm 2021: là 0"),
        ({**both, "than": one(FactorKind.INTERMEDIATE, -1)}, "Chi phí than năm 2020"),
        ({"vốn": one(FactorKind.CAPITAL, 1)}, "Chi phí lao động năm 2021"),
        ({}, "Chi phí năm 2020: bằng 0"),
    ):
        with pytest.raises(DataProblem, match=says):
            klems_account(Klems(output, factors))


def test_discrete_growth() -> None:
    assert growth(series("Y", {2020: 100.0, 2021: 110.0})) == {2021: pytest.approx(0.1)}
