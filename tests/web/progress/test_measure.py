"""A measure's page: why it stands where it stands, what is behind its value, what is stated and declared of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
from django.test import Client

from nscl.accounts.enums import Role
from nscl.progress.enums import ProgressKind
from nscl.progress.models import StatedValue
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_link
from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind
from nscl.work.models import ActivityClaim
from tests.factories.people import AT, make_person
from tests.progress.conftest import Country, Recorder
from tests.web.plans.test_tabs import queries_of, text_of
from tests.web.progress.conftest import BAC_NINH, HUNG_YEN, client_of

Recorders = Callable[[str], Recorder]
MOST_QUERIES = 15
INNOVATION = "enterprises_innovation_supported"


def page_of(recorder: Recorders, indicator: str, slug: str = HUNG_YEN, phase: int | None = None) -> str:
    return f"/ke-hoach/{slug}/tien-do/{recorder(slug).measure(indicator, phase).pk}/"


def report(recorder: Recorders, day: date, **more: object) -> int:
    made = recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, day, outputs={OutputKind.REPORTS: 2}, **more)  # type: ignore[arg-type]
    return made.pk


def share_page(recorder: Recorders) -> str:
    return page_of(recorder, "metrology_network_share", BAC_NINH)


def hung_yen_officer() -> Client:
    client = Client()
    client.force_login(make_person(Role.PROVINCE_OFFICER, province="33"))
    return client


# --- behind the value -------------------------------------------------------------------------------------------------


def test_the_records_behind_a_value_with_their_evidence(nation: Client, recorder: Recorders) -> None:
    number = report(recorder, date(2026, 3, 1), people={ParticipantKind.SCHOOL: 30})
    report(recorder, date(2026, 12, 1))
    page = text_of(nation, page_of(recorder, "tv_reports", phase=2026))
    assert f'href="/hoat-dong/{number}/"' in page
    assert f'href="/minh-chung/hoat-dong/{number}/"' in page
    assert "Hồ sơ đã tính vào giá trị" in page
    assert page.count("/minh-chung/hoat-dong/") == 1  # what is done after the day does not count
    assert "Cơ sở giáo dục" in page


def test_the_chart_says_the_finding_and_adds_up_over_the_phase(nation: Client, recorder: Recorders) -> None:
    report(recorder, date(2022, 3, 1))
    report(recorder, date(2024, 3, 1))
    where = page_of(recorder, "tv_reports", phase=2021)
    page = text_of(nation, f"{where}?ngay=31/12/2024")
    assert "Đến 31/12/2024 đạt 4 phóng sự" in page
    csv = nation.get(f"{where}bieu-do.csv?ngay=2024-12-31").content.decode("utf-8-sig").splitlines()
    assert [line.split(";") for line in csv[1:]] == [
        ["2021", "chưa có số liệu", "chưa có số liệu"],
        ["2022", "2", "2"],
        ["2023", "chưa có số liệu", "2"],
        ["2024", "2", "4"],
    ]
    assert nation.get(f"{where}bieu-do.png").content.startswith(b"\x89PNG")
    drawn = nation.get(f"{where}bieu-do.svg?ngay=2024-12-31").content.decode()
    assert ">2025<" in drawn  # years to come have their place
    assert ">mục tiêu " in drawn
    assert nation.get(f"{where}bieu-do.gif").status_code == 404


def test_no_value_no_chart(nation: Client, recorder: Recorders) -> None:
    where = page_of(recorder, "tv_reports", phase=2026)
    assert "Chưa có hồ sơ nào" in text_of(nation, where)
    assert "bieu-do" not in text_of(nation, where)
    assert nation.get(f"{where}bieu-do.csv").status_code == 404


def test_records_come_in_pages_and_all_of_them_in_the_file(nation: Client, recorder: Recorders) -> None:
    for day in range(60):
        report(recorder, date(2026, 1, 1) + timedelta(days=day), is_sample=day == 0)
    where = page_of(recorder, "tv_reports", phase=2026)
    assert text_of(nation, where).count("/minh-chung/hoat-dong/") == 50
    assert text_of(nation, f"{where}?trang=2").count("/minh-chung/hoat-dong/") == 10
    assert text_of(nation, f"{where}?trang=99").count("/minh-chung/hoat-dong/") == 10
    answer = nation.get(f"{where}?tai-ve=xlsx")
    assert "so-lieu-mau" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum(row[-1] == "có" for row in rows) == 1
    assert sum(row[6] == 2 for row in rows) == 60
    assert nation.get(f"{where}?co-quan-tai-ve=xlsx").status_code == 200


def test_queries_are_few_and_the_same_for_one_and_many(nation: Client, recorder: Recorders) -> None:
    where = page_of(recorder, "tv_reports", phase=2026)
    report(recorder, date(2026, 3, 1))
    one = queries_of(nation, where)
    for day in range(2, 9):
        report(recorder, date(2026, 3, day))
    assert queries_of(nation, where) == one <= MOST_QUERIES


def test_the_measure_of_another_plan_is_not_found(nation: Client, recorder: Recorders) -> None:
    other = recorder(BAC_NINH).measure("tfp_share").pk
    assert nation.get(f"/ke-hoach/{HUNG_YEN}/tien-do/{other}/").status_code == 404


# --- declared ---------------------------------------------------------------------------------------------------------


def test_a_contested_record_is_declared_and_counts(recorder: Recorders) -> None:
    officer = hung_yen_officer()
    made = recorder(HUNG_YEN).done(
        ActivityKind.INNOVATION, date(2022, 5, 1), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 3}
    )
    where = page_of(recorder, INNOVATION, phase=2021)
    number = recorder(HUNG_YEN).measure(INNOVATION, 2021).pk
    page = text_of(officer, f"{where}?ngay=1/1/2023")
    assert "1 hồ sơ chưa khai tính cho chỉ tiêu nào." in page
    door = f"/tien-do/khai-tinh/{made.pk}/?chi-tieu={number}"
    assert f'href="{door}"' in page
    form = text_of(officer, door)
    assert form.count('type="checkbox"') == 2
    stale = officer.post(door, {"phien_ban": made.version + 7, "chi_tieu": [number]})
    assert stale.status_code == 422
    assert "vừa sửa hoạt động này" in stale.content.decode()
    answer = officer.post(door, {"phien_ban": made.version, "chi_tieu": [number]})
    assert answer["Location"] == where
    assert ActivityClaim.objects.get(activity=made).measure_id == number
    after = text_of(officer, f"{where}?ngay=1/1/2023")
    assert "chưa khai tính" not in after
    assert f"/minh-chung/hoat-dong/{made.pk}/" in after


def test_who_may_not_record_gets_no_form(nation: Client, recorder: Recorders) -> None:
    made = recorder(HUNG_YEN).done(
        ActivityKind.INNOVATION, date(2022, 5, 1), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 3}
    )
    page = text_of(nation, f"{page_of(recorder, INNOVATION, phase=2021)}?ngay=1/1/2023")
    assert "Hồ sơ chờ xử lý" in page
    assert "khai-tinh" not in page
    assert nation.get(f"/tien-do/khai-tinh/{made.pk}/").status_code == 404


# --- stated -----------------------------------------------------------------------------------------------------------


def state(client: Client, where: str, **changes: str) -> int:
    sent = {"on": "2026-06-30", "numerator": "20", "denominator": "50", "note": "Báo cáo của Chi cục"}
    return client.post(f"{where}so-neu/", sent | changes).status_code


def test_a_value_is_stated_proved_signed_and_counts(
    officer: Client, leader: Client, nation: Client, country: Country, recorder: Recorders
) -> None:
    where = share_page(recorder)
    assert f'href="{where}so-neu/"' in text_of(officer, where)
    assert "so-neu/" not in text_of(nation, where)
    assert state(officer, where) == 302
    row = StatedValue.objects.get()
    assert (row.value, row.numerator, row.denominator) == (Decimal(40), Decimal(20), Decimal(50))
    page = text_of(leader, where)
    assert "Chờ xác nhận" in page
    assert f'href="/minh-chung/so-neu/{row.pk}/"' in page
    assert text_of(officer, f"/minh-chung/so-neu/{row.pk}/them/")
    sign = f"{where}so-neu/{row.pk}/xac-nhan/"
    assert f'href="{sign}"' in page
    assert sign not in text_of(officer, where)
    unproved = leader.post(sign, {"phien_ban": row.version})
    assert unproved.status_code == 422
    assert "chưa có minh chứng" in unproved.content.decode()
    unit = country.header(BAC_NINH).unit_id
    subject = EvidenceSubject(kind=ProgressKind.STATED_VALUE, number=row.pk, label="số nêu", unit_id=unit)
    add_link(subject=subject, link="https://bacninh.gov.vn/bao-cao", name="Báo cáo", by=SYSTEM, at=AT)
    assert leader.post(sign, {"phien_ban": row.version})["Location"] == where
    page = text_of(nation, where)
    assert "20/50" in page
    assert "Đã xác nhận" in page
    assert "Đến 21/11/2026 đạt 40%" in page


def test_what_cannot_be_kept_is_said_under_its_field(officer: Client, recorder: Recorders) -> None:
    where = share_page(recorder)
    answer = officer.post(f"{where}so-neu/", {"on": "2027-01-01", "numerator": "60", "denominator": "50", "note": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Ngày của số liệu ở tương lai", "Tử số lớn hơn mẫu số", "Chưa nêu nguồn của số liệu"):
        assert words in page
    assert 'value="60"' in page  # what was typed is kept
    assert state(officer, where, on="không phải ngày") == 422
    assert not StatedValue.objects.exists()


def test_the_same_day_twice_shows_whose_value_is_there(officer: Client, recorder: Recorders) -> None:
    where = share_page(recorder)
    assert state(officer, where) == 302
    again = officer.post(
        f"{where}so-neu/", {"on": "30/6/2026", "numerator": "21", "denominator": "50", "note": "Báo cáo"}
    )
    assert again.status_code == 422
    assert "đã nêu 40 cho ngày 30/6/2026" in again.content.decode()
    assert StatedValue.objects.count() == 1


def test_a_value_is_withdrawn_with_a_reason(officer: Client, recorder: Recorders) -> None:
    where = share_page(recorder)
    state(officer, where)
    row = StatedValue.objects.get()
    withdraw = f"{where}so-neu/{row.pk}/rut/"
    assert officer.post(withdraw, {"phien_ban": row.version, "ly_do": " "}).status_code == 422
    changed = officer.post(withdraw, {"phien_ban": row.version + 1, "ly_do": "ghi nhầm"})
    assert "vừa thay đổi sau khi bạn mở" in changed.content.decode()
    assert officer.post(withdraw, {"phien_ban": row.version, "ly_do": "ghi nhầm"}).status_code == 302
    page = text_of(officer, where)
    assert "Đã rút" in page
    assert "ghi nhầm" in page
    assert withdraw not in page


def test_what_records_give_is_not_stated(recorder: Recorders) -> None:
    officer = hung_yen_officer()
    where = page_of(recorder, "tv_reports", phase=2026)
    assert "so-neu/" not in text_of(officer, where)
    assert officer.get(f"{where}so-neu/").status_code == 404


def test_an_unknown_stated_value_is_not_found(leader: Client, recorder: Recorders) -> None:
    where = share_page(recorder)
    assert leader.get(f"{where}so-neu/99999/xac-nhan/").status_code == 404
    assert leader.get("/minh-chung/so-neu/99999/").status_code == 404


def test_another_province_states_nothing(country: Country, recorder: Recorders) -> None:
    assert hung_yen_officer().get(f"{share_page(recorder)}so-neu/").status_code == 404
    assert client_of(country, Role.AUDITOR).get(f"{share_page(recorder)}so-neu/").status_code == 404


def test_a_breakdown_by_commune_leads_to_the_commune(nation: Client, country: Country, recorder: Recorders) -> None:
    unit = country.header(HUNG_YEN).unit_id
    report(recorder, date(2026, 3, 1), commune=unit)
    page = text_of(nation, page_of(recorder, "tv_reports", phase=2026))
    assert re.search(rf'href="/don-vi/{unit}/"', page)
