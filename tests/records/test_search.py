from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from nscl.records import search_index
from nscl.records.enums import Audience
from nscl.records.models import SearchEntry
from nscl.records.operations import (
    Entry,
    Reference,
    add_entries,
    index_entries,
    readdress_entries,
    remove_entries,
    remove_entry,
)
from nscl.records.queries import search

pytestmark = pytest.mark.django_db

BAC_GIANG, BAC_NINH = 24, 27
PLAN = Reference("plans.edition", 1)
only_sqlite = pytest.mark.skipif(
    "sqlite" not in connection.settings_dict["ENGINE"], reason="the triggers of the full-text index are SQLite's"
)


@pytest.fixture(scope="module", autouse=True)
def _nothing_else_to_find(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """Without the places and bodies of the reference data."""
    with django_db_blocker.unblock(), transaction.atomic():
        SearchEntry.objects.all().delete()
        yield
        transaction.set_rollback(True)


def entry(
    number: int,
    title: str,
    text: str = "",
    unit_id: int | None = BAC_GIANG,
    audience: Audience = Audience.PROVINCE,
) -> Entry:
    return Entry("plans.task", number, title, "Kế hoạch · Nhiệm vụ", audience, unit_id, text)


def titles(q: str, limit: int = 50) -> list[str]:
    hits = search(q, everywhere=True, staff_everywhere=True, work_everywhere=True, limit=limit)
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    "q",
    [
        "đường",
        "duong",
        "DUONG",
        "Đường sắt",
        "sắt ĐƯỜNG",
        "duo",  # a word from its beginning
        "\u0111\u01b0\u01a1\u0300ng",  # decomposed, as from a Mac
        "tcvn 13751:2023",
        "13751",
        "5s",
        "đường, sắt!",
        '"duong*',
    ],
)
def test_everything_is_found_without_regard_to_marks_case_and_form(q: str) -> None:
    add_entries(owner=PLAN, entries=[entry(1, "Đường sắt và công cụ 5S", "TCVN 13751:2023"), entry(2, "Bò sữa")])
    assert titles(q) == ["Đường sắt và công cụ 5S"]


@pytest.mark.parametrize("q", ["", "  ", "!?", "_", '"', "%"])
def test_nothing_to_look_for_finds_nothing(q: str) -> None:
    add_entries(owner=PLAN, entries=[entry(1, "Đường sắt")])
    assert titles(q) == []


@pytest.mark.parametrize(
    "q", ["OR sat", "NEAR(duong sat)", "title : duong", "duong NOT sat", "a' OR 1=1 --", "-duong", "^sat"]
)
def test_what_looks_like_a_query_language_is_only_words(q: str) -> None:
    add_entries(owner=PLAN, entries=[entry(1, "Đường sắt")])
    assert titles(q) == (["Đường sắt"] if q in {"-duong", "^sat"} else [])


def test_every_word_must_be_found() -> None:
    add_entries(
        owner=PLAN, entries=[entry(1, "Mô hình điểm"), entry(2, "Mô hình", "tại điểm du lịch"), entry(3, "Mô tả")]
    )
    assert sorted(titles("mo diem")) == ["Mô hình", "Mô hình điểm"]


@pytest.mark.parametrize("q", ["bán", "Bán", "BÁN"])
def test_titles_with_the_marks_as_typed_come_first(q: str) -> None:
    others = [entry(number, f"Bàn {number}") for number in range(1, 40)]
    add_entries(owner=PLAN, entries=[*others, entry(40, "Ai bán hàng"), entry(41, "Bạn")])
    assert titles(q, limit=3)[0] == "Ai bán hàng"
    assert len(titles(q)) == 41


def test_marks_are_compared_whatever_their_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Ai bán hàng")
    others = [entry(number, f"Bàn {number}") for number in range(1, 40)]
    add_entries(owner=PLAN, entries=[*others, entry(40, decomposed)])
    for q in ("bán", unicodedata.normalize("NFD", "bán")):
        assert titles(q, limit=1) == ["Ai bán hàng"]


def test_at_most_so_many_and_none_twice() -> None:
    add_entries(owner=PLAN, entries=[entry(number, f"Đào tạo lớp {number}") for number in range(1, 80)])
    assert len(titles("đào tạo")) == 50
    assert len(set(titles("đào tạo", limit=79))) == 79


