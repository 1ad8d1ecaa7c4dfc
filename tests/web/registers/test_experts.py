"""The register of experts on the screen: entered, certified, told apart, downloaded, conflicts settled."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.organisations.models import Organisation, Person
from nscl.plans.models import Plan
from nscl.training.models import Expert, ExpertCertificate
from tests.factories import register_entries as entries
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST, ADD = "/dao-tao/chuyen-gia/", "/dao-tao/chuyen-gia/them/"
MOST_QUERIES = 15


def at(name: str, number: int) -> str:
    return reverse(name, kwargs={"number": number})


def details(**changes: str) -> dict[str, str]:
    blank = dict.fromkeys(("fields", "trained_on", "trained_by", "trained_plan_id", "note"), "")
    return {**blank, "candidate_since": "10/1/2025", **changes}


def certificate(plan: Plan, **changes: str) -> dict[str, str]:
    return {
        "kind": "productivity_expert",
        "standard": "TCVN 13751:2023",
        "body": "Viện Năng suất Việt Nam",
        "number": "CG-01",
        "certified_on": "1/3/2025",
        "valid_to": "1/1/2027",
        "plan_id": str(plan.pk),
        **changes,
    }


def test_an_empty_register_says_what_to_do(officer: Client, auditor: Client) -> None:
    page = officer.get(LIST)
    assert "Chưa có chuyên gia nào trong sổ" in words_of(page)
    assert ADD in page.content.decode()
    assert ADD not in auditor.get(LIST).content.decode()


def test_somebody_new_is_registered_trained_and_certified(plan: Plan, officer: Client) -> None:
    person = {
        "name": "PHẠM THỊ GIỎI",
        "phone": "0912 345 678",
        "organisation": "Trường Cao đẳng Thử",
        "organisation_kind": "school",
    }
    answer = officer.post(ADD, {**person, **details(fields="Lean\nISO 9001")})
    expert = Expert.objects.select_related("person__organisation").get()
    assert answer.headers["Location"] == at("expert", expert.pk)
    assert (expert.person.name, expert.person.phone) == ("Phạm Thị Giỏi", "+84912345678")
    assert expert.person.organisation is not None
    assert expert.person.organisation.name == "Trường Cao đẳng Thử"

    trained = details(fields="Lean", trained_on="1/6/2025", trained_plan_id=str(plan.pk), **{"phien-ban": "1"})
    officer.post(at("expert-edit", expert.pk), trained)
    officer.post(at("expert-certify", expert.pk), certificate(plan))
    page = words_of(officer.get(at("expert", expert.pk)))
    assert "Hết hạn 01/01/2027" in page  # within ninety days of the test's day
    assert "0912 345 678" in page
    assert "Ghi chứng nhận" in page
    listed = words_of(officer.get(LIST))
    assert "1 chuyên gia, trong đó 1 có chứng nhận còn hiệu lực; 0 ứng viên." in listed
    assert "Trong 90 ngày tới 1 người hết hạn chứng nhận." in listed


def test_somebody_known_is_found_and_chosen(plan: Plan, officer: Client) -> None:
    known = entries.person(plan, name="Trần Văn Biết")
    found = officer.get(ADD, {"q": "van biet"})
    assert f"{ADD}?nguoi={known.pk}" in found.content.decode()
    assert 'name="phone"' not in officer.get(ADD, {"nguoi": known.pk}).content.decode()
    officer.post(f"{ADD}?nguoi={known.pk}", details())
    assert Expert.objects.get().person_id == known.pk
    assert Person.objects.count() == 1
    again = officer.post(f"{ADD}?nguoi={known.pk}", details())
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert at("expert", Expert.objects.get().pk) in again.content.decode()
    assert officer.get(ADD, {"nguoi": "99999"}).status_code == HTTPStatus.NOT_FOUND


def test_what_cannot_be_is_refused_at_its_field_and_writes_nothing(plan: Plan, officer: Client) -> None:
    person = {"name": "Phạm Thị Giỏi", "phone": "12", "organisation": "Công ty Một"}
    answer = officer.post(ADD, {**person, **details(candidate_since="1/1/2030")})
    words = words_of(answer)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Hãy chọn loại đơn vị" in words
    answer = officer.post(ADD, {"name": "Phạm Thị Giỏi", **details(candidate_since="1/1/2030")})
    assert "Ngày chưa tới" in words_of(answer)
    assert not Person.objects.exists()
    assert not Organisation.objects.filter(name="Công ty Một").exists()
    expert = entries.expert(plan, date(2025, 2, 1))
    for wrong in ({"valid_to": "1/1/2020"}, {"number": "x" * 61}, {"certified_on": "31/2/2025"}):
        answer = officer.post(at("expert-certify", expert.pk), certificate(plan, **wrong))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, wrong
    assert not ExpertCertificate.objects.exists()


def test_two_who_write_at_once_see_both_values(plan: Plan, officer: Client) -> None:
    expert = entries.expert(plan)
    address = at("expert-edit", expert.pk)
    mine = details(trained_by="Viện Năng suất", note="của tôi", **{"phien-ban": "1"})
    assert officer.post(address, details(note="của người khác", **{"phien-ban": "1"})).status_code == HTTPStatus.FOUND
    conflict = officer.post(address, mine)
    assert conflict.status_code == HTTPStatus.CONFLICT
    assert "của người khác" in words_of(conflict)
    officer.post(address, {**mine, "phien-ban": "2", "chon.note": "dang-luu"})
    expert.refresh_from_db()
    assert (expert.trained_by, expert.note, expert.version) == ("Viện Năng suất", "của người khác", 3)


def test_off_the_register_and_back(plan: Plan, officer: Client) -> None:
    expert = entries.expert(plan, date(2025, 2, 1))
    address = at("expert-retire", expert.pk)
    assert officer.post(address, {"phien-ban": "1", "reason": " "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert officer.post(address, {"phien-ban": "7", "reason": "chuyển tỉnh"}).status_code == HTTPStatus.CONFLICT
    officer.post(address, {"phien-ban": "1", "reason": "chuyển tỉnh"})
    expert.refresh_from_db()
    assert expert.retire_reason == "chuyển tỉnh"
    assert at("expert", expert.pk) not in officer.get(LIST).content.decode()
    assert at("expert", expert.pk) in officer.get(LIST, {"trang-thai": "retired"}).content.decode()
    officer.post(at("expert-restore", expert.pk), {"phien-ban": "2"})
    assert at("expert", expert.pk) in officer.get(LIST).content.decode()


def test_a_revoked_certificate_counts_no_more(plan: Plan, officer: Client) -> None:
    expert = entries.expert(plan, date(2025, 2, 1))
    paper = entries.certified(plan, expert, date(2025, 3, 1))
    address = at("expert-certificate-revoke", paper.pk)
    assert officer.post(address, {"on": "1/1/2025", "reason": "ghi nhầm"}).status_code == 422
    officer.post(address, {"on": "1/4/2026", "reason": "ghi nhầm"})
    assert "Thu hồi 01/04/2026: ghi nhầm" in words_of(officer.get(at("expert", expert.pk)))
    assert officer.get(address).status_code == HTTPStatus.NOT_FOUND
    assert "trong đó 0 có chứng nhận còn hiệu lực" in words_of(officer.get(LIST))


def test_contacts_are_the_keepers_alone_and_never_in_the_file(plan: Plan, officer: Client, auditor: Client) -> None:
    who = entries.person(plan, entries.organisation(plan), name="Người Có Số")
    Person.objects.filter(pk=who.pk).update(phone="+84912345678", email="so@example.vn")
    expert = entries.expert(plan, date(2025, 2, 1), who=who)
    assert "so@example.vn" in words_of(officer.get(at("expert", expert.pk)))
    assert "so@example.vn" not in words_of(auditor.get(at("expert", expert.pk)))
    book = openpyxl.load_workbook(BytesIO(officer.get(LIST, {"tai-ve": "xlsx"}).content))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert "Người Có Số" in cells
    assert not any("912" in cell or "@" in cell for cell in cells)


def test_pages_ask_the_database_as_often_for_three_as_for_one(plan: Plan, officer: Client) -> None:
    def queries(address: str, **asked: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert officer.get(address, asked).status_code == HTTPStatus.OK
        return len(seen)

    first = entries.expert(plan, date(2025, 2, 1))
    entries.certified(plan, first, date(2025, 3, 1))
    officer.get(LIST)
    before = queries(LIST), queries(at("expert", first.pk))
    for _ in range(2):
        entries.certified(plan, entries.expert(plan, date(2025, 2, 1)), date(2025, 3, 1))
        entries.certified(plan, first, date(2025, 4, 1))
    assert (queries(LIST), queries(at("expert", first.pk))) == before
    assert max(before) <= MOST_QUERIES, before
