"""The first page by role, and the switches of the top bar."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.finance.operations.editions import open_amendment
from nscl.finance.operations.intake import load_published
from nscl.institutions.queries import unit_by_code
from nscl.plans.queries.editions import find_edition
from nscl.records.operations import SYSTEM
from nscl.web.home.dates import next_on
from tests.factories.people import AT, make_person
from tests.factories.plans import load_small_plan, published_packs

pytestmark = pytest.mark.usefixtures("loaded")
SWITCH = "/boi-canh/"


@pytest.fixture
def plans(loaded: object) -> None:  # noqa: ARG001
    load_published(packs=[(pack, None) for pack in published_packs()], by=SYSTEM, at=AT)


def enter(role: Role, province: str = "24") -> Client:
    client = Client()
    client.force_login(make_person(role, province=province))
    return client


def home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


@pytest.mark.usefixtures("plans")
def test_an_officer_sees_the_plan_in_force_what_waits_and_the_next_report() -> None:
    text = home(enter(Role.PROVINCE_OFFICER))
    assert "Năm 2026, Bắc Ninh có 1 kế hoạch đang có hiệu lực." in text
    assert "phát hiện chưa xử lý" in text
    assert "Hạn báo cáo gần nhất: 30/11/2026 (còn 9 ngày)." in text
    assert "Kế hoạch Bắc Ninh 2026–2030" in text
    assert "Bản nháp đang chờ" not in text


def test_without_a_plan_the_officer_is_offered_to_load_one_and_others_are_not() -> None:
    assert reverse("plan-load") in home(enter(Role.PROVINCE_OFFICER))
    text = home(enter(Role.PROVINCE_LEADER))
    assert reverse("plan-load") not in text
    assert "chưa có kế hoạch nào có hiệu lực" in text


def test_drafts_are_for_who_may_see_them() -> None:
    load_small_plan()
    officer, beneficiary = enter(Role.PROVINCE_OFFICER), enter(Role.BENEFICIARY)
    for client in (officer, beneficiary):
        client.post(SWITCH, {"nam": "2024"})
    assert "Bản nháp đang chờ" in home(officer)
    assert "Bản nháp đang chờ" not in home(beneficiary)


@pytest.mark.usefixtures("plans")
def test_an_amendment_being_drafted_does_not_add_to_what_waits_in_plans_in_force() -> None:
    officer = enter(Role.PROVINCE_OFFICER)
    leader = viewer_of(make_person(Role.PROVINCE_LEADER))
    waiting = re.search(r"\d+ phát hiện chưa xử lý, trong đó \d+ chỗ sai", home(officer))
    assert waiting
    plan = find_edition(leader, "bac-ninh-2026-2030")
    open_amendment(edition_id=plan.edition_id, viewer=leader, by=SYSTEM, at=AT)
    text = home(officer)
    assert "Bản nháp đang chờ" in text
    assert waiting[0] in text


@pytest.mark.usefixtures("plans")
def test_a_focal_point_sees_the_own_tasks_and_reports() -> None:
    text = home(enter(Role.AGENCY_FOCAL_POINT))
    assert "Sở Giáo dục và Đào tạo chủ trì 1 và phối hợp 3 nhiệm vụ" in text
    assert "Nhiệm vụ chủ trì" in text
    assert "20/11/2027" in text  # asked of all departments together; that of 2026 was yesterday
    assert "30/11/2026" not in text  # the province's own report


@pytest.mark.usefixtures("plans")
def test_the_ministry_sees_the_country_and_may_choose_a_province() -> None:
    client = enter(Role.NATIONAL_VIEWER)
    assert "cả nước có 4 kế hoạch đang có hiệu lực" in home(client)
    lang_son = unit_by_code("20", on=AT.date())
    answer = client.post(SWITCH, {"tinh": str(lang_son.id), "next": "/don-vi/?q=a"})
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/don-vi/?q=a")
    assert "Lạng Sơn có 1 kế hoạch" in home(client)
    client.post(SWITCH, {"nam": "2022"})
    assert "Năm 2022, Lạng Sơn chưa có kế hoạch" in home(client)
    client.post(SWITCH, {"tinh": "ca-nuoc"})
    assert "Năm 2022, cả nước có 3 kế hoạch" in home(client)


@pytest.mark.usefixtures("plans")
def test_bac_ninh_of_2022_is_bac_giangs_plan() -> None:
    client = enter(Role.PROVINCE_LEADER)
    client.post(SWITCH, {"nam": "2022"})
    assert "Kế hoạch Bắc Giang 2021–2025" in home(client)


def test_an_administrator_sees_the_accounts() -> None:
    make_person()
    text = home(enter(Role.ADMINISTRATOR))
    assert "Tài khoản của hệ thống" in text
    assert "Chưa có vai trò" in text


@pytest.mark.parametrize(
    "fields", [{"tinh": "ca-nuoc"}, {"tinh": "20"}, {"tinh": "x"}, {"nam": "1999"}, {"nam": "hai nghìn"}]
)
def test_what_is_not_offered_is_not_remembered(fields: dict[str, str]) -> None:
    client = enter(Role.PROVINCE_OFFICER)
    assert client.post(SWITCH, fields).status_code == HTTPStatus.BAD_REQUEST
    assert "boi-canh" not in client.session
    assert "Năm 2026, Bắc Ninh" in home(client)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_switch_never_leaves_the_site(back: str) -> None:
    client = enter(Role.PROVINCE_OFFICER)
    assert client.post(SWITCH, {"nam": "2025", "next": back}).headers["Location"] == "/"


def test_a_remembered_province_that_is_no_longer_theirs_is_passed_over() -> None:
    client = enter(Role.NATIONAL_VIEWER)
    lang_son = unit_by_code("20", on=AT.date())
    client.post(SWITCH, {"tinh": str(lang_son.id)})
    kept = client.session["boi-canh"]
    other = enter(Role.PROVINCE_OFFICER)
    session = other.session
    session["boi-canh"] = kept
    session.save()
    assert "Bắc Ninh" in home(other)


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_asks_at_most_a_dozen_and_half(
    role: Role, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter(role)
    with django_assert_max_num_queries(12 if role is not Role.AGENCY_FOCAL_POINT else 15):
        home(client)


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        (Role.ADMINISTRATOR, {"home", "plans", "institutions", "accounts"}),
        (Role.BENEFICIARY, {"home", "plans", "institutions"}),
    ],
)
def test_the_rail_has_only_doors_that_open(role: Role, doors: set[str]) -> None:
    text = home(enter(role))
    names = {"home": "home", "plans": "plan-list", "institutions": "province-list", "accounts": "account-list"}
    assert {key for key, name in names.items() if f'<li><a href="{reverse(name)}"' in text} == doors


@pytest.mark.parametrize(
    ("month", "day", "today", "expected"),
    [
        (11, 20, date(2026, 11, 20), date(2026, 11, 20)),
        (11, 20, date(2026, 11, 21), date(2027, 11, 20)),
        (2, 29, date(2026, 1, 1), date(2026, 2, 28)),
        (2, 29, date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_the_next_such_day(month: int, day: int, today: date, expected: date) -> None:
    assert next_on(month, day, today) == expected
    assert timezone.localdate() == AT.date()
