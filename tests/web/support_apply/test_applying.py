"""A firm sees what it could get, picks a rule, writes the application, hands it in; nothing typed is lost."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.records.models import AuditEvent
from nscl.support.enums import CaseState
from nscl.support.models import CaseDocument, SupportCase
from tests.factories.support import CONSULTING
from tests.web.support_apply.conftest import Site, address, draft, opened

pytestmark = pytest.mark.django_db
NEED = {
    "purpose": "Lập lộ trình chuyển đổi số của xưởng",
    "facts[women-owned]": "co",
    "contact_name": "Nguyễn Văn Thử",
    "contact_phone": "0912 345 678",
    "contact_email": "lienhe@thu.example",
}
COST = {
    "costs.so-dong": "2",
    "costs.0.head": "contract",
    "costs.0.vnd": "80.000.000",
    "costs.0.on": "01/10/2026",
    "costs.0.about": "Hợp đồng tư vấn",
}


def send(client: Client, case: SupportCase, page: str, data: dict[str, Any], way: str = "own-case") -> Any:
    case.refresh_from_db()
    return client.post(address(case, page, way), {"phien-ban": str(case.version), **data})


def begun(owner: Client) -> SupportCase:
    answer = owner.post(reverse("own-support-content", kwargs={"content": "digital-consulting"}), {"muc": CONSULTING})
    assert answer.status_code == HTTPStatus.FOUND
    return SupportCase.objects.order_by("-pk")[0]


def test_what_a_firm_could_get_comes_first_with_the_most_that_is_given(owner: Client) -> None:
    page = owner.get(reverse("own-support")).content.decode()
    assert "Công ty Thử" in page
    assert "Tư vấn giải pháp chuyển đổi số" in page
    assert "Đến 50.000.000 đồng" in page
    assert page.index("Đơn vị có thể đề nghị") < page.index("Quy định còn thiếu")
    assert "data/rules" not in page


def test_rules_stand_side_by_side_and_one_is_picked(owner: Client) -> None:
    path = reverse("own-support-content", kwargs={"content": "enterprise-standard"})
    page = owner.get(path).content.decode()
    assert page.count("Chọn quy định này") >= 2
    assert "doanh nghiệp chọn một mức" in page
    assert "Nghị định 80/2021/NĐ-CP, điều 4.2" in page
    assert owner.post(path, {"muc": CONSULTING}).status_code == HTTPStatus.NOT_FOUND
    assert owner.get(reverse("own-support-content", kwargs={"content": "khong-co"})).status_code == HTTPStatus.NOT_FOUND
    case = begun(owner)
    assert (case.item, case.state) == (CONSULTING, CaseState.DRAFT)
    assert begun(owner) == case  # a second press begins no second draft


def test_an_application_is_written_in_steps_and_handed_in(owner: Client) -> None:
    case = begun(owner)
    page = owner.get(address(case, "need")).content.decode()
    assert "Doanh nghiệp nhỏ" in page  # the registry knows: not asked
    assert 'name="subject"' not in page  # this rule does not turn on it
    assert "facts[women-owned]" in page
    kept = send(owner, case, "need", NEED)
    assert kept.headers["Location"] == address(case, "costs")
    assert send(owner, case, "costs", COST).headers["Location"] == address(case, "papers")
    for paper in ("Tờ khai xác định quy mô doanh nghiệp", "Giấy tờ của nội dung hỗ trợ (bản sao)"):
        file = SimpleUploadedFile("to-khai.pdf", b"%PDF-1.4\n%" + paper.encode() + b"\n%%EOF\n")
        answer = owner.post(address(case, "papers"), {"giay": paper, "tep": file})
        assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    review = owner.get(address(case, "review")).content.decode()
    assert "Mức dự tính: 40.000.000 đồng" in review
    assert "Trước khi nộp còn phải ghi" not in review
    handed = send(owner, case, "review", {})
    assert handed.headers["Location"] == address(case)
    case.refresh_from_db()
    assert (case.state, case.asked_vnd) == (CaseState.SUBMITTED, 40_000_000)
    assert case.facts.get(key="women-owned").answer is True
    status = owner.get(address(case)).content.decode()
    assert f"Hồ sơ {case.number}/{case.year}" in status
    assert "Hạn bước này" in status
    assert "Đơn vị nộp hồ sơ" in status
    assert owner.get(address(case, "need")).headers["Location"] == address(case)


def test_everything_that_is_wanting_is_said_at_once_and_where_it_is_mended(owner: Client) -> None:
    case = begun(owner)
    send(owner, case, "costs", {**COST, "costs.0.on": "01/10/2020"})
    refused = send(owner, case, "review", {})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = refused.content.decode()
    for said in ("Chưa ghi người liên hệ", "ngoài thời gian có hiệu lực", "Chưa nộp giấy tờ: Tờ khai"):
        assert said in page
    assert f"{address(case, 'need')}?kiem=1" in page
    mended = owner.get(f"{address(case, 'costs')}?kiem=1").content.decode()
    assert 'id="id_costs.0.on_error"' in mended
    assert 'value="80.000.000"' in mended
    case.refresh_from_db()
    assert case.state == CaseState.DRAFT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"costs.0.vnd": "0"}, "lớn hơn 0"),
        ({"costs.0.vnd": "-5"}, "lớn hơn 0"),
        ({"costs.0.vnd": "1.000.000.000.000.000"}, "thừa chữ số"),
        ({"costs.0.vnd": "tám mươi"}, "tám mươi"),
        ({"costs.0.on": "31/02/2026"}, "31/02/2026"),
        ({"costs.0.seller_tax_code": "0100109107"}, "0100109107"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(owner: Client, changes: dict[str, str], said: str) -> None:
    case = begun(owner)
    answer = send(owner, case, "costs", {**COST, **changes})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert said in page
    assert "Hợp đồng tư vấn" in page
    assert not case.costs.exists()


def test_what_is_typed_is_kept_by_itself_with_the_amount_so_far(owner: Client) -> None:
    case = begun(owner)
    answer = send(owner, case, "costs-kept", {**COST, "costs.1.head": "contract", "costs.1.vnd": "chưa rõ"})
    page = answer.content.decode()
    assert "Mức dự tính: 40.000.000 đồng" in page
    assert "Đã tự lưu lúc 08:30" in page
    case.refresh_from_db()
    assert f'value="{case.version}" hx-swap-oob' in page
    assert case.costs.get().vnd == 80_000_000
    wrong = send(owner, case, "costs-kept", {**COST, "costs.0.vnd": "0"}).content.decode()
    assert "chưa lưu" in wrong
    assert case.costs.get().vnd == 80_000_000


def test_two_tabs_meet_on_a_page_that_keeps_both(owner: Client) -> None:
    case = begun(owner)
    seen = str(case.version)
    send(owner, case, "need", {**NEED, "purpose": "Của tab một"})
    second = {**NEED, "purpose": "Của tab hai", "phien-ban": seen}
    kept = owner.post(address(case, "need-kept"), second).content.decode()
    assert "vừa được sửa ở nơi khác" in kept
    answer = owner.post(address(case, "need"), second)
    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert "Của tab một" in page
    assert "Của tab hai" in page
    case.refresh_from_db()
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    settled = owner.post(address(case, "need"), {**carried, "chon.purpose": "cua-toi"})
    assert settled.status_code == HTTPStatus.FOUND, settled.content.decode()
    case.refresh_from_db()
    assert case.purpose == "Của tab hai"
    settled = owner.post(
        address(case, "need"), {**second, "phien-ban": str(case.version), "purpose": "Bỏ", "chon.purpose": "dang-luu"}
    )
    case.refresh_from_db()
    assert case.purpose == "Của tab hai"


def test_a_row_more_without_script_and_nothing_is_written(owner: Client) -> None:
    case = begun(owner)
    page = send(owner, case, "costs", {**COST, "them-dong": "costs"}).content.decode()
    assert 'name="costs.2.vnd"' in page
    assert 'value="80.000.000"' in page
    assert not case.costs.exists()


def test_a_paper_that_is_not_what_it_says_is_refused_and_ones_own_can_be_opened_and_taken_out(
    site: Site, owner: Client
) -> None:
    case = draft(site.firm)
    path = address(case, "papers")
    fake = SimpleUploadedFile("hoa-don.pdf", b"MZ this is a program")
    refused = owner.post(path, {"giay": "khac", "ten": "Hóa đơn", "tep": fake})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "hoa-don.pdf" in refused.content.decode()
    assert owner.post(path, {"giay": "khac", "ten": "Hóa đơn"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    good = SimpleUploadedFile("hoa-don.pdf", b"%PDF-1.4\n%%EOF\n")
    assert owner.post(path, {"giay": "khac", "ten": "Hóa đơn", "tep": good}).status_code == HTTPStatus.FOUND
    row = CaseDocument.objects.get(case=case, name="Hóa đơn")
    file = owner.get(address(case, "paper", number=row.pk))
    assert b"".join(file.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    elsewhere = draft(site.firm, contact_name="Khác")
    assert owner.get(address(elsewhere, "paper", number=row.pk)).status_code == HTTPStatus.NOT_FOUND
    owner.post(address(case, "paper-remove", number=row.pk))
    assert not CaseDocument.objects.filter(pk=row.pk).exists()


def test_that_the_registry_is_wrong_is_told(site: Site, owner: Client) -> None:
    case = draft(site.firm)
    path = address(case, "report")
    assert "Doanh nghiệp nhỏ" in owner.get(path).content.decode()
    assert owner.post(path, {"cho_sai": " "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    owner.post(path, {"cho_sai": "Năm 2025 có 48 lao động"})
    event = AuditEvent.objects.get(action="case.registry_doubted", subject_id=case.pk)
    assert event.comment == "Năm 2025 có 48 lao động"


@pytest.mark.parametrize("page", ["", "need", "costs", "papers", "review", "contents"])
def test_pages_ask_the_database_as_often_whatever_is_in_them(site: Site, owner: Client, page: str) -> None:
    few = draft(site.firm)
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert owner.get(address(few, page)).status_code == HTTPStatus.OK
    draft(site.firm, contact_name="Khác")
    with CaptureQueriesContext(connection) as second:
        owner.get(address(few, page))
    assert len(first) == len(second)
    assert len(second) <= 60


def test_the_same_pages_serve_whoever_has_a_link(site: Site) -> None:
    case = draft(site.firm)
    client = opened(case)
    page = client.get(address(case, "need", "linked-case")).content.decode()
    assert 'name="robots"' in page
    assert "data-draft-key" in page
    assert "Công ty Thử" in page
    assert send(client, case, "review", {}, "linked-case").headers["Location"] == address(case, "", "linked-case")
    case.refresh_from_db()
    assert case.state == CaseState.SUBMITTED
    assert case.steps.get().by is None
