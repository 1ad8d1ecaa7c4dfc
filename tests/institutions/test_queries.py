"""Questions about places and bodies as of a day."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from nscl.institutions import queries
from nscl.institutions.enums import UnitKind, UnitLevel
from nscl.institutions.models import AgencySuccession
from nscl.institutions.rules import AmbiguousCode, OutsideKnownDates, UnknownUnit

pytestmark = pytest.mark.usefixtures("loaded")
OLD, MERGER, TODAY = date(2021, 8, 1), date(2025, 7, 1), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("24", "tỉnh Bắc Giang", "thành phố Bắc Ninh"),
        ("44", "tỉnh Quảng Bình", "tỉnh Quảng Trị"),
        ("52", "tỉnh Bình Định", "tỉnh Gia Lai"),
        ("15", "tỉnh Yên Bái", "tỉnh Lào Cai"),
        ("80", "tỉnh Long An", "tỉnh Tây Ninh"),
        ("82", "tỉnh Tiền Giang", "tỉnh Đồng Tháp"),
        ("91", "tỉnh Kiên Giang", "tỉnh An Giang"),
    ],
)
def test_code_of_two_provinces_needs_a_day(code: str, before: str, after: str) -> None:
    with pytest.raises(AmbiguousCode) as caught:
        queries.unit_by_code(code)
    assert before in str(caught.value)
    assert after in str(caught.value)
    assert queries.unit_by_code(code, OLD).label == before
    assert queries.unit_by_code(code, TODAY).label == after


def test_code_of_one_province_needs_none() -> None:
    assert queries.unit_by_code("20").label == "tỉnh Lạng Sơn"
    assert queries.unit_by_code("22").label == "thành phố Quảng Ninh"  # a change of kind, not of land
    assert queries.unit_by_code("46").label == "thành phố Huế"
    assert queries.unit_by_code("27").label == "tỉnh Bắc Ninh"


def test_a_merged_province_that_kept_name_and_code_is_still_two_units() -> None:
    with pytest.raises(
        AmbiguousCode, match=r"tỉnh Hưng Yên \(01/08/2008 – 30/06/2025\); tỉnh Hưng Yên \(từ 01/07/2025\)"
    ):
        queries.unit_by_code("33")


def test_names_have_their_time() -> None:
    assert queries.unit_by_code("46", date(2024, 12, 31)).label == "tỉnh Thừa Thiên Huế"
    assert queries.unit_by_code("46", date(2025, 1, 1)).label == "thành phố Huế"
    assert queries.unit_by_code("75", date(2026, 4, 29)).kind is UnitKind.PROVINCE
    assert queries.unit_by_code("75", date(2026, 4, 30)).kind is UnitKind.CITY
    assert queries.unit_by_code("26485", date(2026, 4, 30)).label == "phường Nhơn Trạch"
    assert queries.unit_by_code("00004").label == "phường Ba Đình"


def test_days_and_codes_outside_the_data_are_refused() -> None:
    with pytest.raises(OutsideKnownDates):
        queries.unit_by_code("24", date(2008, 7, 31))
    with pytest.raises(OutsideKnownDates):
        queries.unit_by_code("45", MERGER)
    with pytest.raises(UnknownUnit):
        queries.unit_by_code("99", OLD)
    with pytest.raises(UnknownUnit):
        queries.unit_by_id(0)
    with pytest.raises(OutsideKnownDates):
        queries.units_on(date(2008, 7, 31), UnitLevel.PROVINCE)
    with pytest.raises(OutsideKnownDates, match="01/07/2025"):
        queries.units_on(date(2025, 6, 30), UnitLevel.COMMUNE)


def test_units_of_a_day() -> None:
    assert len(queries.units_on(OLD, UnitLevel.PROVINCE)) == 63
    assert len(queries.units_on(TODAY, UnitLevel.PROVINCE)) == 34
    assert len(queries.units_on(TODAY, UnitLevel.COMMUNE)) == 3321


def test_bac_giang_became_bac_ninh() -> None:
    bac_giang = queries.unit_by_code("24", OLD)
    assert queries.successor_of(bac_giang.id, OLD) == bac_giang
    assert queries.successor_of(bac_giang.id, MERGER).label == "tỉnh Bắc Ninh"
    assert queries.successor_of(bac_giang.id, TODAY).label == "thành phố Bắc Ninh"
    with pytest.raises(OutsideKnownDates):
        queries.successor_of(bac_giang.id, date(2000, 1, 1))


def test_a_total_for_todays_province_includes_its_predecessors() -> None:
    today = queries.unit_by_code("24", TODAY)
    labels = [unit.label for unit in queries.predecessors_of(today.id)]
    assert labels == ["tỉnh Bắc Giang", "tỉnh Bắc Ninh", "tỉnh Bắc Ninh", "thành phố Bắc Ninh"]
    assert queries.territory_ids(today.id) == {unit.id for unit in queries.predecessors_of(today.id)}
    assert queries.territories([today.id]) == {today.id: queries.territory_ids(today.id)}
    assert queries.territory_ids(queries.unit_by_code("24", OLD).id) == {queries.unit_by_code("24", OLD).id}


def test_planning_department_became_finance_department() -> None:
    bac_giang = queries.unit_by_code("24", OLD)
    planning = queries.agency_by_key("so-khdt", bac_giang.id, OLD)
    assert planning is not None
    assert planning.full_name == "Sở Kế hoạch và Đầu tư tỉnh Bắc Giang"
    assert queries.agency_by_key("so-khdt", bac_giang.id, date(2025, 3, 1)) is None
    held = [
        [agency.full_name for agency in queries.holders_of(planning.id, on)]
        for on in (date(2025, 2, 28), date(2025, 3, 1), MERGER, TODAY)
    ]
    assert held == [
        ["Sở Kế hoạch và Đầu tư tỉnh Bắc Giang"],
        ["Sở Tài chính tỉnh Bắc Giang"],
        ["Sở Tài chính tỉnh Bắc Ninh"],
        ["Sở Tài chính thành phố Bắc Ninh"],
    ]


def test_lineage_of_todays_department() -> None:
    today = queries.agency_by_key("so-khcn", queries.unit_by_code("24", TODAY).id, TODAY)
    assert today is not None
    lineage = queries.agency_lineage(today.id)
    assert {agency.full_name for agency in lineage.predecessors} == {
        "Sở Khoa học và Công nghệ tỉnh Bắc Giang",
        "Sở Thông tin và Truyền thông tỉnh Bắc Giang",
        "Sở Khoa học và Công nghệ tỉnh Bắc Ninh",
        "Sở Thông tin và Truyền thông tỉnh Bắc Ninh",
    }
    assert lineage.successors == ()
    assert queries.answered_for_ids(today.id) == {today.id, *(agency.id for agency in lineage.predecessors)}
    oldest = queries.agency_lineage(lineage.predecessors[0].id)
    assert [agency.full_name for agency in oldest.successors][-1] == "Sở Khoa học và Công nghệ thành phố Bắc Ninh"
    with pytest.raises(queries.UnknownAgency):
        queries.agency_lineage(0)


def test_accounts_of_a_body_follow_its_one_successor() -> None:
    today = queries.agency_by_key("so-khcn", queries.unit_by_code("24", TODAY).id, TODAY)
    before = queries.agency_by_key("so-tttt", queries.unit_by_code("24", OLD).id, OLD)
    assert today is not None
    assert before is not None
    everything = queries.answered_for_ids(today.id)
    assert queries.answered_for_today([today.id, before.id]) == {today.id: everything, before.id: everything}
    assert queries.answered_for_today([]) == {}


def test_accounts_of_a_body_whose_work_was_divided_stay_with_it() -> None:
    today = queries.unit_by_code("24", TODAY)
    first, second = (queries.agency_by_key(key, today.id, TODAY) for key in ("so-y-te", "so-noi-vu"))
    before = queries.agency_by_key("so-y-te", queries.unit_by_code("24", OLD).id, OLD)
    assert first is not None
    assert second is not None
    assert before is not None
    AgencySuccession.objects.create(
        predecessor_id=before.id, successor_id=second.id, on=MERGER, basis="thử", confidence="L"
    )
    assert queries.answered_for_today([before.id]) == {before.id: frozenset({before.id})}


def test_committees_of_districts_have_no_holder_after_they_ended() -> None:
    districts = queries.agency_by_key("ubnd-huyen", queries.unit_by_code("20").id, OLD)
    assert districts is not None
    assert queries.holders_of(districts.id, MERGER) == ()


def test_national_bodies_are_found_from_a_province() -> None:
    unit = queries.unit_by_code("20")
    found = queries.agencies_by_key(unit.id, TODAY)
    assert found["uy-ban-tcdlcl"].unit_id is None
    assert "tong-cuc-tcdlcl" not in found
    assert found["ubnd-tinh"].full_name == "UBND tỉnh Lạng Sơn"
    assert queries.agency_by_key("cac-so-nganh", unit.id, TODAY) is None


def test_bodies_of_a_province_on_a_day() -> None:
    today = queries.unit_by_code("24", TODAY)
    names = {agency.full_name for agency in queries.agencies_of(today.id, TODAY)}
    assert "Sở Nông nghiệp và Môi trường thành phố Bắc Ninh" in names
    assert not any("Kế hoạch và Đầu tư" in name for name in names)
    before = {agency.full_name for agency in queries.agencies_of(today.id, OLD)}
    assert {"Sở Y tế tỉnh Bắc Giang", "Sở Y tế tỉnh Bắc Ninh"} <= before
    bac_giang = queries.unit_by_code("24", OLD)
    assert {agency.full_name for agency in queries.agencies_of(bac_giang.id, TODAY)} == names


def test_list_of_provinces() -> None:
    rows = queries.list_provinces(TODAY)
    assert len(rows) == 34
    assert sum(row.communes or 0 for row in rows) == 3321
    bac_ninh = next(row for row in rows if row.unit.code == "24")
    assert (bac_ninh.communes, [unit.name for unit in bac_ninh.made_of]) == (99, ["Bắc Giang", "Bắc Ninh"])
    assert bac_ninh.became is None
    lang_son = next(row for row in rows if row.unit.code == "20")
    assert (lang_son.made_of, lang_son.became) == ((), None)


def test_list_of_old_provinces() -> None:
    rows = queries.list_provinces(OLD)
    assert len(rows) == 63
    assert {row.communes for row in rows} == {None}
    bac_giang = next(row for row in rows if row.unit.code == "24")
    assert bac_giang.became is not None
    assert bac_giang.became.label == "thành phố Bắc Ninh"
    with pytest.raises(OutsideKnownDates):
        queries.list_provinces(date(2008, 7, 31))


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ("bac giang", ["24"]),
        ("Đà nẵng", ["48"]),
        ("dak", ["66", "68"]),
        ("24", ["24"]),
        ("thanh pho hue", ["46"]),
        ("x", []),
    ],
)
def test_search_of_provinces(search: str, codes: list[str]) -> None:
    assert [row.unit.code for row in queries.list_provinces(TODAY, search)] == codes


def test_page_of_a_province() -> None:
    today = queries.unit_by_code("24", TODAY)
    page = queries.province_detail(today.id, TODAY)
    assert len(page.communes) == 99
    assert sum(unit.kind is UnitKind.WARD for unit in page.communes) == 33 + 12
    finance = next(entry for entry in page.agencies if entry.agency.key == "so-tai-chinh")
    assert [agency.full_name for agency in finance.took_over] == [
        "Sở Tài chính tỉnh Bắc Giang",
        "Sở Kế hoạch và Đầu tư tỉnh Bắc Giang",
        "Sở Tài chính tỉnh Bắc Ninh",
        "Sở Kế hoạch và Đầu tư tỉnh Bắc Ninh",
        "Sở Tài chính tỉnh Bắc Ninh",
    ]
    before = queries.province_detail(today.id, date(2026, 9, 19))
    assert sum(unit.kind is UnitKind.WARD for unit in before.communes) == 33
    with pytest.raises(UnknownUnit):
        queries.province_detail(page.communes[0].id, TODAY)


def test_page_of_an_ended_province_is_that_of_its_last_day() -> None:
    page = queries.province_detail(queries.unit_by_code("24", OLD).id, TODAY)
    assert page.as_of == date(2025, 6, 30)
    assert page.became is not None
    assert page.became.label == "thành phố Bắc Ninh"
    assert "Sở Nông nghiệp và Môi trường" in {entry.agency.name for entry in page.agencies}


def test_table_of_successions() -> None:
    rows = queries.list_successions()
    assert len(rows) == 1 + 52 + 3
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    assert {row.basis for row in rows if not row.verified} == {"NQ 36/2026/QH16", "NQ 39/2026/QH16"}
    assert len(queries.list_successions(UnitLevel.COMMUNE)) == 22


def test_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    unit = queries.unit_by_code("24", TODAY)
    agency = queries.agency_by_key("so-khcn", unit.id, TODAY)
    assert agency is not None
    with django_assert_num_queries(2):
        queries.unit_by_code("24", OLD)
    with django_assert_num_queries(1):
        queries.territory_ids(unit.id)
    with django_assert_num_queries(3):
        queries.list_provinces(TODAY)
    with django_assert_num_queries(3):
        queries.list_provinces(OLD)
    with django_assert_num_queries(5):
        queries.province_detail(unit.id, TODAY)
    with django_assert_num_queries(2):
        queries.agencies_by_key(unit.id, TODAY)
    with django_assert_num_queries(3):
        queries.agency_lineage(agency.id)
    with django_assert_num_queries(1):
        queries.list_successions()
