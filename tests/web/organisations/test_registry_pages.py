"""The registry on the screen: searched, added with the tax code first, noted, related, doubles made one."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.organisations.enums import FlagKind, OrganisationState
from nscl.organisations.models import DistinctOrganisations, Organisation, OrganisationFlag
from nscl.organisations.operations import registry
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_person
from tests.factories.registry import SMALL, a_flag, make_organisation, next_tax_code
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST, ADD, DOUBLES = "/to-chuc/", "/to-chuc/them/", "/to-chuc/trung/"
MOST_QUERIES = 15
PLACE = "09187"  # phường Kinh Bắc


def at(name: str, number: int) -> str:
    return reverse(name, kwargs={"number": number})


def entry_form(**changes: str) -> dict[str, str]:
    given = dict.fromkeys(("industry", "industry_edition", "founded_on", "representative", "phone", "email"), "")
    return {
        **given,
        "name": "Công ty TNHH Gốm Bắc",
        "kind": "enterprise",
        "commune": "kinh bac",
        "address": "",
        **changes,
    }


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == HTTPStatus.OK
    return len(seen)


def test_the_list_answers_first_and_asks_as_often_for_30_as_for_one(officer: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(make_person(Role.PROVINCE_OFFICER, province="20"))
    assert "Chưa có tổ chức nào trong sổ" in words_of(elsewhere.get(LIST))
    first = make_organisation("Công ty Gốm Bắc", commune=PLACE, industry="2393", figures=SMALL, flags=[a_flag()])
    page = words_of(officer.get(LIST))
    assert "2 tổ chức trong sổ: 2 doanh nghiệp; 1 đã biết quy mô, 1 có cờ." in page
    before = queries_of(officer, LIST)
    for number in range(29):
        make_organisation(f"Hợp tác xã {number}", commune=PLACE, flags=[a_flag()])
    assert queries_of(officer, LIST) == before <= MOST_QUERIES
    # As one types: the table alone, without counting the registry.
    with CaptureQueriesContext(connection) as seen:
        found = officer.get(LIST, {"q": "gom"}, headers={"HX-Request": "true", "HX-Target": "bang-to-chuc"})
    assert at("organisation", first) in found.content.decode()
    assert "Hợp tác xã 3" not in words_of(found)
    assert not any("COUNT" in one["sql"] and "GROUP BY" in one["sql"] for one in seen)
    narrowed = words_of(officer.get(LIST, {"co": "ocop", "quy-mo": "small", "loai-hinh": "enterprise"}))
    assert "Công ty Gốm Bắc" in narrowed
    assert "Hợp tác xã 3" not in narrowed
    assert "Không có dòng nào khớp" in words_of(officer.get(LIST, {"tinh-trang": "gone", "trang": "9"}))
    sheet = officer.get(LIST, {"co": "ocop", "tai-ve": "xlsx"})
    assert sheet.headers["Location"] == f"{reverse('organisation-export')}?co=ocop"
    assert officer.get(LIST, {"sap-xep": "-name", "trang": "77", "xa": "abc"}).status_code == HTTPStatus.OK


def test_the_tax_code_is_answered_before_anything_is_asked(officer: Client) -> None:
    code = next_tax_code()
    known = make_organisation("Công ty Đã Có", tax_code=code)
    there = officer.get(ADD, {"ma-so-thue": code})
    assert "đã có trong sổ" in words_of(there)
    assert at("organisation", known) in there.content.decode()
    assert 'name="name"' not in there.content.decode()
    slip = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    wrong = officer.get(ADD, {"ma-so-thue": slip})
    assert "số kiểm tra" in words_of(wrong)
    assert "Công ty Đã Có" in words_of(wrong)
    registry.end(number=known, version=1, on=date(2026, 5, 4), reason="giải thể", viewer=None, by=SYSTEM, at=AT)
    assert "đã chấm dứt từ 04/05/2026" in words_of(officer.get(ADD, {"ma-so-thue": code}))
    assert 'name="name"' in officer.get(ADD, {"khong-ma": "1"}).content.decode()


def test_an_organisation_is_added_mended_and_two_tabs_do_not_overwrite(officer: Client, auditor: Client) -> None:
    code = next_tax_code()
    address = f"{ADD}?ma-so-thue={code}"
    wrong = officer.post(address, entry_form(commune="Kinh Bắk", industry="C99", phone="12"))
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "phường Kinh Bắc (09187)" in words_of(wrong)
    refused = words_of(officer.post(address, entry_form(industry="C99", phone="12")))
    assert "Mã ngành" in refused
    assert officer.post(address, entry_form(industry="C2393")).status_code == HTTPStatus.FOUND
    row = Organisation.objects.select_related("commune").get(tax_code=code)
    assert (row.commune.name if row.commune else "", row.industry_edition) == ("Kinh Bắc", "2025")
    alike = officer.post(f"{ADD}?khong-ma=1", entry_form(name="Cty TNHH Gốm Bắc"))
    assert alike.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert at("organisation", row.pk) in alike.content.decode()
    other = entry_form(name="Cty TNHH Gốm Bắc", **{"to-chuc-khac": "1"})
    assert officer.post(f"{ADD}?khong-ma=1", other).status_code == HTTPStatus.FOUND
    change = entry_form(name="Công ty TNHH Gốm Kinh Bắc", tax_code=code, on="1/3/2026", industry="2393")
    assert officer.post(at("organisation-edit", row.pk), {**change, "phien-ban": "1"}).status_code == HTTPStatus.FOUND
    stale = officer.post(at("organisation-edit", row.pk), {**change, "address": "Số 5", "phien-ban": "1"})
    assert stale.status_code == HTTPStatus.CONFLICT
    assert "Số 5" in words_of(stale)
    settled = {**change, "address": "Số 5", "name": "Khác", "phien-ban": "2", "chon.name": "dang-luu"}
    officer.post(at("organisation-edit", row.pk), settled)
    row.refresh_from_db()
    assert (row.name, row.address) == ("Công ty TNHH Gốm Kinh Bắc", "Số 5")
    page = words_of(auditor.get(at("organisation", row.pk)))
    assert "Công ty TNHH Gốm Bắc (đến 28/02/2026)" in page
    assert "Sửa thông tin" in page  # in the history


def test_what_is_noted_stands_on_the_page_with_its_day(officer: Client, focal: Client) -> None:
    number = make_organisation("Công ty Gốm Bắc", commune=PLACE, industry="2393", phone="0912345678")
    figures = {"year": "2025", "workers": "60", "revenue_vnd": "30.000.000.000", "capital_vnd": "", "source": "BCTC"}
    preview = words_of(officer.post(at("organisation-figures", number), {**figures, "xem-quy-mo": "1"}))
    assert "Nếu lưu số liệu này" in preview
    assert "Doanh nghiệp nhỏ ngày" in preview
    assert Organisation.objects.get(pk=number).size == ""
    officer.post(at("organisation-figures", number), figures)
    assert Organisation.objects.get(pk=number).size == "small"
    flag = {"kind": "ocop", "holds": "co", "product": "gốm", "stars": "", "risk": "", "since": "1/2/2026", "until": ""}
    starless = officer.post(at("organisation-flag", number), {**flag, "basis": "12/QĐ-UBND"})
    assert "Hãy chọn số sao OCOP" in words_of(starless)
    officer.post(at("organisation-flag", number), {**flag, "stars": "4", "basis": "12/QĐ-UBND"})
    row = OrganisationFlag.objects.get(organisation=number)
    seat = {"on": "1/6/2026", "unit": str(Organisation.objects.get(pk=number).unit_id), "commune": "vũ ninh"}
    officer.post(at("organisation-move", number), {**seat, "address": "Số 9", "phien-ban": "99"})
    officer.post(at("organisation-move", number), {**seat, "address": "Số 9", "phien-ban": "2"})
    page = words_of(focal.get(at("organisation", number)))
    for words in ("OCOP 4 sao", "gốm", "phường Vũ Ninh", "Trụ sở qua các thời kỳ", "lao động 60", "0912 345 678"):
        assert words in page, words
    then = words_of(officer.get(at("organisation", number), {"ngay": "15/5/2026"}))
    assert "phường Kinh Bắc" in then
    evidence = officer.get(f"/minh-chung/co-cua-to-chuc/{row.pk}/")
    assert evidence.status_code == HTTPStatus.OK
    stop = reverse("organisation-flag-end", kwargs={"number": number, "flag": row.pk})
    assert officer.post(stop, {"until": "1/9/2026", "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    officer.post(stop, {"until": "1/9/2026", "reason": "hết hạn"})
    row.refresh_from_db()
    assert (row.until, row.ended_reason) == (date(2026, 9, 1), "hết hạn")


def test_it_stops_works_again_and_a_stale_page_does_nothing(officer: Client) -> None:
    number = make_organisation()
    stop = {"on": "1/9/2026", "reason": "xin tạm ngừng"}
    stale = officer.post(at("organisation-suspend", number), {**stop, "phien-ban": "9"})
    assert "Người khác vừa sửa" in words_of(stale)
    assert officer.get(at("organisation-resume", number)).status_code == HTTPStatus.NOT_FOUND
    officer.post(at("organisation-suspend", number), {**stop, "phien-ban": "1"})
    assert "Tạm ngừng từ 01/09/2026" in words_of(officer.get(at("organisation", number)))
    officer.post(at("organisation-resume", number), {**stop, "phien-ban": "2"})
    officer.post(at("organisation-end", number), {**stop, "phien-ban": "3"})
    assert Organisation.objects.get(pk=number).state == OrganisationState.GONE


def test_two_are_related_after_a_search(officer: Client, focal: Client) -> None:
    firm, branch, heir = (make_organisation(f"Công ty Dệt {name}") for name in ("Mẹ", "Con", "Mới"))
    relate = at("organisation-relate", branch)
    assert f"to-chuc={firm}" in officer.get(relate, {"q": "det me"}).content.decode()
    chosen = f"{relate}?to-chuc={firm}"
    officer.post(chosen, {"relation": "chi-nhanh-cua", "kind": "", "on": "", "basis": ""})
    assert Organisation.objects.get(pk=branch).parent_id == firm
    circle = officer.post(
        f"{at('organisation-relate', firm)}?to-chuc={branch}",
        {"relation": "chi-nhanh-cua", "kind": "", "on": "", "basis": ""},
    )
    assert circle.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    became = {"relation": "thanh", "kind": "", "on": "", "basis": ""}
    address = f"{at('organisation-relate', firm)}?to-chuc={heir}"
    assert officer.post(address, became).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    officer.post(address, {**became, "kind": "merged", "on": "1/8/2026", "basis": "HĐ 01"})
    page = words_of(officer.get(at("organisation", heir)))
    assert "Nhận sáp nhập tổ chức này" in page
    assert "Cùng lịch sử hỗ trợ" in page
    officer.post(at("organisation-unbranch", branch), {"reason": "ghi nhầm"})
    assert Organisation.objects.get(pk=branch).parent_id is None
    assert focal.get(relate).status_code == HTTPStatus.NOT_FOUND


def test_doubles_are_compared_merged_or_set_apart(officer: Client) -> None:
    old = make_organisation("Công ty TNHH Minh Phát", commune=PLACE)
    new = make_organisation("Cty Minh Phát", commune=PLACE, tax_code=next_tax_code(), industry="2393")
    page = officer.get(DOUBLES)
    assert "1 cặp có thể là một tổ chức" in words_of(page)
    assert "Cùng tên, cùng xã" in words_of(page)
    address = f"{DOUBLES}gop/?to-chuc={old}&to-chuc={new}"
    assert officer.post(address, {"keep": str(old), "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    answer = officer.post(address, {"keep": str(old), "reason": "một giấy đăng ký"}, follow=True)
    assert "Đã gộp Cty Minh Phát vào Công ty TNHH Minh Phát" in words_of(answer)
    kept = words_of(officer.get(at("organisation", old)))
    assert "một giấy đăng ký" in kept
    assert "Dòng này đã gộp" in words_of(officer.get(at("organisation", new)))
    assert officer.get(address).status_code == HTTPStatus.NOT_FOUND
    assert officer.get(f"{DOUBLES}gop/?to-chuc={old}").headers["Location"] == DOUBLES
    third = make_organisation("Minh Phát", commune=PLACE)
    officer.post(f"{DOUBLES}hai-to-chuc/", {"to-chuc": [old, third]})
    assert DistinctOrganisations.objects.count() == 1
    assert "Không có cặp nào" in words_of(officer.get(DOUBLES))


def test_the_beneficiary_sees_its_own_and_no_other(world: World) -> None:
    other = make_organisation("Công ty Khác")
    client = client_of(world, Role.BENEFICIARY)
    page = client.get("/to-chuc/cua-toi/")
    assert "Công ty Thử" in words_of(page)
    assert "Thông tin sai thì sửa ở đâu?" in words_of(page)
    assert "Điện thoại" in words_of(page)
    assert "Lịch sử" not in words_of(page)
    assert client.get("/to-chuc/cua-toi/", {"to-chuc": str(other)}).content.decode().count("Công ty Khác") == 0
    assert client.get(at("organisation", other)).status_code == HTTPStatus.NOT_FOUND


def test_who_may_not_see_contacts_does_not(auditor: Client) -> None:
    number = make_organisation(phone="0912345678", email="a@thu.example", flags=[a_flag(FlagKind.RISK)])
    page = words_of(auditor.get(at("organisation", number)))
    assert "Rủi ro cao" in page
    assert "345 678" not in page
    assert "a@thu.example" not in page
    assert at("organisation-edit", number) not in auditor.get(at("organisation", number)).content.decode()


def test_the_page_asks_as_often_for_three_flags_as_for_one(officer: Client) -> None:
    number = make_organisation(figures=SMALL, flags=[a_flag()])
    before = queries_of(officer, at("organisation", number))
    for kind in (FlagKind.RISK, FlagKind.EXPORT):
        registry.state_flag(number=number, flag=a_flag(kind), viewer=None, by=SYSTEM, at=AT)
    assert queries_of(officer, at("organisation", number)) == before
