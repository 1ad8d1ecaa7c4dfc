"""Every method side by side: what gives nothing says why; bad figures are named, never passed on as numbers."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.economics.capital import CapitalOptions, Initial
from nscl.economics.growth.accounting import GrowthAccount, Method
from nscl.economics.growth.figures import AssetFigures, Figures, Workers
from nscl.economics.growth.periods import Average, PeriodOfGrowth, Shares, period, shares_of_growth
from nscl.economics.growth.reading import assets_of, figures_of, klems_of, workers_of
from nscl.economics.growth.study import LabourMeasure, Options, study
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.economics.tables import read_rows

YEARS = range(2011, 2021)


def path(name: str, first: float, pace: float, wave: float = 0.0) -> Series:
    values = {year: first * pace ** (year - 2011) * (1 + wave * math.sin(3 * year)) for year in YEARS}
    return Series(name, "", values)


FIGURES = Figures(
    path("GRDP", 100, 1.08, 0.01),
    path("Lao động", 50, 1.01),
    investment=path("Đầu tư", 30, 1.07, 0.1),
    output_current=path("GRDP giá hiện hành", 100, 1.11),
    labour_income=path("Thu nhập", 55, 1.11, 0.02),
)
MACHINES = AssetFigures(path("Máy móc", 12, 1.07), path("Chỉ số giá máy móc", 1, 1.01), 0.12)
HOUSES = AssetFigures(path("Nhà xưởng", 18, 1.07), path("Chỉ số giá nhà xưởng", 1, 1.04), 0.03)
WORKERS = {
    "đại học": Workers(path("đại học", 10, 1.01), path("lương", 8, 1.05)),
    "khác": Workers(path("khác", 40, 1.01), path("lương", 5, 1.05)),
}


def test_what_a_method_lacks_is_said_and_the_others_stand() -> None:
    made = study(FIGURES)
    assert [one.method for one in made.accounts][:1] == [Method.VNPI]
    assert "bảng cân đối liên ngành" in str(made.refused[Method.GSO])
    assert "giá trị sản xuất" in str(made.refused[Method.KLEMS])
    with pytest.raises(DataProblem, match="bảng cân đối liên ngành"):
        made.account(Method.GSO)
    with pytest.raises(DataProblem, match="chưa được tính"):
        study(FIGURES, Options(methods=(Method.VNPI,))).account(Method.CONVENTION)
    assert any("trạng thái dừng" in note for note in made.notes)


def test_years_that_one_series_lacks_are_told() -> None:
    late = Series("Thu nhập", "", {year: value for year, value in FIGURES.labour_income.values.items() if year > 2014})  # type: ignore[union-attr]
    made = study(replace(FIGURES, labour_income=late))
    assert made.account(Method.VNPI).years[0].year == 2016
    assert any(note.startswith("vnpi: không tính 2012, 2013, 2014, 2015") for note in made.notes)


def test_a_merged_kind_or_a_unit_that_differs_is_found() -> None:
    thousands = {**WORKERS, "khác": Workers(path("khác", 0.04, 1.01), path("lương", 5, 1.05))}
    refused = study(replace(FIGURES, workers=thousands)).refused[Method.TORNQVIST]
    assert "các loại cộng lại là" in str(refused)
    assert Method.TORNQVIST not in study(replace(FIGURES, workers=WORKERS)).refused
    in_million = replace(FIGURES, assets={"máy móc": MACHINES}, output_current=path("GRDP giá hiện hành", 1e5, 1.11))
    in_million = replace(in_million, labour_income=path("Thu nhập", 55_000, 1.11))
    assert "hai đơn vị" in str(study(in_million).refused[Method.TORNQVIST])


def test_investment_in_another_unit_than_output_is_asked_about() -> None:
    refused = study(replace(FIGURES, investment=path("Đầu tư", 30_000, 1.07))).refused[Method.CONVENTION]
    assert "lần GRDP. Có lẽ hai chuỗi khác đơn vị" in str(refused)


def test_the_rate_of_return_may_be_stated() -> None:
    assets = {"máy móc": MACHINES, "nhà xưởng": HOUSES}
    bare = replace(FIGURES, assets=assets, labour_income=None, output_current=None, labour_share=path("s", 0.5, 1))
    assert "Hãy bổ sung GRDP giá hiện hành" in str(study(bare).refused[Method.TORNQVIST])
    stated = study(bare, Options(rate=0.12))
    assert stated.services is not None
    assert any("12,00 % một năm (nêu)" in note for note in stated.notes)
    negative = study(bare, Options(rate=0.001)).refused[Method.TORNQVIST]
    assert "Chi phí sử dụng nhà xưởng năm 2012" in str(negative)
    ratio = Options(capital=CapitalOptions(initial=Initial.RATIO, ratio=2.0))
    assert "Vốn ban đầu của máy móc" in str(study(bare, ratio).refused[Method.CONVENTION])


def test_hours_are_asked_for() -> None:
    refused = study(FIGURES, Options(labour=LabourMeasure.HOURS)).refused
    assert "Giờ làm việc" in str(refused[Method.CONVENTION])


@settings(max_examples=25)
@given(st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_no_method_knows_the_unit_of_money_or_of_people(money: float, people: float) -> None:
    def times(series: Series, by: float) -> Series:
        return Series(series.name, "", {year: value * by for year, value in series.values.items()})

    def scaled(money: float, people: float) -> Figures:
        changes: dict[str, Any] = {
            name: times(getattr(FIGURES, name), money)
            for name in ("output", "investment", "output_current", "labour_income")
        }
        assets = {
            name: replace(one, investment=times(one.investment, money))
            for name, one in (("máy móc", MACHINES), ("nhà xưởng", HOUSES))
        }
        kinds = {name: Workers(times(one.people, people), one.wage) for name, one in WORKERS.items()}
        return replace(FIGURES, labour=times(FIGURES.labour, people), assets=assets, workers=kinds, **changes)

    options = Options(table_shares={2010: 0.6})
    plain, other = study(scaled(1, 1), options), study(scaled(money, people), options)
    assert len(plain.accounts) >= 4
    for one, two in zip(plain.accounts, other.accounts, strict=True):
        assert list(one.tfp_by_year.values()) == pytest.approx(list(two.tfp_by_year.values()), abs=1e-9)


def numbers_of(account: GrowthAccount) -> list[float]:
    """Every figure that a reader could be shown."""
    found = [getattr(year, one.name) for year in account.years for one in fields(year) if one.name != "intermediates"]
    for year in account.years:
        found += [year.tfp, year.tfp_of_value_added, year.from_capital, year.from_labour]
    first, last = account.years[0].year, account.years[-1].year
    whole: list[PeriodOfGrowth] = [period(account, first, last, average) for average in Average]
    for one in whole:
        found += [one.output, one.tfp]
        shares = shares_of_growth(one)
        found += [shares.tfp, shares.capital] if isinstance(shares, Shares) else []
    return found


odd = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from([0.0, -1.0, 1e-300, 1e300, math.nan]))


@settings(max_examples=60)
@given(
    st.sampled_from([one.name for one in fields(Figures) if isinstance(getattr(FIGURES, one.name), Series)]),
    st.sampled_from(list(YEARS)),
    odd,
)
def test_no_figure_that_is_none_is_ever_told(name: str, year: int, value: float) -> None:
    """One cell put to anything: every account is of finite figures, or refused with a sentence."""
    series = getattr(FIGURES, name)
    changes: dict[str, Any] = {name: Series(series.name, "", {**series.values, year: value})}
    changed = replace(FIGURES, **changes)
    made = study(changed, Options(table_shares={2010: 0.6}))
    for account in made.accounts:
        assert all(math.isfinite(number) for number in numbers_of(account))
    for problem in made.refused.values():
        assert problem.where
        assert problem.remedy


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (figures_of, "nam,lao_dong\n2020,1\n", "không có cột grdp"),
        (workers_of, "nam,lao_dong,tien_luong\n2020,1,1\n", "không có loại lao động"),
        (workers_of, "nam,trinh_do,lao_dong,tien_luong\n2020,a,1,\n", "thiếu tien_luong"),
        (workers_of, "nam,trinh_do,lao_dong,tien_luong\n2020,a,1,1\n2020,a,1,1\n", "đứng ở hai dòng"),
        (assets_of, "nam,tai_san,dau_tu,chi_so_gia,khau_hao\n2020,máy,1,1.04,0.1\n", "năm gốc bằng 100"),
        (assets_of, "nam,tai_san,dau_tu,chi_so_gia\n2020,máy,1,104\n", "Khấu hao của máy"),
        (
            assets_of,
            "nam,tai_san,dau_tu,chi_so_gia,khau_hao\n2020,máy,1,104,0.1\n2021,máy,1,104,0.2\n",
            "khau_hao khác các dòng trước",
        ),
        (klems_of, "nam,yeu_to,loai,luong,chi_phi\n2020,than,trung_gian,1,1\n", "gia_tri_san_xuat"),
        (
            klems_of,
            "nam,yeu_to,loai,luong,chi_phi\n2020,go,gia_tri_san_xuat,1,\n2020,than,khác,1,1\n",
            "Yếu tố than",
        ),
    ],
)
def test_companion_tables_that_cannot_be_used_are_told(read: object, text: str, says: str) -> None:
    assert callable(read)
    with pytest.raises(DataProblem, match=says):
        read(read_rows(text))


def test_kinds_of_workers_are_named_by_what_the_file_has() -> None:
    text = "nam;trinh_do;gioi;lao_dong;tien_luong\n2020;đại học;nữ;10,5;9\n2021;đại học;nữ;11;9,5\n"
    (name,) = made = workers_of(read_rows(text))
    assert name == "đại học, nữ"
    assert made[name].people.values == {2020: 10.5, 2021: 11.0}
