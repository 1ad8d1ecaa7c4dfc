"""What is done with the province's report: written, picked, settled between two people, issued, numbered."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.accounts.enums import Role
from nscl.plans.models import Plan
from nscl.reporting.enums import Section, TemplatePurpose
from nscl.reporting.models import ReportEdition, ReportingRound, ReportParagraph, ReportTemplate
from nscl.reporting.queries.templates import standard_file
from tests.factories.report_editions import OFFERED, OTHER, Editions, an_empty_round
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import form_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world: World) -> Client:
    return client_of(world, Role.PROVINCE_OFFICER)


def of_draft(made: Editions, part: str = "") -> str:
    return f"/bao-cao/tinh/{made.draft}/{part}"


def sent(paragraph: int, text: str, version: int) -> dict[str, Any]:
    """A paragraph's form as a browser would send it."""
    return {"phan": "assessment", "doan": paragraph, "noi-dung": text, "phien-ban": version}


def test_a_paragraph_saves_itself_and_two_people_see_both_texts(made: Editions, officer: Client) -> None:
    save = of_draft(made, "soan/luu/")
    auto = officer.post(save, sent(made.proposal, "Kết quả tốt.", 1), headers={"HX-Request": "true"})
    assert 'name="phien-ban" value="2"' in auto.content.decode()
    assert "Đã lưu lúc" in words_of(auto)
    late = officer.post(save, sent(made.proposal, "Kết quả khá.", 1), headers={"HX-Request": "true"})
    assert "xem hai bản" in words_of(late)
    assert 'name="phien-ban" value="1"' in late.content.decode()
    page = officer.post(save, sent(made.proposal, "Kết quả khá.", 1))
    assert page.status_code == HTTPStatus.CONFLICT
    assert "Kết quả tốt." in words_of(page)
    assert "Kết quả khá." in words_of(page)
    joined = officer.post(save, sent(made.proposal, "Kết quả tốt và khá.", 2))
    assert joined.headers["Location"].endswith(f"#doan-{made.proposal}")
    assert ReportParagraph.objects.get(pk=made.proposal).text == "Kết quả tốt và khá."


def test_a_new_paragraph_is_written_once_moved_and_taken_out(made: Editions, officer: Client) -> None:
    save, new = of_draft(made, "soan/luu/"), {"phan": "results", "doan": "", "noi-dung": "Thêm.", "phien-ban": "0"}
    answer = officer.post(save, new, headers={"HX-Request": "true"})
    number = ReportParagraph.objects.get(text="Thêm.").pk
    assert f'name="doan" value="{number}"' in answer.content.decode()
    officer.post(of_draft(made, f"soan/{number}/chuyen/"), {"huong": "len"})
    rows = ReportParagraph.objects.filter(edition=made.draft, section=Section.RESULTS).order_by("position")
    assert [row.pk for row in rows] == [number, made.picked]
    question = officer.get(of_draft(made, f"soan/{number}/bo/"))
    assert "“Thêm.”" in words_of(question)
    officer.post(of_draft(made, f"soan/{number}/bo/"), {"phien-ban": ReportParagraph.objects.get(pk=number).version})
    assert not ReportParagraph.objects.filter(pk=number).exists()
    assert "Bỏ đoạn" in words_of(officer.get(of_draft(made, "lich-su/")))


def test_paragraphs_of_agencies_are_picked_and_taken_out_after_a_question(made: Editions, officer: Client) -> None:
    page = words_of(officer.get(of_draft(made, "chon-doan/?phan=results")))
    assert OFFERED in page
    assert OTHER in page
    assert "2 cơ quan có báo cáo đã nhận, 2 đoạn; đã chọn 1" in page
    answer = officer.post(of_draft(made, "chon-doan/"), {"doan": made.offer, "phan": "results"})
    assert answer.headers["Location"].endswith(f"#cua-co-quan-{made.offer}")
    picked = ReportParagraph.objects.get(edition=made.draft, picked_from=made.offer)
    save = {"phan": "results", "doan": picked.pk, "noi-dung": "Sửa rồi.", "phien-ban": picked.version}
    officer.post(of_draft(made, "soan/luu/"), save)
    out = of_draft(made, f"chon-doan/{made.offer}/bo/")
    assert "“Sửa rồi.”" in words_of(officer.post(out))
    officer.post(out, {"chac-chan": "1"})
    assert not ReportParagraph.objects.filter(edition=made.draft, picked_from=made.offer).exists()