def test_a_hit_says_where_it_stands() -> None:
    add_entries(owner=PLAN, entries=[entry(7, "Đào tạo")])
    (hit,) = search("đào tạo", everywhere=True)
    assert (hit.kind, hit.number, hit.owner_kind, hit.owner_number) == ("plans.task", 7, "plans.edition", 1)
    assert (hit.title, hit.place, hit.unit_id) == ("Đào tạo", "Kế hoạch · Nhiệm vụ", BAC_GIANG)


def test_only_what_the_roles_reach_is_found() -> None:
    add_entries(
        owner=PLAN,
        entries=[
            entry(1, "Lớp của mọi người", unit_id=None, audience=Audience.EVERYONE),
            entry(2, "Lớp Bắc Giang"),
            entry(3, "Lớp Bắc Ninh", unit_id=BAC_NINH),
            entry(4, "Lớp nháp Bắc Giang", audience=Audience.PROVINCE_STAFF),
            entry(5, "Lớp nháp Bắc Ninh", unit_id=BAC_NINH, audience=Audience.PROVINCE_STAFF),
        ],
    )

    def found(**reach: object) -> set[int]:
        return {hit.number for hit in search("lop", **reach)}  # type: ignore[arg-type]

    assert found() == {1}
    assert found(unit_ids=[BAC_GIANG]) == {1, 2}
    assert found(unit_ids=[BAC_GIANG], staff_unit_ids=[BAC_GIANG]) == {1, 2, 4}
    assert found(unit_ids=[BAC_GIANG, BAC_NINH], staff_unit_ids=[BAC_NINH]) == {1, 2, 3, 5}
    assert found(everywhere=True) == {1, 2, 3}
    assert found(everywhere=True, staff_unit_ids=[BAC_GIANG]) == {1, 2, 3, 4}
    assert found(everywhere=True, staff_everywhere=True) == {1, 2, 3, 4, 5}


def test_the_years_work_is_found_by_who_works_in_the_province() -> None:
    work = [
        Entry("work.activity", number, f"Hội nghị {number}", "Hoạt động", Audience.PROVINCE_WORK, unit)
        for number, unit in ((1, BAC_GIANG), (2, BAC_NINH))
    ]
    add_entries(owner=Reference("work.annual_plan", 1), entries=work)
    assert search("hoi nghi", everywhere=True, staff_everywhere=True) == ()
    assert {hit.number for hit in search("hoi nghi", work_unit_ids=[BAC_GIANG])} == {1}
    assert {hit.number for hit in search("hoi nghi", everywhere=True, work_everywhere=True)} == {1, 2}


def test_the_index_follows_every_write() -> None:
    add_entries(owner=PLAN, entries=[entry(1, "Đào tạo"), entry(2, "Khảo sát")])
    add_entries(owner=PLAN, entries=[entry(1, "Hội nghị")])
    assert titles("dao tao") == []
    assert titles("hoi nghi") == ["Hội nghị"]
    remove_entry(kind="plans.task", number=2)
    assert titles("khao sat") == []
    index_entries(owner=PLAN, entries=[entry(3, "Bản tin")])
    assert titles("hoi nghi") == []
    readdress_entries(owner=PLAN, audience=Audience.PROVINCE_STAFF)
    assert search("ban tin", everywhere=True) == ()
    assert len(search("ban tin", staff_everywhere=True)) == 1
    remove_entries(owner=PLAN)
    assert titles("ban tin") == []


def test_two_queries_at_most() -> None:
    add_entries(owner=PLAN, entries=[entry(number, f"Đào tạo lớp {number}") for number in range(1, 80)])
    for q in ("dao tao", "đào tạo", "không có"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            titles(q)
        assert len(queries) <= 2


@only_sqlite
def test_a_lost_trigger_is_set_again_with_all_that_was_missed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER records_search_added")
    add_entries(owner=PLAN, entries=[entry(1, "Đào tạo")])
    assert titles("dao tao") == []
    search_index.install(connection)
    assert titles("dao tao") == ["Đào tạo"]
    add_entries(owner=PLAN, entries=[entry(2, "Đào tạo nữa")])
    assert len(titles("dao tao")) == 2


def test_the_index_can_be_taken_away_and_made_again() -> None:
    add_entries(owner=PLAN, entries=[entry(1, "Đào tạo")])
    search_index.remove(connection)
    search_index.install(connection)
    search_index.install(connection)
    assert titles("dao tao") == ["Đào tạo"]
    SearchEntry.objects.all().delete()
    assert titles("dao tao") == []
