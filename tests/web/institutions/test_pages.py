"""Provinces, communes and agencies on the screen, as of a day."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Role
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import agencies_of, unit_by_code, units_on
from tests.factories.people import AT, make_person

pytestmark = pytest.mark.usefixtures("loaded")
TODAY, BEFORE = AT.date(), date(2025, 6, 30)


@pytest.fixture
def client(loaded: object) -> Client:  # noqa: ARG001
    client = Client()
    client.force_login(make_person(Role.PROVINCE_OFFICER))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK, address
    return answer.content.decode()


def test_34_today_and_63_before(client: Client) -> None:
    assert "34 đơn vị cấp tỉnh" in page(client, "/don-vi/")
    for written in ("2025-06-30", "30/6/2025", "30-06-2025"):
        before = page(client, f"/don-vi/?ngay={written}")
        assert "63 đơn vị cấp tỉnh" in before
        assert 'value="30/06/2025"' in before


@pytest.mark.parametrize("written", ["hôm qua", "31/2/2026", "2026-13-01", "<script>"])
def test_a_day_that_is_none_is_refused_in_words_and_today_is_shown(client: Client, written: str) -> None:
    answer = client.get("/don-vi/", {"ngay": written})
    text = answer.content.decode()
    assert "không phải một ngày" in text
    assert "34 đơn vị cấp tỉnh" in text
    assert "<script>”" not in text


def test_a_day_before_the_data_begins_says_so(client: Client) -> None:
    assert "không có dữ liệu" in page(client, "/don-vi/?ngay=1990-01-01")


def test_a_merged_province_is_found_by_the_name_of_before_without_marks(client: Client) -> None:
    found = page(client, "/don-vi/?q=bac+giang")
    assert "1 dòng" in found
    assert reverse("unit-detail", args=[unit_by_code("24", on=TODAY).id]) in found


def test_the_list_asks_the_same_number_of_questions_for_34_and_63(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/don-vi/", "/don-vi/?ngay=2025-06-30", "/don-vi/?q=lang+son"):
        with django_assert_num_queries(8):  # session, user, roles and their reach, the switch; units, edges, communes
            client.get(address)


def test_a_province_shows_what_it_is_made_of_its_bodies_and_communes(client: Client) -> None:
    unit = unit_by_code("24", on=TODAY)
    text = page(client, reverse("unit-detail", args=[unit.id]))
    assert "Hợp thành từ Bắc Giang, Bắc Ninh" in text
    assert "Sở Khoa học và Công nghệ" in text
    old = unit_by_code("24", on=BEFORE)
    assert "Nay thuộc" in page(client, reverse("unit-detail", args=[old.id]))


def test_communes_are_narrowed_and_exported_with_their_headings(client: Client) -> None:
    address = reverse("unit-detail", args=[unit_by_code("24", on=TODAY).id])
    wards = page(client, f"{address}?xa-loai=ward")
    answer = client.get(f"{address}?xa-loai=ward&xa-tai-ve=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    cells = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert ["Mã", "Tên", "Loại", "Từ ngày"] in cells
    kinds = {row[2] for row in cells[cells.index(["Mã", "Tên", "Loại", "Từ ngày"]) + 1 :] if len(row) == 4}
    assert kinds == {"Phường"}
    assert "Phường" in wards
    agencies = client.get(f"{address}?cq-tai-ve=xlsx")
    assert agencies.headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_provinces_and_successions_are_exported(client: Client) -> None:
    for address, rows in (("/don-vi/?tai-ve=xlsx", 34), ("/don-vi/thay-doi/?tai-ve=xlsx", 52)):
        sheet = load_workbook(BytesIO(client.get(address).content)).active
        assert sheet is not None
        assert sheet.max_row >= rows


def test_an_ambiguous_code_names_both_and_asks_for_the_day(client: Client) -> None:
    answer = client.get("/don-vi/ma/24/")
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.MULTIPLE_CHOICES
    assert "Tỉnh Bắc Giang" in text
    assert "Thành phố Bắc Ninh" in text
    old = unit_by_code("24", on=BEFORE)
    assert reverse("unit-detail", args=[old.id]) in text
    dated = client.get("/don-vi/ma/24/?ngay=2025-06-30")
    assert dated.headers["Location"].startswith(reverse("unit-detail", args=[old.id]))


def test_other_codes(client: Client) -> None:
    lang_son = reverse("unit-detail", args=[unit_by_code("20").id])
    assert client.get("/don-vi/ma/20/").headers["Location"] == lang_son
    assert client.get("/don-vi/ma/999/").status_code == HTTPStatus.NOT_FOUND
    nobody = client.get("/don-vi/ma/24/?ngay=1990-01-01")
    assert nobody.status_code == HTTPStatus.NOT_FOUND
    assert "không có dữ liệu vào ngày 01/01/1990" in nobody.content.decode()


def test_a_commune_names_its_province(client: Client) -> None:
    commune = next(row for row in units_on(TODAY, UnitLevel.COMMUNE) if row.name == "Kép")
    text = page(client, reverse("unit-detail", args=[commune.id]))
    assert "Bắc Ninh" in text
    assert "Kép" in text


def test_an_agency_shows_its_line(client: Client) -> None:
    unit = unit_by_code("24", on=TODAY)
    finance = next(row for row in agencies_of(unit.id, TODAY) if row.key == "so-tai-chinh")
    text = page(client, reverse("agency-detail", args=[finance.id]))
    assert "Sở Kế hoạch và Đầu tư" in text
    assert "Đã tiếp nhận công việc" in text
    planning = next(
        row for row in agencies_of(unit_by_code("24", on=BEFORE).id, date(2024, 1, 1)) if row.key == "so-khdt"
    )
    assert "Công việc nay do" in page(client, reverse("agency-detail", args=[planning.id]))


@pytest.mark.parametrize("name", ["unit-detail", "agency-detail"])
def test_what_is_not_there(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[10**9])).status_code == HTTPStatus.NOT_FOUND