def test_two_people_who_change_the_front_choose_field_by_field(made: Editions, officer: Client) -> None:
    path = of_draft(made, "the-thuc/")
    form = form_of(officer.get(path))
    assert officer.post(path, {**form, "signatory": ["Trần Văn Một"]}).status_code == HTTPStatus.FOUND
    conflict = officer.post(path, {**form, "signatory": ["Lê Thị Hai"]})
    assert conflict.status_code == HTTPStatus.CONFLICT
    settled = {**form_of(conflict), "chon.signatory": "cua-toi"}
    assert officer.post(path, settled).status_code == HTTPStatus.FOUND
    assert ReportEdition.objects.get(pk=made.draft).signatory == "Lê Thị Hai"
    wrong = officer.post(path, {**form_of(officer.get(path)), "subject": " ", "issued_on": "31/02/2026"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Chưa lưu được, còn chỗ phải sửa" in words_of(wrong)


def test_the_leader_confirms_what_is_missing_and_issues(world: World, made: Editions, officer: Client) -> None:
    leader, ready = client_of(world, Role.PROVINCE_LEADER), of_draft(made, "ban-hanh/")
    assert "Lãnh đạo được giao quyền xác nhận" in words_of(officer.get(ready))
    page = leader.get(ready)
    assert "chưa nộp báo cáo" in words_of(page)
    keys = [line.split('"')[0] for line in page.content.decode().split('name="xac-nhan" value="')[1:]]
    stamp = page.content.decode().split('name="dau" value="')[1].split('"')[0]
    issue = of_draft(made, "ban-hanh/xac-nhan/")
    refused = leader.post(issue, {"dau": stamp, "xac-nhan": keys[:1]})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "Còn điều chưa xác nhận" in words_of(refused)
    keys = [line.split('"')[0] for line in refused.content.decode().split('name="xac-nhan" value="')[1:]]
    assert leader.post(issue, {"dau": "1-cu", "xac-nhan": keys}).status_code == HTTPStatus.CONFLICT
    done = leader.post(issue, {"dau": stamp, "xac-nhan": keys})
    assert done.headers["Location"] == of_draft(made, "tep/")
    assert {name for name in ("docx", "xlsx", "pdf") if leader.get(of_draft(made, f"tep/{name}/")).content} == {
        *("docx", "xlsx", "pdf")
    }
    number = {"number": "12/BC-UBND", "issued_on": "21/11/2026"}
    assert officer.post(of_draft(made, "so-ngay/"), number).status_code == HTTPStatus.FOUND
    focal = client_of(world, Role.AGENCY_FOCAL_POINT)
    assert "Số 12/BC-UBND ngày 21/11/2026" in words_of(focal.get(of_draft(made)))
    assert officer.get(of_draft(made, "soan/")).status_code == HTTPStatus.NOT_FOUND


def test_a_report_is_begun_with_a_question_and_thrown_away_with_one(world: World, officer: Client) -> None:
    number = an_empty_round(Plan.objects.get(slug=world.slug))
    assert "Chưa soạn báo cáo của tỉnh" in words_of(officer.get(f"/bao-cao/tinh/ky/{number}/"))
    begun = officer.post(f"/bao-cao/tinh/ky/{number}/soan/")
    draft = ReportEdition.objects.get(round=number)
    assert begun.headers["Location"] == f"/bao-cao/tinh/{draft.pk}/soan/"
    assert officer.get(f"/bao-cao/tinh/ky/{number}/soan/").headers["Location"] == begun.headers["Location"]
    throw = f"/bao-cao/tinh/{draft.pk}/huy/"
    assert "không lấy lại được" in words_of(officer.get(throw))
    assert officer.post(throw, {"phien-ban": draft.version}).headers["Location"] == f"/bao-cao/tinh/ky/{number}/"
    assert not ReportEdition.objects.filter(pk=draft.pk).exists()


def test_a_further_edition_says_why_there_is_one(made: Editions, officer: Client) -> None:
    start = f"/bao-cao/tinh/ky/{made.old_round}/soan/"
    assert "mở lại kỳ" in words_of(officer.post(start, {"reason": "Sai số"}))
    ReportingRound.objects.filter(pk=made.old_round).update(state="open", closed_at=None)
    assert officer.post(start, {"reason": " "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert officer.post(start, {"reason": "Sai số ở bảng 1"}).status_code == HTTPStatus.FOUND
    third = ReportEdition.objects.get(round=made.old_round, ordinal=3)
    assert "Sai số ở bảng 1" in words_of(officer.get(f"/bao-cao/tinh/{third.pk}/soan/"))


def test_a_broken_template_is_told_where_and_a_good_one_is_used(made: Editions, officer: Client) -> None:
    good = standard_file(TemplatePurpose.AGENCY).content

    def upload(content: bytes) -> Any:
        file = SimpleUploadedFile("mẫu cơ quan.docx", content)
        return officer.post("/bao-cao/mau/tai-len/", {"loai": "agency", "tep": file})

    refused = upload(good[:200])
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Cách sửa:" in words_of(refused)
    assert upload(good).headers["Location"] == "/bao-cao/mau/"
    page = words_of(officer.get("/bao-cao/mau/"))
    assert "mẫu cơ quan.docx" in page
    assert "{{ trich_yeu }}" in page
    assert officer.post(f"/bao-cao/mau/{made.template}/ngung/").status_code == HTTPStatus.FOUND
    assert ReportTemplate.objects.get(pk=made.template).retired_at is not None
    assert officer.get(f"/bao-cao/mau/{made.template}/tep/").content[:2] == b"PK"


def test_two_issued_editions_are_compared_cell_by_cell(made: Editions, officer: Client) -> None:
    page = words_of(officer.get(f"/bao-cao/tinh/{made.second}/so-sanh/"))
    assert "2 chỗ khác bản trước. Lý do lập bản này: Sửa số liệu" in page
    assert "đã sửa" in page
    assert "dòng bớt" in page
    assert officer.get(f"/bao-cao/tinh/{made.first}/so-sanh/").status_code == HTTPStatus.NOT_FOUND
