"""The list of duties: everything once, narrowed by whose, what and when, and as a file."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.work.models import Activity
from tests.factories.difficulties import assigned, raised, today_agency
from tests.factories.people import AT
from tests.factories.work import a_plan, add, open_year
from tests.work.conftest import Site

TODAY = AT.date()
PAGE = "/viec-cua-toi/"
# The plan ended in 2025: what is planned of it in that year is late by now.
IN_TIME = date(2025, 8, 1)


@pytest.fixture
def annual(site: Site) -> int:
    """An annual plan of today's Sở KH&CN for 2025."""
    return open_year(site.plan, year=2025, on=IN_TIME)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_everything_stands_once_the_most_urgent_first_with_its_door(site: Site, annual: int) -> None:
    mine = add(annual, a_plan(site.task, title="Của tôi", starts_on=IN_TIME, responsible_id=site.own.pk))
    add(annual, a_plan(site.task, title="Của cơ quan", starts_on=IN_TIME + timedelta(days=1)))
    difficulty = assigned(site.plan, to=today_agency("so-khcn"), due=TODAY + timedelta(days=3))
    text = page(client_of(site.own))
    assert "4 việc cần làm, 2 việc đã quá hạn." in text
    places = [
        text.index(words)
        for words in (
            f'href="{reverse("activity", args=[mine.number])}">Của tôi</a>',
            "Của cơ quan</a>",
            f'href="{reverse("annual-plan", args=[annual])}">Kế hoạch năm 2025, Sở Khoa học và Công nghệ</a>',
            f'href="{reverse("difficulty", args=[difficulty.pk])}"',
        )
    ]
    assert places == sorted(places)
    assert '<span class="count">4</span>' in text  # the bell
    assert "Còn 3 ngày" in text
    assert "Chậm 477 ngày" in text


def test_the_list_is_narrowed_by_whose_what_and_when(site: Site, annual: int) -> None:
    add(annual, a_plan(site.task, title="Của tôi", starts_on=IN_TIME, responsible_id=site.own.pk))
    add(annual, a_plan(site.task, title="Của cơ quan", starts_on=IN_TIME))
    client = client_of(site.own)
    narrowed = {
        "?cua=toi": ["Của tôi"],
        "?cua=co-quan": ["Của cơ quan", "Kế hoạch năm 2025"],
        "?loai=submit": ["Kế hoạch năm 2025"],
        "?han=qua-han": ["Của tôi", "Của cơ quan"],
        "?han=khong-han": ["Kế hoạch năm 2025"],
        "?q=quan": ["Của cơ quan"],
    }
    for query, expected in narrowed.items():
        body = page(client, query).split("<tbody")[1].split("</tbody>")[0]
        shown = [words for words in ("Của tôi</a>", "Của cơ quan</a>", "Kế hoạch năm 2025,") if words in body]
        assert [words.rstrip(",").removesuffix("</a>") for words in shown] == expected, query


def test_the_file_says_what_is_to_be_done_and_what_is_a_sample(site: Site, annual: int) -> None:
    made = add(annual, a_plan(site.task, title="Việc mẫu", starts_on=IN_TIME))
    add(annual, a_plan(site.task, title="Việc thật", starts_on=IN_TIME))
    Activity.objects.filter(pk=made.number).update(is_sample=True)
    client = client_of(site.own)
    assert "có số liệu mẫu" in page(client)
    answer = client.get(f"{PAGE}?tai-ve=xlsx&loai=record")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    said = [row for row in rows if row and str(row[0]).startswith("Việc ") and len(row) > 3]
    assert [(row[0], row[1], row[-1]) for row in said if row[0] == "Việc mẫu"] == [
        ("Việc mẫu", "Ghi kết quả hoạt động", "mẫu")
    ]
    assert [row[0] for row in said if "thật" in str(row[0])] == ["Việc thật"]
    assert "Số liệu mẫu" in str(rows[0][0])


def test_who_has_done_everything_is_told_so_and_who_reads_has_no_list(site: Site) -> None:
    raised(site.plan)  # the officer's to assign
    leader = page(client_of(site.people[Role.PROVINCE_LEADER]))
    assert "Không có việc nào đang chờ bạn" in leader
    assert 'class="count"' not in leader
    auditor = page(client_of(site.people[Role.AUDITOR]))
    assert 'class="button quiet bell"' not in auditor
    assert client_of(site.people[Role.BENEFICIARY]).get(PAGE).status_code == HTTPStatus.NOT_FOUND


def test_the_home_and_the_list_count_the_same(site: Site, annual: int) -> None:
    for number in range(12):
        add(annual, a_plan(site.task, title=f"Việc {number}", starts_on=IN_TIME + timedelta(days=number)))
    client = client_of(site.own)
    home = client.get("/").content.decode()
    assert "13 việc cần làm, 12 việc đã quá hạn." in home
    assert "13 việc cần làm, 12 việc đã quá hạn." in page(client)
    assert "Xem tất cả 13 việc" in home
    assert home.count("Ghi kết quả hoạt động") == 8


def test_the_list_asks_as_much_for_thirty_as_for_one(site: Site, annual: int) -> None:
    clients = [client_of(site.own), client_of(site.people[Role.PROVINCE_OFFICER])]
    counted = []
    for days in (range(1), range(1, 30)):
        for day in days:
            add(annual, a_plan(site.task, title=f"Việc {day}", starts_on=IN_TIME + timedelta(days=day)))
            raised(site.plan, title=f"Vướng {day}")
        for client in clients:
            with CaptureQueriesContext(connection) as queries:
                page(client)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]
    assert max(counted) <= 10
