"""Target against actual: the table, its filters, its file; the door of the rail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from django.test import Client

from nscl.accounts.enums import Role
from nscl.institutions.queries import unit_by_code
from nscl.progress.models import StatedValue
from nscl.work.enums import ActivityKind, OutputKind
from tests.factories.people import AT
from tests.progress.conftest import Country, Recorder
from tests.web.plans.test_tabs import queries_of, text_of
from tests.web.progress.conftest import BAC_GIANG, BAC_NINH, HUNG_YEN, client_of

TABLE = f"/ke-hoach/{HUNG_YEN}/tien-do/"
MOST_QUERIES = 15
Recorders = Callable[[str], Recorder]


def reports(recorder: Recorders, *, count: int, is_sample: bool = False) -> None:
    """Some TV reports of Hưng Yên's second phase."""
    for day in range(1, count + 1):
        recorder(HUNG_YEN).done(
            ActivityKind.TV_REPORT, date(2026, 3, day), outputs={OutputKind.REPORTS: 2}, is_sample=is_sample
        )


def test_it_answers_first_and_says_why(nation: Client, recorder: Recorders) -> None:
    reports(recorder, count=3)
    page = text_of(nation, f"{TABLE}?giai-doan=2026-2030")
    assert "Đến 21/11/2026: " in page
    assert "không chỉ tiêu nào chậm trong 1 chỉ tiêu đánh giá được; 1 đã đạt; 9 chưa có số liệu, " in page
    assert "chưa tính." in page
    assert "Đạt 6 phóng sự" in page
    assert 'class="spark' in page
    assert 'class="meter' in page


def test_as_of_a_day_before_the_record_there_is_no_data(nation: Client, recorder: Recorders) -> None:
    reports(recorder, count=1)
    page = text_of(nation, f"{TABLE}?giai-doan=2026-2030&ngay=28/2/2026")
    assert "Đến 28/02/2026" in page
    assert "Đạt 2 phóng sự" not in page
    assert "Thiếu số liệu" in page
    assert 'value="2026-2030"' in page  # the form of the day keeps the phase


def test_a_day_that_cannot_be_read_is_said_and_today_is_shown(nation: Client) -> None:
    page = text_of(nation, f"{TABLE}?ngay=31/2/2026")
    assert "không phải một ngày" in page
    assert "Đến 21/11/2026" in page


def test_phases_are_tabs_and_an_unknown_one_shows_all(nation: Client) -> None:
    first = text_of(nation, f"{TABLE}?giai-doan=2021-2025")
    assert first.count('aria-current="page">2021–2025') == 1
    assert text_of(nation, f"{TABLE}?giai-doan=1999-2001").count('aria-current="page">Mọi giai đoạn') == 1


def test_a_status_is_a_door_that_narrows_the_table(nation: Client, recorder: Recorders) -> None:
    reports(recorder, count=1)
    page = text_of(nation, f"{TABLE}?giai-doan=2026-2030")
    assert "trang-thai=no_data#bang-chuong-trinh" in page
    narrowed = text_of(nation, f"{TABLE}?giai-doan=2026-2030&trang-thai=done")
    assert "Không có dòng nào khớp" in narrowed


def test_what_nothing_counts_says_which_record_will(nation: Client) -> None:
    page = text_of(nation, f"/ke-hoach/{BAC_NINH}/tien-do/")
    assert "Sẽ đếm từ: " in page
    assert "Mục tiêu không nêu con số." in page


def test_a_stated_share_shows_both_numbers_and_that_it_is_stated(nation: Client, bac_ninh: Recorder) -> None:
    measure = bac_ninh.measure("metrology_network_share")
    StatedValue.objects.create(
        measure=measure,
        on=date(2026, 6, 30),
        value=Decimal(40),
        numerator=Decimal(20),
        denominator=Decimal(50),
        note="Báo cáo của Chi cục",
        stated_at=AT,
        signed_at=AT,
    )
    page = text_of(nation, f"/ke-hoach/{BAC_NINH}/tien-do/")
    assert "20/50" in page
    assert "số nêu, đã xác nhận" in page


def test_samples_are_marked_on_the_page_and_in_the_file(nation: Client, recorder: Recorders) -> None:
    assert "Trang này có số liệu mẫu" not in text_of(nation, TABLE)
    reports(recorder, count=1, is_sample=True)
    assert "Trang này có số liệu mẫu" in text_of(nation, TABLE)
    answer = nation.get(f"{TABLE}?giai-doan=2026-2030&tai-ve=xlsx")
    assert "so-lieu-mau" in answer["Content-Disposition"]
    rows = _rows(answer.content)
    head = next(row for row in rows if "Số liệu mẫu" in row)
    lines = [dict(zip(head, row, strict=False)) for row in rows[rows.index(head) + 1 :]]
    reported = [line for line in lines if line["Đạt được"] == 2 and line["Số liệu mẫu"] == "có"]
    assert len(reported) == 1
    assert reported[0]["2026"] == 2
    assert reported[0]["Nguồn số"] == "Đếm từ hồ sơ"


def test_the_file_has_both_groups_and_keeps_the_filter(nation: Client) -> None:
    answer = nation.get(f"{TABLE}?trang-thai=late&tai-ve=xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Mục tiêu và kết quả", "Chưa tính được"]
    alone = openpyxl.load_workbook(BytesIO(nation.get(f"{TABLE}?chua-dem-tai-ve=xlsx").content))
    assert alone.sheetnames == ["Chưa tính được"]


