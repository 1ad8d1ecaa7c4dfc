"""Outreach on the screen: a visit in three steps, a survey by link and on site, the funnel with its doors."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.support.models import NeedsSurvey, SurveyForm, Visit
from nscl.web.outreach.views.answering import WRONG
from tests.factories.people import AT
from tests.factories.registry import make_organisation
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
BASE = "/ho-tro/tiep-can/"
VISITS, SURVEYS = f"{BASE}chuyen-tham/", f"{BASE}khao-sat/"
MOST_QUERIES = 15


@pytest.fixture
def officer(world: World, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_OFFICER)


def told(**changes: str) -> dict[str, str]:
    return {"ket_qua": "interested", "ngay": "20/11/2026", "nguoi": "Lê Thăm", "ghi_chu": "", **changes}


def answers(**changes: Any) -> dict[str, Any]:
    base = {"cau-wants": "this-year", "cau-contents": ["tools", "digital"], "cau-obstacle": "capital"}
    return {**base, "cau-knows": "heard", "cau-own-share": "1.500,5", **changes}


def a_survey(officer: Client) -> NeedsSurvey:
    form = {"phieu": "nhu-cau-ho-tro-1", "ten": "Nhu cầu cuối năm", "tu_ngay": "20/11/2026", "den_ngay": "31/12/2026"}
    plan = officer.get(f"{SURVEYS}mo/").context["form"].fields["ke_hoach"].initial
    officer.post(f"{SURVEYS}mo/", {**form, "ke_hoach": plan})
    return NeedsSurvey.objects.get()


def test_a_visit_is_found_chosen_and_recorded_in_three_steps(officer: Client) -> None:
    firm = make_organisation("Công ty Đúc Thăm")
    pick = words_of(officer.get(f"{VISITS}ghi/", {"q": "duc tham"}))
    assert "Công ty Đúc Thăm" in pick
    page = f"{VISITS}ghi/{firm}/"
    assert "20/11/2026" not in officer.get(page).content.decode()  # today, by the frozen clock, is the 21st
    refused = officer.post(page, told(ket_qua="refused"))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "chưa có lý do từ chối" in words_of(refused)
    assert "Lê Thăm" in refused.content.decode()
    officer.post(page, told(ket_qua="refused", ly_do_tu_choi="no_time"))
    made = Visit.objects.get()
    assert "không có thời gian" in words_of(officer.get(f"{VISITS}{made.pk}/")).lower()
    assert "1 chuyến thăm tới 1 tổ chức, 1 lần bị từ chối" in words_of(officer.get(VISITS))
    book = openpyxl.load_workbook(BytesIO(officer.get(VISITS, {"tai-ve": "xlsx"}).content))
    assert any("Công ty Đúc Thăm" in map(str, row) for row in book.active.iter_rows(values_only=True))


def test_two_who_correct_a_visit_see_each_other_and_a_reader_only_reads(world: World, officer: Client) -> None:
    firm = make_organisation()
    officer.post(f"{VISITS}ghi/{firm}/", told())
    number = Visit.objects.get().pk
    page, edit = f"{VISITS}{number}/", f"{VISITS}{number}/sua/"
    assert officer.post(edit, told(**{"phien-ban": "1", "ghi_chu": "Gặp giám đốc"})).status_code == HTTPStatus.FOUND
    late = officer.post(edit, told(**{"phien-ban": "1", "ghi_chu": "Gọi điện"}))
    assert late.status_code == HTTPStatus.CONFLICT
    assert "Gặp giám đốc" in words_of(late)
    assert "Gọi điện" in late.content.decode()
    auditor = client_of(world, Role.AUDITOR)
    assert "Gặp giám đốc" in words_of(auditor.get(page))
    assert auditor.post(edit, told()).status_code == HTTPStatus.NOT_FOUND
    # Of the programme's own office: a focal point of another agency does not see it.
    assert client_of(world, Role.AGENCY_FOCAL_POINT).get(page).status_code == HTTPStatus.NOT_FOUND
    assert officer.post(f"{page}xoa/", {"ly_do": "Ghi nhầm"}).status_code == HTTPStatus.FOUND
    assert not Visit.objects.exists()


def test_a_focal_point_writes_for_its_agency(world: World) -> None:
    focal = client_of(world, Role.AGENCY_FOCAL_POINT)
    firm = make_organisation()
    assert focal.post(f"{VISITS}ghi/{firm}/", told()).status_code == HTTPStatus.FOUND
    made = Visit.objects.select_related("agency").get()
    assert made.agency is not None
    assert made.agency.name in words_of(focal.get(VISITS))
    assert "Tiếp cận tổ chức" in words_of(focal.get("/"))


def test_a_survey_is_sent_answered_by_link_once_and_shown_by_question(officer: Client) -> None:
    firm = make_organisation("Công ty Thư", email="thu@firma.example")
    row = a_survey(officer)
    place = f"{SURVEYS}{row.pk}/"
    assert "thu@firma.example" in words_of(officer.get(f"{place}gui/"))
    officer.post(f"{place}gui/", {"to-chuc": [firm]})
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if "/khao-sat/" in line).split("/khao-sat/")[1]
    public, address = Client(), f"/khao-sat/{link}"
    page = public.get(address)
    assert "Công ty Thư" in words_of(page)
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    wrong = public.post(address, answers(**{"cau-own-share": "nhiều", "cau-obstacle": ""}))
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "nhiều" in wrong.content.decode()
    assert public.post(address, answers()).status_code == HTTPStatus.FOUND
    assert "Đã nhận câu trả lời của Công ty Thư" in words_of(public.get(address))
    public.post(address, answers(**{"cau-wants": "no"}))
    assert SurveyForm.objects.get().answers.filter(question="wants").get().choice == "this-year"
    shown = words_of(officer.get(place))
    assert "1.500,5 triệu đồng" in shown
    chosen = words_of(officer.get(place, {"cau": "contents", "chon": "tools"}))
    assert "Tổ chức chọn “Công cụ cải tiến" in chosen
    book = openpyxl.load_workbook(BytesIO(officer.get(place, {"tai-ve": "xlsx"}).content))
    assert "thu@firma.example" not in str([list(sheet.iter_rows(values_only=True)) for sheet in book])


def test_an_unknown_link_says_so_and_is_throttled() -> None:
    cache.clear()
    public = Client()
    for _try in range(WRONG.most):
        assert public.get("/khao-sat/khong-co/").status_code == HTTPStatus.NOT_FOUND
    assert public.get("/khao-sat/khong-co/").status_code == HTTPStatus.TOO_MANY_REQUESTS
    cache.clear()


def test_answers_are_written_down_on_site_and_a_survey_is_closed(officer: Client) -> None:
    firm, row = make_organisation(), a_survey(officer)
    place = f"{SURVEYS}{row.pk}/"
    fill = f"{place}ghi/{firm}/"
    assert officer.post(fill, answers()).status_code == HTTPStatus.FOUND
    assert "trả lời một lần" in words_of(officer.post(fill, answers()))
    officer.post(f"{place}han/", {"den_ngay": "20/11/2026"})
    assert "Đã đóng" in words_of(officer.get(SURVEYS))
    assert "Ghi câu trả lời tại chỗ" not in words_of(officer.get(place))


def test_the_funnel_leads_from_each_figure_to_its_organisations(officer: Client) -> None:
    firm = make_organisation("Công ty Phễu")
    officer.post(f"{VISITS}ghi/{firm}/", told(ket_qua="refused", ly_do_tu_choi="paperwork"))
    page = officer.get(BASE)
    assert "Năm 2026: thăm 1 tổ chức, 0 nộp hồ sơ, 0 được chi." in words_of(page)
    assert "buoc=visited" in page.content.decode()
    assert "ly-do=paperwork" in page.content.decode()
    behind = officer.get(f"{BASE}to-chuc/", {"buoc": "visited", "nam": "2026", "don-vi": "0"})
    assert "Công ty Phễu" in words_of(behind)
    assert officer.get(f"{BASE}to-chuc/", {"buoc": "la"}).status_code == HTTPStatus.NOT_FOUND
    assert officer.get(f"{BASE}to-chuc/", {"buoc": "paid", "xa": "999999"}).status_code == HTTPStatus.NOT_FOUND
    assert "Chưa có gì trong năm này" in words_of(officer.get(BASE, {"nam": "2021"}))
    assert openpyxl.load_workbook(BytesIO(officer.get(BASE, {"tai-ve": "xlsx"}).content)).sheetnames[0] == "Các bước"


def test_pages_ask_as_often_for_three_rows_as_for_one(officer: Client) -> None:
    row = a_survey(officer)

    def add() -> None:
        firm = make_organisation()
        officer.post(f"{VISITS}ghi/{firm}/", told())
        officer.post(f"{SURVEYS}{row.pk}/ghi/{firm}/", answers())

    def counts() -> list[int]:
        found = []
        for address in (VISITS, SURVEYS, BASE, f"{SURVEYS}{row.pk}/", f"{BASE}to-chuc/?buoc=visited"):
            with CaptureQueriesContext(connection) as queries:
                officer.get(address)
            found.append(len(queries))
        return found

    add()
    once = counts()
    add()
    add()
    assert counts() == once
    assert max(once) <= MOST_QUERIES, (once, AT)
