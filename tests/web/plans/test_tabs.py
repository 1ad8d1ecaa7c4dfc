from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language, override

from nscl.documents.pack.enums import MeasureOp
from nscl.documents.pack.reader import read_pack, read_pack_file
from nscl.plans import rules
from nscl.plans.queries.tasks import OutputRow
from nscl.web.plans.addresses import TabKey
from nscl.web.plans.tasks import output_in_words
from tests.factories.world import DATA, PUBLISHED, World

MOST_QUERIES = 12


def text_of(client: Client, href: str) -> str:
    answer = client.get(href)
    assert answer.status_code == 200, href
    return answer.content.decode()


def queries_of(client: Client, href: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(href).status_code == 200, href
    return len(made)


@pytest.mark.parametrize("tab", list(TabKey))
def test_query_count_is_small_and_the_same_for_few_and_many_rows(
    officer: Client, draft: str, issued: str, tab: TabKey
) -> None:
    place = f"{tab}/" if tab else ""
    small, large = queries_of(officer, draft + place), queries_of(officer, issued + place)
    assert small == large
    assert large <= MOST_QUERIES


def test_the_overview_answers_first(officer: Client, draft: str) -> None:
    page = text_of(officer, draft)
    assert "2 mục tiêu, 2 nhiệm vụ; 390,5 triệu đồng; " in page
    assert "Đây là bản nháp, chưa có hiệu lực." in page
    assert f'href="{draft}muc-tieu/"' in page


def test_a_plan_without_ordinal_is_the_edition_in_force(reader: Client, world: World, issued: str) -> None:
    assert f'href="{issued}muc-tieu/"' in text_of(reader, f"/ke-hoach/{world.slug}/")


def test_a_draft_does_not_exist_for_who_sees_no_drafts(reader: Client, draft: str) -> None:
    for place in ("", "muc-tieu/", "du-toan/", "van-ban/", "goi.yaml", "du-toan/bieu-do.svg"):
        assert reader.get(draft + place).status_code == 404


def test_history_only_for_who_may_read_it(reader: Client, officer: Client, issued: str) -> None:
    assert reader.get(f"{issued}lich-su/").status_code == 404
    assert f"{issued}lich-su/" not in text_of(reader, issued)
    assert "Ban hành" in text_of(officer, f"{issued}lich-su/")


def test_targets_in_words_and_figures(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}muc-tieu/")
    assert "lượt người được đào tạo: ít nhất 1.000" in page
    assert "30–35,5%" in page
    assert "2021–2025: 1 mục tiêu; 2023–2025: 1 mục tiêu" in page


def test_targets_are_filtered_by_phase(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}muc-tieu/?giai-doan=2023%E2%80%932025")
    assert "Nâng cao nhận thức" in page
    assert "Đào tạo cán bộ" not in page


def test_tasks_show_group_agencies_schedule_and_outputs(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}nhiem-vu/")
    for words in ("1. Đào tạo", "Sở Y tế", "2021–2025", "45 lớp (đến năm 2023)", "hằng năm"):
        assert words in page
    assert "45 lớp (45 lớp" not in page


def test_a_figure_that_the_text_gives_is_not_said_again_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    # Words of the test's own: the English catalogue is compiled only where the site has been built.
    english = {"ít nhất %(amount)s": "at least %(amount)s"}
    monkeypatch.setattr(rules, "_", lambda text: english.get(text, text) if get_language() == "en" else text)
    given = OutputRow(
        number=1,
        text="Hỗ trợ ít nhất 20 doanh nghiệp",
        op=MeasureOp.AT_LEAST,
        value=Decimal(20),
        value_to=None,
        unit="doanh nghiệp",
        by_year=None,
        of=None,
    )
    with override("en"):
        assert given.figure == "at least 20 doanh nghiệp"
        assert output_in_words(given) == given.text
        assert output_in_words(replace(given, text="Hỗ trợ")) == "Hỗ trợ (at least 20 doanh nghiệp)"


def test_search_in_a_table_needs_no_marks(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}nhiem-vu/?q=mo+hinh+diem")
    assert "Xây dựng mô hình điểm tại doanh nghiệp" in page
    assert "Mở lớp đào tạo năng suất" not in page


def test_a_task_group_door_narrows_the_table(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}nhiem-vu/")
    doors = re.findall(r'href="([^"]*\?nhom=\d+)#', page)
    assert len(doors) == 2
    assert "Mở lớp đào tạo năng suất" not in text_of(officer, doors[1])


def test_duties_reports_reviews_and_agencies(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}phan-cong/")
    for words in ("Bố trí kinh phí", "chậm nhất ngày 20/11 hằng năm", "Tổng kết", "UBND tỉnh Bắc Giang"):
        assert words in page
    assert page.count('class="data-table') == 4


def test_findings_gravest_first_with_their_state(officer: Client, draft: str) -> None:
    page = text_of(officer, f"{draft}phat-hien/")
    assert page.index("Năm 2021 in 100.000 đồng") < page.index("Trang cuối mờ")
    assert "Chưa xử lý" in page
    assert f'action="{draft}phat-hien/' in page  # accepting all notes at once is a POST


def test_acts_only_for_who_may(reader: Client, officer: Client, leader: Client, draft: str, issued: str) -> None:
    assert "Thêm mục tiêu" in text_of(officer, f"{draft}muc-tieu/")
    assert "Thêm mục tiêu" not in text_of(officer, f"{issued}muc-tieu/")
    assert "Thêm mục tiêu" not in text_of(leader, f"{draft}muc-tieu/")
    assert ">Ban hành<" in re.sub(r"<svg.*?</svg>", "", text_of(leader, draft), flags=re.S)
    assert "Mở bản điều chỉnh" in text_of(leader, issued)
    assert "Mở bản điều chỉnh" not in text_of(reader, issued)


def test_excel_has_vietnamese_headings_and_the_filtered_rows(officer: Client, draft: str) -> None:
    answer = officer.get(f"{draft}nhiem-vu/?q=mo+hinh&tai-ve=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(row for row in cells if "Nhiệm vụ" in row and "Chủ trì" in row)
    rows = cells[cells.index(heading) + 1 :]
    assert [row[0] for row in rows if row[0]] == ["2.1"]
    assert "Sở Khoa học và Công nghệ; Sở Kế hoạch và Đầu tư" in rows[0]


def test_the_pack_downloads_as_it_was_loaded(reader: Client, world: World, issued: str) -> None:
    answer = reader.get(f"{issued}goi.yaml")
    assert answer["Content-Disposition"] == f'attachment; filename="{world.slug}-ban-1.yaml"'
    assert read_pack(answer.content, name="tai-ve") == read_pack_file(DATA / "plans" / PUBLISHED / "plan.yaml")