def test_queries_are_few_and_the_same_for_one_and_many(nation: Client, recorder: Recorders) -> None:
    reports(recorder, count=1)
    one = queries_of(nation, TABLE)
    reports(recorder, count=9)
    assert queries_of(nation, TABLE) == one <= MOST_QUERIES


def test_a_draft_and_another_provinces_plan_have_no_progress(officer: Client, country: Country) -> None:
    assert officer.get(TABLE).status_code == 404
    assert officer.get("/ke-hoach/khong-co/tien-do/").status_code == 404
    assert client_of(country, Role.BENEFICIARY).get(f"/ke-hoach/{BAC_NINH}/tien-do/").status_code == 404


def test_the_rails_door_leads_to_the_plan_or_the_country(officer: Client, nation: Client) -> None:
    assert officer.get("/tien-do/")["Location"] == f"/ke-hoach/{BAC_NINH}/tien-do/"
    assert nation.get("/tien-do/")["Location"] == "/tien-do/ca-nuoc/"
    session = officer.session
    session["boi-canh"] = {"nam": 2023}
    session.save()
    # In 2023 the land of today's Bắc Ninh had the plan of Bắc Giang.
    assert officer.get("/tien-do/")["Location"] == "/ke-hoach/bac-giang-2021-2025/tien-do/"


def test_the_country_has_every_province_once_and_a_door_to_each_measure(nation: Client) -> None:
    page = text_of(nation, "/tien-do/ca-nuoc/")
    assert "4 trên 34 tỉnh, thành phố có kế hoạch" in page
    assert f'href="/ke-hoach/{HUNG_YEN}/tien-do/"' in page
    only = text_of(nation, "/tien-do/ca-nuoc/?chi-tieu=tv_reports")
    assert only.count('<th role="columnheader"') == 8
    before = text_of(nation, "/tien-do/ca-nuoc/?ngay=30/6/2025")
    assert "trên 63 tỉnh, thành phố có kế hoạch" in before
    assert "1/1/1900" in text_of(nation, "/tien-do/ca-nuoc/?ngay=1/1/1900")


def test_the_country_as_a_file(nation: Client) -> None:
    rows = _rows(nation.get("/tien-do/ca-nuoc/?tai-ve=xlsx").content)
    assert any("Tỉnh Hưng Yên" in row for row in rows)


def test_an_officer_sees_the_country_as_far_as_their_province(officer: Client) -> None:
    assert "1 trên 1 tỉnh, thành phố có kế hoạch" in text_of(officer, "/tien-do/ca-nuoc/")


def test_a_province_with_what_went_into_it(nation: Client, officer: Client, recorder: Recorders) -> None:
    recorder(BAC_GIANG).done(ActivityKind.CONFERENCE, date(2024, 5, 1), is_sample=True)
    recorder(BAC_NINH).done(ActivityKind.CONFERENCE, date(2026, 5, 1))
    unit = unit_by_code("24", on=date(2026, 9, 1)).id
    where = f"/tien-do/tinh/{unit}/"
    page = text_of(nation, f"{where}?ngay=1/9/2026")
    assert "Kết quả của tỉnh Bắc Ninh" in page
    assert "gồm cả số của tỉnh Bắc Giang trước khi sáp nhập." in page
    assert "Trang này có số liệu mẫu" in page
    rows = _rows(nation.get(f"{where}?ngay=1/9/2026&tai-ve=xlsx").content)
    head = next(row for row in rows if "Tổng" in row)
    conferences = next(row for row in rows if row[0] == "Hội nghị, hội thảo")
    found = dict(zip(head, conferences, strict=False))
    assert (found["Tổng"], found["2024"], found["2026"]) == (2, 1, 1)
    assert "gồm cả số của tỉnh Bắc Giang" not in text_of(nation, f"{where}?ngay=30/6/2025")
    ended = f"/tien-do/tinh/{unit_by_code('24', on=date(2025, 6, 30)).id}/"
    assert f'href="{ended}"' in text_of(nation, f"/ke-hoach/{BAC_GIANG}/tien-do/")
    assert "Kết quả của tỉnh Bắc Ninh" in text_of(nation, f"{ended}?ngay=1/9/2026"), "who holds its land by then"
    assert queries_of(nation, where) <= MOST_QUERIES + 1  # the registers are asked besides
    assert text_of(officer, where)
    assert officer.get(f"/tien-do/tinh/{unit_by_code('33', on=date(2026, 9, 1)).id}/").status_code == 404
    assert nation.get("/tien-do/tinh/999999/").status_code == 404
    assert "1/1/1900" in text_of(nation, f"{where}?ngay=1/1/1900")


def test_who_owes(officer: Client, bac_ninh: Recorder) -> None:
    where = f"/ke-hoach/{BAC_NINH}/tien-do/con-no/"
    assert "1 cơ quan chậm 1 nhiệm vụ; 21 nhiệm vụ của năm 2026 chưa có hoạt động nào." in text_of(officer, where)
    few = queries_of(officer, where)
    for day in (1, 2, 3):
        bac_ninh.planned(ActivityKind.CONFERENCE, date(2026, 3, day))
    page = text_of(officer, where)
    assert "3 hoạt động quá ngày kết thúc mà chưa xong" in page
    assert "Quá hạn từ" in page
    assert queries_of(officer, where) <= MOST_QUERIES
    assert few <= MOST_QUERIES
    assert officer.get(f"{where}?tai-ve=xlsx").status_code == 200


def _rows(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]
