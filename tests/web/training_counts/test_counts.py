"""The page of the counts: it answers first, every figure is a door, the file and the chart say the same."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.organisations.enums import OrganisationKind
from nscl.plans.models import Plan
from nscl.work.enums import ActivityKind
from tests.factories import register_entries as make
from tests.progress.conftest import Country, Recorder, _country, country, recorder
from tests.web.plans.test_tabs import queries_of, text_of

__all__ = ["_country", "country", "recorder"]  # fixtures

HUNG_YEN = "hung-yen-2021-2030"
PAGE = "/dao-tao/so-lieu/"
MOST_QUERIES = 15
Recorders = Callable[[str], Recorder]


def client_of(country: Country, role: Role) -> Client:
    client = Client()
    client.force_login(country.people[role])
    return client


@pytest.fixture
def nation(country: Country) -> Client:
    return client_of(country, Role.NATIONAL_VIEWER)


@pytest.fixture
def classes(country: Country, recorder: Recorders) -> None:
    """A person of a firm at two classes, one of a school at the second."""
    plan = Plan.objects.get(pk=country.header(HUNG_YEN).plan_id)
    person = make.person(plan, make.organisation(plan))
    pupil = make.person(plan, make.organisation(plan, OrganisationKind.SCHOOL))
    for year, people in ((2024, [person]), (2025, [person, pupil])):
        done = recorder(HUNG_YEN).done(ActivityKind.TRAINING, date(year, 5, 1), is_sample=year == 2025)
        make.training_class(done, people)


def test_without_a_class_it_says_what_to_do(nation: Client) -> None:
    page = text_of(nation, PAGE)
    assert "chưa có lớp nào đã xong có người dự" in page
    assert "Mở lớp, điểm danh rồi kết thúc lớp" in page
    assert nation.get(f"{PAGE}bieu-do.svg").status_code == 404


@pytest.mark.usefixtures("classes")
def test_it_answers_first_and_says_why_people_do_not_add_up(nation: Client) -> None:
    page = text_of(nation, f"{PAGE}?tu=2021&den=2026")
    assert "Từ năm 2021 đến năm 2026: 3 lượt người, là 2 người của 2 đơn vị, ở 2 lớp đã xong." in page
    assert "cộng các dòng có thể nhiều hơn tổng" in page
    assert "nhiều nhất là năm 2025, 2 lượt người" in page
    assert "Số liệu mẫu" in page


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize("by", ["nam", "co-quan", "xa", "loai-hinh", "gioi-tinh", "linh-vuc"])
def test_every_figure_is_a_door_to_its_classes(nation: Client, by: str) -> None:
    page = text_of(nation, f"{PAGE}?theo={by}&tu=2021&den=2026")
    doors = {html.unescape(href) for href in re.findall(r'href="([^"]*#bang-lop-da-tinh)"', page)}
    narrower = [href for href in doors if f"&{by}=" in href]
    assert narrower
    for href in narrower:
        answer = text_of(nation, href)
        assert "Các lớp đã tính" in answer
        assert "Bỏ " in answer
        assert "/dao-tao/lop/" in answer
    assert queries_of(nation, narrower[0]) <= MOST_QUERIES


@pytest.mark.usefixtures("classes")
def test_the_file_has_the_total_among_its_rows(nation: Client) -> None:
    answer = nation.get(f"{PAGE}?theo=loai-hinh&tu=2021&den=2026&tai-ve=xlsx")
    assert "so-lieu-mau" in answer["Content-Disposition"]
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows()]
    assert ["Doanh nghiệp", None, 2, 1, 1, 2] in rows
    assert ["Tất cả", None, 3, 2, 2, 2] in rows


@pytest.mark.usefixtures("classes")
def test_the_chart_in_every_form(nation: Client) -> None:
    asked = "?theo=nam&tu=2021&den=2026"
    assert b"<svg" in nation.get(f"{PAGE}bieu-do.svg{asked}").content
    assert nation.get(f"{PAGE}bieu-do.png{asked}").content.startswith(b"\x89PNG")
    lines = nation.get(f"{PAGE}bieu-do.csv{asked}").content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["2024;1;1", "2025;2;2", "Số liệu mẫu"]
    assert nation.get(f"{PAGE}bieu-do.gif{asked}").status_code == 404


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize("asked", ["theo=khong", "tu=abc&den=99999", "ke-hoach=x", "co-quan=x", "xa=999999999999"])
def test_what_makes_no_sense_in_the_address_is_no_error(nation: Client, asked: str) -> None:
    assert nation.get(f"{PAGE}?{asked}").status_code == 200


@pytest.mark.usefixtures("classes")
def test_another_province_sees_nothing_of_it(country: Country) -> None:
    page = text_of(client_of(country, Role.PROVINCE_OFFICER), PAGE)
    assert "chưa có lớp nào đã xong có người dự" in page
    assert client_of(country, Role.BENEFICIARY).get(PAGE).status_code == 404
