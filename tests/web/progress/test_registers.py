"""The page of a measure that a register gives: every figure a door, why it counts, what to do without any entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
from django.test import Client

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.plans.models import Plan
from nscl.progress.models import StatedValue
from nscl.work.enums import ActivityKind
from tests.factories import register_entries as make
from tests.factories.people import AT
from tests.progress.conftest import Country, Recorder
from tests.web.plans.test_tabs import queries_of, text_of
from tests.web.progress.conftest import BAC_GIANG, BAC_NINH, HUNG_YEN
from tests.web.progress.test_measure import page_of

Recorders = Callable[[str], Recorder]
QUANG_TRI = "quang-tri-2021-2030"
MOST_QUERIES = 15


def plan_of(country: Country, slug: str) -> Plan:
    return Plan.objects.get(pk=country.header(slug).plan_id)


def test_without_an_entry_the_page_says_what_to_do(nation: Client, officer: Client, recorder: Recorders) -> None:
    page = text_of(nation, page_of(recorder, "clubs", BAC_NINH))
    assert "Chưa có số liệu" in page
    assert "Ghi câu lạc bộ và hoạt động của câu lạc bộ vào sổ." in page
    assert "Nêu số liệu" not in page
    assert "/dao-tao/cau-lac-bo/them/" not in page  # who only reads has no door to entering
    assert 'href="/dao-tao/cau-lac-bo/them/"' in text_of(officer, page_of(recorder, "clubs", BAC_NINH))
    assert 'href="/dao-tao/mo-lop/"' in text_of(officer, page_of(recorder, "people_trained", BAC_NINH))
    table = text_of(nation, f"/ke-hoach/{BAC_NINH}/tien-do/")
    assert "Mở lớp, ghi danh và điểm danh" in table


def test_clubs_that_count_and_those_that_do_not_with_why(nation: Client, country: Country, recorder: Recorders) -> None:
    plan = plan_of(country, BAC_NINH)
    school = make.organisation(plan, OrganisationKind.SCHOOL)
    make.club(plan, school, date(2024, 1, 1), date(2026, 3, 1), name="Câu lạc bộ Kaizen")
    make.club(plan, school, date(2024, 1, 1), date(2025, 3, 1), name="Câu lạc bộ 5S")
    where = f"{page_of(recorder, 'clubs', BAC_NINH)}?ngay=21/11/2026"
    page = text_of(nation, where)
    assert "đạt 1 câu lạc bộ" in page
    assert page.index("Câu lạc bộ Kaizen") < page.index("Có trong sổ, chưa tính") < page.index("Câu lạc bộ 5S")
    assert "Không có hoạt động nào trong 12 tháng" in page
    # A level does not add up over the years.
    csv = nation.get(where.replace("?", "bieu-do.csv?")).content.decode("utf-8-sig").splitlines()
    assert [line.split(";") for line in csv[1:]] == [["2026", "1"]]


def test_enterprises_are_doors_to_their_first_class(nation: Client, country: Country, recorder: Recorders) -> None:
    plan = plan_of(country, QUANG_TRI)
    firm = make.organisation(plan, name="Công ty Mây Tre")
    people = [make.person(plan, firm, sex=sex) for sex in Sex.values]
    held = recorder(QUANG_TRI).done(ActivityKind.TRAINING, date(2024, 5, 2), is_sample=True)
    made = make.training_class(held, people)
    where = page_of(recorder, "enterprises_trained", QUANG_TRI)
    page = text_of(nation, where)
    assert f'href="/dao-tao/lop/{made.pk}/"' in page
    assert "Công ty Mây Tre" in page
    assert "Lớp đầu tiên có người dự, tính vào năm 2024" in page
    assert "Số liệu mẫu" in page
    answer = nation.get(f"{where}?tai-ve=xlsx")
    assert "so-lieu-mau" in answer["Content-Disposition"]
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows()]
    assert any(row[0] == "Công ty Mây Tre" and row[4] == 2 and row[-1] == "có" for row in rows)
    ratio = text_of(nation, page_of(recorder, "people_trained_per_enterprise", QUANG_TRI))
    assert "2 người / 1 doanh nghiệp" in ratio
    assert queries_of(nation, where) <= MOST_QUERIES


def test_experts_by_sex_and_kind_of_organisation(nation: Client, country: Country, recorder: Recorders) -> None:
    plan = plan_of(country, BAC_GIANG)
    make.expert(plan, date(2024, 5, 2), who=make.person(plan, make.organisation(plan), name="Trần Văn Chuyên"))
    page = text_of(nation, page_of(recorder, "experts_trained", BAC_GIANG))
    for words in ("Trần Văn Chuyên", "Theo giới tính", "Nữ", "Theo loại hình tổ chức", "Doanh nghiệp"):
        assert words in page


def test_stated_values_that_count_no_more_are_said(nation: Client, country: Country, recorder: Recorders) -> None:
    measure = recorder(HUNG_YEN).measure("experts_certified", 2026)
    StatedValue.objects.create(
        measure=measure, on=date(2026, 6, 30), value=2, note="Báo cáo", stated_at=AT, signed_at=AT
    )
    where = page_of(recorder, "experts_certified", HUNG_YEN, 2026)
    assert "Chưa ghi vào sổ mục nào; giá trị là số do cán bộ nêu" in text_of(nation, where)
    plan = plan_of(country, HUNG_YEN)
    make.certified(plan, make.expert(plan), date(2026, 2, 1))
    page = text_of(nation, where)
    assert "1 số đã nêu không còn dùng" in page
    assert "Tính một lần, vào năm 2026" in page


def test_a_province_and_the_country_show_registers(nation: Client, country: Country) -> None:
    plan = plan_of(country, QUANG_TRI)
    make.programme(plan, make.organisation(plan, OrganisationKind.SCHOOL), date(2024, 9, 1))
    for page in ("/tien-do/ca-nuoc/", f"/tien-do/tinh/{plan.unit_id}/"):
        assert "giảng dạy về năng suất" in text_of(nation, page)
        assert queries_of(nation, page) <= MOST_QUERIES + 1  # the registers are asked besides
