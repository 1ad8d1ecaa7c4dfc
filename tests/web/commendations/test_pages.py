"""Commendations on the screen: proposed, changed, decided, withdrawn, listed, exported."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.plans.models import Plan
from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.models import Commendation
from tests.factories.difficulties import proposed
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST, PROPOSE = "/khen-thuong/", "/khen-thuong/de-nghi/"
MOST_QUERIES = 15


def one(row: Commendation, act: str = "") -> str:
    return f"{LIST}{row.pk}/{act}/" if act else f"{LIST}{row.pk}/"


def candidate(plan: Plan, **changes: Any) -> Commendation:
    return proposed(plan, **{"year": 2026, **changes})


def filled(plan: Plan, **changes: str) -> dict[str, str]:
    return {
        "ke_hoach": str(plan.pk),
        "nam": "2026",
        "doi_tuong": RecipientKind.PERSON.value,
        "ten": "Nguyễn Văn An",
        "noi_lam_viec": "Quản đốc, Công ty Một",
        "to_chuc": "",
        "muc": CommendationLevel.PROVINCE.value,
        "thanh_tich": "Dẫn dắt nhóm cải tiến.",
        **changes,
    }


def decision(**changes: str) -> dict[str, str]:
    return {"phien-ban": "1", "so": "12/QĐ-UBND", "ngay": "20/11/2026", **changes}


def test_an_empty_list_says_what_to_do(officer: Client, auditor: Client) -> None:
    page = officer.get(LIST)
    assert "Chưa có đề nghị khen thưởng nào" in words_of(page)
    assert PROPOSE in page.content.decode()
    assert PROPOSE not in auditor.get(LIST).content.decode()


def test_one_is_proposed_and_decided(plan: Plan, officer: Client) -> None:
    form = officer.get(PROPOSE).content.decode()
    assert "Kế hoạch Bắc Ninh 2026–2030" in form
    answer = officer.post(PROPOSE, filled(plan))
    made = Commendation.objects.get()
    assert answer.headers["Location"] == one(made)
    assert "đang chờ quyết định" in words_of(officer.get(one(made)))
    assert officer.post(one(made, "quyet-dinh"), decision()).status_code == HTTPStatus.FOUND
    text = words_of(officer.get(one(made)))
    assert "theo quyết định số 12/QĐ-UBND ngày 20/11/2026" in text
    assert "Đã ghi quyết định khen thưởng." in text
    assert "Năm 2026: 0 tập thể và 1 cá nhân được khen." in words_of(officer.get(LIST))


def test_wrong_values_are_told_and_kept(plan: Plan, officer: Client) -> None:
    answer = officer.post(PROPOSE, filled(plan, nam="2035"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "năm 2035 ngoài thời gian của kế hoạch (2026–2030)" in words_of(answer)
    assert "Dẫn dắt nhóm cải tiến." in answer.content.decode()
    made = candidate(plan)
    late = officer.post(one(made, "quyet-dinh"), decision(ngay="22/11/2026"))
    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ngày 22/11/2026 chưa tới" in words_of(late)


def test_a_second_proposal_of_the_same_is_refused_with_the_first(plan: Plan, officer: Client) -> None:
    officer.post(PROPOSE, filled(plan))
    again = officer.post(PROPOSE, filled(plan, ten="NGUYỄN VĂN AN"))
    assert again.status_code == HTTPStatus.CONFLICT
    assert "đã có trong danh sách khen thưởng năm 2026" in words_of(again)
    assert Commendation.objects.count() == 1


def test_a_conflict_shows_both_and_keeps_what_was_typed(plan: Plan, officer: Client) -> None:
    made = candidate(plan)
    first = {**filled(plan, ten="Tên thứ nhất"), "phien-ban": "1"}
    assert officer.post(one(made, "sua"), first).status_code == HTTPStatus.FOUND
    second = officer.post(one(made, "sua"), {**first, "ten": "Tên thứ hai"})
    assert second.status_code == HTTPStatus.CONFLICT
    html = second.content.decode()
    assert "Tên thứ nhất" in html
    assert 'value="Tên thứ hai"' in html


def test_a_wrong_decision_is_entered_again_with_the_reason(plan: Plan, officer: Client) -> None:
    made = candidate(plan)
    officer.post(one(made, "quyet-dinh"), decision())
    again = decision(so="21/QĐ-UBND", **{"phien-ban": "2"})
    assert officer.post(one(made, "quyet-dinh"), again).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert officer.post(one(made, "quyet-dinh"), {**again, "ly_do": "Ghi nhầm"}).status_code == HTTPStatus.FOUND
    text = words_of(officer.get(one(made)))
    assert "Số quyết định: 12/QĐ-UBND → 21/QĐ-UBND" in text
    assert "Ghi nhầm" in text
    for act in ("sua", "rut"):
        assert officer.get(one(made, act)).status_code == HTTPStatus.FOUND, "what was decided stays"


def test_a_candidate_is_withdrawn_with_the_reason(plan: Plan, officer: Client) -> None:
    made = candidate(plan)
    refused = officer.post(one(made, "rut"), {"phien-ban": "1", "ly_do": ""})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    answer = officer.post(one(made, "rut"), {"phien-ban": "1", "ly_do": "Chưa đủ điều kiện"}, follow=True)
    assert "Đã rút đề nghị khen thưởng" in words_of(answer)
    assert officer.get(one(made)).status_code == HTTPStatus.NOT_FOUND


def test_the_list_narrows_and_is_exported_with_its_sample_mark(plan: Plan, officer: Client) -> None:
    candidate(plan, recipient="Công ty Một")
    candidate(plan, recipient="Công ty Hai", year=2027)
    text = words_of(officer.get(f"{LIST}?nam=2027"))
    assert "Công ty Hai" in text
    assert "Công ty Một" not in text
    assert "Trang này có số liệu mẫu" not in text
    candidate(plan, recipient="Công ty Mẫu", is_sample=True)
    assert "Trang này có số liệu mẫu" in words_of(officer.get(LIST))
    sheet = openpyxl.load_workbook(BytesIO(officer.get(f"{LIST}?tai-ve=xlsx").content)).active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Công ty Một", "Công ty Hai", "Công ty Mẫu", "Số liệu mẫu"} <= cells


def test_the_list_costs_as_much_for_three_as_for_one(plan: Plan, officer: Client) -> None:
    counts = []
    for names in (["Một"], ["Hai", "Ba"]):
        for name in names:
            candidate(plan, recipient=name)
        with CaptureQueriesContext(connection) as queries:
            officer.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_pages_cost_few_queries(plan: Plan, officer: Client) -> None:
    made = candidate(plan)
    for path in (one(made), PROPOSE, one(made, "sua"), one(made, "quyet-dinh"), one(made, "rut")):
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == HTTPStatus.OK
        assert len(queries) <= MOST_QUERIES, path


def test_without_a_plan_in_force_it_says_so(plan: Plan, officer: Client) -> None:
    plan.editions.filter(state="issued").update(state="superseded", superseded_at="2026-11-20T00:00:00Z")
    assert "Chưa có kế hoạch nào đã ban hành" in words_of(officer.get(PROPOSE))


def test_it_is_found_by_the_search(plan: Plan, focal: Client) -> None:
    made = candidate(plan)
    html = focal.get(reverse("search"), {"q": "co khi song cau"}).content.decode()
    assert f'href="{one(made)}"' in html


def test_pages_are_in_english_too(plan: Plan, officer: Client) -> None:
    made = candidate(plan)
    officer.cookies["django_language"] = "en"
    assert "Commendations" in words_of(officer.get(LIST))
    assert "đang chờ" not in words_of(officer.get(one(made)))
