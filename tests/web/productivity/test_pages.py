"""Pages of runs: what is read, what is done with one, what is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.productivity.enums import RunState
from nscl.productivity.models import ProductivityRun
from nscl.productivity.queries.runs import find_run
from nscl.web.productivity.forms import initial_of
from tests.factories.productivity import ProductivityWorld, a_draft, a_published_run
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
HOME, RUNS = "/nang-suat/", "/nang-suat/lan-tinh/"
MOST_QUERIES = 15


def version_of(number: int) -> int:
    return find_run(None, number).row.version


def sent(number: int, **changes: Any) -> dict[str, Any]:
    """The form of a run's choices as a browser would send it."""
    form = client_form(number)
    return {**form, "phien-ban": version_of(number), **changes}


def client_form(number: int) -> dict[str, Any]:
    """Per cents and figures as people write them."""
    percents = {"depreciation", "depreciation_low", "depreciation_high", "target_share", "target_growth"}
    found = {}
    for name, value in initial_of(find_run(None, number).values).items():
        if value is None:
            continue
        figure = round(value * 100, 6) if name in percents else value
        found[name] = f"{figure:g}".replace(".", ",") if isinstance(value, float) else value
    return found


def get(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == HTTPStatus.OK, path
    return words_of(page)


def test_without_figures_the_pages_say_how_to_begin(world: World) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    assert "Bắt đầu từ niên giám" in get(officer, HOME)
    assert "Chưa có lần tính nào" in get(officer, RUNS)
    assert "Chưa có hai lần tính để so sánh" in get(officer, f"{RUNS}so-sanh/")
    assert "Chưa tính được" in get(officer, f"{RUNS}moi/")
    assert "Kết quả hiện ở đây khi lãnh đạo công bố" in get(client_of(world, Role.AUDITOR), HOME)


def test_every_page_of_a_run_answers_in_few_queries_and_says_that_it_is_a_sample(
    world: World, runs: ProductivityWorld
) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    run = f"{RUNS}{runs.draft}/"
    parts = ("", "nang-suat-lao-dong/", "do-nhay-du-bao/", "khoa-hoc/", "so-lieu/", "lich-su/")
    for path in (HOME, RUNS, *(f"{run}{part}" for part in parts)):
        with CaptureQueriesContext(connection) as queries:
            page = officer.get(path)
        assert page.status_code == HTTPStatus.OK, path
        assert len(queries) <= MOST_QUERIES, (path, [one["sql"][:90] for one in queries])
        assert "Số liệu mẫu" in words_of(page), path


def test_the_sentence_its_arithmetic_and_the_reasons(world: World, runs: ProductivityWorld) -> None:
    leader = client_of(world, Role.PROVINCE_LEADER)
    row = find_run(None, runs.published).row
    text = get(leader, f"{RUNS}{runs.published}/")
    assert row.sentence in text
    assert "Từng năm, theo phương pháp Viện Năng suất 5 dòng" in text
    assert "Không tính được:" in text  # KLEMS and the office's method lack their figures
    assert "NaN" not in text
    share = row.headline.tfp_share
    assert share is not None
    assert f"{share * 100:.2f} %".replace(".", ",") in text
    other = get(leader, f"{RUNS}{runs.published}/?phuong-phap=convention")
    assert "= 0,3000 ×" in other


def test_pictures_and_files(world: World, runs: ProductivityWorld) -> None:
    auditor = client_of(world, Role.AUDITOR)
    run = f"{RUNS}{runs.published}/"
    for code in ("dong-gop", "phuong-phap", "theo-nganh", "von-tren-lao-dong", "do-nhay", "can-co", "du-bao"):
        rows = auditor.get(f"{run}bieu-do/{code}.csv").content.decode("utf-8-sig").splitlines()
        assert len(rows) > 2, code
        assert rows[-1] == "Số liệu mẫu"
    drawn = auditor.get(f"{run}bieu-do/do-nhay.svg")
    assert drawn.content.startswith(b"<svg")
    assert "immutable" in drawn.headers["Cache-Control"]
    assert auditor.get(f"{run}bieu-do/khong-co.svg").status_code == HTTPStatus.NOT_FOUND
    assert auditor.get(f"{run}bieu-do/dong-gop.pdf").status_code == HTTPStatus.NOT_FOUND
    for form in ("xlsx", "docx"):
        assert auditor.get(f"{run}tep/{form}/").content.startswith(b"PK")
    assert "Số liệu mẫu" in auditor.get(f"{run}tep/csv/").content.decode("utf-8-sig")
    assert b"NSCL:PRODUCTIVITY_RESULTS" in auditor.get(f"{run}tep/sdmx/").content
    assert auditor.get(f"{run}tep/pdf/").status_code == HTTPStatus.NOT_FOUND


def test_the_officer_begins_changes_computes_and_the_leader_publishes_and_withdraws(
    world: World, runs: ProductivityWorld
) -> None:
    officer, leader = client_of(world, Role.PROVINCE_OFFICER), client_of(world, Role.PROVINCE_LEADER)
    begun = {**client_form(runs.draft), "title": "Lần tính thử", "draws": "200"}
    wrong = officer.post(f"{RUNS}moi/", {**begun, "last_year": "2010", "depreciation": "550"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "năm cuối trước năm đầu" in words_of(wrong).lower()
    assert "Lần tính thử" in wrong.content.decode()  # nothing typed is lost
    assert officer.post(f"{RUNS}moi/", begun).status_code == HTTPStatus.FOUND
    number = ProductivityRun.objects.get(title="Lần tính thử").pk
    run = f"{RUNS}{number}/"
    assert "Chưa có kết quả" in get(officer, run)
    assert "Chưa tính" in words_of(leader.get(f"{run}cong-bo/"))
    officer.post(f"{run}tinh/", {"phien-ban": version_of(number)})
    assert "TFP đóng góp" in get(officer, run)
    page = leader.post(f"{run}cong-bo/", {"phien-ban": version_of(number)}, follow=True)
    assert "Đã công bố" in words_of(page)
    assert officer.post(f"{run}lua-chon/", sent(number, title="Khác")).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    refused = leader.post(f"{run}thu-hoi/", {"phien-ban": version_of(number), "reason": " "})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    leader.post(f"{run}thu-hoi/", {"phien-ban": version_of(number), "reason": "Nguồn đính chính GRDP"})
    assert "Nguồn đính chính GRDP" in get(client_of(world, Role.AUDITOR), run)
    officer.post(f"{run}tinh-lai/")
    copied = ProductivityRun.objects.get(title="Lần tính thử (tính lại)")
    assert copied.state == RunState.DRAFT
    officer.post(f"{RUNS}{copied.pk}/xoa/", {"phien-ban": copied.version})
    assert not ProductivityRun.objects.filter(pk=copied.pk).exists()


def test_two_people_change_a_run_and_settle_it(world: World, runs: ProductivityWorld) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    number = a_draft(runs.province, computed=False, title="Hai người")
    mine = sent(number, depreciation="7", title="Hai người A")
    officer.post(f"{RUNS}{number}/lua-chon/", sent(number, depreciation="6"))
    page = officer.post(f"{RUNS}{number}/lua-chon/", mine)
    assert page.status_code == HTTPStatus.CONFLICT
    text = words_of(page)
    assert "6,00 %" in text
    assert "7,00 %" in text
    settled = {**mine, "phien-ban": version_of(number), "chon.depreciation": "dang-luu", "chon.title": "cua-toi"}
    officer.post(f"{RUNS}{number}/lua-chon/", settled)
    values = find_run(None, number).values
    assert (values.depreciation, values.title) == (0.06, "Hai người A")


def test_drafts_are_nobody_elses_and_a_stranger_to_the_province_meets_none(
    world: World, runs: ProductivityWorld
) -> None:
    for role in (Role.AUDITOR, Role.AGENCY_FOCAL_POINT, Role.NATIONAL_VIEWER):
        client = client_of(world, role)
        assert client.get(f"{RUNS}{runs.draft}/").status_code == HTTPStatus.NOT_FOUND
        assert client.get(f"{RUNS}{runs.draft}/tep/csv/").status_code == HTTPStatus.NOT_FOUND
        assert client.get(f"{RUNS}{runs.published}/").status_code == HTTPStatus.OK
    assert client_of(world, Role.BENEFICIARY).get(HOME).status_code == HTTPStatus.NOT_FOUND


def test_what_differs_between_two_runs(world: World, runs: ProductivityWorld) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    other = a_published_run(runs.province, depreciation=0.07, title="Khấu hao cao")
    text = get(officer, f"{RUNS}so-sanh/?a={runs.published}&b={other}")
    assert "Lựa chọn khác nhau" in text
    assert "5,50 % 7,00 %" in text
    assert "Bản số liệu khác nhau" not in text
    same = get(officer, f"{RUNS}so-sanh/?a={other}&b={other}")
    assert "Hai lần tính giống hệt nhau" in same
    assert officer.get(f"{RUNS}so-sanh/?a=999999&b={other}").status_code == HTTPStatus.NOT_FOUND
