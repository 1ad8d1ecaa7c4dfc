"""Pages of figures: the list, a series, what is asked of it, files in and out, figures typed by hand."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.accounts.enums import Role
from nscl.productivity.models import SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.queries.series import find_series
from tests.factories.statistics import fixed_assets
from tests.web.plans.test_tabs import queries_of, text_of
from tests.web.statistics.conftest import Desk

PLACE = "/nang-suat/so-lieu/"
MOST_QUERIES = 15
STEADY = {2019: 100.0, 2020: 108.0, 2021: 117.5, 2022: 125.0}


def went(client: Client, href: str, data: dict[str, object]) -> str:
    """Where a form that was accepted leads."""
    answer = client.post(href, data)
    assert answer.status_code == 302, html.unescape(answer.content.decode())
    return str(answer.headers["Location"])


def refused(client: Client, href: str, data: dict[str, object]) -> str:
    answer = client.post(href, data)
    assert answer.status_code == 422
    return html.unescape(answer.content.decode())


def test_the_list_answers_first_and_groups(officer: Client, desk: Desk) -> None:
    page = text_of(officer, PLACE)
    shown = len(StatisticalSeries.objects.values("pk"))
    assert f"{shown} chuỗi số liệu, từ năm " in page
    assert f'href="{PLACE}nhap-tep/"' in page
    labour = text_of(officer, f"{PLACE}?nhom=lao-dong")
    assert "Lao động có việc làm" in labour
    assert "Vốn đầu tư thực hiện" not in labour
    before = queries_of(officer, PLACE)
    fixed_assets(desk.province, STEADY)
    assert queries_of(officer, PLACE) == before <= MOST_QUERIES


def test_who_only_reads_meets_no_act(client_of: Callable[[Role], Client], desk: Desk) -> None:
    number = fixed_assets(desk.province, STEADY)
    for role in (Role.PROVINCE_LEADER, Role.NATIONAL_VIEWER):
        client = client_of(role)
        for href in (PLACE, f"{PLACE}{number}/", f"{PLACE}cau-hoi/", f"{PLACE}tep/"):
            assert "/go-so/" not in text_of(client, href)
            assert "nhap-tep" not in text_of(client, href)
    stranger = Client()
    stranger.force_login(desk.stranger)
    assert stranger.get(f"{PLACE}{number}/").status_code == 404
    assert "Chưa có số liệu nào" in text_of(stranger, PLACE)


def test_a_series_with_what_was_revised(officer: Client, desk: Desk) -> None:
    number = fixed_assets(desk.province, STEADY)
    once = queries_of(officer, f"{PLACE}{number}/")
    fixed_assets(desk.province, {2022: 125.5, 2023: 140.0})
    fixed_assets(desk.province, {2023: 140.5, 2024: 150.0})
    page = text_of(officer, f"{PLACE}{number}/")
    assert "từ 100 năm 2019 đến 150 tỷ đồng năm 2024, bình quân " in page
    assert "sửa +0,40 %" in page
    assert "sửa +0,36 %" in page
    assert queries_of(officer, f"{PLACE}{number}/") == once <= MOST_QUERIES
    drawn = f"{PLACE}{number}/bieu-do"
    assert officer.get(f"{drawn}.svg").content.startswith(b"<svg")
    lines = officer.get(f"{drawn}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[-2:] == ["2023;140,5;140", "2024;150;–"]
    assert officer.get(f"{drawn}.gif").status_code == 404


def test_a_question_is_answered_and_asked_again(officer: Client, desk: Desk) -> None:
    number = fixed_assets(desk.province, {**STEADY, 2022: 125_000.0})
    (question,) = SeriesQuestion.objects.filter(vintage__series=number)
    assert "1 câu hỏi về số liệu chờ trả lời" in text_of(officer, PLACE)
    assert "năm 2022" in text_of(officer, f"{PLACE}cau-hoi/")
    assert queries_of(officer, f"{PLACE}cau-hoi/") <= MOST_QUERIES
    assert "1 câu hỏi về số liệu năng suất" in text_of(officer, "/viec-cua-toi/")
    href = f"{PLACE}{number}/cau-hoi/{question.pk}/"
    assert 'value="0,001"' in text_of(officer, href)
    assert "lớn hơn 0" in refused(officer, href, {"answer": "rescaled", "factor": "", "reason": "Công văn 12"})
    page = refused(officer, href, {"answer": "rescaled", "factor": "0.001", "reason": ""})
    assert "Chưa lưu được" in page
    sent: dict[str, object] = {"answer": "rescaled", "factor": "0,001", "reason": "Công văn 12"}
    assert went(officer, f"{href}?ve=cau-hoi", sent) == f"{PLACE}cau-hoi/"
    page = text_of(officer, f"{PLACE}{number}/")
    assert "số năm này nhân 0,001" in page
    assert "đến 125 tỷ đồng năm 2022" in page
    assert went(officer, f"{href}hoi-lai/", {}) == f"{PLACE}{number}/#cau-hoi-{question.pk}"
    assert "Chưa trả lời" in text_of(officer, f"{PLACE}{number}/")
    story = text_of(officer, f"{PLACE}{number}/lich-su/")
    assert story.index("Hỏi lại") < story.index("Công văn 12") < story.index("Gõ bản số liệu")


def test_a_wrong_vintage_is_withdrawn_with_the_reason(officer: Client, desk: Desk) -> None:
    number = fixed_assets(desk.province, STEADY)
    fixed_assets(desk.province, {2022: 126.0})
    newest = find_series(None, number).vintages[0]
    href = f"{PLACE}{number}/ban/{newest.number}/rut/"
    assert "Chưa lưu được" in refused(officer, href, {"reason": ""})
    assert went(officer, href, {"reason": "Gõ nhầm cột"}) == f"{PLACE}{number}/"
    page = text_of(officer, f"{PLACE}{number}/")
    assert "rút vì: Gõ nhầm cột" in page
    assert "đến 125 tỷ đồng năm 2022" in page
    assert officer.get(href).status_code == 404


def test_two_bases_are_linked_and_taken_apart(officer: Client, desk: Desk) -> None:
    fixed_assets(desk.province, {2008: 40.0, 2009: 42.0, 2010: 45.0}, 1994)
    number = fixed_assets(desk.province, {2010: 90.0, 2011: 96.0})
    earlier = StatisticalSeries.objects.get(variable="fixed_assets", base_year=1994).pk
    href = f"{PLACE}{number}/noi/"
    assert "(2010)" in text_of(officer, href)
    sent: dict[str, object] = {"earlier": earlier, "year": "2009", "factor": "", "source": ""}
    assert "không có số năm 2009" in refused(officer, href, sent)
    assert went(officer, href, sent | {"year": "2010"}) == f"{PLACE}{number}/"
    page = text_of(officer, f"{PLACE}{number}/")
    assert "từ 80 năm 2008 đến 96 tỷ đồng năm 2011" in page
    assert "nối gốc hoặc cộng các tỉnh cũ" in page
    (link,) = find_series(None, number).links
    assert went(officer, f"{href}{link.number}/bo/", {}) == f"{PLACE}{number}/"
    assert "từ 90 năm 2010" in text_of(officer, f"{PLACE}{number}/")


def typed(**changes: object) -> dict[str, object]:
    return {
        "unit_id": "",
        "variable": "capacity_use",
        "price_basis": "none",
        "base_year": "",
        "breakdown": "whole",
        "part": "",
        "part_name": "",
        "measured_in": "percent",
        "source": "Điều tra doanh nghiệp 2024",
        "released_on": "",
        "first_year": "2022",
        "last_year": "2024",
        "pasted": "",
        **changes,
    }


def test_typed_by_hand(officer: Client, desk: Desk) -> None:
    href = f"{PLACE}go-so/"
    assert "(đến 30/06/2025)" in text_of(officer, href)
    pasted = officer.post(href, typed(pasted="2022\t78,5\n2023\t80", **{"them-dong": "nam"}))
    page = pasted.content.decode()
    assert 'value="78,5"' in page
    assert "Điều tra doanh nghiệp 2024" in page
    figures: dict[str, object] = {"figure.2022": "1,078.5", "figure.2023": "-3"}
    assert "kiểu Anh" in refused(officer, href, typed(unit_id=desk.province, **figures))
    wrong = typed(unit_id=desk.province, measured_in="person", base_year="2010", **{"figure.2022": "-3"})
    page = refused(officer, href, wrong)
    assert page.count("Chưa lưu được") == 1
    assert len(re.findall(r'<p class="field-error"|<div class="field-error"', page)) >= 2
    sent = typed(unit_id=desk.province, **{"figure.2022": "78,5", "figure.2023": "80"})
    there = went(officer, href, sent)
    page = text_of(officer, there)
    assert "Đã lưu bản 1." in page
    assert "từ 0,785 năm 2022 đến 0,8 " in page
    again = f"{there}go-so/"
    assert "78,5" in text_of(officer, again)
    went(officer, again, {key: value for key, value in sent.items() if key not in {"unit_id", "variable"}})
    assert "không tạo bản mới" in text_of(officer, there)
    assert SeriesVintage.objects.filter(series__variable="capacity_use").count() == 1


def upload(client: Client, data: bytes, name: str = "so-lieu.csv") -> str:
    return went(client, f"{PLACE}nhap-tep/", {"tep": SimpleUploadedFile(name, data)})


def test_a_file_is_rehearsed_taken_in_and_taken_back(officer: Client, desk: Desk) -> None:
    number = fixed_assets(desk.province, STEADY)
    data = officer.get(f"{PLACE}xuat/so-lieu.csv?nhom=von").content
    there = upload(officer, data)
    assert "Tệp không có gì mới" in text_of(officer, there)
    assert 'value="nhap"' not in text_of(officer, there)
    revised = re.sub(rb"(,FA,.*,2022,)125,", rb"\g<1>126,", data)
    there = upload(officer, revised)
    page = text_of(officer, there)
    assert "0 chuỗi mới, 1 chuỗi có bản mới; chưa ghi gì" in page
    assert "+0,80 %" in page
    assert queries_of(officer, there) <= MOST_QUERIES
    assert went(officer, there, {"viec": "nhap"}) == PLACE
    assert "đến 126 tỷ đồng năm 2022" in text_of(officer, f"{PLACE}{number}/")
    assert officer.get(there).status_code == 404
    page = text_of(officer, f"{PLACE}tep/")
    (undo,) = re.findall(r'href="(/nang-suat/so-lieu/tep/\d+/huy/)"', page)
    assert went(officer, undo, {"reason": "Nhầm tệp"}) == f"{PLACE}tep/"
    assert "Đã hủy" in text_of(officer, f"{PLACE}tep/")
    assert "đến 125 tỷ đồng năm 2022" in text_of(officer, f"{PLACE}{number}/")


def test_a_wrong_file_says_every_cell_and_takes_nothing(officer: Client, desk: Desk) -> None:
    fixed_assets(desk.province, STEADY)
    data = officer.get(f"{PLACE}xuat/so-lieu.csv?nhom=von").content
    wrong = re.sub(rb"(,FA,.*,)2022,125,", rb"\g<1>2022,x,", data).replace(b",FA,", b",FAA,", 1)
    there = upload(officer, wrong)
    page = text_of(officer, there)
    assert "Ô phải sửa" in page
    assert 'value="nhap"' not in page
    assert officer.post(there, {"viec": "nhap"}).status_code == 409
    assert went(officer, there, {"viec": "bo"}) == PLACE
    answer = officer.post(f"{PLACE}nhap-tep/", {"tep": SimpleUploadedFile("a.xlsx", b"khong phai excel")})
    assert answer.status_code == 422


def test_the_template_comes_back_empty_and_exports_as_excel(officer: Client, desk: Desk) -> None:
    assert officer.get(f"{PLACE}nhap-tep/mau.xlsx").content.startswith(b"PK")
    assert officer.get(f"{PLACE}xuat/so-lieu.xlsx").content.startswith(b"PK")
    assert officer.get(f"{PLACE}xuat/so-lieu.pdf").status_code == 404
    assert officer.get(f"{PLACE}{fixed_assets(desk.province, STEADY)}/?tai-ve=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("asked", ["nhom=khong", "q=%00", "trang=99999999", "sap-xep=x"])
def test_what_makes_no_sense_in_the_address_is_no_error(officer: Client, asked: str) -> None:
    assert officer.get(f"{PLACE}?{asked}").status_code == 200
