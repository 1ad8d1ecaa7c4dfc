"""The pages that show the year's work: they answer first, within their queries, equally for one row and for many."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nscl.accounts.enums import Role
from tests.factories.work import a_plan, add, open_year
from tests.factories.world import World
from tests.web.plan_editing.pages import opened, words_of
from tests.web.work.conftest import DAY, YEAR, Work, client_of

MOST_QUERIES = 15


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200, path
    return len(found)


def test_annual_plans_by_agency_and_year(officer: Client, work: Work) -> None:
    page = officer.get("/hoat-dong/")
    words = words_of(page)
    assert "Năm 2026: 0 đã duyệt, 0 chờ duyệt, 1 đang soạn hoặc bổ sung" in words
    assert f'href="/hoat-dong/ke-hoach-nam/{work.annual}/"' in page.content.decode()
    assert "Lập kế hoạch" in words


@pytest.mark.usefixtures("work")
def test_who_only_looks_is_offered_no_annual_plan_to_open(world: World) -> None:
    page = client_of(world, Role.AUDITOR).get("/hoat-dong/")
    assert page.status_code == 200
    assert "ke-hoach-nam/lap/" not in page.content.decode()


@pytest.mark.usefixtures("work")
def test_the_ministry_sees_every_annual_plan_of_the_year(world: World) -> None:
    words = words_of(client_of(world, Role.NATIONAL_VIEWER).get("/hoat-dong/"))
    assert "Sở Giáo dục và Đào tạo" in words
    assert "Năm 2026" in words


def test_one_annual_plan(officer: Client, focal: Client, work: Work) -> None:
    words = words_of(officer.get(f"/hoat-dong/ke-hoach-nam/{work.annual}/"))
    assert "2 hoạt động: 1 đã xong, 1 dự kiến; 1 chậm." in words
    assert "Dự kiến 100 triệu đồng." in words
    assert "Tập huấn 5S" in words
    assert "Trình duyệt" in words_of(focal.get(f"/hoat-dong/ke-hoach-nam/{work.annual}/"))


def test_the_steps_offered_are_those_that_the_person_may_take(world: World, work: Work) -> None:
    page = client_of(world, Role.PROVINCE_LEADER).get(f"/hoat-dong/ke-hoach-nam/{work.annual}/").content.decode()
    for act in ("trinh", "duyet", "tra-lai", "them", "ghi-nhieu"):
        assert f"/{work.annual}/{act}/" not in page


def test_one_activity(officer: Client, work: Work) -> None:
    words = words_of(officer.get(f"/hoat-dong/{work.done}/"))
    assert "Hội nghị, 10/05/2026. Xong ngày 10/05/2026. 80 lượt người. Chi 48,5 triệu đồng." in words
    assert "Bản in, bản phát hành" in words
    assert "48.500.000" in words
    assert "Chưa có minh chứng" in words


def test_a_late_activity_says_why_and_what_next(officer: Client, work: Work) -> None:
    words = words_of(officer.get(f"/hoat-dong/{work.planned}/"))
    assert "Chậm 173 ngày." in words
    assert "Phải xong ngày 01/06/2026." in words


@pytest.mark.usefixtures("work")
def test_list_narrows_in_the_database(officer: Client) -> None:
    def shown(query: str) -> str:
        return words_of(officer.get(f"/hoat-dong/danh-sach/?{query}"))

    assert "Hội nghị đầu năm" in shown("")
    assert "Hội nghị đầu năm" not in shown("tinh-trang=cham")
    assert "Tập huấn 5S" in shown("tinh-trang=cham")
    assert "Hội nghị đầu năm" in shown("q=dau+nam")
    assert "Tập huấn 5S" not in shown("q=dau+nam")
    assert "Hội nghị đầu năm" not in shown("loai=poster")
    assert "Hội nghị đầu năm" not in shown("cua=toi")
    assert "Hội nghị đầu năm" in shown("tinh-trang=khong-co&loai=khong-co&cua=khong-co&trang=9")


@pytest.mark.usefixtures("work")
def test_list_as_a_file(officer: Client) -> None:
    answer = officer.get("/hoat-dong/danh-sach/?tai-ve=xlsx&tinh-trang=cham")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Tập huấn 5S" in values
    assert "Hội nghị đầu năm" not in values


def test_annual_plan_as_a_file(officer: Client, work: Work) -> None:
    answer = officer.get(f"/hoat-dong/ke-hoach-nam/{work.annual}/?tai-ve=xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == 2


@pytest.mark.usefixtures("work")
def test_board_by_status_and_agency(officer: Client) -> None:
    page = officer.get("/hoat-dong/tinh-trang/")
    words = words_of(page)
    assert "Theo cơ quan" in words
    assert "Tập huấn 5S" in words
    agency = page.context["agencies"].rows[0].agency.number
    assert "Tập huấn 5S" in words_of(officer.get(f"/hoat-dong/tinh-trang/?cua=&don-vi={agency}"))
    assert "Không có hoạt động nào" in words_of(officer.get("/hoat-dong/tinh-trang/?don-vi=1"))


@pytest.mark.usefixtures("work")
def test_calendar_shows_first_and_last_day_of_what_goes_on_for_long(officer: Client) -> None:
    may = words_of(officer.get("/hoat-dong/lich/?thang=2026-05"))
    assert "Lịch hoạt động tháng 5/2026" in may
    assert "bắt đầu" in may
    assert "Hội nghị đầu năm" in may
    assert "hết hạn" in words_of(officer.get("/hoat-dong/lich/?thang=2026-06"))
    assert "Tập huấn 5S" not in words_of(officer.get("/hoat-dong/lich/?thang=2026-07"))


def test_calendar_of_a_whole_month_apart(officer: Client, work: Work) -> None:
    add(work.annual, a_plan(work.task, title="Việc cả năm", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31)))
    assert "Kéo dài suốt tháng" in words_of(officer.get("/hoat-dong/lich/?thang=2026-07"))


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("month", ["", "2026-13", "khong", "2026-5", "9999-01", "²026-05"])
def test_a_month_that_is_none_shows_the_running_one(officer: Client, month: str) -> None:
    assert "tháng 11/2026" in words_of(officer.get("/hoat-dong/lich/", {"thang": month}))


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("month", ["2000-01", "2026-12", "2099-12"])
def test_months_at_the_edges(officer: Client, month: str) -> None:
    assert officer.get("/hoat-dong/lich/", {"thang": month}).status_code == 200


def test_sample_rows_are_marked(officer: Client, work: Work) -> None:
    sample = open_year(work.plan, agency="so-khcn", year=YEAR, is_sample=True)
    made_up = add(sample, a_plan(work.task, title="Hoạt động mẫu", starts_on=DAY)).number
    for path in (
        "/hoat-dong/",
        f"/hoat-dong/ke-hoach-nam/{sample}/",
        f"/hoat-dong/{made_up}/",
        "/hoat-dong/danh-sach/",
        "/hoat-dong/tinh-trang/",
        "/hoat-dong/lich/?thang=2026-05",
    ):
        assert "Trang này có số liệu mẫu" in words_of(officer.get(path)), path
    file = officer.get("/hoat-dong/danh-sach/?tai-ve=xlsx")
    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    assert any("Số liệu mẫu" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "[Số liệu mẫu]" in officer.get("/hoat-dong/lich.ics").content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("role", [Role.PROVINCE_OFFICER, Role.AGENCY_FOCAL_POINT, Role.NATIONAL_VIEWER])
def test_queries_do_not_grow_with_the_rows(world: World, work: Work, role: Role) -> None:
    client = client_of(world, role)
    paths = [
        "/hoat-dong/",
        f"/hoat-dong/ke-hoach-nam/{work.annual}/",
        f"/hoat-dong/{work.done}/",
        "/hoat-dong/danh-sach/",
        "/hoat-dong/tinh-trang/",
        "/hoat-dong/lich/?thang=2026-05",
        "/hoat-dong/lich.ics",
    ]
    before = {path: queries_of(client, path) for path in paths}
    for n in range(3):
        add(work.annual, a_plan(work.task, title=f"Việc thứ {n}", starts_on=DAY))
    assert {path: queries_of(client, path) for path in paths} == before
    assert all(count <= MOST_QUERIES for count in before.values()), before


def test_the_search_finds_an_activity_for_who_may_see_the_work(world: World, officer: Client, work: Work) -> None:
    door = f'href="/hoat-dong/{work.done}/"'
    assert door in officer.get("/tim-kiem/", {"q": "hoi nghi dau nam"}).content.decode()
    stranger = client_of(world, Role.CONSULTANT)
    assert door not in stranger.get("/tim-kiem/", {"q": "hoi nghi dau nam"}).content.decode()


def test_recording_leads_on_to_the_evidence(focal: Client, work: Work) -> None:
    sent = {"phien-ban": "1", "status": "running", "done_on": "", "va-minh-chung": "1"}
    blank = opened(focal, f"/hoat-dong/{work.planned}/ghi/")
    answer = focal.post(f"/hoat-dong/{work.planned}/ghi/", {**blank, **sent})
    assert answer.headers["Location"] == f"/minh-chung/hoat-dong/{work.planned}/them/"
