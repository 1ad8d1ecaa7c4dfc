from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.world import World
from tests.web.plans.test_tabs import MOST_QUERIES, queries_of, text_of


def test_the_chosen_province_and_year(officer: Client) -> None:
    page = text_of(officer, "/ke-hoach/")
    assert "Kế hoạch Bắc Ninh 2026–2030" in page
    assert "Kế hoạch Bắc Giang 2021–2025" not in page


def test_a_predecessor_stands_under_todays_province_and_it_says_why(officer: Client) -> None:
    page = text_of(officer, "/ke-hoach/?pham-vi=moi-nam")
    assert "Kế hoạch Bắc Giang 2021–2025" in page
    assert "Kế hoạch của Bắc Giang nằm ở đây vì địa bàn ấy nay thuộc thành phố Bắc Ninh." in page
    assert "nay thuộc thành phố Bắc Ninh" in page


def test_drafts_are_listed_only_for_who_may_see_them(reader: Client) -> None:
    page = text_of(reader, "/ke-hoach/?pham-vi=tat-ca")
    assert "Bắc Ninh 2026–2030" in page
    assert "Kế hoạch thử nghiệm" not in page


def test_filters_of_the_list(officer: Client) -> None:
    page = text_of(officer, "/ke-hoach/?pham-vi=tat-ca&trang-thai=draft")
    assert "Kế hoạch thử nghiệm" in page
    assert "Kế hoạch Bắc Ninh 2026–2030" not in page
    assert "Không có dòng nào khớp" in text_of(officer, "/ke-hoach/?pham-vi=tat-ca&q=zzzz")


def test_query_count_of_the_list(officer: Client) -> None:
    one, three = (
        queries_of(officer, "/ke-hoach/?pham-vi=tat-ca&q=bac+ninh"),
        queries_of(officer, "/ke-hoach/?pham-vi=tat-ca"),
    )
    assert one == three <= MOST_QUERIES


def test_nothing_for_the_year_says_what_next(reader: Client) -> None:
    session = reader.session
    session["boi-canh"] = {"nam": 2023}
    session.save()
    page = text_of(reader, "/ke-hoach/")
    assert "Chưa có kế hoạch nào của cả nước cho năm 2023" in page
    assert "?pham-vi=tat-ca" in page


def test_a_rail_door_opens_the_plan_in_force(officer: Client, world: World) -> None:
    for part in ("muc-tieu", "nhiem-vu", "du-toan"):
        with CaptureQueriesContext(connection) as made:
            answer = officer.get(f"/{part}/")
        assert answer["Location"] == f"/ke-hoach/{world.slug}/ban-1/{part}/"
        assert len(made) <= MOST_QUERIES


def test_a_rail_door_leads_to_the_list_where_no_plan_is_in_force(officer: Client, draft: str) -> None:
    session = officer.session
    session["boi-canh"] = {"nam": 2023}
    session.save()
    answer = officer.get("/muc-tieu/")
    assert answer["Location"] == "/ke-hoach/?phan=muc-tieu"
    assert f'href="{draft}muc-tieu/"' in text_of(officer, answer["Location"])
